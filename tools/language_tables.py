"""The table of functions in docs/language.md, made from the registry.

`python -m tools.generate` writes it.
"""

from __future__ import annotations

from pathlib import Path

from policy_engine.expr.function_types import Function
from policy_engine.expr.units import UNITS
from policy_engine.program.functions import FUNCTIONS

DOCUMENT = Path(__file__).parents[1] / "docs" / "language.md"
BEGIN, END = "<!-- {}: begin (generated) -->", "<!-- {}: end -->"


def function_table() -> str:
    rows = [
        _row(f"`{f.name}({f.parameters})`", _results(f), f.doc.en, f.doc.zh, f"`{f.example}`")
        for f in FUNCTIONS.values()
    ]
    return "\n".join(["| function | gives | meaning | 含义 | example |", "|---|---|---|---|---|", *rows])


def unit_table() -> str:
    rows = [
        _row(f"`{unit.id}`", "、".join((unit.name.zh, *unit.aliases)), unit.name.en, unit.dimension)
        for unit in UNITS.values()
    ]
    return "\n".join(["| id | 中文 | unit | measures |", "|---|---|---|---|", *rows])


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _results(function: Function) -> str:
    results = (signature.result for signature in function.signatures)
    told = ["as the arguments" if callable(result) else str(result) for result in results]
    return " or ".join(dict.fromkeys(told))


def with_tables(document: str) -> str:
    """The document with each generated part as it should be."""
    for name, table in (("functions", function_table()), ("units", unit_table())):
        before, rest = document.split(BEGIN.format(name))
        _, after = rest.split(END.format(name))
        document = f"{before}{BEGIN.format(name)}\n{table}\n{END.format(name)}{after}"
    return document
