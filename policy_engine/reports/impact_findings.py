"""One finding that is not the same under two policies, as rows below its set-up."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import FindingChange, SetupImpact
from policy_engine.findings.report import Finding
from policy_engine.findings.report_model import Clause
from policy_engine.reports.content import Row, finding_title
from policy_engine.reports.impact_words import FINDING_KIND
from policy_engine.reports.words import (
    GROUP,
    Language,
    bracketed,
    clause_place,
    clause_text,
    group_of,
    one_line,
    subject_text,
)


def change_rows(impact: SetupImpact, change: FindingChange, language: Language) -> Iterator[Row]:
    """What is found, what was found, where, by which line of policy, and the way out."""
    label = FINDING_KIND[change.kind].in_language(language)
    yield Row(label, tuple(map(one_line, _lines(impact, change, language))))


def _lines(impact: SetupImpact, change: FindingChange, language: Language) -> Iterator[str]:
    yield change_title(change, language)
    yield said_text(change.finding, language)
    if change.old is not None and change.new is not None:
        old = said_text(change.old, language)
        if old != said_text(change.new, language):
            yield Text(f"旧政策下：{old}", f"under the old policy: {old}").in_language(language)
    place = place_of(impact, change.finding)
    if change.finding.subject is not None:
        yield bracketed(subject_text(change.finding.subject, language), place, language)
    yield from clause_lines(change, language)
    if change.new is not None and change.new.remedy is not None:
        remedy = change.new.remedy
        yield Text(f"整改建议：{remedy.zh}", f"way out: {remedy.en}").in_language(language)


def change_title(change: FindingChange, language: Language) -> str:
    """Such as "U12 岗位总数不超上限（阻断）", or "…（提示 → 阻断）"."""
    groups = [GROUP[group_of(each)].in_language(language) for each in (change.old, change.new) if each]
    return bracketed(finding_title(change.finding, language), " → ".join(dict.fromkeys(groups)), language)


def said_text(finding: Finding, language: Language) -> str:
    """The finding's own sentence."""
    return finding.message.in_language(language)


def place_of(impact: SetupImpact, finding: Finding) -> str:
    """file:line:column; "" for a finding that stands nowhere."""
    subject = finding.subject
    if subject is None:
        return ""
    return one_line(f"{subject.file or impact.input.path}:{subject.line}:{subject.column}")


def clause_lines(change: FindingChange, language: Language) -> Iterator[str]:
    """The lines of policy on both sides; one where they are the same."""
    old = None if change.old is None else change.old.clause
    new = None if change.new is None else change.new.clause
    if new is not None:
        text = _clause(new, language)
        yield Text(f"新政策条款：{text}", f"new policy: {text}").in_language(language)
    if old is not None and old != new:
        text = _clause(old, language)
        yield Text(f"旧政策条款：{text}", f"old policy: {text}").in_language(language)


def _clause(clause: Clause, language: Language) -> str:
    return f"{clause_text(clause, language)} {clause_place(clause)}"
