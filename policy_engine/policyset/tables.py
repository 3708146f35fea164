"""Tables by class or form: every key must be one that some township can have.

A misspelt key would be hidden by `default`, and buy every township of that
class whatever the default allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from policy_engine.diagnostics import Diagnostic, Text, did_you_mean
from policy_engine.documents.fields import Table
from policy_engine.documents.policy import Policy
from policy_engine.documents.terms import CHINESE
from policy_engine.source.tree import MappingNode, Path


def unknown_keys(policy: Policy, tree: MappingNode) -> list[Diagnostic]:
    """Keys of tables, and classes given to townships, that the policy does not know."""
    classification = policy.classification
    named = {} if classification is None else {c.id: c.name for c in classification.classes or ()}
    classes = list(named)
    found = [
        _unknown(key, table.by, known, tree, (*path, "values", key))
        for path, table in _tables(policy, ())
        for known in [named if table.by == "class" else CHINESE["form"]]
        for key in table.values
        if key not in known
    ]
    if classification is not None:
        found += [
            _unknown(class_, "class", named, tree, ("classification", "townships", code))
            for code, class_ in (classification.townships or {}).items()
            if class_ not in classes
        ]
    return found


def _tables(value: Any, path: Path) -> Iterator[tuple[Path, Table[Any]]]:
    if isinstance(value, Table):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _tables(getattr(value, name), (*path, info.alias or name))


def _unknown(key: str, by: str, known: Mapping[str, str], tree: MappingNode, path: Path) -> Diagnostic:
    """`known` gives the Chinese name of each id; a name written for its id is put right."""
    listed = list(known)
    meant = next((id_ for id_, name in known.items() if name == key), None)
    zh = "类别" if by == "class" else "建制"
    allowed = Text(f"可用：{'、'.join(listed) or '无'}。", f"There are: {', '.join(listed) or 'none'}.")
    return Diagnostic(
        "policy.unknown-class" if by == "class" else "policy.unknown-form",
        Text(f"没有{zh}“{key}”。", f"There is no {by} {key}."),
        tree.key_span(path) or tree.span_of(path),
        help=did_you_mean(meant or key, listed) or allowed,
    )
