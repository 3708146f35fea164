"""Lines that do not line up with the lines above."""

from __future__ import annotations

import re

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.source.positions import Positions
from policy_engine.source.yaml_layout import Levels, indent_of, is_item, levels_above, line_above

_NAME = re.compile(r"(?:- +)*([^\s:]+)")


def _count(numbers: tuple[int, ...]) -> Text:
    listed = [str(number) for number in numbers]
    return Text("、".join(listed), ", ".join(listed))


def too_far(line: int, above: int, positions: Positions) -> Diagnostic:
    """A line that stands as if it belonged below a line that has its value already."""
    text = positions.line(above)
    found = _NAME.match(text, indent_of(text))
    name = found[1] if found else text.strip()
    column = found.start(1) if found else indent_of(text)
    indent = indent_of(positions.line(line))
    return Diagnostic(
        "yaml.indentation",
        Text(f"这一行前面空 {indent} 格，接在第 {above} 行“{name}”下面；"
             f"但“{name}”冒号后已有内容，不能再有下级栏目。",
             f'This line is indented by {indent}, below "{name}" in line {above}, which has its value '
             "already and cannot have entries of its own."),
        positions.at(line, indent + 1),
        help=Text(f"若与“{name}”同级，请改为空 {column} 格；若是它的下级，请删去它冒号后的内容。",
                  f'Indent it by {column} to stand beside "{name}", or remove the value of "{name}".'),
    )  # fmt: skip


def misaligned(line: int, column: int, positions: Positions) -> Diagnostic | None:
    """A line whose indentation fits none of the lines above."""
    text = positions.line(line)
    indent = indent_of(text)
    if indent != column - 1:
        return None
    levels = levels_above(line, positions)
    if is_item(text):
        outside = _outside_items(line, indent, positions)
        if outside is not None:
            return _between_items(outside, indent, positions)
        if levels.items and indent not in levels.items:
            return _item_misaligned(line, indent, levels, positions)
    elif indent not in levels.all:
        return _key_misaligned(line, indent, levels, positions)
    return None


def _outside_items(line: int, indent: int, positions: Positions) -> int | None:
    """The first line since the last item of the same list that is not indented as part of it."""
    outside = None
    above = line_above(line, positions)
    while above is not None and indent_of(positions.line(above)) >= indent:
        text = positions.line(above)
        if indent_of(text) == indent:
            if is_item(text):
                return outside
            outside = above
        above = line_above(above, positions)
    return None


def _between_items(line: int, indent: int, positions: Positions) -> Diagnostic:
    return Diagnostic(
        "yaml.indentation",
        Text("这一行夹在清单的两项之间，却没有缩进到项内。",
             "This line stands between two items of a list and is not indented as part of one."),
        positions.at(line, indent + 1),
        help=Text(f"若属于上一项，请改为空 {indent + 2} 格。",
                  f"Indent it by {indent + 2} to make it part of the item above."),
    )  # fmt: skip


def _item_misaligned(line: int, indent: int, levels: Levels, positions: Positions) -> Diagnostic:
    items = _count(levels.items)
    return Diagnostic(
        "yaml.indentation",
        Text(f"清单的这一项前面空 {indent} 格，上面的各项空 {items.zh} 格，没有对齐。",
             f"This item is indented by {indent}, the items above by {items.en}; they do not line up."),
        positions.at(line, indent + 1),
        help=Text(f"同一清单的“- ”要左对齐：请改为空 {items.zh} 格，或改正上面的各项。",
                  f'Align the "- " of one list: indent it by {items.en}, or correct the items above.'),
    )  # fmt: skip


def _key_misaligned(line: int, indent: int, levels: Levels, positions: Positions) -> Diagnostic:
    keys = _count(levels.keys)
    above = line_above(line, positions)
    return Diagnostic(
        "yaml.indentation",
        Text(f"这一行前面空 {indent} 格，与上面哪一级都对不齐（上面各级空 {keys.zh} 格）。",
             f"This line is indented by {indent}, which lines up with nothing above ({keys.en})."),
        positions.at(line, indent + 1),
        help=Text(f"请与同级的栏目左对齐，缩进用空格；也可能是上面第 {above} 行的缩进不对。",
                  f"Align it with the entries of its level, by spaces; or line {above} is indented wrongly."),
    )  # fmt: skip
