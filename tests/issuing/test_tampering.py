"""What was issued and changed afterwards is found out, and said at its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import Diagnostic
from policy_engine.policyset.register import Register
from tests.issuing.hands import do
from tests.issuing.offices import HERE, TEXTS, check, issued_offices

CASES: list[dict[str, Any]] = yaml.load((HERE / "tampering.yaml").read_text("utf-8"), yaml.CSafeLoader)
MESSAGES = HERE / "messages"
RECORD = os.environ.get("RECORD_GOLDENS") == "1"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_tampering_is_found_out(case: dict[str, Any], tmp_path: Path) -> None:
    root = issued_offices(tmp_path)
    for step in case["steps"]:
        do(root, step)
    register = Register.read(root)
    states = {name: check(root, name).state if (root / name).exists() else "-" for name in TEXTS}
    assert list(states.values()) == case["states"]
    assert {name: check(root, name).state for name in case.get("others", {})} == case.get("others", {})
    assert [found.code for found in register.problems] == case["problems"]

    files = [path.relative_to(root).as_posix() for path in root.glob("*/*.yaml")]
    gone = register.missing(files)
    places = {each.span: each.entry.file for each in register.entries}
    assert [places[found.span] for found in gone if found.span] == case.get("missing", [])

    said = "".join([*_of_files(root), *_of_diagnostics([*register.problems, *gone])])
    said = said.replace(f"{root.as_posix()}/", "").replace(str(root), "policies")
    golden = MESSAGES / f"{case['id']}.txt"
    if RECORD:
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def _of_files(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("*/*.yaml")):
        name = path.relative_to(root).as_posix()
        found = check(root, name)
        yield f"{name}: {found.state} {found.entry_span or '-'}\n"
        for text, mark in ((found.reason, ""), (found.help, "→ ")):
            yield "" if text is None else f"  {mark}{text.zh}\n  {mark}{text.en}\n"


def _of_diagnostics(found: list[Diagnostic]) -> Iterator[str]:
    for each in found:
        yield f"{each.span or '-'} {each.code}\n  {each.message.zh}\n  {each.message.en}\n"
        yield "" if each.help is None else f"  → {each.help.zh}\n  → {each.help.en}\n"


def test_every_message_on_record_belongs_to_a_case() -> None:
    assert {path.stem for path in MESSAGES.glob("*.txt")} == {case["id"] for case in CASES}
