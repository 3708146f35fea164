"""The other rule engine: zen-engine (GoRules), doing sixteen of the checks from the same bytes.

The checks stand in one expression node of a JDM decision, as its documentation has
it, compiled once; `evaluate` takes the bytes as they are. Each expression gives the
labels of what it found, so that its answers can be compared, too.
"""

from __future__ import annotations

import json
from typing import Any

import zen

from benchmarks.reference_policy import Policy

_KINDS = "['mid_level', 'general', 'comprehensive']"
_FILLERS = "['', '无', '暂无', '略', '待定']"


def checks(policy: Policy) -> dict[str, str]:
    """Sixteen rule ids with their expressions in the ZEN language; each gives a list of labels."""

    def one_of(texts: Any) -> str:
        return "[" + ", ".join(f"'{text}'" for text in sorted(texts)) + "]"

    def when(test: str) -> str:
        return f"({test}) ? [''] : []"

    counted = f"count(posts, #.kind in {one_of(policy.counted_kinds)})"
    featured = "count(posts, #.kind == 'featured')"
    owned = "count(persons, #.origin == 'own' and #.establishment == 'administrative')"
    rooms = "count(institutions, #.kind == 'command_room')"
    specials = "count(institutions, #.kind == 'special')"
    starts = " or ".join(f"startsWith(#.name, '{title}')" for title in policy.leader_titles)
    absent = f"(#.{{0}} == null or trim(#.{{0}}) in {_FILLERS})"
    parts = [
        f"map(filter(posts, {absent.format('statement.' + part)}), #.id + ' {part}')"
        for part in policy.statement_parts
    ]
    return {
        "position-known": when(f"not (township.position in {one_of(policy.positions)})"),
        "template-as-classed": when(f"template != '{policy.template}'"),
        "command-rooms": when(f"{rooms} != {policy.command_rooms}"),
        "special-within-limit": when(f"{specials} > {policy.special_max}"),
        "institution-approval": f"map(filter(institutions, {absent.format('approval')}), #.id)",
        "posts-over-cap": when(f"{counted} > {policy.cap}"),
        "featured-share": when(f"100 * {featured} > {policy.featured_percent} * {counted}"),
        "seats-in-one-post": (
            f"map(filter(posts, #.kind in {one_of(policy.counted_kinds)} and #.seats > {policy.seats_max}),"
            " #.id)"
        ),
        "post-traced": (
            f"map(filter(posts, #.kind in {_KINDS} and (#.catalogue == null or"
            f" not (#.catalogue in {one_of(policy.catalogue_kinds)}))), #.id)"
        ),
        "leader-posts-called-leader": f"map(filter(posts, #.kind != 'leader' and ({starts})), #.id)",
        "statement-part": f"flatMap([{', '.join(parts)}], #)",
        "special-task-task": (
            f"map(filter(posts, #.kind == 'special_task' and {absent.format('task')}), #.id)"
        ),
        "special-task-dates": (
            "map(filter(posts, #.kind == 'special_task' and (#.from == null or #.until == null)), #.id)"
        ),
        "duty-has-lead-post": "map(filter(duties, #.lead_post == null), #.id)",
        "administrative-owned": when(f"{owned} > {policy.ledger['administrative']}"),
        "claimed-administrative": when(f"claimed.administrative != {policy.ledger['administrative']}"),
    }


class Zen:
    """Sixteen checks as one decision."""

    def __init__(self) -> None:
        expressions = checks(Policy())
        # Keys of the result are paths in the ZEN language, where a hyphen would be a minus.
        self._rules = {rule.replace("-", "_"): rule for rule in expressions}
        node = {
            "id": "checks", "type": "expressionNode", "name": "checks",
            "content": {"expressions": [
                {"id": key, "key": key, "value": expressions[rule]} for key, rule in self._rules.items()
            ]},
        }  # fmt: skip
        content = {
            "nodes": [
                {"id": "in", "type": "inputNode", "name": "in"},
                node,
                {"id": "out", "type": "outputNode", "name": "out"},
            ],
            "edges": [
                {"id": "1", "type": "edge", "sourceId": "in", "targetId": "checks"},
                {"id": "2", "type": "edge", "sourceId": "checks", "targetId": "out"},
            ],
        }
        self._decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(content)))

    @property
    def rules(self) -> frozenset[str]:
        return frozenset(self._rules.values())

    def from_bytes(self, data: bytes) -> Any:
        """What is wrong with the set-up in `data`, by the key of each check."""
        return self._decision.evaluate(data)["result"]

    def found(self, data: bytes) -> list[tuple[str, str]]:
        """(rule id, labels) of everything found."""
        return [
            (self._rules[key], label) for key, labels in self.from_bytes(data).items() for label in labels
        ]
