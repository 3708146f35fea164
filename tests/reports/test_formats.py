"""What every format owes its readers."""

from __future__ import annotations

import pytest

from policy_engine.diagnostics import UsageError
from policy_engine.reports.content import figures_text
from policy_engine.reports.formats import FORMATS, render
from policy_engine.reports.words import GROUP, OUTCOME, Language
from tests.reports import makers

FOR_PEOPLE = ["text", "markdown", "html", "csv", "junit", "github", "sarif"]


def test_the_formats_are_those_that_the_command_promises() -> None:
    assert sorted(FORMATS) == ["csv", "github", "html", "json", "junit", "markdown", "sarif", "text"]


def test_no_two_formats_share_an_extension() -> None:
    extensions = [each.extension for each in FORMATS.values()]
    assert len(set(extensions)) == len(extensions)


def test_an_unknown_format_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(UsageError) as caught:
        render(makers.full(), "sariff")
    assert caught.value.diagnostic.code == "report.unknown-format"
    assert caught.value.diagnostic.help is not None
    assert "sarif" in caught.value.diagnostic.help.zh


@pytest.mark.parametrize("format_", FOR_PEOPLE)
@pytest.mark.parametrize(("language", "notice"), [("zh", "试算"), ("en", "Trial run")])
def test_what_does_not_bind_says_so(format_: str, language: Language, notice: str) -> None:
    assert notice in render(makers.full(), format_, language)
    assert notice in render(makers.clean(binding=False), format_, language)
    assert notice in render(makers.several(makers.clean(), makers.full()), format_, language)
    assert notice not in render(makers.clean(), format_, language)


@pytest.mark.parametrize("format_", FOR_PEOPLE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_outcome_is_there_in_words(format_: str, language: Language) -> None:
    assert OUTCOME["rejected"].in_language(language) in render(makers.full(), format_, language)
    assert OUTCOME["approved"].in_language(language) in render(makers.clean(), format_, language)


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_each_kind_of_finding_stands_under_its_heading_the_worst_first(format_: str) -> None:
    text = render(makers.full(), format_)
    places = [text.index(f"{GROUP[group].zh} 1 条 - ") for group in GROUP]
    assert places == sorted(places)


@pytest.mark.parametrize("format_", [name for name in FOR_PEOPLE if name != "sarif"])
def test_text_of_a_submission_cannot_steer_a_terminal_or_reverse_a_line(format_: str) -> None:
    rendered = render(makers.report(makers.hostile()), format_)
    assert "\x1b" not in rendered
    assert "\u202e" not in rendered


@pytest.mark.parametrize("format_", FORMATS)
def test_every_output_can_be_written_as_utf8_and_ends_its_last_line(format_: str) -> None:
    made = FORMATS[format_]
    data = made.encode(made.render(makers.several(), "zh"))
    assert data.endswith(b"\n")
    assert data.startswith(b"\xef\xbb\xbf") == (format_ == "csv")


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_a_legal_source_that_nobody_compared_with_the_original_says_so(format_: str) -> None:
    assert "L1 机构设置和编制管理条例（未核对原文）" in render(makers.full(), format_)
    assert "构建乡镇（街道）岗位化运行机制（未核对原文）" not in render(makers.full(), format_)


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_of_several_only_those_not_approved_are_given_in_detail(format_: str) -> None:
    text = render(makers.several(), format_)
    assert "方案/lunan.yaml" in text  # in the summary
    assert "U12 岗位总数不超上限" in text
    assert text.count("policies/331004-luqiao/ledger/2024-01-01.yaml") == 1


@pytest.mark.parametrize(
    ("margin", "zh", "en"),
    [(-365, "差额 -365 天", "margin -365 days"), (-1, "差额 -1 天", "margin -1 day"),
     (0, "差额 0 天", "margin 0 days")],
)  # fmt: skip
def test_what_lies_between_two_dates_is_counted_in_days(margin: int, zh: str, en: str) -> None:
    dated = makers.over_cap(observed="2025-03-01", limit="2024-03-01", margin=margin)
    assert figures_text(dated, "zh") == f"实际值 2025-03-01，限值 2024-03-01，{zh}"
    assert figures_text(dated, "en") == f"observed 2025-03-01, limit 2024-03-01, {en}"


def test_what_lies_between_two_numbers_has_no_days() -> None:
    assert figures_text(makers.over_cap(), "zh") == "实际值 91，限值 90，差额 -1"
    undated = makers.over_cap(observed="2025-03-01", limit="2024-03-01", margin=None)
    assert figures_text(undated, "zh") == "实际值 2025-03-01，限值 2024-03-01"


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_standard_input_is_named_in_words(format_: str) -> None:
    standard_input = makers.full().input.model_copy(update={"path": "-"})
    assert "标准输入" in render(makers.report(input=standard_input), format_)
