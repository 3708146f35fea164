"""How layers are laid over each other, and that every value still knows where it was written."""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.procedures import Step
from policy_engine.policyset.merge import merge
from policy_engine.procedures.definition import selection
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode, ScalarNode

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "merge.yaml").read_text("utf-8"), yaml.CSafeLoader
)


def layers_of(case: dict[str, Any]) -> list[MappingNode]:
    texts = [yaml.safe_dump(layer, allow_unicode=True, sort_keys=False) for layer in case["layers"]]
    return [read_tree(text.encode(), f"{number}.yaml").root for number, text in enumerate(texts)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_layers(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(DocumentError) as caught:
            reduce(merge, layers_of(case))
        assert [found.code for found in caught.value.diagnostics] == [case["refused"]]
        assert caught.value.diagnostics[0].span is not None
        return
    merged = reduce(merge, layers_of(case)).to_plain()
    assert merged == case["merged"]
    assert yaml.safe_dump(merged, sort_keys=False) == yaml.safe_dump(case["merged"], sort_keys=False)


def test_every_value_knows_the_file_and_line_it_came_from() -> None:
    upper = read_tree(b"posts:\n  cap: 90\n  max: 3\n", "upper.yaml").root
    lower = read_tree(b"posts:\n\n  cap: 85\n", "lower.yaml").root
    merged = merge(upper, lower)
    places = {key: merged.span_of(("posts", key)) for key in ("cap", "max")}
    assert {key: (span.file, span.line) for key, span in places.items()} == {
        "cap": ("lower.yaml", 3),
        "max": ("upper.yaml", 3),
    }


def test_a_record_put_between_others_keeps_its_own_place_and_they_theirs() -> None:
    upper = read_tree(b"steps:\n  - {id: a}\n  - {id: b}\n", "upper.yaml").root
    lower = read_tree(b"steps:\n  - {id: a, name: x}\n  - {id: c}\n", "lower.yaml").root
    merged = merge(upper, lower)
    ids = [merged.at(("steps", place, "id")) for place in range(3)]
    assert [(str(node.value), str(node.span)) for node in ids if isinstance(node, ScalarNode)] == [
        ("a", "lower.yaml:2:10"), ("c", "lower.yaml:3:10"), ("b", "upper.yaml:3:10"),
    ]  # fmt: skip


def test_a_step_that_a_county_puts_in_the_middle_comes_there_in_the_chart() -> None:
    """From the files down to the turn: what is added within the envelope is followed in its place."""
    nation = "steps:\n  - {id: announce, name: 公告}\n  - {id: publicise, name: 公示}\n"
    county = "steps:\n  - {id: announce}\n  - {id: brief, name: 说明}\n"
    upper, lower = (read_tree(text.encode(), "x.yaml").root for text in (nation, county))
    merged = merge(upper, lower).to_plain()
    chart = selection(tuple(Step.model_validate(step) for step in merged["steps"])).chart
    assert chart.steps == ("announce", "brief", "publicise")
    assert chart.objections_from == 2
