"""Chinese keys made canonical, and schema violations in an officer's words: cases as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import DocumentError
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree
from policy_engine.source.schema_errors import schema_diagnostics

FOLDER = Path(__file__).parent
SCHEMA: dict[str, Any] = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))


def cases(name: str) -> list[Any]:
    found = yaml.load((FOLDER / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return [pytest.param(case, id=case["name"]) for case in found]


def dumped(document: object) -> bytes:
    return yaml.safe_dump(document, allow_unicode=True).encode()


@pytest.mark.parametrize("case", cases("canonical.yaml"))
def test_chinese_keys_and_values_become_canonical(case: dict[str, Any]) -> None:
    root = canonical(read_tree(dumped(case["document"]), "x.yaml").root, SCHEMA)
    assert root.to_plain() == case["means"]


def test_canonical_trees_keep_the_places_of_the_original() -> None:
    text = "文件类型: 机构设置方案\n岗位设置:\n  - {编号: P01, 核定人数: 2}\n"
    root = canonical(read_tree(text.encode(), "x.yaml").root, SCHEMA)
    assert str(root.span_of(("posts", 0, "seats"))) == "x.yaml:3:21"
    assert str(root.key_span(("posts", 0, "seats"))) == "x.yaml:3:15"


def test_a_field_under_both_of_its_names_is_refused_with_both_places() -> None:
    text = "kind: setup\n岗位设置: []\ntownship: {form: town, 建制: 乡}\nposts: []\n"
    with pytest.raises(DocumentError) as caught:
        canonical(read_tree(text.encode(), "x.yaml").root, SCHEMA)
    found = [(d.code, str(d.span), [str(span) for _, span in d.related]) for d in caught.value.diagnostics]
    assert found == [
        ("keys.both-names", "x.yaml:3:24", ["x.yaml:3:12"]),
        ("keys.both-names", "x.yaml:4:1", ["x.yaml:2:1"]),
    ]


@pytest.mark.parametrize("case", cases("schema_errors.yaml"))
def test_a_violation_is_said_at_its_place_in_the_readers_words(case: dict[str, Any]) -> None:
    tree = canonical(read_tree(case["document"].encode(), "x.yaml").root, SCHEMA)
    said = []
    for found in schema_diagnostics(tree, SCHEMA):
        assert found.span is not None
        assert found.help is not None
        place = f"{found.span.line}:{found.span.column}"
        said.append(f"{place} {found.code} {found.message.zh} | {found.help.zh}")
    assert said == case["said"]


def test_the_language_of_the_keys_can_be_asked_for() -> None:
    tree = read_tree(b"township: {}", "x.yaml").root
    (chinese,) = schema_diagnostics(tree, SCHEMA, keys="zh")
    (english,) = schema_diagnostics(tree, SCHEMA, keys="en")
    assert "文件类型（kind）" in chinese.message.zh
    assert "kind（文件类型）" in english.message.zh
