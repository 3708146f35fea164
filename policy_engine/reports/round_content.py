"""How far a round has come: its log as the replay saw it, where it stands, and what may come next."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.report import NextStep, Report, RoundProgress, TurnTaken
from policy_engine.reports.content import Row, Section
from policy_engine.reports.words import REFUSAL, Language, bracketed, one_line

_HEADINGS = (Text("序号", "no."), Text("步骤", "step"), Text("日期", "date"), Text("效力", "standing"))


def round_sections(report: Report, language: Language) -> Iterator[Section]:
    """The log of the round and its state; nothing for any other report."""
    progress = report.round
    if progress is None:
        return
    heading = Text("程序记录", "the log of the round").in_language(language)
    table = [tuple(text.in_language(language) for text in _HEADINGS)] if progress.turns else []
    table += [_turn(turn, language) for turn in progress.turns]
    yield Section(heading, table=tuple(table), rows=_rows(progress, language))


def _turn(turn: TurnTaken, language: Language) -> tuple[str, ...]:
    name = one_line(turn.name or turn.step)
    return (str(turn.number), name, turn.date.isoformat(), standing_text(turn, language))


def standing_text(turn: TurnTaken, language: Language) -> str:
    """Whether the entry counts, and if not, why."""
    if turn.accepted:
        return Text("有效", "counts").in_language(language)
    not_counted = Text("不予认可", "does not count").in_language(language)
    if turn.refused is None:
        return not_counted
    return bracketed(not_counted, REFUSAL[turn.refused].in_language(language), language)


def _rows(progress: RoundProgress, language: Language) -> tuple[Row, ...]:
    rows = [
        Row(Text("选岗编号", "round").in_language(language), (one_line(progress.number),)),
        Row(Text("当前进度", "state").in_language(language), (state_text(progress, language),)),
    ]
    if progress.next:
        steps = tuple(_next(step, language) for step in progress.next)
        rows.append(Row(Text("下一步", "next").in_language(language), steps))
    return tuple(rows)


def state_text(progress: RoundProgress, language: Language) -> str:
    """The last step that counts, and whether the round is over."""
    name = progress.state_name or progress.state
    if name is None:
        state = Text("尚未开始", "not begun")
    else:
        state = Text(f"最近有效的一步：{name}", f"last step that counts: {name}")
    if progress.closed:
        state = Text(f"{state.zh}，程序已结束", f"{state.en}; the round is over")
    return one_line(state.in_language(language))


def _next(step: NextStep, language: Language) -> str:
    name = step.name or step.step
    if step.earliest is None:
        said = Text(f"{name}，最早日期无法推算", f"{name}, its earliest day cannot be worked out")
    else:
        said = Text(f"{name}，最早 {step.earliest}", f"{name}, {step.earliest} at the earliest")
    return one_line(said.in_language(language))
