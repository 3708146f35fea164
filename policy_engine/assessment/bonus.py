"""How the bonus pot is shared out.

Everybody has a coefficient: the product of what `bonus.by` lists, of the grade (effects[grade].bonus: the
submitted grade, else the proposed one; in a trial the proposed one alone), the post (its factor) and the
total (total ÷ 100; none below zero). A snail post whose effects bar the bonus makes it 0. What a coefficient
of one receives is pot ÷ sum of coefficients; each bonus is that times the coefficient, with the rest of the
last decimal cut off, so that the sum never exceeds the pot. Exempt people are paid by their unit and leading
members by the county: they have no share. Where one coefficient is open nobody's bonus is certain, and there
are none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod

from policy_engine.assessment.grading import Proposal
from policy_engine.assessment.membership import all_of, is_exempt
from policy_engine.assessment.model import BonusResult, Given, PersonStanding, PersonTotal
from policy_engine.assessment.rounding import finite, rounded
from policy_engine.assessment.snail import barred_by_snail_post
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy, Rounding
from policy_engine.documents.assessment_rewards import BonusRules
from policy_engine.documents.terms import AppraisalGrade, BonusBase

_FULL = 100  # points
_DECIMALS = 2  # of a yuan, where the policy says nothing else


@dataclass(frozen=True, slots=True)
class Shared:
    """The pot shared out: each person's bonus, in their order; None who has no share, or where it is open."""

    result: BonusResult | None
    bonuses: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's coefficient: None while it is open whether she takes part, or a factor is."""

    person: str
    takes_part: bool | None
    factors: Mapping[BonusBase, Fraction | None]

    @property
    def coefficient(self) -> Fraction | None:
        known = [factor for factor in self.factors.values() if factor is not None]
        if self.takes_part is False or 0 in known:
            return Fraction(0)
        if self.takes_part is None or len(known) < len(self.factors):
            return None
        return prod(known, start=Fraction(1))


def shared_out(
    standings: Sequence[PersonStanding],
    points: Sequence[PersonTotal],
    proposals: Sequence[Proposal],
    given: Given,
    *,
    filed: bool = True,
) -> Shared:
    """The bonuses of these people; all in document order. No result where the policy has no bonus.

    `filed`: grades that were submitted go before the proposed ones.
    """
    rules, nobody = given.policy.bonus, (None,) * len(standings)
    if rules is None:
        return Shared(None, nobody)
    if not _is_due(rules, given):
        none_due = Text("政策规定这一周期的考核不发放奖金", "no bonus is paid for assessments of this period")
        return Shared(BonusResult(given.pot, None, None, None, none_due), nobody)
    hindrance = _hindrance(rules, given)
    if hindrance is not None or given.pot is None:
        return Shared(BonusResult(given.pot, None, None, None, hindrance, given.pot is not None), nobody)
    claims = [
        claim_of(
            standing,
            total,
            grade_that_holds(standing.entry, proposal.grade) if filed else proposal.grade,
            rules,
            given,
        )
        for standing, total, proposal in zip(standings, points, proposals, strict=True)
    ]
    return _shared(claims, given.pot, cut_off(rules))


def _shared(claims: Sequence[Claim], pot: Decimal, cut: Rounding) -> Shared:
    coefficients = [claim.coefficient for claim in claims]
    certain = [coefficient for coefficient in coefficients if coefficient is not None]
    whole = sum(certain, start=Fraction(0))
    is_open = len(certain) < len(claims)
    if is_open or whole == 0:
        reason = _doubts(claims) if is_open else Text(
            "没有人有大于零的奖金系数", "nobody has a coefficient above zero",
        )  # fmt: skip
        return Shared(BonusResult(pot, None, None, None, reason, is_open), (None,) * len(claims))
    unit = Fraction(pot) / whole
    bonuses = tuple(
        rounded(unit * coefficient, cut) if claim.takes_part is True and coefficient is not None else None
        for claim, coefficient in zip(claims, coefficients, strict=True)
    )
    paid = sum((Fraction(bonus) for bonus in bonuses if bonus is not None), start=Fraction(0))
    return Shared(BonusResult(pot, unit, finite(paid), finite(Fraction(pot) - paid), None), bonuses)


def cut_off(rules: BonusRules) -> Rounding:
    """Bonuses are cut off, so that their sum never exceeds the pot."""
    decimals = _DECIMALS if rules.decimals is None else rules.decimals
    return Rounding(mode="down", decimals=decimals, when="end")


def claim_of(
    standing: PersonStanding,
    points: PersonTotal,
    grade: AppraisalGrade | None,
    rules: BonusRules,
    given: Given,
) -> Claim:
    """What somebody of this grade has a claim to; None: the grade is open."""
    exempt = is_exempt(standing, given.policy)
    takes_part = all_of(
        None if exempt is None else not exempt, None if standing.leader is None else not standing.leader
    )
    person = standing.entry.person
    if "bonus" in barred_by_snail_post(person, given):
        return Claim(person, takes_part, {"grade": Fraction(0)})
    total = None if points.total is None else max(Fraction(points.total) / _FULL, Fraction(0))
    factors: Mapping[BonusBase, Fraction | None] = {
        "grade": coefficient_of(grade, given.policy),
        "post": points.factor,
        "total": total,
    }
    return Claim(person, takes_part, {base: factors[base] for base in rules.by or ()})


def grade_that_holds(entry: AssessedEntry, proposed: AppraisalGrade | None) -> AppraisalGrade | None:
    """The grade that was submitted, else the proposed one."""
    submitted = None if entry.submitted is None else entry.submitted.grade
    return proposed if submitted is None else submitted


def coefficient_of(grade: AppraisalGrade | None, policy: AssessmentPolicy) -> Fraction | None:
    """The coefficient of the bonus for a grade; None where the policy does not say, or the grade is open."""
    return next((Fraction(each.bonus) for each in policy.effects or () if each.id == grade), None)


def _is_due(rules: BonusRules, given: Given) -> bool:
    """Whether assessments of this period bring a bonus."""
    return rules.periods is None or given.document.period.every in rules.periods


def _hindrance(rules: BonusRules, given: Given) -> Text | None:
    """Why nothing can be shared out, whoever has which coefficient."""
    if not rules.by:
        return Text("政策没有规定奖金按什么分配", "the policy does not say by what the bonus is shared out")
    if given.pot is None:
        return Text("编制核定表没有这一考核期的奖金总额（bonus_pots，起止须与考核期相同），不计算奖金",
                    "the ledger has no bonus pot for this period (bonus_pots, of the very days): no bonus is "
                    "worked out")  # fmt: skip
    return None


def _doubts(claims: Sequence[Claim]) -> Text:
    """What is wanting for some coefficients, of whom, and how to settle it."""
    wanting = [claim for claim in claims if claim.coefficient is None]
    causes = [
        ([c.person for c in wanting if c.takes_part is None], _TAKING_PART),
        *(
            ([c.person for c in wanting if c.factors.get(base, 1) is None], cause)
            for base, cause in _WANTING.items()
        ),
    ]
    told = [_cause(people, cause) for people, cause in causes if people]
    zh, en = "；".join(each.zh for each in told), "; ".join(each.en for each in told)
    return Text(f"奖金不能分配：{zh}。", f"the bonus cannot be shared out: {en}.")


def _cause(people: Sequence[str], cause: _Cause) -> Text:
    named = sorted(people)[:_NAMED]  # in no order of the document, which decides nothing
    more = len(people) - len(named)
    zh, en = "、".join(named), ", ".join(named)
    if more > 0:
        zh, en = f"{zh}，另有 {more} 人", f"{en}, and {more} more"
    return Text(
        f"有 {len(people)} 人{cause.what.zh}未定（{zh}），{cause.way_out.zh}",
        f"{cause.what.en}: open for {len(people)} ({en}); {cause.way_out.en}",
    )


@dataclass(frozen=True, slots=True)
class _Cause:
    """What is wanting, and how to settle it."""

    what: Text
    way_out: Text


_NAMED = 3  # people; of the others it is told how many there are
_TAKING_PART = _Cause(
    Text("是否参加分配", "whether they take part"),
    Text("请写明来源和派出单位、领导班子成员名单，或给出方案（--setup）",
         "state origin, sending unit and the leading members, or give the set-up (--setup)"),
)  # fmt: skip
_WANTING: Mapping[BonusBase, _Cause] = {
    "grade": _Cause(
        Text("等次或者等次的奖金系数", "the grade, or its coefficient"),
        Text("请按各人的说明定下等次；政策没有规定某一等次奖金系数的，请在 assessment.effects"
             "（结果运用）中写明",
             "settle the grades as the notes on each person say; a grade without a coefficient needs one "
             "under assessment.effects"),
    ),
    "post": _Cause(
        Text("岗位系数", "the post's factor"),
        Text("请写明岗位和岗位的赋分；政策没有规定岗位系数（assessment.post_factor）的，先更正政策；确实没有"
             "岗位的，请由政策规定 assessment.post_factor.without_post（无岗系数），并给出方案（--setup）",
             "state the posts and rate them; a policy without assessment.post_factor is to be corrected "
             "first; of people who hold no post let the policy declare "
             "assessment.post_factor.without_post, and give the set-up (--setup)"),
    ),
    "total": _Cause(
        Text("得分", "the total"),
        Text("请按各人的说明补齐", "supply what the notes on each person say"),
    ),
}  # fmt: skip
