"""Changes of a document, as tests write them. What fits nowhere is an error, never nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from policy_engine.diagnostics import Diagnostic, DocumentError, Text, did_you_mean
from policy_engine.documents.fields import Document
from policy_engine.documents.policy_tests import Patch
from policy_engine.documents.schema import schema_of
from policy_engine.documents.terms import TakenAlong
from policy_engine.source.canonical import canonical
from policy_engine.source.tree import Entry, MappingNode, Node, Path, ScalarNode, SequenceNode
from policy_engine.testing.edits import put, taken_out
from policy_engine.testing.in_force import alike
from policy_engine.testing.places import Found, find, items_of

# Which records hang on which: (list, field) → the list whose ids the field names.
_HANGS_ON: Mapping[TakenAlong, tuple[tuple[str, str], ...]] = {
    "posts": (("institution", "institutions"),),
    "assignments": (("post", "posts"), ("person", "persons")),
    "duties": (("lead_post", "posts"),),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A patch with the tree of what is written, which has the values exact and with their places."""

    patch: Patch
    node: Node


def patched(tree: MappingNode, model: type[Document], patches: Sequence[Written]) -> MappingNode:
    """The document's tree with each change made in turn.

    Raises DocumentError for one that fits nowhere, and where together they change nothing.
    """
    before = tree.to_plain()
    for written in patches:
        tree = _one(tree, model, written)
    if patches and alike(tree.to_plain(), before):
        raise _no_net_change(patches[-1])
    return tree


def _one(tree: MappingNode, model: type[Document], written: Written) -> MappingNode:
    patch = written.patch
    kinds = [name for name in ("add", "drop", "set") if getattr(patch, name) is not None]
    if len(kinds) != 1:
        raise _bad_form(written)
    (kind,) = kinds
    _refuse_strays(written, kind)
    found = find(tree, model, getattr(patch, kind), written.node.span_of((kind,)))
    match kind:
        case "add":
            changed = _added(tree, found, written)
        case "drop":
            changed = _dropped(tree, found, written)
        case _:
            changed = _set(tree, model, found, written)
    if not isinstance(changed, MappingNode):
        raise TypeError("a document is a mapping")
    return changed


_BELONGS = {"add": {"add", "like", "times", "with"}, "drop": {"drop", "with_its"}, "set": {"set", "to"}}


def _refuse_strays(written: Written, kind: str) -> None:
    node = written.node
    for key, entry in node.entries.items() if isinstance(node, MappingNode) else ():
        if key not in _BELONGS[kind]:
            raise DocumentError([Diagnostic(
                "patch.stray",
                Text(f"“{entry.written}”不能和“{kind}”写在一起。",
                     f"{entry.written} does not go with {kind}."),
                entry.key_span,
                help=Text("请删去，或另写一条变动。", "Leave it out, or write another change."),
            )])  # fmt: skip
    if kind == "set" and node.child("to") is None:
        raise DocumentError([Diagnostic(
            "patch.no-value",
            Text("没有写改成什么。", "It does not say what it is set to."),
            node.span,
            help=Text("写上 to（改为）；不填的写 to: null。", "Add `to`; for nothing at all write to: null."),
        )])  # fmt: skip


def _bad_form(written: Written) -> DocumentError:
    return DocumentError([Diagnostic(
        "patch.form",
        Text("一条变动须写 add（添加）、drop（去掉）、set（修改）中的一个。",
             "A change is exactly one of `add`, `drop` and `set`."),
        written.node.span,
        help=Text("几处变动请分开写成几条。", "Write several changes one below the other."),
    )])  # fmt: skip


def _no_net_change(last: Written) -> DocumentError:
    return DocumentError([Diagnostic(
        "patch.no-net-change",
        Text("这几条变动前后抵消，合起来什么也没有改。",
             "The changes undo each other: together they change nothing."),
        last.node.span,
        help=Text("请删去抵消的变动，或改成别的值。",
                  "Leave out what undoes the others, or set another value."),
    )])  # fmt: skip


def _set(tree: Node, model: type[Document], found: Found, written: Written) -> Node:
    value = written.node.at(("to",))
    assert value is not None  # noqa: S101 - refused before
    is_nothing = isinstance(value, ScalarNode) and value.value is None
    before = tree
    if is_nothing:
        tree = taken_out(tree, [path for path in found.paths if tree.at(path) is not None])
    else:
        for path in found.paths:
            tree = _with_canonical(put(tree, path, value), model, path)
    if alike(tree.to_plain(), before.to_plain()):
        raise DocumentError([Diagnostic(
            "patch.no-change",
            Text(f"“{written.patch.set}”原来就是这样，什么也没有改。", f"{written.patch.set} is so already."),
            value.span,
            help=Text("请改成别的值，或删去这条变动。", "Set another value, or leave the change out."),
        )])  # fmt: skip
    return tree


def _with_canonical(tree: Node, model: type[Document], path: Path) -> Node:
    """What stands at the path in canonical words; only the record around it is looked at."""
    in_record = len(path) > 1 and isinstance(path[1], int)
    top, piece = str(path[0]), path[:2] if in_record else path[:1]
    node = tree.at(piece)
    assert node is not None  # noqa: S101 - it was put there
    alone = SequenceNode((node,), node.span) if in_record else node
    around = MappingNode({top: Entry(top, node.span, alone)}, node.span)
    named = canonical(around, schema_of(model)).at((top, 0) if in_record else (top,))
    return put(tree, piece, node if named is None else named)


def _added(tree: Node, found: Found, written: Written) -> Node:
    """`times` records at the end of a list, like one that is there, or as `with` has them."""
    patch, span = written.patch, written.node.span_of(("add",))
    models = [] if found.picked else items_of(found.forms)
    if not models or len(found.paths) != 1:
        raise DocumentError([Diagnostic(
            "patch.no-list",
            Text(f"“{patch.add}”不是记录清单，不能往里添加。",
                 f"{patch.add} is no list of records to add to."),
            span,
            help=Text("请写清单的栏目名，如 posts（岗位设置）。", "Name a list, such as posts."),
        )])  # fmt: skip
    (path,) = found.paths
    there = tree.at(path)
    items = there.items if isinstance(there, SequenceNode) else ()
    made: list[Node] = []
    for _ in range(patch.times):
        made.append(_record((*items, *made), models, written))
    return put(tree, path, SequenceNode((*items, *made), span if there is None else there.span))


def _record(known: Sequence[Node], models: Sequence[Any], written: Written) -> Node:
    patch = written.patch
    own = written.node.at(("with",))
    like = None if patch.like is None else _by_id(known, patch.like, written)
    model = _form_of((own, like), models)
    entries = {} if not isinstance(own, MappingNode) else dict(canonical(own, schema_of(model)).entries)
    named = "id" in entries and patch.times == 1
    if like is not None:
        entries = {**like.entries, **entries}
    elif not entries:
        raise DocumentError([Diagnostic(
            "patch.no-content",
            Text("没有写添加什么。", "It does not say what is added."),
            written.node.span,
            help=Text("写上 like（参照）或 with（内容）。", "Add `like` or `with`."),
        )])  # fmt: skip
    record: Node = MappingNode(entries, written.node.span)
    if "id" in model.model_fields and not named:
        record = _with_new_id(record, known, written)
    return record


def _form_of(written: Sequence[Node | None], models: Sequence[type[BaseModel]]) -> type[BaseModel]:
    """Of several kinds of record the one that has all that is written; else the document's check says why."""
    names = {key for node in written if isinstance(node, MappingNode) for key in node.entries}
    for model in models:
        titles = {name for f, info in model.model_fields.items() for name in (info.alias or f, info.title)}
        if names <= titles:
            return model
    return models[0]


def _with_new_id(record: Node, known: Sequence[Node], written: Written) -> Node:
    taken = {str(id_.value) for item in known if isinstance(id_ := item.child("id"), ScalarNode)}
    own = record.child("id")
    base = str(own.value) if isinstance(own, ScalarNode) else "N"
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    new = f"{base}-{number}" if base in taken else base
    template = own if isinstance(own, ScalarNode) else ScalarNode(new, new, written.node.span)
    return put(record, ("id",), replace(template, value=new, text=new))


def _by_id(items: Sequence[Node], id_: str, written: Written) -> MappingNode:
    ids = [str(node.value) for item in items if isinstance(node := item.child("id"), ScalarNode)]
    for item in items:
        node = item.child("id")
        if isinstance(item, MappingNode) and isinstance(node, ScalarNode) and str(node.value) == id_:
            return item
    raise DocumentError([Diagnostic(
        "patch.no-match",
        Text(f"清单中没有编号为“{id_}”的记录。", f"The list has no record {id_}."),
        written.node.span_of(("like",)),
        help=did_you_mean(id_, ids) or Text("请核对编号。", "Check the id."),
    )])  # fmt: skip


def _dropped(tree: Node, found: Found, written: Written) -> Node:
    patch = written.patch
    paths = [path for path in found.paths if tree.at(path) is not None]
    if not paths:
        raise DocumentError([Diagnostic(
            "patch.no-match",
            Text(f"“{patch.drop}”没有填写，无从去掉。", f"{patch.drop} is not there to be dropped."),
            written.node.span_of(("drop",)),
            help=Text("请更正路径，或删去这条变动。", "Correct the path, or leave the change out."),
        )])  # fmt: skip
    along = _along(tree, paths, written) if patch.with_its else []
    return taken_out(tree, [*paths, *along])


def _along(tree: Node, paths: Sequence[Path], written: Written) -> list[Path]:
    """The records that hang on what is dropped, and on what goes with it."""
    gone: dict[str, set[str]] = {}
    for path in paths:
        id_ = tree.at((*path, "id"))
        if len(path) == 2 and isinstance(id_, ScalarNode):  # a record of one of the document's lists
            gone.setdefault(str(path[0]), set()).add(str(id_.value))
    found: list[Path] = []
    for name in ("posts", "assignments", "duties"):
        if name in written.patch.with_its:
            hanging = _hanging(tree, name, gone)
            found += hanging
            ids = (tree.at((*path, "id")) for path in hanging)
            gone.setdefault(name, set()).update(str(i.value) for i in ids if isinstance(i, ScalarNode))
    if "persons" in written.patch.with_its:
        found += _without_post(tree, gone)
    if not found:
        raise DocumentError([Diagnostic(
            "patch.no-match",
            Text("没有挂在它下面的记录，“连同”什么也没有去掉。",
                 "Nothing hangs on it: `with_its` takes nothing out."),
            written.node.span_of(("with_its",)),
            help=Text("请删去 with_its（连同）。", "Leave `with_its` out."),
        )])  # fmt: skip
    return found


def _items(tree: Node, name: str) -> tuple[Node, ...]:
    node = tree.child(name)
    return node.items if isinstance(node, SequenceNode) else ()


def _text(item: Node, field: str) -> str | None:
    node = item.child(field)
    return str(node.value) if isinstance(node, ScalarNode) else None


def _hanging(tree: Node, name: TakenAlong, gone: Mapping[str, set[str]]) -> list[Path]:
    return [
        (name, number)
        for number, item in enumerate(_items(tree, name))
        if any(_text(item, field) in gone.get(target, ()) for field, target in _HANGS_ON[name])
    ]


def _without_post(tree: Node, gone: Mapping[str, set[str]]) -> list[Path]:
    """The people who had posts among those that are gone, and no others."""
    left: dict[str, bool] = {}
    for item in _items(tree, "assignments"):
        person = _text(item, "person") or ""
        left[person] = left.get(person, False) or _text(item, "post") not in gone.get("posts", ())
    return [
        ("persons", number)
        for number, item in enumerate(_items(tree, "persons"))
        if left.get(_text(item, "id") or "") is False
    ]
