"""Any text, as a value or as a key, with a comment behind it or in brackets, reads back as itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.diagnostics import Span
from policy_engine.reports.policy_data import json_value
from policy_engine.reports.policy_yaml import flow_text, key_text, scalar_text
from policy_engine.source.read import read_tree
from policy_engine.source.tree import Entry, MappingNode, ScalarNode, SequenceNode

NOWHERE = Span("", 1, 1, 1, 1)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(" -:#,[]{}&*!|>'\"%@`?.0123456789exyno~，：、“”\n\t\u2028\u202e\ufeff甲（）", max_size=8),
    st.sampled_from(["no", "null", "~", "12", "1:30", "0x1F", "１２", "2024-03-01", "<<", "-", "=", ".5"]),
)
KEYS = ("another one", "last")


def text_node(text: str, *, plain: bool = True) -> ScalarNode:
    return ScalarNode(text, text, NOWHERE, plain)


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS.filter(lambda key: key not in KEYS), st.booleans())
def test_any_text_reads_back(texts: list[str], key: str, plain: bool) -> None:
    nodes = tuple(text_node(text, plain=plain) for text in texts)
    inside = MappingNode({key: Entry(key, NOWHERE, SequenceNode(nodes, NOWHERE))}, NOWHERE)
    lines = [
        f"{key_text(key)}: {scalar_text(nodes[0])}  # 某省 2024-01-01.yaml:1",
        f"another one: {flow_text(inside)}  # 某省",
        "last:",
        *(f"  - {scalar_text(node)}  # x" for node in nodes),
    ]
    read = read_tree("".join(f"{line}\n" for line in lines).encode(), "x.yaml")
    assert read.warnings == ()
    wanted = {key: texts[0], "another one": {key: texts}, "last": texts}
    assert read.root.to_plain() == wanted


@given(st.integers(-(10**20), 10**20), st.integers(0, 9))
def test_any_number_reads_back_without_losing_a_digit(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    number = value.numerator if value.denominator == 1 else value
    # As JSON may have it, with an exponent that YAML would not take.
    node = ScalarNode(number, f"{digits}e-{places}", NOWHERE)
    assert read_tree(f"a: {scalar_text(node)}".encode(), "x.yaml").root.to_plain() == {"a": number}
    shown = json_value(number)
    assert Fraction(repr(shown) if isinstance(shown, float) else shown) == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("路桥区", "路桥区"),
        ("中华人民共和国公务员法（2018年修订）", "中华人民共和国公务员法（2018年修订）"),
        ("1+4+X 模式", "1+4+X 模式"),
        ("20%", "20%"),
        ("1/10", "1/10"),
        ("331004", '"331004"'),
        ("2023.1", '"2023.1"'),
        ("no", '"no"'),
        ("p.kind == 'special_task'", "\"p.kind == 'special_task'\""),
        ("甲：乙", '"甲：乙"'),
        ("", '""'),
        ("甲\n乙", '"甲\\n乙"'),
        ("\u202e", '"\\u202e"'),
    ],
)
def test_quotes_stand_where_they_are_needed(text: str, shown: str) -> None:
    assert scalar_text(text_node(text)) == shown
    assert scalar_text(text_node(text, plain=False)).startswith('"')
