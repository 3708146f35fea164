"""The table with its cells read, as a table of DuckDB: one pass over the input.

Columns of `staged`: place (sheet × 2^32 + line; NULL where lines are not known), the fields, `digest` of the
id (equal where ids differ in typing only), `cause` (0: the row can be read), `late` (after the freeze),
`inside` (within the period). Rows keep the order of the input.
"""

# ruff: noqa: S608 - made of names and numbers of our own; texts go through quoted()
from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from policy_engine.traces import spelling, values
from policy_engine.traces.columns import Field
from policy_engine.traces.model import Window
from policy_engine.traces.session import Session, quoted

SHEET = 2**32


@dataclass(frozen=True, slots=True)
class Relation:
    """Where rows come from: SQL after FROM, the expression for each field's text, and for the place.

    `is_own`: written by us, so that DuckDB must be able to read it.
    """

    source: str
    texts: Mapping[Field, str]
    place: str | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read, and which rows count."""

    fields: tuple[Field, ...]
    full_progress: Decimal
    window: Window


def stage(session: Session, relation: Relation, reading: Reading) -> None:
    """Makes the table `staged`. Raises InputError where the input is not what it was taken for."""
    session.rows(f"CREATE OR REPLACE TEMP TABLE staged AS {_select(relation, reading)}")


def _select(relation: Relation, reading: Reading) -> str:
    """Each level needs the columns of the one inside it; a column is worked out once."""
    fields = reading.fields
    place = relation.place or "CAST(NULL AS BIGINT)"
    raw = [f"{relation.texts[field]} AS raw_{field}" for field in fields]
    quick = [f"{values.quick(field)} AS quick_{field}" for field in fields]
    # `done` may be "all that was assigned", which is one item where the table does not say.
    others = [field for field in fields if field != "assigned"]
    assigned = values.value("assigned", reading.full_progress) if "assigned" in fields else "1"
    read = [f"{values.value(field, reading.full_progress)} AS {field}" for field in others]
    return (
        f"SELECT place, assigned, {', '.join(others)}, {spelling.digest()} AS digest, "
        f"{values.cause(fields)} AS cause, {late_and_inside(reading)} FROM (SELECT *, {', '.join(read)} "
        f"FROM (SELECT *, CAST({assigned} AS {values.NUMBER_TYPE}) AS assigned "
        f"FROM (SELECT *, {', '.join(quick)} FROM (SELECT {place} AS place, {', '.join(raw)} "
        f"FROM {relation.source}))))"
    )


def late_and_inside(reading: Reading) -> str:
    """The columns that tell by a row's days which number it may be in."""
    frozen, late = reading.window.frozen_on, "false"
    if frozen is not None:
        following = quoted((frozen + datetime.timedelta(days=1)).isoformat())
        day = (
            f"updated >= TIMESTAMP {following}"
            if "updated" in reading.fields
            else f"date >= DATE {following}"
        )
        late = f"coalesce({day}, false)"
    first, last = quoted(reading.window.from_.isoformat()), quoted(reading.window.until.isoformat())
    return f"{late} AS late, coalesce(date BETWEEN DATE {first} AND DATE {last}, false) AS inside"
