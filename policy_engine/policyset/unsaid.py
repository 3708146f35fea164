"""Bounds that a layer escapes by saying nothing: it opens a record and leaves out what is bounded in it.

`adjustment: {points_at_most: 3}` under a bound on adjustment.people_at_most moves the totals of everybody:
what nobody declares is no limit. Of a record that no layer below the bound opens nothing is asked; nor of the
sections of a policy themselves, which are no record of one matter but hold many. The bounding layer itself is
asked only of records that allow something as soon as they are there, such as `adjustment`: they hold for
every county that says nothing.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from policy_engine.diagnostics import Span
from policy_engine.documents.envelope import bound_number
from policy_engine.documents.fields import UNSAID, way_of
from policy_engine.documents.paths import ById, PolicyPath, field_at, forms_of, steps_of
from policy_engine.policyset.envelope import NUMERIC, Bound
from policy_engine.policyset.in_force import PolicyInForce

# posts.cap: a section and what stands in it. Nobody is asked to declare all that a section may have.
_SECTION = 1


class Unsaid(NamedTuple):
    """Where the record is opened; `number` is what silence means there, where that is a number."""

    opened: Span
    number: Fraction | None


def can_be_unsaid(bound: Bound) -> bool:
    """Whether saying nothing in the bounded place is a breach of the bound: there is no limit then."""
    field = field_at(bound.parsed.path)
    if field is None or not _records(bound) or _meant(bound) is not UNSAID:
        return False
    way = way_of(field)
    match bound.form:
        case "at_most":
            return way.looser == "up"
        case "at_least":
            return way.looser == "down" and bound.entry.at_least != 0
        case "one_of":
            return way.looser in ("up", "down") or bool(way.order)
        case _:  # what is kept stands in the bounding layer; where nothing stands nothing is forbidden
            return False


def unsaid(policy: PolicyInForce, bound: Bound) -> Unsaid | None:
    """Of a bounded place that is nowhere in the merged policy; None where its silence is no matter."""
    meant = _meant(bound)
    is_number = bound.form in NUMERIC and isinstance(meant, int | Decimal) and not isinstance(meant, bool)
    if not is_number and not can_be_unsaid(bound):
        return None
    opened = _opened(policy, bound)
    number = bound_number(meant) if is_number and isinstance(meant, int | Decimal) else None
    return None if opened is None else Unsaid(opened, number)


def _meant(bound: Bound) -> object:
    """What it means that nobody declares the place, as its field says; UNSAID for no limit."""
    field = field_at(bound.parsed.path)
    if field is None:
        return None
    absent = way_of(field).absent
    return field.default if absent == UNSAID and field.default not in (None, PydanticUndefined) else absent


def _records(bound: Bound) -> list[int]:
    """How long the paths of the records are that the bounded place stands in, the innermost first."""
    path = bound.parsed.path
    listed = [end for end, step in enumerate(path, 1) if isinstance(step, ById)]
    return list(range(len(path) - 1, max([_SECTION, *(end - 1 for end in listed)]), -1))


def _opened(policy: PolicyInForce, bound: Bound) -> Span | None:
    """The line of the uppermost layer from the bound on that opens such a record, if it is still there."""
    for end in _records(bound):
        record = bound.parsed.path[:end]
        there = steps_of(policy.tree, record) is not None
        first = bound.depth if _allows_by_being_there(record) else bound.depth + 1
        for file in policy.files[first:] if there else ():
            steps = steps_of(file.tree, record)
            if steps is not None:
                return file.tree.key_span(steps) or file.tree.span_of(steps)
    return None


def _allows_by_being_there(record: PolicyPath) -> bool:
    """Whether something must be stated in the record: whoever opens it has said how far something may go."""
    field = field_at(record)
    forms = () if field is None else forms_of(field.annotation)
    models = [form for form in forms if isinstance(form, type) and issubclass(form, BaseModel)]
    return any(info.is_required() for model in models for info in model.model_fields.values())
