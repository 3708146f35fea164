"""policy-engine new county: a draft that validates at once, with tests that run."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from policy_engine_cli.main import main

from policy_engine.app.fmt import format_files
from policy_engine.app.new_county import new_county
from policy_engine.diagnostics import DocumentError, UsageError

DAY = datetime.date(2026, 1, 1)


@pytest.mark.parametrize("keys", ["zh", "en"])
def test_a_new_county_validates_and_its_tests_pass(policies: Path, keys: str) -> None:
    assert (
        main(["new", "county", "331003", "--from", "2026-01-01", "--keys", keys, "--policies", str(policies)])
        == 0
    )
    folder = policies / "331003-黄岩区"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")} == {
        "2026-01-01.yaml", "cases/example.yaml", "tests/example.yaml"
    }  # fmt: skip
    assert main(["validate", str(folder / "2026-01-01.yaml")]) == 0
    assert main(["test", str(folder)]) == 0
    assert {result.state for result in format_files([folder], None, write=False)} == {"unchanged"}


def test_a_draft_is_a_draft_and_its_values_are_marked_as_examples(policies: Path) -> None:
    made = new_county(policies, "331003", DAY, slug="huangyan")
    text = made.files[0].read_text(encoding="utf-8")
    assert made.files[0].parent.name == "331003-huangyan"
    assert "状态: 草案" in text
    assert '"331003107": first           # 院桥镇' in text
    assert '"331003200": second          # 屿头乡' in text
    posts = text.partition("岗位设置:\n")[2].partition("\n\n")[0]
    numbers = [line for line in posts.splitlines() if any(each.isdigit() for each in line)]
    section = [line for line in numbers if not line.lstrip().startswith("- ")]
    assert section
    assert all("示例" in line for line in section)


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("3310", "new.no-code"),
        ("331000", "new.no-county"),
        ("331999", "new.unknown-code"),
        ("331004", "new.code-exists"),
        ("110101", "new.nothing-above"),
    ],
)
def test_a_code_that_will_not_do_is_told_and_nothing_written(policies: Path, code: str, wrong: str) -> None:
    if code == "110101":
        for path in (policies / "000000-nation").glob("*"):
            path.unlink()
    before = sorted(policies.rglob("*"))
    with pytest.raises(UsageError) as raised:
        new_county(policies, code, DAY)
    assert raised.value.diagnostic.code == wrong
    assert sorted(policies.rglob("*")) == before


def test_the_layers_above_must_be_in_force_on_the_day(policies: Path) -> None:
    with pytest.raises(DocumentError) as raised:
        new_county(policies, "331003", datetime.date(2015, 1, 1))
    assert raised.value.diagnostics[0].code == "policy.none-in-force"


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ({"parent": "000000"}, "new.other-parent"),
        ({"slug": "../x"}, "new.bad-name"),
        ({"name": " "}, "new.bad-name"),
    ],
)
def test_options_that_will_not_do_are_told(policies: Path, options: dict[str, str], wrong: str) -> None:
    with pytest.raises(UsageError) as raised:
        new_county(policies, "331003", DAY, **options)
    assert raised.value.diagnostic.code == wrong


def test_what_cannot_be_written_leaves_nothing_behind(
    policies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def fails(self: Path, mode: str = "r", **rest: object) -> object:
        if self.parent.name == "tests" and mode == "xb":
            raise OSError(28, "No space left on device")
        return real(self, mode, **rest)  # type: ignore[call-overload]

    before = sorted(policies.rglob("*"))
    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(UsageError) as raised:
        new_county(policies, "331003", DAY)
    assert raised.value.diagnostic.code == "new.unwritable"
    assert sorted(policies.rglob("*")) == before
