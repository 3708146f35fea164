"""How one person's bonus came about: from the pot and everybody's coefficients to the cut-off amount."""

from __future__ import annotations

from fractions import Fraction

from policy_engine.assessment.bonus import Claim, claim_of, cut_off, grade_that_holds
from policy_engine.assessment.model import Given, PersonResult, Recomputed, Term
from policy_engine.assessment.post_factor import persons_factor
from policy_engine.assessment.snail import barred_by_snail_post
from policy_engine.assessment.telling import both, number, rounding_label
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_rewards import BonusRules
from policy_engine.documents.terms import CHINESE, BonusBase
from policy_engine.source.tree import Path

# The path of the pot's term: no path of the policy, since the county's ledger states it.
POT: Path = ("bonus_pot",)

_BY: Path = ("assessment", "bonus", "by")
_DECIMALS: Path = ("assessment", "bonus", "decimals")
_EFFECTS: Path = ("assessment", "effects")
_SNAIL: Path = ("assessment", "snail_post", "effects")
_EXEMPT: Path = ("assessment", "not_assessed_together")
_BONUS = Text("奖金", "bonus")
_COEFFICIENT = Text("奖金系数", "coefficient")
_UNIT = Text("单位值（系数为 1 的奖金）", "unit (for a coefficient of 1)")


def bonus_figure(recomputed: Recomputed, place: int) -> Term | None:
    """The tree of the bonus of the person at a place; None where the policy pays no bonus at all.

    Its value is None where the person has no share, or where nobody's is certain; `note` says why.
    """
    given, result = recomputed.given, recomputed.bonus
    rules = given.policy.bonus
    if rules is None or result is None:
        return None
    if result.unit is None:
        return Term(_BONUS, None, note=result.reason)
    claims = [_claim(each, rules, given) for each in recomputed.people]
    person, claim = recomputed.people[place], claims[place]
    if claim.takes_part is not True or claim.coefficient is None or person.bonus is None:
        return _no_share(person)
    coefficient = _coefficient(person, claim, given)
    unit = _unit(claims, Fraction(0) if given.pot is None else Fraction(given.pot), result.unit)
    return _cut(unit, coefficient, result.unit * claim.coefficient, Fraction(person.bonus), rules)


def _claim(person: PersonResult, rules: BonusRules, given: Given) -> Claim:
    holds = grade_that_holds(person.standing.entry, person.grade)
    return claim_of(person.standing, person.points, holds, rules, given)


def _no_share(person: PersonResult) -> Term:
    if person.standing.exempt:
        note = Text("派出单位不纳入一体化考核，由派出单位发放", "paid by the sending unit")
        return Term(_BONUS, None, path=_EXEMPT, note=note)
    return Term(_BONUS, None, note=Text(
        "领导班子成员不在乡镇（街道）分配", "leading members have no share in the township's pot",
    ))  # fmt: skip


def _cut(unit: Term, coefficient: Term, whole: Fraction, bonus: Fraction, rules: BonusRules) -> Term:
    of_coefficient = Fraction(0) if coefficient.value is None else coefficient.value
    of_unit = Fraction(0) if unit.value is None else unit.value
    formula = both(f"{number(of_unit)} × {number(of_coefficient)}")
    if whole == bonus:
        return Term(_BONUS, bonus, formula, terms=(unit, coefficient))
    before = Term(Text("舍去之前", "before cutting off"), whole, formula, terms=(unit, coefficient))
    cut = cut_off(rules)
    mode = rounding_label(cut.mode)
    said = Text(
        f"{number(whole)} 保留 {cut.decimals} 位小数（{mode.zh}）",
        f"{number(whole)} rounded {mode.en} (decimals: {cut.decimals})",
    )
    return Term(_BONUS, bonus, said, None if rules.decimals is None else _DECIMALS, terms=(before,))


def _unit(claims: list[Claim], pot: Fraction, unit: Fraction) -> Term:
    sharing = [claim.coefficient for claim in claims if claim.takes_part is not False]
    whole = sum((each for each in sharing if each is not None), Fraction(0))
    everybody = Term(
        Text("系数之和", "sum of coefficients"), whole,
        note=Text(f"参加分配的 {len(sharing)} 人", f"of {len(sharing)} who take part"),
    )  # fmt: skip
    formula = both(f"{number(pot)} ÷ {number(whole)}")
    return Term(_UNIT, unit, formula, terms=(Term(Text("奖金总额", "pot"), pot, path=POT), everybody))


def _coefficient(person: PersonResult, claim: Claim, given: Given) -> Term:
    if "bonus" in barred_by_snail_post(person.standing.entry.person, given):
        note = Text("被评为“蜗牛岗”，本考核期没有奖金", "named for a snail post: no bonus in this period")
        return Term(_COEFFICIENT, Fraction(0), path=_SNAIL, note=note)
    terms = tuple(_factor(base, value, person, given) for base, value in claim.factors.items())
    formula = both(" × ".join("?" if each is None else number(each) for each in claim.factors.values()))
    return Term(_COEFFICIENT, claim.coefficient, formula, _BY, terms=terms)


def _factor(base: BonusBase, value: Fraction | None, person: PersonResult, given: Given) -> Term:
    if base == "grade":
        return _of_grade(value, person, given)
    if base == "post":
        worked = persons_factor(person.standing.entry, given)
        return Term(Text("岗位系数", "post factor"), value) if worked is None else worked.term
    total = person.points.total
    formula = None if total is None else both(f"{number(Fraction(total))} ÷ 100")
    note = None if total is None or total >= 0 else Text("得分低于 0 的按 0", "counts as 0 below zero")
    return Term(Text("得分系数", "factor of the total"), value, formula, note=note)


def _of_grade(value: Fraction | None, person: PersonResult, given: Given) -> Term:
    submitted = person.standing.entry.submitted
    holds = grade_that_holds(person.standing.entry, person.grade)
    place = next((n for n, each in enumerate(given.policy.effects or ()) if each.id == holds), None)
    label = Text("等次系数", "factor of the grade")
    if holds is None:
        return Term(label, value, note=person.grade_reason)
    filed = submitted is not None and submitted.grade is not None
    whose = Text("报送的等次", "submitted grade") if filed else Text("建议的等次", "proposed grade")
    note = Text(f"{whose.zh}：{CHINESE['appraisal_grade'][holds]}", f"{whose.en}: {holds}")
    return Term(label, value, path=None if place is None else (*_EFFECTS, place, "bonus"), note=note)
