"""--calendar: the office's own table of working days, for years that the program does not know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

calendar_option = click.option(
    "--calendar",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="本单位的工作日历（kind: calendar），用于官方安排尚不知道的年度 the office's own calendar of "
    "working days, for years whose official one is not known",
)


@contextmanager
def working_by(calendar: Path | None) -> Iterator[None]:
    """Within it working days are counted by the calendar. Raises DocumentError for one that cannot be."""
    if calendar is None:
        yield
        return
    from policy_engine.calendars import OwnCalendar, using
    from policy_engine.documents.calendar import load_calendar
    from policy_engine.source.files import read_bytes

    data, name = read_bytes(calendar), calendar.as_posix()
    with using(OwnCalendar(name, hashlib.sha256(data).hexdigest(), load_calendar(data, name))):
        yield
