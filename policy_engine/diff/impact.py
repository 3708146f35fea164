"""Two reports on one set-up, by one policy and by another: what flips, what is found, what must go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from policy_engine.diff.impact_finding import flip_finding
from policy_engine.diff.impact_model import (
    FINDING_KINDS,
    FindingChange,
    FindingKind,
    Flip,
    Judged,
    SetupImpact,
)
from policy_engine.diff.impact_pools import Levels, over_limits, pool_changes
from policy_engine.findings.report import Finding, NotJudgedCheck, Report, Subject
from policy_engine.findings.wording import shown

# What could not be judged blocks, and what was waived counts for nothing.
_SEVERITY = {"info": 1, "warn": 2, "block": 3}


@dataclass(frozen=True, slots=True)
class Tried:
    """One set-up under one policy: the report, whether it complies, how the pools stand."""

    report: Report
    complies: bool
    levels: Levels


def compared(old: Tried, new: Tried, township: Subject, jurisdiction: str) -> SetupImpact:
    """What another policy does to a set-up. `township` is where it names the township.

    Both reports are on the same bytes, on the same day.
    """
    findings = finding_changes(old.report.findings, new.report.findings)
    flips = tuple(_flips(old.report, new.report, findings))
    pools = pool_changes(old.levels, new.levels)
    before, after = over_limits(old.levels, new.levels)
    report = new.report
    return SetupImpact(
        input=report.input,
        jurisdiction=jurisdiction,
        township=report.township,
        as_of=report.dates.as_of,
        on=report.dates.on,
        ledger=report.ledger,
        old=_judged(old),
        new=_judged(new),
        flips=flips,
        findings=findings,
        no_longer_judged=_not_in(old.report, new.report),
        newly_judged=_not_in(new.report, old.report),
        pools=pools,
        over_old=shown(before),
        over_new=shown(after),
        must_go=shown(after - before),
        finding=flip_finding(old.report, new.report, findings, township) if flips else None,
    )


def _judged(side: Tried) -> Judged:
    class_ = side.report.class_
    return Judged(
        class_=class_.id, class_name=class_.name, outcome=side.report.outcome, complies=side.complies
    )


def _flips(old: Report, new: Report, findings: Iterable[FindingChange]) -> Iterator[Flip]:
    if old.class_.id != new.class_.id:
        yield "class"
    if old.outcome != new.outcome:
        yield "outcome"
    if any(change.old is None or change.new is None or _weighs_otherwise(change) for change in findings):
        yield "findings"


def _weighs_otherwise(change: FindingChange) -> bool:
    both = [(each.severity, each.status) for each in (change.old, change.new) if each is not None]
    return len(set(both)) > 1


def _not_in(one: Report, other: Report) -> tuple[NotJudgedCheck, ...]:
    """The checks that only the other report leaves unjudged."""
    known = {(check.code, check.id) for check in one.not_judged}
    return tuple(check for check in other.not_judged if (check.code, check.id) not in known)


def finding_changes(old: Iterable[Finding], new: Iterable[Finding]) -> tuple[FindingChange, ...]:
    """The findings that are not the same, matched by code, rule and subject, the gravest change first.

    Of several with one subject, those that say the same belong together, and the others in their order.
    """
    before, after = _by_subject(old), _by_subject(new)
    made = [
        change
        for key in sorted({*before, *after}, key=repr)
        for change in _changes(before.get(key, []), after.get(key, []))
    ]
    return tuple(sorted(made, key=_order))


def _by_subject(findings: Iterable[Finding]) -> Mapping[Hashable, list[Finding]]:
    """A policy's own findings lie in another file on either side, which makes them no others."""
    grouped: dict[Hashable, list[Finding]] = defaultdict(list)
    for finding in findings:
        subject = finding.subject
        about = None if subject is None else (subject.kind, subject.id, subject.path)
        grouped[finding.code, finding.id, about].append(finding)
    return grouped


def _changes(old: list[Finding], new: list[Finding]) -> Iterator[FindingChange]:
    before, after = list(old), list(new)
    for finding in old:
        same = next((other for other in after if _says(other) == _says(finding)), None)
        if same is not None:
            before.remove(finding)
            after.remove(same)
    paired = min(len(before), len(after))
    for one, other in zip(before, after, strict=False):
        yield FindingChange(kind=_kind(one, other), old=one, new=other)
    for finding in before[paired:]:
        yield FindingChange(kind="gone", old=finding, new=None)
    for finding in after[paired:]:
        yield FindingChange(kind="new", old=None, new=finding)


def _says(finding: Finding) -> tuple[object, ...]:
    """All but the line of policy, which moves from file to file."""
    return (finding.status, finding.severity, finding.observed, finding.limit, finding.margin,
            finding.message)  # fmt: skip


def _kind(old: Finding, new: Finding) -> FindingKind:
    before, after = _weight(old), _weight(new)
    if before != after:
        return "worse" if after > before else "better"
    margins = _number(old.margin), _number(new.margin)
    if margins[0] is None or margins[1] is None or margins[0] == margins[1]:
        return "changed"
    return "worse" if margins[1] < margins[0] else "better"


def _weight(finding: Finding) -> int:
    if finding.status == "waived":
        return 0
    return 3 if finding.status == "incomplete" else _SEVERITY[finding.severity]


def _number(margin: object) -> Fraction | None:
    """A margin as the report shows it: a number, or a ratio such as "2/3"."""
    if isinstance(margin, bool) or not isinstance(margin, int | float | str):
        return None
    try:
        return Fraction(str(margin))
    except ValueError:
        return None


def _order(change: FindingChange) -> tuple[int, str, str, tuple[str, int, int, str], str]:
    finding = change.finding
    subject = finding.subject
    place = ("", 0, 0, "")
    if subject is not None:
        place = (subject.file or "", subject.line, subject.column, subject.path)
    return (FINDING_KINDS.index(change.kind), finding.code, finding.id, place, finding.message.zh)
