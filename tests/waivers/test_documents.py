"""A waiver that cannot be followed: nobody is judged as if it were not there, and its place is told."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from policy_engine_cli.main import main

from policy_engine.app.check import Checker
from policy_engine.app.counties import Counties
from policy_engine.app.validate import validate
from policy_engine.app.waivers import waivers_under
from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.policyset.repository import Repository
from policy_engine.policyset.waivers import read_waiver
from tests.fixtures.counties import as_json, as_yaml, changed, read
from tests.waivers.county import NAME, entry, folder_of, over_cap, waiver

CASES: list[dict[str, Any]] = read(Path(__file__).with_name("bad.yaml"))


def bad(case: dict[str, Any]) -> dict[str, Any]:
    return waiver(entry(**case.get("entry", {})), **case.get("waiver", {}))


def problems(root: Path) -> tuple[Diagnostic, ...]:
    documents = over_cap()
    with pytest.raises(DocumentError) as raised:
        Checker(root).check(documents.data, "setup.json")
    return tuple(raised.value.diagnostics)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_waiver_that_cannot_be_followed_stops_the_check_at_its_place(case: dict[str, Any]) -> None:
    root = folder_of(over_cap(), bad(case))
    (problem,) = problems(root)
    assert problem.code == case["code"]
    assert problem.span is not None
    assert problem.span.file.endswith(f"waivers/{NAME}")
    written = (root / "331122-jinyun/waivers" / NAME).read_text(encoding="utf-8").splitlines()
    if "at" in case:
        assert written[problem.span.line - 1].strip().removeprefix("- ").startswith(f"{case['at']}:")
    told = f"{problem.message.zh}{problem.help.zh if problem.help is not None else ''}"
    assert case.get("says", "") in told


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_validation_says_the_same(case: dict[str, Any]) -> None:
    root = folder_of(over_cap(), bad(case))
    validation = validate([root / "331122-jinyun/waivers" / NAME], root)
    assert [problem.code for problem in validation.problems] == [case["code"]]
    assert validation.outcome == "unreadable"


def test_a_good_waiver_is_valid_and_is_among_the_files() -> None:
    root = folder_of(over_cap(), waiver())
    validation = validate([root / "331122-jinyun/waivers"], root)
    assert (validation.problems, validation.outcome) == ((), "valid")
    assert [Path(file).name for file in validation.files] == [NAME]


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ({"waivers": {"not_for": ["U12"]}}, "waiver.forbidden"),
        ({"waivers": {"approvers": ["浙江省委编委"]}}, "waiver.approver-not-entitled"),
        ({"envelope": [{"path": "posts.cap", "at_most": 8}]}, "waiver.beyond-the-bound-above"),
    ],
)
def test_validation_warns_of_what_will_not_be_honoured(policy: dict[str, Any], code: str) -> None:
    root = folder_of(changed(over_cap(), {"policy": {"set": policy}}), waiver())
    validation = validate([root / "331122-jinyun/waivers" / NAME], root)
    assert [(problem.code, problem.level) for problem in validation.problems] == [(code, "warn")]


def test_a_copy_of_a_waiver_does_not_grant_everything_twice() -> None:
    root = folder_of(over_cap(), waiver(), waiver())
    assert [each.code for each in problems(root)] == ["waiver.number-twice"]
    told = validate([root / "331122-jinyun/waivers"], root).problems
    assert [(each.code, each.place is not None) for each in told] == [("waiver.number-twice", True)]


@pytest.mark.parametrize(
    "number",
    ["缙编（2024）3号", "缙编[2024]3号", "缙编【2024】3号", " 缙编〔２０２４〕 3号", "缙编〔2024\u200b〕3号"],
)
def test_nor_does_one_whose_number_is_written_another_way(number: str) -> None:
    root = folder_of(over_cap(), waiver(), waiver(number=number))
    assert [each.code for each in problems(root)] == ["waiver.number-twice"]


def test_another_number_is_another_waiver() -> None:
    others = [waiver(number="缙编〔2024〕33号"), waiver(number="缙编〔2023〕3号")]
    root = folder_of(over_cap(), waiver(), *others)
    assert validate([root / "331122-jinyun/waivers"], root).problems == ()


def test_a_draft_may_bear_the_number_that_was_issued_later() -> None:
    root = folder_of(over_cap(), waiver(status="draft"), waiver())
    assert validate([root / "331122-jinyun/waivers"], root).problems == ()


def test_validation_warns_of_a_township_that_the_ledger_does_not_list() -> None:
    root = folder_of(over_cap(), waiver(entry(township="331122199")))
    validation = validate([root / "331122-jinyun/waivers" / NAME], root)
    assert [problem.code for problem in validation.problems] == ["waiver.township-not-listed"]


@pytest.mark.parametrize(
    "name",
    ["2024-3.YAML", "2024-3.yaml.txt", "2024-3.yaml ", "2024-3.yml.txt", "2024-3.txt", "2024-3.yaml.bak",
     "2024-3"],
    ids=lambda name: repr(name),
)  # fmt: skip
def test_a_file_that_may_be_a_waiver_and_is_oddly_named_is_not_passed_over(name: str) -> None:
    root = folder_of(over_cap(), waiver())
    folder = root / "331122-jinyun/waivers"
    (folder / NAME).rename(folder / name)
    assert [each.code for each in problems(root)] == ["policies.odd-name"]


@pytest.mark.parametrize("name", ["Waivers", "waivers ", "WAIVERS", "waiver", "豁免", "豁免批复"])
def test_a_folder_that_is_meant_as_that_of_waivers_is_not_passed_over(name: str) -> None:
    root = folder_of(over_cap(), waiver())
    (root / "331122-jinyun/waivers").rename(root / "331122-jinyun" / name)
    assert [each.code for each in problems(root)] == ["policies.odd-name"]


def test_a_folder_inside_of_that_of_waivers_is_not_passed_over() -> None:
    root = folder_of(over_cap(), waiver())
    folder = root / "331122-jinyun/waivers"
    (folder / "2024").mkdir()
    (folder / NAME).rename(folder / "2024" / NAME)
    (problem,) = problems(root)
    assert problem.code == "policies.odd-name"
    assert problem.span is not None
    assert problem.span.file.endswith("waivers/2024")


@pytest.mark.parametrize("name", ["2024-3.pdf", "缙编〔2024〕3号.docx", ".gitkeep", "Thumbs.db", "README.md"])
def test_a_scan_or_a_note_may_lie_beside_a_waiver(name: str) -> None:
    documents = over_cap()
    root = folder_of(documents, waiver())
    (root / "331122-jinyun/waivers" / name).write_bytes(b"%PDF-1.7")
    assert Checker(root).check(documents.data, "setup.json").outcome == "approved"


def test_a_folder_where_the_waiver_should_be_is_not_passed_over() -> None:
    root = folder_of(over_cap())
    (root / "331122-jinyun/waivers" / NAME).mkdir()
    assert [each.code for each in problems(root)] == ["policies.not-a-file"]


def test_a_draft_that_cannot_be_read_stops_the_check_as_well() -> None:
    root = folder_of(over_cap())
    (root / "331122-jinyun/waivers" / NAME).write_text("kind: waiver\nstatus: draft\n", encoding="utf-8")
    assert {each.code for each in problems(root)} == {"schema.missing-key"}


def test_a_waiver_outside_of_its_folder_is_told_where_it_belongs() -> None:
    root = folder_of(over_cap(), waiver())
    (root / "331122-jinyun/waivers" / NAME).rename(root / "331122-jinyun/ledger" / "2024-3.yaml")
    told = [problem.code for problem in validate([root], root).problems]
    assert "policies.odd-name" in told  # the ledger's folder holds files named after days
    (root / "331122-jinyun/ledger" / "2024-3.yaml").rename(root / "2024-3.yaml")
    (problem,) = [each for each in validate([root], root).problems if each.level == "error"]
    assert problem.code == "policy.out-of-place"
    assert problem.remedy is not None
    assert "waivers/<文号>.yaml" in problem.remedy.zh


def test_a_waiver_in_the_folder_of_a_province_counts_for_nothing_and_is_said_to() -> None:
    root = folder_of(over_cap())
    folder = next(root.glob("*-jinyun")).parent / "330000-zhejiang"
    (folder / "waivers").mkdir(parents=True)
    policy = {
        "kind": "policy", "jurisdiction": "330000", "name": "浙江省", "version": "2024.1",
        "status": "illustrative", "effective": {"from": datetime.date(2024, 1, 1)},
    }  # fmt: skip
    (folder / "2024-01-01.yaml").write_text(yaml.safe_dump(policy, allow_unicode=True), encoding="utf-8")
    written = yaml.safe_dump(waiver(entry(township="330000001"), jurisdiction="330000"), allow_unicode=True)
    (folder / "waivers" / NAME).write_text(written, encoding="utf-8")
    told = {problem.code for problem in validate([folder / "waivers" / NAME], root).problems}
    assert told == {"waiver.not-of-a-county"}


def test_an_unknown_name_under_not_for_is_an_error_of_the_policy() -> None:
    documents = changed(over_cap(), {"policy": {"set": {"waivers": {"not_for": ["U12", "U99"]}}}})
    root = folder_of(documents)
    with pytest.raises(DocumentError) as raised:
        Checker(root).check(documents.data, "setup.json")
    assert [each.code for each in raised.value.diagnostics] == ["waivers.unknown-check"]


_ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, "", "x", "20%", "2/3", "1/0", 10**30, [], {}, [1], {"a": 1}, "1e400",
    "2024-02-30", "9999-12-31", "0001-01-01", "no", "🙂",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_no_waiver_however_odd_is_more_than_a_message_with_its_place(seed: int) -> None:
    root = folder_of(over_cap(), waiver())
    path, repository = root / "331122-jinyun/waivers" / NAME, Repository(root)
    program = Counties(root).on("331122", datetime.date(2024, 3, 1)).program
    chance = random.Random(seed)  # noqa: S311 - tests, not secrets
    refused: list[DocumentError] = []
    for _ in range(60):
        odd = waiver(entry(schedule=[{"from": "2024-06-01", "granted": 8}]))
        part = chance.choice([odd, odd["entries"][0], odd["entries"][0]["schedule"][0]])
        part[chance.choice([*part, "extra"])] = chance.choice(_ODD)
        path.write_bytes(chance.choice([as_json, as_yaml])(odd))
        try:
            found = waivers_under((read_waiver(repository, "331122", path),), program)
            found.require_usable(datetime.date(2024, 3, 1))
        except DocumentError as error:
            refused.append(error)
    assert 20 < len(refused) < 60
    assert all(each.span is not None for error in refused for each in error.diagnostics)


def test_the_command_ends_with_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = over_cap()
    root = folder_of(documents, waiver(entry(code="U99")))
    (tmp_path / "setup.json").write_bytes(documents.data)
    assert main(["check", str(tmp_path / "setup.json"), "--policies", str(root)]) == 3
    assert f"{NAME}:" in capsys.readouterr().err


def test_validation_does_not_warn_of_an_entry_although_a_pool_is_not_waived_with_it() -> None:
    documents = changed(over_cap(), {"policy": {"set": {"waivers": {"not_for": ["P01"]}}}})
    root = folder_of(documents, waiver())
    assert validate([root / "331122-jinyun/waivers" / NAME], root).problems == ()
    assert Checker(root).check(documents.data, "setup.json").outcome == "approved"
