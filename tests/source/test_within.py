"""A mistake inside a text is placed where it stands in the file, however the text is written."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.diagnostics import DocumentError
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode, ScalarNode
from policy_engine.source.within import span_within

WRITTEN = {
    "plain": "when: 岗位 == 'x' && HERE(3)\n",
    "plain over lines": "when: 岗位 == 'x' &&\n  p.seats >\n\n  HERE(3)\n",
    "single quotes": "when: '岗位 == ''x'' && HERE(3)'\n",
    "single quotes over lines": "when: '岗位 == ''x'' &&\n\n  p.seats > HERE(3)'\n",
    "double quotes": 'when: "岗位 && HERE(3)"\n',
    "escapes": 'when: "岗位 == \\"x\\" && \\u0041 \\x41 \\t HERE(3)"\n',
    "a line break taken out": 'when: "岗位 == \\"x\\" && \\\n  HERE(3)"\n',
    "a literal block": "when: |\n  岗位 == 'x'\n    && HERE(3)\n",
    "a literal block with a comment and a mark": "when: |2-  # 说明\n  岗位 == 'x'\n  && HERE(3)\n\n\n",
    "a folded block": "when: >-\n  岗位 == 'x'\n\n    && p.seats\n  > HERE(3)\n",
    "a folded block in a list": "rules:\n  - when: >\n      岗位\n      && HERE(3)\n",
    "after a full-width space": 'when: "岗位　&&　HERE(3)"\n',
}


def scalars(node: object) -> list[ScalarNode]:
    if isinstance(node, ScalarNode):
        return [node]
    below = [entry.node for entry in node.entries.values()] if isinstance(node, MappingNode) else []
    below += getattr(node, "items", ())
    return [scalar for one in below for scalar in scalars(one)]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("way", WRITTEN)
def test_the_word_is_found_in_the_file(way: str, mark: str, line_break: str) -> None:
    text = WRITTEN[way].replace("\n", line_break)
    (node,) = scalars(read_tree((mark + text).encode(), "x.yaml").root)
    start = node.text.index("HERE")
    span = span_within(node, start, start + 4)
    assert span.line == span.end_line
    assert text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1] == "HERE"


def test_the_end_of_a_text_is_behind_its_last_character() -> None:
    for text in ("when: a &&\n", "when: >-\n  a\n  &&\n"):
        (node,) = scalars(read_tree(text.encode(), "x.yaml").root)
        span = span_within(node, len(node.text), len(node.text))
        assert text.splitlines()[span.line - 1][: span.column - 1].endswith("&&")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["甲", "a", "'", '"', " ", "\n", "  ", "\\n", "''", ":", "#"]), max_size=12),
       st.sampled_from(["|", ">", ">-", "'", '"', ""]))  # fmt: skip
def test_no_text_makes_a_place_outside_of_the_file(pieces: list[str], style: str) -> None:
    content = "".join(pieces)
    block = "\n".join("  " + line for line in content.split("\n"))
    text = f"a: {style}\n{block}\n" if style[:1] in ("|", ">") else f"a: {style}{content}{style}\n"
    root: object = None
    with contextlib.suppress(DocumentError):  # what cannot be read is the business of other tests
        root = read_tree(text.encode(), "x.yaml").root
    for node in scalars(root):
        for start in range(len(node.text) + 1):
            span = span_within(node, start, start + 1)
            assert 1 <= span.line <= text.count("\n") + 1
            assert span.column >= 1
