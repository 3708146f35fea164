"""Whatever a file looks like: formatting keeps what it says and every comment, and has nothing left to do."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policy_engine.app.schemas import PLAIN
from policy_engine.diagnostics import DocumentError
from policy_engine.formatting.formatter import formatted
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree
from tests.formatting.random_layout import Layout

POLICIES = Path("policies")
SHIPPED = {
    "policy": POLICIES / "331122-jinyun" / "2024-01-01.yaml",
    "actions": POLICIES / "331122-jinyun" / "cases" / "dongdu-2024-06-actions-faults.yaml",
}
_TEXTS = st.text("ab 岗位:#-'\"\n\\,[]{}|>镇", max_size=12)
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-99, 99), st.dates(), _TEXTS)
_KEYS = st.one_of(
    st.text("abc岗位 -:#", min_size=1, max_size=6).filter(lambda key: key.strip() == key),
    st.sampled_from(["331004001", "kind", "版本", "posts", "岗位设置"]),
)
_TREES = st.recursive(
    _SCALARS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(_KEYS, below, max_size=4),
    max_leaves=15,
)


def _says(data: bytes, schema: Any) -> Any:
    return canonical(read_tree(data, "a.yaml").root, schema).to_plain()


@cache
def _shipped(kind: str) -> Any:
    return _says(SHIPPED[kind].read_bytes(), PLAIN[kind]())


def _comments(text: str, of: list[str]) -> list[str]:
    return sorted(each for each in of if text.count(each) >= 1)


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(_KEYS, _TREES, min_size=1, max_size=4), st.integers(0, 1 << 32))
def test_any_document_keeps_its_content_and_its_comments(data: dict[str, Any], seed: int) -> None:
    layout = Layout(random.Random(seed), shuffle=False)  # noqa: S311
    written = layout.document({"kind": "policy", **data}).encode()
    schema = PLAIN["policy"]()
    try:
        says = _says(written, schema)
    except DocumentError:
        assume(False)  # what our reader refuses is not formatted either
        return
    result = formatted(written, "a.yaml", schema)
    assert _says(result, schema) == says
    assert formatted(result, "a.yaml", schema) == result
    assert _comments(result.decode(), layout.comments) == sorted(layout.comments)


@pytest.mark.parametrize("kind", SHIPPED)
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_a_shipped_document_in_any_layout_comes_out_in_one_order(kind: str, seed: int) -> None:
    layout = Layout(random.Random(seed), shuffle=True)  # noqa: S311
    written = layout.document(_shipped(kind)).encode()
    schema = PLAIN[kind]()
    assert _says(written, schema) == _shipped(kind)
    for keys in (None, "zh", "en"):
        result = formatted(written, "a.yaml", schema, keys)
        assert formatted(result, "a.yaml", schema, keys) == result
        assert _comments(result.decode(), layout.comments) == sorted(layout.comments)
