"""The command: every format word for word, what is left out, what cannot be read, the exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import python_calamine
from jsonschema import Draft202012Validator
from policy_engine_cli.impact import FailOn, hits

from policy_engine.app.schemas import SCHEMAS
from policy_engine.diff.impact_model import Impact as ImpactMade
from policy_engine.reports.impact_formats import IMPACT_FORMATS
from policy_engine.reports.words import Language
from tests.cli.running import Run
from tests.impact.conftest import Impact
from tests.impact.studies import draft, study, tried
from tests.policies.shipped import ROOT

OLD, NEW = "331004@2024-03-01", "331004@2025-03-01"
SETUPS = "policies/331004-luqiao/cases"
GOLDEN = Path(__file__).parent / "golden"
LUQIAO = (OLD, NEW, "--setups", SETUPS)


def check_golden(name: str, said: str) -> None:
    golden = GOLDEN / name
    if os.environ.get("RECORD_GOLDENS") == "1":
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_what_flips_is_told(impact: Impact) -> None:
    done = impact(*LUQIAO)
    assert done.code == 1
    check_golden("luqiao.txt", done.out)


@pytest.mark.parametrize(
    ("format_", "language", "name"),
    [
        ("text", "en", "luqiao.en.txt"), ("markdown", "zh", "luqiao.md"), ("html", "zh", "luqiao.html"),
        ("html", "en", "luqiao.en.html"), ("github", "zh", "luqiao.log"), ("github", "en", "luqiao.en.log"),
    ],
)  # fmt: skip
def test_every_format_says_the_same(format_: str, language: Language, name: str) -> None:
    check_golden(name, IMPACT_FORMATS[format_].render(study(OLD, NEW), language))


@pytest.mark.parametrize("format_", IMPACT_FORMATS)
def test_english_is_complete(format_: str) -> None:
    shown = IMPACT_FORMATS[format_].render(study(OLD, NEW), "en")
    if format_ != "json":
        # What is in Chinese all the same are names: of places, classes and posts.
        assert not re.search("旧|新增|限额|结论|意见|方案|核查|政策", shown)


def test_where_nothing_flips_it_says_so(impact: Impact) -> None:
    done = impact(OLD, "331004@2024-05-01", "--setups", SETUPS)
    assert done.code == 0
    check_golden("nothing.txt", done.out)


def test_json_is_as_its_schema_says() -> None:
    data = json.loads(IMPACT_FORMATS["json"].render(study(OLD, NEW), "zh"))
    Draft202012Validator(dict(SCHEMAS["impact"]())).validate(data)
    assert [each["township"]["name"] for each in data["setups"]] == ["蓬街镇", "路北街道"]
    assert data["setups"][1]["finding"]["code"] == "Q14"


def test_the_page_needs_no_network_and_its_chart_has_its_figures_as_text() -> None:
    page = IMPACT_FORMATS["html"].render(study(OLD, NEW), "zh")
    assert not re.search(r"https?:|<script|<link|src=|url\(|@import", page)
    (chart,) = [svg for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "蓬街镇" in svg]
    bars = [group for group in ET.fromstring(chart) if group.tag == "g"]  # noqa: S314 - our own page
    widths = [float(rect.attrib["width"]) for group in bars for rect in group.iter("rect")]
    texts = [[text.text for text in group.iter("text")] for group in bars]
    assert texts == [["蓬街镇 旧", "2"], ["新", "4"], ["路北街道 旧", "0"], ["新", "2"]]
    assert [width / widths[1] for width in widths] == [0.5, 1, 0, 0.5]


def test_the_workbook_has_the_figures_and_is_the_same_each_time(impact: Impact, tmp_path: Path) -> None:
    one, other = tmp_path / "影响.xlsx", tmp_path / "again.xlsx"
    assert impact(*LUQIAO, "--output", str(one)).code == 1
    other.write_bytes(IMPACT_FORMATS["xlsx"].content(study(OLD, NEW), "zh"))
    assert _sheets(one)[:4] == _sheets(other)[:4]
    assert IMPACT_FORMATS["xlsx"].content(study(OLD, NEW), "zh") == other.read_bytes()
    set_ups, totals, limits, findings, about = _sheets(one)
    assert [row[0] for row in set_ups[1:]] == ["蓬街镇", "路北街道"]
    assert totals[1] == ["计入上限的岗位", 175, 171, -4, 2, 6, 2, 0]
    assert ["路北街道", "计入上限的岗位", 90, 90, 90, 88, -2, 0, 2] in limits
    assert ["路北街道", "新增", "U12 岗位总数不超上限（阻断）"] in [row[:3] for row in findings]
    assert about[1][0] == "旧政策"


def _sheets(file: Path) -> list[list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(file.read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


@pytest.mark.parametrize(
    ("fail_on", "there", "back"), [("rejected", True, False), ("looser", False, True), ("any", True, True)]
)
def test_fail_on_says_what_counts(fail_on: FailOn, there: bool, back: bool) -> None:
    assert (hits(study(OLD, NEW), fail_on), hits(study(NEW, OLD), fail_on)) == (there, back)


def test_a_finding_that_only_grew_fails_nothing_unless_anything_does(impact: Impact) -> None:
    # Of 蓬街 the outcome stays; that a finding blocks which only warned is a flip all the same.
    one = (OLD, NEW, "--setups", f"{SETUPS}/pengjie-2024-faults.yaml")
    assert [impact(*one, *more).code for more in ((), ("--fail-on", "any"))] == [0, 1]


def test_on_judges_on_that_day(impact: Impact) -> None:
    data = json.loads(impact(*LUQIAO, "--on", "2024-06-01", "--format", "json").out)
    assert {(each["as_of"], each["on"]) for each in data["setups"]} == {("2024-03-01", "2024-06-01")}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with a set-up, one of another county, other documents, and one with a mistake."""
    folder = tmp_path / "方案"
    folder.mkdir()
    for case in (
        "331004-luqiao/cases/lubei-2024-complies.yaml",
        "331004-luqiao/cases/lubei-2024-actions-faults.yaml",
        "330105-gongshu/cases/xiangfu-2024-complies.yaml",
        "331004-luqiao/ledger/2024-01-01.yaml",
    ):
        shutil.copy(ROOT / "policies" / case, folder / case.replace("/", "-"))
    text = (ROOT / SETUPS / "pengjie-2024-faults.yaml").read_text("utf-8")
    (folder / "mistaken.yaml").write_text(text.replace("as_of: 2024-03-01", "as_of: 2024-02-30"), "utf-8")
    assert "2024-02-30" in (folder / "mistaken.yaml").read_text("utf-8")
    return folder


def test_of_a_mixed_folder_what_can_be_judged_is_reported(impact: Impact, mixed: Path) -> None:
    done = impact(OLD, NEW, "--setups", str(mixed), "--format", "json")
    assert done.code == 3
    data = json.loads(done.out)
    assert [each["township"]["name"] for each in data["setups"]] == ["路北街道"]
    kinds = {Path(each["path"]).name: each["kind"] for each in data["left_out"]}
    assert sorted(kinds.values()) == ["actions", "elsewhere", "ledger"]
    assert kinds["330105-gongshu-cases-xiangfu-2024-complies.yaml"] == "elsewhere"
    assert [Path(name).name for name in data["unread"]] == ["mistaken.yaml"]
    in_words = IMPACT_FORMATS["text"].render(ImpactMade.model_validate(data), "zh")
    assert "无法核查、未计入 1 份" in in_words
    assert "mistaken.yaml:" in done.error
    assert "2024-02-30" in done.error
    assert "属于其他辖区的方案，未予核查（1 份）" in done.error


def told(done: Run, code: int, *texts: str) -> None:
    assert done.code == code
    assert done.out == ""
    for text in texts:
        assert text in done.error


def test_a_folder_without_files_is_wrong_usage(impact: Impact, tmp_path: Path) -> None:
    told(impact(OLD, NEW, "--setups", str(tmp_path)), 2, "input.empty-folder")


def test_a_folder_without_set_ups_of_the_jurisdiction_is_wrong_usage(impact: Impact) -> None:
    done = impact(OLD, NEW, "--setups", "policies/330105-gongshu/cases")
    told(done, 2, "impact.no-set-up", "331004", "其他辖区的有 2 份")


def test_policies_of_two_counties_are_not_tried_on_one_set_up(impact: Impact) -> None:
    told(impact(OLD, "330105", "--setups", SETUPS), 2, "impact.different-jurisdictions", "policy-engine diff")


def test_a_policy_that_cannot_be_read_does_not_keep_the_other_from_being_looked_at(
    impact: Impact, tmp_path: Path
) -> None:
    broken = draft(tmp_path, "331004-luqiao/2025-01-01.yaml", ("at_most: 1/10", "at_most: 一成"))
    done = impact(OLD, broken, "--setups", SETUPS)
    told(done, 3, "draft.yaml:", "一成", f"可以读取的：{OLD}")
    told(impact("331004@2020-01-01", broken, "--setups", SETUPS), 3, "policy.none-in-force", "一成")


def test_a_county_without_a_policy_on_the_day_is_told_and_the_others_are_reported(impact: Impact) -> None:
    # Both counties of 湖州 have one from 2024-01-01; the province has had one from 2023 on.
    done = impact("330000@2023-06-01", "330000@2024-03-01", "--setups", "policies/330503-nanxun/cases")
    told(done, 3, "policy.none-in-force", "330503")


def test_the_output_is_never_an_input(impact: Impact, tmp_path: Path) -> None:
    told(impact(*LUQIAO, "--output", f"{SETUPS}/lubei-2024-complies.yaml"), 2, "output.overwrites-input")
    told(impact(*LUQIAO, "--output", str(tmp_path / "a.docx")), 2, "output.unknown-extension")


def test_nobody_s_name_is_in_any_format(tmp_path: Path) -> None:
    # Nobody may hold two posts, so that findings speak of people; the shipped set-ups mask their names.
    new = draft(tmp_path, "331004-luqiao/2025-01-01.yaml", ("concurrent_max: 1", "concurrent_max: 0"))
    text = (ROOT / SETUPS / "lubei-2024-complies.yaml").read_text("utf-8")
    named = re.sub(r"(?<=name: .)\*+", "鑫", text)
    assert named.count("鑫") > 50
    impact = tried(OLD, new, {"lubei.yaml": named.encode()})
    spoken = [change.finding.code for each in impact.setups for change in each.findings]
    assert "U17" in spoken
    for format_ in IMPACT_FORMATS.values():
        assert "鑫" not in format_.render(impact, "zh")
        assert "鑫" not in format_.render(impact, "en")
    sheets = tmp_path / "sheets.xlsx"
    sheets.write_bytes(IMPACT_FORMATS["xlsx"].content(impact, "zh"))
    assert "鑫" not in str(_sheets(sheets))
