"""The tree: values, places, paths, and the same answers for YAML and JSON."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.diagnostics import DocumentError
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode, ScalarNode

YAML = """\
# a comment
as_of: 2024-03-01
township: {code: "331004003", share: 0.2}
townships:
  331004003: urban
  000123: rural
posts:
  - id: P01
    seats: 2
  - {id: P02, seats: 3,
     note: "多
       行"}

when: p.kind == 'general'   # cut?
text: |
  一
  二
"""
JSON = '{\n "as_of": "2024-03-01",\n "posts": [{"id": "P01", "seats": 2}, {"id": "P02", "share": 1.50}]\n}'


def span(path: tuple[str | int, ...], text: str = YAML, name: str = "x.yaml") -> tuple[int, int, int, int]:
    found = read_tree(text.encode(), name).root.span_of(path)
    return found.line, found.column, found.end_line, found.end_column


def test_yaml_values() -> None:
    assert read_tree(YAML.encode(), "x.yaml").root.to_plain() == {
        "as_of": datetime.date(2024, 3, 1),
        "township": {"code": "331004003", "share": Fraction(1, 5)},
        "townships": {"331004003": "urban", "000123": "rural"},
        "posts": [{"id": "P01", "seats": 2}, {"id": "P02", "seats": 3, "note": "多 行"}],
        "when": "p.kind == 'general'",
        "text": "一\n二\n",
    }


def test_json_values() -> None:
    assert read_tree(JSON.encode(), "x.json").root.to_plain() == {
        "as_of": "2024-03-01",
        "posts": [{"id": "P01", "seats": 2}, {"id": "P02", "share": Fraction(3, 2)}],
    }


def test_places_in_yaml_count_characters_from_one() -> None:
    assert span(("as_of",)) == (2, 8, 2, 18)
    assert span(("posts", 0)) == (8, 5, 9, 13)
    assert span(("posts", 1, "seats")) == (10, 22, 10, 23)
    assert span(("posts",)) == (8, 3, 12, 11)
    assert span(("township",)) == (3, 11, 3, 42)


def test_places_in_json_count_characters_from_one() -> None:
    assert span(("posts", 1, "share"), JSON, "x.json") == (3, 62, 3, 66)
    assert span((), JSON, "x.json") == (1, 1, 4, 2)


def test_a_path_that_leaves_the_document_is_placed_at_the_last_thing_that_exists() -> None:
    root = read_tree(YAML.encode(), "x.yaml").root
    assert root.span_of(("posts", 1, "statement", "basics")) == root.span_of(("posts", 1))
    assert root.at(("posts", 1, "statement")) is None
    assert root.at(("posts", 7)) is None
    assert root.at(("posts", -1)) is None
    assert root.at(("as_of", 0)) is None


def test_keys_have_places_of_their_own() -> None:
    root = read_tree(YAML.encode(), "x.yaml").root
    found = root.key_span(("posts", 1, "seats"))
    assert found is not None
    assert (found.line, found.column, found.end_column) == (10, 15, 20)
    assert root.key_span(("posts", 1)) is None
    assert root.key_span(("nowhere",)) is None


def test_keys_keep_the_order_of_the_file() -> None:
    root = read_tree(b"z: 1\na: 2\nm: 3\n", "x.yaml").root
    assert isinstance(root, MappingNode)
    assert list(root.entries) == ["z", "a", "m"]


def test_plain_text_that_a_comment_may_have_cut_is_marked() -> None:
    root = read_tree(YAML.encode(), "x.yaml").root
    when, note = root.at(("when",)), root.at(("posts", 1, "note"))
    assert isinstance(when, ScalarNode)
    assert (when.plain, when.comment_follows) == (True, True)
    assert isinstance(note, ScalarNode)
    assert (note.plain, note.comment_follows) == (False, False)


def test_a_flow_mapping_on_stdin_is_json_and_in_a_yaml_file_is_yaml() -> None:
    assert read_tree(b"{kind: setup}", "x.yaml").root.to_plain() == {"kind": "setup"}
    with pytest.raises(DocumentError):
        read_tree(b"{kind: setup}", "-")
    assert read_tree(b' {"kind": "setup"}', "-").root.to_plain() == {"kind": "setup"}


letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")


def test_any_number_of_warnings_refuses_nothing() -> None:
    data = "\n".join(f"k{n}: no" for n in range(300)).encode()
    assert len(read_tree(data, "x.yaml").warnings) == 300


texts = st.text(letters, max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | texts,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(texts, values, max_size=4))
def test_json_comes_back_as_it_was(document: dict[str, Any]) -> None:
    for ascii_only in (True, False):
        data = json.dumps(document, ensure_ascii=ascii_only, indent=1).encode()
        assert read_tree(data, "x.json").root.to_plain() == document


@settings(deadline=None)
@given(st.dictionaries(texts, values, max_size=4))
def test_json_written_in_a_yaml_file_means_the_same(document: dict[str, Any]) -> None:
    data = json.dumps(document, ensure_ascii=False).encode()
    assert read_tree(data, "x.yaml").root.to_plain() == document
