"""What the ids of several policies have in common: the same classes, templates, platforms, by whatever id.

Where two are compared, a record whose id changed is recognised, and whatever refers to it goes by the new
id. Classes count as the same only where townships get them in the same way: by label, or by score.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from policy_engine.diff.content import content
from policy_engine.diff.matching import name_of, one_to_one, renamed_ids
from policy_engine.diff.nodes import ByTownship, Keyed, List, Node, Records, Section, Value
from policy_engine.diff.walking import every_node

_LISTS: Mapping[List, tuple[str, ...]] = {
    "classes": ("classification", "classes"),
    "templates": ("institutions", "templates"),
    "platforms": ("institutions", "platforms"),
    "sources": ("legal_sources",),
    "approvals": ("approvals",),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One policy that is compared, with the names of its classes.

    `keys` gives for each list what all call a record, by its own id."""

    root: Section
    jurisdiction: str
    method: str | None
    class_names: Mapping[str, str]
    keys: Mapping[List, Mapping[str, str]]

    def called(self, list_: List, id_: str) -> str:
        """What all that are compared call the record with the policy's own id."""
        return self.keys.get(list_, {}).get(id_, id_)


def sides_of(
    roots: Sequence[Section],
    jurisdictions: Sequence[str],
    class_map: Mapping[str, str],
    shared: Sequence[Mapping[str, str]] = (),
) -> tuple[Side, ...]:
    """The policies with their ids aligned; `class_map` says which classes are the same, by their ids.

    Of more than two, `shared` gives for each policy the name that its class goes by in all, by its own id:
    one id may be different classes of different counties.
    """
    keys: list[dict[List, Mapping[str, str]]] = [{} for _ in roots]
    if len(roots) == 2:
        a, b = roots
        same = jurisdictions[0] == jurisdictions[1]
        for list_, path in _LISTS.items():
            if list_ != "classes":
                found = renamed_ids(_records(a, path), _records(b, path)) if same else {}
                keys[0][list_] = found
        keys[0]["classes"], keys[1]["classes"] = _class_pairs(a, b, class_map, same)
    else:
        for own, classes in zip(keys, _classes_of_all(roots, jurisdictions, class_map, shared), strict=True):
            own["classes"] = classes
    return tuple(
        Side(root, code, _method(root), _class_names(root), own)
        for root, code, own in zip(roots, jurisdictions, keys, strict=True)
    )


def _records(root: Section, path: Sequence[str]) -> Mapping[str, Section]:
    node = _at(root, path)
    return node.records if isinstance(node, Records) else {}


def _at(root: Section, path: Sequence[str]) -> Node | None:
    node: Node | None = root
    for key in path:
        node = node.fields.get(key) if isinstance(node, Section) else None
    return node


def _method(root: Section) -> str | None:
    node = _at(root, ("classification", "method"))
    return str(node.value) if isinstance(node, Value) else None


def _class_names(root: Section) -> dict[str, str]:
    """The classes by id, the largest first."""
    return {id_: name_of(record) or id_ for id_, record in _records(root, _LISTS["classes"]).items()}


def _class_pairs(
    a: Section, b: Section, class_map: Mapping[str, str], same_jurisdiction: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """What both call the classes of each: b's own ids; those of a that b does not have are marked."""
    in_a, in_b = _records(a, _LISTS["classes"]), _records(b, _LISTS["classes"])
    pairs = {one: other for one, other in class_map.items() if one in in_a and other in in_b}
    if _alike(_method(a), _method(b)):
        if same_jurisdiction:  # an id is a county's own; to another county it may be another class's
            left = {id_: record for id_, record in in_a.items() if id_ not in pairs}
            right = {id_: record for id_, record in in_b.items() if id_ not in pairs.values()}
            pairs |= one_to_one(_named_uses(a, left), _named_uses(b, right))
            taken = (*pairs, *pairs.values())
            pairs |= {id_: id_ for id_ in in_a if id_ in in_b and id_ not in taken}
        left = {id_: record for id_, record in in_a.items() if id_ not in pairs}
        right = {id_: record for id_, record in in_b.items() if id_ not in pairs.values()}
        named = one_to_one(_names(left), _names(right))
        pairs |= named
        if same_jurisdiction:
            left = {id_: record for id_, record in left.items() if id_ not in named}
            right = {id_: record for id_, record in right.items() if id_ not in named.values()}
            pairs |= one_to_one(_uses(a, left), _uses(b, right))
    return {id_: pairs.get(id_, f"{id_} (a)") for id_ in in_a}, {id_: id_ for id_ in in_b}


def _alike(one: str | None, other: str | None) -> bool:
    """A class by label is none by score; where no method is declared, it is the one that is claimed."""
    return one == other or one is None or other is None


def _names(records: Mapping[str, Section]) -> dict[str, Hashable | None]:
    return {id_: name_of(record) for id_, record in records.items()}


def _named_uses(root: Section, records: Mapping[str, Section]) -> dict[str, Hashable | None]:
    """By name and all that hangs on a class: where that is the same, ids have changed hands."""
    uses = _uses(root, records)
    return {id_: (name_of(record), uses[id_]) for id_, record in records.items() if uses[id_] is not None}


def _uses(root: Section, records: Mapping[str, Section]) -> dict[str, Hashable | None]:
    """By what hangs on a class: its cut-off, its entries in tables, its townships; None if nothing does."""
    made: dict[str, Hashable | None] = {}
    for id_, record in records.items():
        entries = tuple(
            (node.steps, content(node.entries[id_]))
            for node in every_node(root)
            if isinstance(node, ByTownship) and node.by == "class" and id_ in node.entries
        )
        listed = _at(root, ("classification", "townships"))
        named = listed.entries.items() if isinstance(listed, Keyed) else ()
        townships = frozenset(code for code, node in named if isinstance(node, Value) and node.value == id_)
        cut_off = record.fields.get("at_least")
        rest = None if cut_off is None else content(cut_off)
        made[id_] = (entries, townships, rest) if entries or townships else None
    return made


def _classes_of_all(
    roots: Sequence[Section],
    jurisdictions: Sequence[str],
    class_map: Mapping[str, str],
    shared: Sequence[Mapping[str, str]],
) -> list[dict[str, str]]:
    """One key for classes of one name and method; of one id in one county; and that the map names."""
    methods = {method for method in map(_method, roots) if method is not None}
    # A key that the map gives is nobody's but those that it names.
    mapped = {*class_map, *class_map.values(), *(key for given in shared for key in given.values())}
    known: dict[Hashable, str] = {}
    made: list[dict[str, str]] = []
    for root, jurisdiction, given in zip(roots, jurisdictions, shared or [{}] * len(roots), strict=True):
        method = _method(root) if len(methods) > 1 else None
        records = _records(root, _LISTS["classes"])
        own: dict[str, str] = {}
        for id_, record in records.items():
            target = class_map.get(id_, id_)
            signs = ((jurisdiction, method, id_), ("name", method, name_of(record)))
            if id_ in given:
                own[id_] = given[id_]
            elif not shared and id_ in mapped and (target == id_ or target not in records):
                own[id_] = target
            else:
                taken = (None, *own.values(), *given.values())
                free = (key for sign in signs if (key := known.get(sign)) not in taken)
                own[id_] = next(free, None) or _new_key(id_, (*known.values(), *own.values(), *mapped))
            for sign in signs:
                known.setdefault(sign, own[id_])
        made.append(own)
    return made


def _new_key(id_: str, taken: Collection[str]) -> str:
    """The id, and a number behind it where it is another class's key."""
    number = 1
    while (key := id_ if number == 1 else f"{id_} ({number})") in taken:
        number += 1
    return key
