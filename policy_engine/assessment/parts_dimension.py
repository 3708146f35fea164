"""Everyday assessment (日常考评): Σ weight × score ÷ maximum × 100 over the dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from policy_engine.assessment.mix import Weighed, Worked, lacking, refused, weighted_sum
from policy_engine.assessment.model import Term
from policy_engine.assessment.naming import Names
from policy_engine.assessment.telling import both, label, number, part_label
from policy_engine.diagnostics import Text
from policy_engine.documents.assessed import DimensionFact
from policy_engine.documents.assessment_people import AssessedEntry, Score
from policy_engine.documents.assessment_policy import AssessmentPolicy, Dimension, Scorer
from policy_engine.source.tree import Path

_PATH: Path = ("assessment", "dimensions")
_LABEL = part_label("dimension")
_SCORE = Text("得分", "score")


def dimension_part(entry: AssessedEntry, policy: AssessmentPolicy) -> Worked:
    """Points from 0 to 100. A score above its maximum is refused, never clipped: check A02 judges it."""
    dimensions = policy.dimensions
    if not dimensions:
        return lacking(_LABEL, Text(
            "政策没有规定日常考评的维度，请在政策中写明。",
            "The policy declares no dimensions of everyday assessment; declare them.",
        ))  # fmt: skip
    said = _Said(entry, dimensions)
    items = [
        Weighed(_dimension(said, each, (*_PATH, at)), each.weight, (*_PATH, at, "weight"))
        for at, each in enumerate(dimensions)
    ]
    return refused(weighted_sum(_LABEL, items, _PATH), said.unknown())


def score_facts(entry: AssessedEntry, policy: AssessmentPolicy) -> tuple[DimensionFact, ...]:
    """Every score that was given for a dimension of the policy, in the policy's order."""
    said = _Said(entry, policy.dimensions or ())
    return tuple(fact for dimension in policy.dimensions or () for fact in said.facts(dimension))


class _Said:
    """The scores of one person, under the policy's ids: as one score, or as that of each scorer."""

    def __init__(self, entry: AssessedEntry, dimensions: Sequence[Dimension]) -> None:
        self._entry = entry
        self._dimensions = dimensions
        self._names = Names(dimensions)
        self._own = self._names.sorted_out(entry.scores or {})
        self._by = {each.id: self._by_scorers(each) for each in dimensions if each.scored_by}

    def own(self, dimension: Dimension) -> list[Score]:
        """The score where one is given; several where it stands under several words."""
        return self._own.get(dimension.id, [])

    def by(self, dimension: Dimension, scorer: Scorer) -> list[Score]:
        return self._by.get(dimension.id, {}).get(scorer.id, [])

    def facts(self, dimension: Dimension) -> Iterator[DimensionFact]:
        given: list[tuple[str | None, list[Score]]] = (
            [(scorer.name, self.by(dimension, scorer)) for scorer in dimension.scored_by]
            if dimension.scored_by
            else [(None, self.own(dimension))]
        )
        for scorer, scores in given:
            for score in scores:
                yield DimensionFact(dimension=dimension.name, scorer=scorer, score=score, max=dimension.max)

    def unknown(self) -> Iterator[Text]:
        """Words that the policy does not know: a score would be left out without anybody noticing."""
        scored_by = self._entry.scores_by or {}
        for word in self._names.unknown(
            [*(self._entry.scores or {}), *(w for s in scored_by.values() for w in s)]
        ):
            yield Text(
                f"政策没有维度“{word}”，请改正名称或删去。",
                f'The policy knows no dimension "{word}"; correct the name or delete it.',
            )
        scorers = [Names(each.scored_by or ()) for each in self._dimensions]
        for word in scored_by:
            if all(names.get(word) is None for names in scorers):
                yield Text(
                    f"政策没有评分人“{word}”，请改正名称或删去。",
                    f'The policy knows no scorer "{word}"; correct the name or delete it.',
                )

    def _by_scorers(self, dimension: Dimension) -> dict[str, list[Score]]:
        names = Names(dimension.scored_by or ())
        found: dict[str, list[Score]] = {}
        for word, scores in (self._entry.scores_by or {}).items():
            scorer = names.get(word)
            if scorer is not None:
                found.setdefault(scorer.id, []).extend(
                    score for name, score in scores.items() if self._names.get(name) is dimension
                )
        return found


def _dimension(said: _Said, dimension: Dimension, path: Path) -> Worked:
    score = _score(said, dimension, path)
    value, most = score.term.value, Fraction(dimension.max)
    if value is None:
        return lacking(label(dimension), *score.missing, terms=(score.term,))
    full = Term(Text("满分", "maximum"), most, path=(*path, "max"))
    formula = both(f"{number(value)} ÷ {number(most)} × 100")
    return Worked(Term(label(dimension), value / most * 100, formula, terms=(score.term, full)))


def _score(said: _Said, dimension: Dimension, path: Path) -> Worked:
    """The dimension's score: the one given, or the weighted mean of those of its scorers."""
    if not dimension.scored_by:
        return _one_score(said.own(dimension), dimension, _SCORE, label(dimension))
    items = []
    for at, scorer in enumerate(dimension.scored_by):
        name, of = label(scorer), label(dimension)
        what = Text(f"{of.zh}（{name.zh}）", f"{of.en} ({name.en})")
        score = _one_score(said.by(dimension, scorer), dimension, name, what)
        items.append(Weighed(score, scorer.weight, (*path, "scored_by", at, "weight")))
    return weighted_sum(_SCORE, items, (*path, "scored_by"))


def _one_score(scores: list[Score], dimension: Dimension, called: Text, what: Text) -> Worked:
    """`called` is the figure's own name, `what` its name where it stands alone."""
    if not scores:
        return lacking(called, Text(
            f"“{what.zh}”没有评分，请补写。", f'"{what.en}" has no score; add it.',
        ))  # fmt: skip
    if len(scores) > 1:
        return lacking(called, Text(
            f"“{what.zh}”的评分写了两次，请只留一个。", f'"{what.en}" is scored twice; leave one score.',
        ))  # fmt: skip
    score, most = Fraction(scores[0]), Fraction(dimension.max)
    if score > most:
        return lacking(called, Text(
            f"“{what.zh}”得分 {number(score)}，超过满分 {number(most)}，请核对。",
            f'"{what.en}" is scored {number(score)} of {number(most)}; correct the score.',
        ))  # fmt: skip
    return Worked(Term(called, score))
