"""What a new id does: nothing where it lives in the policy alone and everything that names it follows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from policy_engine.diagnostics import Text
from policy_engine.diff import reasons
from policy_engine.diff.nodes import Expression, Keyed, Node, Section, Value
from policy_engine.diff.walking import every_node
from policy_engine.documents.envelope import EnvelopeEntry
from policy_engine.documents.rules import RuleDeclaration
from policy_engine.expr.ast import Expr, Literal
from policy_engine.expr.walk import walk

# Lists whose ids nothing but the policy names. A class is named by set-ups too: it has a reason of its own.
_OF_THE_POLICY = (
    ("classification", "classes"),
    ("approvals",),
    ("posts", "grade_ratios"),
    ("personnel", "qualifications"),
    ("decision", "rules"),
    ("rules",),
)


def consequence(
    keys: tuple[str, ...], ids: Collection[str], records: Sequence[Node | None], roots: Sequence[Section]
) -> Text | None:
    """Why a record of the list at `keys` is not the same under its other id; None where it is.

    `ids` are all that it has in the policies whose `roots` are given.
    """
    if keys == ("legal_sources",):
        return reasons.RENAMED_SOURCE
    if keys not in _OF_THE_POLICY:
        return reasons.RENAMED_OUTSIDE
    if any(map(_may_be_waived, records)):
        return reasons.RENAMED_WAIVED
    named = any(_names(node, id_) for root in roots for node in every_node(root) for id_ in ids)
    return reasons.RENAMED_NAMED if named else None


def _may_be_waived(record: Node | None) -> bool:
    """Waivers name a rule by its id."""
    rule = record.raw if isinstance(record, Section) else None
    return isinstance(rule, RuleDeclaration) and rule.waivable != "never"


def _names(node: Node, id_: str) -> bool:
    """Whether the node names the id otherwise than by a reference that is known to follow."""
    match node:
        case Expression(trees=None, texts=texts):
            return any(id_ in text for text in texts)
        case Expression(trees=trees):
            return any(_has_part_of(part, id_) for tree in trees or () for part in walk(tree))
        case Keyed(entries=entries):
            return id_ in entries
        case Value(value=value, meaning=meaning) if meaning.refers is None:
            listed = value if isinstance(value, frozenset) else (value,)
            return meaning.way.looser != "neutral" and id_ in listed
        case Section(raw=EnvelopeEntry(path=path)):
            return id_ in path
        case _:
            return False


def _has_part_of(part: Expr, id_: str) -> bool:
    """A text that is the id or a piece of it: what begins with a piece may be meant by it too."""
    value = part.value if isinstance(part, Literal) else None
    return isinstance(value, str) and bool(value) and value in id_
