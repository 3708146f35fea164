"""A layer's model and its schema take the same files: the one decides, the other says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from policy_engine.documents.layer_model import layer_model_of
from policy_engine.documents.paths import forms_of
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import layer_schema_of, schema_of
from policy_engine.source import schema_validator
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree
from policy_engine.source.tree import Path as Steps
from tests.documents.trees import alone, changed, kind_of_place, node_of, places

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "policies").glob("*/*.yaml")), Path(__file__).parent / "rest.yaml"]
HEAD = ("kind", "jurisdiction", "name", "version", "status", "effective")
SCHEMA = layer_schema_of(Policy)
_MAPS = re.compile(r"(values|townships|kind_max|checks|for)\.[^.]+")

# No schema can work out a fraction: the model alone knows that 3/2 and 7 are more than the whole.
SHARES = {
    "assessment.excellent_share", "assessment.excellent_raised.share", "assessment.excellent_lowered",
    "assessment.adjustment.people_at_most", "assessment.ballots.turnout_at_least",
    "assessment.ballots.groups.*.weight", "assessment.dimensions.*.weight",
    "assessment.dimensions.*.scored_by.*.weight", "assessment.mix.ballot", "assessment.mix.dimension",
    "assessment.mix.regular", "assessment.mix.trace", "assessment.post_factor.factors.*.weight",
    "assessment.traces.metrics.*.weight", "posts.featured_share",
    "personnel.mentorship.townships", "personnel.training.coverage", "posts.grade_ratios.*.at_most",
    "procedures.admission.steps.*.meeting.attend_at_least",
    "procedures.admission.steps.*.meeting.consent_more_than",
    "procedures.selection.steps.*.meeting.attend_at_least",
    "procedures.selection.steps.*.meeting.consent_more_than",
}  # fmt: skip
BOUNDS = {f"envelope.*.{each}" for each in ("at_least", "at_most", "unless.at_least", "unless.at_most")}
# Numbers with decimals are taken from text too, as "70"; the editor wants them without quotes.
AMOUNTS = {
    "classification.margin", "classification.classes.*.at_least", "classification.indicators.*.weight",
    "classification.indicators.*.scale.from", "classification.indicators.*.scale.to",
    "classification.indicators.*.scale.steps.*.*", "classification.indicators.*.plausible.from",
    "classification.indicators.*.plausible.to",
    "assessment.adjustment.points_at_most", "assessment.bonus.spread_at_most", "assessment.dimensions.*.max",
    "assessment.effects.*.bonus", "assessment.grades.*.at_least", "assessment.post_factor.range.max",
    "assessment.post_factor.without_post",
    "assessment.post_factor.range.min", "assessment.snail_post.triggers.*.below",
    "assessment.traces.full_progress", "assessment.traces.metrics.*.scale.from",
    "assessment.traces.metrics.*.scale.steps.*.*", "assessment.traces.metrics.*.scale.to",
}  # fmt: skip
# How small an amount may be, no schema says.
LEAST = {
    "classification.indicators.*.weight": ("is -1",), "assessment.ballots.options.*.points": ("is -1",),
    "assessment.effects.*.bonus": ("is -1",), "assessment.dimensions.*.max": ("is -1", "is 0"),
    "assessment.traces.full_progress": ("is -1", "is 0"),
    "assessment.post_factor.without_post": ("is -1",),
    "assessment.bonus.spread_at_most": ("is -1", "is 0", "is Fraction(1, 2)"),
}  # fmt: skip
REFUSED_BY_THE_MODEL_ALONE = {
    *((place, what) for place in SHARES for what in ("is 7", "is Fraction(5, 2)", "is '3/2'")),
    *((place, "is '3/2'") for place in BOUNDS),
    *((place, what) for place, listed in LEAST.items() for what in listed),
}
TAKEN_BY_THE_MODEL_ALONE = {(place, "is '331004'") for place in AMOUNTS}


@cache
def _kinds_of_places() -> dict[str, tuple[dict[str, Any], Steps]]:
    """One place of each kind, in a document with little but that place."""
    found: dict[str, tuple[dict[str, Any], Steps]] = {}
    for file in FILES:
        tree = canonical(read_tree(file.read_bytes(), file.name).root, schema_of(Policy))
        plain = tree.to_plain()
        for path in places(plain):
            kind = kind_of_place(path)
            if kind not in found:
                little, inside = alone(plain, path)
                found[kind] = {**{key: plain[key] for key in HEAD}, **little}, inside
    return found


def _model_takes(document: dict[str, Any]) -> bool:
    try:
        layer_model_of(Policy).model_validate(document)
    except ValidationError:
        return False
    return True


def _schema_takes(document: dict[str, Any]) -> bool:
    return next(schema_validator.schema_errors(node_of(document), SCHEMA), None) is None


def test_model_and_schema_take_and_refuse_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # The schema is made exact once, and not for each of thousands of documents.
    exact = schema_validator._exact(SCHEMA)
    monkeypatch.setattr(schema_validator, "_exact", lambda _: exact)
    refused_by_model: set[tuple[str, str]] = set()
    taken_by_model: set[tuple[str, str]] = set()
    agreed = {True: 0, False: 0}
    for kind, (document, path) in _kinds_of_places().items():
        assert _model_takes(document), kind
        for what, made in changed(document, path):
            taken = _model_takes(made)
            if taken == _schema_takes(made):
                agreed[taken] += 1
            else:
                (taken_by_model if taken else refused_by_model).add((kind, what))
    assert refused_by_model == REFUSED_BY_THE_MODEL_ALONE
    assert taken_by_model == TAKEN_BY_THE_MODEL_ALONE
    # Otherwise the changes would be no test.
    assert min(agreed.values()) > 500


@pytest.mark.parametrize("file", FILES, ids=lambda file: "-".join(file.parts[-2:]))
def test_every_shipped_policy_is_taken_by_both(file: Path) -> None:
    plain = canonical(read_tree(file.read_bytes(), file.name).root, schema_of(Policy)).to_plain()
    assert (_model_takes(plain), _schema_takes(plain)) == (True, True)


def test_every_place_of_a_policy_is_changed() -> None:
    there = {_MAPS.sub(r"\1.*", kind) for kind in _kinds_of_places()}
    assert [place for place in _of_model(Policy, "") if place not in there] == []


def _of_model(model: type[BaseModel], path: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        place = f"{path}.{info.alias or name}".removeprefix(".")
        yield place
        yield from _of_forms(forms_of(info.annotation), place)


def _of_forms(forms: list[Any], place: str) -> Iterator[str]:
    for form in forms:
        if get_origin(form) in (list, dict):
            yield from _of_forms(forms_of(get_args(form)[-1]), f"{place}.*")
        elif isinstance(form, type) and issubclass(form, BaseModel):
            yield from _of_model(form, place)
