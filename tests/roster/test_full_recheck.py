"""What is judged where an action touches the roster is what a full check of the whole set-up says."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.app.check_actions import ActionChecker
from policy_engine.app.towns import Town, towns_of
from policy_engine.documents.actions import Actions
from policy_engine.documents.links import link
from policy_engine.documents.setup import Setup
from policy_engine.findings.judgement import Facts, Judgement
from policy_engine.program.standard import standard_program
from policy_engine.roster.projection import Roster, project
from tests.action_checks.batches import BASE, start
from tests.effort import tried
from tests.fixtures.counties import as_json, changed, policies_of
from tests.roster.random_actions import actions_on

# One more of each kind may come, and no second one.
DOCUMENTS = changed(
    start(),
    {
        "ledger": {
            "set": {
                "townships.331122101.administrative": 5,
                "townships.331122101.public_institution": 3,
                "townships.331122101.mid_level": {"chief": 1, "deputy": 0},
            }
        }
    },
)
SETUP = Setup.model_validate_json(DOCUMENTS.data)
CHECKER = ActionChecker(policies_of(DOCUMENTS))
AS_OF: datetime.date = BASE["batch"]["as_of"]
# The rule of set-ups that looks at the same figures as a pool of actions.
SAME_FIGURES = {
    "administrative-owned": "administrative-establishment-within-limit",
    "public-institution-owned": "public-institution-establishment-within-limit",
    "mid-level-pooled": "mid-level-within-limit",
    "mid-level-chiefs": "mid-level-chief-within-limit",
    "mid-level-deputies": "mid-level-deputy-within-limit",
    "leadership-slots": "leaders-within-limit",
    "posts-over-cap": "counted-posts-within-limit",
}
quick = tried(20, thorough=60, derandomize=True, database=None)


def town() -> Town:
    county = CHECKER._counties.on(SETUP.jurisdiction, AS_OF)
    return towns_of(county, AS_OF, [(DOCUMENTS.data, "setup.json")], SETUP.jurisdiction)[SETUP.township.code]


TOWN = town()


def judged(setup: Setup, day: datetime.date) -> Judgement:
    """A full check of a set-up on a day."""
    facts = Facts(setup, link(setup, day), TOWN.ledger, TOWN.versions, day)
    return TOWN.setup_program().judge(facts)


def figures(judgement: Judgement) -> dict[str, Any]:
    """What is over its limit, and by which figure."""
    return {
        f.rule.id: f.observed.value for f in judgement.failures if f.observed and f.rule.id in SAME_FIGURES
    }


def blocking(setup: Setup, day: datetime.date) -> set[tuple[str, ...]]:
    """The rules of set-ups that block, each with whom it is about; who waits for a post is judged by days."""
    left_out = {id_ for rule in standard_program("roster").rules for id_ in rule.replaces}
    return {
        (failure.rule.id, *(str(getattr(record, "id", record)) for record in failure.bound))
        for failure in judged(setup, day).failures
        if failure.rule.severity == "block" and failure.rule.id not in left_out
    }


def batch_of(actions: list[Any]) -> bytes:
    numbered = [
        {**action.model_dump(mode="json", by_alias=True, exclude_none=True), "id": f"A{place}"}
        for place, action in enumerate(sorted(actions, key=lambda each: each.from_))
    ]
    return as_json({**BASE["batch"], "actions": numbered})


@quick
@given(action=actions_on(SETUP, days=60))
def test_an_action_overdraws_a_pool_when_a_full_check_says_so(action: Any) -> None:
    (report,) = CHECKER.check(batch_of([action]), "a.json", [(DOCUMENTS.data, "s.json")]).reports.reports
    said = {f.id for f in report.findings if f.id in SAME_FIGURES.values()}
    day = max(action.from_, AS_OF)
    before = figures(judged(SETUP, day))
    after = figures(judged(project(Roster.of(SETUP), action).roster.setup, day))
    overdrawn = {SAME_FIGURES[rule] for rule, used in after.items() if used > before.get(rule, -1)}
    assert said == overdrawn


@quick
@given(actions=st.lists(actions_on(SETUP, days=60), min_size=1, max_size=6))
def test_a_batch_leaves_behind_nothing_new_that_blocks(actions: list[Any]) -> None:
    examined = CHECKER.check(batch_of(actions), "a.json", [(DOCUMENTS.data, "s.json")])
    (report,) = examined.reports.reports
    day = max([AS_OF, *(result.from_ for result in report.actions if result.done)])
    assert blocking(examined.setups[SETUP.township.code], day) - blocking(SETUP, day) == set()


@quick
@given(actions=st.lists(actions_on(SETUP, days=60), min_size=1, max_size=5))
def test_without_its_rejected_actions_a_batch_is_done_in_full(actions: list[Any]) -> None:
    in_order = Actions.model_validate_json(batch_of(actions)).actions
    examined = CHECKER.check(batch_of(actions), "a.json", [(DOCUMENTS.data, "s.json")])
    results = examined.reports.reports[0].actions
    kept = [action for action, result in zip(in_order, results, strict=True) if result.done]
    if not kept:
        assert examined.setups[SETUP.township.code] == SETUP
        return
    again = CHECKER.check(batch_of(kept), "a.json", [(DOCUMENTS.data, "s.json")])
    assert [result.done for result in again.reports.reports[0].actions] == [True] * len(kept)
    written, written_again = (each.setups[SETUP.township.code] for each in (examined, again))
    assert written_again.assignments == written.assignments
    assert written_again.persons == written.persons
