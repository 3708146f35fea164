"""What a summary of several reports says."""

from __future__ import annotations

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import OUTCOMES
from policy_engine.findings.report import Report, Reports
from policy_engine.reports.words import (
    GROUP,
    GROUPS,
    OUTCOME,
    TITLE_OF_MIXED,
    TITLE_OF_SEVERAL,
    Kind,
    Language,
    file_text,
    one_line,
)


def title_of_several(reports: Reports, language: Language) -> str:
    """What the summary is of; submissions of several kinds have a name for them all."""
    kinds = _kinds(reports)
    title = TITLE_OF_MIXED if len(kinds) > 1 else TITLE_OF_SEVERAL[next(iter(kinds), "setup")]
    return title.in_language(language)


def in_detail(reports: Reports) -> list[Report]:
    """The reports given in full below the summary.

    Of approved set-ups there is no more to say; of approved actions there is what they leave in each pool,
    and of a round how far it has come.
    """
    return [report for report in reports.reports if report.outcome != "approved" or report.kind != "setup"]


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
        file = file_text(report.input.path, language)
        rows.append((one_line(report.township.name), outcome, *figures, file))
    return rows


def outcome_counts(reports: Reports, language: Language) -> str:
    """How many reports there are, and of each outcome; those that could not be read are named."""
    total = len(reports.reports)
    listed = [(OUTCOME[outcome], reports.summary.get(outcome, 0)) for outcome in OUTCOMES]
    names = one_line("、".join(reports.unread) if language == "zh" else ", ".join(reports.unread))
    if language == "zh":
        unread = f"；另有 {len(reports.unread)} 份无法读取，未予核查（{names}）" if reports.unread else ""
        return f"共 {total} 份：" + "，".join(f"{text.zh} {number} 份" for text, number in listed) + unread
    unread = f"; not judged, being unreadable {len(reports.unread)} ({names})" if reports.unread else ""
    what = "set-ups" if _kinds(reports) <= {"setup"} else "reports"
    return f"{total} {what}: " + ", ".join(f"{text.en} {number}" for text, number in listed) + unread


def _kinds(reports: Reports) -> set[Kind]:
    return {report.kind for report in reports.reports}
