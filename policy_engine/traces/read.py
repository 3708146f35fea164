"""A table of traces → what each person has: read_traces.

A table that can be read without a doubt goes through DuckDB once. Where anything is wrong with a text it is
written anew with the line of each row, and read a second time to say what is wrong where.
"""

from __future__ import annotations

import errno
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.assessment_policy import TraceColumns
from policy_engine.documents.terms import CHINESE, TraceMetric
from policy_engine.source.files import cannot_read
from policy_engine.traces import file_problems, spelling, totals, unreadable
from policy_engine.traces.columns import Wanted, wanted
from policy_engine.traces.ending import ending_in_order
from policy_engine.traces.files import (
    Content,
    Kind,
    content_of,
    in_unicode,
    kind_of,
    line_at,
    named_in_unicode,
    state_of,
)
from policy_engine.traces.headings import Layout
from policy_engine.traces.model import Progress, Row, TraceTotals, Window
from policy_engine.traces.parquet import open_parquet
from policy_engine.traces.plain import plain_text, stage_plain
from policy_engine.traces.rewriting import Broken, lines_of, write_lines, written
from policy_engine.traces.session import InputError, Session, no_room
from policy_engine.traces.staging import Reading, Relation, stage
from policy_engine.traces.text_lines import direct, lines_of_rows
from policy_engine.traces.text_table import TextTable, open_text
from policy_engine.traces.unreadable import LISTED, Table

_LARGEST_FULL_PROGRESS = 10**6
_DECIMALS_OF_FULL_PROGRESS = 6


def read_traces(
    path: Path,
    name: str,
    columns: TraceColumns,
    full_progress: Decimal,
    metrics: Collection[TraceMetric],
    window: Window,
    people: Collection[str],
    progress: Progress | None = None,
) -> TraceTotals:
    """Adds up a table (CSV, Parquet, xlsx; by content) for each of `people`, who are ids.

    `name` is what messages call the file. `progress` is told the share done (0 to 1), also from another
    thread. Which row is in which number is said in traces/totals.py. Raises UsageError where the file cannot
    be opened
    and DocumentError for everything that is wrong with it: then nothing of it was used.
    """
    asked, name = wanted(columns, metrics), in_unicode(name)
    _refuse_what_the_policy_lacks(asked, full_progress, name)
    reading = Reading(asked.read, full_progress, window)
    parts = None if progress is None else _Progress(progress)
    try:
        before = state_of(path)
        try:
            found = _found(path, name, asked, reading, sorted(set(people)), parts)
        finally:
            # Also instead of what was found wrong with a file that is half one and half another.
            if state_of(path) != before:
                raise DocumentError([file_problems.changed(name)])
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DocumentError([no_room()]) from None
        raise cannot_read(path, error) from None
    if progress is not None:
        progress(1.0)
    return found


def _found(
    path: Path, name: str, asked: Wanted, reading: Reading, people: list[str], parts: _Progress | None
) -> TraceTotals:
    kind, given_up = kind_of(path, name), threading.Event()
    with (
        ending_in_order(),
        ThreadPoolExecutor(1) as beside,
        _set_afterwards(given_up),
        tempfile.TemporaryDirectory(prefix="traces-") as folder,
        closing(Session(Path(folder), _part(parts, 0.2, 1.0))) as session,
    ):
        work = Path(folder)
        run = _Run(named_in_unicode(path, work), name, asked, reading, people, session, work, parts)
        # Hashing takes one of the cores while DuckDB waits for the other.
        content = beside.submit(content_of, path, given_up)
        found = run.run(kind)
        _refuse_nul(path, name, kind, content.result())
        return replace(found, sha256=content.result().sha256)


@contextmanager
def _set_afterwards(event: threading.Event) -> Iterator[None]:
    try:
        yield
    finally:
        event.set()


def _refuse_nul(path: Path, name: str, kind: Kind, content: Content) -> None:
    """DuckDB takes it for a character like others."""
    if kind is Kind.TEXT and content.nul is not None:
        raise DocumentError([file_problems.bad_bytes(name, line_at(path, content.nul))])


class _Run:
    """One reading of one file."""

    def __init__(
        self,
        path: Path,
        name: str,
        asked: Wanted,
        reading: Reading,
        people: list[str],
        session: Session,
        work: Path,
        progress: _Progress | None,
    ) -> None:
        self._path, self._name, self._asked, self._reading = path, name, asked, reading
        self._people, self._session, self._work = people, session, work
        self._progress = _part(progress, 0.0, 0.2)

    def run(self, kind: Kind) -> TraceTotals:
        if kind is Kind.PARQUET:
            relation, layout = open_parquet(self._path, self._name, self._asked, self._session)
            return self._placed(relation, (layout,), Broken())
        if kind is Kind.WORKBOOK:
            # Like DuckDB (session.py) imported where it is used: both take time to start.
            from policy_engine.traces.workbook import copy_workbook

            copy = self._work / "sheets.csv"
            copied = copy_workbook(self._path, self._name, self._asked, copy, self._progress)
            relation = written(copy, self._reading.fields)
            found = self._placed(relation, tuple(copied.layouts), copied.broken)
            return replace(found, sheets_not_read=tuple(copied.not_read))
        return self._text()

    def _text(self) -> TraceTotals:
        """The quick reading, the careful one, the one that knows lines: each where the one before fails."""
        table = self._open(thoroughly=False)
        found = self._as_it_stands(table)
        if found is None and table.path == self._path:
            table = self._open(thoroughly=True)
            found = None if table.path == self._path else self._as_it_stands(table)
        return self._rewritten(table) if found is None else found

    def _open(self, *, thoroughly: bool) -> TextTable:
        return open_text(
            self._path, self._name, self._asked, self._work, self._progress, thoroughly=thoroughly
        )

    def _as_it_stands(self, table: TextTable) -> TraceTotals | None:
        plain = plain_text(table, self._reading)
        if plain is not None:
            found = self._staged(table, lambda: stage_plain(self._session, plain, self._reading))
            if found is not None:
                return found
        if not table.simple_head:
            return None
        relation = direct(table, self._reading.fields)
        return self._staged(table, lambda: stage(self._session, relation, self._reading))

    def _staged(self, table: TextTable, stage_it: Callable[[], bool | None]) -> TraceTotals | None:
        """None where anything is wrong: then nobody knows yet on which line."""
        try:
            if stage_it() is False:
                return None
        except InputError:
            return None
        rows = totals.judged(self._session, self._reading)
        if rows.unreadable or not rows.read:
            return None
        totals.single_out(self._session, self._reading)
        if totals.has_conflicts(self._session) or self._has_misspellings():
            return None
        overdone = totals.overdone(self._session, self._people, self._reading)
        lines = lines_of_rows(table, [row for _, row, _ in overdone], rows.records)
        if lines is None:
            return None
        return self._result(rows, [(person, Row(lines[row])) for person, row, _ in overdone])

    def _rewritten(self, table: TextTable) -> TraceTotals:
        copy, broken = self._work / "lines.csv", Broken()
        with copy.open("w", encoding="utf-8", newline="") as file:
            lines = lines_of(table, self._reading.fields, broken, LISTED, self._progress)
            write_lines(file, lines, broken, LISTED)
        return self._placed(written(copy, self._reading.fields), (table.layout,), broken)

    def _placed(self, relation: Relation, layouts: tuple[Layout, ...], broken: Broken) -> TraceTotals:
        """Rows whose lines are known."""
        table = Table(self._name, layouts)
        try:
            stage(self._session, relation, self._reading)
        except InputError:
            # What we wrote ourselves can be read; a Parquet file may be cut off anywhere.
            if relation.is_own:
                raise
            raise DocumentError([file_problems.damaged(self._name)]) from None
        rows = totals.judged(self._session, self._reading)
        totals.single_out(self._session, self._reading)
        wrong = rows.unreadable or broken.counts or totals.has_conflicts(self._session)
        if wrong or self._has_misspellings():
            raise DocumentError(
                unreadable.problems(self._session, relation, self._reading, table, broken, self._people)
            )
        if not rows.read:
            raise DocumentError([file_problems.no_rows(self._name, layouts[0].line)])
        overdone = []
        for person, _, place in totals.overdone(self._session, self._people, self._reading):
            line, layout = table.where(place or 0)
            overdone.append((person, Row(line, layout.sheet)))
        return self._result(rows, overdone)

    def _has_misspellings(self) -> bool:
        """What would be taken for somebody else's, or for two items where there is one."""
        people = spelling.misspelt_people(self._session, self._people)
        return bool(people) or spelling.has_ids_alike(self._session)

    def _result(self, rows: totals.Judged, overdone: list[tuple[str, Row]]) -> TraceTotals:
        counts, people = totals.added_up(self._session, self._reading, self._people, rows)
        for person, row in overdone:
            people[person] = replace(people[person], overdone=(*people[person].overdone, row))
        return TraceTotals(
            file=self._name,
            sha256="",
            read=rows.read,
            counted=counts.counted,
            duplicates=counts.duplicates,
            outside_period=counts.outside_period,
            after_freeze=counts.after_freeze,
            of_others=counts.of_others,
            people=people,
        )


def _refuse_what_the_policy_lacks(asked: Wanted, full_progress: Decimal, name: str) -> None:
    found = [
        file_problems.unmapped(name, metric, CHINESE["trace_metric"][metric]) for metric in asked.unmapped
    ]
    decimals = -min(0, int(full_progress.normalize().as_tuple().exponent))
    if not 0 < full_progress < _LARGEST_FULL_PROGRESS or decimals > _DECIMALS_OF_FULL_PROGRESS:
        found.append(file_problems.full_progress(name, str(full_progress)))
    if found:
        raise DocumentError(found)


class _Progress:
    """The progress of the parts of the work as progress of the whole, which never goes back: every statement
    of DuckDB begins at 0 again."""

    def __init__(self, tell: Progress) -> None:
        self._tell, self._reached = tell, 0.0

    def part(self, start: float, end: float) -> Progress:
        return lambda share: self._at(start + share * (end - start))

    def _at(self, share: float) -> None:
        if share > self._reached:
            self._reached = share
            self._tell(share)


def _part(progress: _Progress | None, start: float, end: float) -> Progress | None:
    return None if progress is None else progress.part(start, end)
