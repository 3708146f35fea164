"""Every format: two versions of 路桥, a small table, and four counties side by side."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from policy_engine import SCHEMAS
from policy_engine.app.diff import compared
from policy_engine.app.diff_targets import Targets
from policy_engine.diff.model import Diff, Matrix
from policy_engine.reports.diff_formats import DIFF_FORMATS
from tests.cli.running import ROOT
from tests.diff_cli.conftest import Diff as Command
from tests.diff_cli.reading import workbook_text
from tests.diff_cli.repositories import HERE
from tests.source.golden import compare

GOLDEN = HERE / "golden"
LUQIAO = ("331004@2024-01-01", "331004@2025-01-01")
FOUR = ("330105", "330522", "331004@2024-01-01", "330782")
SMALL = ("first:330105", "first:331004", "331004")
LANGUAGES = ("zh", "en")


def content(made: Diff | Matrix, format_: str, language: Any) -> str:
    data = DIFF_FORMATS[format_].content(made, language)
    assert data == DIFF_FORMATS[format_].content(made, language)  # the same bytes each time
    return workbook_text(data) if format_ == "xlsx" else data.decode()


def made_of(asked: tuple[str, ...], base: str | None = None) -> Diff | Matrix:
    with Targets(Path("policies")) as targets:
        comparison = compared(targets, asked, base)
    assert (comparison.failed, comparison.told) == ((), ())
    assert comparison.made is not None
    return comparison.made


@pytest.fixture(scope="module")
def luqiao() -> Diff:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        made = made_of(LUQIAO)
    assert isinstance(made, Diff)
    return made


@pytest.fixture(scope="module")
def four() -> Matrix:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        made = made_of(FOUR)
    assert isinstance(made, Matrix)
    return made


@pytest.fixture(scope="module")
def small(made_repository: Path) -> Matrix:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made_repository)
        made = made_of(SMALL, "first:331004")
    assert isinstance(made, Matrix)
    return made


def recorded(made: Diff | Matrix, name: str, format_: str, language: str) -> None:
    extension = ".xlsx.txt" if format_ == "xlsx" else DIFF_FORMATS[format_].extension
    compare(content(made, format_, language), GOLDEN / f"{name}.{language}{extension}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", DIFF_FORMATS)
def test_two_versions_of_a_county(format_: str, language: str, luqiao: Diff) -> None:
    recorded(luqiao, "luqiao", format_, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", DIFF_FORMATS)
def test_a_small_table(format_: str, language: str, small: Matrix) -> None:
    recorded(small, "small", format_, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_counties_side_by_side(language: str, four: Matrix) -> None:
    recorded(four, "four", "text", language)


def test_json_fits_its_schema(luqiao: Diff, four: Matrix) -> None:
    for made, schema in ((luqiao, "diff"), (four, "matrix")):
        written = json.loads(content(made, "json", "zh"))
        Draft202012Validator(SCHEMAS[schema]()).validate(written)
        assert type(made).model_validate_json(json.dumps(written)) == made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_fits_its_page(language: str, luqiao: Diff, four: Matrix) -> None:
    for made in (luqiao, four):
        lines = content(made, "text", language).splitlines()
        assert max(map(cell_len, lines)) <= 96
        assert not any(line != line.rstrip() for line in lines)


def test_looser_comes_first_and_every_change_once(luqiao: Diff) -> None:
    text = content(luqiao, "text", "en")
    headings = re.findall(r"^(looser|tighter|different|neutral) \(", text, re.MULTILINE)
    assert headings == [each for each in ("looser", "tighter", "different", "neutral") if each in headings]
    assert headings[0] == "looser"
    for change in luqiao.changes:
        assert text.count(change.fingerprint) == 1


@pytest.mark.parametrize("format_", ["html", "markdown", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_has_every_row_of_the_table(format_: str, language: str, four: Matrix) -> None:
    written = content(four, format_, language)
    if format_ == "markdown":
        written = written.replace("\\", "")
    for row in four.rows:
        assert row.path in written
    for column in four.columns:
        assert column.name in written


def test_english_has_no_chinese_words_of_its_own(luqiao: Diff) -> None:
    """Only what the policies themselves have in Chinese: names, texts."""
    text = content(luqiao, "text", "en")
    texts = ("低空经济", "年版下已批准的岗位", "超出新上限的", "过渡期内核减到位", "专项岗位办至期满")
    texts += ("获得市级以上集体荣誉", "承担省级以上试点任务")
    names = {luqiao.a.name, *texts}
    found = set(re.findall(r"[\u4e00-\u9fff]+", text))
    assert {each for each in found if not any(each in name or name in each for name in names)} == set()


class _Page(HTMLParser):
    """What a page would load, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [each for each in attrs if each[0] in ("src", "href", "onclick", "onload")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_no_network_and_no_scripts(language: str, luqiao: Diff, four: Matrix) -> None:
    for made in (luqiao, four):
        written = content(made, "html", language)
        page = _Page()
        page.feed(written)
        assert page.loads == []
        assert "script" not in page.tags
        assert "url(" not in written
        assert "@media print" in written


def test_an_outlier_has_a_sign_beside_its_colour(small: Matrix) -> None:
    marked = sum(cell.outlier for row in small.rows for cell in row.cells)
    assert marked > 0
    for format_ in ("text", "html", "xlsx", "markdown"):
        # A value that several have is written once in the text.
        assert content(small, format_, "zh").count("★") >= 2


def test_what_looks_like_a_formula_stays_text(luqiao: Diff) -> None:
    change = luqiao.changes[0]
    said = change.b or change.a
    assert said is not None
    sly = said.model_copy(update={"value": "=1+1"})
    link = said.model_copy(update={"value": "https://example.org"})
    made = luqiao.model_copy(update={"changes": (change.model_copy(update={"a": sly, "b": link}),)})
    rows = workbook_text(DIFF_FORMATS["xlsx"].content(made, "en")).splitlines()
    assert " | =1+1 | https://example.org | " in rows[2]


def test_numbers_in_a_workbook_can_be_calculated_with(luqiao: Diff) -> None:
    rows = content(luqiao, "xlsx", "zh").splitlines()
    (cap,) = [row for row in rows if "posts.seats_max" in row]
    assert " | 3.0 | 4.0 | " in cap


def test_github_marks_the_line_in_b(luqiao: Diff) -> None:
    lines = content(luqiao, "github", "zh").splitlines()
    for change in luqiao.changes:
        if change.b is not None:
            assert any(f"file={change.b.file},line={change.b.line}," in line for line in lines)
    assert lines[-1].startswith("::notice title=")


def test_github_names_files_as_the_repository_has_them(repository: Path, diff: Command) -> None:
    assert repository.is_dir()
    run = diff("first:331004", "second:331004", "--format", "github")
    assert "::warning file=policies/330000-zhejiang/2023-01-01.yaml,line=10," in run.out
    assert "first:policies/330000-zhejiang/2023-01-01.yaml:10" in run.out  # A is of another revision
