"""What an officer is told about a mistake in a document, word for word and at its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine import Checker, DocumentError

HERE = Path(__file__).parent
POLICIES = HERE.parents[1] / "policies"
CASES: list[dict[str, Any]] = yaml.load((HERE / "documents.yaml").read_text("utf-8"), yaml.CSafeLoader)
RECORD = os.environ.get("RECORD_GOLDENS") == "1"


def said(error: DocumentError, root: Path) -> str:
    lines = []
    for found in error.diagnostics:
        place = "-" if found.span is None else str(found.span)
        lines.append(f"{place} {found.code}\n  {found.message.zh}\n  {found.message.en}\n")
        if found.help is not None:
            lines.append(f"  → {found.help.zh}\n  → {found.help.en}\n")
    return "".join(lines).replace(f"{root.as_posix()}/", "").replace(root.as_posix(), "policies")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_told_at_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(POLICIES, tmp_path, dirs_exist_ok=True)
    edited = tmp_path / case.get("edit", case["file"])
    before, after = case["replace"]
    text = edited.read_text("utf-8")
    assert before in text, "the case no longer fits the shipped file"
    edited.write_text(text.replace(before, after, 1), "utf-8")

    setup = tmp_path / case["file"]
    with pytest.raises(DocumentError) as caught:
        Checker(tmp_path).check(setup.read_bytes(), setup.as_posix())

    golden = HERE / "documents" / f"{case['id']}.txt"
    if RECORD:
        golden.write_text(said(caught.value, tmp_path), "utf-8")
    assert said(caught.value, tmp_path) == golden.read_text("utf-8")


def test_every_golden_belongs_to_a_case() -> None:
    assert {path.stem for path in (HERE / "documents").glob("*.txt")} == {case["id"] for case in CASES}
