"""Brackets that go wrong: not closed, closed by another, one too many, a comma missing inside."""

from __future__ import annotations

from typing import Any

import yaml

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.positions import Positions
from policy_engine.source.yaml_layout import closing_of
from policy_engine.source.yaml_slips import masked


def in_brackets(error: yaml.MarkedYAMLError, scalar: Any, positions: Positions) -> Diagnostic | None:
    """A list or mapping in brackets that goes wrong: not closed, closed by another, a comma missing."""
    opened, stopped = error.context_mark, error.problem_mark
    if opened is None or stopped is None:
        return None
    sign = positions.line(opened.line + 1)[opened.column : opened.column + 1]
    closer = {"[": "]", "{": "}"}.get(sign)
    if closer is None:
        return None
    closing = closing_of(opened.line + 1, opened.column, positions)
    here = positions.at(closing.line, closing.offset + 1)
    match closing.kind:
        case "open":
            return Diagnostic(
                "yaml.unclosed-bracket",
                Text(
                    f"从这里开始的括号“{sign}”没有结束。",
                    f'The bracket "{sign}" that opens here is not closed.',
                ),
                here,
                help=Text(f"请在这一组内容末尾补上 {closer}。", f"Add {closer} at the end of what it holds."),
            )
        case "other":
            return Diagnostic(
                "yaml.wrong-bracket",
                Text("这个括号与前面的括号不成对。", "This bracket does not pair with the one that is open."),
                here,
                help=Text("[ 要用 ] 结束，{ 要用 } 结束。", "Close [ with ] and { with }."),
                related=((Text("括号从这里开始", "the bracket opens here"),
                          positions.at(opened.line + 1, opened.column + 1)),),
            )  # fmt: skip
        case "comment":
            return Diagnostic(
                "yaml.comment-in-brackets",
                Text("空格后的 # 起算作注释，括号里余下的内容没有读入。",
                     "A # after a space begins a comment; the rest of what is in the brackets was not read."),
                here,
                help=Text("带 # 的文字请整段加引号。", "Put a text that contains # in quotes."),
            )  # fmt: skip
    return _missing_comma(stopped, scalar, positions)


def _missing_comma(stopped: Any, scalar: Any, positions: Positions) -> Diagnostic:
    span = positions.at(stopped.line + 1, stopped.column + 1)
    if scalar is not None and not scalar.style and scalar.end_mark.index == stopped.index:
        # "95 b" before a colon: two items in one. Over two lines the first one lacks the comma.
        line = scalar.start_mark.line + 1
        first = scalar.start_mark.column
        last = len(masked(positions.line(line)).rstrip())
        end = scalar.end_mark.column if scalar.end_mark.line + 1 == line else last
        span = Span(positions.file, line, first + 1, line, end + 1)
    return Diagnostic(
        "yaml.missing-comma",
        Text("括号里的两项之间少了逗号。", "A comma is missing between two items in the brackets."),
        span,
        help=Text("请在各项之间加半角逗号和空格，如 {central-town: 95, composite: 85}。",
                  "Put a plain comma and a space between items: {central-town: 95, composite: 85}."),
    )  # fmt: skip


def extra_bracket(line: int, column: int, positions: Positions) -> Diagnostic:
    """A closing bracket that nothing opened."""
    return Diagnostic(
        "yaml.unexpected-bracket",
        Text("这里多了一个右括号。", "There is a superfluous closing bracket here."),
        positions.at(line, column),
        help=Text("请删去它，或补上左括号；若是文字，请整段加引号。",
                  "Remove it, or add the opening bracket; put text in quotes."),
    )  # fmt: skip
