"""What a target stands for: which version, on which day, of which folder, and under which names."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from policy_engine.app.diff_targets import Target, Targets
from policy_engine.diagnostics import DocumentError, UsageError
from tests.diff_cli.repositories import git

DRAFT = """
kind: policy
jurisdiction: "331004"
name: 路桥区
parent: "330000"
version: "2026.1"
status: draft
effective: {from: 2026-01-01}
posts: {seats_max: 5}
"""


def found(asked: str, policies: str = "policies", on: datetime.date | None = None) -> tuple[str, str, object]:
    """The day, the county's file, and how many a post seats."""
    with Targets(Path(policies), on) as targets:
        target = targets.find(asked)
        policy = target.policy()
        assert policy.document.posts is not None
        return str(target.on), policy.layers[-1].file, policy.document.posts.seats_max


LUQIAO = "policies/331004-luqiao/2024-01-01.yaml"


@pytest.mark.parametrize(
    ("asked", "on", "file", "seats"),
    [
        ("331004", "2024-01-01", LUQIAO, 4),
        ("331004@2024-05-06", "2024-05-06", LUQIAO, 4),
        ("331004＠2024-05-06", "2024-05-06", LUQIAO, 4),
        (f"./{LUQIAO}", "2024-01-01", LUQIAO, 4),
        ("330105", "2024-01-01", "policies/330105-gongshu/2024-01-01.yaml", 2),
        ("330000", "2023-01-01", "policies/330000-zhejiang/2023-01-01.yaml", 4),
        ("first:331004", "2024-01-01", f"first:{LUQIAO}", 3),
        ("first：331004＠2024-05-06", "2024-05-06", f"first:{LUQIAO}", 3),
        (f"first:{LUQIAO}", "2024-01-01", f"first:{LUQIAO}", 3),
        (f"first:./{LUQIAO}", "2024-01-01", f"first:{LUQIAO}", 3),
        ("HEAD~4:331004", "", "", None),
        ("main:331004", "2024-01-01", f"main:{LUQIAO}", 4),
    ],
)
def test_a_target_is_found(asked: str, on: str, file: str, seats: int | None, repository: Path) -> None:
    assert repository.is_dir()
    if seats is None:  # the commit before there were policies
        with pytest.raises(UsageError, match=r"git\.no-policies"):
            found(asked)
        return
    assert found(asked) == (on, file, seats)


def test_a_code_without_a_date_is_taken_on_the_day_that_is_given(repository: Path) -> None:
    assert repository.is_dir()
    assert found("331004", on=datetime.date(2024, 9, 1))[0] == "2024-09-01"
    assert found("331004@2024-05-06", on=datetime.date(2024, 9, 1))[0] == "2024-05-06"


def test_a_draft_elsewhere_is_laid_over_the_chain_of_the_policies(own_repository: Path) -> None:
    (own_repository / "draft.yaml").write_text(DRAFT, "utf-8")
    assert found("draft.yaml") == ("2026-01-01", "draft.yaml", 5)


def test_a_draft_beside_the_versions_is_no_fault_while_it_is_compared(own_repository: Path) -> None:
    path = own_repository / "policies" / "331004-luqiao" / "next.yaml"
    path.write_text(DRAFT, "utf-8")
    assert found("policies/331004-luqiao/next.yaml") == ("2026-01-01", "policies/331004-luqiao/next.yaml", 5)


def test_a_draft_takes_the_place_of_the_version_of_its_day(own_repository: Path) -> None:
    (own_repository / "draft.yaml").write_text(DRAFT.replace("2026-01-01", "2024-01-01"), "utf-8")
    assert found("draft.yaml") == ("2024-01-01", "draft.yaml", 5)


def test_a_draft_may_be_the_first_version_of_its_jurisdiction(own_repository: Path) -> None:
    (own_repository / "draft.yaml").write_text(DRAFT.replace("331004", "331081"), "utf-8")
    assert found("draft.yaml") == ("2026-01-01", "draft.yaml", 5)


def test_a_draft_that_calls_itself_issued_is_in_no_register(own_repository: Path) -> None:
    draft = DRAFT.replace("status: draft", "status: issued")
    (own_repository / "draft.yaml").write_text(draft, "utf-8")
    with Targets(Path("policies")) as targets:
        target = targets.find("draft.yaml")
        policy = target.policy()
        assert target.chains.issue_check(policy.files[-1]).state == "not-registered"
        assert not policy.binding


def test_a_pipe_is_no_file(own_repository: Path) -> None:
    os.mkfifo(own_repository / "pipe.yaml")
    with pytest.raises(DocumentError, match=r"policies\.not-a-file"):
        found("pipe.yaml")


def test_a_draft_of_a_revision_is_laid_over_the_chain_of_that_revision(own_repository: Path) -> None:
    draft = DRAFT.replace("posts: {seats_max: 5}", "posts: {concurrent_max: 1}")
    (own_repository / "draft.yaml").write_text(draft, "utf-8")
    git(own_repository, "add", "draft.yaml")
    git(own_repository, "commit", "--quiet", "--message", "draft")
    (own_repository / "policies/330000-zhejiang/2023-01-01.yaml").unlink()
    assert found("HEAD:draft.yaml") == ("2026-01-01", "HEAD:draft.yaml", 4)


def test_files_are_named_from_the_working_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "policies" / "331004-luqiao")
    for asked in ("first:2024-01-01.yaml", f"first:{LUQIAO}"):
        assert found(asked, "..") == ("2024-01-01", f"first:{LUQIAO}", 3)
    on, file, seats = found("2024-01-01.yaml", "..")
    assert (on, seats) == ("2024-01-01", 4)
    assert Path(file).is_file()


def test_policies_may_be_the_repository_itself(own_repository: Path) -> None:
    inner = own_repository / "policies"
    git(inner, "init", "--quiet", "--initial-branch=main")
    git(inner, "add", "--all")
    git(inner, "commit", "--quiet", "--message", "all")
    assert found("HEAD:331004") == ("2024-01-01", "HEAD:./331004-luqiao/2024-01-01.yaml", 4)


def test_policies_may_lie_in_another_repository_than_one_works_in(
    own_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for asked in ("first:331004", f"first:{LUQIAO}"):
        assert found(asked, str(own_repository / "policies")) == ("2024-01-01", f"first:{LUQIAO}", 3)


def test_a_hook_of_another_repository_leads_nobody_astray(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.is_dir()
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert found("first:331004")[2] == 3


def test_policies_that_are_gone_are_still_found_in_the_revision(own_repository: Path) -> None:
    shutil.rmtree(own_repository / "policies")
    assert found("first:331004") == ("2024-01-01", f"first:{LUQIAO}", 3)


def test_what_a_partial_clone_lacks_is_said(own_repository: Path) -> None:
    county = own_repository / LUQIAO
    county.write_text(county.read_text("utf-8") + "# only here\n", "utf-8")
    git(own_repository, "commit", "--all", "--quiet", "--message", "only here")
    name = subprocess.run(
        ["git", "rev-parse", f"HEAD:{LUQIAO}"], check=True, capture_output=True, text=True
    ).stdout.strip()
    (own_repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(UsageError, match=r"git\.not-fetched"):
        found("HEAD:331004")


def test_nothing_is_checked_out_and_nothing_is_left_behind(repository: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted(repository.rglob("*")) if path.is_file()}
    with Targets(Path("policies")) as targets:
        target: Target = targets.find("first:331004")
        folder = target.chains.repository.root
        assert folder.is_dir()
        assert not list(folder.rglob("cases"))  # what townships submitted is nobody's business here
    assert not folder.exists()
    after = {path: path.stat().st_mtime_ns for path in sorted(repository.rglob("*")) if path.is_file()}
    assert after == before


def test_the_layers_above_are_read_once_for_all(repository: Path) -> None:
    assert repository.is_dir()
    with Targets(Path("policies")) as targets:
        one, other = targets.find("331004"), targets.find(LUQIAO)
        first, second = targets.find("first:331004"), targets.find("first:330105")
        assert one.chains is other.chains
        assert first.chains is second.chains
        assert one.policy().files[0] is other.policy().files[0]
