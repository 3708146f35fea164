"""Ballots that cannot be so: more votes than ballots, more ballots than voters, voters nobody tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_engine.app.scoring.head_problems import twice
from policy_engine.app.scoring.material import Material, unknown
from policy_engine.app.scoring.name_problems import keys
from policy_engine.assessment.naming import Names
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.assessment import VotersTurnout
from policy_engine.documents.assessment_people import AssessedEntry, VotesReceived
from policy_engine.documents.assessment_policy import BallotGroup, Ballots
from policy_engine.source.tree import Path

_GROUP = Text("评议主体", "group of voters")
# By the group's id; None where the policy has no groups.
_Turnout = Mapping[str | None, VotersTurnout]


def ballot_problems(material: Material) -> Iterator[Diagnostic]:
    """Everything about votes and turnout, in the order of the document."""
    groups = _ballots(material).groups or []
    turnout: dict[str | None, tuple[VotersTurnout, int]] = {}
    for place, each in enumerate(material.document.turnout or ()):
        path: Path = ("turnout", place)
        if each.cast > each.due:
            yield _more_cast(material, each, (*path, "cast"))
        problem, group = _group(material, each.group, groups, path)
        if problem is not None:
            yield problem
        elif group in turnout:
            what = Text("这一评议主体的参评情况", "The turnout of this group")
            yield twice(material, what, path, ("turnout", turnout[group][1]))
        else:
            turnout[group] = (each, place)
    known = {group: each for group, (each, _) in turnout.items()}
    for place, entry in enumerate(material.document.people):
        yield from _votes(material, place, entry, groups, known)


def _ballots(material: Material) -> Ballots:
    return material.policy.ballots or Ballots()


def _is_weighed(material: Material) -> bool:
    mix = material.policy.mix
    return mix is not None and mix.ballot is not None and mix.ballot > 0


def _more_cast(material: Material, turnout: VotersTurnout, path: Path) -> Diagnostic:
    return Diagnostic(
        "score.more-cast-than-due",
        Text(f"收回的票数 {turnout.cast} 多于应参评人数 {turnout.due}。",
             f"{turnout.cast} ballots came back from {turnout.due} voters."),
        material.value(*path),
        help=Text("请核对应参评人数（due）和收回票数（cast）。", "Check `due` and `cast`."),
    )  # fmt: skip


def _group(
    material: Material, word: str | None, groups: Sequence[BallotGroup], path: Path
) -> tuple[Diagnostic | None, str | None]:
    """What is wrong with the group that is named, else its id."""
    if word is None and groups:
        names = "、".join(each.name for each in groups)
        return Diagnostic(
            "score.no-group",
            Text("政策分评议主体，这里没有写明是哪一类。",
                 "The policy has groups of voters; which of them this is, is not stated."),
            material.value(*path),
            help=Text(f"请写明 group（评议主体）：{names}。", f"State the group: {names}."),
        ), None  # fmt: skip
    found = None if word is None else Names(groups).get(word)
    if word is not None and found is None:
        declared = material.declared("ballots", "groups")
        span = material.value(*path, "group")
        return unknown(_GROUP, word, groups, span, declared), None
    return None, None if found is None else found.id


def _votes(
    material: Material, place: int, entry: AssessedEntry, groups: Sequence[BallotGroup], turnout: _Turnout
) -> Iterator[Diagnostic]:
    first: dict[str | None, int] = {}
    for number, received in enumerate(entry.ballots or ()):
        path: Path = ("people", place, "ballots", number)
        options = _ballots(material).options or []
        if options or not _is_weighed(material):  # that a part has no options is told of the policy
            yield from keys(material, Text("测评选项", "option on ballots"), received.votes, options,
                            (*path, "votes"), ("ballots", "options"))  # fmt: skip
        problem, group = _group(material, received.group, groups, path)
        if problem is not None:
            yield problem
            continue
        if group in first:
            what = Text("这一评议主体的票数", "The votes of this group")
            yield twice(material, what, path, (*path[:-1], first[group]))
        first.setdefault(group, number)
        yield from _against_turnout(material, received, turnout.get(group), path)


def _against_turnout(
    material: Material, received: VotesReceived, turnout: VotersTurnout | None, path: Path
) -> Iterator[Diagnostic]:
    votes = sum(received.votes.values())
    if turnout is None:
        if _ballots(material).turnout_at_least is not None:
            yield Diagnostic(
                "score.no-turnout",
                Text("有票数，却没有写明这一评议主体的参评情况，无法核对参评率。",
                     "There are votes, but no turnout of this group: whether enough voted is not known."),
                material.key(*path, "votes"),
                help=Text("请在 turnout（参评情况）中写明应参评人数和收回票数。",
                          "State under `turnout` how many were to vote and how many ballots came back."),
                related=((Text("政策要求的参评率", "the turnout that the policy asks for"),
                          material.declared("ballots", "turnout_at_least")),),
            )  # fmt: skip
    elif votes > turnout.cast:
        yield Diagnostic(
            "score.more-votes-than-ballots",
            Text(f"得票合计 {votes} 张，多于收回的票数 {turnout.cast}。",
                 f"There are {votes} votes on {turnout.cast} ballots."),
            material.key(*path, "votes"),
            help=Text("请核对各选项的票数和 turnout（参评情况）中的收回票数。",
                      "Check the votes for each option and the ballots under `turnout`."),
        )  # fmt: skip
