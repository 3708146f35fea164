"""The compiled engine: a township's program as generated Python. It defines what rules mean.

Two forms are generated from the same expressions. The fused form walks each
collection once for all the rules over it, and stops at the first value that is
missing. Only then does the separate form run, one function per rule, which
tells which rules cannot be judged and why: a rule that fails while running is
incomplete, never a pass.
"""

from __future__ import annotations

from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.engines.describe import Description
from policy_engine.engines.functions import Derived, compile_expression
from policy_engine.engines.fused import Broken, fuse
from policy_engine.engines.rules import needs_function, separate_function, unmet_need
from policy_engine.engines.runtime import MissingValueError
from policy_engine.expr.problems import EvaluationError
from policy_engine.findings.judgement import AnyFacts, Failure, Incomplete, Judgement
from policy_engine.program.fold import CLASS_PATH
from policy_engine.program.rules import NotJudged, Program


class CompiledProgram:
    """A township's program, ready to judge any number of set-ups of that class and form."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._fused = fuse(program)
        self._derivations = [(d.id, compile_expression(d.value)) for d in program.derivations]
        self._separate: list[Any] | None = None
        self._descriptions: dict[str, Description] = {}

    def derive(self, facts: AnyFacts) -> Derived:
        """Every derived value, or why it cannot be had."""
        derived = Derived()
        for name, value_of in self._derivations:
            try:
                derived.values[name] = value_of(facts, derived)
            except EvaluationError as error:
                derived.failures[name] = error
            except Exception as error:
                derived.failures[name] = EvaluationError(_unforeseen(error))
        return derived

    def judge(self, facts: AnyFacts) -> Judgement:
        """Judge one set-up."""
        try:
            broken, unmet = self._fused(facts)
        except Exception:
            return self.judge_separately(facts)
        # Figures and words are worked out only where something failed.
        derived = self.derive(facts) if broken else Derived()
        rules = self.program.rules
        return self._judgement(facts, derived, broken, [unmet_need(rules[r], n) for r, n in unmet], [])

    def judge_separately(self, facts: AnyFacts) -> Judgement:
        """Judge rule by rule, so that what one rule lacks stops only that rule."""
        derived = self.derive(facts)
        broken: Broken = []
        unmet: list[NotJudged] = []
        incomplete: list[Incomplete] = []
        for position, (rule, missing_of, run) in enumerate(self._functions()):
            found: list[tuple[Any, ...]] = []
            try:
                need = missing_of(facts, derived)
                if need is None:
                    run(facts, derived, found.append)
                else:
                    unmet.append(unmet_need(rule, need))
            except EvaluationError as error:
                incomplete.append(Incomplete(rule, error.text, _for_want_of_class(error)))
            except Exception as error:
                incomplete.append(Incomplete(rule, _unforeseen(error)))
            else:
                broken.extend((position, bound) for bound in found)
        return self._judgement(facts, derived, broken, unmet, incomplete)

    def _functions(self) -> list[Any]:
        if self._separate is None:
            rules = self.program.rules
            self._separate = [(rule, needs_function(rule), separate_function(rule)) for rule in rules]
        return self._separate

    def _judgement(
        self,
        facts: AnyFacts,
        derived: Derived,
        broken: Broken,
        unmet: list[NotJudged],
        incomplete: list[Incomplete],
    ) -> Judgement:
        failures = tuple(self._failure(facts, derived, position, bound) for position, bound in broken)
        values = {**derived.values, **{name: error.text for name, error in derived.failures.items()}}
        return Judgement(
            failures,
            (*incomplete, *self._required(), *_as_incomplete(unmet)),
            (*self._undeclared(), *(n for n in unmet if not n.rule.required)),
            values,
        )

    def _failure(self, facts: AnyFacts, derived: Derived, position: int, bound: tuple[Any, ...]) -> Failure:
        rule = self.program.rules[position]
        if rule.id not in self._descriptions:
            self._descriptions[rule.id] = Description(rule)
        return self._descriptions[rule.id](facts, derived, bound)

    def _undeclared(self) -> tuple[NotJudged, ...]:
        return tuple(n for n in self.program.not_judged if not n.rule.required)

    def _required(self) -> tuple[Incomplete, ...]:
        """What no layer declares although the policy requires the check."""
        return _as_incomplete(self.program.not_judged)


def _as_incomplete(not_judged: tuple[NotJudged, ...] | list[NotJudged]) -> tuple[Incomplete, ...]:
    return tuple(Incomplete(n.rule, n.reason) for n in not_judged if n.rule.required)


def _for_want_of_class(error: EvaluationError) -> bool:
    return isinstance(error, MissingValueError) and error.path == CLASS_PATH


def _unforeseen(error: Exception) -> Text:
    kind = type(error).__name__
    return Text(f"规则运行出错（{kind}：{error}）", f"the rule failed while running ({kind}: {error})")
