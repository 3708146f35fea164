"""The head of a report: whose submission it is, judged when and by which policy, and the outcome."""

from __future__ import annotations

from policy_engine.diagnostics import Text
from policy_engine.expr.units import SPELLINGS
from policy_engine.findings.report import PolicyLayer, Report
from policy_engine.reports.content import Row, counts
from policy_engine.reports.score_words import PERIOD
from policy_engine.reports.words import (
    AS_OF,
    FORM,
    LAYER,
    OUTCOME,
    POLICY_STATUS,
    TITLE,
    Language,
    bracketed,
    file_text,
    one_line,
    value_text,
)


def report_title(report: Report, language: Language) -> str:
    """What the report is, without whose."""
    return TITLE[report.kind].in_language(language)


def head_rows(report: Report, language: Language) -> list[Row]:
    """Whose submission, judged when, against which roster, by which policy, and the outcome."""
    rows = [
        (Text("乡镇（街道）", "township"), (_township(report, language),)),
        (Text("材料", "submission"), (file_text(report.input.path, language),)),
        *_roster(report, language),
        *_assessment(report, language),
        (Text("日期", "dates"), (_dates(report, language),)),
        *_classes(report, language),
        (Text("政策版本", "policy"), tuple(_layer(layer, language) for layer in report.policy)),
        *_ledgers(report, language),
        *_calendar(report),
        (Text("核查程序", "engine"), (_engine(report, language),)),
        (Text("结论", "outcome"), (OUTCOME[report.outcome].in_language(language), counts(report, language))),
    ]
    return [Row(label.in_language(language), values) for label, values in rows]


def _township(report: Report, language: Language) -> str:
    township = report.township
    form = FORM[township.form].in_language(language)
    comma = "，" if language == "zh" else ", "
    return one_line(bracketed(township.name, f"{township.code}{comma}{form}", language))


def _roster(report: Report, language: Language) -> list[tuple[Text, tuple[str, ...]]]:
    """The set-up that actions, a round or an assessment was judged against; a set-up has none beside it."""
    if report.setup is None:
        return []
    return [(Text("花名册（方案）", "roster (set-up)"), (file_text(report.setup.path, language),))]


def _assessment(report: Report, language: Language) -> list[tuple[Text, tuple[str, ...]]]:
    """Which assessment it is, and of which period."""
    scores = report.scores
    if scores is None:
        return []
    days = f"{scores.from_} {Text('至', 'to').in_language(language)} {scores.until}"
    period = bracketed(days, PERIOD[scores.every].in_language(language), language)
    return [(Text("考核", "assessment"), (one_line(scores.number), period))]


def _calendar(report: Report) -> list[tuple[Text, tuple[str, ...]]]:
    """The office's own table of working days; without one they are counted by the official one."""
    if report.calendar is None:
        return []
    used = report.calendar
    return [(Text("工作日历（自备）", "own calendar"), (one_line(used.path), f"sha256 {used.sha256}"))]


def _dates(report: Report, language: Language) -> str:
    dates, as_of = report.dates, AS_OF[report.kind]
    return Text(
        f"{as_of.zh} {dates.as_of}；按 {dates.on} 有效的政策核查",
        f"{as_of.en} {dates.as_of}; judged by the policy in force on {dates.on}",
    ).in_language(language)


def _classes(report: Report, language: Language) -> list[tuple[Text, tuple[str, ...]]]:
    """An assessment may have none, and needs none."""
    if report.kind == "assessment" and report.class_.id is None and report.class_.reason is None:
        return []
    return [(Text("类别", "class"), _class(report, language))]


def _class(report: Report, language: Language) -> tuple[str, ...]:
    found = report.class_
    nothing = Text("未能确定", "could not be computed").in_language(language)
    lines = [found.name or found.id or nothing]
    if found.reason is not None:
        lines.append(found.reason.in_language(language))
    if found.score is not None:
        score = value_text(found.score, language)
        lines.append(Text(f"综合得分 {score}", f"score {score}").in_language(language))
    declared = found.declared_name or found.declared
    if declared is None and report.kind == "assessment":
        return tuple(map(one_line, lines))
    declared = declared or Text("未申报", "none").in_language(language)
    lines.append(Text(f"自报类别 {declared}", f"declared class: {declared}").in_language(language))
    return tuple(map(one_line, lines))


def _layer(layer: PolicyLayer, language: Language) -> str:
    kind = LAYER[layer.layer].in_language(language)
    status = POLICY_STATUS[layer.status].in_language(language)
    return one_line(Text(
        f"{kind} {layer.name} {layer.version} 版，{layer.effective_from} 起施行（{status}） {layer.file}",
        f"{kind} {layer.name}, version {layer.version}, from {layer.effective_from} ({status}) {layer.file}",
    ).in_language(language))  # fmt: skip


def _ledgers(report: Report, language: Language) -> list[tuple[Text, tuple[str, ...]]]:
    """Of an assessment it is the bonus pot alone that stands there; where it is missing, that is told."""
    if report.kind == "assessment" and report.ledger is None:
        return []
    return [(Text("编制核定表", "ledger"), (_ledger(report, language),))]


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


def part_rows(report: Report, language: Language) -> list[tuple[str, ...]]:
    """The score indicator by indicator, headings first; [] when there is none or no set-up is judged."""
    if report.kind != "setup" or not report.class_.parts:
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
