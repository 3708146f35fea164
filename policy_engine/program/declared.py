"""What a policy declares, read off its model: parameters, tables, and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, cast

from policy_engine.documents.fields import Document, Looser, Table
from policy_engine.documents.paths import ById, PolicyPath
from policy_engine.expr.walk import selected, walk
from policy_engine.program.county import CountyProgram, standard_reads
from policy_engine.program.reading import parameters_read
from policy_engine.program.references import RESOLVED_FROM, RESOLVING
from policy_engine.program.rules import Rule
from policy_engine.program.standard import standard_program
from policy_engine.source.tree import Path, Step

# The command `score`, not rules, works assessments out from this section: from all of it, but for what only
# qualifies another parameter, where that one is not declared.
_SCORING = "score"
_SCORED = "assessment"
_QUALIFIES: Mapping[Path, Path] = {
    ("traces", "columns"): ("traces", "metrics"),
    ("traces", "full_progress"): ("traces", "metrics"),
    ("ballots", "groups"): ("ballots", "options"),
    ("ballots", "turnout_at_least"): ("ballots", "options"),
    ("ballots", "periods"): ("ballots", "options"),
    ("post_factor", "range"): ("post_factor", "factors"),
    ("post_factor", "applies_to"): ("post_factor", "factors"),
    ("bonus", "spread_at_most"): ("bonus", "by"),
    ("bonus", "decimals"): ("bonus", "by"),
    ("bonus", "periods"): ("bonus", "by"),
    ("regular", "due_days"): ("regular", "every"),
    ("publicity", "count"): ("publicity", "days"),
}


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A table with its path, and which way its values are looser."""

    path: Path
    table: Table[Any]
    looser: Looser


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The values of two neighbouring classes, the larger first; `part` names one of several numbers."""

    table: DeclaredTable
    part: str
    larger: str
    smaller: str
    larger_value: int | Decimal
    smaller_value: int | Decimal


def declared_parameters(policy: Document, path: Path = ()) -> Iterator[Path]:
    """The paths of all declared parameters, sections opened, in the order of the model."""
    for name, key, looser in _parameter_fields(type(policy)):
        value = getattr(policy, name)
        if value is None or looser is None:
            continue
        if isinstance(value, Document) and not isinstance(value, Table) and _is_section(type(value)):
            yield from declared_parameters(value, (*path, key))
        else:
            yield (*path, key)


@cache
def _parameter_fields(model: type[Document]) -> tuple[tuple[str, str, Looser | None], ...]:
    """Attribute, key and looser way of every field; None for what is no parameter."""
    found = []
    for name, info in model.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        found.append((name, info.alias or name, cast("Looser | None", extra.get("x-looser"))))
    return tuple(found)


@cache
def _is_section(model: type[Document]) -> bool:
    """Whether a record holds parameters, rather than being the value of one."""
    return any(looser is not None for _, _, looser in _parameter_fields(model))


def declared_tables(value: Any, path: Path = (), looser: Looser = "neither") -> Iterator[DeclaredTable]:
    """Every table of a policy."""
    if isinstance(value, Table):
        yield DeclaredTable(path, value, looser)
    elif isinstance(value, Document):
        for name, key, way in _parameter_fields(type(value)):
            yield from declared_tables(getattr(value, name), (*path, key), way or "neither")


def table_steps(table: DeclaredTable, classes: Sequence[str]) -> Iterator[Neighbours]:
    """Neighbouring classes, largest first, wherever both have a number; records number by number."""
    values = [_value(table.table, class_) for class_ in classes]
    for (larger, above), (smaller, below) in pairwise(zip(classes, values, strict=True)):
        for part, number in _numbers(above).items():
            other = _numbers(below).get(part)
            if other is not None:
                yield Neighbours(table, part, larger, smaller, number, other)


def _value(table: Table[Any], key: str) -> Any:
    return table.values.get(key, table.default)


def _numbers(value: Any) -> Mapping[str, int | Decimal]:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return {"": value}
    if isinstance(value, Document):
        parts = ((name, _numbers(getattr(value, name))) for name in type(value).model_fields)
        return {name: numbers[""] for name, numbers in parts if "" in numbers}
    return {}


def readers_by(program: CountyProgram) -> Callable[[Path], list[str]]:
    """Tells which rules, standard or of the chain, which bounds and which command read a parameter."""
    found = {rule.id: parameters_read(rule, of) for of, rule in program.own_rules()}
    found |= {bound.id: (_plain(bound.parsed.path),) for bound in program.bounds}
    sections = _by_section(found)
    document = program.policy.document
    return lambda path: [
        *_standard_readers(path),
        *_readers(path, sections.get(path[0], {})),
        *([_SCORING] if _is_scored(document, path) else []),
    ]


def _is_scored(policy: Document, path: Path) -> bool:
    needed = _QUALIFIES.get(path[1:], path[1:])
    return path[0] == _SCORED and _value_at(policy, (_SCORED, *needed)) is not None


def _value_at(value: Any, path: Path) -> Any:
    for step in path:
        value = None if value is None else getattr(value, str(step))
    return value


@cache
def _standard_readers(path: Path) -> tuple[str, ...]:
    return tuple(_readers(path, _standard_reads().get(path[0], {})))


@cache
def _standard_reads() -> Mapping[Step, Mapping[str, list[Path]]]:
    """Of each section who reads what of it: the same for every county."""
    of_policies = {rule.id: _document_paths(rule) for rule in standard_program("policy").rules}
    found = {**standard_reads(), **of_policies, RESOLVING: RESOLVED_FROM, "waivers": (("waivers",),)}
    return _by_section(found)


def _by_section(found: Mapping[str, Iterable[Path]]) -> Mapping[Step, Mapping[str, list[Path]]]:
    sections: dict[Step, dict[str, list[Path]]] = {}
    for id_, paths in found.items():
        for path in paths:
            sections.setdefault(path[0], {}).setdefault(id_, []).append(path)
    return sections


def _document_paths(rule: Rule) -> tuple[Path, ...]:
    """What a check of policies reads of the document, beyond testing that a section is there."""
    found = (selected(node) for expr in rule.judging for node in walk(expr))
    paths = dict.fromkeys(path for root, path in found if root == "document" and path)
    return tuple(path for path in paths if not any(_leads_to(path, other) for other in paths))


def _leads_to(path: Path, other: Path) -> bool:
    return len(path) < len(other) and other[: len(path)] == path


def _plain(path: PolicyPath) -> Path:
    return tuple(step for step in path if not isinstance(step, ById))


def _readers(path: Path, reads: Mapping[str, Iterable[Path]]) -> list[str]:
    """The rules that read a parameter, a part of it or a whole that it is part of."""
    return [id_ for id_, paths in reads.items() if any(_touch(path, other) for other in paths)]


def _touch(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
