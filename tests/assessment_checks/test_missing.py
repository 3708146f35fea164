"""A figure that is missing stops what needs it: nothing passes for want of what would show the opposite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policy_engine.documents.assessed import Assessed, FactDocument
from policy_engine.documents.paths import forms_of
from tests.assessment_checks.judging import BASE, judge

# What the rules only tell by, where it is there: the proposed grade ranks people, the share is in messages.
ONLY_TOLD = {"PersonFact.grade", "PersonFact.before_adjustment", "PoolFact.share"}


def _facts() -> Iterator[tuple[str, type[FactDocument]]]:
    """The parts of an assessment that hold facts, with their models."""
    for name, info in Assessed.model_fields.items():
        for form in forms_of(info.annotation):
            for inner in (form, *getattr(form, "__args__", ())):
                if isinstance(inner, type) and issubclass(inner, FactDocument):
                    yield name, inner


def _expected() -> Iterator[tuple[str, str, str]]:
    """Every figure that may be missing: the part it stands in, its key, and what it is called here."""
    for part, model in _facts():
        for name, info in model.model_fields.items():
            extra = info.json_schema_extra
            if isinstance(extra, dict) and extra.get("x-presence") == "expected":
                yield part, info.alias or name, f"{model.__name__}.{name}"


EXPECTED = list(_expected())


@pytest.mark.parametrize(("part", "key", "called"), EXPECTED, ids=[each[2] for each in EXPECTED])
def test_without_a_figure_some_rule_cannot_be_judged(part: str, key: str, called: str) -> None:
    of_part = BASE["facts"][part]
    places = [f"{part}[{n}]" for n in range(len(of_part))] if isinstance(of_part, list) else [part]
    found, _, _ = judge({"facts": {"set": {f"{place}.{key}": None for place in places}}})
    stopped = {each["rule"] for each in found if each.get("status") == "incomplete"}
    assert (stopped == set()) == (called in ONLY_TOLD)
