"""Decides cases with the decision network, on durable-rules.

The library is a forward-chaining network with sharp edges; what guards against
each is named where it stands, here and in durable_library.

A case passes in two steps. First waivers are joined to the findings they cover;
then the case and its findings, now known to be waived or not, meet the rules of
the declaration, and what these derive meets them again. Findings that no rule
can tell apart are posted as one fact that accounts for all of them, so the cost
follows the number of different findings.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeAlias

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.engines.durable_library import Raised, delete_ruleset, flat, run_due
from policy_engine.engines.durable_library import durable as _durable
from policy_engine.engines.rete_patterns import Fact, compile_declaration, unsupported, waiver_joins
from policy_engine.engines.rete_session import FactLostError, FloorMissedError, NoOutcomeError, Session
from policy_engine.findings.case import Case, Verdict
from policy_engine.program.decision import Decision, DecisionRule

__all__ = ["DecisionError", "decide", "unsupported"]

Effect: TypeAlias = Callable[[Session, Any], None]


class DecisionError(Exception):
    """No verdict can be trusted: the network erred, lost a fact, or derived no outcome."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(f"{diagnostic.code}: {diagnostic.message.en}")


def decide(case: Case, decision: Decision) -> Verdict:
    """The verdict on a case, by the floor and the policy's declaration.

    `conditions` lists the unwaived findings by which a rule derived
    "conditional", whatever the outcome is in the end. Raises DecisionError where
    no verdict can be trusted (the case is then not judged, and blocked),
    DocumentError for a declaration that `unsupported` objects to, and UsageError
    where durable-rules is not installed.
    """
    engine = _durable()
    with _LOCK:
        network = _network(decision, engine)
        try:
            return network.judge(case)
        except BaseException:
            # Its state may be unsound; the next case starts with a new network.
            _NETWORKS.pop(decision.digest).close()
            raise


class _Network:
    """One rule set of the library, for one declaration; it outlives the case."""

    def __init__(self, decision: Decision, engine: Any) -> None:
        self._declaration = compile_declaration(decision)
        self._sid = 0
        self._session: Session | None = None
        self._raised = Raised()
        self._state: int | None = None
        self._acted = False
        self._ruleset = engine.Ruleset("decision", None, self._rules())

    def _rules(self) -> dict[str, dict[str, object]]:
        # The catch-all: a fact that no rule matches would silently cost other
        # facts their actions, and what is seen here is what verdict() counts.
        rules = {"seen": _rule([{"m": {"$gt": {"kind": 0}}}], self._action(lambda s, c: s.see(c.m.id)))}
        for name, joined in waiver_joins(self._declaration.vocabulary).items():
            rules[name] = _rule(joined, self._action(lambda s, c: s.cover(c.f.id)))
        for banks in self._declaration.banks.values():
            for bank in banks:
                for place, (pattern, fired) in enumerate(bank.patterns):
                    rules[f"{bank.kind}-{place}"] = _rule([{"m": pattern}], self._firing(fired))
        return rules

    def _firing(self, fired: tuple[DecisionRule, ...]) -> Callable[[Any], None]:
        return self._action(lambda session, c: session.fire(fired, c.m.id))

    def _action(self, effect: Effect) -> Callable[[Any], None]:
        """The library keeps what an action raises in its state and goes on; we keep it to raise it."""

        def run(c: Any) -> None:
            self._acted = True
            try:
                effect(self._current(c.s.sid), c)
            except BaseException as error:
                self._raised.error = error
                raise

        return run

    def _current(self, sid: object) -> Session:
        if self._session is None or str(sid) != str(self._sid):
            raise RuntimeError(f"an action of case {sid} came while case {self._sid} was decided")
        return self._session

    def judge(self, case: Case) -> Verdict:
        self._sid += 1
        self._raised.error = self._state = None
        self._acted = False
        session = self._session = Session(case, self._declaration, self._post)
        try:
            try:
                session.post_waivers_and_findings()
                self._run()
                session.post_case()
                self._run()
                return session.verdict()
            finally:
                self._session = None
                # To delete a state that has had no action frees memory never allocated.
                if self._acted:
                    self._ruleset.delete_state(self._sid)
        except Exception as error:
            raise _cannot_decide(error) from error

    def _post(self, fact: Fact) -> None:
        self._state = self._ruleset.assert_fact({**flat(fact), "sid": self._sid})

    def _run(self) -> None:
        if self._state is not None:
            run_due(self._ruleset, self._state, self._raised)

    def close(self) -> None:
        """Gives the rule set's memory back."""
        delete_ruleset(self._ruleset)


_LOCK = threading.Lock()
_NETWORKS: dict[str, _Network] = {}
# By the digest of the declaration. One takes 0.15 MB and 2 ms to build.
_MOST_NETWORKS = 200


def _network(decision: Decision, engine: Any) -> _Network:
    network = _NETWORKS.get(decision.digest)
    if network is None:
        network = _Network(decision, engine)
        _NETWORKS[decision.digest] = network
        if len(_NETWORKS) > _MOST_NETWORKS:
            _NETWORKS.pop(next(iter(_NETWORKS))).close()
    return network


def _rule(antecedents: object, action: Callable[[Any], None]) -> dict[str, object]:
    return {"all": antecedents, "run": action}


def _cannot_decide(error: Exception) -> DecisionError:
    match error:
        case FactLostError():
            code, zh, en = "decision.fact-lost", "有核查意见没有被计入", "findings were left out of account"
        case NoOutcomeError():
            code, zh, en = "decision.no-outcome", "没有得出任何结论", "no outcome was derived"
        case FloorMissedError():
            code, zh, en = (
                "decision.floor-missed",
                "有应当阻断的意见没有阻断",
                "a finding that must block did not",
            )
        case _:
            code, zh, en = "decision.network-failed", "结论网络出错", "the decision network failed"
    detail = f" ({error})" if str(error) else ""
    return DecisionError(Diagnostic(
        code,
        Text(
            f"无法作出结论：{zh}{detail}。本方案按无法核查处理，不予同意。",
            f"the case cannot be decided: {en}{detail}. It counts as not judged, and is rejected.",
        ),
        help=Text(
            "请重新核查一次；仍然如此的，请把本方案和政策文件交给系统维护人员。",
            "Run the check again; if this persists, hand the set-up and the policy files to whoever "
            "maintains this system.",
        ),
    ))  # fmt: skip
