"""How somebody is graded who did not serve the whole period: short service, transfer, probation, leave.

Each rule of the policy says `graded`, `not_excellent` or `ungraded`; of several the strictest holds.

- Short service counts in annual assessments alone (`graded_from_months` is about a year). Months are whole
  months from the first to the last day of service within the period: from June 15th to August 14th are two.
  Months elsewhere are added where the policy counts them.
- Probation is that of the last day.
- Days of leave are added up for each kind, each day once, within the period; more than `over_days`, and the
  rule's `then` holds. A kind without `over_days` changes nothing, however long it lasts.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from policy_engine.assessment.naming import named
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment import AssessmentTime
from policy_engine.documents.assessment_grades import LeaveRule, ServiceRules
from policy_engine.documents.assessment_people import AssessedEntry, LeaveSpell
from policy_engine.documents.terms import GradedService, PersonStatus
from policy_engine.expr.functions_of_dates import add_months

# From mildest to strictest.
_STRICTNESS: tuple[GradedService, ...] = ("graded", "not_excellent", "ungraded")
_NO_RULES = ServiceRules()


@dataclass(frozen=True, slots=True)
class Treatment:
    """How somebody is graded, and why. `service` None: nobody can tell from what is stated."""

    months: int
    service: GradedService | None
    reason: Text


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What one rule says; `certain` is False where it depends on something that nobody states."""

    service: GradedService
    reason: Text
    certain: bool = True


def treatment_of(
    entry: AssessedEntry, status: PersonStatus | None, period: AssessmentTime, rules: ServiceRules | None
) -> Treatment:
    """How the policy's rules on service treat a person. `status` is that of the period's last day."""
    rules = rules or _NO_RULES
    here = months_served(entry, period)
    counted = _months_counted(entry, here, rules)
    rulings = [
        *_of_months(entry, here, counted, period, rules),
        *_of_probation(status, rules),
        *_of_leave(entry.leave or [], period, rules),
    ]
    return Treatment(counted, *_strictest(rulings, here))


def months_served(entry: AssessedEntry, period: AssessmentTime) -> int:
    """Whole months of service here, within the period."""
    spell = entry.service
    first = period.from_ if spell is None or spell.from_ is None else max(period.from_, spell.from_)
    last = period.until if spell is None or spell.until is None else min(period.until, spell.until)
    return whole_months(first, last)


def whole_months(first: datetime.date, last: datetime.date) -> int:
    """Whole months from the first to the last day, both included; none where the last is the earlier one."""
    if last < first:
        return 0
    months = (last.year - first.year) * 12 + last.month - first.month
    if first.day == 1:  # calendar months: December 9999 has no following day to count to
        return months + (last.day == calendar.monthrange(last.year, last.month)[1])
    return months if add_months(first, months).toordinal() - 1 <= last.toordinal() else months - 1


def leave_days(spells: list[LeaveSpell], period: AssessmentTime) -> int:
    """Days on leave within the period; a day on which spells overlap counts once."""
    days, reached = 0, period.from_.toordinal() - 1
    for first, last in sorted((spell.from_.toordinal(), spell.until.toordinal()) for spell in spells):
        last = min(last, period.until.toordinal())
        days += max(0, last - max(first - 1, reached))
        reached = max(reached, last)
    return days


def _months_counted(entry: AssessedEntry, here: int, rules: ServiceRules) -> int:
    return here + _elsewhere(entry) if rules.transferred == "counted" else here


def _elsewhere(entry: AssessedEntry) -> int:
    return 0 if entry.service is None else entry.service.months_elsewhere or 0


def _of_months(
    entry: AssessedEntry, here: int, counted: int, period: AssessmentTime, rules: ServiceRules
) -> Iterator[_Ruling]:
    needed, elsewhere = rules.graded_from_months, _elsewhere(entry)
    if needed is None or period.every != "year":
        return
    if rules.transferred == "counted" and counted > whole_months(period.from_, period.until):
        yield _Ruling("ungraded", Text(
            f"任职 {here} 个月与原单位 {elsewhere} 个月合计超过考核期，无法认定任职时间",
            f"{here} months here and {elsewhere} elsewhere are more than the period has: nobody can tell"
            " which hold",
        ), certain=False)  # fmt: skip
    elif counted < needed <= here + elsewhere and rules.transferred is None:
        yield _Ruling("ungraded", Text(
            f"任职 {here} 个月，不满 {needed} 个月；政策没有规定原单位的 {elsewhere} 个月是否计入",
            f"{here} months of service are fewer than {needed}, and the policy does not say whether the"
            f" {elsewhere} months elsewhere count",
        ), certain=False)  # fmt: skip
    elif counted < needed:
        yield _Ruling("ungraded", Text(
            f"考核期内任职 {counted} 个月，不满 {needed} 个月",
            f"{counted} months of service in the period are fewer than {needed}",
        ))  # fmt: skip


def _of_probation(status: PersonStatus | None, rules: ServiceRules) -> Iterator[_Ruling]:
    if rules.probation is None or rules.probation == "graded":
        return
    if status is None:
        yield _Ruling(rules.probation, Text(
            "没有写明状态，不知道考核期末是否仍在试用期",
            "nobody says whether the person was still on probation when the period ended",
        ), certain=False)  # fmt: skip
    elif status == "probation":
        yield _Ruling(rules.probation, Text(
            "考核期末仍在试用期", "still on probation when the period ended",
        ))  # fmt: skip


def _of_leave(spells: list[LeaveSpell], period: AssessmentTime, rules: ServiceRules) -> Iterator[_Ruling]:
    if rules.leave is None:
        return
    taken: list[tuple[LeaveRule, list[LeaveSpell]]] = [(rule, []) for rule in rules.leave]
    for spell in spells:
        rule = named(rules.leave, spell.kind)
        if rule is None:
            yield _Ruling("ungraded", Text(
                f"政策没有规定假别“{spell.kind}”如何考核",
                f'the policy does not say how leave of the kind "{spell.kind}" is graded',
            ), certain=False)  # fmt: skip
        for listed, its in taken:
            if listed is rule:
                its.append(spell)
    yield from (ruling for rule, its in taken for ruling in _of_kind(rule, its, period))


def _of_kind(rule: LeaveRule, spells: list[LeaveSpell], period: AssessmentTime) -> Iterator[_Ruling]:
    days = leave_days(spells, period)
    if rule.over_days is not None and days > rule.over_days and rule.then != "graded":
        yield _Ruling(rule.then, Text(
            f"{rule.name}累计 {days} 天，超过 {rule.over_days} 天",
            f"{days} days of leave ({rule.name}) are more than {rule.over_days}",
        ))  # fmt: skip


def _strictest(rulings: list[_Ruling], months: int) -> tuple[GradedService | None, Text]:
    """What holds, with every reason for it. What is uncertain leaves it open only where it is stricter."""
    holds = max((_STRICTNESS.index(r.service) for r in rulings if r.certain), default=0)
    doubts = [r for r in rulings if not r.certain and _STRICTNESS.index(r.service) > holds]
    if doubts:
        return None, _joined([doubt.reason for doubt in doubts])
    reasons = [r.reason for r in rulings if r.certain and _STRICTNESS.index(r.service) == holds]
    return _STRICTNESS[holds], _joined(reasons) if reasons else _regular(months)


def _regular(months: int) -> Text:
    return Text(f"考核期内任职 {months} 个月，正常考核", f"{months} months of service in the period, graded")


def _joined(reasons: list[Text]) -> Text:
    distinct = list(dict.fromkeys(reasons))
    return Text("；".join(r.zh for r in distinct), "; ".join(r.en for r in distinct))
