"""What two policies do to shipped set-ups, worked out once for all tests."""

from __future__ import annotations

import contextlib
import datetime
import functools
from collections.abc import Mapping
from pathlib import Path

from policy_engine.app.counties import Counties
from policy_engine.app.diff_sides import sides_of
from policy_engine.app.diff_targets import Targets
from policy_engine.app.impact import ImpactStudy
from policy_engine.diff.impact_model import Impact
from tests.policies.shipped import CASES, POLICIES, ROOT

POLICIES_HERE = Path("policies")


@functools.cache
def counties() -> Counties:
    return Counties(POLICIES_HERE)


@functools.cache
def study(old: str, new: str, on: datetime.date | None = None) -> Impact:
    """The impact on every shipped set-up below the jurisdiction of the code `old`."""
    below = old[:6].removesuffix("00").removesuffix("00")
    cases = [case for case in CASES if case.parent.parent.name.startswith(below)]
    return tried(old, new, {case.relative_to(ROOT).as_posix(): case.read_bytes() for case in cases}, on)


def tried(old: str, new: str, setups: Mapping[str, bytes], on: datetime.date | None = None) -> Impact:
    """The impact on set-ups, by their names; the policies concern all of them."""
    # From the checkout, so that files are named as they are on any machine.
    with contextlib.chdir(ROOT), Targets(POLICIES_HERE) as targets:
        sides, failed = sides_of(targets, (old, new))
        assert failed == ()
        made = ImpactStudy(*sides, counties())
        for name, data in setups.items():
            assert made.take(data, name, on)
        return made.result()


def draft(folder: Path, version: str, *edits: tuple[str, str]) -> str:
    """A shipped policy file with some texts replaced, lying where no version does."""
    text = (POLICIES / version).read_text("utf-8")
    for before, after in edits:
        assert before in text, f"{version} has changed: {before}"
        text = text.replace(before, after)
    path = folder / "draft.yaml"
    path.write_text(text, "utf-8")
    return path.as_posix()
