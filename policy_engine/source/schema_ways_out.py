"""Ways out for values that were meant rightly and written otherwise: quoted numbers, names, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.source.scalars import meant_date
from policy_engine.source.schema_finding import Finding
from policy_engine.source.schema_shape import Schema, chinese_title, folded
from policy_engine.source.schema_words import key_name, number, pattern_words

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_MARKS = " \"'“”‘’"
_DIGITS_ONLY = re.compile(r"\^\[0-9\]\{([0-9]+)\}\$")


def number_in_quotes(finding: Finding) -> Iterator[Diagnostic]:
    """A number written as text where a number is wanted; nothing for any other value.

    It has a code of its own, since the usual advice on Chinese quotation marks,
    to use plain ones, would lead to the same mistake again.
    """
    if not isinstance(finding.instance, str):
        return
    bare = unicodedata.normalize("NFKC", finding.instance).strip(_MARKS)
    layers = finding.shapes.layers(finding.full_schema())
    kinds = {layer["type"] for layer in layers if isinstance(layer.get("type"), str)}
    wanted = "number" in kinds or ("integer" in kinds and "." not in bare)
    if not wanted or not _NUMBER.fullmatch(bare):
        return
    where, written = finding.where, finding.written
    # A share is a decimal or a percentage: 20 is neither.
    share = any(layer.get("type") == "number" and layer.get("title") == "小数" for layer in layers)
    bare = f"{bare}%" if share and Fraction(bare) > 1 else bare
    yield finding.problem(
        "schema.number-in-quotes",
        Text(f"{where.zh}应为数字，写的是{written.zh}。",
             f"{where.en} must be a number; it is {written.en}."),
        Text(f"数字不加引号，请写成 {bare}。", f"Numbers have no quotes; write {bare}."),
    )  # fmt: skip


def date_way_out(text: str) -> Text:
    """How to write the date that `text` means, or any date where it means none."""
    day = meant_date(text)
    if day is None:
        return Text("日期请写成 2024-03-01 的样式。", "Write dates like 2024-03-01.")
    return Text(f"请写成 {day.isoformat()}。", f"Write {day.isoformat()}.")


def pattern_way_out(finding: Finding) -> Text:
    """What the pattern asks for, with a code for a name and a number where one may stand instead."""
    layers = finding.shapes.layers(finding.full_schema())
    examples = [example for layer in layers for example in layer.get("examples", ())]
    digits = _DIGITS_ONLY.fullmatch(str(finding.schema.get("pattern", "")))
    if digits and not re.search(r"[0-9]", str(finding.instance)):
        known = [one for one in examples if isinstance(one, str) and re.fullmatch(r"[0-9]+", one)]
        zh, en = (f'，如 "{known[0]}"', f', e.g. "{known[0]}"') if known else ("", "")
        return Text(f"请写 {digits[1]} 位代码，不写名称；代码加引号{zh}。",
                    f"Write the code of {digits[1]} digits instead of a name, in quotes{en}.")  # fmt: skip
    rule = pattern_words(finding.schema)
    numbers = [one for one in examples if isinstance(one, int | float | Fraction)]
    if any(layer.get("type") == "number" for layer in layers) and numbers:
        shown = number(numbers[0])
        zh, en = finding.schema.get("x-pattern-zh", ""), finding.schema.get("x-pattern-en", "")
        return Text(f"请写数字（如 {shown}），或{zh}。", f"Write a number (e.g. {shown}), or a share {en}.")
    return rule


def sibling_meant(finding: Finding) -> Text | None:
    """The entry beside this one that takes what stands here: 设置模板（按类别） for 设置模板."""
    if not isinstance(finding.instance, Mapping) or not finding.path:
        return None
    key, above = finding.path[-1], finding.above()
    properties = {} if above is None else above.get("properties", {})
    title = chinese_title(properties.get(key, {})) if isinstance(key, str) else None
    if title is None:
        return None
    for name, schema in properties.items():
        other = folded(chinese_title(schema) or "")
        forms = finding.shapes.objects(schema)
        takes = any(_knows_all(finding, form) for form in forms)
        if name != key and other.startswith(folded(title)) and takes:
            shown = key_name(name, schema, finding.language)
            return Text(f"是否想写 {shown}？这样的内容写在那个栏目下。",
                        f"Did you mean {shown}? Such content belongs there.")  # fmt: skip
    return None


def _knows_all(finding: Finding, form: Schema) -> bool:
    """Whether the form has every key of the value, by its name or its Chinese title."""
    shapes = finding.shapes
    return all(shapes.is_property(form, shapes.property_name(form, key)) for key in finding.instance)


def at_top(finding: Finding, key: str) -> Text | None:
    """For an entry with content of its own that belongs to the top of the document: to move it there."""
    root = finding.shapes.root
    name = finding.shapes.property_name(root, key)
    node = finding.tree.at((*finding.path, key))
    below = finding.shapes.objects(root.get("properties", {}).get(name, {}))
    if not finding.path or not below or node is None or not isinstance(node.to_plain(), dict):
        return None
    return Text(f"“{key}”是最外层的栏目：请移到最外层，前面不空格。",
                f'"{key}" stands at the top of a document: move it there, without indentation.')  # fmt: skip
