"""One batch across the townships of a county."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.app.check_actions import ActionChecker, ActionsExamined
from policy_engine.diagnostics import DocumentError
from policy_engine.documents.setup import Setup
from tests.action_checks.batches import BASE, setups_of, start
from tests.fixtures.counties import as_json, policies_of

HERE, THERE = "331122101", "331122203"
TRAINING = {
    "action": "training", "hours": 8, "subject": "公文写作", "plan": "缙组〔2024〕1号", "from": "2024-03-10",
}  # fmt: skip
SOUND = {**TRAINING, "township": HERE, "persons": ["R3"]}
UNKNOWN_PERSON = {**TRAINING, "township": THERE, "persons": ["R-nobody"]}


def examined(actions: list[dict[str, Any]], **options: Any) -> ActionsExamined:
    documents = start()
    numbered = [{"id": f"A{n}", **action} for n, action in enumerate(actions, start=1)]
    batch = as_json({**BASE["batch"], "actions": numbered})
    setups = setups_of(documents, {"whole_county": True})
    return ActionChecker(policies_of(documents)).check(batch, "a.json", setups, **options)


def test_what_is_rejected_in_one_township_is_done_in_the_other() -> None:
    reports = {report.township.code: report for report in examined([SOUND, UNKNOWN_PERSON]).reports.reports}
    assert [result.done for result in reports[HERE].actions] == [True]
    assert reports[HERE].outcome != "rejected"
    assert [result.done for result in reports[THERE].actions] == [False]
    assert reports[THERE].outcome == "rejected"


def test_where_all_are_to_be_done_or_none_every_township_is_told_why_none_is() -> None:
    made = examined([SOUND, UNKNOWN_PERSON], all_or_nothing=True)
    reports = {report.township.code: report for report in made.reports.reports}
    assert {report.outcome for report in reports.values()} == {"rejected"}
    assert [result.done for report in reports.values() for result in report.actions] == [False, False]
    (told,) = [finding for finding in reports[HERE].findings if finding.severity == "block"]
    assert (told.id, told.code) == ("batch-not-done", "D01")
    assert THERE in told.message.zh
    assert "A2" in told.message.zh
    assert made.setups[HERE] == Setup.model_validate_json(start().data)


@pytest.mark.parametrize(
    ("action", "code", "says"),
    [
        ({**SOUND, "township": None}, "actions.no-township", "没有写明乡镇（街道）"),
        ({**SOUND, "township": "331122999"}, "actions.other-township", "331122999"),
    ],
)
def test_an_action_that_is_of_no_township_given_stops_the_batch(
    action: dict[str, Any], code: str, says: str
) -> None:
    with pytest.raises(DocumentError) as refused:
        examined([SOUND, action])
    (told,) = refused.value.diagnostics
    assert told.code == code
    assert says in told.message.zh
    assert told.span is not None
