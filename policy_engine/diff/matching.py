"""Which records of two or more lists are the same one, though an id may have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence

from policy_engine.diff.content import content
from policy_engine.diff.nodes import Section, Value
from policy_engine.documents.rules import DecisionRuleDeclaration, RuleDeclaration

Records = Mapping[str, Section]
# What tells a record from all others of its list; None where it has no such thing.
Sign = Callable[[Section], Hashable | None]


def renamed_ids(a: Records, b: Records) -> dict[str, str]:
    """a's id → b's, for records that are the same but for the id: one to one, and none to choose between."""
    gone = {id_: record for id_, record in a.items() if id_ not in b}
    new = {id_: record for id_, record in b.items() if id_ not in a}
    found: dict[str, str] = {}
    for sign in (content, _of_rule, name_of):
        left = {id_: record for id_, record in gone.items() if id_ not in found}
        right = {id_: record for id_, record in new.items() if id_ not in found.values()}
        found |= one_to_one(
            {id_: sign(record) for id_, record in left.items()},
            {id_: sign(record) for id_, record in right.items()},
        )
    return found


def one_to_one(a: Mapping[str, Hashable | None], b: Mapping[str, Hashable | None]) -> dict[str, str]:
    """Pairs that bear the same sign, where nobody else on either side does."""
    in_a, in_b = Counter(a.values()), Counter(b.values())
    by_sign = {sign: id_ for id_, sign in b.items()}
    return {
        id_: by_sign[sign]
        for id_, sign in a.items()
        if sign is not None and in_a[sign] == 1 and in_b[sign] == 1
    }


def _of_rule(record: Section) -> Hashable | None:
    """Its conditions, whatever it says in words. Of other records two may well have the same values."""
    if not isinstance(record.raw, RuleDeclaration | DecisionRuleDeclaration):
        return None
    found: Hashable = content(record, wording=False)
    return found


def name_of(record: Section) -> str | None:
    """The name people call it by."""
    name = record.fields.get("name")
    return str(name.value) if isinstance(name, Value) else None


def by_names(lists: Sequence[Records]) -> bool:
    """Whether every record of every list has a name of its own."""
    named = [[name_of(record) for record in records.values()] for records in lists]
    return all(None not in names and len(set(names)) == len(names) for names in named)
