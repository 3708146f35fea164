"""The engine's side of the comparison, and the proof that both sides do the same job."""

from __future__ import annotations

import datetime
from typing import Any

from benchmarks.reference import Found, Reference
from benchmarks.setups import complying, faulted
from policy_engine.app.check import facts_of
from policy_engine.app.classing import class_of
from policy_engine.app.counties import Counties
from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from policy_engine.findings.judgement import Judgement
from policy_engine.resources import shipped


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
        return county.compiled(classing.class_, setup.township.form).judge(facts)

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


def same_job(engine: Engine, reference: Reference) -> int:
    """How many findings both sides agree on, over all set-ups. Raises AssertionError where they differ."""
    agreed = 0
    for number, data in enumerate([complying(), *faulted()]):
        ours, theirs = sorted(engine.found(data)), sorted(reference.from_bytes(data))
        if ours != theirs:
            only = {"engine": set(ours) - set(theirs), "reference": set(theirs) - set(ours)}
            raise AssertionError(f"set-up {number}: not the same findings: {only}")
        agreed += len(ours)
    return agreed
