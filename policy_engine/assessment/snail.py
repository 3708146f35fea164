"""The snail posts (蜗牛岗) that were named, and what they bar the people named from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from policy_engine.assessment.model import Given
from policy_engine.assessment.naming import Names
from policy_engine.documents.assessed import SnailFact
from policy_engine.documents.assessment_rewards import SnailTrigger
from policy_engine.documents.terms import ResultUse


def snail_facts(given: Given, totals: Mapping[str, Decimal | None]) -> list[SnailFact]:
    """One fact for each naming, in their order. `totals` are those of people by their ids."""
    declared = given.policy.snail_post
    triggers: Names[SnailTrigger] = Names((declared.triggers if declared else None) or ())
    facts = []
    for entry in given.document.snail_posts or ():
        trigger = triggers.get(entry.trigger)
        facts.append(
            SnailFact.model_construct(
                entries=[entry],
                person=entry.person,
                trigger_known=trigger is not None,
                trigger=entry.trigger if trigger is None else trigger.name,
                below=None if trigger is None else trigger.below,
                total=totals.get(entry.person),
            )
        )
    return facts


def barred_by_snail_post(person: str, given: Given) -> tuple[ResultUse, ...]:
    """What a person named for a snail post may not have in this period; nothing for anybody else."""
    declared = given.policy.snail_post
    if declared is None or all(entry.person != person for entry in given.document.snail_posts or ()):
        return ()
    return tuple(declared.effects or ())
