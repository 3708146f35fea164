"""docs/language.md says what the code does."""

from __future__ import annotations

import re

import pytest

from policy_engine.expr.parser import MAX_DEPTH, MAX_LENGTH, parse
from policy_engine.expr.syntax_errors import RESERVED
from tools.language_tables import DOCUMENT, with_tables

TEXT = DOCUMENT.read_text("utf-8")
EXAMPLES = [
    line
    for block in re.findall(r"```cel\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.strip() and not line.startswith("//")
]


def test_the_tables_are_those_of_the_registry() -> None:
    assert with_tables(TEXT) == TEXT, "run: make generate"


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_can_be_read(line: str) -> None:
    parse(line.split("//")[0])


def test_limits_and_reserved_words_are_told() -> None:
    assert f"{MAX_DEPTH} levels" in TEXT
    assert f"{MAX_LENGTH:,} characters" in TEXT
    assert all(f"`{word}`" in TEXT for word in RESERVED)
