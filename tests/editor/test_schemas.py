"""The schemas for editors: what they explain, and that they accept what the reader of documents accepts."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from policy_engine.app.schemas import PLAIN, SCHEMAS
from policy_engine.documents.schema_names import Names
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree
from policy_engine.source.schema_shape import Shapes

from .installed import FOLDER, ROOT

SPELLINGS = yaml.load((FOLDER / "spellings.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
SHIPPED = sorted((ROOT / "policies").glob("**/*.yaml"))
FOR_EDITORS = [f"{name}{language}" for name in PLAIN for language in ("", ".zh")]
GUIDE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
GUIDE_PARTS = re.findall(r"```yml\n(.*?)```", GUIDE, re.DOTALL)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EXAMPLE = re.compile(r"```yaml\n(.*)```", re.DOTALL)


def plain(value: Any) -> Any:
    """As JSON has it: days as text, decimals as they come."""
    return json.loads(
        json.dumps(value, default=lambda it: it.isoformat() if isinstance(it, datetime.date) else float(it))
    )


def accepts(schema: Any, document: Any) -> bool:
    return bool(Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(document))


def records(schema: Any) -> Iterator[tuple[str, Any]]:
    yield "", schema
    yield from schema["$defs"].items()


def fields(schema: Any) -> Iterator[tuple[str, str, Any]]:
    for record, form in records(schema):
        for key, field in form["properties"].items():
            yield record, key, field


@pytest.mark.parametrize("name", FOR_EDITORS)
def test_every_field_has_a_chinese_title_and_description(name: str) -> None:
    found = [(record, key, field) for record, key, field in fields(SCHEMAS[name]())]
    assert len(found) > 5
    assert [(record, key) for record, key, field in found if not _HAN.search(field["title"])] == []
    assert [
        (record, key) for record, key, field in found if len(_HAN.findall(field["description"])) < 2
    ] == []


@pytest.mark.parametrize("name", FOR_EDITORS)
def test_every_field_has_an_example_that_is_accepted_where_it_stands(name: str) -> None:
    schema = SCHEMAS[name]()
    refused = []
    for record, key, field in fields(schema):
        shown = _EXAMPLE.search(field.get("markdownDescription", ""))
        example = yaml.load(shown[1], yaml.CSafeLoader) if shown else {key: field["examples"][0]}
        form = schema["$defs"][record] if record else schema
        without_head = {word: value for word, value in form.items() if word != "allOf"}
        if not accepts({**without_head, "$defs": schema["$defs"]}, plain(example)) or list(example) != [key]:
            refused.append((record, key, example))
    assert refused == []


def test_declared_examples_fit_the_models() -> None:
    refused = []
    for name in PLAIN:
        schema = PLAIN[name]()
        for record, key, field in fields(schema):
            place = {**field, "$defs": schema["$defs"]}
            refused += [(record, key, each) for each in field.get("examples", ()) if not accepts(place, each)]
    assert refused == []


@pytest.mark.parametrize("case", SPELLINGS, ids=lambda case: case["name"])
def test_both_languages_accept_what_is_understood(case: dict[str, Any]) -> None:
    name, written = case.get("schema", "setup"), plain(case["document"])
    understood = plain(
        canonical(read_tree(json.dumps(written).encode(), "x.json").root, PLAIN[name]()).to_plain()
    )
    said = {
        "reader": accepts(PLAIN[name](), understood),
        "English": accepts(SCHEMAS[name](), written),
        "Chinese": accepts(SCHEMAS[f"{name}.zh"](), written),
    }
    assert said == dict.fromkeys(said, case["accepted"])


@pytest.mark.parametrize(
    "path", SHIPPED, ids=lambda path: "-".join(path.relative_to(ROOT / "policies").parts)
)
def test_a_shipped_file_is_accepted_when_it_is_put_into_chinese(path: Path) -> None:
    root = read_tree(path.read_bytes(), path.name).root
    kind, english = next(
        (kind, found)
        for kind in PLAIN
        if (found := canonical(root, PLAIN[kind]()).to_plain()).get("kind") == kind
    )
    schema = PLAIN[kind]()
    chinese = plain(Names(Shapes(schema), "zh").example(schema, plain(english)))
    again = canonical(read_tree(json.dumps(chinese).encode(), "x.json").root, schema).to_plain()
    assert plain(again) == plain(english)
    # The file as it is stands before the language server, in the other tests of this folder.
    assert accepts(SCHEMAS[kind](), chinese)
    assert accepts(SCHEMAS[f"{kind}.zh"](), chinese)


def test_the_guide_shows_files_and_settings_that_work() -> None:
    files = re.findall(
        r"```yaml\n(# yaml-language-server: \$schema=\S+/(\S+)\.schema\.json\n.*?)```", GUIDE, re.DOTALL
    )
    assert files
    for text, name in files:
        assert accepts(SCHEMAS[name](), plain(read_tree(text.encode(), "x.yaml").root.to_plain()))
    (settings,) = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    named = {
        Path(schema).name.removesuffix(".schema.json") for schema in json.loads(settings)["yaml.schemas"]
    }
    named |= set(re.findall(r"`([a-z.-]+)\.schema\.json`", GUIDE))
    assert named == set(FOR_EDITORS)


@pytest.mark.parametrize("block", GUIDE_PARTS, ids=lambda block: block.partition(":")[0])
def test_the_parts_of_a_policy_in_the_guide_are_accepted(block: str) -> None:
    schema = {key: value for key, value in SCHEMAS["policy.zh"]().items() if key != "allOf"}
    assert accepts(schema, plain(read_tree(block.encode(), "x.yaml").root.to_plain()))
