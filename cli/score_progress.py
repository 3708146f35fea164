"""What `score` shows on standard error while a long table is read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Text

if TYPE_CHECKING:
    from .presentation import Presentation


@contextmanager
def reading_bar(presentation: Presentation) -> Iterator[Callable[[float], None] | None]:
    """A bar on standard error while a table is read, where somebody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    label = Text("读取痕迹表", "Reading traces").in_language(presentation.language)
    columns = (TextColumn(label), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=1.0, visible=False)

        def step(share: float) -> None:
            bar.update(task, completed=share, visible=True)

        yield step
