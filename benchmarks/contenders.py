"""The engine's side of the comparison, and the proof that both sides do the same job."""

from __future__ import annotations

import datetime
import inspect
from typing import Any

from benchmarks import reference, reference_people, reference_posts
from benchmarks.contender_zen import Zen
from benchmarks.reference import Found, Reference
from benchmarks.setups import complying, faulted
from policy_engine.app.check import facts_of
from policy_engine.app.classing import class_of
from policy_engine.app.counties import Counties
from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from policy_engine.findings.judgement import Judgement
from policy_engine.program.fold import Township
from policy_engine.resources import shipped

# Where every rule that the reference checks is named.
_REFERENCE_SOURCE = "".join(map(inspect.getsource, (reference, reference_people, reference_posts)))


class Engine:
    """From bytes, or from a document, to what the engine finds; the report is not part of it."""

    def __init__(self) -> None:
        self._counties = Counties(shipped("policies"))

    def from_bytes(self, data: bytes) -> Judgement:
        return self.judge(load(Setup, data, "setup.json").document)

    def judge(self, setup: Setup) -> Judgement:
        county = self._counties.on(setup.jurisdiction, setup.as_of)
        facts = facts_of(setup, county, setup.as_of)
        classing = class_of(county, facts)
        return county.compiled(Township(classing.class_, setup.township.form)).judge(facts)

    def rules(self) -> list[str]:
        """The ids of all rules that are judged."""
        document = load(Setup, complying(), "setup.json").document
        county = self._counties.on(document.jurisdiction, document.as_of)
        class_ = class_of(county, facts_of(document, county, document.as_of)).class_
        return [rule.id for rule in county.compiled(Township(class_, document.township.form)).program.rules]

    def found(self, data: bytes) -> list[Found]:
        """The findings as the reference writes them. Raises ValueError where any check is incomplete."""
        judgement = self.from_bytes(data)
        if judgement.incomplete:
            raise ValueError(f"incomplete: {[i.rule.id for i in judgement.incomplete]}")
        return [(f.rule.id, tuple(map(_label, f.bound))) for f in judgement.failures]


def _label(element: Any) -> str:
    if isinstance(element, str):
        return element
    for fields in (("id",), ("person", "post", "from_"), ("series", "level")):
        if all(hasattr(element, field) for field in fields):
            return " ".join(_text(getattr(element, field)) for field in fields)
    raise TypeError(f"no label for {element!r}")


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def same_job(engine: Engine, plain: Reference) -> int:
    """How many findings both sides agree on, over all set-ups. Raises AssertionError where they differ."""
    unnamed = [rule for rule in engine.rules() if f'"{rule}"' not in _REFERENCE_SOURCE]
    if unnamed:
        raise AssertionError(f"the reference does not know these checks: {unnamed}")
    agreed = 0
    for number, data in enumerate([complying(), *faulted()]):
        ours, theirs = sorted(engine.found(data)), sorted(plain.from_bytes(data))
        _assert_same(f"set-up {number}", ours, theirs)
        agreed += len(ours)
    return agreed


def same_answers(other: Zen, plain: Reference) -> None:
    """Raises AssertionError where the other engine's checks find something else than the reference's."""
    for number, data in enumerate([complying(), *faulted()]):
        expected = [
            (rule, " ".join(labels)) for rule, labels in plain.from_bytes(data) if rule in other.rules
        ]
        _assert_same(f"zen-engine, set-up {number}", sorted(other.found(data)), sorted(expected))


def _assert_same(what: str, ours: list[Any], theirs: list[Any]) -> None:
    if ours != theirs:
        only = [found for found in ours if found not in theirs]
        missing = [found for found in theirs if found not in ours]
        raise AssertionError(
            f"{what}: not the same findings as the reference: only {only}, missing {missing}"
        )
