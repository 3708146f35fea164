"""Points for a value by a scale of the policy, with the lines of the scale that were used."""

from __future__ import annotations

from fractions import Fraction

from policy_engine.assessment.mix import Worked, lacking
from policy_engine.assessment.model import Term
from policy_engine.assessment.telling import both, number
from policy_engine.diagnostics import Text
from policy_engine.documents.classification import Scale
from policy_engine.expr.functions import FUNCTIONS
from policy_engine.expr.numbers import exact
from policy_engine.expr.problems import EvaluationError
from policy_engine.source.tree import Path


def scaled(measure: Term, scale: Scale, path: Path) -> Worked:
    """0–100 points for a measure that has a value, as the language's points() gives them.

    `path` is that of the scale in the policy. Steps may give other points than 0 to 100: the policy's say.
    """
    value = measure.value
    if value is None:
        return lacking(measure.label, measure.note or Text("没有数值。", "There is no value."))
    try:
        points = Fraction(exact(FUNCTIONS["points"].implementation(scale, exact(value))))
    except EvaluationError as error:
        return lacking(measure.label, Text(
            f"“{measure.label.zh}”无法折算成分：{error.text.zh}，请改正政策。",
            f'"{measure.label.en}" cannot be turned into points: {error.text.en}; correct the policy.',
        ), terms=(measure,))  # fmt: skip
    if scale.from_ is not None and scale.to is not None:
        ends = Fraction(scale.from_), Fraction(scale.to)
        return Worked(_by_line(measure, value, points, ends, path))
    return Worked(_by_steps(measure, value, points, scale, path))


def _by_line(
    measure: Term, value: Fraction, points: Fraction, ends: tuple[Fraction, Fraction], path: Path
) -> Term:
    low, high = ends
    told = (
        Term(Text("得 0 分的数值", "value for 0 points"), low, path=(*path, "from")),
        Term(Text("得 100 分的数值", "value for 100 points"), high, path=(*path, "to")),
    )
    unclamped = (value - low) / (high - low) * 100
    formula = both(f"({number(value)} − {number(low)}) ÷ ({number(high)} − {number(low)}) × 100")
    note = None
    if unclamped != points:
        note = Text(
            f"算得 {number(unclamped)}，以 {number(points)} 分为限。",
            f"That comes to {number(unclamped)}; {number(points)} is the limit.",
        )
    return Term(measure.label, points, formula, note=note, terms=(measure, *told))


def _by_steps(measure: Term, value: Fraction, points: Fraction, scale: Scale, path: Path) -> Term:
    steps = [(Fraction(at_least), Fraction(worth)) for at_least, worth in scale.steps or ()]
    reached = [(at_least, worth, at) for at, (at_least, worth) in enumerate(steps) if value >= at_least]
    if not reached:
        lowest, _, at = min((at_least, worth, at) for at, (at_least, worth) in enumerate(steps))
        note = Text("未达到最低一档，得 0 分。", "It reaches no step: 0 points.")
        step = Term(Text("最低一档", "lowest step"), lowest, path=(*path, "steps", at))
        return Term(measure.label, points, note=note, terms=(measure, step))
    at_least, _, at = max(reached)
    step = Term(Text("达到的分档", "step reached"), at_least, path=(*path, "steps", at))
    formula = Text(
        f"{number(value)} 达到 {number(at_least)}，得 {number(points)} 分",
        f"{number(value)} reaches {number(at_least)}: {number(points)} points",
    )
    return Term(measure.label, points, formula, terms=(measure, step))
