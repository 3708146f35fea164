"""policy-engine fmt: which files it touches, what it says, and its exit codes."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from policy_engine_cli.main import main

from policy_engine.app.issue import issue
from policy_engine.policyset.register import Register

SHIPPED = Path("policies")
UNORDERED = 'posts: {cap: 1}  # 注\nkind: policy\njurisdiction: "331004"\n'
ORDERED = 'kind: policy\njurisdiction: "331004"\nposts: {cap: 1}  # 注\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(UNORDERED, encoding="utf-8")
    return path


def test_a_file_is_formatted_in_place_and_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == ORDERED
    assert "已整理 1 份" in capsys.readouterr().err
    assert main(["fmt", str(file), "--check"]) == 0
    assert "无须整理 1 份" in capsys.readouterr().err


def test_check_tells_and_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(file), "--check"]) == 1
    assert file.read_text(encoding="utf-8") == UNORDERED
    assert f"需要整理 {file.as_posix()}" in capsys.readouterr().out


def test_diff_shows_the_change_and_makes_none(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(file), "--diff"]) == 0
    assert file.read_text(encoding="utf-8") == UNORDERED
    assert "+posts: {cap: 1}  # 注" in capsys.readouterr().out


def test_names_of_persons_are_masked_in_a_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.yaml"
    person = "{name: 张三丰, id: R001, establishment: administrative, origin: own, status: in_service}"
    path.write_text(f"kind: setup\npersons:\n- {person}\n", encoding="utf-8")
    assert main(["fmt", str(path), "--diff"]) == 0
    shown = capsys.readouterr().out
    assert "R001" in shown
    assert "张三丰" not in shown


def test_one_mistaken_file_does_not_keep_the_others_from_being_done(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = file.with_name("b.yaml")
    bad.write_text("kind: policy\nposts: [1\n", encoding="utf-8")
    gbk = file.with_name("c.yaml")
    gbk.write_bytes("kind: policy\nname: 路桥区岗位设置上限\n".encode("gbk"))
    assert main(["fmt", str(file.parent)]) == 3
    assert file.read_text(encoding="utf-8") == ORDERED
    assert bad.read_text(encoding="utf-8") == "kind: policy\nposts: [1\n"
    said = capsys.readouterr().err
    assert "b.yaml:2" in said
    assert "GBK" in said
    assert "无法整理 2 份" in said


def test_what_is_not_ours_is_left_out_of_folders_and_refused_by_name(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = file.with_name("compose.yaml")
    other.write_text("b: &x 1\na:   *x\n", encoding="utf-8")
    (file.parent / "a.json").write_text('{"kind":   "setup"}', encoding="utf-8")
    assert main(["fmt", str(file.parent)]) == 0
    assert other.read_text(encoding="utf-8") == "b: &x 1\na:   *x\n"
    other.write_text("a:   1\n", encoding="utf-8")
    assert main(["fmt", str(other)]) == 3
    assert "[fmt.no-kind]" in capsys.readouterr().err


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(tmp_path / "x.yaml")]) == 2
    assert "[fmt.no-file]" in capsys.readouterr().err


def test_an_issued_policy_is_never_rewritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SHIPPED / "330000-zhejiang", tmp_path / "330000-zhejiang")
    shutil.copytree(SHIPPED / "000000-nation", tmp_path / "000000-nation")
    path = tmp_path / "330000-zhejiang" / "2024-08-06.yaml"
    day = datetime.date(2024, 8, 1)
    issue(tmp_path, path, number="甲〔2024〕1号", by="甲", date=day, blocking=list)
    issued = path.read_bytes()
    assert main(["fmt", str(path), "--keys", "zh"]) == 0
    assert path.read_bytes() == issued
    assert "已印发、不得改动 1 份" in capsys.readouterr().err
    # One that no longer says so, and is in the register.
    path.write_bytes(issued.replace(b"status: issued", b"status: draft"))
    assert Register.read(tmp_path).entries
    assert main(["fmt", str(path), "--keys", "zh"]) == 0
    assert b"status: draft" in path.read_bytes()


def test_no_writing_is_told_and_leaves_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("policy_engine.app.fmt.replace_file", full)
    assert main(["fmt", str(file)]) == 3
    assert file.read_text(encoding="utf-8") == UNORDERED
    assert "[fmt.unwritable]" in capsys.readouterr().err
