"""Nothing that may be a policy is passed over, and one folder's mistake does not hide what others have."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.app.validate import validate
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.policyset import listing
from policy_engine.policyset.in_force import Chains, ledger_in_force
from policy_engine.policyset.repository import Repository
from tests.cli.running import run
from tests.validate_cli.chains import BASE, COUNTY, lay_out

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "hidden.yaml").read_text("utf-8"), yaml.CSafeLoader
)
FOLDER = "policies/331004-luqiao"
BESIDE = "policies/331081-wenling/2024-01-01.yaml"
LEDGER = """kind: ledger
jurisdiction: "331004"
status: illustrative
effective: {from: 2024-01-01}
approval: {number: 路编〔2023〕46号, date: 2023-12-28}
total: {administrative: 0, public_institution: 0}
townships: {}
"""
EARLIER = BASE[COUNTY].replace("from: 2024-01-01", "from: 2023-01-01, until: 2023-12-31")
CONTENT = {"$C": BASE[COUNTY], "$E": EARLIER, "$L": LEDGER}
# A cap above the province's: a finding of the other county, whatever is wrong beside it.
OTHER = BASE[COUNTY].replace("331004", "331081").replace("large: 95", "large: 120")
OTHERS_FINDING = (f"{BESIDE}:14:29", "Q15")
DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with policies that are in order but for the other county's cap."""
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path, {"files": {BESIDE: OTHER}})
    return tmp_path


def make(root: Path, case: dict[str, Any]) -> None:
    def at(name: str) -> Path:
        path = root / name.replace("$F", FOLDER)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    for name, text in case.get("files", {}).items():
        at(name).write_text(CONTENT.get(text, text), "utf-8")
    for name in case.get("folders", []):
        at(name).mkdir()
    for name, target in case.get("links", {}).items():
        at(name).symlink_to(target)


def found_in(*paths: str) -> list[tuple[str, str]]:
    problems = validate([Path(path) for path in paths or ["policies"]]).problems
    return [(str(each.place.span) if each.place else "-", each.code) for each in problems]


def judged(code: str) -> None:
    repository = Repository(Path("policies"))
    Chains(repository).in_force(code, DAY)
    ledger_in_force(repository, code, DAY)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_hides_a_version_is_said_beside_everything_else(case: dict[str, Any], folder: Path) -> None:
    make(folder, case["make"])
    expected = [(place.replace("$F", FOLDER), code) for place, code in case["finds"]]
    # Below what hides its own versions a county cannot be judged either; it is said once.
    hides = {"policies/330000", "policies/331000"} if case["refused"] else set()
    chain_hidden = any(place[:15] in hides for place, _ in expected)
    others = [] if chain_hidden else [OTHERS_FINDING]
    assert sorted(found_in()) == sorted([*expected, *others])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_county_is_not_judged_while_a_version_may_be_hidden(case: dict[str, Any], folder: Path) -> None:
    make(folder, case["make"])
    if case["refused"] is None:
        judged("331004")
        return
    with pytest.raises(DocumentError) as caught:
        judged("331004")
    assert {each.code for each in caught.value.diagnostics} == {case["refused"]}


def test_another_county_is_judged_although_this_one_hides_a_version(folder: Path) -> None:
    make(folder, {"files": {"$F/2024-2-1.yaml": "$C", "policies/331004-lq/2024-01-01.yaml": "$C"}})
    judged("331081")


def test_one_file_named_is_told_what_is_wrong_in_its_own_chain_only(folder: Path) -> None:
    make(folder, {"files": {"$F/2024-2-1.yaml": "$C"}})
    assert found_in(BESIDE) == [OTHERS_FINDING]
    odd = (f"{FOLDER}/2024-2-1.yaml:1:1", "policies.odd-name")
    assert found_in(COUNTY) == [odd]
    assert found_in(f"{FOLDER}/2024-2-1.yaml") == [odd]


def test_an_empty_folder_named_by_itself_is_nothing_to_validate(folder: Path) -> None:
    make(folder, {"folders": ["policies/331000-taizhou"]})
    with pytest.raises(UsageError, match=r"validate\.nothing"):
        found_in("policies/331000-taizhou")


def test_a_linked_folder_is_validated_with_the_rest(folder: Path) -> None:
    (folder / FOLDER).rename(folder / "elsewhere")
    (folder / FOLDER).symlink_to(folder / "elsewhere", target_is_directory=True)
    make(folder, {"files": {"$F/2025-01-01.yaml": "kind: policy\n"}})
    assert any(place.startswith(f"{FOLDER}/2025-01-01.yaml") for place, _ in found_in())


def test_what_was_found_before_is_not_said_of_a_folder_that_hides_a_version(folder: Path) -> None:
    cache = folder / "cache"
    assert [each.code for each in validate([Path(COUNTY)], cache=cache).problems] == []
    make(folder, {"files": {"$F/2024-2-1.yaml": "$C"}})
    for _ in range(2):
        assert [each.code for each in validate([Path(COUNTY)], cache=cache).problems] == ["policies.odd-name"]


@pytest.mark.parametrize("place", [f"{FOLDER}/2026-01-01.yaml", f"{FOLDER}/ledger/2024-01-01.yaml",
                                   f"{FOLDER}/cases/x.yaml"])  # fmt: skip
def test_a_pipe_or_device_is_never_read(place: str, folder: Path) -> None:
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(folder / place)
    (folder / FOLDER / "2027-01-01.yaml").symlink_to(os.devnull)
    done = run("validate", "policies", folder=folder)  # with a time limit
    assert done.code == 3
    assert f"{place}:1:1: 错误 [policies.not-a-file]" in done.out
    assert f"{FOLDER}/2027-01-01.yaml:1:1: 错误 [policies.not-a-file]" in done.out
    assert "管道或设备" in done.out


def test_names_that_are_no_text_are_shown_as_well_as_they_can_be(folder: Path) -> None:
    other = os.fsencode(folder / BESIDE).replace(b"wenling", b"wenling\xff")
    os.makedirs(os.path.dirname(other))
    (folder / BESIDE).rename(os.fsdecode(other))
    (folder / BESIDE).parent.rmdir()
    for format_ in ("json", "text"):
        done = run("validate", "policies", "--format", format_, folder=folder)
        assert (done.code, done.error) == (1, "")
        assert "331081-wenling?/2024-01-01.yaml" in done.out
        if format_ == "json":
            assert len(json.loads(done.shown)["files"]) == 4


def test_a_file_that_may_not_be_read_is_one_problem_among_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Path.open

    def refusing(path: Path, *rest: Any, **more: Any) -> Any:
        if path == Path(COUNTY):
            raise PermissionError(13, "Permission denied")
        return reading(path, *rest, **more)

    assert folder.is_dir()
    monkeypatch.setattr(Path, "open", refusing)
    assert found_in() == [(f"{COUNTY}:1:1", "file.no-permission"), OTHERS_FINDING]


def test_a_folder_that_may_not_be_listed_hides_what_it_has(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def refusing(path: Path) -> Any:
        if path == Path(FOLDER):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    assert folder.is_dir()
    monkeypatch.setattr(Path, "iterdir", refusing)
    assert listing.listing_of([Path(FOLDER)]).versions == ()
    with pytest.raises(DocumentError, match=r"policies\.folder-unreadable"):
        judged("331004")
