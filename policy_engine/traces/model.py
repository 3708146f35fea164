"""What a table of traces comes to, for each person."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from policy_engine.documents.terms import TraceMetric


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: `line` as the user's program shows it, from 1; `sheet` only in workbooks."""

    line: int
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The period that is assessed, both days included, and the day on which traces were frozen."""

    from_: datetime.date
    until: datetime.date
    frozen_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Aside:
    """Numbers of items that a person had in the period and that do not count for this person, or count for
    nothing.

    `after_freeze`: updated after the freeze only. `out_of_period`, `handed_over`: moved out of the period, or
    to somebody else, by a later state. `taken_over`: of the counted ones, those that came from somebody else.
    `lowered`: counted ones of which less is assigned than an earlier state of this person's had.
    `of_nothing`: counted ones of which nothing is said to be assigned.
    """

    after_freeze: int = 0
    out_of_period: int = 0
    handed_over: int = 0
    taken_over: int = 0
    lowered: int = 0
    of_nothing: int = 0


@dataclass(frozen=True, slots=True)
class PersonTraces:
    """One person's traces in the period, each id counted once.

    `assigned`, `done`: numbers of items. `progress` is the mean over the items, 0 to 1; None where the
    table has no such column or nothing was assigned. `overdone`: rows with more done than assigned.
    `amounts`: sums of clock-ins, points, study time, where a metric asks for them.
    """

    assigned: Fraction
    done: Fraction
    progress: Fraction | None
    overdone: tuple[Row, ...]
    amounts: Mapping[TraceMetric, Fraction]
    aside: Aside = Aside()


@dataclass(frozen=True, slots=True)
class TraceTotals:
    """The whole table. Every row read is in exactly one of these numbers: counted, duplicates, outside
    the period, later than the freeze, of others. `sheets_not_read`: names of a workbook's sheets that have
    something in them and none of the headings."""

    file: str
    sha256: str
    read: int
    counted: int
    duplicates: int
    outside_period: int
    after_freeze: int
    of_others: int
    people: Mapping[str, PersonTraces]
    sheets_not_read: tuple[str, ...] = ()


# Called now and then with the share done (0 to 1) of a long run.
Progress = Callable[[float], None]
