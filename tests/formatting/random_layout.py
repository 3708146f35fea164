"""The same document laid out at random: order of entries, braces or lines, indentation, quotes, comments."""

from __future__ import annotations

import datetime
import json
import random
from fractions import Fraction
from typing import Any

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ岗位上限镇街道")


class Layout:
    """Writes plain data (dict, list, scalars) as YAML. `comments` are those that it put in."""

    def __init__(self, source: random.Random, *, shuffle: bool) -> None:
        self._random = source
        self._shuffle = shuffle
        self._after_text = False
        self.comments: list[str] = []

    def document(self, data: dict[str, Any]) -> str:
        top = self._between(0, top=True)
        if self._chance(8):
            return "\n".join([*top, self._flow(data, 1) + self._beside(), *self._between(0), ""])
        lines = [*top, *self._mapping(data, 0, self._step()), *self._between(0)]
        return "\n".join(lines) + self._random.choice(["\n", "\n", "", "\n\n\n"])

    def _step(self) -> int:
        return self._random.choice([2, 2, 2, 4, 1, 3])

    def _chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def _comment(self) -> str:
        text = self._random.choice(["# 注{};", "#注 {}: a", "# —— {} ——", "# - {};", "# {{a: {}}} # 再注"])
        comment = text.format(len(self.comments))
        self.comments.append(comment)
        return comment

    def _beside(self) -> str:
        return " " * self._random.choice([1, 2, 7]) + self._comment() if self._chance(12) else ""

    def _between(self, indent: int, *, top: bool = False) -> list[str]:
        lines: list[str] = []
        if self._after_text:
            self._after_text = False  # what follows might be read as more of the text
            return lines
        while self._chance(40 if top else 15):
            odd = self._random.choice([0, 0, 0, 1, 5])
            lines.append("" if self._chance(40) else " " * (indent + odd) + self._comment())
        return lines

    def _mapping(self, data: dict[str, Any], indent: int, step: int) -> list[str]:
        lines: list[str] = []
        keys = list(data)
        if self._shuffle:
            self._random.shuffle(keys)
        for key in keys:
            lines += self._between(indent)
            lines += self._entry(f"{' ' * indent}{self._text(key)}:", data[key], indent, step)
        return lines

    def _entry(self, head: str, value: Any, indent: int, step: int) -> list[str]:
        if isinstance(value, dict) and value and self._chance(60):
            inner = indent + step
            return [head + self._beside(), *self._between(inner), *self._mapping(value, inner, step)]
        if isinstance(value, list) and value and self._chance(60):
            inner = indent + self._random.choice([0, step])
            return [head + self._beside(), *self._sequence(value, inner, step)]
        return self._value(head, value, indent)

    def _sequence(self, items: list[Any], indent: int, step: int) -> list[str]:
        lines: list[str] = []
        for item in items:
            lines += self._between(indent)
            if isinstance(item, dict) and item and self._chance(50):
                inner = self._mapping(item, indent + 2, step)
                if inner[0].strip() and not inner[0].lstrip().startswith("#"):
                    lines += [f"{' ' * indent}- {inner[0][indent + 2 :]}", *inner[1:]]
                else:
                    lines += [f"{' ' * indent}-{self._beside()}", *inner]
            else:
                lines += self._value(f"{' ' * indent}-", item, indent)
        return lines

    def _value(self, head: str, value: Any, indent: int) -> list[str]:
        if isinstance(value, str) and "\n" not in value and self._chance(4):
            return [f"{head} {self._folded(value, indent)}{self._beside()}"]
        if isinstance(value, str) and value.strip() and not value[0].isspace() and self._chance(15):
            return self._block_text(head, value, indent)
        shown = self._flow(value, indent + 1)
        return f"{head} {shown}{self._beside()}".split("\n")

    def _folded(self, value: str, indent: int) -> str:
        """A quoted text over two lines, broken at a single space."""
        quoted = json.dumps(value, ensure_ascii=False)
        left, space, right = quoted.partition(" ")
        if not space or right[:1] in (" ", '"') or left in ('"',) or left.endswith("\\"):
            return quoted
        return f"{left}\n{' ' * (indent + 3)}{right}"

    def _block_text(self, head: str, value: str, indent: int) -> list[str]:
        mark = "|-" if not value.endswith("\n") else "|" if not value.endswith("\n\n") else "|+"
        if value.strip("\n") != value.rstrip("\n") or any(
            line != line.rstrip() for line in value.split("\n")
        ):
            return [f"{head} {json.dumps(value, ensure_ascii=False)}"]
        deep = indent + self._random.choice([1, 2, 4])
        lines = value.removesuffix("\n").split("\n")
        self._after_text = True
        return [f"{head} {mark}", *(" " * deep + line if line else "" for line in lines)]

    def _flow(self, value: Any, indent: int) -> str:
        if isinstance(value, dict):
            keys = list(value)
            if self._shuffle:
                self._random.shuffle(keys)
            return self._braces(
                "{", [f"{self._text(k)}: {self._flow(value[k], indent)}" for k in keys], "}", indent
            )
        if isinstance(value, list):
            return self._braces("[", [self._flow(item, indent) for item in value], "]", indent)
        return self._scalar(value)

    def _braces(self, opening: str, parts: list[str], closing: str, indent: int) -> str:
        if not self._chance(20):
            return opening + ", ".join(parts) + closing
        result = opening
        for number, part in enumerate(parts):
            result += self._flow_break(indent) + part
            result += "," if number < len(parts) - 1 else ""
        return result + self._flow_break(indent) + closing

    def _flow_break(self, indent: int) -> str:
        if self._chance(40):
            return " "
        comment = " " + self._comment() if self._chance(15) else ""
        below = "\n" + " " * indent + self._comment() if self._chance(10) else ""
        return f"{comment}{below}\n{' ' * (indent + self._random.choice([0, 1, 4]))}"

    def _scalar(self, value: Any) -> str:
        if isinstance(value, str):
            return self._text(value)
        if value is None:
            return self._random.choice(["null", "~"])
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Fraction):
            return _decimal(value)
        return value.isoformat() if isinstance(value, datetime.date) else str(value)

    def _text(self, value: str) -> str:
        if (
            value
            and set(value) <= _PLAIN
            and value.lower()
            not in ("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf")
        ):
            return value if self._chance(80) else f"'{value}'"
        return json.dumps(value, ensure_ascii=False)


def _decimal(value: Fraction) -> str:
    """A number with finitely many decimals, written out."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
