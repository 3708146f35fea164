"""What a validation told, in the terms of cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from policy_engine.diagnostics import Span
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import schema_of
from policy_engine.findings.validation import Problem, Validation
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode

# Compared whether a case gives them or not: a day that nobody expected is a defect.
_ALWAYS = {"since": None, "until": None}


def assert_tells(validation: Validation, finds: list[dict[str, Any]], names: Mapping[str, str]) -> None:
    """The problems are exactly these, in any order; each is compared in the parts that it gives."""
    wanted = [{**_ALWAYS, **find} for find in finds]
    left = [_shown(problem, names) for problem in validation.problems]
    missing = []
    for find in wanted:
        match = next((shown for shown in left if _agrees(shown, find)), None)
        if match is None:
            missing.append(find)
        else:
            left.remove(match)
    assert (missing, left) == ([], [])


def _agrees(shown: Mapping[str, Any], find: Mapping[str, Any]) -> bool:
    words = find.get("says", [])
    rest = {name: value for name, value in find.items() if name != "says"}
    return all(word in shown["says"] for word in words) and all(
        shown[name] == value and type(shown[name]) is type(value) for name, value in rest.items()
    )


def _shown(problem: Problem, names: Mapping[str, str]) -> dict[str, Any]:
    place = problem.place
    return {
        "code": problem.code,
        "id": problem.id,
        "level": problem.level,
        "at": None if place is None else f"{names.get(place.file, place.file)}:{_path_at(place.span)}",
        "path": problem.path,
        "observed": problem.observed,
        "limit": problem.limit,
        "since": problem.since,
        "until": problem.until,
        "causes": [names.get(cause.file, cause.file) for cause in problem.causes],
        "in": list(problem.jurisdictions),
        "clause": None if problem.clause is None else names.get(problem.clause.file),
        "says": problem.message.zh + (problem.remedy.zh if problem.remedy else ""),
    }


def _path_at(span: Span) -> str:
    """The path of the key or value that stands exactly there; "?" for a place where nothing begins."""
    return _paths(span.file).get((span.line, span.column, span.end_line, span.end_column), "?")


def _paths(file: str) -> dict[tuple[int, int, int, int], str]:
    if not file.endswith(".yaml"):
        return {}
    tree = read_tree(Path(file).read_bytes(), file).root
    kind = tree.child("kind")
    is_ledger = isinstance(kind, ScalarNode) and kind.value == "ledger"
    found: dict[tuple[int, int, int, int], str] = {}
    for span, path in _walk(canonical(tree, schema_of(Ledger if is_ledger else Policy)), ""):
        found.setdefault((span.line, span.column, span.end_line, span.end_column), path)
    return found


def _walk(node: Node, path: str) -> Iterator[tuple[Span, str]]:
    yield node.span, path
    if isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            yield entry.key_span, f"{path}.{key}".removeprefix(".")
            yield from _walk(entry.node, f"{path}.{key}".removeprefix("."))
    elif isinstance(node, SequenceNode):
        for position, item in enumerate(node.items):
            id_ = item.child("id")
            name = id_.value if isinstance(id_, ScalarNode) else position
            yield from _walk(item, f"{path}[{name}]")
