"""Every number of a shipped policy, changed by one: exactly that is found, at its path and on its line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diff.compare import compare
from tests.diff.pairs import SHIPPED, in_force

COUNTY = SHIPPED / "330105-gongshu" / "2024-01-01.yaml"
ABOVE = ("000000-nation", "330000-zhejiang")


def numbers(node: yaml.Node | None, path: str = "") -> Iterator[tuple[str, yaml.ScalarNode]]:
    """The whole numbers of a file, with their paths; of lists those of records."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from numbers(value, f"{path}.{key.value}".removeprefix("."))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            ids = (
                [v.value for k, v in item.value if k.value == "id"]
                if isinstance(item, yaml.MappingNode)
                else []
            )
            if ids:
                yield from numbers(item, f"{path}[{ids[0]}]")
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:int":
        yield path, node


NUMBERS = [each for each in numbers(yaml.compose(COUNTY.read_text("utf-8"))) if "catalogue[" not in each[0]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("edited")
    for name in (*ABOVE, COUNTY.parent.name):
        shutil.copytree(
            SHIPPED / name, root / name, ignore=shutil.ignore_patterns("cases", "ledger", "tests")
        )
    return root


@pytest.fixture(scope="module")
def before() -> Any:
    return in_force(SHIPPED, "330105")


@pytest.mark.parametrize(("path", "node"), NUMBERS, ids=[path for path, _ in NUMBERS])
def test_a_number_that_is_changed_is_one_change(
    path: str, node: yaml.ScalarNode, folder: Path, before: Any
) -> None:
    text = COUNTY.read_text("utf-8")
    changed = f"{text[: node.start_mark.index]}{int(node.value) + 1}{text[node.end_mark.index :]}"
    (folder / COUNTY.parent.name / COUNTY.name).write_text(changed, "utf-8")
    (change,) = compare(before, in_force(folder, "330105"))
    assert (change.path, change.kind) == (path, "changed")
    assert change.direction != "neutral"
    assert (change.a and change.a.value, change.b and change.b.value) == (
        int(node.value),
        int(node.value) + 1,
    )
    assert change.b is not None
    assert change.b.line == node.start_mark.line + 1
