"""Each known hazard of durable-rules 2.0.28 that a procedure could meet has a guard, tested here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, product
from typing import Any

import pytest

from policy_engine.engines import chart, chart_moves
from policy_engine.engines.chart import ProcedureError, running
from policy_engine.engines.chart_moves import MAX_STEPS, ChartDefinition, Move, moves, number_of
from policy_engine.engines.durable_library import durable
from policy_engine.procedures.definition import selection
from policy_engine.procedures.replay import replay
from tests.procedures.makers import FIVE, IN_ORDER, event, five, steps

DEFINITION = five().chart


@pytest.fixture(autouse=True)
def own_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts that no other test has used or will use."""
    monkeypatch.setattr(chart, "_CHARTS", {})


def chart_of(definition: ChartDefinition) -> Any:
    with running(definition):
        return chart._CHARTS[definition]


def refusals(*events: str) -> list[str | None]:
    with running(DEFINITION) as run:
        return [run.take(one, early=False).refused for one in events]


def test_an_event_that_was_refused_is_not_kept_to_fire_later() -> None:
    out_of_order = ["publicise", "deliberate", "match", "register", "effect", "objection"]
    assert refusals(*out_of_order, "announce", "register") == ["order"] * 6 + [None, None]
    with running(DEFINITION) as run:
        run.take("register", early=False)
        run.take("announce", early=False)
        assert (run.done, chart._CHARTS[DEFINITION]._ruleset.get_pending_events(run._chart._sid)) == (1, [])


def test_the_initial_state_has_no_incoming_edge() -> None:
    states = DEFINITION.states
    leading_back = [m for s in states if s != 0 for m in moves(DEFINITION, s) if m.to == 0]
    assert leading_back == []


@pytest.mark.parametrize("definition", [
    DEFINITION,
    ChartDefinition(("a",), closed_by_effect=False),
    ChartDefinition(("a",), closed_by_effect=True, objections_from=0, may_be_abandoned=True),
    ChartDefinition(tuple("abcdef"), closed_by_effect=True),
])  # fmt: skip
def test_every_state_says_of_every_event_exactly_once_what_becomes_of_it(definition: ChartDefinition) -> None:
    events = (*definition.steps, "objection", "effect", "abandon", "picnic")
    for state, event_, early in product(definition.states, events, (False, True)):
        number = number_of(definition, event_)
        said = [
            m for m in moves(definition, state) if m.first <= number <= m.last and m.early in (None, early)
        ]
        assert len(said) == 1, (state, event_, early)


def test_facts_are_numbered_in_sequence_and_flat_and_integer(monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset = chart_of(DEFINITION)._ruleset
    posted: list[dict[str, Any]] = []
    for name in ("assert_event", "assert_fact"):
        monkeypatch.setattr(ruleset, name, spying(posted, getattr(ruleset, name)))
    refusals("announce", "picnic", "register")
    assert [fact["id"] for fact in posted] == list(range(1, len(posted) + 1))
    assert len({str(fact["sid"]) for fact in posted}) == 1
    assert {type(value) for fact in posted for name, value in fact.items() if name != "sid"} == {int}


def spying(posted: list[dict[str, Any]], post: Any) -> Any:
    def spy(fact: dict[str, Any]) -> Any:
        posted.append(fact)
        return post(fact)

    return spy


def test_a_run_is_deleted_when_it_ends_and_when_it_fails() -> None:
    one = chart_of(DEFINITION)
    with pytest.raises(Exception, match="309"):
        one._ruleset.get_state(one._sid)
    with pytest.raises(LookupError), running(DEFINITION):
        raise LookupError
    assert DEFINITION not in chart._CHARTS


def lost(monkeypatch: pytest.MonkeyPatch, dropped: str) -> None:
    """Charts without the rules for what is refused for this."""
    every = chart_moves.moves

    def some(definition: ChartDefinition, state: int) -> tuple[Move, ...]:
        return tuple(move for move in every(definition, state) if move.refused != dropped)

    monkeypatch.setattr(chart, "moves", some)


@pytest.mark.parametrize(("dropped", "log", "code"), [
    ("order", ["match"], "procedure.event-lost"),
    ("again", ["announce", "announce"], "procedure.event-lost"),
    ("unknown", ["picnic"], "procedure.event-lost"),
    # Nothing is left that looks at the closed state, which the library refuses to be told of.
    ("closed", ["abandon", "announce"], "procedure.network-failed"),
])  # fmt: skip
def test_an_event_that_no_rule_expects_is_an_error(
    monkeypatch: pytest.MonkeyPatch, dropped: str, log: list[str], code: str
) -> None:
    lost(monkeypatch, dropped)
    with pytest.raises(ProcedureError) as caught:
        refusals(*log)
    assert caught.value.diagnostic.code == code
    monkeypatch.undo()
    assert refusals(*log)[-1] == dropped


def test_an_event_reported_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    move = chart._Chart._move

    def twice(self: Any, one: Move, c: Any) -> None:
        move(self, one, c)
        self._reports.append((c.comes.id, one))

    monkeypatch.setattr(chart._Chart, "_move", twice)
    with pytest.raises(ProcedureError, match="left out of account"):
        refusals("announce")


def test_a_network_that_stands_elsewhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def stay(self: Any, one: Move, c: Any) -> None:
        self._reports.append((c.comes.id, one))

    monkeypatch.setattr(chart._Chart, "_move", stay)
    with pytest.raises(ProcedureError, match="the run stands at 1, the network at"):
        refusals("announce")


def test_a_run_that_did_not_begin_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart._Chart, "_begin", lambda *_: None)
    with pytest.raises(ProcedureError) as caught:
        refusals()
    assert caught.value.diagnostic.code == "procedure.event-lost"


def test_an_error_in_an_action_is_raised_and_the_next_run_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("in an action")

    with monkeypatch.context() as broken:
        broken.setattr(chart._Chart, "_move", fail)
        with pytest.raises(ProcedureError, match="in an action") as caught:
            refusals("announce")
    assert caught.value.diagnostic.code == "procedure.network-failed"
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert refusals("announce", "announce") == [None, "again"]


def test_an_error_that_only_the_state_reports_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def report(_: Any, __: Move, c: Any) -> None:
        c.s.exception = "left in the state"

    monkeypatch.setattr(chart._Chart, "_move", report)
    with pytest.raises(ProcedureError, match="left in the state"):
        refusals("announce")


def test_an_interrupt_in_an_action_interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(chart._Chart, "_move", interrupt)
    with pytest.raises(KeyboardInterrupt):
        refusals("announce")


def test_an_error_of_the_caller_stays_the_callers() -> None:
    with pytest.raises(LookupError, match="mine"), running(DEFINITION):
        raise LookupError("mine")
    assert refusals("announce") == [None]


def test_actions_dropped_because_the_clock_jumped_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    chart_of(DEFINITION)
    minutes = count(step=60)
    monkeypatch.setattr(durable(), "_unix_now", lambda: float(next(minutes)))
    with pytest.raises(ProcedureError, match="before its actions were done"):
        refusals("announce")


def test_following_starts_no_thread_and_equal_definitions_share_a_chart() -> None:
    threads = threading.active_count()
    for _ in range(50):
        replay(selection(steps()), IN_ORDER)
    assert threading.active_count() == threads
    assert list(chart._CHARTS) == [DEFINITION]


def test_no_more_than_a_bounded_number_of_charts_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "_MOST_CHARTS", 3)
    definitions = [ChartDefinition((f"s{n}",), closed_by_effect=False) for n in range(6)]
    for one in (*definitions, *definitions):
        with running(one) as run:
            assert run.take(one.steps[0], early=False).closed
    assert list(chart._CHARTS) == definitions[-3:]


def concurrently(work: Any) -> Iterator[Any]:
    with ThreadPoolExecutor(8) as pool:
        yield from pool.map(work, range(160))


def test_eight_threads_on_the_same_procedure_do_not_mix() -> None:
    logs = [IN_ORDER, IN_ORDER[:3], (IN_ORDER[1], *IN_ORDER), (*IN_ORDER, IN_ORDER[0])]
    alone = [replay(five(), log) for log in logs]
    together = list(concurrently(lambda n: replay(five(), logs[n % 4])))
    assert together == [alone[n % 4] for n in range(160)]


def test_eight_threads_on_different_procedures_do_not_mix() -> None:
    different = [selection(steps(FIVE[: n + 1])) for n in range(5)]
    alone = [replay(one, IN_ORDER) for one in different]
    together = list(concurrently(lambda n: replay(different[n % 5], IN_ORDER)))
    assert together == [alone[n % 5] for n in range(160)]


def test_as_many_steps_as_are_admitted_fit_into_a_chart() -> None:
    names = tuple(f"s{n}" for n in range(MAX_STEPS))
    with running(ChartDefinition(names, True, objections_from=0, may_be_abandoned=True)) as run:
        for place, name in enumerate(names):
            assert run.take("effect", early=False).refused == "order"
            assert run.take(name, early=True).refused == "early"
            assert run.take(name, early=False).done == place + 1
        assert [run.take(name, early=False).refused for name in names] == ["again"] * MAX_STEPS
        assert run.take("effect", early=False).closed


@pytest.mark.parametrize("names", [(), ("a", "a"), tuple(f"s{n}" for n in range(MAX_STEPS + 1))])
def test_no_chart_is_made_of_what_it_cannot_hold(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="1 to 40 different steps"):
        ChartDefinition(names, closed_by_effect=True)


def test_a_log_of_thousands_of_entries_is_followed_to_its_end() -> None:
    log = [IN_ORDER[0], *[event("match", "2024-09-03")] * 3000, *IN_ORDER[1:]]
    result = replay(five(), log)
    assert result.procedure.closed
    assert [turn.refused for turn in result.turns].count("order") == 3000
