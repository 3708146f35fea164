"""Quotation marks and colons at which YAML stopped, or which are missing."""

from __future__ import annotations

import re
from typing import Any

import yaml

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.positions import Positions
from policy_engine.source.yaml_indentation import too_far
from policy_engine.source.yaml_layout import indent_of, line_above
from policy_engine.source.yaml_slips import Slip, masked

_NAME = re.compile(r"(?:- +)*([^\s:]+)")
_OPENERS = {"}": "{", "]": "["}
_BLOCK_ERRORS = ("did not find expected", "mapping values are not allowed", "could not find expected")


def unclosed_quote(error: yaml.MarkedYAMLError, scalar: Any, positions: Positions) -> Diagnostic | None:
    """A quotation mark that ends on another line than it was meant to, or never."""
    mark = error.context_mark if error.context == "while scanning a quoted scalar" else None
    if error.context == "while scanning a simple key" and _is_quote(error.context_mark, positions):
        mark = error.context_mark
    if mark is None and scalar is not None and scalar.style in ("'", '"'):
        # It took up the lines below, as far as the next quotation mark.
        runs_on = scalar.start_mark.line < scalar.end_mark.line
        stopped = error.problem_mark is not None and error.problem_mark.line == scalar.end_mark.line
        if runs_on and stopped and (error.problem or "").startswith(_BLOCK_ERRORS):
            mark = scalar.start_mark
    if mark is None:
        return None
    line = positions.line(mark.line + 1)
    sign = line[mark.column : mark.column + 1]
    way_out = Text(
        f"请在这段文字末尾补上 {sign}；文字里的引号请用中文引号“ ”。",
        f"Add {sign} at the end of the text; inside the text use other quotation marks.",
    )
    if re.search(r"[”’]\s*[,}\]]?\s*$", line):
        way_out = Text(f"末尾用的是中文引号，请改为英文引号 {sign}。",
                       f"The text ends with a Chinese quotation mark; write {sign} there.")  # fmt: skip
    return Diagnostic(
        "yaml.unclosed-quote",
        Text("从这里开始的引号在这一行没有结束。",
             "The quotation mark that opens here is not closed on its line."),
        positions.at(mark.line + 1, mark.column + 1),
        help=way_out,
    )  # fmt: skip


def _is_quote(mark: Any, positions: Positions) -> bool:
    """Whether a quotation mark stands there that is not closed on its line."""
    if mark is None:
        return False
    return masked(positions.line(mark.line + 1))[mark.column : mark.column + 1] in ("'", '"')


def missing_colon(error: yaml.MarkedYAMLError, scalar: Any, positions: Positions) -> Slip | None:
    """A line that names an entry without the colon behind the name."""
    problem = error.problem or ""
    number = None
    if "could not find expected ':'" in problem and error.context_mark is not None:
        number = error.context_mark.line + 1
    elif "mapping values are not allowed" in problem and error.problem_mark is not None:
        number = _line_without_colon(error.problem_mark.line + 1, scalar, positions)
    if number is None:
        return None
    line = positions.line(number)
    found = _NAME.match(line, indent_of(line))
    if found is None:
        return None
    name, end = found[1], found.end(1)
    corrected = f"{name}: {line[end:].strip()}".strip()
    diagnostic = Diagnostic(
        "yaml.missing-colon",
        Text(f"“{name}”后面缺少冒号。", f'The colon after "{name}" is missing.'),
        Span(positions.file, number, found.start(1) + 1, number, end + 1),
        help=Text(f"请写成“{corrected}”（半角冒号，后空一格）；接续上文的文字请加引号。",
                  f'Write "{corrected}" (plain colon and a space); put continued text in quotes.'),
    )  # fmt: skip
    return Slip(diagnostic, number, end, end, ":")


def _line_without_colon(number: int, scalar: Any, positions: Positions) -> int | None:
    """The line above that reads as the beginning of the text whose end looks like an entry."""
    if scalar is None or scalar.style or scalar.start_mark.line + 1 >= number:
        return None
    above = line_above(number, positions)
    if above is None:
        return None
    line = positions.line(above)
    if above == scalar.start_mark.line + 1:
        return None if line[: scalar.start_mark.column].strip(" -") else above
    return above if indent_of(line) == indent_of(positions.line(number)) else None


def second_colon(line: int, column: int, scalar: Any, positions: Positions) -> Diagnostic | None:
    """A colon where there can be none: within a text, or on a line that is indented too far."""
    above = line_above(line, positions)
    runs_on = scalar is not None and not scalar.style and scalar.start_mark.line + 1 < line
    if runs_on and above is not None:
        return too_far(line, above, positions)
    bare = masked(positions.line(line))
    if ":" not in bare[: column - 1]:
        return None
    closer = next((sign for sign in "}]" if bare.count(sign) > bare.count(_OPENERS[sign])), None)
    if closer is not None:
        return Diagnostic(
            "yaml.missing-bracket",
            Text(f"这一行有右括号 {closer}，前面却没有左括号 {_OPENERS[closer]}。",
                 f"This line has a closing {closer} but no {_OPENERS[closer]} before it."),
            positions.at(line, bare.rindex(closer) + 1),
            help=Text(f"请在冒号后补上 {_OPENERS[closer]}；若是文字，请整段加引号。",
                      f"Add {_OPENERS[closer]} after the colon; put text in quotes."),
        )  # fmt: skip
    return Diagnostic(
        "yaml.colon-in-text",
        Text("这一行有两个冒号：文字里带有“: ”。", 'This line has two colons: the text contains ": ".'),
        positions.at(line, column),
        help=Text("带冒号的文字请整段加引号；若是两个栏目，请分两行书写。",
                  "Put the whole text in quotes; write two entries on two lines."),
    )  # fmt: skip


def text_after_quote(line: int, column: int, scalar: Any, positions: Positions) -> Diagnostic | None:
    """Text that follows a closing quotation mark."""
    if scalar is None or scalar.style not in ("'", '"') or scalar.end_mark.line + 1 != line:
        return None
    between = positions.line(line)[scalar.end_mark.column : column - 1]
    if between.strip() or positions.line(line)[column - 1 : column] in ("", "'", '"', "[", "{", "]", "}"):
        return None
    return Diagnostic(
        "yaml.text-after-quote",
        Text("引号到前面已经结束，后面不能再有文字。",
             "The quotation marks are closed before this place; no text may follow them."),
        positions.at(line, column),
        help=Text("请让引号包住整段文字；文字里的引号请用中文引号“ ”，各项之间用半角逗号。",
                  "Put the quotation marks around the whole text; use other marks inside it, and commas "
                  "between items."),
    )  # fmt: skip
