"""Two policies in force compared: every change, with its direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policy_engine.diff.alignment import Side, sides_of
from policy_engine.diff.direction import judge
from policy_engine.diff.model import Change, ChangeKind, DiffSummary
from policy_engine.diff.reading import read_in_force
from policy_engine.diff.rows import Row, meant_there
from policy_engine.diff.side_by_side import rows_of
from policy_engine.diff.telling import fingerprint_of, path_of, said, title_of
from policy_engine.findings.report_model import Bilingual
from policy_engine.policyset.in_force import PolicyInForce

_NO_MAP: Mapping[str, str] = {}


def compare(
    a: PolicyInForce, b: PolicyInForce, class_map: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Every change from a to b, in the order of the model.

    `class_map`: a's class id → b's, for classes that are the same under another id; it goes before what is
    recognised by itself.
    """
    return Pair(a, b, class_map).changes()


class Pair:
    """Two policies read side by side, once for everything that is asked of them."""

    def __init__(
        self, a: PolicyInForce, b: PolicyInForce, class_map: Mapping[str, str] | None = None
    ) -> None:
        self._policies = (a, b)
        codes = [policy.layers[-1].jurisdiction for policy in self._policies]
        read = [read_in_force(policy) for policy in self._policies]
        self._sides = sides_of(read, codes, class_map or _NO_MAP)

    def changes(self) -> tuple[Change, ...]:
        """Every change from a to b, in the order of the model."""
        rows = (row for row in rows_of(self._sides) if _differs(row, self._sides))
        return tuple(_change(row, self._sides, self._policies) for row in rows)

    def classes(self) -> dict[str, str]:
        """a's class id → b's, for all classes that are compared under another id."""
        one, other = self._sides
        keys = one.keys["classes"]
        return {id_: key for id_, key in keys.items() if key != id_ and key in other.class_names}


def summary_of(changes: Iterable[Change]) -> DiffSummary:
    """How many of each direction; what is approved is counted apart."""
    listed = tuple(changes)
    open_ = [change.direction for change in listed if change.approved is None]
    return DiffSummary(
        tighter=open_.count("tighter"),
        looser=open_.count("looser"),
        different=open_.count("different"),
        neutral=open_.count("neutral"),
        approved=len(listed) - len(open_),
    )


def _change(row: Row, sides: tuple[Side, ...], policies: tuple[PolicyInForce, PolicyInForce]) -> Change:
    kind = _kind(row)
    judged = judge(row, 0, 1, [policy.document for policy in policies])
    of = 0 if row.nodes[1] is None else 1
    return Change(
        path=path_of(row, 1),
        path_a=path_of(row, 0),
        path_zh=path_of(row, of, chinese=True),
        title=title_of(row, of),
        kind=kind,
        direction=judged.direction,
        reason=Bilingual.of(judged.reason),
        a=said(row, 0, policies[0]),
        b=said(row, 1, policies[1]),
        fingerprint=fingerprint_of(row, kind, *sides),
    )


def _kind(row: Row) -> ChangeKind:
    if row.kind == "order":
        return "reordered"
    if row.kind == "renamed":
        return "renamed"
    if row.nodes[0] is None:
        return "added"
    return "removed" if row.nodes[1] is None else "changed"


def _differs(row: Row, sides: tuple[Side, ...]) -> bool:
    """Whether the two say something different, even if it comes to the same."""
    if row.kind == "renamed":
        return True
    one, other = row.nodes
    return (one is None) != (other is None) or meant_there(row, sides, 0) != meant_there(row, sides, 1)
