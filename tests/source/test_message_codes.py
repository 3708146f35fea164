"""docs/messages.md lists every code that the product gives, with a text, and no other."""

from __future__ import annotations

import ast

from tools.message_codes import TABLE, codes_in_source, codes_in_table, differences

HOW = "run: make generate"

SOURCE = '''
"""Docstring: yaml.not-this-one."""
TABLE = (("yaml.in-a-table", Text("表里的", "in a table")),)
def fails(name):
    """yaml.nor-this"""
    helper("yaml.through-a-function", name)
    open("yaml.json")
    return Diagnostic("yaml.direct", Text(f"“{name}”不对", "wrong")), other("elsewhere.than-a-family")
raise_it(Problem(code="expr.by-keyword"))
'''


def test_every_code_is_listed_and_none_is_stale() -> None:
    missing, stale = differences()
    assert (list(missing), stale) == ([], []), HOW


def test_every_listed_code_has_a_text_and_the_table_is_sorted() -> None:
    table = codes_in_table()
    assert [code for code, text in table.items() if text.strip() in ("", "…")] == []
    assert list(table) == sorted(table)
    assert TABLE.read_text(encoding="utf-8").count("\n| `") == len(table)


def test_codes_are_found_where_they_stand() -> None:
    listed = set(codes_in_table())
    found = codes_in_source([ast.parse(SOURCE)])
    assert {code: text for code, text in found.items() if code not in listed} == {
        "expr.by-keyword": "",
        "yaml.direct": "“…”不对",
        "yaml.in-a-table": "表里的",
        "yaml.through-a-function": "",
    }
