"""What a report on an assessment owes its readers, in every form."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from rich.cells import cell_len

from policy_engine.findings.report import Report
from policy_engine.reports.score_formats import SCORE_FORMATS
from policy_engine.reports.score_order import listed
from policy_engine.reports.score_words import exact_text, share_text
from policy_engine.reports.words import Language
from tests.reports import score_makers as made
from tests.reports.golden import compare

PERSON = re.compile(r"R00[0-9]")
FOR_PEOPLE = ["text", "markdown", "html"]
CASES = {
    "score": made.explained(what_if=made.tried()),
    "score-complete": made.complete(),
}


def render(report: Report, format_: str, language: Language = "zh") -> str:
    return SCORE_FORMATS[format_].render(report, language)


def rows(report: Report, language: Language = "zh") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(report, "csv", language), newline="")))


def sheets(report: Report, language: Language = "zh") -> dict[str, list[list[Any]]]:
    """Numbers come back as they are calculated with, texts as texts, what is empty as ""."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(SCORE_FORMATS["xlsx"].content(report, language)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("format_", "language"), [
    ("text", "zh"), ("text", "en"), ("markdown", "zh"), ("html", "zh"), ("csv", "zh"), ("csv", "en"),
    ("json", "zh"),
])  # fmt: skip
def test_the_output_is_as_recorded(case: str, format_: str, language: Language) -> None:
    compare(render(CASES[case], format_, language), f"{case}.{language}{SCORE_FORMATS[format_].extension}")


def test_people_stand_by_pool_the_highest_total_first_and_whoever_has_none_last() -> None:
    report = made.assessment()
    assert report.scores is not None
    assert [(each.person.person, each.tied) for each in listed(report, report.scores)] == [
        ("R004", False), ("R002", True), ("R003", True), ("R008", False), ("R001", False), ("R007", False),
        ("R005", False), ("R006", False),
    ]  # fmt: skip


@given(st.permutations(made.people()))
def test_the_order_in_the_document_decides_only_between_those_who_are_tied(order: list[Any]) -> None:
    report = made.assessment(scores=made.scores(people=order))
    assert report.scores is not None
    ids = [each.person.person for each in listed(report, report.scores)]
    tied = [each["person"] for each in order if each["total"] == 93]
    assert ids == ["R004", *tied, "R008", "R001", "R007", "R005", "R006"]


@pytest.mark.parametrize("format_", FOR_PEOPLE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_stands_in_the_tables_of_results_once(format_: str, language: Language) -> None:
    text = render(made.assessment(), format_, language)
    first, last = {"zh": ("得分：", "逐人说明"), "en": ("results:", "notes on each person")}[language]
    table = text[text.index(first) : text.index(last)]
    assert sorted(PERSON.findall(table)) == [f"R00{number}" for number in range(1, 9)]


def test_csv_json_and_workbook_have_everybody_once_with_the_same_figures() -> None:
    report = made.assessment()
    data = json.loads(render(report, "json"))["scores"]["people"]
    heading, *lines = sheets(report)["得分"]
    in_sheet = {line[heading.index("人员")]: dict(zip(heading, line, strict=True)) for line in lines}
    in_csv = {row["人员"]: row for row in rows(report)}
    assert len(lines) == len(rows(report)) == len(data) == len(in_sheet) == len(in_csv)
    names = {"得分": "total", "报送得分": "submitted_total", "奖金": "bonus", "岗位系数": "factor",
             "行": "line", "调整前得分": "before_adjustment", "调整": "adjusted",
             "报送奖金": "submitted_bonus"}  # fmt: skip
    for person in data:
        for name, key in names.items():
            value = person[key]
            written = "" if value is None else f"'{value}" if isinstance(value, str) else str(value)
            assert in_csv[person["person"]][name] == written
            assert in_sheet[person["person"]][name] == ("" if value is None else value)
        for part, key in (("日常考评", "dimension"), ("工作痕迹", "trace"), ("民主测评", "ballot")):
            found = next((each["value"] for each in person["parts"] if each["part"] == key), None)
            assert in_sheet[person["person"]][part] == ("" if found is None else found)


def test_json_reads_back_as_the_same_report() -> None:
    for report in CASES.values():
        assert Report.model_validate_json(render(report, "json")) == report


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_what_is_missing_is_never_a_number_and_has_its_reason(format_: str) -> None:
    text = render(made.assessment(), format_)
    assert "没有算出得分：没有民主测评的得票" in text
    assert "1 人没有算出得分" in text
    (row,) = [row for row in rows(made.assessment()) if row["人员"] == "R007"]
    assert (row["得分"], row["民主测评"], row["建议等次"], row["奖金"]) == ("", "", "", "")
    assert "没有算出得分" in row["说明"]


@pytest.mark.parametrize("service", ["ungraded", None])
def test_a_reason_of_grade_and_service_alike_is_told_once(service: str | None) -> None:
    said = made.both("任职 3 个月，不满 6 个月", "three months of service, fewer than six")
    one = made.person("R001", 88, grade=service, service=service, service_reason=said, grade_reason=said)
    text = render(made.assessment(scores=made.scores(people=(one,))), "text")
    assert text.count("任职 3 个月，不满 6 个月") == 1


OPEN: dict[str, Report] = {
    "rejected": made.assessment(scores=made.scores(people=(made.person("R001", 88),), final=True)),
    "missing": made.complete(
        scores=made.scores(
            people=(made.person("R001", None, missing=(made.both("缺", "none"),)),), final=True
        )
    ),
    "not complete": made.complete(scores=made.scores(people=(made.person("R001", 88),), final=False)),
}


@pytest.mark.parametrize("format_", [*FOR_PEOPLE, "csv"])
@pytest.mark.parametrize(("language", "said"), [("zh", "未定稿"), ("en", "not final")])
def test_what_is_not_final_says_so_for_whichever_reason(format_: str, language: Language, said: str) -> None:
    for report in OPEN.values():
        assert said in render(report, format_, language)
    assert said not in render(made.complete(), format_, language)


def test_each_sheet_of_results_says_that_it_is_not_final() -> None:
    for report in OPEN.values():
        pages = sheets(report)
        assert all(line[0] == "未定稿" for line in pages["得分"][1:])
        assert all(line[-1] == "未定稿" for line in pages["考核范围"][1:])
    assert [line[0] for line in sheets(made.complete())["得分"]] == ["状态", "已算齐", "已算齐"]


def test_what_was_submitted_otherwise_is_marked_and_its_finding_stands_beside_it() -> None:
    row = next(row for row in rows(made.assessment()) if row["人员"] == "R001")
    assert (row["不一致"], row["意见"]) == ("得分、等次", "A01")
    assert [row["不一致"] for row in rows(made.assessment()) if row["人员"] != "R001"] == [""] * 7
    (line,) = [line for line in render(made.assessment(), "text").splitlines() if line.startswith("R001")]
    assert re.split(r"\s{2,}", line)[1:] == [
        "90", "85.3333", "不适用", "1.14", "+1.5", "88.4", "≠ 87.9", "称职", "≠ 优秀", "12000",
        "12000", "A01",
    ]  # fmt: skip


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_a_tie_names_everybody_and_leaves_the_choice_to_the_committee(format_: str) -> None:
    text = render(made.assessment(), format_)
    assert re.sub(r"\s+", "", "R002、R003 2 人同为 93 分，优秀名额还剩 1 个，由党（工）委研究确定") in re.sub(
        r"\s+", "", text
    )
    assert text.count("93 并列") == 2


def test_the_rows_of_traces_add_up_to_what_was_read() -> None:
    figures = dict(line[:2] for line in sheets(made.assessment())["工作痕迹"])
    parts = ("计入", "重复", "考核期外", "冻结后更新", "其他人员")
    assert sum(figures[name] for name in parts) == figures["读取"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_working_of_a_result_fits_a_page_and_can_be_followed(language: Language) -> None:
    text = render(made.explained(), "text", language)
    tree = text[text.index({"zh": "得分和奖金的计算", "en": "how the result"}[language]) :].split("\n\n")[0]
    assert max(map(cell_len, tree.splitlines())) <= 96
    joined = re.sub(r"\s+", " ", tree)
    for said in (
        "18 ÷ 20 × 100",
        f"{made.POLICY}:60",
        f"{made.POLICY}:88",
        "256/3",
        "2/3（" if language == "zh" else "2/3 (",
        "≈ 33.3333%",
    ):
        assert said in joined
    indents = [len(line) - len(line.lstrip()) for line in tree.splitlines() if "assessment." in line]
    assert indents == [8, 12, 14, 12, 12, 10]
    assert {"zh": "  得分：88.4 = 796/9", "en": "  total: 88.4 = 796/9"}[language] in tree


def test_the_workbook_has_the_working_and_the_trial_where_they_were_asked_for() -> None:
    pages = sheets(made.explained(what_if=made.tried()))
    assert list(pages) == ["得分", "考核范围", "奖金", "意见", "工作痕迹", "假设", "计算", "说明"]
    assert [line[0] for line in pages["计算"][1:]] == [0, 1, 2, 3, 4, 4, 3, 3, 1, 2, 3, 3, 2]
    assert pages["计算"][7][2:5] == [85.3333, "≈ 85.3333（256/3）", "1/3"]
    assert pages["假设"][1][:6] == ["R001", "张**", 88.4, 90.1, 1.7, "称职"]
    assert list(sheets(made.complete())) == ["得分", "考核范围", "意见", "说明"]


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_a_trial_tells_its_problems_before_anything_else_and_that_it_is_no_result(format_: str) -> None:
    text = render(made.what_if(), format_)
    places = [text.index(said) for said in ("不是考核结果", "低于上级规定的 35%", "0.4 → 0.3", "88.4 → 90.1")]
    assert places == sorted(places)
    assert "按比例随之调整" in re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("share", "zh"), [
    (0.4, "40%"), (1, "100%"), (0, "0%"), ("1/3", "1/3（≈ 33.3333%）"), (0.125, "12.5%"), (None, "—"),
])  # fmt: skip
def test_a_share_is_a_percentage_where_it_is_one(share: Any, zh: str) -> None:
    assert share_text(share, "zh") == zh


@pytest.mark.parametrize(("exact", "zh"), [
    ("88.4", "88.4"), ("88.123456789", "88.123456789"), ("265/3", "≈ 88.3333（265/3）"), (None, "—"),
    ("1/300000", "≈ 0.000003（1/300000）"), ("-2/3", "≈ -0.6667（-2/3）"), ("0", "0"),
])  # fmt: skip
def test_a_figure_is_exact_or_says_that_it_is_not(exact: str | None, zh: str) -> None:
    assert exact_text(exact, "zh") == zh


HOSTILE = "=1+2\x1b[31m\u202e|<b>"


@pytest.mark.parametrize("format_", [*FOR_PEOPLE, "csv"])
def test_names_and_reasons_cannot_steer_a_terminal_or_run(format_: str) -> None:
    text = made.both(HOSTILE, HOSTILE)
    tree = made.node(HOSTILE, HOSTILE, 1, "1", formula=text, note=text)
    who = made.person("R001", None, person=HOSTILE, name=HOSTILE, pool=HOSTILE, pool_name=HOSTILE,
                      missing=(text,), grade_reason=text, figure=tree)  # fmt: skip
    written = render(made.assessment(scores=made.scores(people=(who,), number=HOSTILE)), format_)
    assert "\x1b" not in written
    assert "\u202e" not in written
    if format_ == "csv":
        assert "'=1+2" in written
        assert not re.search(r'(^|,)"?=', written, re.MULTILINE)
    if format_ in ("html", "markdown"):
        assert "<b>" not in written.replace(r"\<b\>", "")


def test_the_workbook_has_no_formulas() -> None:
    who = made.person("R001", 88, person=HOSTILE, name=HOSTILE)
    content = SCORE_FORMATS["xlsx"].content(made.assessment(scores=made.scores(people=(who,))), "zh")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    assert len(pages) == 6
    assert not any(re.search(r"<f[ >]", page) for page in pages)
    assert all('state="frozen"' in page for page in pages)


def test_equal_reports_give_the_same_bytes() -> None:
    for format_ in SCORE_FORMATS.values():
        assert format_.content(CASES["score"], "zh") == format_.content(CASES["score"].model_copy(), "zh")


def test_a_report_on_anything_else_has_no_table_of_results() -> None:
    from tests.reports import makers

    for format_ in ("csv", "xlsx"):
        with pytest.raises(ValueError, match="no results"):
            SCORE_FORMATS[format_].content(makers.full(), "zh")


def test_an_assessment_without_class_or_ledger_speaks_of_neither() -> None:
    text = render(made.assessment(), "text")
    assert "类别  " not in text
    assert "编制核定表" not in text
    assert "考核基准日" in text
    classed = made.NO_CLASS | {"id": "central-town", "name": "中心镇"}
    assert "中心镇" in render(made.assessment(**{"class": classed}), "text")
