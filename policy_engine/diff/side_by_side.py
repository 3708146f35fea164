"""Walking through several policies at once: which places there are, and what each says there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from policy_engine.diagnostics import Text
from policy_engine.diff.alignment import Side
from policy_engine.diff.matching import by_names, name_of, renamed_ids
from policy_engine.diff.nodes import ByTownship, Keyed, Meaning, Node, Records, Section
from policy_engine.diff.renaming import consequence
from policy_engine.diff.rows import CLASS_AND_FORM, CLASS_NAME, NO_SUCH_CLASS, OTHER_METHOD, Hop, Nodes, Row
from policy_engine.documents.envelope import Unless
from policy_engine.documents.fields import UNSAID
from policy_engine.documents.terms import CHINESE

# A county's own lists: in another county the same id may well mean something else, the same name does not.
_LOCAL = (("posts", "catalogue"), ("institutions", "special", "catalogue"))
# Of one county only; those of another are no change.
_OF_ONE_COUNTY = (("name",), ("transition",), ("divisions",), ("classification", "townships"))


def rows_of(sides: Sequence[Side]) -> Iterator[Row]:
    """Every place at which at least two of the policies can be compared, in the order of the model."""
    walk = _Walk(sides)
    nodes: Nodes = tuple(side.root for side in sides)
    yield from walk.section(nodes, (), (True,) * len(sides))


class _Walk:
    def __init__(self, sides: Sequence[Side]) -> None:
        self._sides = sides
        self._one_county = len({side.jurisdiction for side in sides}) == 1

    def section(self, nodes: Nodes, hops: tuple[Hop, ...], active: tuple[bool, ...]) -> Iterator[Row]:
        """Field by field; a part that is not there declares nothing."""
        fields = [node.fields if isinstance(node, Section) else {} for node in nodes]
        for key in _in_order([list(each) for each in fields]):
            inner = tuple(each.get(key) for each in fields)
            meaning = next(node.meaning for node in inner if node is not None)
            path = (*hops, Hop("field", key, meaning.title))
            if self._one_county or not _is_of_one_county(path, meaning):
                yield from self.node(inner, path, meaning, active)

    def node(
        self, nodes: Nodes, hops: tuple[Hop, ...], meaning: Meaning, active: tuple[bool, ...]
    ) -> Iterator[Row]:
        """What stands at one place; `meaning` is the field's."""
        here = tuple(node if on else None for node, on in zip(nodes, active, strict=True))
        if sum(active) < 2 or all(node is None for node in here):
            return
        if any(isinstance(node, ByTownship) for node in here):
            yield from self.table(here, hops, meaning, active)
        elif any(isinstance(node, Records) for node in here):
            yield from self._opened(here, hops, meaning, active, self.records)
        elif any(isinstance(node, Keyed) for node in here):
            yield from self._opened(here, hops, meaning, active, self.keyed)
        elif any(isinstance(node, Section) for node in here):
            excepted = any(isinstance(node, Section) and isinstance(node.raw, Unless) for node in here)
            if excepted and any(node is None and on for node, on in zip(here, active, strict=True)):
                yield Row("record", hops, meaning, here, active)
            else:
                yield from self.section(here, hops, active)
        else:
            yield Row("value", hops, meaning, here, active)

    def _opened(
        self,
        nodes: Nodes,
        hops: tuple[Hop, ...],
        meaning: Meaning,
        active: tuple[bool, ...],
        inside: Callable[[Nodes, tuple[Hop, ...], Meaning, tuple[bool, ...]], Iterator[Row]],
    ) -> Iterator[Row]:
        """A list or map as a whole where somebody declares none, and then its entries among those who do."""
        if meaning.way.absent == UNSAID and any(
            n is None and on for n, on in zip(nodes, active, strict=True)
        ):
            yield Row("value", hops, meaning, nodes, active)
            active = tuple(node is not None for node in nodes)
        if sum(active) >= 2:
            yield from inside(nodes, hops, meaning, active)

    def keyed(
        self, nodes: Nodes, hops: tuple[Hop, ...], meaning: Meaning, active: tuple[bool, ...]
    ) -> Iterator[Row]:
        maps = [node.entries if isinstance(node, Keyed) else {} for node in nodes]
        titles = next((node.titles for node in nodes if isinstance(node, Keyed)), {})
        for key in _in_order([list(each) for each in maps]):
            inner = tuple(each.get(key) for each in maps)
            path = (*hops, Hop("entry", key, titles.get(key, key)))
            found = next(node for node in inner if node is not None)
            if isinstance(found, Section):
                yield from self.section(inner, path, active)
            else:
                yield Row("value", path, meaning, inner, active)

    def records(
        self, nodes: Nodes, hops: tuple[Hop, ...], meaning: Meaning, active: tuple[bool, ...]
    ) -> Iterator[Row]:
        lists = [node.records if isinstance(node, Records) else {} for node in nodes]
        own = self._own_ids(lists, hops)
        order = [list(each) for each in own]
        # Of many, the row goes by what all call the record: an id may be one post here and another there.
        two = len(nodes) == 2
        keys = _in_order(order)
        if _path(hops) == ("classification", "classes"):
            keys, sharing = _shared(order)
            if any(on and not shares for on, shares in zip(active, sharing, strict=True)):
                yield Row("value", hops, meaning, nodes, active, OTHER_METHOD)
            active = tuple(on and shares for on, shares in zip(active, sharing, strict=True))
        for key in keys:
            ids = tuple(each.get(key) for each in own)
            inner: Nodes = tuple(
                None if id_ is None else each[id_] for id_, each in zip(ids, lists, strict=True)
            )
            names = [name_of(node) for node in inner if isinstance(node, Section)]
            path = (*hops, Hop("record", key, (names[-1] if names else None) or key, ids if two else ()))
            if any(node is None and on for node, on in zip(inner, active, strict=True)):
                yield Row("record", path, meaning, inner, active, after=_before(key, order, nodes))
            else:
                yield from self._record(inner, path, meaning, active, ids)
        if any(node.ordered for node in nodes if isinstance(node, Records)):
            common = [key for key in order[0] if all(key in each for each in own)] if all(active) else []
            orders = tuple(tuple(key for key in each if key in common) for each in order)
            yield Row("order", hops, meaning, nodes, active, orders=orders)

    def _record(
        self,
        nodes: Nodes,
        hops: tuple[Hop, ...],
        meaning: Meaning,
        active: tuple[bool, ...],
        ids: tuple[str | None, ...],
    ) -> Iterator[Row]:
        """A record that all have; where its id changed, what else is said of its name goes without saying."""
        known = {id_ for id_ in ids if id_ is not None}
        renamed = self._one_county and len(known) > 1
        if renamed:
            keys = tuple(hop.key for hop in hops if hop.kind != "record")
            note = consequence(keys, known, nodes, [side.root for side in self._sides])
            yield Row("renamed", hops, meaning, nodes, active, note)
        for row in self.section(nodes, hops, active):
            if not (renamed and row.meaning.way.looser == "neutral") or row.keys() == CLASS_NAME:
                yield row

    def _own_ids(self, lists: Sequence[Mapping[str, Section]], hops: tuple[Hop, ...]) -> list[dict[str, str]]:
        """For each side what all call a record → its own id, in its own order."""
        path = _path(hops)
        list_ = {("classification", "classes"): "classes", ("institutions", "templates"): "templates",
                 ("institutions", "platforms"): "platforms", ("legal_sources",): "sources",
                 ("approvals",): "approvals"}.get(path)  # fmt: skip
        if list_ is not None:
            return [
                {side.called(list_, id_): id_ for id_ in each}  # type: ignore[arg-type]  # one of List
                for side, each in zip(self._sides, lists, strict=True)
            ]
        if path in _LOCAL and not self._one_county and by_names(lists):
            return [{name_of(record) or id_: id_ for id_, record in each.items()} for each in lists]
        # Bounds go by what they bound: another with the same limit is another.
        if self._one_county and len(lists) == 2 and path != ("envelope",):
            renamed = renamed_ids(lists[0], lists[1])
            return [{renamed.get(id_, id_): id_ for id_ in lists[0]}, {id_: id_ for id_ in lists[1]}]
        return [{id_: id_ for id_ in each} for each in lists]

    def table(
        self, nodes: Nodes, hops: tuple[Hop, ...], meaning: Meaning, active: tuple[bool, ...]
    ) -> Iterator[Row]:
        """Tables as a whole, where somebody has none or nobody else's classes; then their entries."""
        kinds = {node.by for node in nodes if isinstance(node, ByTownship)}
        if len(kinds) > 1:
            yield Row("value", hops, meaning, nodes, active, CLASS_AND_FORM)
            return
        by = kinds.pop()
        opened = [self._entries(node, side, by) for node, side in zip(nodes, self._sides, strict=True)]
        keyed = [each if isinstance(each, Mapping) else {} for each in opened]
        keys, sharing = _shared(keyed)
        if sum(map(bool, keyed)) == 1 or by == "form":
            # A single table is compared with plain values, whatever its classes are; forms are everybody's.
            keys, sharing = _in_order(keyed), (True,) * len(keyed)
        lone = any(each and not shares for each, shares in zip(keyed, sharing, strict=True))
        if lone or any(node is None and on for node, on in zip(nodes, active, strict=True)):
            yield Row("value", hops, meaning, nodes, active, OTHER_METHOD if lone else None)
        active = tuple(
            node is not None and (shares or not each)
            for node, shares, each in zip(nodes, sharing, keyed, strict=True)
        )
        if sum(active) >= 2:
            yield from self._others(nodes, hops, meaning, active)
            yield from self._entry_rows(keys, opened, hops, meaning, active, by)

    def _others(
        self, nodes: Nodes, hops: tuple[Hop, ...], meaning: Meaning, active: tuple[bool, ...]
    ) -> Iterator[Row]:
        """What a table has for classes that it does not list, where nobody knows which classes there are."""
        tables = [
            (node, side)
            for node, side, on in zip(nodes, self._sides, active, strict=True)
            if on and isinstance(node, ByTownship)
        ]
        if any(node.by == "form" or side.class_names for node, side in tables):
            return
        inner = tuple(node.default if isinstance(node, ByTownship) else node for node in nodes)
        if any(node.default is not None for node, _ in tables):
            path = (*hops, Hop("entry", "default", "其他"))
            if any(node is None and on for node, on in zip(inner, active, strict=True)):
                yield Row("value", path, meaning, inner, active)
            else:
                yield from self.node(inner, path, meaning, active)

    def _entry_rows(
        self,
        keys: Sequence[str],
        opened: Sequence[Mapping[str, tuple[str, Node]] | Node | None],
        hops: tuple[Hop, ...],
        meaning: Meaning,
        active: tuple[bool, ...],
        by: str,
    ) -> Iterator[Row]:
        """`opened`: for each side its entries by what all call the class, or the value that holds for all."""
        for key in keys:
            found = [each.get(key) if isinstance(each, Mapping) else (None, each) for each in opened]
            inner = tuple(None if each is None else each[1] for each in found)
            own = tuple(None if each is None else each[0] for each in found)
            title = self._entry_title(key, own, by)
            path = (*hops, Hop("field", "values", "取值"), Hop("entry", key, title, own))
            if any(node is None and on for node, on in zip(inner, active, strict=True)):
                yield Row("value", path, meaning, inner, active, self._no_such(key, inner, active, by))
            else:
                yield from self.node(inner, path, meaning, active)

    def _no_such(self, key: str, nodes: Nodes, active: tuple[bool, ...], by: str) -> Text | None:
        """Why a side has no entry: it has no such class; None where it has, and the table leaves it out."""
        silent = (
            side for side, node, on in zip(self._sides, nodes, active, strict=True) if on and node is None
        )
        known = all(any(side.called("classes", id_) == key for id_ in side.class_names) for side in silent)
        return None if known or by == "form" else NO_SUCH_CLASS

    def _entry_title(self, key: str, own: Sequence[str | None], by: str) -> str:
        """A class or form by its Chinese name."""
        if by == "form":
            return CHINESE["form"].get(key, key)
        named = [
            side.class_names.get(id_) for id_, side in zip(own, self._sides, strict=True) if id_ is not None
        ]
        return next((name for name in reversed(named) if name), key)

    def _entries(
        self, node: Node | None, side: Side, by: str
    ) -> Mapping[str, tuple[str, Node]] | Node | None:
        """What all call a class or form → what the side calls it, and its entry; a plain value as it is."""
        if not isinstance(node, ByTownship):
            return node
        known = list(CHINESE["form"]) if by == "form" else list(side.class_names)
        written = dict(node.entries)
        if node.default is not None:
            written = {id_: written.get(id_, node.default) for id_ in (*known, *written)}
        if not written and node.default is not None:
            return node.default
        return {self._key(side, id_, by): (id_, entry) for id_, entry in written.items()}

    def _key(self, side: Side, id_: str, by: str) -> str:
        return side.called("classes", id_) if by == "class" else id_


def _shared(lists: Sequence[Collection[str]]) -> tuple[list[str], tuple[bool, ...]]:
    """The keys of those lists that have one in common with another, and which lists these are."""
    counted = Counter(key for each in lists for key in each)
    sharing = tuple(any(counted[key] > 1 for key in each) for each in lists)
    return _in_order([each for each, shares in zip(lists, sharing, strict=True) if shares]), sharing


def _before(key: str, order: Sequence[Sequence[str]], nodes: Nodes) -> tuple[str | None, ...]:
    """For each side the record before it, None where there is none; empty where order says nothing."""
    if not any(node.ordered for node in nodes if isinstance(node, Records)):
        return ()
    return tuple(each[each.index(key) - 1] if key in each and each.index(key) > 0 else None for each in order)


def _path(hops: tuple[Hop, ...]) -> tuple[str, ...]:
    return tuple(hop.key for hop in hops)


def _is_of_one_county(hops: tuple[Hop, ...], meaning: Meaning) -> bool:
    """What is no difference between counties: who they are, what they call things."""
    return _path(hops) in _OF_ONE_COUNTY or meaning.way.looser == "neutral"


def _in_order(lists: Sequence[Collection[str]]) -> list[str]:
    """All keys: those of the last side in its order, any other behind what it follows in its own list."""
    ordered = list(lists[-1]) if lists else []
    for each in lists[:-1]:
        before: str | None = None
        known = set(ordered)
        for key in each:
            if key not in known:
                ordered.insert(0 if before is None else ordered.index(before) + 1, key)
                known.add(key)
            before = key
    return ordered
