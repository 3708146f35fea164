"""libyaml's syntax errors in an officer's words.

libyaml reports where it could go no further, which is often a line after the
mistake. So the lines it was reading are first searched for slips; then the
indentation and the brackets around the place are looked at; and only then is
its own wording translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.source import yaml_places as places
from policy_engine.source.positions import Positions
from policy_engine.source.yaml_brackets import extra_bracket, in_brackets
from policy_engine.source.yaml_indentation import misaligned
from policy_engine.source.yaml_slips import Slip, line_slips, masked

# What libyaml says (a part of it) → code, what is wrong, way out. The first that fits is taken.
_Words: TypeAlias = tuple[str, Text, Text]
_WORDS: tuple[tuple[str, _Words], ...] = (
    ("while scanning a quoted scalar", (
        "yaml.unclosed-quote",
        Text("从这里开始的引号没有结束。", "The quotation mark that opens here is never closed."),
        Text("请补上成对的引号；文字里的引号请用中文引号“ ”。",
             "Add the closing mark; inside the text use other quotation marks."),
    )),
    ("while parsing a flow", (
        "yaml.unclosed-bracket",
        Text("从这里开始的括号没有正常结束，或其中少了逗号。",
             "The bracket that opens here is not closed properly, or a comma is missing inside."),
        Text("请核对括号是否成对、各项之间是否有半角逗号。",
             "Check that brackets come in pairs and that plain commas stand between the items."),
    )),
    ("while scanning a block scalar", (
        "yaml.block-text",
        Text("“|”或“>”后面的文字须另起一行并用空格缩进。",
             'The text after "|" or ">" must start on the next line, indented with spaces.'),
        Text("请换行后缩进书写；若“|”“>”是文字，请加引号。",
             'Start a new line and indent it; put "|" and ">" in quotes if they are text.'),
    )),
    ("while scanning an a", (  # an alias, an anchor
        "yaml.reserved-character",
        Text("“*”和“&”不能作为内容的第一个字符。", '"*" and "&" cannot be the first character of a value.'),
        Text("请给整段内容加引号。", "Put the whole value in quotes."),
    )),
    (" a tag", (
        "yaml.tag",
        Text("以“!”开头的类型标记不予接受。", 'A tag that starts with "!" is refused.'),
        Text("请删去标记；若是文字，请给整段内容加引号。", "Remove it; put text in quotes."),
    )),
    ("expected node content", (
        "yaml.unexpected-bracket",
        Text("此处应有内容，却是多余的括号或逗号。",
             "A value is expected here, not a superfluous bracket or comma."),
        Text("请核对括号是否成对；若是文字，请加引号。", "Check the pairs of brackets; put text in quotes."),
    )),
    ("unknown escape character", (
        "yaml.bad-escape",
        Text("双引号里的反斜杠 \\ 后面不是可用的写法。",
             "The backslash \\ inside double quotes is followed by something unknown."),
        Text("请写成 \\\\，或改用单引号。", "Write \\\\, or use single quotes."),
    )),
    ("while parsing a quoted scalar", (
        "yaml.bad-escape",
        Text("双引号里的反斜杠 \\ 写法不完整。", "The backslash \\ inside double quotes is incomplete."),
        Text("请写成 \\\\，或改用单引号。", "Write \\\\, or use single quotes."),
    )),
    ("mapping values are not allowed", (
        "yaml.unexpected-colon",
        Text("此处不应有冒号：可能是这一行缩进不对，上一行缺冒号，或文字里带有冒号。",
             "A colon is not expected here: the indentation may be wrong, the line above may lack its colon, "
             "or a text contains a colon."),
        Text("请与同级栏目左对齐；带冒号的文字请整段加引号。",
             "Align the line with its neighbours; put text that contains a colon in quotes."),
    )),
    ("could not find expected ':'", (
        "yaml.missing-colon",
        Text("这一行缺少冒号。", "This line lacks its colon."),
        Text("请写成“栏目: 内容”（半角冒号，后空一格）；接续上文的文字请加引号。",
             'Write "name: value" (plain colon and a space); put continued text in quotes.'),
    )),
    ("block sequence entries are not allowed", (
        "yaml.unexpected-dash",
        Text("此处不应有“- ”：清单的各项要另起一行。",
             'A "- " is not expected here: the items of a list stand on lines of their own.'),
        Text("请换行后再写“- ”；若是文字，请加引号。", 'Start a new line before "- "; put text in quotes.'),
    )),
    ("did not find expected", (
        "yaml.indentation",
        Text("这里与上文对不齐：缩进不对，或上一项没有写完，或引号后还有文字。",
             "This does not line up with what stands above: wrong indentation, an unfinished entry, "
             "or text after a closing quotation mark."),
        Text("同级的栏目或“- ”要左对齐，缩进用空格；引号要包住整段文字。",
             'Align entries or "- " of one level, with spaces; quotation marks must enclose the whole text.'),
    )),
    ("tab character", (
        "yaml.tab",
        Text("缩进里有制表符（Tab）。", "There is a tab character in the indentation."),
        Text("请把制表符换成空格（每级两个）。", "Replace tabs by spaces, two for each level."),
    )),
    ("cannot start any token", (
        "yaml.reserved-character",
        Text("“{character}”不能作为内容的第一个字符。",
             '"{character}" cannot be the first character of a value.'),
        Text("请给整段内容加引号。", "Put the whole value in quotes."),
    )),
    ("directive", (
        "yaml.directive",
        Text("以 % 开头的行是 YAML 指令，不予接受。",
             "Lines that start with % are YAML directives and are refused."),
        Text("请删去该行；若是文字，请加引号。", "Delete the line; put text in quotes."),
    )),
)  # fmt: skip
_UNREADABLE = (
    "yaml.syntax",
    Text("此处不符合 YAML 的写法，无法继续读取。", "This is not written as YAML; reading cannot go on here."),
    Text("请核对这一行和上一行的冒号、引号、括号和缩进。",
         "Check colons, quotation marks, brackets and indentation of this line and the one above."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """Where reading stopped: the error, the last event before it, the lines where open brackets stand."""

    error: yaml.MarkedYAMLError
    last: Any
    brackets: tuple[int, ...]
    positions: Positions

    @property
    def line(self) -> int:
        return self.error.problem_mark.line + 1 if self.error.problem_mark else 1

    @property
    def column(self) -> int:
        return self.error.problem_mark.column + 1 if self.error.problem_mark else 1

    @property
    def scalar(self) -> Any:
        """The last event when it is a text; else None."""
        return self.last if isinstance(self.last, yaml.ScalarEvent) else None


def syntax_problems(stop: Stop) -> tuple[list[Slip], list[Diagnostic]]:
    """Why reading stopped: slips that can be put right for reading on, or what else it is."""
    quote = places.unclosed_quote(stop.error, stop.scalar, stop.positions)
    if quote is not None:
        return [], [quote]
    slips = [slip for line in _lines(stop) for slip in line_slips(line, stop.positions, _depth(stop, line))]
    colon = None if slips else places.missing_colon(stop.error, stop.scalar, stop.positions)
    if colon is not None:
        slips = [colon]
    if slips:
        return slips, []
    return [], [_elsewhere(stop) or _translated(stop)]


def _lines(stop: Stop) -> range:
    """The lines that had been read, but not understood, when reading stopped."""
    first = 1
    if stop.last is not None:
        start, end = stop.last.start_mark.line + 1, stop.last.end_mark.line + 1
        first = start if stop.scalar is not None and start < end else end
        rest = masked(stop.positions.line(end))[stop.last.end_mark.column :]
        if first == end < stop.line and not rest.strip():
            first = end + 1
    return range(first, stop.line + 1)


def _depth(stop: Stop, line: int) -> int:
    return sum(opened < line for opened in stop.brackets)


def _elsewhere(stop: Stop) -> Diagnostic | None:
    """What indentation, brackets and quotation marks around the place tell."""
    problem = stop.error.problem or ""
    if "mapping values are not allowed" in problem:
        return places.second_colon(stop.line, stop.column, stop.scalar, stop.positions)
    if not problem.startswith("did not find expected"):
        return None
    after = places.text_after_quote(stop.line, stop.column, stop.scalar, stop.positions)
    if after is not None:
        return after
    if stop.error.context in ("while parsing a flow mapping", "while parsing a flow sequence"):
        return in_brackets(stop.error, stop.scalar, stop.positions)
    character = stop.positions.line(stop.line)[stop.column - 1 : stop.column]
    if character and character in "]}":
        return extra_bracket(stop.line, stop.column, stop.positions)
    return misaligned(stop.line, stop.column, stop.positions)


def _translated(stop: Stop) -> Diagnostic:
    error = stop.error
    said = f"{error.context or ''} {error.problem or ''}"
    code, message, way_out = next((words for part, words in _WORDS if part in said), _UNREADABLE)
    character = stop.positions.line(stop.line)[stop.column - 1 : stop.column]
    filled = Text(message.zh.replace("{character}", character), message.en.replace("{character}", character))
    return Diagnostic(code, filled, stop.positions.at(stop.line, stop.column), help=way_out)
