"""The post's factor (岗位系数): the weighted mean of its ratings by workload and difficulty.

Who holds no post at all has the factor that the policy declares for such people, if it does. That somebody
holds none is known from a roster alone: an entry that states no post may have been left incomplete.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from policy_engine.assessment.mix import Weighed, Worked, lacking, refused, weighted_sum
from policy_engine.assessment.model import Given, Term
from policy_engine.assessment.naming import Names
from policy_engine.assessment.telling import both, label, number
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_people import AssessedEntry, PostEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy, PostRating
from policy_engine.source.tree import Path

_PATH: Path = ("assessment", "post_factor", "factors")
_WITHOUT_POST: Path = ("assessment", "post_factor", "without_post")
_LABEL = Text("岗位系数", "post factor")


def factor_of(post: PostEntry, policy: AssessmentPolicy) -> Term:
    """The factor, exact and not rounded; the ratings and their weights below it.

    `value` is None, and `note` says why, where the policy declares no factors, where a rating is missing,
    stands twice, or is by a factor that the policy does not know. Whether it lies in the policy's range is
    for the rules to judge. What the document says the factor is does not count here.
    """
    return _rated(post, policy).term


def persons_factor(entry: AssessedEntry, given: Given) -> Worked | None:
    """The factor of a person's main post; None where the policy declares no post factor."""
    if given.policy.post_factor is None:
        return None
    post = main_post(entry, given)
    if post is None:
        return _without_post(entry, given)
    rated = given.ratings_of_post.get(post, ())
    if len(rated) == 1:
        return _rated(rated[0], given.policy)
    if rated:
        return lacking(_LABEL, Text(
            f"岗位 {post} 赋分了 {len(rated)} 次，请只留一次。",
            f"The post {post} is rated {len(rated)} times; leave one rating.",
        ))  # fmt: skip
    return lacking(_LABEL, Text(
        f"岗位 {post} 没有赋分，请在“岗位”中补写。", f'The post {post} is not rated; add it under "posts".',
    ))  # fmt: skip


def _without_post(entry: AssessedEntry, given: Given) -> Worked:
    declared = None if given.policy.post_factor is None else given.policy.post_factor.without_post
    none_held = _holds_no_post(entry, given)
    if none_held and declared is not None:
        note = Text("没有岗位的人员，按政策规定的系数", "holds no post: the factor that the policy declares")
        return Worked(Term(_LABEL, Fraction(declared), path=_WITHOUT_POST, note=note))
    if none_held:
        return lacking(_LABEL, Text(
            "没有岗位，政策没有规定没有岗位的人员的系数：请在政策中写明 assessment.post_factor.without_post"
            "（无岗系数），或者安排岗位。",
            "There is no post, and the policy has no factor for people without one; declare "
            "assessment.post_factor.without_post, or assign a post.",
        ))  # fmt: skip
    if given.links is not None and given.links.assignments_of_person is not None:
        return lacking(_LABEL, Text(
            "方案中考核期末没有主岗，或者不止一个，无法取得岗位系数：请更正方案。",
            "By the set-up there is no main post at the period's end, or more than one: correct the set-up.",
        ))  # fmt: skip
    return lacking(_LABEL, Text(
        "没有主岗，无法取得岗位系数：请写明岗位；确实没有岗位的，请给出方案（--setup）。",
        "There is no main post to take the factor of: state the post, or, of somebody who holds none, give "
        "the set-up (--setup).",
    ))  # fmt: skip


def _holds_no_post(entry: AssessedEntry, given: Given) -> bool:
    """Whether the roster has the person, and throughout the period no post for her, main or not."""
    setup, links, period = given.setup, given.links, given.document.period
    if entry.post is not None or setup is None or links is None:
        return False
    known, assigned = links.person_by_id, setup.assignments
    if known is None or entry.person not in known or assigned is None:
        return False
    return not any(
        each.person == entry.person
        and each.from_ <= period.until
        and (each.until is None or each.until >= period.from_)
        for each in assigned
    )


def main_post(entry: AssessedEntry, given: Given) -> str | None:
    """The id of the main post on the last day of the period, by the roster; else as the entry says.

    None too where the roster has several main posts for that day: nobody can tell which one counts.
    """
    held = {} if given.links is None else given.links.assignments_of_person or {}
    main = {each.post for each in held.get(entry.person, ()) if each.main}
    if not main:
        return entry.post
    return next(iter(main)) if len(main) == 1 else None


def times(worked: Worked, factor: Worked | None) -> Worked:
    """A figure multiplied by the post's factor; what does not apply, or is missing, stays so."""
    if factor is None or not worked.applies:
        return worked
    before = worked.term
    whole = replace(before, label=Text("乘以岗位系数之前", "before the post factor"))
    if before.value is None or factor.term.value is None:
        return lacking(before.label, *worked.missing, *factor.missing, terms=(whole, factor.term))
    value = before.value * factor.term.value
    formula = both(f"{number(before.value)} × {number(factor.term.value)}")
    return Worked(Term(before.label, value, formula, terms=(whole, factor.term)))


def _rated(post: PostEntry, policy: AssessmentPolicy) -> Worked:
    factors = None if policy.post_factor is None else policy.post_factor.factors
    if not factors:
        return lacking(_LABEL, Text(
            "政策没有规定岗位系数的因素，请在政策中写明。",
            "The policy declares no factors for rating posts; declare them.",
        ))  # fmt: skip
    names = Names(factors)
    said = names.sorted_out(post.ratings)
    items = [
        Weighed(_rating([Fraction(each) for each in said.get(factor.id, ())], factor, post.post),
                factor.weight, (*_PATH, at, "weight"))
        for at, factor in enumerate(factors)
    ]  # fmt: skip
    unknown = [
        Text(f"政策没有岗位赋分因素“{word}”，请改正名称。",
             f'The policy knows no factor "{word}" for rating posts; correct the name.')
        for word in names.unknown(post.ratings)
    ]  # fmt: skip
    return refused(weighted_sum(_LABEL, items, _PATH), unknown)


def _rating(ratings: list[Fraction], factor: PostRating, post: str) -> Worked:
    what = label(factor)
    if not ratings:
        return lacking(what, Text(
            f"岗位 {post} 没有“{what.zh}”的赋分，请补写。",
            f'The post {post} has no rating of "{what.en}"; add it.',
        ))  # fmt: skip
    if len(ratings) > 1:
        return lacking(what, Text(
            f"岗位 {post} 的“{what.zh}”赋分写了两次，请只留一个。",
            f'The post {post} is rated twice for "{what.en}"; leave one rating.',
        ))  # fmt: skip
    return Worked(Term(what, ratings[0]))
