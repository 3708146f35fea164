"""Adding up the staged table: each id once, each row in exactly one number.

In this order, so that a row's lot depends on the rows of its id alone and never on where they stand:

1. `after_freeze`: updated after the day of the freeze (without an update column: dated after it).
2. `duplicates`: of the other rows of an id the last state is kept, once; all others are duplicates.
3. `of_others`: what is kept and belongs to somebody who is not assessed.
4. `outside_period`: what is kept and dated outside the period.
5. `counted`: the rest.

So an item that went from one person to another counts for whom it ended with, and a date that was corrected
counts as corrected. Contents are compared as they were read (80 is 80.0), in the columns that are read.
"""

# ruff: noqa: S608 - made of names and numbers of our own; texts go through quoted()
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policy_engine.documents.terms import TraceMetric
from policy_engine.traces.aside import set_aside
from policy_engine.traces.causes import Cause
from policy_engine.traces.columns import AMOUNTS
from policy_engine.traces.model import Aside, PersonTraces
from policy_engine.traces.session import Session
from policy_engine.traces.staging import Reading
from policy_engine.traces.values import progress_type

OVERDONE_KEPT = 5
_NOTHING_ASIDE = Aside()


@dataclass(frozen=True, slots=True)
class Judged:
    """`records`: all; `read`: those that can be read, of which `late` are after the freeze.

    An empty row is a record that has nothing to be read.
    """

    records: int
    read: int
    late: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The readable rows, each in exactly one number."""

    counted: int
    duplicates: int
    outside_period: int
    after_freeze: int
    of_others: int


def judged(session: Session, reading: Reading) -> Judged:
    """How many rows can be read, and how many of these are later than the freeze.

    Makes the table `surveyed`: what all rows come to by person, cause and lateness, repeated ids and all.
    It is the only pass over all rows that looks at numbers.
    """
    session.rows(
        f"CREATE OR REPLACE TEMP TABLE surveyed AS SELECT person, cause, late, {_summed(reading)} "
        "FROM staged GROUP BY person, cause, late"
    )
    found = session.rows(
        "SELECT cause, sum(records), coalesce(sum(records) FILTER (late), 0) FROM surveyed GROUP BY cause"
    )
    good = [(rows, late) for cause, rows, late in found if cause == Cause.NONE]
    bad = [rows for cause, rows, _ in found if cause not in (Cause.NONE, Cause.EMPTY_ROW)]
    return Judged(
        records=sum(rows for _, rows, _ in found),
        read=sum(rows for rows, _ in good),
        late=sum(late for _, late in good),
        unreadable=sum(bad),
    )


def single_out(session: Session, reading: Reading) -> None:
    """Makes the tables `repeated` (digests of ids with several rows), `states` (all rows of these ids) and
    `last_states` (their last states up to the freeze, one row for each content). Where `last_states` has an
    id twice, that is a conflict.

    Digests are told apart faster than ids. Where two ids share one, both are looked at by their ids.
    """
    session.rows(
        "CREATE OR REPLACE TEMP TABLE repeated AS "
        "SELECT digest FROM staged WHERE cause = 0 GROUP BY digest HAVING count(*) > 1"
    )
    content = ", ".join(dict.fromkeys([*reading.fields, "assigned", "late", "inside", "digest"]))
    session.rows(
        f"CREATE OR REPLACE TEMP TABLE states AS SELECT {content}, place, rowid AS number "
        "FROM staged SEMI JOIN repeated USING (digest) WHERE cause = 0"
    )
    last = ""
    # Without updates an id has one state, wherever the freeze falls between two of them.
    if "updated" in reading.fields:
        of_each = "SELECT id, max(updated) AS updated FROM states WHERE NOT late GROUP BY id"
        last = f"SEMI JOIN ({of_each}) USING (id, updated)"
    session.rows(
        f"CREATE OR REPLACE TEMP TABLE last_states AS SELECT {content}, min(number) AS number, "
        f"min(place) AS place FROM states {last} GROUP BY {content}"
    )


def conflicts(session: Session, first: int) -> tuple[int, list[tuple[str, list[int]]]]:
    """How many ids have two last states, and the places of those that come first in the table."""
    several = (
        "SELECT id, min(place) AS first, list(place ORDER BY place) AS places FROM last_states GROUP BY id"
    )
    several += " HAVING count(*) > 1"
    count = session.rows(f"SELECT count(*) FROM ({several})")[0][0]
    found = session.rows(f"SELECT id, places FROM ({several}) ORDER BY first LIMIT {first}") if count else []
    return count, [(id_, places) for id_, places in found]


def has_conflicts(session: Session) -> bool:
    # Digests are compared faster than ids, and where none is shared no id is.
    found = session.rows("SELECT count(*) > count(DISTINCT digest) FROM last_states")
    return bool(found[0][0]) and conflicts(session, 0)[0] > 0


def added_up(
    session: Session, reading: Reading, people: Sequence[str], rows: Judged
) -> tuple[Counts, dict[str, PersonTraces]]:
    """The numbers, and what each of the people has; `overdone` is left empty."""
    found = session.rows(_totals(reading))
    kept = sum(row[1] for row in found)
    assessed = frozenset(people)
    ours = [row for row in found if row[0] in assessed]
    counts = Counts(
        counted=sum(row[2] for row in ours),
        duplicates=rows.read - rows.late - kept,
        outside_period=sum(row[1] - row[2] for row in ours),
        after_freeze=rows.late,
        of_others=kept - sum(row[1] for row in ours),
    )
    aside = set_aside(session, reading)
    full = Fraction(reading.full_progress)
    sums = {row[0]: row[3:] for row in ours}
    nothing = [0] * (1 + len(_sums(reading)))
    return counts, {
        id_: _person(reading, full, sums.get(id_, nothing), aside.get(id_, _NOTHING_ASIDE)) for id_ in people
    }


def _totals(reading: Reading) -> str:
    """Each person's numbers of every id's kept row: all rows, without those of repeated ids, with the last
    states of these. So no row of the many is looked up among the few."""
    names = ["records", "inside", "of_nothing", *(f"sum_{place}" for place in range(len(_sums(reading))))]
    plus, minus = ", ".join(names), ", ".join(f"-{name}" for name in names)
    parts = (
        f"SELECT person, {plus} FROM surveyed WHERE cause = 0 AND NOT late",
        f"SELECT person, {minus} FROM "
        f"(SELECT person, {_summed(reading)} FROM states WHERE NOT late GROUP BY person)",
        f"SELECT person, {_summed(reading)} FROM last_states WHERE NOT late GROUP BY person",
    )
    summed = ", ".join(f"sum({name})" for name in names)
    of_each = f"SELECT person, {summed} FROM ({' UNION ALL '.join(parts)}) GROUP BY person"
    return f"{of_each} HAVING sum(records) > 0"


def overdone(session: Session, people: Sequence[str], reading: Reading) -> list[tuple[str, int, int | None]]:
    """Person, row and place of counted rows with more done than assigned, the first of each person."""
    if "done" not in reading.fields:
        return []
    found = session.rows(
        f"SELECT person, number, place FROM ({_kept(reading)}) WHERE inside AND done > assigned "
        f"QUALIFY row_number() OVER (PARTITION BY person ORDER BY place, number) <= {OVERDONE_KEPT} "
        "ORDER BY place, number"
    )
    assessed = frozenset(people)
    return [(person, row, place) for person, row, place in found if person in assessed]


def _kept(reading: Reading) -> str:
    """Every id's kept row."""
    numbers = [field for field in reading.fields if field in (*AMOUNTS, "done", "progress")]
    columns = ", ".join(["person", "inside", "assigned", *numbers, "place"])
    return (
        f"SELECT {columns}, rowid AS number FROM staged "
        "ANTI JOIN repeated USING (digest) WHERE cause = 0 AND NOT late "
        f"UNION ALL SELECT {columns}, number FROM last_states WHERE NOT late"
    )


def _summed(reading: Reading) -> str:
    """What rows come to, as columns."""
    of_nothing = "count(*) FILTER (inside AND assigned = 0)" if "assigned" in reading.fields else "0"
    sums = [f"{sum_} FILTER (inside) AS sum_{place}" for place, sum_ in enumerate(_sums(reading))]
    return ", ".join(
        ["count(*) AS records", "count(*) FILTER (inside) AS inside", f"{of_nothing} AS of_nothing", *sums]
    )


def _sums(reading: Reading) -> list[str]:
    """Assigned, done, progress, then the amounts."""
    fields = reading.fields
    return [
        "sum(assigned)" if "assigned" in fields else "count(*)",
        "sum(done)" if "done" in fields else "sum(0)",
        _sum_of_progress(reading) if "progress" in fields else "sum(0)",
        *(f"sum({field})" for field in AMOUNTS if field in fields),
    ]


def _sum_of_progress(reading: Reading) -> str:
    """A row of five items has five times the weight of a row of one."""
    if "assigned" not in reading.fields:
        return "sum(progress)"
    return f"sum(CAST(progress AS {progress_type(reading.full_progress, wide=True)}) * assigned)"


def _person(reading: Reading, full_progress: Fraction, sums: Sequence[Any], aside: Aside) -> PersonTraces:
    """`sums`: items of nothing, then as _sums has them."""
    of_nothing, *rest = sums
    # Of thousands of people: a fraction made of two numbers is several times faster than dividing fractions.
    assigned, done, progress, *amounts = (_ratio(each) for each in rest)
    asked: list[TraceMetric] = [field for field in AMOUNTS if field in reading.fields]
    share = None
    if "progress" in reading.fields and assigned[0] != 0:
        full, parts = full_progress.as_integer_ratio()
        share = Fraction(progress[0] * assigned[1] * parts, progress[1] * assigned[0] * full)
    return PersonTraces(
        assigned=Fraction(*assigned),
        done=Fraction(*done),
        progress=share,
        overdone=(),
        amounts={field: Fraction(*amount) for field, amount in zip(asked, amounts, strict=True)},
        aside=aside if of_nothing == 0 else replace(aside, of_nothing=of_nothing),
    )


def _ratio(sum_: int | Decimal | None) -> tuple[int, int]:
    """The sum of no rows is NULL."""
    return (0, 1) if sum_ is None else sum_.as_integer_ratio()
