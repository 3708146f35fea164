"""What was measured, as a table and as JSON."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import platform
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `met` is None where there is no target."""

    name: str
    value: float
    unit: str
    fastest: float | None = None
    ratio: str = ""
    target: str = ""
    met: bool | None = None


def show(rows: list[Row], about: str) -> None:
    """The table on standard output."""
    table = Table(title=f"{about}\n{_machine()}", title_justify="left")
    for heading in ("measured", "median", "fastest", "ratio", "target", "met"):
        table.add_column(heading, justify="left" if heading in ("measured", "target", "met") else "right")
    for row in rows:
        fastest = "" if row.fastest is None else _figure(row.fastest, row.unit)
        met = {True: "yes", False: "NO", None: ""}[row.met]
        table.add_row(row.name, _figure(row.value, row.unit), fastest, row.ratio, row.target, met)
    Console(width=140).print(table)


def as_json(rows: list[Row], about: str) -> str:
    made = {
        "about": about,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": _machine(),
        "rows": [dataclasses.asdict(row) for row in rows],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _figure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:,.2f} {unit}"


def _machine() -> str:
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
