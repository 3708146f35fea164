"""libyaml's syntax errors in an officer's words.

libyaml reports where it could go no further, which is often a line after the
mistake; so the lines it was reading are first searched for the usual mistakes
(tabs, full-width colon, no space after the colon), and only then is its own
wording translated.
"""

from __future__ import annotations

import re
from typing import TypeAlias

import yaml

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.positions import Positions

_TAB_INDENT = re.compile(r" *\t")
_FULL_WIDTH_COLON = re.compile(r"\s*(?:- +)*[^\s:：\"'#{}\[\],，]+(：)")
_TIGHT_COLON = re.compile(r"\s*(?:- +)*[^\s:：\"'#{}\[\],，]+(:)(?=[^\s/])")
_FULL_WIDTH_COMMA = re.compile(r"[\[{][^\]}\"']*?(，)")

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


def syntax_problem(error: yaml.MarkedYAMLError, positions: Positions) -> Diagnostic:
    """One located diagnostic for the place where YAML could not be read."""
    if error.context == "while scanning a quoted scalar":
        return _translated(error, positions)  # the line where reading stopped is as good as any
    last = error.problem_mark.line + 1 if error.problem_mark else 1
    # A line without a proper colon runs on into the next one, where reading stops.
    runs_on = any(part in (error.problem or "") for part in ("mapping values", "expected ':'"))
    nearby = range(max(last - 1, 1) if runs_on else last, last + 1)
    return _usual_mistake(nearby, positions) or _translated(error, positions)


def _usual_mistake(lines: range, positions: Positions) -> Diagnostic | None:
    for number in lines:
        line = positions.line(number)
        if found := _TAB_INDENT.match(line):
            return _tab(_at(positions, number, found.end() - 1))
        if found := _FULL_WIDTH_COLON.match(line):
            return _full_width_colon(_at(positions, number, found.start(1)))
        if found := _TIGHT_COLON.match(line):
            return _tight_colon(_at(positions, number, found.start(1)))
        if found := _FULL_WIDTH_COMMA.search(line):
            return _full_width_comma(_at(positions, number, found.start(1)))
    return None


def _at(positions: Positions, line: int, offset: int) -> Span:
    return Span(positions.file, line, offset + 1, line, offset + 2)


def _translated(error: yaml.MarkedYAMLError, positions: Positions) -> Diagnostic:
    said = f"{error.context or ''} {error.problem or ''}"
    code, message, way_out = next((words for part, words in _WORDS if part in said), _UNREADABLE)
    # What is never closed is best shown where it opens.
    opening = code in ("yaml.unclosed-quote", "yaml.unclosed-bracket")
    mark = error.context_mark if opening and error.context_mark else error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    character = positions.line(line + 1)[column : column + 1]
    filled = Text(message.zh.replace("{character}", character), message.en.replace("{character}", character))
    return Diagnostic(code, filled, _at(positions, line + 1, column), help=way_out)


def _tab(span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.tab",
        Text("这一行用制表符（Tab）缩进，YAML 只认空格。",
             "This line is indented with a tab; YAML only knows spaces."),
        span,
        help=Text("请把制表符换成空格（每级两个）。", "Replace tabs by spaces, two for each level."),
    )  # fmt: skip


def _full_width_colon(span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.full-width-colon",
        Text("这里用了全角冒号“：”，栏目和内容之间要用半角冒号。",
             'A full-width colon "：" stands here; a plain colon must separate name and value.'),
        span,
        help=Text("请改为半角冒号并空一格，如 name: 路桥区。",
                  "Write a plain colon and a space: name: value."),
    )  # fmt: skip


def _tight_colon(span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.missing-space",
        Text("冒号后面缺一个空格。", "The space after this colon is missing."),
        span,
        help=Text("请在冒号后空一格，如 seats: 2。", "Put a space after the colon: seats: 2."),
    )


def _full_width_comma(span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.full-width-comma",
        Text("括号里用了全角逗号“，”，各项之间要用半角逗号。",
             'A full-width comma "，" stands inside the brackets; plain commas must separate the items.'),
        span,
        help=Text("请改为半角逗号并空一格。", "Write a plain comma and a space."),
    )  # fmt: skip
