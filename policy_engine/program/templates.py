"""Message templates: "岗位“{p.name}”超过 {limit}" read into texts and expressions."""

from __future__ import annotations

import re
from collections.abc import Callable

from policy_engine.expr.ast import Expr

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_template(text: str, read_expression: Callable[[str], Expr]) -> tuple[str | Expr, ...]:
    """Split a template at its `{…}`; each inside is handed to `read_expression`."""
    parts: list[str | Expr] = []
    for position, piece in enumerate(_PLACEHOLDER.split(text)):
        if position % 2:
            parts.append(read_expression(piece))
        elif piece:
            parts.append(piece)
    return tuple(parts)
