"""Who somebody is for the assessment: identity, main post, whether she leads, with whom she is counted.

The roster (a set-up) answers where there is one and the person is on it; else the entry itself does, and
the assessment's list of leading members.
"""

from __future__ import annotations

from policy_engine.assessment.membership import Identity, is_exempt, pool_of
from policy_engine.assessment.model import Given, PersonStanding
from policy_engine.assessment.post_factor import main_post
from policy_engine.assessment.service import treatment_of
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.links import Links
from policy_engine.documents.people import Person
from policy_engine.expr.functions_of_texts import is_blank


def standing_of(entry: AssessedEntry, given: Given) -> PersonStanding:
    """Who the person of the entry is, from the roster on the period's last day, else from the entry."""
    policy = given.policy
    person = _on_roster(entry.person, given.links)
    told: AssessedEntry | Person = entry if person is None else person
    # A roster may leave out who sent somebody; it never contradicts the entry, which is looked at before.
    identity = Identity(told.establishment, told.origin, entry.unit if is_blank(told.unit) else told.unit)
    treatment = treatment_of(entry, told.status, given.document.period, policy.service)
    pool = pool_of(identity, policy)
    return PersonStanding(
        entry=entry,
        establishment=identity.establishment,
        origin=identity.origin,
        status=told.status,
        unit=identity.unit,
        post=main_post(entry, given),
        leader=leads(entry.person, given),
        exempt=is_exempt(identity, policy) is True,
        pool=None if pool is None else pool.id,
        months=treatment.months,
        service=treatment.service,
        service_reason=treatment.reason,
    )


def _on_roster(person: str, links: Links | None) -> Person | None:
    known = None if links is None else links.person_by_id
    return None if known is None else known.get(person)


def leads(person: str, given: Given) -> bool | None:
    """Whether a main post of the person is a leading one; the assessment's own list, where no roster tells.

    On an unsound roster with several main posts one of them is enough.
    """
    links = given.links
    if links is not None and _on_roster(person, links) is not None:
        assigned, posts = links.assignments_of_person, links.post_by_id
        if assigned is not None and posts is not None:
            main = [a.post for a in assigned.get(person, ()) if a.main]
            return any(post in posts and posts[post].kind == "leader" for post in main)
    leaders = given.document.leaders
    return None if leaders is None else person in leaders
