"""What is said of waivers says what is on their paper, and nothing that means nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.validate import validate
from policy_engine.findings.validation import Problem
from policy_engine.policyset.listing_problems import odd_name
from policy_engine.reports.words import waiver_text
from tests.fixtures.counties import as_yaml, changed, read
from tests.waivers.county import checked, entry, folder_of, of, over_cap, waiver

NAMES: list[dict[str, Any]] = read(Path(__file__).with_name("names.yaml"))


def bounded(most: int) -> dict[str, Any]:
    return {"policy": {"set": {"envelope": [{"path": "posts.cap", "at_most": most}]}}}


def told_of(granted: int, *, by_form: bool = False, **changes: Any) -> list[Problem]:
    """What validation says of a waiver of the cap, which is eight posts for the township's class."""
    cap = {"by": "form", "values": {"town": 8}, "default": 12}
    policy = {"policy": {"set": {"posts.cap": cap}}} if by_form else {}
    root = folder_of(changed(over_cap(), policy), waiver(entry(granted=granted, **changes)))
    found = validate([root], root).problems
    return [each for each in found if each.code == "waiver.grants-nothing"]


def test_what_a_layer_above_cut_is_quoted_as_the_paper_has_it() -> None:
    (cap,) = of(checked(changed(over_cap(), bounded(9)), waiver(entry(granted=90))), "U12")
    assert cap.waiver is not None
    assert (cap.waiver.written, cap.waiver.granted) == (90, 9)
    assert "准予限值 90，按上级约束适用 9，至" in waiver_text(cap.waiver, "zh")
    assert "granted 90, honoured up to 9 as the layers above bound it, until" in waiver_text(cap.waiver, "en")


def test_what_no_layer_cut_is_quoted_once() -> None:
    (cap,) = of(checked(over_cap(), waiver()), "U12")
    assert cap.waiver is not None
    assert cap.waiver.written is None
    assert "准予限值 9，至" in waiver_text(cap.waiver, "zh")


def test_what_is_beyond_the_cut_bound_is_told_with_both() -> None:
    (beyond,) = of(checked(changed(over_cap(), bounded(8)), waiver(entry(granted=90))), "V06")
    assert "准予到 90（2024-03-01），按上级约束适用 8，实际 9，不予豁免" in beyond.message.zh
    assert "up to 90 on 2024-03-01, honoured up to 8 as the layers above bound it; 9 is" in beyond.message.en
    (plain,) = of(checked(over_cap(), waiver(entry(granted=8))), "V06")
    assert "准予到 8（2024-03-01），实际 9" in plain.message.zh
    assert "上级" not in plain.message.zh


def test_validation_quotes_the_paper_and_what_holds() -> None:
    root = folder_of(changed(over_cap(), bounded(9)), waiver(entry(granted=90)))
    found = validate([root], root).problems
    (cut,) = (each for each in found if each.code == "waiver.beyond-the-bound-above")
    assert cut.message.zh == "准予限值 90 超出上级对政策的约束，按上级约束适用 9。"


@pytest.mark.parametrize("granted", [7, 8])
def test_a_waiver_that_allows_no_more_than_the_policy_is_said_to_grant_nothing(granted: int) -> None:
    (idle,) = told_of(granted)
    assert (idle.level, idle.message.zh) == (
        "warn", f"准予限值 {granted} 没有比政策自己的限值 8 放宽，这项豁免什么也没有准予。"
    )  # fmt: skip


def test_a_waiver_that_allows_more_is_not() -> None:
    assert told_of(9) == []


def test_where_the_limit_hangs_on_what_is_not_known_only_what_is_idle_for_all_is_told() -> None:
    assert told_of(9, by_form=True) == []
    (idle,) = told_of(8, by_form=True)
    assert "限值 8、12 放宽" in idle.message.zh


def test_a_lower_bound_that_asks_as_much_as_the_policy_grants_nothing() -> None:
    low = changed(over_cap(), {"policy": {"set": {"duties.per_post": {"min": 2, "max": 20}}}})
    levels = {}
    for granted in (1, 2):
        root = folder_of(low, waiver(entry(code="duties-per-post-low", subject="P6", granted=granted)))
        levels[granted] = [p.code for p in validate([root], root).problems if p.code.startswith("waiver.")]
    assert levels == {1: [], 2: ["waiver.grants-nothing"]}


def test_for_a_slip_only_what_can_be_waived_is_proposed() -> None:
    for code in ("U99", "U29x", "U19"):
        root = folder_of(over_cap(), waiver(entry(code=code)))
        (slip,) = (p for p in validate([root], root).problems if p.code.startswith("waiver."))
        assert slip.remedy is not None
        assert "U29" not in slip.remedy.zh
        assert "U19" not in slip.remedy.zh
    root = folder_of(over_cap(), waiver(entry(code="U13x")))
    (near,) = (p for p in validate([root], root).problems if p.code == "waiver.unknown-check")
    assert near.remedy is not None


@pytest.mark.parametrize(
    ("code", "changes"),
    [("V09", {}), ("V10", {"status": "draft"}), ("V04", {"by": "别处"}), ("V05", {}), ("V07", {})],
)
def test_no_figures_are_shown_that_mean_nothing(code: str, changes: dict[str, Any]) -> None:
    waivers = {"V04": {"approvers": ["缙云县委编委"]}, "V05": {"not_for": ["U12"]}}.get(code)
    policy: dict[str, Any] = {} if waivers is None else {"waivers": waivers}
    if code == "V07":
        policy["posts.cap.values.large"] = 9
    documents = changed(over_cap(), {"policy": {"set": policy}})
    (found,) = of(checked(documents, waiver(**changes)), code)
    assert (found.observed, found.limit, found.margin) == (None, None, None)


@pytest.mark.parametrize("case", NAMES, ids=[case["name"] for case in NAMES])
def test_a_file_of_another_name_is_sent_where_its_kind_belongs(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["file"]
    path.write_bytes(as_yaml(case["text"]))
    help_ = odd_name(path).help
    assert help_ is not None
    assert help_.zh == case["says"]


def test_in_the_folder_of_ledgers_a_ledger_is_told_its_day(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    path = tmp_path / "ledger" / "核定表.yaml"
    path.write_bytes(as_yaml({"kind": "ledger", "effective": {"from": "2024-05-01"}}))
    help_ = odd_name(path).help
    assert help_ is not None
    assert help_.zh == "请改名为 2024-05-01.yaml。"
