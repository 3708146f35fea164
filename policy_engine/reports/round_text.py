"""A round as text: where it stands, its log entry by entry, and what may come next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.report import TurnTaken
from policy_engine.reports.layout import labelled, table
from policy_engine.reports.round_view import RoundView
from policy_engine.reports.round_words import (
    CORRECTION,
    earliest_text,
    seal_text,
    standing_text,
    state_text,
)
from policy_engine.reports.words import Language, one_line

_INDENT = "  "
_LABEL_CELLS = {"zh": 8, "en": 10}


def show_text(view: RoundView, language: Language) -> str:
    """Where the round stands, and the next steps with their earliest days."""
    return _page([*head_lines(view, language), *next_lines(view, language)])


def replay_text(view: RoundView, language: Language) -> str:
    """Each entry of the log with what its replay makes of it, then where the round stands."""
    entries = table([_row(view, turn, language) for turn in view.progress.turns]) if view.round.events else []
    log = [_heading(Text("记录", "log"), language), *(f"{_INDENT}{line}" for line in entries)]
    return _page([*head_lines(view, language), *(log if entries else ()), *next_lines(view, language)])


def _page(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def head_lines(view: RoundView, language: Language) -> Iterator[str]:
    """Which round it is, by which policy it goes, how far it is, and whether its log is intact."""
    round_ = view.round
    title = Text(f"选岗 {round_.number}（{round_.township}，基准日 {round_.as_of}）",
                 f"Round {round_.number} ({round_.township}, as of {round_.as_of})")  # fmt: skip
    yield one_line(title.in_language(language))
    rows = [
        (Text("依据", "policy"), tuple(map(one_line, view.policy))),
        (Text("进度", "state"), (state_text(view.progress).in_language(language),)),
        (Text("校验", "seal"), (seal_text(view.progress).in_language(language),)),
    ]
    if view.broken_at is not None:
        rows.append((Text("更正", "remedy"), (CORRECTION.in_language(language),)))
    for label, values in rows:
        yield from labelled(label.in_language(language), values, _LABEL_CELLS[language], len(_INDENT))


def next_lines(view: RoundView, language: Language) -> Iterator[str]:
    """What may come next, and from which day on; nothing where the round is over, or its log was altered."""
    coming = view.progress.next
    if not coming:
        return
    yield _heading(Text("下一步", "next"), language)
    rows = [(one_line(each.name), each.step, one_line(earliest_text(each).in_language(language)))
            for each in coming]  # fmt: skip
    yield from (f"{_INDENT}{line}" for line in table(rows))


def _heading(text: Text, language: Language) -> str:
    return f"{text.zh}：" if language == "zh" else f"{text.en[0].upper()}{text.en[1:]}:"


def _row(view: RoundView, turn: TurnTaken, language: Language) -> tuple[str, ...]:
    said = standing_text(turn, view.progress).in_language(language)
    return (str(turn.number), turn.date.isoformat(), one_line(turn.name), said)
