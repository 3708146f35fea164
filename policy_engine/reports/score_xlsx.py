"""A report on an assessment as a workbook: results, places, bonus, findings, traces, trial, working."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Report
from policy_engine.findings.scores import BonusScore, PoolScore, Scores, TracesRead
from policy_engine.reports.head_content import head_rows, report_title
from policy_engine.reports.score_content import bonus_figures, sheets_not_read, tie_text, trace_figures
from policy_engine.reports.score_order import Listed, listed, not_final
from policy_engine.reports.score_record import DIFFERENT, STATE, record_of
from policy_engine.reports.score_sheets import (
    figure_cell,
    findings_sheet,
    sheet,
    what_if_sheet,
    working_sheet,
)
from policy_engine.reports.score_words import FINAL, NOT_FINAL, pool_name
from policy_engine.reports.words import NOT_BINDING, Language, clause_place, clause_text, one_line
from policy_engine.reports.workbook import Cell, Look, Sheet, workbook

_POOLS = (
    Text("考核范围", "pool"), Text("人数", "people"), Text("参加考核", "eligible"),
    Text("优秀比例", "share"), Text("优秀名额", "places"), Text("建议优秀", "proposed"),
    Text("报送优秀", "submitted"), Text("比例说明", "why this share"), Text("政策条款", "clause"),
    Text("并列", "tied"), Text("状态", "state"),
)  # fmt: skip
_TWO = Text("项目", "what"), Text("数值", "figure")


def score_xlsx(report: Report, language: Language) -> bytes:
    """Raises ValueError for a report on anything but an assessment."""
    scores = report.scores
    if scores is None:
        raise ValueError(f"a report on {report.kind} has no results")
    title = one_line(f"{report.township.name} {report_title(report, language)}")
    return workbook(list(_sheets(report, scores, language)), title)


def _sheets(report: Report, scores: Scores, language: Language) -> Iterator[Sheet]:
    state = (NOT_FINAL if list(not_final(report, scores)) else FINAL).in_language(language)
    yield _people(listed(report, scores), state, language)
    yield sheet(Text("考核范围", "pools"), _POOLS, _pool_rows(scores.pools, state, language), language)
    if scores.bonus is not None:
        yield sheet(Text("奖金", "bonus"), _TWO, _bonus(scores.bonus, language), language)
    yield findings_sheet(report, language)
    if scores.traces is not None:
        yield sheet(Text("工作痕迹", "traces"), _TWO, _traces(scores.traces, language), language)
    if report.what_if is not None:
        yield what_if_sheet(report.what_if, language)
    for person in scores.people:
        if person.figure is not None:
            yield working_sheet(person, person.figure, language)
    yield _about(report, scores, language)


def _people(people: Sequence[Listed], state: str, language: Language) -> Sheet:
    """Columns in which nothing stands are left out; what differs or is missing has a colour."""
    records = [[(STATE, state), *record_of(each, language)] for each in people]
    headings = [heading for heading, _ in records[0]] if records else []
    filled = [place for place in range(len(headings))
              if any(record[place][1] not in (None, "") for record in records)]  # fmt: skip
    different = headings.index(DIFFERENT) if headings else 0
    rows = []
    for each, record in zip(people, records, strict=True):
        look: Look = "different" if each.person.lacks_total else "plain"
        look = "outlier" if record[different][1] else look
        rows.append([figure_cell(record[place][1], language, look) for place in filled])
    kept = [headings[place] for place in filled]
    return sheet(Text("得分", "results"), kept, rows, language, fixed=3)


def _pool_rows(pools: Iterable[PoolScore], state: str, language: Language) -> Iterator[list[Cell]]:
    for pool in pools:
        figures = (pool.people, pool.eligible, pool.share, pool.quota, pool.proposed, pool.submitted)
        reason = "" if pool.share_reason is None else pool.share_reason.in_language(language)
        clause = pool.clause
        said = "" if clause is None else f"{clause_text(clause, language)}\n{clause_place(clause)}"
        yield [
            Cell(pool_name(pool)),
            *(figure_cell(value, language) for value in figures),
            *(Cell(text) for text in (reason, said, tie_text(pool, language), state)),
        ]


def _bonus(bonus: BonusScore, language: Language) -> Iterator[list[Cell]]:
    for label, value in bonus_figures(bonus):
        yield [Cell(label.in_language(language)), figure_cell(value, language)]
    if bonus.reason is not None:
        yield [Cell(Text("说明", "note").in_language(language)), Cell(bonus.reason.in_language(language))]
    if bonus.clause is not None:
        said = f"{clause_text(bonus.clause, language)}\n{clause_place(bonus.clause)}"
        yield [Cell(Text("政策条款", "clause").in_language(language)), Cell(said)]


def _traces(traces: TracesRead, language: Language) -> Iterator[list[Cell]]:
    for label, rows in trace_figures(traces):
        yield [Cell(label.in_language(language)), Cell(rows)]
    yield [Cell(Text("文件", "file").in_language(language)), Cell(traces.file)]
    yield [Cell("sha256"), Cell(traces.sha256)]
    for row in sheets_not_read(traces, language):
        yield [Cell(row.label), Cell("\n".join(row.values))]


def _about(report: Report, scores: Scores, language: Language) -> Sheet:
    """What holds of the whole workbook: whose it is, by which policy, and what it is worth."""
    standing = "" if report.binding else NOT_BINDING.in_language(language)
    rows = [[Cell(report_title(report, language), "head"), Cell(standing, "head")]]
    rows += [[Cell(row.label), Cell("\n".join(row.values))] for row in head_rows(report, language)]
    open_ = [reason.in_language(language) for reason in not_final(report, scores)]
    if open_:
        rows.append([Cell(NOT_FINAL.in_language(language)), Cell("\n".join(open_))])
    return Sheet(Text("说明", "about").in_language(language), rows)
