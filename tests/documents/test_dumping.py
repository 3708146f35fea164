"""A document written as YAML reads back as the same document."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.dumping import tree_of
from policy_engine.documents.fields import Document
from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.reports.block_yaml import block_lines
from policy_engine.reports.policy_keys import Keys, in_keys

ROOT = Path(__file__).parents[2]
KINDS: tuple[type[Document], ...] = (Setup, Actions, Round, Assessment)
FILES = sorted([*ROOT.glob("policies/*/cases/*.yaml"), *ROOT.glob("tests/fixtures/setups/*.yaml")])
TRICKY = """\
kind: setup
jurisdiction: "331004"
as_of: 2024-03-01
township: {code: "331004003", name: "2024-03-01", form: town, class: "null", position: "a: b # c"}
template: "true"
indicators:
  year: 2023
  values: {population: 9.80 万人, area: {value: 1.50, unit: km2}, other: 3 斗, yes: 1 人}
institutions: []
posts:
  - {id: "007", name: "[岗]", institution: "- I1", kind: general, seats: 1, score: 85.50,
     statement: {basics: "第一行\\n第二行\\t\\U0001F600", "其他: x": "{a}"}, work: []}
persons:
  - {id: R1, name: 张*, establishment: none, origin: own, status: in_service, file: {punishments: []}}
"""


def written(document: Document, keys: Keys) -> bytes:
    return "\n".join(block_lines(in_keys(tree_of(document), keys, type(document)))).encode()


def read(data: bytes, name: str) -> Document:
    """Of whichever kind it is."""
    for model in KINDS:
        try:
            return load(model, data, name).document
        except DocumentError as error:
            if [each.code for each in error.diagnostics] != ["document.other-kind"]:
                raise
    raise AssertionError(f"{name} is of no kind that is written")


@pytest.mark.parametrize("keys", ["zh", "en"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_case_reads_back(path: Path, keys: Keys) -> None:
    data = path.read_bytes()
    document = read(data, path.name)
    again = load(type(document), written(document, keys), "again.yaml")
    assert again.document == document
    assert again.warnings == ()


@pytest.mark.parametrize("keys", ["zh", "en"])
def test_texts_that_look_like_something_else_stay_texts_and_numbers_exact(keys: Keys) -> None:
    document = load(Setup, TRICKY.encode(), "setup.yaml").document
    text = written(document, keys).decode()
    again = load(Setup, text.encode(), "again.yaml")
    assert again.document == document
    assert again.warnings == ()
    assert "9.8 万人" in text
    assert "3 斗" in text
    posts = again.document.posts
    assert posts is not None
    assert str(posts[0].score) == "85.5"
    # What was left out is still left out, and what was said to be none is said to be.
    assert again.document.duties is None
    assert again.document.institutions == []
