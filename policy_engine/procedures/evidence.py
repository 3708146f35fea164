"""Which evidence (证明材料) an event of a round comes with, by the table in docs/actions.md."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.documents.procedures import Step

# Fields of Event, by the id of the standard step or event. Steps that a county adds may come with any.
_OF: Mapping[str, tuple[str, ...]] = {
    "announce": ("notice",),
    "register": ("applications",),
    "match": ("matches",),
    "deliberate": ("minutes",),
    "publicise": ("placings",),
    "objection": ("objection",),
    "effect": ("placings", "notified", "appeal_until"),
}
MINUTES = "minutes"
EVIDENCE = tuple(dict.fromkeys(field for fields in _OF.values() for field in fields))


def fields_of(id_: str | None) -> tuple[str, ...]:
    """The evidence of a standard step or event; () for any other."""
    return () if id_ is None else _OF.get(id_, ())


def due(id_: str, step: Step | None) -> tuple[str, ...]:
    """What the event has to come with: what its step asks for, and minutes where the policy has it meet."""
    fields = fields_of(id_)
    meets = step is not None and step.meeting is not None and MINUTES not in fields
    return (*fields, MINUTES) if meets else fields


def out_of_place(id_: str, step: Step | None, stated: tuple[str, ...]) -> tuple[str, ...]:
    """The stated evidence that belongs to another step."""
    return tuple(field for field in stated if field not in due(id_, step)) if fields_of(id_) else ()


def steps_with(field: str) -> tuple[str, ...]:
    """The standard steps and events that come with the field."""
    return tuple(id_ for id_, fields in _OF.items() if field in fields)
