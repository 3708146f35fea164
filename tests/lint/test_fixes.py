"""What --fix changes, to the letter, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.issue import issue
from policy_engine.app.lint_fix import Fixed, safe_changes
from tests.fixtures.counties import as_yaml, read
from tests.issuing.offices import MARK, nothing_blocks
from tests.lint.folder import county_file, ids, linted, of_lint, write
from tests.policy_checks.chains import BASE

HEAD = """\
# 南岳区
kind: policy
jurisdiction: "430412"
name: 南岳区
parent: "430000"
version: "2024.1"
status: illustrative
effective: {from: 2024-01-01}

"""
CASES = read(Path(__file__).parent / "fixes.yaml")
_RESTATING = HEAD + "posts:\n  cap_counts: entries   # 按个数\n  seats_max: 3\n"


def fixed(path: Path, **options: Any) -> Fixed:
    (found,) = safe_changes([path], **options)
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES])
def test_the_file_becomes(case: dict[str, Any], tmp_path: Path) -> None:
    path = county_file(tmp_path, (HEAD + case["before"]).encode())
    found = fixed(path)
    assert found.after.decode() == HEAD + case["after"]
    assert (found.made > 0) == (case["before"] != case["after"])
    assert len(found.left) == case.get("left", 0)
    assert path.read_bytes() == found.before  # nothing is written yet


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    before = b"\xef\xbb\xbf" + _RESTATING.replace("\n", "\r\n").encode()
    after = fixed(county_file(tmp_path, before)).after
    assert after == before.replace("  cap_counts: entries   # 按个数\r\n".encode(), b"")


def test_a_file_without_a_last_line_end_is_as_good(tmp_path: Path) -> None:
    before = HEAD + "posts:\n  seats_max: 3\n  cap_counts: entries"
    assert fixed(county_file(tmp_path, before.encode())).after.decode() == HEAD + "posts:\n  seats_max: 3\n"


def test_a_comment_at_the_very_top_is_the_file_s(tmp_path: Path) -> None:
    before = "# 南岳区的政策\nposts: {cap_counts: entries}\n" + HEAD.partition("\n")[2]
    found = fixed(county_file(tmp_path, before.encode()))
    assert (found.made, [each.code for each in found.left]) == (0, ["lint.not-fixed"])


def test_json_is_as_good(tmp_path: Path) -> None:
    path = county_file(tmp_path, b"").with_suffix(".json")
    path.with_suffix(".yaml").unlink()
    head = {key: value for key, value in BASE["county"]["document"].items() if key in _IDENTITY}
    before = json.dumps({**head, "posts": {"seats_max": 3, "cap_counts": "entries"}}, default=str, indent=1)
    write(path, before.encode())
    assert fixed(path).after.decode() == before.replace(',\n  "cap_counts": "entries"', "")


def test_only_what_was_chosen_is_fixed(tmp_path: Path) -> None:
    path = county_file(tmp_path, (_RESTATING + "checks: {U12: {severity: block}}\n").encode())
    assert b"cap_counts" in fixed(path, select=["N06"]).after
    assert b"checks" in fixed(path, ignore=["setting-decides"]).after
    assert fixed(path, select=["N09"]).made == 0


def test_an_issued_file_is_not_touched_and_it_is_said_why(tmp_path: Path) -> None:
    path = county_file(tmp_path, _RESTATING.encode())
    issue(tmp_path, path, number=MARK.number, by=MARK.by, date=MARK.date, blocking=nothing_blocks)
    found = fixed(path)
    assert (found.made, found.after) == (0, path.read_bytes())
    assert [each.code for each in found.left] == ["lint.issued"]


def test_what_is_laid_out_too_oddly_is_left_and_told(tmp_path: Path) -> None:
    steps = "      - min_days: 3\n        id: announce\n        days: calendar\n"
    odd = f"{HEAD}procedures:\n  selection:\n    steps:\n{steps}"
    found = fixed(county_file(tmp_path, odd.encode()))
    assert (found.made, found.after.decode()) == (0, odd)
    assert [(each.code, each.span and each.span.line) for each in found.left] == [("lint.not-fixed", 13)]


def test_what_an_upper_layer_changes_later_is_no_repetition(tmp_path: Path) -> None:
    path = county_file(tmp_path, _RESTATING.encode())
    assert ids(of_lint(linted(path))) == {("N05", "value-not-restated")}
    later = {**BASE["province"]["document"], "version": "2024.2", "effective": {"from": "2024-08-01"}}
    later["posts"] = {**later["posts"], "cap_counts": "seats"}
    text = as_yaml(later).replace(b"'2024-08-01'", b"2024-08-01")
    write(tmp_path / BASE["province"]["folder"] / "2024-08-01.yaml", text)
    assert of_lint(linted(path)) == []
    assert fixed(path).made == 0


def test_removing_a_value_never_loosens_a_check_that_rests_on_it(tmp_path: Path) -> None:
    """What rests on unverified sources alone blocks where the county itself declares the parameter."""
    nation = {**BASE["nation"]["document"], "posts": {"statement_parts": ["basics"]}}
    nation["legal_sources"] = [{"id": "S3", "title": "权责事项", "verified": False}]
    path = county_file(tmp_path, (HEAD + "assessment: {excellent_share: 20%}\n").encode())
    write(tmp_path / BASE["nation"]["folder"] / "2019-01-01.yaml", as_yaml(nation))
    province = BASE["province"]["document"]
    bare = {key: value for key, value in province.items() if key in _IDENTITY}
    write(tmp_path / BASE["province"]["folder"] / "2022-01-01.yaml", as_yaml(bare))
    path.write_bytes((HEAD + "posts: {statement_parts: [basics], seats_max: 3}\n").encode())
    assert ids(of_lint(linted(path))) == {("N05", "value-not-restated")}
    found = fixed(path)
    assert found.made == 0
    assert [each.code for each in found.left] == ["lint.not-fixed"]


_IDENTITY = ("kind", "jurisdiction", "name", "parent", "version", "status", "effective")
