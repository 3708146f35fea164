"""The policy in force as plain data, with the origin of each value."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from policy_engine.expr.numbers import plain
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.policyset.layer import Layer
from policy_engine.reports.policy_keys import Keys, in_keys
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode


def policy_data(policy: PolicyInForce, on: datetime.date, keys: Keys) -> dict[str, Any]:
    """{jurisdiction, on, binding, later_from, layers, values, policy}, ready for JSON.

    `values` has every single value, list of single values and empty entry, in the
    order of `policy`, each {path, value, file, line, layer}; records go by their ids.
    """
    tree = in_keys(policy.tree, keys)
    return {
        "jurisdiction": policy.layers[-1].jurisdiction,
        "on": on.isoformat(),
        "binding": policy.binding,
        "later_from": None if policy.later_from is None else policy.later_from.isoformat(),
        "layers": [layer_data(layer) for layer in policy.layers],
        "values": [_value(policy, path, node) for path, node in _leaves(tree, "")],
        "policy": json_value(tree.to_plain()),
    }


def layer_data(layer: Layer) -> dict[str, Any]:
    """The file of one layer."""
    until = layer.effective.until
    return {
        "layer": layer.kind,
        "jurisdiction": layer.jurisdiction,
        "name": layer.name,
        "version": layer.version,
        "effective_from": layer.effective.from_.isoformat(),
        "effective_until": None if until is None else until.isoformat(),
        "status": layer.status,
        "file": layer.file,
        "sha256": layer.sha256,
    }


def json_value(value: Any) -> Any:
    """A plain value for JSON. A number that JSON's readers would round is given as its text."""
    match value:
        case Fraction():
            near = float(value)
            return near if Fraction(repr(near)) == value else plain(value)
        case datetime.date():
            return value.isoformat()
        case dict():
            return {key: json_value(item) for key, item in value.items()}
        case list():
            return [json_value(item) for item in value]
        case _:
            return value


def _value(policy: PolicyInForce, path: str, node: Node) -> dict[str, Any]:
    return {
        "path": path,
        "value": json_value(node.to_plain()),
        "file": node.span.file,
        "line": node.span.line,
        "layer": policy.layer_of(node.span).kind,
    }


def _leaves(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    """Down to what one layer states as a whole."""
    if isinstance(node, MappingNode) and node.entries:
        for key, entry in node.entries.items():
            yield from _leaves(entry.node, f"{path}.{key}" if path else key)
    elif isinstance(node, SequenceNode) and any(isinstance(item, MappingNode) for item in node.items):
        for number, item in enumerate(node.items):
            yield from _leaves(item, f"{path}[{_id(item, number)}]")
    else:
        yield path, node


def _id(item: Node, number: int) -> str:
    """The record's id under its English or Chinese name, else its position, counted from 0."""
    node = item.child("id") or item.child("编号")
    return str(node.value) if isinstance(node, ScalarNode) else str(number)
