"""A slip of the keyboard is told at its line, once, with the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.source.read import read_tree

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "slips.yaml").read_text("utf-8"), yaml.CSafeLoader
)
POLICY = """\
kind: policy
jurisdiction: "331004"
name: 路桥区
classification:
  method: label
  classes:
    - {id: central-town, name: 省市中心镇}
    - {id: composite, name: 复合型镇街}
posts:
  cap: {by: class, values: {central-town: 95, composite: 85}}
  counted_kinds: [leader, mid_level, general]
  seats_max: 3
rules:
  - id: handover
    for: {p: setup.posts}
    require: "p.seats > 0"
    basis: [S2]
"""


def _between_entries(line: str, instead: str) -> str:
    return line.replace(", ", instead, 1) if ": " in line.rpartition(", ")[2] else line


# One stroke on one line, for every line it changes: what it does, to how a line then reads.
STROKES: dict[str, Callable[[str], str]] = {
    "a full-width colon": lambda line: line.replace(": ", "：", 1),
    "no space after the colon": lambda line: line.replace(": ", ":", 1),
    "a full-width comma": lambda line: _between_entries(line, "，"),
    "a comma left out": lambda line: _between_entries(line, " "),
    "no space after the dash": lambda line: line.replace("- ", "-", 1),
    "a quotation mark left out": lambda line: "".join(line.rsplit('"', 1)),
    "a Chinese quotation mark": lambda line: "”".join(line.rsplit('"', 1)),
    "a full-width bracket": lambda line: line.replace("}", "｝").replace("]", "］"),
    "a bracket left out": lambda line: "".join(line.rsplit("}", 1)),
    "the wrong bracket": lambda line: line.replace("]", "}"),
    "the colon of a group left out": lambda line: line.removesuffix(":"),
    "a full-width space": lambda line: line.replace("  ", "\u3000", 1) if line.startswith("  ") else line,
    "a tab": lambda line: line.replace("  ", "\t", 1) if line.startswith("  ") else line,
}


def said(text: str) -> list[Diagnostic]:
    try:
        return list(read_tree(text.encode(), "x.yaml").warnings)
    except DocumentError as error:
        return list(error.diagnostics)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_slip_is_told_where_it_is(case: dict[str, Any]) -> None:
    found = said(case["text"])
    assert [f"{one.span.line}:{one.span.column} {one.code}" for one in found if one.span] == case["says"]
    assert all(one.help is not None for one in found)


@pytest.mark.parametrize("stroke", STROKES)
def test_one_stroke_anywhere_is_told_once_and_at_its_line(stroke: str) -> None:
    lines = POLICY.splitlines()
    changed = [(n, STROKES[stroke](line)) for n, line in enumerate(lines) if STROKES[stroke](line) != line]
    assert changed
    for number, line in changed:
        found = said("\n".join([*lines[:number], line, *lines[number + 1 :]]) + "\n")
        assert {one.span.line for one in found if one.span} == {number + 1}, line
        assert len({one.code for one in found}) == 1, line


def test_two_strokes_on_two_lines_are_both_told() -> None:
    text = POLICY.replace("name: 路", "name：路").replace("seats_max: 3", "seats_max:3")
    assert [(one.code, one.span.line) for one in said(text) if one.span] == [
        ("yaml.full-width-colon", 3), ("yaml.missing-space", 12),
    ]  # fmt: skip


def test_a_way_out_can_be_copied() -> None:
    (found,) = said(POLICY.replace("seats_max: 3", "seats_max：3"))
    assert found.help is not None
    assert "seats_max: 3" in found.help.zh
    assert "seats_max: 3" in found.help.en


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_places_do_not_depend_on_line_breaks_and_byte_order_marks(mark: str, line_break: str) -> None:
    text = POLICY.replace("seats_max: 3", "seats_max：3")
    (found,) = said((mark + text).replace("\n", line_break))
    assert (found.span.line, found.span.column) == (12, 12) if found.span else False
