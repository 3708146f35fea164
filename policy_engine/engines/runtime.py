"""What generated code calls when a value is not there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NoReturn

from policy_engine.diagnostics import Text
from policy_engine.documents.assessed import FactDocument
from policy_engine.documents.links import RESTS_ON
from policy_engine.documents.reflection import record_type
from policy_engine.documents.setup import Setup
from policy_engine.documents.type_names import record_name
from policy_engine.expr.problems import EvaluationError

# A map literal at run time: read like any record.
AnonymousRecord = SimpleNamespace
NOTHING: tuple[Any, ...] = ()


class MissingValueError(EvaluationError):
    """Something that should be in the documents is not. `path` names it, for telling causes apart."""

    def __init__(self, path: str, text: Text) -> None:
        self.path = path
        super().__init__(text)


def absent(record: object, field: str, title: str) -> NoReturn:
    """A field that checks need was left out. A record in another one comes with the one it is in."""
    whole, owner = record if isinstance(record, tuple) else (record, None)
    if isinstance(whole, FactDocument):
        raise MissingValueError(field, _unknown_fact(whole, field, title))
    who = _label(whole, owner)
    raise MissingValueError(field, Text(f"{who.zh}没有填写{title}（{field}）", f"{who.en} lacks {field}"))


def _unknown_fact(fact: FactDocument, field: str, title: str) -> Text:
    """Nobody was to fill it in: it was to be worked out, or follows from what nobody says."""
    kind = record_name(type(fact).__name__) or Text("记录", "record")
    who = Text(kind.zh, f"the {kind.en.removesuffix(' fact')}")
    if fact.about is not None:
        who = Text(f"“{fact.about}”", fact.about)
    return Text(f"{who.zh}的{title}（{field}）不明", f"{field} of {who.en} is not known")


def need(value: Any, record: object, field: str, title: str) -> Any:
    """The value of a field that may not be left out."""
    if value is None:
        absent(record, field, title)
    return value


def need_index(index: Any, name: str, setup: Setup) -> Any:
    """A relation that could be built."""
    if index is None:
        missing = [field for field in RESTS_ON[name] if getattr(setup, field) is None]
        titles = record_type(Setup).fields
        zh = "、".join(f"{titles[field].title}（{field}）" for field in missing)
        en = " and ".join(missing)
        raise MissingValueError(missing[0], Text(f"方案没有填写{zh}", f"the set-up lacks {en}"))
    return index


def unknown(path: str, zh: str, en: str) -> NoReturn:
    """A value that was known to be missing before the rule ran."""
    raise MissingValueError(path, Text(zh, en))


def _label(record: object, owner: object = None) -> Text:
    """How a person finds the record: its id and name, or what kind of record it is, and whose."""
    id_, name = getattr(record, "id", None), getattr(record, "name", None)
    kind = record_name(type(record).__name__) or Text("记录", "the record")
    if id_ is not None:
        shown = f"{id_}" if name is None else f"{id_}({name})"
        return Text(f"“{shown}”", f"{kind.en} {id_}")
    of = getattr(owner, "id", None)
    if of is None:
        return Text(kind.zh, f"the {kind.en}")
    return Text(f"“{of}”的{kind.zh}", f"the {kind.en} of {of}")


def indexed(pairs: list[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Elements by key, in their order; raises TypeError where a key is no plain value."""
    index: dict[Any, list[Any]] = {}
    for key, element in pairs:
        index.setdefault(key, []).append(element)
    return index
