"""A policy shown reads back as the policy it is: every value, digit and record, in either language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from policy_engine.app.show import policy_on_date
from policy_engine.documents.load import document_of
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import schema_of
from policy_engine.reports.policy_data import policy_data
from policy_engine.reports.policy_keys import Keys
from policy_engine.reports.policy_text import policy_text
from policy_engine.source.canonical import canonical
from policy_engine.source.expressions import cut_expressions
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode
from policy_engine.source.tree import Path as TreePath
from tests.show.chains import MADE, SHIPPED, targets
from tests.source.golden import compare

LANGUAGES: tuple[Keys, ...] = ("zh", "en")
LONGEST_ALIGNED = 88
EVERY = [(MADE, target) for target in targets(MADE)] + [(SHIPPED, target) for target in targets(SHIPPED)]
GOLDEN = Path(__file__).parents[1] / "golden" / "show"


def every(function: object) -> object:
    ids = [f"{policies.parent.name}-{target}" for policies, target in EVERY]
    return pytest.mark.parametrize(("policies", "target"), EVERY, ids=ids)(function)


def read_back(text: str, name: str = "shown.yaml") -> MappingNode:
    read = read_tree(text.encode(), name)
    assert read.warnings == ()
    return canonical(read.root, schema_of(Policy))


def numbers_as_written(node: Node, path: TreePath = ()) -> dict[TreePath, str]:
    """The digits of every number and share."""
    if isinstance(node, MappingNode):
        below = [(key, entry.node) for key, entry in node.entries.items()]
    elif isinstance(node, SequenceNode):
        below = list(enumerate(node.items))
    else:
        assert isinstance(node, ScalarNode)
        is_number = not isinstance(node.value, bool) and any(digit.isdecimal() for digit in node.text)
        return {path: node.text} if is_number else {}
    found: dict[TreePath, str] = {}
    for step, each in below:
        found |= numbers_as_written(each, (*path, step))
    return found


@every
def test_what_is_shown_as_yaml_is_the_policy(policies: Path, target: str) -> None:
    asked = policy_on_date(policies, target)
    for keys in LANGUAGES:
        tree = read_back(policy_text(asked.policy, asked.on, keys, "zh"))
        assert tree.to_plain() == asked.policy.tree.to_plain()
        assert numbers_as_written(tree) == numbers_as_written(asked.policy.tree)
        assert cut_expressions(tree, schema_of(Policy)) == []
        assert document_of(Policy, tree) == asked.policy.document


@every
def test_what_is_shown_as_json_is_the_policy_and_where_its_values_stand(policies: Path, target: str) -> None:
    asked = policy_on_date(policies, target)
    files = {layer.file: layer for layer in asked.policy.layers}
    for keys in LANGUAGES:
        data = policy_data(asked.policy, asked.on, keys)
        text = json.dumps(data["policy"], ensure_ascii=False)
        assert read_back(text, "shown.json").to_plain() == asked.policy.tree.to_plain()
        for value in data["values"]:
            assert files[value["file"]].kind == value["layer"]
            assert len(Path(value["file"]).read_text("utf-8").splitlines()) >= value["line"]


@every
def test_every_line_names_an_origin_below_the_one_above(policies: Path, target: str) -> None:
    asked = policy_on_date(policies, target)
    shown = policy_text(asked.policy, asked.on, asked.keys, "zh").splitlines()
    parts = [line.rpartition("  # ") for line in shown if not line.startswith("#")]
    columns = {cell_len(text) for text, _, _ in parts if cell_len(text.rstrip()) <= LONGEST_ALIGNED}
    assert len(columns) == 1
    names = [layer.name for layer in asked.policy.layers]
    assert all(any(name in origin for name in names) for _, _, origin in parts)


def test_the_keys_are_those_of_the_jurisdictions_own_file() -> None:
    assert policy_on_date(MADE, "331004@2024-03-01").keys == "en"
    assert policy_on_date(MADE, "330522@2024-03-01").keys == "zh"


@pytest.mark.parametrize("target", ["331004@2024-03-01", "330522@2024-03-01"])
@pytest.mark.parametrize("keys", LANGUAGES)
def test_the_output_is_as_recorded(target: str, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MADE.parent)
    asked = policy_on_date(Path(MADE.name), target)
    code = target.partition("@")[0]
    compare(policy_text(asked.policy, asked.on, keys, keys), GOLDEN / f"{code}.{keys}.yaml")
    data = json.dumps(policy_data(asked.policy, asked.on, keys), ensure_ascii=False, indent=1)
    compare(f"{data}\n", GOLDEN / f"{code}.{keys}.json")
