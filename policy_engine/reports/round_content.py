"""How far a round has come: its log as the replay saw it, where it stands, and what may come next."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.report import NextStep, Report, RoundProgress, TurnTaken
from policy_engine.reports.content import Row, Section
from policy_engine.reports.round_words import earliest_text, seal_text, standing_text, state_text
from policy_engine.reports.words import Language, one_line

_HEADINGS = (Text("序号", "no."), Text("步骤", "step"), Text("日期", "date"), Text("效力", "standing"))


def round_sections(report: Report, language: Language) -> Iterator[Section]:
    """The log of the round and its state; nothing for any other report."""
    progress = report.round
    if progress is None:
        return
    heading = Text("程序记录", "the log of the round").in_language(language)
    table = [tuple(text.in_language(language) for text in _HEADINGS)] if progress.turns else []
    table += [_turn(turn, progress, language) for turn in progress.turns]
    yield Section(heading, table=tuple(table), rows=_rows(progress, language))


def _turn(turn: TurnTaken, progress: RoundProgress, language: Language) -> tuple[str, ...]:
    name = one_line(turn.name or turn.step)
    standing = standing_text(turn, progress).in_language(language)
    return (str(turn.number), name, turn.date.isoformat(), standing)


def _rows(progress: RoundProgress, language: Language) -> tuple[Row, ...]:
    rows = [
        Row(Text("选岗编号", "round").in_language(language), (one_line(progress.number),)),
        Row(Text("当前进度", "state").in_language(language), (state_text(progress).in_language(language),)),
        Row(Text("校验", "seal").in_language(language), (seal_text(progress).in_language(language),)),
    ]
    if progress.next:
        steps = tuple(_next(step, language) for step in progress.next)
        rows.append(Row(Text("下一步", "next").in_language(language), steps))
    return tuple(rows)


def _next(step: NextStep, language: Language) -> str:
    name, earliest = step.name or step.step, earliest_text(step)
    return one_line(Text(f"{name}，{earliest.zh}", f"{name}, {earliest.en}").in_language(language))
