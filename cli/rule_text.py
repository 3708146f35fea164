"""A check's sheet and an explanation, as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import CHINESE
from policy_engine.reports.content import figures_text
from policy_engine.reports.layout import PAGE_CELLS, labelled
from policy_engine.reports.words import (
    LAYER,
    NOT_BINDING,
    SEVERITY,
    STATUS,
    Language,
    basis_text,
    bracketed,
    clause_place,
    one_line,
    place_text,
    rule_key,
    subject_text,
)

if TYPE_CHECKING:
    from policy_engine.app.explain import Explanation, Step
    from policy_engine.app.rules import RuleSheet
    from policy_engine.findings.report import Finding, Report

_STATES = {
    "holds": Text("符合", "holds"),
    "fails": Text("不符合", "does not hold"),
    "incomplete": Text("无法核查，按不符合处理", "could not be judged; counts as not complying"),
    "not-applicable": Text("不适用", "does not apply"),
    "not-judged": Text("未核查", "not judged"),
}
_NOTHING_CITED = Text("无", "none")
Rows = list[tuple[Text, list[str]]]


def sheet_text(sheet: RuleSheet, language: Language) -> str:
    """Everything about one check."""
    judged = CHINESE["judges"][sheet.judges]
    rows: Rows = [(Text("核查", "judges"), [Text(judged, sheet.judges).in_language(language)])]
    rows += _what_it_says(sheet)
    rows.append((Text("政策参数", "parameters"), list(sheet.parameters)))
    rows.append((Text("依据", "basis"), [" ".join(sheet.basis) or _NOTHING_CITED.in_language(language)]))
    return _page(_sheet_title(sheet, language), rows, language)


def _sheet_title(sheet: RuleSheet, language: Language) -> str:
    key = rule_key(sheet.code, sheet.id)
    title = sheet.title.in_language(language)
    named = key if title == key else f"{key} {title}"
    return f"{named} [{SEVERITY[sheet.severity].in_language(language)}]"


def _what_it_says(sheet: RuleSheet) -> Rows:
    return [
        (Text("核查对象", "for each"), list(sheet.ranges_over)),
        (Text("条件", "when"), [] if sheet.when is None else [sheet.when]),
        (Text("要求", "require"), [sheet.require]),
        (Text("出处", "declared"), [] if sheet.declared is None else [str(sheet.declared)]),
    ]


def head_text(report: Report, language: Language) -> str:
    """Whose set-up it is, by the policy of which day, and whether that binds."""
    date = Text(f"按 {report.dates.on} 有效的政策", f"by the policy in force on {report.dates.on}")
    line = one_line(f"{report.township.name} {date.in_language(language)}")
    return f"{line}\n" if report.binding else f"{line}\n{NOT_BINDING.in_language(language)}\n"


def explanation_text(explanation: Explanation, report: Report, language: Language) -> str:
    """The rule, its values step by step with the line of policy of each, the grounds, what it found."""
    state = _STATES[explanation.state].in_language(language)
    rows: Rows = [(Text("结果", "result"), [state])]
    if explanation.reason is not None:
        rows.append((Text("原因", "reason"), [explanation.reason.in_language(language)]))
    rows += _what_it_says(explanation.sheet)
    for number, step in enumerate(explanation.steps, 1):
        rows.append((Text(f"第 {number} 步", f"step {number}"), list(_step(step, language))))
    for finding in explanation.findings:
        rows.append((Text("意见", "finding"), list(_finding(finding, report, language))))
    cited = [basis_text(basis, language) for basis in explanation.basis]
    rows.append((Text("依据", "basis"), cited or [_NOTHING_CITED.in_language(language)]))
    return _page(_sheet_title(explanation.sheet, language), rows, language)


def _step(step: Step, language: Language) -> Iterator[str]:
    """The value, then how it is had or where it is written."""
    if step.clause is not None:
        layer = LAYER[step.clause.layer].in_language(language)
        yield bracketed(f"{step.name} = {step.value.in_language(language)}", layer, language)
        yield clause_place(step.clause)
        return
    yield f"{step.name} = {step.value.in_language(language)} - {step.title.in_language(language)}"
    if step.formula is not None:
        yield f"= {step.formula}"


def _finding(finding: Finding, report: Report, language: Language) -> Iterator[str]:
    message = finding.message.in_language(language)
    yield bracketed(message, STATUS[finding.status].in_language(language), language)
    if finding.subject is not None:
        yield f"{subject_text(finding.subject, language)} {place_text(report, finding.subject)}"
    if figures := figures_text(finding, language):
        yield figures
    if finding.remedy is not None:
        yield finding.remedy.in_language(language)


def _page(title: str, rows: Rows, language: Language) -> str:
    shown = [(label.in_language(language), values) for label, values in rows if values]
    cells = max(cell_len(label) for label, _ in shown) + 2
    lines = [one_line(title), "-" * min(cell_len(title), PAGE_CELLS)]
    for label, values in shown:
        lines += labelled(label, [one_line(value) for value in values], cells, indent=2)
    return "\n".join(line.rstrip() for line in lines) + "\n"
