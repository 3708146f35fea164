"""A round as text: where it stands, its log entry by entry, and what may come next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_engine.diagnostics import Text, did_you_mean
from policy_engine.documents.turns import Turn
from policy_engine.procedures.definition import ProcedureDefinition
from policy_engine.procedures.replay import NextEvent
from policy_engine.reports.layout import labelled, table
from policy_engine.reports.round_view import RoundView
from policy_engine.reports.words import LISTING, REFUSAL, Language, bracketed, one_line

_INDENT = "  "
_LABEL_CELLS = {"zh": 8, "en": 10}


def show_text(view: RoundView, language: Language) -> str:
    """Where the round stands, and the next steps with their earliest days."""
    return _page([*head_lines(view, language), *next_lines(view, language)])


def replay_text(view: RoundView, language: Language) -> str:
    """Each entry of the log with what its replay makes of it, then where the round stands."""
    entries = table([_row(view, turn, language) for turn in view.replayed.turns]) if view.round.events else []
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
    rows = (
        (Text("依据", "policy"), tuple(map(one_line, view.policy))),
        (Text("进度", "state"), (_state(view).in_language(language),)),
        (Text("校验", "seal"), (_seal(view).in_language(language),)),
    )
    for label, values in rows:
        yield from labelled(label.in_language(language), values, _LABEL_CELLS[language], len(_INDENT))


def _state(view: RoundView) -> Text:
    counted = [turn for turn in view.replayed.turns if turn.accepted]
    if not counted:
        return Text("尚未开始", "not begun")
    last, closed = counted[-1], view.replayed.procedure.closed
    name, of = one_line(last.name), len(view.definition.steps)
    done = sum(view.definition.step(turn.step) is not None for turn in counted)
    steps = Text(f"{of} 步中已走 {done} 步", f"{done} of {of} steps taken")
    if closed:
        return Text(f"已结束（{last.date} {name}），{steps.zh}", f"over ({name} on {last.date}), {steps.en}")
    return Text(f"{steps.zh}，最近一步是 {last.date} 的“{name}”",
                f"{steps.en}, the last on {last.date}: {name}")  # fmt: skip


def _seal(view: RoundView) -> Text:
    if not view.replayed.procedure.sealed:
        return Text("记录没有校验值，改动无从发现", "the log has no seal: changes would not be noticed")
    if view.broken_at is not None:
        return Text(f"校验值不符：第 {view.broken_at} 条或其前面的内容被改动、删去",
                    f"broken: entry {view.broken_at} or something before it was changed")  # fmt: skip
    return Text("校验值相符，记录没有被改动", "intact: nothing was changed")


def next_lines(view: RoundView, language: Language) -> Iterator[str]:
    """What may come next, and from which day on; nothing where the round is over."""
    coming = view.replayed.next
    if not coming:
        return
    yield _heading(Text("下一步", "next"), language)
    rows = [(one_line(each.name), each.step, earliest_text(each, language)) for each in coming]
    yield from (f"{_INDENT}{line}" for line in table(rows))


def _heading(text: Text, language: Language) -> str:
    return f"{text.zh}：" if language == "zh" else f"{text.en[0].upper()}{text.en[1:]}:"


def earliest_text(each: NextEvent, language: Language) -> str:
    """From which day on an event may come; why that cannot be told."""
    if each.unknown is not None:
        why = Text(
            f"无法判断最早日期：{each.unknown.zh}", f"its earliest day cannot be told: {each.unknown.en}"
        )
        return one_line(why.in_language(language))
    if each.earliest is None:
        return Text("日期不限", "on any day").in_language(language)
    return Text(f"最早 {each.earliest}", f"{each.earliest} at the earliest").in_language(language)


def allowed_text(coming: Sequence[NextEvent]) -> Text:
    """What may come next, as one sentence; that nothing may."""
    if not coming:
        return Text("程序已经结束，不能再追加。", "The round is over; nothing can be appended.")
    zh = "；".join(f"{each.name}（{each.step}），{earliest_text(each, 'zh')}" for each in coming)
    en = "; ".join(f"{each.name} ({each.step}), {earliest_text(each, 'en')}" for each in coming)
    return Text(f"现在可以办理：{zh}。", f"What may come now: {en}.")


def _row(view: RoundView, turn: Turn, language: Language) -> tuple[str, ...]:
    untold = view.untold.get(turn.number)
    if untold is not None:
        said = Text(f"无法判断：{untold.zh}", f"cannot be judged: {untold.en}").in_language(language)
    elif turn.accepted:
        said = Text("有效", "counts").in_language(language)
    else:
        said = bracketed(
            Text("不予认可", "does not count").in_language(language),
            refusal_text(turn, view.definition).in_language(language),
            language,
        )
    if turn.number == view.broken_at:
        broken = Text("校验值不符", "its seal is wrong").in_language(language)
        said = f"{said}{'；' if language == 'zh' else '; '}{broken}"
    return (str(turn.number), turn.date.isoformat(), one_line(turn.name), one_line(said))


def refusal_text(turn: Turn, definition: ProcedureDefinition) -> Text:
    """Why an entry does not count, with what would have to come first, or from which day on it may come."""
    if turn.refused is None:
        raise ValueError(f"entry {turn.number} counts")
    reason = REFUSAL[turn.refused]
    detail: Text | None = None
    match turn.refused:
        case "order":
            detail = _order(turn)
        case "early" if turn.earliest is not None:
            detail = Text(f"最早 {turn.earliest}", f"{turn.earliest} at the earliest")
        case "unknown":
            detail = _steps(turn, definition)
        case _:
            detail = None
    return reason if detail is None else Text(f"{reason.zh}，{detail.zh}", f"{reason.en}, {detail.en}")


def _order(turn: Turn) -> Text | None:
    if not turn.missing:
        return Text("前面的步骤还没有办妥", "what comes before it does not count yet")
    zh, en = (LISTING.in_language(each).join(turn.missing) for each in ("zh", "en"))
    return Text(f"应先完成{zh}", f"first due is {en}")


def _steps(turn: Turn, definition: ProcedureDefinition) -> Text:
    known = [word for step in definition.steps for word in (step.name, step.id)]
    hint = did_you_mean(turn.step, known)
    zh, en = (LISTING.in_language(each).join(step.name for step in definition.steps) for each in ("zh", "en"))
    steps = Text(f"政策规定的步骤是{zh}", f"the policy's steps are {en}")
    if hint is None:
        return steps
    return Text(f"{hint.zh.rstrip('？')}？{steps.zh}", f"{hint.en} {steps.en[0].upper()}{steps.en[1:]}")
