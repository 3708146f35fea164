"""policy-engine new version: the newest version copied, and changed in what changes."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from policy_engine_cli.main import main

from policy_engine.app.new_version import NewVersion, Setting, new_version
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
        ("posts.cap=90 posts.cap.values.composite=2", "new.fits-nowhere"),
    ],
)
def test_a_setting_that_will_not_do_is_told_and_nothing_written(
    policies: Path, setting: str, wrong: str
) -> None:
    before = sorted(policies.rglob("*"))
    with pytest.raises(UsageError) as raised:
        _made(policies, "331004", *setting.split())
    assert raised.value.diagnostic.code == wrong
    assert sorted(policies.rglob("*")) == before


def test_a_value_beyond_what_is_allowed_is_written_and_told(policies: Path) -> None:
    arguments = ["--from", "2026-01-01", "--set", "posts.cap=300", "--policies", str(policies)]
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
    answers = iter(["明年", "2026-01-01", "posts.capp=1", "posts.concurrent_max=2", ""])
    monkeypatch.setattr("policy_engine_cli.new_asking.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert main(["new", "version", "331004", "--policies", str(policies)]) == 0
    text = (policies / "331004-luqiao" / "2026-01-01.yaml").read_text(encoding="utf-8")
    assert "  concurrent_max: 2 " in text
