"""How layers are laid over each other, and that every value still knows where it was written."""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import DocumentError
from policy_engine.policyset.merge import merge
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "merge.yaml").read_text("utf-8"))


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
