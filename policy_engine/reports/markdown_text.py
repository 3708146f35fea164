"""Texts in Markdown, where many characters mean something."""

from __future__ import annotations

import re

from policy_engine.reports.words import one_line

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def escaped(text: str) -> str:
    """The text on one line, with nothing in it taken for markup."""
    return _LIST_MARK.sub(r"\1\\\2", _MARKS.sub(r"\\\1", one_line(text)))
