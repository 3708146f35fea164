"""The words for how far a round has come: the same in reports and in what the commands of rounds show."""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.diagnostics import Text, did_you_mean
from policy_engine.documents.round import ABANDON, EFFECT, OBJECTION
from policy_engine.findings.report import NextStep, RoundProgress, TurnTaken
from policy_engine.procedures.definition import SPECIAL
from policy_engine.reports.words import LISTING, REFUSAL, bracketed, one_line

# What may be done about a log that was altered, or an entry that was wrong from the start.
CORRECTION = Text(
    "记录封存后不能改动。文件被改动、损坏的，从备份恢复；原来就记错的，追加“终止”，另立一份选岗记录。",
    "A sealed log is not changed. If the file was altered or damaged, restore it from a copy; if an entry "
    "was wrong from the start, append abandon and open a new log.",
)


def state_text(progress: RoundProgress) -> Text:
    """How many steps were taken and which entry was the last that counts; how and when it ended."""
    counted = [turn for turn in progress.turns if turn.accepted]
    if not counted:
        return Text("尚未开始", "not begun")
    ids = {step.step for step in progress.steps}
    of, done = len(ids), sum(turn.step in ids for turn in counted)
    steps = Text(f"{of} 步中已走 {done} 步", f"{done} of {of} steps taken")
    if progress.abandoned:
        return Text(f"已终止（{progress.ended_on}），不产生结果，{steps.zh}",
                    f"abandoned on {progress.ended_on}, without a result, {steps.en}")  # fmt: skip
    last = counted[-1]
    if progress.closed:
        return Text(f"已结束（{last.date} {_name(last).zh}），{steps.zh}",
                    f"over ({_name(last).en} on {last.date}), {steps.en}")  # fmt: skip
    return Text(f"{steps.zh}，最近一步是 {last.date} 的“{_name(last).zh}”",
                f"{steps.en}, the last on {last.date}: {_name(last).en}")  # fmt: skip


def seal_text(progress: RoundProgress) -> Text:
    """Whether the log is as it was written."""
    if progress.broken_at is not None:
        said = broken_text(progress.broken_at)
        return Text(f"{said.zh}；恢复之前不能继续", f"{said.en}; nothing more may come until it is restored")
    if progress.sealed:
        return Text("校验值相符，记录没有被改动", "intact: nothing was changed")
    if not progress.turns:
        return Text("尚无记录", "nothing is logged yet")
    return Text("记录没有校验值，改动无从发现", "the log has no seal: changes would not be noticed")


def broken_text(number: int) -> Text:
    """Where a log was altered: an entry's digest is of the entry before it."""
    if number == 1:
        return Text(
            "校验值不符：第 1 条记录或文件开头的栏目被改动，或者有记录被删去、插入",
            "broken: entry 1 or the head of the file was changed, or an entry was cut or put in",
        )
    return Text(
        f"校验值不符：第 {number} 条或前一条（第 {number - 1} 条）被改动，或者有记录被删去、插入",
        f"broken: entry {number} or the one before it was changed, or an entry was cut or put in",
    )


def earliest_text(each: NextStep) -> Text:
    """From which day on something may come; why that cannot be told."""
    if each.not_judged is not None:
        return Text(f"无法判断最早日期：{each.not_judged.zh}",
                    f"its earliest day cannot be told: {each.not_judged.en}")  # fmt: skip
    if each.earliest is None:
        return Text("日期不限", "on any day")
    return Text(f"最早 {each.earliest}", f"{each.earliest} at the earliest")


def allowed_text(coming: Sequence[NextStep]) -> Text:
    """What may come next, as one sentence; that nothing may."""
    if not coming:
        return Text("程序已经结束，不能再追加。", "The round is over; nothing can be appended.")
    zh = "；".join(f"{one_line(each.name)}（{each.step}），{earliest_text(each).zh}" for each in coming)
    en = "; ".join(f"{one_line(each.name)} ({each.step}), {earliest_text(each).en}" for each in coming)
    return Text(f"现在可以办理：{zh}。", f"What may come now: {en}.")


def standing_text(turn: TurnTaken, progress: RoundProgress) -> Text:
    """Whether an entry counts, and if not, why; whether it is where the log was altered."""
    if turn.not_judged is not None:
        said = Text(f"无法判断：{turn.not_judged.zh}", f"cannot be judged: {turn.not_judged.en}")
    elif turn.accepted:
        said = Text("有效", "counts")
    else:
        unknown = turn.refused == "unknown"  # The policy's steps are told by what is found at the entry.
        why = _with(REFUSAL["unknown"], _hint(turn, progress)) if unknown else refusal_text(turn, progress)
        said = Text(bracketed("不予认可", why.zh, "zh"), bracketed("does not count", why.en, "en"))
    if turn.number == progress.broken_at:
        said = Text(f"{said.zh}；校验值不符", f"{said.en}; its seal is wrong")
    return Text(one_line(said.zh), one_line(said.en))


def refusal_text(turn: TurnTaken, progress: RoundProgress) -> Text:
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
            detail = _steps(turn, progress)
        case _:
            detail = None
    return _with(reason, detail)


def _with(reason: Text, detail: Text | None) -> Text:
    return reason if detail is None else Text(f"{reason.zh}，{detail.zh}", f"{reason.en}, {detail.en}")


def _order(turn: TurnTaken) -> Text:
    if not turn.missing:
        return Text("前面的步骤还没有办妥", "what comes before it does not count yet")
    zh, en = (LISTING.in_language(each).join(turn.missing) for each in ("zh", "en"))
    return Text(f"应先完成{zh}", f"first due is {en}")


def _steps(turn: TurnTaken, progress: RoundProgress) -> Text:
    zh = LISTING.zh.join(f"{step.name}（{step.step}）" for step in progress.steps)
    en = LISTING.en.join(f"{step.step} ({step.name})" for step in progress.steps)
    others = LISTING.zh.join(f"{text.zh}（{event}）" for event, text in SPECIAL.items())
    steps = Text(f"政策规定的步骤是{zh}，另有{others}",
                 f"the policy's steps are {en}, besides {LISTING.en.join(SPECIAL)}")  # fmt: skip
    hint = _hint(turn, progress)
    if hint is None:
        return steps
    return Text(f"{hint.zh}{steps.zh}", f"{hint.en} {steps.en[0].upper()}{steps.en[1:]}")


def _hint(turn: TurnTaken, progress: RoundProgress) -> Text | None:
    """The step or event that was probably meant, by its id or its name."""
    known = [word for step in progress.steps for word in (step.name, step.step)]
    known += [word for event, text in SPECIAL.items() for word in (event, text.zh)]
    return did_you_mean(turn.step.strip(), known)


def _name(turn: TurnTaken) -> Text:
    """The policy's own name of a step; of other events also the English one."""
    special = SPECIAL.get(turn.step) if turn.step in (OBJECTION, EFFECT, ABANDON) else None
    if special is not None and turn.name == special.zh:
        return special
    return Text(one_line(turn.name), one_line(turn.name))
