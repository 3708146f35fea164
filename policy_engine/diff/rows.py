"""Facts: the places at which several policies say something, side by side.

Two policies give rows of two, two hundred give rows of two hundred: each is walked through once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from policy_engine.diagnostics import Text
from policy_engine.diff.alignment import Side
from policy_engine.diff.content import effective
from policy_engine.diff.nodes import ByTownship, Content, Meaning, Node, Records

# value: what stands there. record: an entry of a list, there or not. order, renamed: of a list, of a record.
RowKind = Literal["value", "record", "order", "renamed"]
OTHER_METHOD = Text(
    "分类方式或类别不同，取值的对象不是一回事，数字相同也不能视为相同；类别对应的，可用 --map 指明",
    "the classes are not the same ones, so equal numbers would not mean the same; "
    "classes that correspond may be named with --map",
)
CLASS_AND_FORM = Text(
    "一方按类别、一方按建制取值，不能逐项对应",
    "one goes by class and another by form; the entries do not correspond",
)
NO_SUCH_CLASS = Text("另一方没有对应的类别", "the other side has no such class")


# What set-ups may call a class by, beside its id.
CLASS_NAME = ("classification", "classes", "name")


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: a field, a record, an entry of a map; its name may differ from side to side."""

    kind: Literal["field", "record", "entry"]
    key: str
    title: str
    own: tuple[str | None, ...] = ()

    def name(self, side: int) -> str:
        """As the side calls it, else as another does."""
        own = self.own[side] if self.own else None
        return own or next(filter(None, self.own), self.key)


@dataclass(frozen=True, slots=True)
class Row:
    """One place over all policies. `active`: which of them can say anything there.

    The meaning of a record is that of its list; `note` says why what stands there cannot be compared.
    """

    kind: RowKind
    hops: tuple[Hop, ...]
    meaning: Meaning
    nodes: tuple[Node | None, ...]
    active: tuple[bool, ...]
    note: Text | None = None
    # Of an order row: the records that all have, as each has them.
    orders: tuple[tuple[str, ...], ...] = ()
    # Of a record in a list whose order says something: for each side the record before it.
    after: tuple[str | None, ...] = ()

    def keys(self) -> tuple[str, ...]:
        """The path in the policy, ids left out."""
        return tuple(hop.key for hop in self.hops if hop.kind != "record")


Nodes = tuple[Node | None, ...]


def meant_there(row: Row, sides: Sequence[Side], side: int) -> Content:
    """What holds for one side at the row; the same for two sides where they do not differ."""
    called = sides[side].called
    if row.kind == "order":
        return row.orders[side]
    node = row.nodes[side]
    found = effective(node, row.meaning.way.absent, called)
    if row.note is None or node is None:
        return found
    # Classes that are not the same may bear the same id.
    ids = node.entries if isinstance(node, ByTownship) else node.records if isinstance(node, Records) else ()
    return tuple(called("classes", id_) for id_ in ids), found
