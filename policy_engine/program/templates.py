"""Message templates: "岗位“{p.name}”超过 {limit}" read into texts and expressions."""

from __future__ import annotations

import re
from collections.abc import Callable

from policy_engine.expr.ast import Expr

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_template(text: str, read_expression: Callable[[str, int], Expr]) -> tuple[str | Expr, ...]:
    """Split a template at its `{…}`; each inside is handed to `read_expression` with its offset."""
    parts: list[str | Expr] = []
    done = 0
    for found in PLACEHOLDER.finditer(text):
        if found.start() > done:
            parts.append(text[done : found.start()])
        parts.append(read_expression(found[1], found.start(1)))
        done = found.end()
    if done < len(text):
        parts.append(text[done:])
    return tuple(parts)
