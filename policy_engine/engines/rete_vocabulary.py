"""The numbers that stand for texts and truth values in the decision network.

The network compares loosely (1 equals true, '31' exceeds 30), so a fact carries
small integers only, and no text of a user ever reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policy_engine.expr.types import BOOL, EnumType, FieldType, strip_null
from policy_engine.program.decision import SUBJECTS, DecisionSubject

NULL, OTHER, FIRST = 0, 1, 2


def _empty_tables() -> dict[tuple[DecisionSubject, str], dict[str | bool, int]]:
    return {
        (subject, name): {value: FIRST + place for place, value in enumerate(closed_values(described))}
        for subject, record in SUBJECTS.items()
        for name, described in record.fields.items()
    }


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The numbers of each field's values: 0 null, 1 any text no rule mentions, then those mentioned.

    Values of closed vocabularies (`severity`, `form`, truth values) have their
    numbers from the start; an unknown one is an error, never "other": a finding
    whose severity nobody knows must not slip past the floor.
    """

    tables: dict[tuple[DecisionSubject, str], dict[str | bool, int]] = field(default_factory=_empty_tables)

    def mention(self, subject: DecisionSubject, name: str, value: str | bool) -> int:
        """The number of a value that a rule compares with; a new one when it is new."""
        table = self.tables[subject, name]
        return table.setdefault(value, FIRST + len(table))

    def number(self, subject: DecisionSubject, name: str, value: str | bool | None) -> int:
        """The number of a value that a case brings. Raises ValueError for one its vocabulary lacks."""
        described = SUBJECTS[subject].fields[name]
        if value is None and described.presence == "optional":
            return NULL
        closed = closed_values(described)
        if closed and value not in closed:
            raise ValueError(f"{subject}.{name} has the unknown value {value!r}")
        if not isinstance(value, bool if is_truth(described) else str):
            raise ValueError(f"{subject}.{name} has the unknown value {value!r}")  # noqa: TRY004
        return self.tables[subject, name].get(value, OTHER)


def is_truth(described: FieldType) -> bool:
    return strip_null(described.type) == BOOL


def closed_values(described: FieldType) -> tuple[str | bool, ...]:
    """Every value the field can have, where they are listed; else ()."""
    type_ = strip_null(described.type)
    if type_ == BOOL:
        return (False, True)
    return tuple(value for value, _ in type_.values) if isinstance(type_, EnumType) else ()
