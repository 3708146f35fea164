"""The shipped counties are complete, and pretend nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policy_engine.divisions import division, townships_of
from policy_engine.documents.actions import Actions
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import load
from policy_engine.documents.policy import Policy
from policy_engine.documents.setup import Setup
from tests.policies.shipped import ACTIONS, CASES, COUNTIES, LAYERS, LEDGERS, POLICIES, ROUNDS

# A surname and no full name.
MASKED = re.compile(r"[\u4e00-\u9fff]\*[*\u4e00-\u9fff]?")
_COUNTY_FILES = [file for file in LAYERS if file.parent.name[:6] in COUNTIES]


def test_all_counties_are_there_with_the_layers_above_them() -> None:
    folders = {folder.name[:6] for folder in POLICIES.iterdir() if folder.is_dir()}
    assert folders == {*COUNTIES, "330500", "330000", "000000"}


@pytest.mark.parametrize(
    "file",
    [*LAYERS, *LEDGERS, *CASES, *ACTIONS, *ROUNDS],
    ids=lambda file: "-".join(file.parts[-3:]),
)
def test_every_file_says_that_it_is_an_example(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "示例数据，非真实政策" in text
    assert re.search(r"^(status: illustrative|状态: 示例)\b", text, re.MULTILINE)


@pytest.mark.parametrize("file", LAYERS, ids=lambda file: "-".join(file.parts[-2:]))
def test_a_policy_bears_its_jurisdictions_real_name(file: Path) -> None:
    policy = load(Policy, file.read_bytes(), file.name).document
    known = division(policy.jurisdiction)
    assert (policy.name if known is None else known.name) == policy.name
    assert known is not None or policy.jurisdiction == "000000"
    assert policy.status == "illustrative"


@pytest.mark.parametrize("file", _COUNTY_FILES, ids=lambda file: "-".join(file.parts[-2:]))
def test_a_county_that_lists_its_townships_lists_all_of_them(file: Path) -> None:
    policy = load(Policy, file.read_bytes(), file.name).document
    assert policy.classification is not None
    listed = policy.classification.townships
    if policy.classification.method == "label":
        assert listed is not None
        assert list(listed) == [township.code for township in townships_of(policy.jurisdiction)]
    else:
        assert listed is None


@pytest.mark.parametrize("file", LEDGERS, ids=lambda file: file.parts[-3])
def test_a_ledger_has_every_township_and_adds_up(file: Path) -> None:
    ledger = load(Ledger, file.read_bytes(), file.name).document
    assert list(ledger.townships) == [township.code for township in townships_of(ledger.jurisdiction)]
    for kind in ("administrative", "public_institution"):
        given = sum(getattr(township, kind) for township in ledger.townships.values())
        assert given <= getattr(ledger.total, kind)
        for township in ledger.townships.values():
            institutions = township.institutions or ()
            of_institutions = sum(getattr(each.establishment, kind) for each in institutions)
            assert of_institutions == getattr(township, kind)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_set_up_is_of_a_real_township_and_names_nobody(file: Path) -> None:
    setup = load(Setup, file.read_bytes(), file.name).document
    known = division(setup.township.code)
    assert known is not None
    assert known.name == setup.township.name
    names = [person.name for person in setup.persons or ()]
    assert len(names) > 0
    assert [name for name in names if not MASKED.fullmatch(name)] == []


@pytest.mark.parametrize("file", ACTIONS, ids=lambda file: file.stem)
def test_a_batch_of_actions_names_nobody(file: Path) -> None:
    batch = load(Actions, file.read_bytes(), file.name).document
    newcomers = [getattr(action, "newcomer", None) for action in batch.actions]
    assert [each.name for each in newcomers if each is not None and not MASKED.fullmatch(each.name)] == []


def test_one_county_is_written_in_chinese_throughout() -> None:
    for file in sorted((POLICIES / "331081-wenling").rglob("*.yaml")):
        text = re.sub("#.*", "", file.read_text(encoding="utf-8"))
        keys = re.findall(r"(?:^|[{,-])\s*([A-Za-z_]+):", text, re.MULTILINE)
        # The variables of its own rule are letters.
        assert set(keys) <= {"h", "p"}, file.name
