"""The impact of a change of policy as a workbook: set-ups, sums, findings, and what was compared."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import Impact, SetupImpact
from policy_engine.findings.report_model import Shown
from policy_engine.reports.impact_content import head_rows
from policy_engine.reports.impact_findings import change_title, clause_lines, place_of, said_text
from policy_engine.reports.impact_words import (
    FINDING_KIND,
    NOTICE,
    class_text,
    flips_text,
    outcome_text,
    title,
)
from policy_engine.reports.words import Language, file_text, subject_text, value_text
from policy_engine.reports.workbook import Cell, Look, Sheet, workbook

_SET_UPS = (
    Text("乡镇（街道）", "township"), Text("代码", "code"), Text("辖区", "county"), Text("类别", "class"),
    Text("结论", "outcome"), Text("翻转", "flips"), Text("旧超出", "old over"), Text("新超出", "new over"),
    Text("须多核减", "must go"), Text("计入合计", "counted"), Text("说明", "in words"),
    Text("基准日", "as of"), Text("核查日", "judged on"), Text("方案", "set-up"),
)  # fmt: skip
_TOTALS = (
    Text("项目", "what"), Text("旧限额", "old limit"), Text("新限额", "new limit"), Text("增减", "net"),
    Text("旧超出", "old over"), Text("新超出", "new over"), Text("计入镇街", "townships"),
    Text("未计", "untold"),
)  # fmt: skip
_POOLS = (
    Text("乡镇（街道）", "township"), Text("项目", "what"), Text("旧实有", "old used"),
    Text("新实有", "new used"), Text("旧限额", "old limit"), Text("新限额", "new limit"),
    Text("增减", "net"), Text("旧超出", "old over"), Text("新超出", "new over"),
)  # fmt: skip
_FINDINGS = (
    Text("乡镇（街道）", "township"), Text("变化", "change"), Text("核查项", "check"),
    Text("新意见", "new finding"), Text("旧意见", "old finding"), Text("对象", "subject"),
    Text("位置", "place"), Text("政策条款", "clauses"), Text("整改建议", "way out"),
)  # fmt: skip


def impact_xlsx(impact: Impact, language: Language) -> bytes:
    sheets = [
        _sheet(Text("方案", "set-ups"), _SET_UPS, _set_ups(impact, language), language),
        _sheet(Text("合计", "totals"), _TOTALS, _totals(impact, language), language),
        _sheet(Text("限额", "limits"), _POOLS, _pools(impact, language), language),
        _sheet(Text("意见", "findings"), _FINDINGS, _findings(impact, language), language),
        _about(impact, language),
    ]
    return workbook(sheets, title(impact, language))


def _sheet(name: Text, headings: tuple[Text, ...], rows: Iterator[list[Cell]], language: Language) -> Sheet:
    first = [Cell(heading.in_language(language), "head") for heading in headings]
    return Sheet(name.in_language(language), [first, *rows], fixed=1)


def _set_ups(impact: Impact, language: Language) -> Iterator[list[Cell]]:
    for each in impact.setups:
        look: Look = "outlier" if each.flips else "plain"
        said = "" if each.finding is None else each.finding.message.in_language(language)
        counted = Text("是", "yes") if each.counted else Text("否", "no")
        yield [
            Cell(each.township.name, look),
            Cell(each.township.code),
            Cell(each.jurisdiction),
            Cell(class_text(each, language)),
            Cell(outcome_text(each, language), look),
            Cell(flips_text(each, language), look),
            *(_figure(value, language) for value in (each.over_old, each.over_new, each.must_go)),
            Cell(counted.in_language(language)),
            Cell(said),
            Cell(each.as_of.isoformat()),
            Cell(each.on.isoformat()),
            Cell(file_text(each.input.path, language)),
        ]


def _totals(impact: Impact, language: Language) -> Iterator[list[Cell]]:
    for total in impact.totals:
        figures = (total.limit_old, total.limit_new, total.net, total.over_old, total.over_new,
                   total.townships, total.untold)  # fmt: skip
        title = total.title.in_language(language)
        yield [Cell(title), *(_figure(value, language) for value in figures)]


def _pools(impact: Impact, language: Language) -> Iterator[list[Cell]]:
    for each in impact.setups:
        for pool in each.pools:
            figures = [
                None if side is None else getattr(side, name)
                for name in ("used", "limit", "over")
                for side in (pool.old, pool.new)
            ]
            figures.insert(4, pool.net)
            title = pool.title.in_language(language)
            yield [Cell(each.township.name), Cell(title), *(_figure(value, language) for value in figures)]


def _findings(impact: Impact, language: Language) -> Iterator[list[Cell]]:
    for each in impact.setups:
        yield from _findings_of(each, language)


def _findings_of(impact: SetupImpact, language: Language) -> Iterator[list[Cell]]:
    for change in impact.findings:
        subject, remedy = change.finding.subject, None if change.new is None else change.new.remedy
        texts = [
            impact.township.name,
            FINDING_KIND[change.kind].in_language(language),
            change_title(change, language),
            *("" if each is None else said_text(each, language) for each in (change.new, change.old)),
            "" if subject is None else subject_text(subject, language),
            place_of(impact, change.finding),
            "\n".join(clause_lines(change, language)),
            "" if remedy is None else remedy.in_language(language),
        ]
        yield [Cell(text) for text in texts]


def _about(impact: Impact, language: Language) -> Sheet:
    rows = [[Cell(title(impact, language), "head"), Cell(NOTICE.in_language(language), "head")]]
    rows += [[Cell(row.label), Cell("\n".join(row.values))] for row in head_rows(impact, language)]
    return Sheet(Text("说明", "about").in_language(language), rows)


def _figure(value: Shown, language: Language) -> Cell:
    """A number that can be calculated with, or what stands for it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(value)
    return Cell(value_text(value, language))
