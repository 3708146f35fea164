"""What a report for people says, as labels and values; the formats only lay it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import OUTCOMES
from policy_engine.expr.units import SPELLINGS
from policy_engine.findings.report import Finding, PolicyLayer, Report, Reports, Shown
from policy_engine.findings.validation import Problem
from policy_engine.reports.words import (
    FORM,
    GROUP,
    GROUPS,
    LAYER,
    OUTCOME,
    POLICY_STATUS,
    Group,
    Language,
    basis_text,
    bracketed,
    clause_place,
    clause_text,
    file_text,
    group_of,
    one_line,
    place_text,
    subject_text,
    value_text,
)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it, one value below the other."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the number under which the report's readers find it, from 1."""

    number: int
    finding: Finding


def grouped(report: Report) -> Iterator[tuple[Group, list[Numbered]]]:
    """The findings under their headings, the worst first, numbered in that order."""
    number = 0
    for group in GROUPS:
        members = [finding for finding in report.findings if group_of(finding) == group]
        if members:
            yield group, [Numbered(number + place, f) for place, f in enumerate(members, 1)]
        number += len(members)


def group_heading(group: Group, size: int, language: Language) -> str:
    """A heading such as "阻断 9 条"."""
    name = GROUP[group].in_language(language)
    return f"{name} {size} 条" if language == "zh" else f"{name}: {size}"


def head_rows(report: Report, language: Language) -> list[Row]:
    """Whose set-up, judged when, by which policy, and the outcome."""
    rows = [
        (Text("乡镇（街道）", "township"), (_township(report, language),)),
        (Text("材料", "submission"), (_submission(report, language),)),
        (Text("日期", "dates"), (_dates(report, language),)),
        (Text("类别", "class"), _class(report, language)),
        (Text("政策版本", "policy"), tuple(_layer(layer, language) for layer in report.policy)),
        (Text("编制核定表", "ledger"), (_ledger(report, language),)),
        (Text("核查程序", "engine"), (_engine(report, language),)),
        (Text("结论", "outcome"), (OUTCOME[report.outcome].in_language(language), counts(report, language))),
    ]
    return [Row(label.in_language(language), values) for label, values in rows]


def _township(report: Report, language: Language) -> str:
    township = report.township
    form = FORM[township.form].in_language(language)
    comma = "，" if language == "zh" else ", "
    return one_line(bracketed(township.name, f"{township.code}{comma}{form}", language))


def _submission(report: Report, language: Language) -> str:
    return file_text(report.input.path, language)


def _dates(report: Report, language: Language) -> str:
    dates = report.dates
    return Text(
        f"方案基准日 {dates.as_of}；按 {dates.on} 有效的政策核查",
        f"set-up as of {dates.as_of}; judged by the policy in force on {dates.on}",
    ).in_language(language)


def _class(report: Report, language: Language) -> tuple[str, ...]:
    found = report.class_
    nothing = Text("未能确定", "could not be computed").in_language(language)
    lines = [found.name or found.id or nothing]
    if found.reason is not None:
        lines.append(found.reason.in_language(language))
    if found.score is not None:
        score = value_text(found.score, language)
        lines.append(Text(f"综合得分 {score}", f"score {score}").in_language(language))
    declared = found.declared_name or found.declared or Text("未申报", "none").in_language(language)
    lines.append(Text(f"自报类别 {declared}", f"declared class: {declared}").in_language(language))
    return tuple(map(one_line, lines))


def _layer(layer: PolicyLayer, language: Language) -> str:
    kind = LAYER[layer.layer].in_language(language)
    status = POLICY_STATUS[layer.status].in_language(language)
    return one_line(Text(
        f"{kind} {layer.name} {layer.version} 版，{layer.effective_from} 起施行（{status}） {layer.file}",
        f"{kind} {layer.name}, version {layer.version}, from {layer.effective_from} ({status}) {layer.file}",
    ).in_language(language))  # fmt: skip


def _ledger(report: Report, language: Language) -> str:
    if report.ledger is None:
        return Text(
            "无，核定数以申报数代替，未经核对", "none: the claimed numbers were used and are unverified"
        ).in_language(language)
    return one_line(f"{report.ledger.approval} {report.ledger.file}")


def _engine(report: Report, language: Language) -> str:
    engine = report.engine
    return Text(
        f"policy-engine {engine.version}，规则库 {engine.rulebook_version}",
        f"policy-engine {engine.version}, rulebook {engine.rulebook_version}",
    ).in_language(language)


def counts(report: Report, language: Language) -> str:
    """How many findings of each kind, in one line."""
    summary = report.summary
    numbers = (summary.block, summary.incomplete, summary.warn, summary.info, summary.waived)
    pairs = zip(GROUPS, numbers, strict=True)
    if language == "zh":
        listed = "，".join(f"{GROUP[group].zh} {number} 条" for group, number in pairs)
        return f"{listed}；未核查 {summary.not_judged} 项"
    listed = ", ".join(f"{GROUP[group].en} {number}" for group, number in pairs)
    return f"{listed}; not judged {summary.not_judged}"


def part_rows(report: Report, language: Language) -> list[tuple[str, ...]]:
    """The score indicator by indicator, headings first; [] when there is no score."""
    if not report.class_.parts:
        return []
    headings = [Text("指标", "indicator"), Text("数值", "value"), Text("单位", "unit"),
                Text("得分", "points"), Text("权重", "weight")]  # fmt: skip
    rows = [tuple(heading.in_language(language) for heading in headings)]
    for part in report.class_.parts:
        figures = [value_text(value, language) for value in (part.value, part.points, part.weight)]
        known = SPELLINGS.get(part.unit)
        unit = part.unit if known is None else known.name.in_language(language)
        rows.append((one_line(part.name), figures[0], one_line(unit), figures[1], figures[2]))
    return rows


def finding_rows(report: Report, finding: Finding, language: Language) -> list[Row]:
    """Everything about one finding below its title."""
    rows: list[tuple[Text, Sequence[str]]] = []
    if finding.subject is not None:
        subject = finding.subject
        rows.append((Text("对象", "subject"), (subject_text(subject, language), place_text(report, subject))))
    rows.append((Text("意见", "finding"), (one_line(finding.message.in_language(language)),)))
    if figures := figures_text(finding, language):
        rows.append((Text("数值", "figures"), (figures,)))
    if finding.clause is not None:
        clause = finding.clause
        rows.append((Text("政策条款", "clause"), (clause_text(clause, language), clause_place(clause))))
    if finding.basis:
        rows.append((Text("依据", "basis"), [basis_text(basis, language) for basis in finding.basis]))
    if finding.remedy is not None:
        rows.append((Text("整改建议", "way out"), (one_line(finding.remedy.in_language(language)),)))
    return [Row(label.in_language(language), tuple(values)) for label, values in rows]


def figures_text(finding: Finding | Problem, language: Language) -> str:
    """Such as "实际值 87，限值 85，差额 -2"; what there is none of is left out."""
    named = (
        (Text("实际值", "observed"), value_text(finding.observed, language), finding.observed),
        (Text("限值", "limit"), value_text(finding.limit, language), finding.limit),
        (Text("差额", "margin"), _margin(finding, language), finding.margin),
    )
    shown = [f"{label.in_language(language)} {text}" for label, text, value in named if value is not None]
    return ("，" if language == "zh" else ", ").join(shown)


def _margin(finding: Finding | Problem, language: Language) -> str:
    """Between two dates it is a number of days and says so; other units stand with the limit's clause."""
    margin = value_text(finding.margin, language)
    if not (_is_date(finding.observed) and _is_date(finding.limit)):
        return margin
    days = "day" if finding.margin in (1, -1) else "days"
    return f"{margin} {Text('天', days).in_language(language)}"


def _is_date(value: Shown) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def finding_title(finding: Finding, language: Language) -> str:
    """Such as "U12 岗位总数不超上限"; a county's own rule may have no title but its id."""
    title = finding.title.in_language(language)
    return one_line(finding.code if title == finding.code else f"{finding.code} {title}")


def not_judged_rows(report: Report, language: Language) -> list[Row]:
    """The checks that were not judged, each with the reason; rules of one check and reason together."""
    numbers: dict[tuple[str, str], int] = {}
    for check in report.not_judged:
        key = (one_line(check.code), one_line(check.reason.in_language(language)))
        numbers[key] = numbers.get(key, 0) + 1
    rows = []
    for (code, reason), number in numbers.items():
        times = f"{number} 项" if language == "zh" else f"{number} rules"
        rows.append(Row(code, (bracketed(reason, times, language) if number > 1 else reason,)))
    return rows


def closing_rows(report: Report, language: Language) -> list[Row]:
    """What approval hangs on, where the case goes, what is asked for afterwards."""
    numbers = {id(n.finding): n.number for _, members in grouped(report) for n in members}
    conditions = [
        bracketed(
            condition.message.in_language(language),
            _finding_number(numbers[id(report.findings[condition.finding])], language),
            language,
        )
        for condition in report.conditions
    ]
    rows = [
        Row(Text("同意的条件", "conditions").in_language(language), tuple(map(one_line, conditions))),
        Row(Text("报送", "send to").in_language(language), tuple(map(one_line, report.routes))),
        Row(Text("后续要求", "obligations").in_language(language), tuple(map(one_line, report.obligations))),
    ]
    return [row for row in rows if row.values]


def _finding_number(number: int, language: Language) -> str:
    return f"第 {number} 条" if language == "zh" else f"finding {number}"


def summary_rows(reports: Reports, language: Language) -> list[tuple[str, ...]]:
    """Township × outcome, headings first."""
    groups = [GROUP[group] for group in GROUPS]
    headings = [Text("乡镇（街道）", "township"), Text("结论", "outcome"), *groups,
                Text("未核查", "not judged"), Text("材料", "submission")]  # fmt: skip
    rows = [tuple(heading.in_language(language) for heading in headings)]
    for report in reports.reports:
        s = report.summary
        figures = map(str, (s.block, s.incomplete, s.warn, s.info, s.waived, s.not_judged))
        outcome = OUTCOME[report.outcome].in_language(language)
        rows.append((one_line(report.township.name), outcome, *figures, _submission(report, language)))
    return rows


def outcome_counts(reports: Reports, language: Language) -> str:
    """How many set-ups there are, and of each outcome; those that could not be read are named."""
    total = len(reports.reports)
    listed = [(OUTCOME[outcome], reports.summary.get(outcome, 0)) for outcome in OUTCOMES]
    names = one_line("、".join(reports.unread) if language == "zh" else ", ".join(reports.unread))
    if language == "zh":
        unread = f"；另有 {len(reports.unread)} 份无法读取，未予核查（{names}）" if reports.unread else ""
        return f"共 {total} 份：" + "，".join(f"{text.zh} {number} 份" for text, number in listed) + unread
    unread = f"; not judged, being unreadable {len(reports.unread)} ({names})" if reports.unread else ""
    return f"{total} set-ups: " + ", ".join(f"{text.en} {number}" for text, number in listed) + unread
