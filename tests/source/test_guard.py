"""The guard of the fast JSON path never vouches for a document that was not read whole."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.source.guard import json_is_plain
from policy_engine.source.read import read_tree
from tests.effort import tried

texts = st.text(st.sampled_from('a":: \\\n\t{},[]0.e5路'), max_size=5)
spaces = st.text(st.sampled_from(" \t\n\r"), max_size=2)
numbers = st.from_regex(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)


@st.composite
def json_texts(draw: st.DrawFn, depth: int = 3) -> str:
    """JSON as it may be written: any white space, duplicate keys, odd strings, long numbers."""
    kind = draw(st.integers(0, 4 if depth else 2))
    if kind == 0:
        return draw(numbers)
    if kind <= 2:
        return json.dumps(draw(texts), ensure_ascii=draw(st.booleans()))
    if kind == 3:
        return "[" + ",".join(draw(st.lists(json_texts(depth - 1), max_size=3))) + "]"
    entries = draw(st.lists(st.tuples(texts, spaces, spaces, json_texts(depth - 1)), max_size=4))
    written = [f"{json.dumps(key)}{before}:{after}{value}" for key, before, after, value in entries]
    return "{" + ",".join(written) + "}"


def arrived(value: Any) -> int:
    if isinstance(value, dict):
        return len(value) + sum(arrived(below) for below in value.values())
    return sum(arrived(below) for below in value) if isinstance(value, list) else 0


def written(text: str) -> int:
    """All keys in the text, duplicates too, by a reader that shows them."""
    count = 0

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal count
        count += len(found)
        return dict(found)

    json.loads(text, object_pairs_hook=pairs)
    return count


@tried(60, thorough=250)
@given(json_texts())
def test_a_duplicate_key_is_never_vouched_for(text: str) -> None:
    count = arrived(json.loads(text))
    if written(text) != count:
        assert not json_is_plain(text.encode(), count)


@tried(60, thorough=250)
@given(json_texts())
def test_a_number_that_a_double_would_change_is_never_vouched_for(text: str) -> None:
    exact: list[Decimal] = []
    rounded: list[Decimal] = []
    json.loads(text, parse_float=lambda digits: exact.append(Decimal(digits)))
    json.loads(text, parse_float=lambda digits: rounded.append(Decimal(repr(float(digits)))))
    if exact != rounded:
        assert not json_is_plain(text.encode(), arrived(json.loads(text)))


@tried(60, thorough=250)
@given(json_texts(), st.sampled_from(["x.json", "x.yaml", "-"]))
def test_what_is_vouched_for_is_read_the_same_by_the_careful_path(text: str, name: str) -> None:
    document = f'{{"a": {text}}}'
    value = json.loads(document, parse_float=Fraction)
    if json_is_plain(document.encode(), arrived(value)):
        assert read_tree(document.encode(), name).root.to_plain() == value


def test_json_that_is_no_yaml_is_read_in_a_yaml_file_too() -> None:
    data = b'{\n\t"a": "\\ud83d\\ude00",\n\t"b": "x\\/y"\n}'
    assert read_tree(data, "x.yaml").root.to_plain() == {"a": "\U0001f600", "b": "x/y"}


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a" : 1, "a" : 2}',
        '{"a": {"x": 1}, "a": 2}',
        '{"a": 1, "\\u0061": 2}',
        '{"b":[{"a":1,"a"\n:1}]}',
        '{"n": 0.1234567890123456789}',
        '{"n": 12345678901234567}',
        '{"n": 1e400}',
        '{"n": 1E-400}',
        '{"n": [1,2.5e+9]}',
    ],
)
def test_a_document_that_a_fast_reader_would_change(text: str) -> None:
    assert not json_is_plain(text.encode(), arrived(json.loads(text)))


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"kind": "setup", "posts": [{"id": "P01", "seats": 2, "share": 0.25}]},
        {"说明": "时间：10 点；比例 20%", "code": "331004003", "from": "2024-03-01"},
        {"note": "见 https://example.org: 10:30", "unit": "10k_person"},
    ],
)
def test_an_ordinary_document_takes_the_fast_path(document: dict[str, Any]) -> None:
    for indent in (None, 2):
        data = json.dumps(document, ensure_ascii=False, indent=indent).encode()
        assert json_is_plain(data, arrived(document))
