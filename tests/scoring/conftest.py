"""An assessment of one township, the policies that it is scored by, and its roster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policy_engine.app.counties import Counties
from policy_engine.app.scoring.checker import ScoreChecker, Scored

HERE = Path(__file__).parent
POLICIES = HERE / "policies"
ANNUAL = (HERE / "annual.yaml").read_text("utf-8")
ROSTER = (HERE / "roster.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def counties() -> Counties:
    return Counties(POLICIES)


Score = Callable[..., Scored]


@pytest.fixture(scope="session")
def score(counties: Counties) -> Score:
    """Scores a text, by default the assessment as it is; `roster` is the text of a set-up."""
    checker = ScoreChecker(counties)

    def scored(text: str = ANNUAL, *, roster: str | None = None, **asked: object) -> Scored:
        setup = None if roster is None else (roster.encode(), "setup.yaml")
        return checker.score(text.encode(), "annual.yaml", setup=setup, **asked)  # type: ignore[arg-type]

    return scored


def replaced(text: str, *changes: list[str]) -> str:
    """The text with each change made in turn, once; a change that fits nowhere is a mistake of the test."""
    for before, after in changes:
        assert before in text, f"{before!r} is not there to be replaced"
        text = text.replace(before, after, 1)
    return text
