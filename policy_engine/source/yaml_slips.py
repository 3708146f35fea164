"""Slips of the keyboard that YAML trips over: found on a line, told, and put right for reading on.

Only lines on which reading stopped, or which read as something odd, come here,
so a text that happens to look like a slip is not refused for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.positions import Positions

# A longer line was not typed by anybody.
_LONGEST_LINE = 5_000
ODD_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u200a\u200b\u202f"
DASHES = "-－—–−•·●○▪"
_QUOTED = re.compile(r"""(?:(?<=[\s\[{,:：，（(])|^)(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')""")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_INDENT = re.compile(rf"[ \t{ODD_SPACES}]*")
_DASH = re.compile(rf"[ ]*(?:(-)(?=[^\s-])|([{DASHES[1:]}])(?!\2)[ ]?(?=\S))")
_ODD_VALUE = re.compile(rf"(?<=:)[{ODD_SPACES}]+[ ]*")
_NAME = r"[^\s:：=＝\[\]{},，'\"#&*!|>%@`]{1,30}"
_BLOCK_COLON = re.compile(rf"\s*(?:- +)*({_NAME}|\x01+)[ ]*(：[ ]?|:(?=[^\s/]))")
_FLOW_COLON = re.compile(rf"[\[{{,，｛［]\s*({_NAME}|\x01+)[ ]*(：[ ]?|:(?=[^\s/,}}\]]))")
_BEFORE_BRACKET = re.compile(rf"\s*(?:- +)*(?!-)({_NAME})[ ]+(?=[\[{{])")
_EQUALS = re.compile(rf"\s*(?:- +)*({_NAME})[ ]*([=＝])[ ]*(?=[^\s=])")
_FLOW_COMMA = re.compile(rf"，(?=\s*(?:{_NAME}|\x01+)[ ]*[:：])|(?<=[\x01\]}}］｝】])\s*(，)")
_BRACKETS = {"［": "[", "｛": "{", "【": "[", "］": "]", "｝": "}", "】": "]"}


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake on one line (offsets from 0): read `instead` in place of [start, end)."""

    diagnostic: Diagnostic
    line: int
    start: int
    end: int
    instead: str


def masked(line: str) -> str:
    """The line, as long as before, with quoted text as \\x01 and a comment as spaces."""
    without_quotes = _QUOTED.sub(lambda found: "\x01" * len(found[0]), line)
    return _COMMENT.sub(lambda found: " " * len(found[0]), without_quotes)


def line_slips(number: int, positions: Positions, depth: int = 0) -> list[Slip]:
    """The slips on a line; `depth` is the number of brackets that are open where it begins."""
    line = positions.line(number)
    if len(line) > _LONGEST_LINE:
        return []
    bare = masked(line)
    look = _Look(positions, number, line, bare)
    found = [*look.indentation(), *(() if depth else look.dash())]
    found += look.after_colon()
    found += look.brackets(depth)
    found += look.colons()
    if not found and not depth:
        found += look.equals()
        found += look.colon_before_bracket()
    return sorted(found, key=lambda slip: slip.start)


def put_right(line: str, slips: list[Slip]) -> str:
    """The line as it was probably meant."""
    for slip in sorted(slips, key=lambda slip: slip.start, reverse=True):
        line = line[: slip.start] + slip.instead + line[slip.end :]
    return line


@dataclass(frozen=True, slots=True)
class _Look:
    positions: Positions
    number: int
    line: str
    bare: str

    def _slip(self, code: str, start: int, end: int, instead: str, message: Text, way_out: Text) -> Slip:
        span = Span(self.positions.file, self.number, start + 1, self.number, end + 1)
        return Slip(Diagnostic(code, message, span, help=way_out), self.number, start, end, instead)

    def indentation(self) -> Iterator[Slip]:
        spaces = _INDENT.match(self.line)
        indent = spaces[0] if spaces else ""
        if len(indent) == len(self.line):
            return
        if "\t" in indent:
            at = indent.index("\t")
            yield self._slip(
                "yaml.tab", at, len(indent), indent[at:].replace("\t", "  "),
                Text("这一行用制表符（Tab）缩进，YAML 只认空格。",
                     "This line is indented with a tab; YAML only knows spaces."),
                Text("请把制表符换成空格（每级两个）。", "Replace tabs by spaces, two for each level."),
            )  # fmt: skip
        elif indent.strip(" "):
            at = len(indent) - len(indent.lstrip(" "))
            yield self._odd_space(at, len(indent), indent[at:].replace("\u3000", "  ").replace("\u00a0", " "))

    def after_colon(self) -> Iterator[Slip]:
        for found in _ODD_VALUE.finditer(self.bare):
            yield self._odd_space(found.start(), found.end(), " ")

    def _odd_space(self, start: int, end: int, instead: str) -> Slip:
        return self._slip(
            "yaml.odd-space", start, end, instead,
            Text("这里用了全角空格或特殊空格，YAML 只认普通空格。",
                 "A full-width or special space stands here; YAML only knows ordinary spaces."),
            Text("请删去后改用普通空格（半角）。", "Delete it and type ordinary spaces."),
        )  # fmt: skip

    def dash(self) -> Iterator[Slip]:
        found = _DASH.match(self.bare)
        if found is None:
            return
        at = found.start(1) if found[1] else found.start(2)
        rest = _shown(self.line[found.end() :])
        if found[1]:
            yield self._slip(
                "yaml.dash-without-space", at, at + 1, "- ",
                Text("清单每项开头的“-”后面缺一个空格。",
                     'The space after the "-" that begins an item is missing.'),
                Text(f"请写成“- {rest}”。", f'Write "- {rest}".'),
            )  # fmt: skip
            return
        yield self._slip(
            "yaml.other-dash", at, found.end(), "- ",
            Text(f"清单每项要以半角短横“-”开头，这里是“{self.line[at]}”。",
                 f'An item of a list starts with a plain "-", not with "{self.line[at]}".'),
            Text(f"请写成“- {rest}”。", f'Write "- {rest}".'),
        )  # fmt: skip

    def brackets(self, depth: int) -> Iterator[Slip]:
        """Full-width brackets where plain ones open or close, and full-width commas between entries."""
        commas = {found.end() - 1 for found in _FLOW_COMMA.finditer(self.bare)}
        inside = 0  # brackets within a text, as in 路编［2024］1号
        for at, sign in enumerate(self.bare):
            if sign in "[{［｛【":
                if sign in _BRACKETS and not self._begins_value(at):
                    inside += 1
                    continue
                depth += 1
            elif sign in "]}］｝】":
                if inside:
                    inside -= 1
                    continue
                if not depth:
                    continue
                depth -= 1
            elif sign == "，" and depth and at in commas:
                yield self._comma(at)
            if sign in _BRACKETS:
                yield self._bracket(at, sign)

    def _begins_value(self, at: int) -> bool:
        before = self.bare[:at].rstrip()
        return not before or before[-1] in "-:：[{,，［｛【"

    def _bracket(self, at: int, sign: str) -> Slip:
        plain = _BRACKETS[sign]
        return self._slip(
            "yaml.full-width-bracket", at, at + 1, plain,
            Text(f"这里用了全角括号“{sign}”。", f'A full-width bracket "{sign}" stands here.'),
            Text(f"请改为半角括号 {plain}；若是文字，请整段加引号。",
                 f"Write the plain bracket {plain}; put text in quotes."),
        )  # fmt: skip

    def _comma(self, at: int) -> Slip:
        return self._slip(
            "yaml.full-width-comma", at, at + 1, ", ",
            Text("括号里用了全角逗号“，”，各项之间要用半角逗号。",
                 'A full-width comma "，" stands inside the brackets; plain commas must separate the items.'),
            Text("请改为半角逗号并空一格。", "Write a plain comma and a space."),
        )  # fmt: skip

    def colons(self) -> Iterator[Slip]:
        told: set[int] = set()
        for form in (_BLOCK_COLON, _FLOW_COLON):
            for found in [form.match(self.bare)] if form is _BLOCK_COLON else form.finditer(self.bare):
                if found is None or found.start(2) in told or found[1].isdecimal():
                    continue
                told.add(found.start(2))
                yield self._colon(found.start(1), found.start(2), found.end(2))

    def _colon(self, name_at: int, start: int, end: int) -> Slip:
        rest = _value(self.bare, end)
        value = _shown(self.line[end:rest])
        if any(sign in value[1:] for sign in ":：") and value[0] in "[{［｛":
            value = f"{value[0]}…"  # it has slips of its own, told apart
        corrected = f"{self.line[name_at:start].strip()}: {value}".rstrip()
        code = "yaml.missing-space"
        message = Text("冒号后面缺一个空格。", "The space after this colon is missing.")
        way_out = Text(f"请在冒号后空一格：“{corrected}”。",
                       f'Put a space after the colon: "{corrected}".')  # fmt: skip
        if self.line[start] == "：":
            code = "yaml.full-width-colon"
            message = Text(
                "这里用了全角冒号“：”，栏目和内容之间要用半角冒号。",
                'A full-width colon "：" stands here; a plain colon must separate name and value.',
            )
            way_out = Text(
                f"冒号应为半角，并在后面空一格：“{corrected}”。",
                f'Write a plain colon and a space: "{corrected}".',
            )
        return self._slip(code, start, end, ": ", message, way_out)

    def equals(self) -> Iterator[Slip]:
        found = _EQUALS.match(self.bare)
        if found is None or ": " in self.bare:
            return
        corrected = f"{found[1]}: {_shown(self.line[found.end() :])}"
        yield self._slip(
            "yaml.equals-sign", found.start(2), found.end(), ": ",
            Text("栏目和内容之间要用冒号，不用等号。", "A colon separates name and value, no equals sign."),
            Text(f"请写成“{corrected}”。", f'Write "{corrected}".'),
        )  # fmt: skip

    def colon_before_bracket(self) -> Iterator[Slip]:
        found = _BEFORE_BRACKET.match(self.bare)
        if found is not None:
            name = found[1]
            yield self._slip(
                "yaml.missing-colon", found.end(1), found.end(1) + 1, ": ",
                Text(f"“{name}”后面缺少冒号。", f'The colon after "{name}" is missing.'),
                Text(f"请写成“{name}: {_shown(self.line[found.end() :])}”。",
                     f'Write "{name}: {_shown(self.line[found.end() :])}".'),
            )  # fmt: skip


def _value(bare: str, start: int) -> int:
    """Where a value written without a space ends: at a comma or bracket of the list it stands in."""
    if not any(sign in bare[:start] for sign in "[{［｛"):
        return len(bare)
    found = re.compile(r"[,，\]}］｝]").search(bare, start)
    return found.start() if found else len(bare)


def _shown(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 30 else text[:30] + "…"
