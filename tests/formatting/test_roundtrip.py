"""Files opened for editing: what is not changed stays letter for letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_engine.diagnostics import DocumentError
from policy_engine.formatting.roundtrip import Editable

POLICIES = Path("policies")
FILES = sorted(POLICIES.glob("*/*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(POLICIES).as_posix() for path in FILES])
def test_a_file_in_which_nothing_changed_is_the_same(path: Path) -> None:
    assert Editable(path.read_bytes(), path.name).data() == path.read_bytes()


def _changed_lines(before: bytes, after: bytes) -> list[str]:
    old, new = before.decode().splitlines(), after.decode().splitlines()
    assert len(old) == len(new)
    return [line for line, other in zip(new, old, strict=True) if line != other]


def test_one_value_changes_one_line() -> None:
    data = (POLICIES / "331004-luqiao" / "2024-01-01.yaml").read_bytes()
    editable = Editable(data, "a.yaml")
    editable.root["posts"]["cap"]["values"]["composite"] = 84
    editable.root["posts"]["seats_max"] = 4
    assert _changed_lines(data, editable.data()) == [
        "  cap: {by: class, values: {central-town: 95, urban-subdistrict: 90, composite: 84}}",
        "  seats_max: 4                         # 一个岗位最多核定几人",
    ]


def test_braces_over_several_lines_stay_where_nothing_changed() -> None:
    data = (POLICIES / "330522-changxing" / "cases" / "lushan-2024-complies.yaml").read_bytes()
    editable = Editable(data, "a.yaml")
    editable.root["as_of"] = "2024-09-09"
    changed = _changed_lines(data, editable.data())
    assert [line.partition(":")[0] for line in changed] == ["as_of"]


def test_a_list_without_a_step_keeps_its_indentation_when_it_grows() -> None:
    editable = Editable("a:\n- x  # 注\n- y\nb: {c: 1,\n    d: 2}\n".encode(), "a.yaml")
    editable.root["a"].append("z")
    assert editable.data().decode() == "a:\n- x  # 注\n- y\n- z\nb: {c: 1,\n    d: 2}\n"


def test_byte_order_mark_and_line_ends_stay() -> None:
    data = b"\xef\xbb\xbf" + "a: 1  # 注\r\nb: '2'\r\n".encode()
    editable = Editable(data, "a.yaml")
    editable.root["a"] = 3
    assert editable.data() == b"\xef\xbb\xbf" + "a: 3  # 注\r\nb: '2'\r\n".encode()


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(DocumentError):
        Editable(b"a: 1\na: 2\n", "a.yaml")
