"""The shipped rulebook is read in a plain way, and says the same as when it is read with all care."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.terms import Judges
from policy_engine.program.standard import standard_program
from policy_engine.resources import shipped
from policy_engine.rulebook.loader import read_carefully, read_plainly

BOOKS = sorted(shipped("rulebook").glob("*.yaml"))


@pytest.mark.parametrize("book", BOOKS, ids=[book.stem for book in BOOKS])
def test_a_book_says_the_same_however_it_is_read(book: Path) -> None:
    assert read_plainly(book) == read_carefully(book)


def test_what_cannot_be_read_plainly_is_told_with_its_place(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("kind: rulebook\njudges: setup\nrules:\n  - id: a\n    rquire: x\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="rquire") as told:
        read_plainly(book)
    assert any(each.span is not None and each.span.line == 5 for each in told.value.diagnostics)


@pytest.mark.parametrize("judges", get_args(Judges))
def test_the_messages_of_every_standard_check_can_be_typed(judges: Judges) -> None:
    """They are typed when first looked at; a mistake in one of them raises here."""
    for rule in standard_program(judges).rules:
        assert rule.message.zh
        assert rule.message.en
        assert rule.remedy is None or (rule.remedy.zh and rule.remedy.en)
