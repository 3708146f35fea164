"""What is not issued, what is said of it, and that nothing changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.app.issue import BlockedError, issue
from policy_engine.diagnostics import Diagnostic, DocumentError, UsageError
from tests.issuing.hands import NAMES, do
from tests.issuing.offices import (
    COUNTY,
    HERE,
    MARK,
    PROVINCE,
    contents,
    issued,
    lay_out,
    nothing_blocks,
    something_blocks,
)

CASES: list[dict[str, Any]] = yaml.load((HERE / "refusals.yaml").read_text("utf-8"), yaml.CSafeLoader)
MESSAGES = HERE / "refusals"
# Other storeys' messages are theirs to test.
OURS = ("issue.", "register.")
RECORD = os.environ.get("RECORD_GOLDENS") == "1"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_refused_and_nothing_changes(case: dict[str, Any], tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    issued(root, PROVINCE)
    issued(root, COUNTY)
    for step in case.get("steps", []):
        do(root, step)
    before = contents(root)
    name = case.get("file", "later")
    with pytest.raises((DocumentError, UsageError, BlockedError)) as caught:
        issue(
            root,
            root / NAMES.get(name, name),
            **{**MARK.model_dump(), **case.get("with", {})},
            blocking=something_blocks if case.get("blocked") else nothing_blocks,
        )
    assert contents(root) == before
    assert type(caught.value).__name__ == case["error"]
    found = diagnostics(caught.value)
    assert [each.code for each in found] == case["codes"]

    if not case["codes"][0].startswith(OURS):
        return
    said = "".join(map(in_words, found)).replace(f"{root.as_posix()}/", "").replace(str(root), "policies")
    golden = MESSAGES / f"{case['id']}.txt"
    if RECORD:
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def diagnostics(error: Exception) -> tuple[Diagnostic, ...]:
    if isinstance(error, UsageError):
        return (error.diagnostic,)
    assert isinstance(error, DocumentError | BlockedError)
    return error.diagnostics


def in_words(found: Diagnostic) -> str:
    lines = [f"{found.span or '-'} {found.code}", f"  {found.message.zh}", f"  {found.message.en}"]
    lines += [] if found.help is None else [f"  → {found.help.zh}", f"  → {found.help.en}"]
    lines += [f"  {place} {text.zh} {text.en}" for text, place in found.related]
    return "".join(f"{line}\n" for line in lines)


def test_every_message_on_record_belongs_to_a_case() -> None:
    assert {path.stem for path in MESSAGES.glob("*.txt")} == {
        case["id"] for case in CASES if case["codes"][0].startswith(OURS)
    }
