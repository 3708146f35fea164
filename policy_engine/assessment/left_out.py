"""Who is on the roster, and not in the assessment.

Whoever is assessed together with the township is due: in some pool of the policy (everybody, where it has
none), and not lent to others. Leading members are the county's to grade, unless the policy counts them in.
"""

from __future__ import annotations

from policy_engine.assessment.membership import all_of, belongs, is_exempt
from policy_engine.assessment.model import Given
from policy_engine.assessment.standing import leads
from policy_engine.documents.assessed import LeftOutFact
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.people import Person


def left_out_facts(given: Given) -> list[LeftOutFact]:
    """One for each of them, in the order of the roster; none where there is no roster."""
    if given.setup is None:
        return []
    assessed = {entry.person for entry in given.document.people}
    return [
        LeftOutFact.model_construct(
            person=person.id, dispatched=person.origin == "dispatched", due=_is_due(person, given)
        )
        for person in given.setup.persons or ()
        if person.id not in assessed
    ]


def _is_due(person: Person, given: Given) -> bool | None:
    """Whether the person is to be assessed here; None where that cannot be told."""
    policy = given.policy
    exempt = is_exempt(person, policy)
    leader = False if policy.leaders_in_base is True else leads(person.id, given)
    return all_of(
        person.status != "borrowed_out",
        not _comes_later(person, given),
        None if exempt is None else not exempt,
        None if leader is None else not leader,
        _is_in_a_pool(person, policy),
    )


def _comes_later(person: Person, given: Given) -> bool:
    """Whether everything that the person holds begins after the period, on a roster of a later day."""
    held = [] if given.setup is None else given.setup.assignments or []
    begins = [assignment.from_ for assignment in held if assignment.person == person.id]
    return bool(begins) and min(begins) > given.document.period.until


def _is_in_a_pool(person: Person, policy: AssessmentPolicy) -> bool | None:
    if not policy.pools:
        return True
    answers = [belongs(person, pool, policy) for pool in policy.pools]
    if True in answers:
        return True
    return None if None in answers else False
