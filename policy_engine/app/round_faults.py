"""Why an event must not be sealed, in the reader's words: the place, the fact, the rule and the way out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from policy_engine.app.round import Standing
from policy_engine.app.round_event import Evidence
from policy_engine.app.round_problems import WITH_CALENDAR, end_of_log
from policy_engine.diagnostics import Diagnostic, Severity, Text
from policy_engine.documents.procedures import Step
from policy_engine.documents.round import Event
from policy_engine.procedures.definition import ProcedureDefinition
from policy_engine.procedures.evidence import fields_of, steps_with
from policy_engine.reports.words import LISTING


def of_elsewhere(standing: Standing) -> Diagnostic:
    """The township lies in another county."""
    round_ = standing.loaded.document
    return Diagnostic(
        "round.township-elsewhere",
        Text(f"乡镇（街道）{round_.township} 不在辖区 {round_.jurisdiction} 内：前六位应与辖区代码相同。",
             f"{round_.township} is not in {round_.jurisdiction}: its first six digits are the county's."),
        standing.loaded.tree.span_of(("township",)),
        help=_corrected_head(standing),
    )  # fmt: skip


def before_its_day(standing: Standing, date: datetime.date) -> Diagnostic:
    """The event is dated before the day by whose policy the round goes."""
    as_of = standing.loaded.document.as_of
    return Diagnostic(
        "round.before-its-day",
        Text(f"日期 {date} 早于本次选岗的基准日 {as_of}。",
             f"{date} is before {as_of}, the day by whose policy the round goes."),
        standing.loaded.tree.span_of(("as_of",)),
        help=Text(f"请核对 --date；日期无误的，{_corrected_head(standing).zh}",
                  f"Check --date; if it is right: {_corrected_head(standing).en}"),
    )  # fmt: skip


def _corrected_head(standing: Standing) -> Text:
    """An empty log that nobody sealed may still be changed."""
    if standing.view.replayed.procedure.sealed:
        return Text("记录封存后不能改动，请追加“终止”，另立一份选岗记录。",
                    "A sealed log is not changed: append abandon and open a new log.")  # fmt: skip
    return Text("请更正文件开头的栏目，再追加。", "Correct the head of the file, then append.")


def ends_before_it_begins(date: datetime.date, until: datetime.date) -> Diagnostic:
    """The last day comes before the first."""
    return Diagnostic(
        "round.ends-before-it-begins",
        Text(
            f"最后一天 {until} 早于开始的日期 {date}。", f"The last day {until} is before the first, {date}."
        ),
        help=Text("请核对 --date 和 --until。", "Check --date and --until."),
    )


def unknown_year(standing: Standing, name: str, date: datetime.date, why: Text) -> Diagnostic:
    """The calendar does not know a year that has to be counted in."""
    return Diagnostic(
        "round.cannot-be-judged",
        Text(f"“{name}”（{date}）没有追加：{why.zh}。", f"{name} ({date}) was not appended: {why.en}."),
        end_of_log(standing),
        help=WITH_CALENDAR,
    )


def too_short(step: Step, until: datetime.date, earliest: datetime.date) -> Diagnostic:
    """The step is said to end before its shortest time is over."""
    return Diagnostic(
        "round.too-short",
        Text(f"“{step.name}”到 {until} 结束，不足政策规定的 {step.min_days} 天；最后一天最早为 {earliest}。",
             f"{step.name} until {until} is shorter than the {step.min_days} days that the policy asks for; "
             f"its last day is {earliest} at the earliest."),
        help=Text(f"请将 --until 改为 {earliest} 或更晚；还没有结束的，可以不写 --until。",
                  f"Give {earliest} or a later day with --until, or none while the step still runs."),
    )  # fmt: skip


def of_another_step(
    given: Evidence, field: str, id_: str, name: str, definition: ProcedureDefinition
) -> Diagnostic:
    """The evidence belongs to another step than the one that is appended."""
    others = steps_with(field)
    zh = LISTING.zh.join(f"“{definition.name_of(each)}”" for each in others)
    due = fields_of(id_)
    return Diagnostic(
        "round.evidence-of-another-step",
        Text(f"“{_title(field)}”是{zh}的证明，不是“{name}”的。",
             f"{field} is evidence of {LISTING.en.join(others)}, not of {id_}."),
        given.place(field),
        help=Text(f"请核对 --step 和 --evidence；“{name}”的证明是{_titles(due)}。",
                  f"Check --step and --evidence; the evidence of {id_} is {LISTING.en.join(due)}."),
    )  # fmt: skip


def lacking(given: Evidence, missing: Sequence[str], name: str) -> Diagnostic:
    """The step comes without its evidence."""
    return Diagnostic(
        "round.evidence-missing",
        Text(f"“{name}”缺少证明：{_titles(missing)}；封存后不能补写。",
             f"{name} comes without {LISTING.en.join(missing)}, which cannot be added once it is sealed."),
        given.place(""),
        help=Text(f"请用 --evidence 给出{_titles(missing)}；清单确实没有内容的写 []。",
                  f"Give {LISTING.en.join(missing)} by --evidence; write [] for a list of nothing."),
    )  # fmt: skip


def incomplete(given: Evidence, field: str, title: str, name: str) -> Diagnostic:
    """A part of the evidence is not stated."""
    return Diagnostic(
        "round.evidence-incomplete",
        Text(f"“{_title(field)}”没有写明{title}；封存后不能补写。",
             f"{field} does not state its {name}, which cannot be added once it is sealed."),
        given.place(field),
        help=Text(f"请在“{_title(field)}”下写明“{title}”。", f"State {name} below {field}."),
    )  # fmt: skip


def too_many(given: Evidence, what: Text, stated: int, limit_of: Text, limit: int) -> Diagnostic:
    """A number of the minutes is greater than it can be."""
    return Diagnostic(
        "round.impossible-minutes",
        Text(f"会议记录的{what.zh} {stated} 多于{limit_of.zh} {limit}。",
             f"The minutes state {what.en}: {stated}, more than {limit_of.en}: {limit}."),
        given.place("minutes"),
        help=Text("请核对会议记录；列席人员不计入。", "Check the minutes; those who sit in do not count."),
    )  # fmt: skip


def miscounted(given: Evidence, listed: int, attended: int) -> Diagnostic:
    """Another number of members is listed than is said to have attended."""
    return Diagnostic(
        "round.impossible-minutes",
        Text(f"会议记录列明到会人员 {listed} 人，实到人数写的是 {attended}。",
             f"The minutes list {listed} members and state that {attended} attended."),
        given.place("minutes"),
        help=Text("请逐一列明到会人员，不重复、不遗漏。", "List each member who attended once."),
    )  # fmt: skip


def unsettled(given: Evidence, about: str) -> Diagnostic:
    """An objection that is still open: how it is settled in a log that is not changed."""
    return Diagnostic(
        "round.objection-open",
        Text(f"异议“{about}”尚未办结，办结之前不能生效。",
             f"The objection ({about}) is not settled; until then nothing takes effect."),
        given.place("objection"),
        Severity.WARNING,
        help=Text("办结后再追加一条“异议”，内容相同，并写明办结日期。",
                  "When it is settled append an objection about the same once more, with the day."),
    )  # fmt: skip


def _title(field: str) -> str:
    return Event.model_fields[field].title or field


def _titles(fields: Sequence[str]) -> str:
    return LISTING.zh.join(f"“{_title(field)}”" for field in fields)
