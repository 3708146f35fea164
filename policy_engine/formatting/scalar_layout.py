"""Texts over several lines, set in at another depth without changing what they say."""

from __future__ import annotations

import json
import re
import unicodedata

from policy_engine.formatting.pieces import Piece

_STEP = 2
BLOCK_STYLES = ("|", ">")
_HEADER = re.compile(r"(?P<style>[|>])(?P<marks>[-+0-9]*)(?P<rest>.*)")
_ESCAPED_BLANK = re.compile(r"\\[ \t]+$")
_LIKE_NUMBER = re.compile(r"[-+]?[0-9][0-9.,:%/-]*")


def cells(line: str) -> int:
    """How wide a line is on a screen: Chinese characters are twice as wide as others."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def set_in(piece: Piece, text: str, indent: int) -> str:
    """The value as written, whose further lines stand at `indent` + 2; `indent` is that of its entry."""
    raw = text[piece.start : piece.end]
    if piece.style in BLOCK_STYLES:
        return _block(raw, indent, _depth_of_parent(piece, text))
    return folded_lines(raw, indent + _STEP, quoted=piece.style == '"')


def folded_lines(raw: str, indent: int, *, quoted: bool) -> str:
    """Lines of one text: blanks at their ends mean nothing, unless a backslash stands before them."""
    lines = raw.split("\n")
    for number, line in enumerate(lines):
        if number < len(lines) - 1 and not (quoted and _ESCAPED_BLANK.search(line)):
            line = line.rstrip(" \t")
        if number:
            line = line.lstrip(" \t")
        lines[number] = " " * indent + line if number and line else line
    return "\n".join(lines)


def _depth_of_parent(piece: Piece, text: str) -> int:
    """The indentation from which a number in the header counts: of the line's first sign."""
    begin = text.rfind("\n", 0, piece.start) + 1
    line = text[begin : piece.start]
    dashes = re.match(r"(?: *- )*", line)
    if piece.holder is not None and piece.holder.key is not None:
        return piece.holder.key.column
    return len(line) - len(line.lstrip()) if dashes is None else max(0, len(dashes[0]) - _STEP)


def _block(raw: str, indent: int, parent: int) -> str:
    head, _, body = raw.partition("\n")
    header = _HEADER.fullmatch(head)
    if header is None or not body:
        return raw.rstrip("\n")
    digit = re.search(r"[0-9]", header["marks"])
    lines = body.split("\n")
    first = next((line for line in lines if line.strip()), "")
    depth = parent + int(digit[0]) if digit else len(first) - len(first.lstrip(" "))
    marks = re.sub(r"[0-9]", str(_STEP), header["marks"])
    within = [line[depth:] if len(line) > depth else "" for line in lines]
    shown = [" " * (indent + _STEP) + line if line else "" for line in within]
    return "\n".join([f"{header['style']}{marks}{header['rest']}".rstrip(), *shown]).rstrip("\n") + (
        "\n" * _blank_lines(body) if "+" in marks else ""
    )


def _blank_lines(body: str) -> int:
    """How many line ends a text that keeps them has at its end, but for that of the last line."""
    return max(0, len(body) - len(body.rstrip("\n")) - 1)


def key_text(piece: Piece, text: str) -> str:
    """A key on one line; codes and other numbers in quotes, so that nobody takes them for numbers."""
    raw = text[piece.start : piece.end]
    if "\n" in raw or piece.style in BLOCK_STYLES:
        return json.dumps(piece.value, ensure_ascii=False)
    return f'"{raw}"' if not piece.style and _LIKE_NUMBER.fullmatch(raw) else raw
