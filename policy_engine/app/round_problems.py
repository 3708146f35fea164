"""Why an event is not appended, in the reader's words."""

from __future__ import annotations

from pathlib import Path

from policy_engine.app.round import Standing
from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.documents.turns import Turn
from policy_engine.reports.round_text import allowed_text, refusal_text
from policy_engine.source.tree import MappingNode

_CODES = {
    "order": "round.out-of-order",
    "early": "round.too-early",
    "again": "round.done-before",
    "closed": "round.closed",
    "unknown": "round.unknown-step",
}


def refused(standing: Standing, turn: Turn) -> Diagnostic:
    """The event may not come now: why, and what may."""
    if turn.refused is None:
        raise ValueError(f"entry {turn.number} counts")
    reason = refusal_text(turn, standing.definition)
    return Diagnostic(
        _CODES[turn.refused],
        Text(f"“{turn.name}”（{turn.date}）没有追加：{reason.zh}。",
             f"{turn.name} ({turn.date}) was not appended: {reason.en}."),
        _end_of_log(standing),
        help=allowed_text(standing.view.replayed.next),
    )  # fmt: skip


def untold(standing: Standing, turn: Turn, why: Text) -> Diagnostic:
    """Nobody can tell whether the event comes too early."""
    return Diagnostic(
        "round.cannot-be-judged",
        Text(f"“{turn.name}”（{turn.date}）没有追加：无法判断是否已到时间，{why.zh}。",
             f"{turn.name} ({turn.date}) was not appended: whether it comes too early cannot be judged, "
             f"because {why.en}."),
        _end_of_log(standing),
        help=Text("请按国务院办公厅的放假通知写一份工作日历（kind: calendar），用 --calendar 指明。",
                  "Write a calendar (kind: calendar) by the State Council's notice and name it by "
                  "--calendar."),
    )  # fmt: skip


def broken(standing: Standing, number: int) -> Diagnostic:
    """The log was altered after it was sealed."""
    return Diagnostic(
        "round.log-broken",
        Text(f"第 {number} 条记录的校验值不符：这一条或前面的内容在写入后被改动、删去或插入，不能再追加。",
             f"The seal of entry {number} is wrong: it, or something before it, was changed after it was "
             "written, so nothing more is appended."),
        _entry(standing, number),
        help=Text("请从备份恢复原来的记录；确属更正的，另立一份选岗记录并写明缘由。",
                  "Restore the log from a copy; for a correction begin a new log that says why."),
    )  # fmt: skip


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


def _end_of_log(standing: Standing) -> Span:
    return _entry(standing, len(standing.loaded.document.events))


def _entry(standing: Standing, number: int) -> Span:
    """The entry's place; where the log has none, that of the log."""
    tree = standing.loaded.tree
    if number == 0 or tree.at(("events", number - 1)) is None:
        return tree.key_span(("events",)) or tree.span
    return tree.span_of(("events", number - 1))
