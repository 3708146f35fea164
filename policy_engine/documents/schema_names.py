"""Keys and enumerated values in two languages: which one is shown, and which spellings are accepted.

What is accepted is what source.canonical understands: English names as they
are, Chinese ones with or without spaces and with brackets of either width.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from policy_engine.source.schema_shape import Schema, Shapes, chinese_title, folded

Language = Literal["en", "zh"]
_SYNTAX = re.compile(r"[\\^$.*+?()\[\]{}|/]")


def spellings(chinese: str) -> str:
    """A regular expression for the ways in which a Chinese name may be written, without ^ and $."""
    return r"\s*".join(["", *map(_widths, folded(chinese)), ""])


def _escaped(text: str) -> str:
    """Not re.escape: editors read patterns by stricter rules, which know no escaped space or hyphen."""
    return _SYNTAX.sub(r"\\\g<0>", text)


def _widths(character: str) -> str:
    plain = _escaped(character)
    return f"[{plain}{chr(ord(character) + 0xFEE0)}]" if "!" <= character <= "~" else plain


@dataclass(frozen=True, slots=True)
class Name:
    """A key or a value: as the editor shows it, and in the other language (None: it has no other)."""

    shown: str
    other: str | None
    chinese: str | None

    @property
    def accepted(self) -> str:
        """A regular expression for every spelling but the one shown; matches nothing where there is none."""
        if self.chinese is None:
            return "(?!)"
        if self.shown == self.chinese:
            return f"^(?!{_escaped(self.shown)}$)({self.other}|{spellings(self.chinese)})$"
        return f"^{spellings(self.chinese)}$"

    @property
    def any_spelling(self) -> str:
        """A regular expression for every spelling, the one shown too."""
        words = [_escaped(name) for name in (self.shown, self.other) if name not in (None, self.chinese)]
        return f"^({'|'.join([*words, *([spellings(self.chinese)] if self.chinese else [])])})$"

    @property
    def both(self) -> str:
        """As a message names it: 岗位设置（posts）."""
        return self.shown if self.other is None else f"{self.shown}（{self.other}）"


class Names:
    """The names of one schema in one language."""

    def __init__(self, shapes: Shapes, language: Language) -> None:
        self._shapes = shapes
        self._language = language

    def _name(self, english: str, chinese: str | None) -> Name:
        if chinese is None:
            return Name(english, None, None)
        shown, other = (chinese, english) if self._language == "zh" else (english, chinese)
        return Name(shown, other, chinese)

    def of_form(self, form: Schema) -> dict[str, Name]:
        """Its fields by their English names. A title that two fields share is the name of neither."""
        found = {}
        for english, field in form["properties"].items():
            title = chinese_title(field)
            usable = title is not None and self._shapes.property_name(form, title) == english
            found[english] = self._name(english, title if usable else None)
        return found

    def of_values(self, schema: Schema) -> list[Name]:
        """The values at a place that have Chinese names, in the order of the schema."""
        chinese = schema["x-zh-values"]
        values = [schema["const"]] if "const" in schema else schema.get("enum", list(chinese))
        meant = [folded(name) for name in chinese.values()]
        return [
            self._name(value, chinese[value] if meant.count(folded(chinese[value])) == 1 else None)
            for value in values
        ]

    def example(self, schema: Schema, example: Any) -> Any:
        """An example with English names, in the language of the editor."""
        if isinstance(example, list):
            return [
                self.example(self._shapes.down(schema, example, n), item) for n, item in enumerate(example)
            ]
        if isinstance(example, Mapping):
            return self._example_record(schema, example)
        if isinstance(example, str) and self._language == "zh":
            return next(iter(self._shapes.chinese_values(schema).get(example, ())), example)
        return example

    def _example_record(self, schema: Schema, example: Mapping[str, Any]) -> dict[str, Any]:
        form = self._shapes.object_for(schema, example)
        if form is None:
            return dict(example)
        names = self.of_form(form) if "properties" in form else {}
        found = {}
        for key in sorted(example, key=list(names).index) if names.keys() >= example.keys() else example:
            value = example[key]
            shown = names[key].shown if key in names else self.example(form.get("propertyNames", {}), key)
            found[shown] = self.example(self._shapes.value_schema(form, key), value)
        return found
