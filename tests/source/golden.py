"""Goldens: what is said about a bad input, as text; re-recorded with RECORD_GOLDENS=1."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.source.read import read_tree

FOLDER = Path(__file__).parents[1] / "golden" / "source"


def rendered(diagnostics: Iterable[Diagnostic]) -> str:
    """Place and code, then what is said in Chinese and in English: message, way out, related places."""
    lines = []
    for found in diagnostics:
        place = f"{found.span.line}:{found.span.column}" if found.span else "-"
        mark = "" if found.severity == "error" else f" ({found.severity})"
        lines += [f"{place} {found.code}{mark}", f"  {found.message.zh}", f"  {found.message.en}"]
        lines += [f"    → {found.help.zh}", f"    → {found.help.en}"] if found.help else []
        lines += [f"    {span.line}:{span.column} {text.zh} / {text.en}" for text, span in found.related]
    return "\n".join(lines) + "\n"


def what_is_said(data: bytes, name: str) -> str:
    """Problems, or warnings, or that nothing is said."""
    try:
        result = read_tree(data, name)
    except DocumentError as error:
        return rendered(error.diagnostics)
    return rendered(result.warnings) if result.warnings else "nothing to say\n"


def compare(actual: str, expected: Path) -> None:
    if os.environ.get("RECORD_GOLDENS") == "1":
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8"), f"RECORD_GOLDENS=1 records {expected} anew"
