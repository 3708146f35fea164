"""Functions over lists and maps. Results keep the order of the source unless they say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.expr.function_types import ArgumentTypes, Function, Signature, same_as_first
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.type_rules import shape
from policy_engine.expr.types import (
    BOOL,
    DATE,
    NUMBER,
    TEXT,
    UNKNOWN,
    ListType,
    MapType,
    Nullable,
    Type,
)

_TEXTS = ListType(TEXT)
_WITH_ID = shape("record with id", "带 id 的记录", {"id": TEXT})


def _item(arguments: ArgumentTypes) -> Type:
    first = arguments[0]
    return first.item if isinstance(first, ListType) else UNKNOWN


def _value_list(arguments: ArgumentTypes) -> Type:
    first = arguments[0]
    return ListType(first.value if isinstance(first, MapType) else UNKNOWN)


def _by_id(records: Sequence[Any], id_: str) -> object:
    if records and not isinstance(records[0], Mapping):
        found = [record for record in records if record.id == id_]  # asked once per post: kept quick
    else:
        found = [record for record in records if record["id"] == id_]
    if len(found) == 1:
        return found[0]
    if found:
        raise EvaluationError(Text(f"编号“{id_}”有 {len(found)} 项，无法确定是哪一项",
                                   f'the id "{id_}" is borne by {len(found)} entries'))  # fmt: skip
    raise EvaluationError(Text(f"没有编号为“{id_}”的项", f'there is no entry with the id "{id_}"'))


def _repeated(texts: Sequence[str | None]) -> list[str]:
    if len(set(texts)) == len(texts):
        return []
    counts = Counter(text for text in texts if text is not None)
    return sorted(text for text, count in counts.items() if count > 1)


def _counts(texts: Iterable[str | None]) -> Mapping[str, int]:
    # A plain dict: a Counter would answer 0 where there is no entry.
    return dict(Counter([text for text in texts if text is not None]))


def _is_subsequence(part: Iterable[object], whole: Iterable[object]) -> bool:
    rest: Iterator[object] = iter(whole)
    return all(item in rest for item in part)


def _flatten(lists: Iterable[Sequence[object]]) -> list[object]:
    return [item for items in lists for item in items]


def _distinct(items: Iterable[object]) -> list[object]:
    return list(dict.fromkeys(items))


def _keys(mapping: Mapping[str, object]) -> list[str]:
    return list(mapping)


def _values(mapping: Mapping[str, object]) -> list[object]:
    return list(mapping.values())


LIST_FUNCTIONS = (
    Function(
        "by_id", "records, id", (Signature((ListType(_WITH_ID), TEXT), _item),), _by_id,
        Text("列表中该编号的记录；没有或不止一条时无法核查",
             "the record with this id; no answer when there is none or more than one"),
        "by_id(params.institutions.templates, 'full')",
    ),
    Function(
        "repeated", "texts | records, 'key'", (Signature((ListType(Nullable(TEXT)),), _TEXTS),), _repeated,
        Text("出现不止一次的文本，去重并排序；空值不算；给记录列表时写字段名",
             "the texts that occur more than once, each once and sorted, nulls left out; for records give the"
             " field's name"),
        "repeated(setup.posts, 'id')",
    ),
    Function(
        "counts", "texts", (Signature((ListType(Nullable(TEXT)),), MapType(NUMBER)),), _counts,
        Text("每个文本出现的次数；空值不算", "how often each text occurs; nulls left out"),
        "counts(setup.posts.map(p, p.catalogue))['A-01'] <= 2",
    ),
    Function(
        "distinct", "items",
        tuple(Signature((ListType(Nullable(item)),), same_as_first) for item in (TEXT, NUMBER, DATE)),
        _distinct,
        Text("去掉重复，保留首次出现的次序", "each value once, in the order of first appearance"),
        "size(distinct(texts)) == size(texts)",
    ),
    Function(
        "is_subsequence", "part, whole", (Signature((_TEXTS, _TEXTS), BOOL),), _is_subsequence,
        Text("前者各项是否按原次序都在后者之中",
             "whether all of the first occur in the second in the same order"),
        "is_subsequence(['a', 'c'], ['a', 'b', 'c'])",
    ),
    Function(
        "flatten", "lists", (Signature((ListType(ListType(UNKNOWN)),), _item),), _flatten,
        Text("把多个列表接成一个", "the lists joined into one"),
        "flatten(setup.institutions.map(i, i.posts))",
    ),
    Function(
        "keys", "map", (Signature((MapType(UNKNOWN),), _TEXTS),), _keys,
        Text("对照表的键，按书写次序", "the keys of a map, in the order written"),
        "keys(m).all(k, m[k] > 0)",
    ),
    Function(
        "values", "map", (Signature((MapType(UNKNOWN),), _value_list),), _values,
        Text("对照表的取值，按书写次序", "the values of a map, in the order written"),
        "sum(values(m))",
    ),
)  # fmt: skip
