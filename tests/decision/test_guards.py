"""Each known hazard of durable-rules 2.0.28 has a guard, and each guard a test."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from policy_engine.engines import rete
from policy_engine.engines.rete import DecisionError, decide
from policy_engine.engines.rete_session import Session
from policy_engine.program.decision import Decision
from tests.decision.makers import case, declaration
from tests.decision.plain_reading import plain_verdict

EXAMPLE = [
    {"id": "conditions", "for": {"f": "findings"}, "when": "f.severity == 'warn'", "outcome": "conditional"},
    {"id": "committee", "for": {"f": "findings"}, "when": "f.code == 'U01'", "route": "县委编委"},
]
CLEAN = case()
WARNED = case([{"code": "U01", "severity": "warn"}])


@pytest.fixture
def decision(monkeypatch: pytest.MonkeyPatch) -> Decision:
    """The example, with a network that no other test has used or will use."""
    monkeypatch.setattr(rete, "_NETWORKS", {})
    return declaration(EXAMPLE)


def network_of(decision: Decision) -> Any:
    decide(CLEAN, decision)
    return rete._NETWORKS[decision.digest]


def test_facts_are_numbered_in_sequence_and_flat_and_integer(
    decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = network_of(decision)
    posted: list[dict[str, Any]] = []
    assert_fact = network._ruleset.assert_fact

    def spy(fact: dict[str, Any]) -> Any:
        posted.append(fact)
        return assert_fact(fact)

    monkeypatch.setattr(network._ruleset, "assert_fact", spy)
    decide(case([{"code": "U01"}, {"code": "U02"}], [{"code": "U01", "subject": "P1"}]), decision)
    assert [fact["id"] for fact in posted] == list(range(1, len(posted) + 1))
    assert len({fact["sid"] for fact in posted}) == 1
    assert {type(value) for fact in posted for value in fact.values()} == {int}


def test_thousands_of_different_facts_in_one_case_all_count() -> None:
    findings = [{"code": "U16", "subject": f"R{i:05}"} for i in range(3000)]
    waivers = [{"code": "U16", "subject": f"R{i:05}"} for i in range(0, 3000, 2)]
    one = case(findings, waivers)
    assert decide(one, declaration(EXAMPLE)).waived == frozenset(range(0, 3000, 2))


@pytest.mark.parametrize("value", [True, "1", 1.0, None, [1], {"a": 1}])
def test_nothing_but_integers_goes_into_the_network(decision: Decision, value: object) -> None:
    with pytest.raises(TypeError, match="flat fact"):
        network_of(decision)._post({"id": 1, "kind": 1, "of_code": value})


@pytest.mark.parametrize(
    "finding",
    [{"severity": "BLOCK"}, {"status": "failed"}, {"severity": None}, {"code": 12}, {"rule": None}],
    ids=str,
)
def test_a_value_no_vocabulary_knows_is_an_error_and_not_a_pass(
    decision: Decision, finding: dict[str, Any]
) -> None:
    with pytest.raises(DecisionError) as caught:
        decide(case([{"code": "U12", **finding}]), decision)
    assert caught.value.diagnostic.code == "decision.network-failed"
    assert next(iter(finding)) in caught.value.diagnostic.message.zh


def test_a_form_no_vocabulary_knows_is_an_error(decision: Decision) -> None:
    with pytest.raises(DecisionError, match=r"case\.form"):
        decide(case(form="city"), decision)


def test_the_state_of_a_case_is_deleted_when_it_is_decided(decision: Decision) -> None:
    network = network_of(decision)
    with pytest.raises(Exception, match="309"):
        network._ruleset.get_state(network._sid)


def test_a_fact_the_network_lost_is_an_error(decision: Decision, monkeypatch: pytest.MonkeyPatch) -> None:
    see = Session.see
    monkeypatch.setattr(Session, "see", lambda self, fact: see(self, fact) if fact != 2 else None)
    with pytest.raises(DecisionError) as caught:
        decide(WARNED, decision)
    assert caught.value.diagnostic.code == "decision.fact-lost"


def test_no_outcome_at_all_is_an_error(decision: Decision, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "fire", lambda *_: None)
    with pytest.raises(DecisionError) as caught:
        decide(WARNED, decision)
    assert caught.value.diagnostic.code == "decision.no-outcome"


@pytest.mark.parametrize(
    "finding", [{"code": "U12"}, {"code": "U04", "severity": "info", "status": "incomplete"}]
)
def test_a_floor_that_the_network_missed_is_an_error(
    decision: Decision, monkeypatch: pytest.MonkeyPatch, finding: dict[str, str]
) -> None:
    fire = Session.fire
    monkeypatch.setattr(
        Session, "fire", lambda self, rules, fact: fire(self, rules[:1], fact) if fact == 2 else None
    )
    with pytest.raises(DecisionError) as caught:
        decide(case([finding]), decision)
    assert caught.value.diagnostic.code == "decision.floor-missed"


def test_an_error_in_an_action_is_raised_and_the_next_case_is_decided(
    decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("in an action")

    with monkeypatch.context() as broken:
        broken.setattr(Session, "fire", fail)
        with pytest.raises(DecisionError, match="in an action") as caught:
            decide(WARNED, decision)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert decide(WARNED, decision).outcome == "conditional"


def test_an_error_that_only_the_state_reports_is_raised(
    decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    def report(c: Any) -> None:
        c.s.exception = "left in the state"

    monkeypatch.setattr(rete._Network, "_action", lambda *_: report)
    with pytest.raises(DecisionError, match="left in the state"):
        decide(WARNED, decision)


def test_an_interrupt_in_an_action_interrupts(decision: Decision, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "fire", interrupt)
    with pytest.raises(KeyboardInterrupt):
        decide(WARNED, decision)


def test_actions_dropped_because_the_clock_jumped_are_an_error(
    decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    network_of(decision)
    minutes = count(step=60)
    monkeypatch.setattr(rete._durable(), "_unix_now", lambda: float(next(minutes)))
    with pytest.raises(DecisionError, match="before its actions were done"):
        decide(WARNED, decision)


def test_the_library_reads_no_wall_clock() -> None:
    assert rete._durable()._unix_now.__name__ == "monotonic"


def test_deciding_starts_no_thread_and_equal_declarations_share_a_network(decision: Decision) -> None:
    threads = threading.active_count()
    for _ in range(50):
        decide(WARNED, declaration(EXAMPLE))
    assert threading.active_count() == threads
    assert list(rete._NETWORKS) == [decision.digest]


def test_no_more_than_a_bounded_number_of_networks_is_kept(
    decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rete, "_MOST_NETWORKS", 3)
    declarations = [decision, *(declaration([{**EXAMPLE[0], "id": f"r{n}"}]) for n in range(5))]
    for one in (*declarations, *declarations):
        assert decide(WARNED, one).outcome == "conditional"
    assert list(rete._NETWORKS) == [one.digest for one in declarations[-3:]]


def test_a_declaration_is_not_altered_by_deciding(decision: Decision) -> None:
    before = repr(decision)
    decide(WARNED, decision)
    assert repr(decision) == before


def test_cases_decided_at_the_same_time_do_not_mix(decision: Decision) -> None:
    blocked = case([{"code": "U12"}])
    cases = [CLEAN, WARNED, blocked] * 60
    with ThreadPoolExecutor(8) as pool:
        outcomes = [verdict.outcome for verdict in pool.map(lambda one: decide(one, decision), cases)]
    assert outcomes == ["approved", "conditional", "rejected"] * 60


def test_the_network_uses_no_negated_or_alternative_antecedents(decision: Decision) -> None:
    names = {name for rule in network_of(decision)._rules().values() for part in rule["all"] for name in part}
    assert names == {"m", "w", "f"}


@pytest.mark.parametrize(
    "condition",
    [None, "f.code != 'U{n}'", "f.code == 'U{n}'", "f.rule != 'r{n}' && f.code != 'U{n}'"],
    ids=["the same for all", "many that hold side by side", "many that exclude each other", "of two fields"],
)
def test_hundreds_of_rules_fit_into_a_network(condition: str | None) -> None:
    rules = []
    for n in range(300):
        rule = {"id": f"r{n}", "for": {"f": "findings"}, "route": f"route {n}"}
        rules.append(rule | ({"when": condition.format(n=n)} if condition else {}))
    decision = declaration(rules)
    one = case([{"code": "U7", "rule": "r8"}, {"code": "U7", "rule": "r7"}, {"code": "U299"}])
    assert decide(one, decision) == plain_verdict(one, decision)


def test_a_condition_of_many_pairs_is_split_over_several_patterns() -> None:
    pairs = " || ".join(f"(f.code == 'U{n}' && f.rule in ['a{n}', 'b{n}'])" for n in range(40))
    decision = declaration([{"id": "r", "for": {"f": "findings"}, "when": pairs, "route": "a"}])
    for code, rule in (("U0", "a0"), ("U39", "b39"), ("U20", "b20"), ("U20", "a21"), ("U40", "a40")):
        one = case([{"code": code, "rule": rule}])
        assert decide(one, decision) == plain_verdict(one, decision)
