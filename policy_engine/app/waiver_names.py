"""Which rules of its own a county's policies let waivers name, on whatever day: told from slips by them."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import DocumentError
from policy_engine.policyset.in_force import Chains
from policy_engine.source.tree import MappingNode, ScalarNode, SequenceNode


def waivable_names(chains: Chains, jurisdiction: str) -> frozenset[str]:
    """Ids and codes of the waivable rules that any version of the county or a layer above declares.

    A version that cannot be read has none here; it says so itself wherever it is in force.
    """
    return frozenset(_names(chains, jurisdiction))


def _names(chains: Chains, jurisdiction: str) -> Iterator[str]:
    for code in (jurisdiction, *chains.codes_above(jurisdiction)):
        for version in chains.repository.listing(code).versions:
            try:
                rules = chains.read(code, version).tree.at(("rules",))
            except DocumentError:
                continue
            for rule in rules.items if isinstance(rules, SequenceNode) else ():
                if isinstance(rule, MappingNode) and _word(rule, "waivable") not in (None, "never"):
                    yield from filter(None, (_word(rule, "id"), _word(rule, "code")))


def _word(rule: MappingNode, key: str) -> str | None:
    node = rule.child(key)
    return str(node.value) if isinstance(node, ScalarNode) else None
