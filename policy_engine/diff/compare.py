"""Two policies in force compared: every change, with its direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policy_engine.diff.alignment import Side, sides_of
from policy_engine.diff.direction import judge
from policy_engine.diff.model import Change, ChangeKind, DiffSummary
from policy_engine.diff.reading import read_policy
from policy_engine.diff.rows import Row, meant_there
from policy_engine.diff.side_by_side import rows_of
from policy_engine.diff.telling import fingerprint_of, path_of, said, title_of
from policy_engine.findings.report import Bilingual
from policy_engine.policyset.in_force import PolicyInForce

_NO_MAP: Mapping[str, str] = {}


def compare(
    a: PolicyInForce, b: PolicyInForce, class_map: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """Every change from a to b, in the order of the model.

    `class_map`: a's class id → b's, for classes that are the same under another id; it goes before what is
    recognised by itself.
    """
    sides = _sides(a, b, class_map or _NO_MAP)
    return tuple(_change(row, sides, (a, b)) for row in rows_of(sides) if _differs(row, sides))


def recognised_classes(
    a: PolicyInForce, b: PolicyInForce, class_map: Mapping[str, str] | None = None
) -> dict[str, str]:
    """a's class id → b's, for all classes that are compared under another id."""
    one, other = _sides(a, b, class_map or _NO_MAP)
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


def _sides(a: PolicyInForce, b: PolicyInForce, class_map: Mapping[str, str]) -> tuple[Side, Side]:
    codes = [policy.layers[-1].jurisdiction for policy in (a, b)]
    one, other = sides_of([read_policy(a.document), read_policy(b.document)], codes, class_map)
    return one, other


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
