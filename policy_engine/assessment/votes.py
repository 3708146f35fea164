"""The votes that were counted on people, beside the ballots that came back from those who voted."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.assessment.naming import named
from policy_engine.documents.assessed import VotesFact
from policy_engine.documents.assessment import Assessment, VotersTurnout
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy

# By the names of the groups that voted.
Turnouts = Mapping[str, VotersTurnout]


def voters(word: str | None, policy: AssessmentPolicy) -> str:
    """A group by the policy's name for it; by none where the policy has no groups."""
    groups = () if policy.ballots is None else policy.ballots.groups or ()
    group = None if word is None else named(groups, word)
    return word or "" if group is None else group.name


def turnouts_of(document: Assessment, policy: AssessmentPolicy) -> Turnouts:
    """What is stated of each group that votes."""
    return {voters(each.group, policy): each for each in document.turnout or ()}


def votes_facts(entry: AssessedEntry, turnouts: Turnouts, policy: AssessmentPolicy) -> list[VotesFact]:
    """One for each group that voted on the person, in the order of the entry."""
    facts = []
    for received in entry.ballots or ():
        group = voters(received.group, policy)
        turnout = turnouts.get(group)
        facts.append(
            VotesFact.model_construct(
                group=group,
                counted=sum(received.votes.values()),
                due=None if turnout is None else turnout.due,
                cast=None if turnout is None else turnout.cast,
            )
        )
    return facts
