"""Ballots (民主测评): Σ group weight × mean of the points that the group's votes are worth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policy_engine.assessment.mix import Weighed, Worked, lacking, not_applying, refused, weighted_sum
from policy_engine.assessment.model import Given, Term
from policy_engine.assessment.naming import Names
from policy_engine.assessment.telling import both, label, number, part_label
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_people import AssessedEntry, VotesReceived
from policy_engine.documents.assessment_policy import BallotGroup, BallotOption
from policy_engine.source.tree import Path

_OPTIONS: Path = ("assessment", "ballots", "options")
_GROUPS: Path = ("assessment", "ballots", "groups")
_LABEL = part_label("ballot")


def ballot_part(entry: AssessedEntry, given: Given) -> Worked:
    """Points from 0 to 100; without groups those of the one ballot.

    Does not apply in periods for which the policy has no ballot. Where one is held and nobody voted, or
    some group did not, there are no points.
    """
    policy = given.policy.ballots
    if policy is None or not policy.options:
        return lacking(_LABEL, Text(
            "政策没有规定民主测评的选项，请在政策中写明。",
            "The policy declares no options of the ballot; declare them.",
        ))  # fmt: skip
    if policy.periods is not None and given.document.period.every not in policy.periods:
        return not_applying(_LABEL, Text("本周期不进行民主测评", "no ballot is held in this period"))
    ballots = entry.ballots or []
    options = Names(policy.options)
    if not policy.groups:
        return refused(_one(ballots, _LABEL, policy.options, options), _foreign(ballots, None))
    items = [
        Weighed(
            _one(_from(group, ballots, policy.groups), label(group), policy.options, options),
            group.weight,
            (*_GROUPS, at, "weight"),
        )
        for at, group in enumerate(policy.groups)
    ]
    return refused(weighted_sum(_LABEL, items, _GROUPS), _foreign(ballots, Names(policy.groups)))


def _from(
    group: BallotGroup, ballots: Sequence[VotesReceived], groups: Sequence[BallotGroup]
) -> list[VotesReceived]:
    names = Names(groups)
    return [each for each in ballots if each.group is not None and names.get(each.group) is group]


def _foreign(ballots: Sequence[VotesReceived], groups: Names[BallotGroup] | None) -> list[Text]:
    """Ballots of voters that the policy does not know: nobody may overlook that they are left out."""
    said = [each.group for each in ballots]
    if groups is None:
        unknown = [group for group in said if group is not None]
    else:
        unknown = [group or "" for group in said if group is None or groups.get(group) is None]
    return [
        Text(f"政策没有评议主体“{group}”，请改正名称。",
             f'The policy knows no group of voters "{group}"; correct the name.')
        if group
        else Text("有的票没有写评议主体，请补写。", "Some ballots do not say which group voted; add it.")
        for group in unknown
    ]  # fmt: skip


def _one(
    ballots: Sequence[VotesReceived],
    what: Text,
    options: Sequence[BallotOption],
    names: Names[BallotOption],
) -> Worked:
    """The mean of the points over the votes of one group."""
    if len(ballots) > 1:
        return lacking(what, Text(
            f"“{what.zh}”的得票写了两次，请合并。",
            f'The votes of "{what.en}" stand twice; put them together.',
        ))  # fmt: skip
    said = names.sorted_out(ballots[0].votes) if ballots else {}
    problems = _misread(ballots, names, said, options)
    cast = sum(votes for each in said.values() for votes in each)
    if cast == 0 and not problems:
        problems = [Text(
            f"“{what.zh}”没有得票，请补写票数。", f'There are no votes of "{what.en}"; add them.',
        )]  # fmt: skip
    if problems:
        return lacking(what, *problems)
    return Worked(_mean(what, [(sum(said.get(each.id, ())), each) for each in options], cast))


def _misread(
    ballots: Sequence[VotesReceived],
    names: Names[BallotOption],
    said: dict[str, list[int]],
    options: Sequence[BallotOption],
) -> list[Text]:
    unknown = [
        Text(f"测评票没有选项“{word}”，请改正名称。", f'The ballot has no option "{word}"; correct the name.')
        for each in ballots
        for word in names.unknown(each.votes)
    ]
    twice = [
        Text(f"选项“{each.name}”的票数写了两次，请合并。",
             f'The votes for the option "{each.id}" stand twice; put them together.')
        for each in options
        if len(said.get(each.id, ())) > 1
    ]  # fmt: skip
    return [*unknown, *twice]


def _mean(what: Text, votes: Sequence[tuple[int, BallotOption]], cast: int) -> Term:
    total = sum((count * Fraction(option.points) for count, option in votes), Fraction(0))
    summed = " + ".join(f"{count} × {number(Fraction(option.points))}" for count, option in votes)
    terms = tuple(
        Term(label(option), Fraction(option.points), path=(*_OPTIONS, at, "points"), note=_votes(count))
        for at, (count, option) in enumerate(votes)
    )
    return Term(what, total / cast, both(f"({summed}) ÷ {cast}"), _OPTIONS, terms=terms)


def _votes(count: int) -> Text:
    return Text(f"{count} 票。", f"Votes: {count}.")
