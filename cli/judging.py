"""Judging many documents one after the other: one that cannot be read does not stop the rest."""

from __future__ import annotations

import datetime
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Diagnostic, DocumentError, Text, UsageError

from .inputs import ASSESSMENT, NO_FILE, Input, is_pipe_or_device, likely_kind, other_kind, read
from .judged import Judged
from .presentation import Presentation

if TYPE_CHECKING:
    from policy_engine.app.check import Checker

    from .judging_submissions import Submissions


def judge_all(
    checker: Checker,
    submissions: Submissions,
    inputs: Sequence[Input],
    on: datetime.date | None,
    presentation: Presentation,
) -> Judged:
    """Every input judged, or in the list of those that could not be."""
    judged = Judged()
    with progress(inputs, presentation) as steps:
        for source in steps:
            try:
                _judge(checker, submissions, source, on, presentation, judged)
            except Exception as error:
                judged.failures.append((source, error))
            if source is inputs[0] and len(inputs) > 1:
                # The rulebook and the first county stay to the end: the collector need not walk them
                # again for every set-up, which is a fifth of the time of a long run.
                gc.collect()
                gc.freeze()
    return judged


def _judge(
    checker: Checker,
    submissions: Submissions,
    source: Input,
    on: datetime.date | None,
    presentation: Presentation,
    judged: Judged,
) -> None:
    if is_pipe_or_device(source):
        judged.left_out.append((source, NO_FILE))
        return
    data = read(source, presentation)
    try:
        examination = checker.examine(data, source.name, on)
    except DocumentError:
        # Most documents are set-ups; what else this may be is looked into when it is none.
        kind = other_kind(data, source.name)
        if submissions.take(kind, source, data, on, judged):
            return
        if source.from_folder and kind is not None:
            judged.left_out.append((source, kind))
            return
        if kind == ASSESSMENT:
            raise UsageError(_is_scored(source.name)) from None
        if kind is None:
            submissions.refuse(likely_kind(data, source.name), data, source.name)
        raise
    judged.reports.append(examination.report)
    judged.warnings += examination.assembly.submission.warnings


def progress(
    inputs: Sequence[Input], presentation: Presentation
) -> AbstractContextManager[Sequence[Input] | Iterator[Input]]:
    """With a bar on standard error when there are several and somebody is looking."""
    if len(inputs) < 2 or not sys.stderr.isatty():
        return nullcontext(inputs)
    return _bar(inputs, "Judging" if presentation.language == "en" else "核查")


def _bar(inputs: Sequence[Input], label: str) -> AbstractContextManager[Iterator[Input]]:
    import contextlib

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    @contextlib.contextmanager
    def bar() -> Iterator[Iterator[Input]]:
        columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield iter(progress.track(inputs))

    return bar()


def _is_scored(name: str) -> Diagnostic:
    return Diagnostic(
        "check.assessment",
        Text(f"“{name}”是考核材料，不是机构设置方案。", f"{name} is an assessment, no set-up."),
        help=Text(f"考核请用 score 核算，如：policy-engine score {name}",
                  f"Assessments are scored: policy-engine score {name}"),
    )  # fmt: skip
