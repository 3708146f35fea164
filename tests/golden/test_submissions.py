"""What an officer is told about a mistake in a batch of actions, a round or a calendar, word for word."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.actions import Actions
from policy_engine.documents.calendar import load_calendar
from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from tests.source.golden import rendered

HERE = Path(__file__).parent
DATA: dict[str, Any] = yaml.load((HERE / "submissions.yaml").read_text("utf-8"), yaml.CSafeLoader)
CASES: list[dict[str, Any]] = DATA["cases"]


def read(text: str, base: str) -> None:
    kind, _, form = base.partition("-")
    data, name = text.encode(), f"{kind}.{'json' if form == 'json' else 'yaml'}"
    if kind == "calendar":
        load_calendar(data, name)
    else:
        load(Actions if kind == "actions" else Round, data, name)


@pytest.mark.parametrize("base", DATA["bases"])
def test_without_the_mistake_nothing_is_said(base: str) -> None:
    read(DATA["bases"][base], base)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_told_at_its_place(case: dict[str, Any]) -> None:
    text = DATA["bases"][case["base"]]
    before, after = case["replace"]
    assert before in text, "the case no longer fits its file"
    with pytest.raises(DocumentError) as caught:
        read(text.replace(before, after, 1), case["base"])
    said = rendered(caught.value.diagnostics)
    golden = HERE / "submissions" / f"{case['id']}.txt"
    if os.environ.get("RECORD_GOLDENS") == "1":
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_every_golden_belongs_to_a_case() -> None:
    assert {path.stem for path in (HERE / "submissions").glob("*.txt")} == {case["id"] for case in CASES}
