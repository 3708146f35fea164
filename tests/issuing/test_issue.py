"""Issuing: file and register together, whatever comes in between."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from policy_engine.app import issue as module
from policy_engine.app.issue import BlockedError, Issuance, issue
from policy_engine.diagnostics import Diagnostic, Span, Text, UsageError
from policy_engine.policyset import register_writing
from policy_engine.policyset.register import FILE, Register
from tests.issuing.offices import (
    COUNTY,
    LATER,
    MARK,
    PROVINCE,
    TEXTS,
    check,
    contents,
    issued,
    issued_offices,
    lay_out,
    nothing_blocks,
)


class PowerFailure(BaseException):
    """What no handler of errors may take for an error."""


def test_issuing_fills_in_the_file_and_adds_a_line_that_says_the_same(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    issuance = issued(root, COUNTY)
    entry = json.loads((root / FILE).read_text("utf-8"))
    assert f'sha256: "{entry["sha256"]}"' in (root / COUNTY).read_text("utf-8")
    assert entry == {
        "number_in_register": 1,
        "jurisdiction": "331004",
        "effective_from": "2024-01-01",
        "file": COUNTY,
        "issued": {"number": MARK.number, "by": MARK.by, "date": "2024-01-01"},
        "sha256": entry["sha256"],
        "previous": "0" * 64,
        "hash": issuance.seal,
    }
    assert not issuance.resumed
    assert str(issuance.registered.span) == f"{(root / FILE).as_posix()}:1:1"


def test_each_line_is_chained_to_the_one_before(tmp_path: Path) -> None:
    root = issued_offices(tmp_path)
    previous = "0" * 64
    for number, line in enumerate((root / FILE).read_text("utf-8").splitlines(), 1):
        entry = json.loads(line)
        stated = entry.pop("hash")
        plain = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert stated == hashlib.sha256(plain.encode()).hexdigest()
        assert (entry["number_in_register"], entry["previous"]) == (number, previous)
        previous = stated
    assert Register.read(root).seal == previous


def test_only_the_file_and_the_register_change(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    before = contents(root)
    issued(root, COUNTY)
    after = contents(root)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {COUNTY, FILE}


def test_a_file_may_be_issued_after_it_took_effect(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    late = datetime.date(2024, 12, 31)
    issue(root, root / COUNTY, number="1", by="区委", date=late, blocking=nothing_blocks)
    assert check(root, COUNTY).state == "intact"


def test_the_file_may_be_named_in_any_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path / "policies")
    (tmp_path / "linked").symlink_to(tmp_path / "policies", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "policies" / "331004-luqiao")
    file = Path("../331004-luqiao") / Path(COUNTY).name
    root = Path("../../linked")
    issuance = issue(root, file, number="1", by="区委", date=MARK.date, blocking=nothing_blocks)
    assert issuance.registered.entry.file == COUNTY
    assert check(tmp_path / "policies", COUNTY).state == "intact"


def test_a_policy_in_json_is_issued_like_any_other(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    path = (root / COUNTY).with_name("2026-01-01.json")
    document = {
        "kind": "policy", "jurisdiction": "331004", "name": "路桥区", "parent": "330000",
        "version": "2026.1", "status": "draft", "effective": {"from": "2026-01-01"},
    }  # fmt: skip
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    issued(root, "331004-luqiao/2026-01-01.json")
    assert check(root, "331004-luqiao/2026-01-01.json").state == "intact"
    assert json.loads(path.read_text("utf-8"))["issued"]["number"] == MARK.number


def test_a_power_failure_between_file_and_register_is_seen_and_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path)
    issued(root, PROVINCE)

    def fail(*_: object) -> Register:
        # Nothing runs after a power failure, so neither may what puts the old file back.
        monkeypatch.setattr(module, "replace_file", lambda *_: None)
        raise PowerFailure

    monkeypatch.setattr(module, "append", fail)
    with pytest.raises(PowerFailure):
        issued(root, COUNTY)
    assert check(root, COUNTY).state == "not-registered"
    monkeypatch.undo()

    half_done = (root / COUNTY).read_bytes()
    issuance = issued(root, COUNTY)
    assert issuance.resumed
    assert (root / COUNTY).read_bytes() == half_done
    assert [check(root, name).state for name in (PROVINCE, COUNTY)] == ["intact", "intact"]


@pytest.mark.parametrize(("name", "refused"), [(COUNTY, False), (PROVINCE, True)])
def test_that_a_line_is_missing_is_no_reason_not_to_add_it(name: str, refused: bool, tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    issued(root, COUNTY)
    (root / FILE).unlink()
    found = Diagnostic("Q16", Text("未登记。", "Not registered."), Span((root / name).as_posix(), 1, 1, 1, 2))

    def issue_again() -> Issuance:
        return issue(root, root / COUNTY, **MARK.model_dump(), blocking=lambda: (found,))

    if refused:
        with pytest.raises(BlockedError):
            issue_again()
    else:
        assert issue_again().resumed


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_when_the_register_cannot_be_written_the_file_is_as_it_was(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = issued_offices(tmp_path)
    (root / LATER).write_bytes(TEXTS[LATER].encode())
    register = (root / FILE).read_bytes().splitlines(keepends=True)
    (root / FILE).write_bytes(b"".join(register[:2]))
    before = contents(root)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(register_writing.os, "replace", _only(fail, FILE))
    with pytest.raises((UsageError, KeyboardInterrupt)):
        issued(root, LATER)
    assert contents(root) == before


def _only(fail: object, name: str) -> object:
    """os.replace that fails for one target."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == name and callable(fail):
            fail()
        real(source, target)

    return replace


def test_an_interruption_after_the_line_was_added_leaves_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path)
    real = module.append

    def interrupted(*arguments: object) -> Register:
        real(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        issued(root, COUNTY)
    assert check(root, COUNTY).state == "intact"


def test_a_file_edited_while_it_is_validated_is_not_issued(tmp_path: Path) -> None:
    root = lay_out(tmp_path)

    def edit() -> Sequence[Diagnostic]:
        (root / COUNTY).write_bytes(TEXTS[COUNTY].replace("90", "95").encode())
        return ()

    with pytest.raises(UsageError) as caught:
        issue(root, root / COUNTY, **MARK.model_dump(), blocking=edit)
    assert caught.value.diagnostic.code == "issue.changed-meanwhile"
    assert "95" in (root / COUNTY).read_text("utf-8")
    assert not (root / FILE).exists()


def test_of_two_who_issue_at_once_one_has_to_try_again(tmp_path: Path) -> None:
    root = lay_out(tmp_path)

    def other() -> Sequence[Diagnostic]:
        issued(root, PROVINCE)
        return ()

    with pytest.raises(UsageError) as caught:
        issue(root, root / COUNTY, **MARK.model_dump(), blocking=other)
    assert caught.value.diagnostic.code == "register.changed-meanwhile"
    assert check(root, PROVINCE).state == "intact"
    assert (root / COUNTY).read_bytes() == TEXTS[COUNTY].encode()
    issued(root, COUNTY)
    assert check(root, COUNTY).state == "intact"


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_a_line_is_added_in_the_register_s_own_line_ends(end: bytes, tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    issued(root, PROVINCE)
    first = (root / FILE).read_bytes().replace(b"\n", end)
    (root / FILE).write_bytes(first)
    issued(root, COUNTY)
    data = (root / FILE).read_bytes()
    assert data.startswith(first)
    assert data.count(end) == data.count(b"\n") == 2
    assert Register.read(root).problems == ()


def test_a_register_that_lost_its_last_line_end_is_continued_on_a_new_line(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    issued(root, PROVINCE)
    (root / FILE).write_bytes((root / FILE).read_bytes().rstrip(b"\n"))
    issued(root, COUNTY)
    assert [each.entry.file for each in Register.read(root).entries] == [PROVINCE, COUNTY]
    assert Register.read(root).problems == ()


def test_permissions_stay(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    issued(root, PROVINCE)
    for name in (COUNTY, FILE):
        (root / name).chmod(0o664)
    issued(root, COUNTY)
    assert [oct((root / name).stat().st_mode & 0o777) for name in (COUNTY, FILE)] == ["0o664", "0o664"]


def test_an_empty_register_has_a_seal_and_knows_no_file(tmp_path: Path) -> None:
    register = Register.read(lay_out(tmp_path))
    assert (register.seal, register.entries, register.problems) == ("0" * 64, (), ())
    assert register.state_of(COUNTY, TEXTS[COUNTY].encode(), "draft", None).state == "not-issued"
    assert register.missing([]) == ()
