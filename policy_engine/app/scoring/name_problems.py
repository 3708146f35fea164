"""What an assessment names that the policy does not know, or names twice under two words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policy_engine.app.scoring.head_problems import twice
from policy_engine.app.scoring.material import SECTION, Listed, Material, unknown
from policy_engine.assessment.naming import Names
from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.assessment_policy import Dimension
from policy_engine.source.tree import Path

_DIMENSION = Text("维度", "dimension")


def name_problems(material: Material) -> Iterator[Diagnostic]:
    """Dimensions, scorers, factors, kinds of leave, grounds of snail posts."""
    policy, document = material.policy, material.document
    for place, entry in enumerate(document.people):
        yield from _scores(material, place, entry)
        leave = [] if policy.service is None else policy.service.leave or []
        for number, spell in enumerate(entry.leave or ()):
            path: Path = ("people", place, "leave", number, "kind")
            yield from _value(material, Text("假别", "kind of leave"), spell.kind, leave, path,
                              ("service", "leave"))  # fmt: skip
    factors = [] if policy.post_factor is None else policy.post_factor.factors or []
    for place, rated in enumerate(document.posts or ()):
        path = ("posts", place, "ratings")
        yield from keys(material, Text("岗位赋分因素", "factor of posts"), rated.ratings, factors, path,
                        ("post_factor", "factors"))  # fmt: skip
    triggers = [] if policy.snail_post is None else policy.snail_post.triggers or []
    for place, snail in enumerate(document.snail_posts or ()):
        path = ("snail_posts", place, "trigger")
        yield from _value(material, Text("“蜗牛岗”情形", "ground for a snail post"), snail.trigger, triggers,
                          path, ("snail_post", "triggers"))  # fmt: skip


def keys(
    material: Material,
    what: Text,
    said: Iterable[str],
    known: Sequence[Listed],
    path: Path,
    declared: Path,
) -> Iterator[Diagnostic]:
    """The keys of a map that name nothing of the policy, and those that name the same thing again."""
    names = Names(known)
    first: dict[str, str] = {}
    for word in said:
        record = names.get(word)
        if record is None:
            yield unknown(what, word, known, material.key(*path, word),
                          material.declared(*declared))  # fmt: skip
        elif record.id in first:
            other = Text(f"{what.zh}“{record.name}”", f"The {what.en} {record.name}")
            yield twice(material, other, (*path, word), (*path, first[record.id]))
        else:
            first[record.id] = word


def _value(
    material: Material, what: Text, word: str, known: Sequence[Listed], path: Path, declared: Path
) -> Iterator[Diagnostic]:
    if Names(known).get(word) is None:
        yield unknown(what, word, known, material.value(*path),
                      material.declared(*declared))  # fmt: skip


def _scores(material: Material, place: int, entry: AssessedEntry) -> Iterator[Diagnostic]:
    dimensions = material.policy.dimensions or []
    path: Path = ("people", place, "scores")
    yield from keys(material, _DIMENSION, entry.scores or (), dimensions, path, ("dimensions",))
    yield from _by_one(material, entry.scores or {}, dimensions, path)
    by = entry.scores_by or {}
    path = ("people", place, "scores_by")
    scorers = {scorer.id: scorer for each in dimensions for scorer in each.scored_by or ()}
    yield from keys(material, Text("评分人", "scorer"), by, list(scorers.values()), path, ("dimensions",))
    known = Names(scorers.values())
    for scorer, scores in by.items():
        inside = (*path, scorer)
        yield from keys(material, _DIMENSION, scores, dimensions, inside, ("dimensions",))
        if scorers and known.get(scorer) is None:
            continue  # of which it is told already
        yield from _by_several(material, scorer, scores, dimensions, inside)


def _by_one(
    material: Material, scores: Mapping[str, object], dimensions: Sequence[Dimension], path: Path
) -> Iterator[Diagnostic]:
    """A single score where the policy wants one by each scorer."""
    names = Names(dimensions)
    for word in scores:
        dimension = names.get(word)
        if dimension is None or not dimension.scored_by:
            continue
        scorers = [scorer.name for scorer in dimension.scored_by]
        yield Diagnostic(
            "score.needs-scorers",
            Text(f"维度“{dimension.name}”由几个人评分，这里只写了一个得分。",
                 f"{dimension.name} is scored by several; here is a single score."),
            material.key(*path, word),
            help=Text(f"请用 scores_by（各人评分）分别写明：{'、'.join(scorers)}。",
                      f"Give each one's score under scores_by: {', '.join(scorers)}."),
            related=(_declared_at(material, dimensions.index(dimension)),),
        )  # fmt: skip


def _by_several(
    material: Material,
    scorer: str,
    scores: Mapping[str, object],
    dimensions: Sequence[Dimension],
    path: Path,
) -> Iterator[Diagnostic]:
    """A scorer's score of a dimension that this one does not score."""
    names = Names(dimensions)
    for word in scores:
        dimension = names.get(word)
        if dimension is None or Names(dimension.scored_by or ()).get(scorer) is not None:
            continue
        alone = not dimension.scored_by
        way_out = Text("请写在 scores（评分）下。", "Give it under scores.")
        others = "、".join(each.name for each in dimension.scored_by or ())
        yield Diagnostic(
            "score.no-scorer",
            Text(f"维度“{dimension.name}”不由“{scorer}”评分。",
                 f"{dimension.name} is not scored by {scorer}."),
            material.key(*path, word),
            help=way_out if alone else Text(f"由这些人评分：{others}。", f"It is scored by: {others}."),
            related=(_declared_at(material, dimensions.index(dimension)),),
        )  # fmt: skip


def _declared_at(material: Material, place: int) -> tuple[Text, Span]:
    return (
        Text("政策的规定在这里", "what the policy says"),
        material.county.policy.place((SECTION, "dimensions", place)),
    )
