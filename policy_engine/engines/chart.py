"""Follows a procedure as a statechart, on durable-rules.

Where the procedure stands is a fact of the network. Each state has an explicit
rule for everything that may come: the library would otherwise keep an event that
nothing expects yet, and let it fire later. The initial state has no incoming
edge. An event is consumed by the one rule that takes or refuses it, and that it
was exactly one is checked each time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.terms import Refusal
from policy_engine.engines.chart_moves import INITIAL, ChartDefinition, Move, moves, number_of
from policy_engine.engines.durable_library import Raised, delete_ruleset, durable, flat, run_due

# Kinds of facts: where the procedure stands, what comes, and that a run begins.
_STANDS, _COMES, _BEGINS = 1, 2, 3


class ProcedureError(Exception):
    """Where a procedure stands cannot be trusted: the network erred, or lost an event."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(f"{diagnostic.code}: {diagnostic.message.en}")


class EventLostError(Exception):
    """The network did not account for every event exactly once."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an event; `done` counts the steps that are done after it."""

    refused: Refusal | None
    done: int
    closed: bool


class Run:
    """One procedure on its way through its chart, from the start."""

    def __init__(self, chart: _Chart) -> None:
        self._chart = chart
        self.state = INITIAL
        self.done = 0

    @property
    def closed(self) -> bool:
        return self.state == self._chart.definition.closed

    def take(self, step: str, early: bool) -> Taken:
        """Gives the chart the next event; `early` says that its date comes too soon.

        A refused event leaves everything as it was. Raises ProcedureError.
        """
        with _telling():
            move = self._chart.take(number_of(self._chart.definition, step), early)
            self.state, self.done = move.to, max(self.done, move.done)
            return Taken(move.refused, self.done, self.closed)


@contextmanager
def running(definition: ChartDefinition) -> Iterator[Run]:
    """A run of the procedure; one at a time in a process.

    Raises ProcedureError where it cannot be followed, and UsageError where
    durable-rules is not installed.
    """
    engine = durable()
    with _LOCK:
        chart = _chart(definition, engine)
        try:
            with _telling():
                chart.begin()
            try:
                run = Run(chart)
                yield run
                with _telling():
                    chart.check(run.state)
            finally:
                chart.forget()
        except BaseException:
            # Its state may be unsound; the next run starts with a new chart.
            _CHARTS.pop(definition).close()
            raise


class _Chart:
    """One rule set of the library, for one definition; it outlives the run."""

    def __init__(self, definition: ChartDefinition, engine: Any) -> None:
        self.definition = definition
        self._sid = self._last_id = 0
        self._raised = Raised()
        self._reports: list[tuple[int, Move | None]] = []
        self._ruleset = engine.Ruleset("procedure", None, self._rules())

    def _rules(self) -> dict[str, dict[str, object]]:
        rules = {"begin": _rule([{"begins": {"kind": _BEGINS}}], self._action(self._begin))}
        for state in self.definition.states:
            for place, move in enumerate(moves(self.definition, state)):
                parts = [{"stands": _standing(state)}, {"comes": _coming(move)}]
                rules[f"{state}-{place}"] = _rule(parts, self._action(partial(self._move, move)))
        # The catch-all comes last: what reaches it was expected by no state.
        unexpected = _rule([{"comes": {"kind": _COMES}}], self._action(self._miss))
        return rules | {"unexpected": {"pri": 9, **unexpected}}

    def _action(self, effect: Callable[[Any], None]) -> Callable[[Any], None]:
        def run(c: Any) -> None:
            try:
                self._must_be_of_this_run(c.s.sid)
                effect(c)
            except BaseException as error:
                self._raised.error = error
                raise

        return run

    def _must_be_of_this_run(self, sid: object) -> None:
        if str(sid) != str(self._sid):
            raise RuntimeError(f"an action of run {sid} came in run {self._sid}")

    def _begin(self, c: Any) -> None:
        self._reports.append((c.begins.id, None))
        self._stand(c, INITIAL)

    def _move(self, move: Move, c: Any) -> None:
        self._reports.append((c.comes.id, move))
        if move.to != c.stands.of_state:
            c.retract_fact(c.stands)
            self._stand(c, move.to)

    def _miss(self, c: Any) -> None:
        self._reports.append((c.comes.id, None))

    def _stand(self, c: Any, state: int) -> None:
        c.assert_fact(dict(flat({"id": self._next_id(), "kind": _STANDS, "of_state": state})))

    def _next_id(self) -> int:
        # In sequence: facts without ids are told apart by a hash that collides.
        self._last_id += 1
        return self._last_id

    def begin(self) -> None:
        """Begins with an action: to delete a state that has had none frees memory never allocated."""
        self._sid += 1
        self._last_id = 0
        self._raised.error = None
        self._reports.clear()
        self._post({"id": self._next_id(), "kind": _BEGINS})
        if self._reports != [(1, None)]:
            raise EventLostError(f"the run did not begin: {self._reports}")

    def forget(self) -> None:
        self._ruleset.delete_state(self._sid)

    def take(self, step: int, early: bool) -> Move:
        """Raises EventLostError unless exactly one rule took or refused the event."""
        self._reports.clear()
        event = {"id": self._next_id(), "kind": _COMES, "of_step": step, "of_early": 1 if early else 0}
        self._post(event)
        match self._reports:
            case [(number, Move() as move)] if number == event["id"]:
                return move
        raise EventLostError(f"event {event} was accounted for by {self._reports}")

    def _post(self, event: dict[str, int]) -> None:
        run_due(self._ruleset, self._ruleset.assert_event({**flat(event), "sid": self._sid}), self._raised)

    def check(self, state: int) -> None:
        """What the network itself holds of the run is where it stands, and nothing else."""
        facts, waiting = self._ruleset.get_facts(self._sid), self._ruleset.get_pending_events(self._sid)
        stands = [fact["of_state"] for fact in facts]
        if stands != [state] or waiting:
            raise EventLostError(f"the run stands at {state}, the network at {stands}, waiting: {waiting}")

    def close(self) -> None:
        """Gives the rule set's memory back."""
        delete_ruleset(self._ruleset)


def _rule(
    antecedents: list[dict[str, dict[str, object]]], action: Callable[[Any], None]
) -> dict[str, object]:
    return {"all": antecedents, "run": action}


def _standing(state: int) -> dict[str, object]:
    return {"$and": [{"kind": _STANDS}, {"of_state": state}]}


def _coming(move: Move) -> dict[str, object]:
    tests: list[dict[str, object]] = [{"kind": _COMES}]
    if move.first == move.last:
        tests.append({"of_step": move.first})
    else:
        tests += [{"$gte": {"of_step": move.first}}, {"$lte": {"of_step": move.last}}]
    if move.early is not None:
        tests.append({"of_early": 1 if move.early else 0})
    return {"$and": tests}


_LOCK = threading.Lock()
_CHARTS: dict[ChartDefinition, _Chart] = {}
_MOST_CHARTS = 200


def _chart(definition: ChartDefinition, engine: Any) -> _Chart:
    chart = _CHARTS.get(definition)
    if chart is None:
        chart = _CHARTS[definition] = _Chart(definition, engine)
        if len(_CHARTS) > _MOST_CHARTS:
            _CHARTS.pop(next(iter(_CHARTS))).close()
    return chart


@contextmanager
def _telling() -> Iterator[None]:
    """Errors of the network, and nobody else's, become ProcedureError."""
    try:
        yield
    except Exception as error:
        raise _cannot_follow(error) from error


def _cannot_follow(error: Exception) -> ProcedureError:
    if isinstance(error, EventLostError):
        code, zh, en = "procedure.event-lost", "有记录没有被计入", "an event was left out of account"
    else:
        code, zh, en = "procedure.network-failed", "规则引擎出错", "the rules engine failed"
    detail = f" ({error})" if str(error) else ""
    return ProcedureError(Diagnostic(
        code,
        Text(
            f"无法推演工作程序：{zh}{detail}。本次程序按无法核查处理，不予同意。",
            f"the procedure cannot be followed: {en}{detail}. It counts as not judged, and is rejected.",
        ),
        help=Text(
            "请重新核查一次；仍然如此的，请把程序记录和政策文件交给系统维护人员。",
            "Run the check again; if this persists, hand the log and the policy files to whoever "
            "maintains this system.",
        ),
    ))  # fmt: skip
