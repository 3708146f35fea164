"""What the models declare: a field that can be tighter can be looser, and no field is forgotten."""

from __future__ import annotations

import pytest

from policy_engine.diff.alignment import sides_of
from policy_engine.diff.direction import judge
from policy_engine.diff.model import Direction
from policy_engine.diff.reading import read_policy
from policy_engine.diff.rows import meant_there
from policy_engine.diff.side_by_side import rows_of
from policy_engine.documents.policy import Policy
from tests.diff.fields import Place, is_section, less_and_more, places

PLACES = list(places())
DIRECTED = [
    each
    for each in PLACES
    if (each.way.looser in ("up", "down") or each.way.order) and not is_section(each.info)
]


def directions(a: Policy, b: Policy) -> set[Direction]:
    sides = sides_of([read_policy(a), read_policy(b)], ["430412", "430412"], {})
    return {
        judge(row, 0, 1, (a, b)).direction
        for row in rows_of(sides)
        if meant_there(row, sides, 0) != meant_there(row, sides, 1)
    }


@pytest.mark.parametrize("place", DIRECTED, ids=[each.path for each in DIRECTED])
def test_a_field_that_can_be_tighter_can_be_looser(place: Place) -> None:
    less, more = (place.document(value) for value in less_and_more(place.info, place.way))
    up: set[Direction] = {"looser"} if place.way.looser == "up" or place.way.order else {"tighter"}
    assert directions(less, more) == up
    assert directions(more, less) == ({"tighter"} if up == {"looser"} else {"looser"})


# Truly neither: which way they move says nothing of what is allowed, or depends on other entries.
NEITHER = {
    "classification.method", "classification.classes", "classification.classes.at_least",
    "classification.townships", "classification.year", "classification.indicators",
    "classification.indicators.unit", "classification.indicators.weight",
    "classification.indicators.scale.from", "classification.indicators.scale.to",
    "classification.indicators.scale.steps",
    # Vocabularies that others pick from, and what is picked.
    "institutions.platforms", "institutions.templates", "institutions.template",
    "institutions.templates.command_room",  # exactly as many
    # Counted under the cap instead of under a limit of their own; seats instead of entries.
    "posts.cap_counts", "posts.counted_kinds",
    "posts.grade_ratios.series", "posts.grade_ratios.levels", "posts.grade_ratios.of",
    "personnel.qualifications.work", "personnel.qualifications.certificate",
    "duties.admission.enforcement_items.name",  # duties are held against it
    # How a total is worked out, and among whom the excellent are counted: who gains by it, others lose.
    "assessment.dimensions.max", "assessment.dimensions.weight", "assessment.dimensions.scored_by.weight",
    "assessment.traces.metrics.weight", "assessment.traces.metrics.scale.from",
    "assessment.traces.metrics.scale.to", "assessment.traces.metrics.scale.steps",
    "assessment.traces.full_progress", "assessment.ballots.options.points",
    "assessment.ballots.groups.weight", "assessment.ballots.periods", "assessment.mix.dimension",
    "assessment.mix.ballot", "assessment.mix.regular", "assessment.post_factor.factors.weight",
    "assessment.post_factor.applies_to", "assessment.post_factor.without_post",
    "assessment.rounding.mode", "assessment.rounding.decimals",
    "assessment.rounding.when", "assessment.service.transferred", "assessment.pools.establishment",
    "assessment.pools.origin", "assessment.bonus.by", "assessment.bonus.decimals",
    "assessment.bonus.periods", "assessment.regular.every",
    # A source that nobody has verified makes warnings of what rests on it.
    "legal_sources", "legal_sources.from", "legal_sources.until",
    # What a bound is about, and which check it speaks for.
    "envelope.keeps", "envelope.keeps_order", "envelope.unless.approval", "envelope.code", "envelope.basis",
    "checks",  # as a whole; each has its severity
    "rules.code", "rules.judges", "rules.for", "rules.needs",
    "rules.observed", "rules.limit",  # waivers are held against them
    "rules.when", "rules.require",
    "rules.basis", "rules.replaces", "rules.of_whole",
    "decision.rules", "decision.rules.for", "decision.rules.when", "decision.rules.route",
    "decision.rules.obligation",
}  # fmt: skip
NAMING = ("id", "code", "path")


def test_every_other_field_says_which_way_it_is_looser() -> None:
    silent = {each.path for each in PLACES if each.way.looser == "neither" and not each.way.order}
    sections = {each.path.rpartition(".")[0] for each in PLACES}
    named = {each.path for each in PLACES if each.path.rpartition(".")[2] in NAMING}
    texts = {each.path for each in PLACES if each.path.rpartition(".")[2] in ("zh", "en")}
    assert silent - sections - texts - (named - NEITHER) == NEITHER - sections
