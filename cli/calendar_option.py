"""--calendar: the office's own table of working days, for years that the program does not know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

calendar_option = click.option(
    "--calendar",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="本单位的工作日历（kind: calendar），其中的年度以它为准 the office's own calendar of working days; "
    "it governs the years that it has",
)


@contextmanager
def working_by(calendar: Path | None) -> Iterator[None]:
    """Within it working days are counted by the calendar. Raises DocumentError for one that cannot be."""
    if calendar is None:
        yield
        return
    from policy_engine.calendars import using
    from policy_engine.documents.calendar import load_calendar
    from policy_engine.source.files import read_bytes

    with using(load_calendar(read_bytes(calendar), calendar.as_posix())):
        yield
