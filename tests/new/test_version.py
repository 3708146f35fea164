"""policy-engine new version: the newest version copied, and changed in what changes."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from policy_engine_cli.main import main

from policy_engine.app.new_settings import Setting
from policy_engine.app.new_version import NewVersion, UnusableError, new_version
from policy_engine.diagnostics import UsageError

DAY = datetime.date(2026, 1, 1)


def _made(policies: Path, code: str, *settings: str) -> NewVersion:
    return new_version(policies, code, DAY, [Setting.of(each) for each in settings])


def _difference(made: NewVersion) -> tuple[list[str], list[str]]:
    """Lines that are gone and lines that are new."""
    before = made.before.read_text(encoding="utf-8").splitlines()
    after = made.file.read_text(encoding="utf-8").splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_a_copy_is_a_draft_that_says_what_it_is_and_validates(policies: Path) -> None:
    untouched = (policies / "331004-luqiao" / "2025-01-01.yaml").read_bytes()
    made = _made(policies, "331004")
    assert made.validation.outcome == "valid"
    assert made.before.read_bytes() == untouched
    assert _difference(made)[1] == [
        "# 由 2025-01-01.yaml 复制而来，尚未印发：请核对每一栏和注释，改完删去本行。",
        'version: "2026.1"',
        "status: draft",
        "effective: {from: 2026-01-01}",
        "transition: {until: null, text: null}",
    ]


def test_settings_change_the_values_and_keep_everything_else(policies: Path) -> None:
    made = _made(
        policies, "331081", "posts.cap.values.大镇=92", "assessment.excellent_share=15%",
        "岗位设置.兼岗上限=2", "procedures.selection.steps[publicise].min_days=7",
    )  # fmt: skip
    assert made.validation.outcome == "valid"
    new = _difference(made)[1]
    assert "  岗位上限: {按: 类别, 取值: {大镇: 92, 中镇: 80, 小镇: 32}}" in new
    assert "  兼岗上限: 2" in new
    assert "  优秀比例: 15%" in new
    text = made.file.read_text(encoding="utf-8")
    assert "- 编号: publicise" in text
    assert "最短时限: 7" in text


def test_settings_in_one_new_place_are_all_kept(policies: Path) -> None:
    made = _made(
        policies, "331081",
        "assessment.excellent_share=15%", "assessment.not_assessed_together=[公安派出所, 税务所]",
        "procedures.selection.steps[announce].min_days=5", "procedures.selection.steps[register].min_days=4",
        "procedures.selection.steps[announce].days=calendar",
    )  # fmt: skip
    text = made.file.read_text(encoding="utf-8")
    assert "优秀比例: 15%" in text
    assert "不纳入一体化考核单位: [公安派出所, 税务所]" in text
    assert text.count("编号: announce") == 1
    assert "最短时限: 5" in text
    assert "最短时限: 4" in text


def test_the_next_copy_counts_on_and_speaks_of_its_own_origin(policies: Path) -> None:
    _made(policies, "331004")
    again = new_version(policies, "331004", datetime.date(2026, 7, 1))
    text = again.file.read_text(encoding="utf-8")
    assert 'version: "2026.2"' in text
    assert text.count("复制而来") == 1
    assert "由 2026-01-01.yaml" in text


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("posts.capp=3", "policy.unknown-path"),
        ("posts.cap", "new.no-setting"),
        ("posts.cap=[1", "new.bad-value"),
        ("posts.concurrent_max.values.x=2", "policy.unknown-path"),
        ("institutions.template.values.composite=full", "new.fits-nowhere"),
        ("posts.cap=90", "new.whole-table"),
        ("岗位设置.岗位上限=90", "new.whole-table"),
        ("posts.cap=null", "new.whole-table"),
        ("posts=1", "new.whole-record"),
        ("posts.exempt=none", "new.whole-record"),
        ("classification.positions=商贸", "new.whole-list"),
        ("procedures.selection.steps=1", "new.whole-list"),  # inherited
        ("posts.cap.values.composite=2;岗位设置.岗位上限.取值.复合型镇街=3", "new.set-twice"),
        ("posts.seats_max=3;posts.seats_max=4", "new.set-twice"),
        ("posts.seats_max=3;岗位设置.单岗人数上限=4", "new.set-twice"),
        ("posts.cap.values.composite=2;posts.cap=90", "new.set-twice"),
        ("rules[special-task-handover].require=p.seats <= 3 # x", "new.cut-value"),
        ("posts.cap=# 90", "new.cut-value"),
        ("name=a\nb: c", "new.several-lines"),
        ("name=a\u2028b: c", "new.several-lines"),
        ("jurisdiction=331005", "new.of-the-command"),
        ("有效期.起=2027-01-01", "new.of-the-command"),
        ("effective={from: 2027-01-01}", "new.of-the-command"),
        ("状态=已印发", "new.of-the-command"),
        ("issued.number=1", "new.of-the-command"),
        ("kind=setup", "new.of-the-command"),
        ("parent=000000", "new.of-the-command"),
        ("version=2024.1", "new.of-the-command"),
    ],
)
def test_a_setting_that_will_not_do_is_told_and_nothing_written(
    policies: Path, setting: str, wrong: str
) -> None:
    before = sorted(policies.rglob("*"))
    with pytest.raises(UsageError) as raised:
        _made(policies, "331004", *setting.split(";"))
    assert raised.value.diagnostic.code == wrong
    assert sorted(policies.rglob("*")) == before


def test_what_was_typed_is_written_in_full(policies: Path) -> None:
    made = _made(
        policies, "331004", "name＝路桥区＝甲", "rules[special-task-handover].require='p.name != \"#1 #2\"'",
        "posts.cap={by: class, values: {central-town: 91, urban-subdistrict: 90, composite: 84}}",
        "posts.cap.values.composite=83", "effective.until=2026-12-31",
    )  # fmt: skip
    assert made.validation.outcome == "valid"
    text = made.file.read_text(encoding="utf-8")
    assert "name: 路桥区＝甲\n" in text
    assert "require: 'p.name != \"#1 #2\"'" in text
    assert "composite: 83" in text
    assert "effective: {from: 2026-01-01, until: 2026-12-31}" in text


@pytest.mark.parametrize(
    "setting", ["posts.kind_max.general=x", "posts.seats_max=many", "effective.until=2025-01-01",
                "rules[special-task-handover].require=p.nothing > 3"],
)  # fmt: skip
def test_what_could_not_be_used_is_not_written_and_shown_at_its_line(
    setting: str, policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(policies.rglob("*"))
    arguments = ["--from", "2026-01-01", "--set", setting, "--policies", str(policies), "--lang", "zh"]
    assert main(["new", "version", "331004", *arguments]) == 3
    assert sorted(policies.rglob("*")) == before
    said = capsys.readouterr().err
    assert "[new.unusable]" in said
    assert setting.partition("=")[2] in said
    assert main(["show", "331004@2026-06-01", "--policies", str(policies)]) == 0


def test_a_version_whose_validation_breaks_off_is_taken_back(
    policies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = sorted(policies.rglob("*"))
    monkeypatch.setattr("policy_engine.app.new_version.validate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        _made(policies, "331004")
    assert sorted(policies.rglob("*")) == before


def test_what_is_wrong_elsewhere_keeps_no_version_from_being_made(policies: Path) -> None:
    other = policies / "331081-wenling" / "2024-01-01.yaml"
    other.write_text("文件类型: 政策\n名称: [\n", encoding="utf-8")
    made = new_version(policies, "330000", datetime.date(2027, 1, 1))
    assert made.validation.summary.error
    assert made.file.exists()
    with pytest.raises(UnusableError):
        new_version(policies, "330000", datetime.date(2027, 6, 1), [Setting("posts.seats_max", "many")])


def test_a_value_beyond_what_is_allowed_is_written_and_told(policies: Path) -> None:
    setting = "posts.cap.values.composite=300"
    arguments = ["--from", "2026-01-01", "--set", setting, "--policies", str(policies)]
    assert main(["new", "version", "331004", *arguments]) == 1
    assert (policies / "331004-luqiao" / "2026-01-01.yaml").exists()


def test_an_earlier_day_is_refused_at_the_newest_version(policies: Path) -> None:
    with pytest.raises(UsageError) as raised:
        new_version(policies, "331004", datetime.date(2025, 1, 1))
    diagnostic = raised.value.diagnostic
    assert diagnostic.code == "new.not-later"
    assert diagnostic.span is not None
    assert diagnostic.span.file.endswith("331004-luqiao/2025-01-01.yaml")


def test_without_a_day_and_a_terminal_it_is_wrong_usage(
    policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "version", "331004", "--policies", str(policies)]) == 2
    assert "--from" in capsys.readouterr().err


def test_on_a_terminal_it_asks(policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["明年", "2026-01-01", "posts.capp=1", "posts.concurrent_max=2",
                    "posts.concurrent_max=3", "status=issued", "posts.seats_max=[", ""])  # fmt: skip
    monkeypatch.setattr("policy_engine_cli.new_asking.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert main(["new", "version", "331004", "--policies", str(policies)]) == 0
    text = (policies / "331004-luqiao" / "2026-01-01.yaml").read_text(encoding="utf-8")
    assert "  concurrent_max: 2 " in text


def _said(policies: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["new", "version", *arguments, "--policies", str(policies)])
    said = capsys.readouterr()
    return code, said.out.replace(str(policies), "P"), said.err.replace(str(policies), "P")


def test_a_table_by_class_is_not_replaced_by_one_number(
    policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = _said(policies, capsys, "331004", "--from", "2026-01-01", "--set", "岗位设置.岗位上限=97")
    assert code == 2
    assert "“岗位设置.岗位上限”按类别取值" in said
    assert "请写其中一项：岗位设置.岗位上限.取值.central-town=97" in said
    assert not (policies / "331004-luqiao" / "2026-01-01.yaml").exists()


def test_classes_and_records_may_be_called_by_their_names(policies: Path) -> None:
    made = _made(
        policies, "331004",
        "岗位设置.岗位上限.取值.省市中心镇=94", "classification.classes[复合型镇街].name=复合型",
    )  # fmt: skip
    new = _difference(made)[1]
    assert "  cap: {by: class, values: {central-town: 94, urban-subdistrict: 88, composite: 83}}" in new
    assert "    - {id: composite, name: 复合型}" in new
    assert made.validation.outcome == "valid"


@pytest.mark.parametrize("setting", ["posts.cap.values.省市中心镇=九十七", "posts.cap.values.没有这类=9"])
def test_what_is_no_number_or_no_class_is_not_written(
    setting: str, policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _said(policies, capsys, "331004", "--from", "2026-01-01", "--set", setting)[0] == 3
    assert not (policies / "331004-luqiao" / "2026-01-01.yaml").exists()


def test_what_was_set_is_told_with_the_old_value_and_the_new_ones_line(
    policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = ["岗位设置.岗位上限.取值.省市中心镇=97", "assessment.excellent_share=15%", "posts.seats_max=4"]
    arguments = [part for each in settings for part in ("--set", each)]
    code, said, _ = _said(policies, capsys, "331004", "--from", "2026-01-01", *arguments)
    assert code == 0
    file = policies / "331004-luqiao" / "2026-01-01.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = {word: next(n for n, line in enumerate(lines, 1) if line.strip().startswith(word))
             for word in ("cap:", "excellent_share:", "seats_max:")}  # fmt: skip
    told = said.splitlines()[1:4]
    own = "P/331004-luqiao/2026-01-01.yaml"
    assert told[0] == f"岗位设置.岗位上限.取值.central-town：95 → 97（{own}:{place['cap:']}）"
    inherited = r"沿用 P/330000-zhejiang/\S+\.yaml:\d+"
    new = f"15%（{own}:{place['excellent_share:']}）"
    assert re.fullmatch(rf"考核评价\.优秀比例：20%（{inherited}） → {new}", told[1])
    assert told[2] == f"岗位设置.单岗人数上限：4 → 4，与原来相同（{own}:{place['seats_max:']}）"


def test_what_to_do_next_is_told(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (policies / "331004-luqiao" / "cases").mkdir(exist_ok=True)
    _, _, said = _said(policies, capsys, "331004", "--from", "2026-01-01")
    assert "请在 P/331004-luqiao/tests 里添上写明“日期: 2026-01-01”的测试" in said
    for command in (
        "validate P/331004-luqiao/2026-01-01.yaml --policies P",
        "diff 331004@2025-01-01 331004@2026-01-01 --policies P",
        "impact 331004@2025-01-01 331004@2026-01-01 --setups P/331004-luqiao/cases --policies P",
        "test P/331004-luqiao --policies P",
    ):
        assert f"\n  policy-engine {command}\n" in said
        option = command.replace("P", str(policies)).split()
        # What it leads to is the command's own; that it is one is told here.
        assert main(option) in ((2,) if option[0] == "test" else (0, 1))  # 2: there are no tests yet


def test_how_to_start_over_is_told_where_a_draft_is_there(
    policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "草案" not in _said(policies, capsys, "331004", "--from", "2025-01-01")[2]
    _said(policies, capsys, "331004", "--from", "2026-01-01")
    code, _, said = _said(policies, capsys, "331004", "--from", "2026-01-01")
    assert code == 2
    assert "要重来，请先删去 P/331004-luqiao/2026-01-01.yaml。" in said
    code, _, said = _said(policies, capsys, "331004", "--from", "2026-07-01")
    assert code == 0
    assert "原版本也还是草案" in said
    assert "请先删去这两份" in said


def test_a_jurisdiction_called_by_its_name_is_told_its_code(
    policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = _said(policies, capsys, "路桥区", "--from", "2026-01-01")
    assert code == 3
    assert "路桥区是 331004，请写 331004。" in said
    assert "331004 路桥区、331081 温岭市" in _said(policies, capsys, "331005", "--from", "2026-01-01")[2]
