"""What a report on an assessment tells besides its findings: results, places, bonuses, traces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Report
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.scores import BonusScore, PersonScore, PoolScore, Scores, TracesRead
from policy_engine.reports.content import Row, Section
from policy_engine.reports.score_order import Listed, listed, not_final
from policy_engine.reports.score_table import legend, score_table
from policy_engine.reports.score_tree import tree_section
from policy_engine.reports.score_what_if import what_if_sections
from policy_engine.reports.score_words import (
    NOT_FINAL,
    SERVICE,
    TIED,
    figure,
    headed,
    person_text,
    pool_name,
    pool_text,
    share_text,
)
from policy_engine.reports.words import (
    LISTING,
    Language,
    bracketed,
    clause_place,
    clause_text,
    file_text,
    one_line,
    value_text,
)

_POOL_HEADINGS = (
    Text("考核范围", "pool"), Text("人数", "people"), Text("参加考核", "eligible"),
    Text("优秀比例", "share"), Text("优秀名额", "places"), Text("建议优秀", "proposed"),
    Text("报送优秀", "filed"),
)  # fmt: skip


def score_sections(report: Report, language: Language) -> Iterator[Section]:
    """In the order in which they are read; nothing for any other report."""
    scores = report.scores
    if scores is None:
        return
    people, final = listed(report, scores), not list(not_final(report, scores))
    yield from _results(report, scores, people, language)
    notes = tuple(_notes(people, language))
    if notes:
        yield Section(Text("逐人说明", "notes on each person").in_language(language), rows=notes)
    if scores.pools:
        yield _pools(scores.pools, language, final=final)
    if scores.bonus is not None:
        heading = headed(Text("绩效奖金", "bonus"), language, final=final)
        yield Section(heading, rows=tuple(_bonus(scores.bonus, language)))
    if scores.traces is not None:
        heading = Text("工作痕迹数据", "traces that were read").in_language(language)
        yield Section(heading, rows=tuple(trace_rows(scores.traces, language)))
    if report.what_if is not None:
        yield from what_if_sections(report.what_if, language)
    for person in scores.people:
        if person.figure is not None:
            yield tree_section(person, language, final=final)


def _results(
    report: Report, scores: Scores, people: Sequence[Listed], language: Language
) -> Iterator[Section]:
    """A table for each pool; below the last one what the signs mean, and why nothing of it is final."""
    reasons = tuple(reason.in_language(language) for reason in not_final(report, scores))
    rows = [Row(NOT_FINAL.in_language(language), reasons)] if reasons else []
    made = [
        (_heading(each, len(scores.people), language, final=not reasons), tuple(score_table(each, language)))
        for each in _by_pool(people)
    ]
    signs = tuple(legend([row for _, table in made for row in table[1:]], language))
    if signs:
        rows.append(Row(Text("符号", "signs").in_language(language), signs))
    for place, (heading, table) in enumerate(made, 1):
        yield Section(heading, table=table, rows=tuple(rows) if place == len(made) else ())


def _by_pool(people: Sequence[Listed]) -> list[list[Listed]]:
    """Those who stand beside each other and are counted in one pool, or in none for one reason."""
    return [list(group) for _, group in groupby(people, lambda each: (each.person.pool, each.person.exempt))]


def _heading(people: Sequence[Listed], whole: int, language: Language, *, final: bool) -> str:
    number, name = len(people), pool_text(people[0].person, language)
    if number == whole:
        heading = Text(f"得分：{whole} 人", f"results: {whole}")
    else:
        heading = Text(f"得分：{name} {number} 人（共 {whole} 人）", f"results: {name}, {number} of {whole}")
    return headed(heading, language, final=final)


def _notes(people: Sequence[Listed], language: Language) -> Iterator[Row]:
    for each in people:
        said = tuple(person_notes(each.person, language))
        if said:
            yield Row(person_text(each.person.person, each.person.name), said)


def person_notes(person: PersonScore, language: Language) -> Iterator[str]:
    """Why there is no total, why somebody is not graded as others are, why a grade is open or another."""
    if person.exempt:
        elsewhere = Text(
            "不纳入一体化考核，不占优秀名额，不分奖金", "assessed elsewhere: no place, no bonus here"
        )
        yield elsewhere.in_language(language)
        return
    for reason in person.missing:
        yield _said(Text("没有算出得分", "no total"), reason, language)
    if person.service != "graded" and (person.service is not None or person.service_reason is not None):
        service = Text("考核方式未定", "how to grade is open") if person.service is None \
            else SERVICE[person.service]  # fmt: skip
        yield _said(service, person.service_reason, language)
    told = person.service_reason if person.service != "graded" else None
    if person.grade_reason is not None and person.grade_reason != told:
        yield _said(Text("等次", "grade"), person.grade_reason, language)


def _said(label: Text, reason: Bilingual | None, language: Language) -> str:
    if reason is None:
        return label.in_language(language)
    colon = "：" if language == "zh" else ": "
    return one_line(f"{label.in_language(language)}{colon}{reason.in_language(language)}")


def _pools(pools: Sequence[PoolScore], language: Language, *, final: bool) -> Section:
    heading = headed(Text("优秀名额", "places for the excellent"), language, final=final)
    rows = [tuple(text.in_language(language) for text in _POOL_HEADINGS)]
    rows += [
        (
            pool_name(pool),
            str(pool.people),
            str(pool.eligible),
            share_text(pool.share, language),
            figure(pool.quota, language),
            str(pool.proposed),
            str(pool.submitted),
        )
        for pool in pools
    ]
    below = [row for pool in pools for row in _pool_rows(pool, language)]
    return Section(heading, table=tuple(rows), rows=tuple(below))


def _pool_rows(pool: PoolScore, language: Language) -> Iterator[Row]:
    """Which share holds and why; who has the same total for too few places."""
    lines = [] if pool.share_reason is None else [one_line(pool.share_reason.in_language(language))]
    if pool.clause is not None:
        lines += [clause_text(pool.clause, language), clause_place(pool.clause)]
    if lines:
        yield Row(pool_name(pool), tuple(lines))
    if pool.tie is not None:
        label = bracketed(TIED.in_language(language), pool_name(pool), language)
        yield Row(label, (tie_text(pool, language),))


def tie_text(pool: PoolScore, language: Language) -> str:
    """Who is tied for too few places; that the program does not choose. "" where nobody is."""
    tie = pool.tie
    if tie is None:
        return ""
    total, number = figure(tie.total, language), len(tie.people)
    names = LISTING.in_language(language).join(tie.people)
    return one_line(Text(
        f"{names} {number} 人同为 {total} 分，优秀名额还剩 {tie.places} 个，"
        "由党（工）委研究确定，程序不代为取舍",
        f"{names}: {number} with {total}, places left: {tie.places}; the party committee decides, "
        "the program does not choose",
    ).in_language(language))  # fmt: skip


def _bonus(bonus: BonusScore, language: Language) -> Iterator[Row]:
    """What there is of it, in yuan."""
    for label, value in bonus_figures(bonus):
        if value is not None:
            yield Row(label.in_language(language), (figure(value, language),))
    if bonus.reason is not None:
        said = one_line(bonus.reason.in_language(language))
        yield Row(Text("说明", "note").in_language(language), (said,))
    if bonus.clause is not None:
        lines = (clause_text(bonus.clause, language), clause_place(bonus.clause))
        yield Row(Text("政策条款", "clause").in_language(language), lines)


def bonus_figures(bonus: BonusScore) -> Iterator[tuple[Text, Shown]]:
    """The pot and what became of it, in yuan."""
    yield Text("奖金总额", "pot"), bonus.pot
    yield (
        Text(
            "单位值（系数为 1 的奖金，除不尽的取近似值）",
            "unit (for a coefficient of 1; rounded where it has no end)",
        ),
        bonus.unit,
    )
    yield Text("已分配", "shared out"), bonus.shared
    yield Text("结余（舍入的尾数）", "left by rounding"), bonus.left


def trace_figures(traces: TracesRead) -> Iterator[tuple[Text, int]]:
    """What became of the rows: all that were read, then parts that add up to them."""
    yield Text("读取", "rows read"), traces.read
    yield Text("计入", "counted"), traces.counted
    yield Text("重复", "duplicates"), traces.duplicates
    yield Text("考核期外", "outside the period"), traces.outside_period
    yield Text("冻结后更新", "after the freeze"), traces.after_freeze
    yield Text("其他人员", "of other people"), traces.of_others


def sheets_not_read(traces: TracesRead, language: Language) -> Iterator[Row]:
    """What may have been left out by a slip; nothing where all sheets were read."""
    if traces.sheets_not_read:
        reason = Text("没有痕迹表的列名", "has no headings of traces").in_language(language)
        names = tuple(bracketed(one_line(name), reason, language) for name in traces.sheets_not_read)
        yield Row(Text("未读的工作表", "sheets not read").in_language(language), names)


def trace_rows(traces: TracesRead, language: Language) -> Iterator[Row]:
    """The table's file and digest, and what became of its rows."""
    file = (file_text(traces.file, language), f"sha256 {traces.sha256}")
    yield Row(Text("痕迹表", "table").in_language(language), file)
    for label, rows in trace_figures(traces):
        yield Row(label.in_language(language), (value_text(rows, language),))
    yield from sheets_not_read(traces, language)
