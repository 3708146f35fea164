"""Which rules were judged in a check: what tells a rule that holds from one that nobody looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.rules import needs_function, separate_function
from policy_engine.expr.ast import Literal
from policy_engine.expr.types import BOOL
from policy_engine.findings.judgement import AnyFacts, Judgement
from policy_engine.program.rules import Rule


@dataclass
class Judged:
    """Every judgement of a check, with the program and the facts that it was made of."""

    made: list[tuple[CompiledProgram, AnyFacts, Judgement]] = field(default_factory=list)

    def silent(self, rules: Iterable[str]) -> list[str]:
        """Those of the rules that looked at something and found nothing wrong.

        A rule that requires `false` looks for what may not be there: it is
        judged unless it says that it could not be.
        """
        spoken = {each for _, _, judgement in self.made for each in _spoken(judgement)}
        return [id_ for id_ in rules if id_ not in spoken and any(self._looked(id_))]

    def _looked(self, id_: str) -> Iterator[bool]:
        for compiled, facts, _ in self.made:
            for rule in compiled.program.rules:
                if rule.id == id_:
                    yield rule.require == Literal(False, type=BOOL) or _elements(compiled, rule, facts) > 0


@contextmanager
def judging(monkeypatch: pytest.MonkeyPatch) -> Iterator[Judged]:
    """Collects whatever is judged within."""
    judged, judge = Judged(), CompiledProgram.judge

    def watched(program: CompiledProgram, facts: AnyFacts) -> Judgement:
        judgement = judge(program, facts)
        judged.made.append((program, facts, judgement))
        return judgement

    with monkeypatch.context() as patch:
        patch.setattr(CompiledProgram, "judge", watched)
        yield judged


def _spoken(judgement: Judgement) -> set[str]:
    spoken = {failure.rule.id for failure in judgement.failures}
    spoken |= {incomplete.rule.id for incomplete in judgement.incomplete}
    return spoken | {unjudged.rule.id for unjudged in judgement.not_judged}


def _elements(compiled: CompiledProgram, rule: Rule, facts: AnyFacts) -> int:
    """How many elements come to the rule's test: with a test that always fails, each is a failure."""
    derived = compiled.derive(facts)
    if needs_function(rule)(facts, derived) is not None:
        return 0
    found: list[Any] = []
    separate_function(replace(rule, require=Literal(False, type=BOOL)))(facts, derived, found.append)
    return len(found)
