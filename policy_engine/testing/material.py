"""A changed document as a file: what is judged is what an office might have sent in."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from typing import Any

from policy_engine.expr.numbers import plain
from policy_engine.source.tree import Node


def json_bytes(tree: Node) -> bytes:
    """The document in JSON, every number with all its digits."""
    return _json(tree.to_plain()).encode("utf-8")


def _json(value: Any) -> str:
    match value:
        case Fraction():
            return _decimal(value)
        case datetime.date():
            return json.dumps(value.isoformat())
        case dict():
            entries = (f"{json.dumps(key, ensure_ascii=False)}:{_json(item)}" for key, item in value.items())
            return "{" + ",".join(entries) + "}"
        case list():
            return "[" + ",".join(map(_json, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _decimal(value: Fraction) -> str:
    """Documents have decimals only; a share such as 2/3 is text."""
    text = plain(value)
    return json.dumps(text) if "/" in text else text
