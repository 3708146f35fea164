"""The command: exit codes, the base, mapped classes, approvals, and whom a change in the province reaches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_terminals import on_a_terminal
from tests.diff_cli.conftest import Diff
from tests.diff_cli.repositories import git


def changed(run_out: str) -> list[tuple[str, str, str]]:
    """Path, kind and direction of each change."""
    return [(each["path"], each["kind"], each["direction"]) for each in json.loads(run_out)["changes"]]


SEATS = [("posts.seats_max", "changed", "looser")]


@pytest.mark.parametrize(
    ("county", "expected"), [("331004", SEATS), ("330105", []), ("330000", SEATS), ("000000", [])]
)
def test_a_default_of_the_province_reaches_those_who_inherit_it(
    county: str, expected: list[tuple[str, str, str]], repository: Path, diff: Diff
) -> None:
    assert repository.is_dir()
    run = diff(f"first:{county}", f"second:{county}", "--format", "json")
    assert (changed(run.out), run.code, run.error) == (expected, 1 if expected else 0, "")


def test_the_change_is_shown_at_the_line_of_the_province(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    (change,) = json.loads(diff("first:331004", "331004", "--format", "json").out)["changes"]
    province = "policies/330000-zhejiang/2023-01-01.yaml"
    assert (change["a"]["file"], change["a"]["value"]) == (f"first:{province}", 3)
    assert (change["b"]["file"], change["b"]["value"]) == (province, 4)
    assert (change["a"]["line"], change["a"]["layer"]) == (10, "province")


def test_a_policy_does_not_differ_from_itself(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    run = diff("331004", "HEAD:331004")
    assert (run.code, run.error) == (0, "")
    assert "两项政策没有差别。" in run.out
    same = diff("331004", "HEAD:331004", "second:policies/331004-luqiao/2024-01-01.yaml")
    assert same.code == 0
    assert "各项政策没有差别。" in same.out


def test_what_is_not_committed_is_compared_too(own_repository: Path, diff: Diff) -> None:
    path = own_repository / "policies/331004-luqiao/2024-01-01.yaml"
    path.write_text(path.read_text("utf-8").replace("central-town: 95", "central-town: 92"), "utf-8")
    run = diff("HEAD:331004", "331004", "--format", "json")
    assert run.code == 1
    assert changed(run.out) == [("posts.cap.values.central-town", "changed", "tighter")]


@pytest.mark.parametrize(
    ("targets", "code"), [(("first:331004", "331004"), 1), (("331004", "first:331004"), 0)]
)
def test_only_what_is_looser_fails_where_that_is_asked_for(
    targets: tuple[str, str], code: int, repository: Path, diff: Diff
) -> None:
    assert repository.is_dir()
    run = diff(*targets, "--fail-on", "looser")
    assert run.code == code
    assert f"按 --fail-on looser 计入放宽 {code} 处" in run.error
    assert diff(*targets).code == 1


def test_a_base_is_what_the_other_is_compared_with(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    plain = diff("first:331004", "331004", "--format", "json")
    for others in (["331004"], ["331004", "first:331004"]):
        assert diff(*others, "--base", "first:331004", "--format", "json").out == plain.out


def test_each_of_many_is_looser_or_tighter_than_the_base(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    arguments = ("first:331004", "331004", "330105")
    run = diff(*arguments, "--base", "first:331004", "--format", "json", "--fail-on", "looser")
    made = json.loads(run.out)
    (row,) = [row for row in made["rows"] if row["path"] == "posts.seats_max"]
    assert [cell["direction"] for cell in row["cells"]] == [None, "looser", "tighter"]
    assert (made["base"], run.code) == (0, 1)
    tight = diff("first:331004", "331004", "330105", "--base", "331004", "--format", "json")
    (row,) = [row for row in json.loads(tight.out)["rows"] if row["path"] == "posts.seats_max"]
    assert [cell["direction"] for cell in row["cells"]] == ["tighter", None, "tighter"]


def test_what_cannot_be_told_is_said_where_only_what_is_looser_counts(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    pair = diff("331004", "330105", "--fail-on", "looser")
    assert pair.code == 0
    assert "按 --fail-on looser 计入放宽 0 处。" in pair.error
    assert "宽严不能判定的 3 处未计入，请人工核对。" in pair.error
    table = diff("331004", "330105", "330000", "--base", "331004", "--fail-on", "looser")
    assert "未计入" in table.error
    assert "未计入" not in diff("first:331004", "331004", "--fail-on", "looser").error


def test_a_class_that_only_some_have_is_neither_looser_nor_tighter(own_repository: Path, diff: Diff) -> None:
    county = (own_repository / "policies/331004-luqiao/2024-01-01.yaml").read_text("utf-8")
    for code, old, new in (("331081", "composite", "other"), ("331082", "", "")):
        folder = own_repository / f"policies/{code}-x"
        folder.mkdir()
        text = county.replace("331004", code).replace(old, new).replace("复合型镇街", f"复合型镇街{new}")
        (folder / "2024-01-01.yaml").write_text(text, "utf-8")
    run = diff("331004", "331081", "331082", "--base", "331004", "--fail-on", "looser", "--format", "json")
    cells = [cell["direction"] for row in json.loads(run.out)["rows"] for cell in row["cells"]]
    assert "looser" not in cells
    assert run.code == 0
    assert "未计入" in run.error


def test_classes_under_other_names_are_compared_where_they_are_mapped(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    mapped = ["--map", "中心镇=特大", "--map", "composite=general"]
    run = diff("331004", "330105", "--format", "json", *mapped)
    assert json.loads(run.out)["class_map"] == {"central-town": "extra-large", "composite": "general"}
    alone = json.loads(diff("331004", "330105", "--format", "json").out)
    directions = {each["direction"] for each in alone["changes"] if each["path"].startswith("posts.cap")}
    assert directions == {"different"}  # 95 by label beside 95 by score are not called equal


def test_many_counties_are_listed_by_what_they_say(own_repository: Path, diff: Diff) -> None:
    county = (own_repository / "policies/331004-luqiao/2024-01-01.yaml").read_text("utf-8")
    codes = [f"3310{number}" for number in range(30, 60)]
    for number, code in enumerate(codes):
        folder = own_repository / f"policies/{code}-x"
        folder.mkdir()
        text = county.replace("331004", code).replace("路桥区", f"第{number}县")
        cap = 92 if number == 7 else 95
        text = text.replace("central-town: 95", f"central-town: {cap}")
        (folder / "2024-01-01.yaml").write_text(text, "utf-8")
    made = json.loads(diff(*codes, "--format", "json").out)
    (row,) = made["rows"]
    assert row["path"] == "posts.cap.values.central-town"
    assert [number for number, cell in enumerate(row["cells"]) if cell["outlier"]] == [7]
    text = diff(*codes).out
    assert "    ★ 92\n      第7县\n" in text
    assert "第0县、第1县、第2县" in text


def test_a_policy_beside_itself_goes_by_the_marks_of_the_list(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    title, *rest = diff("331004", "331004").out.splitlines()
    assert title == "政策对比：A 331004 → B 331004"
    assert [line.strip() for line in rest if line.endswith(" 331004")] == ["A 331004", "B 331004"]


def test_an_approved_change_stays_approved_and_is_counted_apart(own_repository: Path, diff: Diff) -> None:
    (change,) = json.loads(diff("first:331004", "331004", "--format", "json").out)["changes"]
    approvals = own_repository / "approved.yaml"
    entry = f'fingerprint: "{change["fingerprint"]}", number: 路编〔2024〕9号, by: 县委编办, date: 2024-12-20'
    approvals.write_text(f"kind: approved_changes\nentries:\n  - {{{entry}, reason: 试}}\n", "utf-8")
    run = diff("first:331004", "331004", "--approved", "approved.yaml")
    assert (run.code, run.error) == (0, "")
    assert "已批准 1 处" in run.out
    assert "路编〔2024〕9号" in run.out
    said = "路编〔2024〕9号（县委编办，2024-12-20）：试"
    for form in ("text", "markdown", "html", "github"):
        approved = diff("first:331004", "331004", "--approved", "approved.yaml", "--format", form)
        shown = " ".join(approved.out.split())
        assert said in shown, form
        approved_part = shown[shown.index("已批准") :]
        assert "收紧" in approved_part or "放宽" in approved_part, form
    data = diff("first:331004", "331004", "--approved", "approved.yaml", "--format", "json").out
    assert json.loads(data)["changes"][0]["approval"] == {
        "number": "路编〔2024〕9号", "by": "县委编办", "date": "2024-12-20", "reason": "试",
    }  # fmt: skip
    province = own_repository / "policies/330000-zhejiang/2023-01-01.yaml"
    text = province.read_text("utf-8")
    province.write_text("# 说明\n" + text, "utf-8")  # every line moves
    assert diff("first:331004", "331004", "--approved", "approved.yaml").code == 0
    province.write_text(text.replace("seats_max: 4", "seats_max: 5"), "utf-8")
    other = diff("first:331004", "331004", "--approved", "approved.yaml")
    assert other.code == 1
    assert "approved.yaml:3" in other.error  # an entry that fits nothing any more


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("x.json", b"{"), ("x.md", b"# "), ("x.html", b"<!DOCTYPE html>"), ("x.xlsx", b"PK"),
        ("x.log", b"::"), ("x.txt", "政策对比".encode()),
    ],
)  # fmt: skip
def test_the_extension_of_the_output_chooses_the_form(
    name: str, start: bytes, own_repository: Path, diff: Diff
) -> None:
    run = diff("first:331004", "331004", "--output", name)
    assert (run.code, run.shown) == (1, b"")
    assert name in run.error
    assert (own_repository / name).read_bytes().startswith(start)


def test_a_table_without_a_base_cannot_be_said_to_hold_nothing_looser(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    run = diff("first:331004", "first:331004", "331004", "--fail-on", "looser")
    assert (run.code, run.out) == (2, "")
    assert "diff.needs-a-base" in run.error


def test_a_workbook_is_not_for_a_terminal(
    repository: Path, diff: Diff, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.is_dir()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    run = diff("first:331004", "331004", "--format", "xlsx")
    assert (run.code, run.shown) == (2, b"")
    assert "output.needs-a-file" in run.error


def test_a_workbook_can_be_piped(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    assert diff("first:331004", "331004", "--format", "xlsx").shown.startswith(b"PK")


def test_warnings_about_a_file_are_told_with_its_line(own_repository: Path, diff: Diff) -> None:
    path = own_repository / "policies/331004-luqiao/2024-01-01.yaml"
    path.write_text(path.read_text("utf-8").replace('"2024.1"', "yes"), "utf-8")
    git(own_repository, "commit", "--all", "--quiet", "--message", "a word")
    run = diff("HEAD:331004", "first:331004")
    assert run.error.count("警告 [") == 1
    assert run.error.startswith("HEAD:policies/331004-luqiao/2024-01-01.yaml:5:5: 警告 [")
    assert "     5 | 版本: yes\n" in run.error


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "html", "github"])
def test_identity_numbers_are_masked(format_: str, own_repository: Path, diff: Diff) -> None:
    path = own_repository / "policies/331004-luqiao/2024-01-01.yaml"
    text = "机构设置: {特色机构: {参考目录: [{编号: x, 名称: 由 331004199001011234 负责}]}}\n"
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    for arguments in ((), ("330105",)):
        run = diff("first:331004", "331004", *arguments, "--format", format_)
        assert run.code == 1
        assert "19900101" not in run.out + run.error
        assert "由 331004" in run.out


def test_colours_are_for_eyes(repository: Path) -> None:
    code, shown = on_a_terminal(repository, "diff", "first:331004", "331004")
    assert "\x1b[" in shown
    assert code == 1
