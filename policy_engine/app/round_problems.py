"""Why an event is not appended, in the reader's words."""

from __future__ import annotations

from pathlib import Path

from policy_engine.app.round import Standing
from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.findings.report import RoundProgress, TurnTaken
from policy_engine.findings.report_model import Bilingual
from policy_engine.procedures.timing import NOT_COUNTED
from policy_engine.reports.round_words import CORRECTION, allowed_text, broken_text, refusal_text
from policy_engine.source.tree import MappingNode

_CODES = {
    "order": "round.out-of-order",
    "early": "round.too-early",
    "again": "round.done-before",
    "closed": "round.closed",
    "unknown": "round.unknown-step",
}


WITH_CALENDAR = Text(
    "请按国务院办公厅的放假通知写一份工作日历（kind: calendar），用 --calendar 指明；年份写错的，更正日期。",
    "Write a calendar (kind: calendar) by the State Council's notice and name it by --calendar; if the year "
    "is a mistake, correct the date.",
)
_BY_POLICY = Text(
    "请政策的制定单位在这一步写明计日方式和首日是否计入。",
    "Whoever keeps the policy has to say how the days of the step are counted.",
)


def refused(standing: Standing, turn: TurnTaken, with_it: RoundProgress) -> Diagnostic:
    """The event may not come now: why, and what may. `with_it`: the round with the event in its log."""
    if turn.refused is None:
        raise ValueError(f"entry {turn.number} counts")
    reason = refusal_text(turn, with_it)
    return Diagnostic(
        _CODES[turn.refused],
        Text(f"“{turn.name}”（{turn.date}）没有追加：{reason.zh}。",
             f"{turn.name} ({turn.date}) was not appended: {reason.en}."),
        end_of_log(standing),
        help=allowed_text(standing.view.progress.next),
    )  # fmt: skip


def untold(standing: Standing, turn: TurnTaken, why: Bilingual) -> Diagnostic:
    """Nobody can tell whether the event comes too early."""
    return Diagnostic(
        "round.cannot-be-judged",
        Text(f"“{turn.name}”（{turn.date}）没有追加：无法判断是否已到时间，{why.zh}。",
             f"{turn.name} ({turn.date}) was not appended: whether it comes too early cannot be judged, "
             f"because {why.en}."),
        end_of_log(standing),
        help=_BY_POLICY if why.text == NOT_COUNTED else WITH_CALENDAR,
    )  # fmt: skip


def broken(standing: Standing, number: int) -> Diagnostic:
    """The log was altered after it was sealed."""
    said = broken_text(number)
    return Diagnostic(
        "round.log-broken",
        Text(f"{said.zh}，不能再追加。", f"The log is {said.en}; nothing more is appended."),
        _entry(standing, number),
        help=CORRECTION,
    )


def unsealed(standing: Standing) -> Diagnostic:
    """The log has entries and no seals."""
    return Diagnostic(
        "round.not-sealed",
        Text("这份记录已有内容而没有校验值：此前的改动无从发现。",
             "This log has entries and no seals: what was changed so far cannot be found out."),
        standing.loaded.tree.key_span(("events",)) or standing.loaded.tree.span,
        help=Text("核对无误后加 --seal，先给现有记录写上校验值，再追加。",
                  "When you have checked it add --seal: the entries are sealed as they stand, then the new "
                  "one is appended."),
    )  # fmt: skip


def busy(file: Path, lock: Path) -> Diagnostic:
    """Another program has been writing all the time."""
    return Diagnostic(
        "round.busy",
        Text(f"“{file}”一直有别的程序在追加，未能写入。", f"Something else keeps appending to {file}."),
        help=Text(
            f"请稍后再试；是谁占用，可查看 {lock}。", f"Try again later; what holds {lock} is in the way."
        ),
    )


def unwritable(file: Path, error: OSError) -> Diagnostic:
    """The file cannot be replaced."""
    return Diagnostic(
        "round.unwritable",
        Text(f"无法写入“{file}”：{error.strerror}。", f"{file} cannot be written: {error.strerror}."),
        help=Text(
            "请核对文件夹的权限和磁盘空间。", "Check the folder's permissions and the space on the disk."
        ),
    )


def changed_meanwhile(file: Path) -> Diagnostic:
    """Somebody else wrote the file at the same time without asking."""
    return Diagnostic(
        "round.changed-meanwhile",
        Text(f"“{file}”写入后读回的内容不同：有别的程序同时改动了它。",
             f"{file} does not read back as it was written: something else changed it at the same time."),
        help=Text("请关闭占用它的程序，用 round replay 核对记录。",
                  "Close what else has it open, and check the log with round replay."),
    )  # fmt: skip


def not_the_same(root: MappingNode) -> Diagnostic:
    """The text cannot be added to by the means we have."""
    return Diagnostic(
        "round.not-the-same",
        Text("追加后，文件读出的内容会与应有的不同，未予写入。",
             "With the event added the file would not read as it should; nothing was written."),
        root.key_span(("events",)) or root.span,
        help=Text("请让每条记录各占一行或数行，以“- ”开头，再试一次。",
                  'Put each entry on lines of its own that begin with "- ", and try again.'),
    )  # fmt: skip


def end_of_log(standing: Standing) -> Span:
    """The place of the last entry."""
    return _entry(standing, len(standing.loaded.document.events))


def _entry(standing: Standing, number: int) -> Span:
    """The entry's place; where the log has none, that of the log."""
    tree = standing.loaded.tree
    if number == 0 or tree.at(("events", number - 1)) is None:
        return tree.key_span(("events",)) or tree.span
    return tree.span_of(("events", number - 1))
