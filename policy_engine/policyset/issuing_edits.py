"""Where in a policy file `status` and `issued` are put in, and in which of its two languages.

The text is edited at the places that the tree knows; it is never written anew,
which would lose comments, order and layout.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic.fields import FieldInfo

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.policy import Issued, Policy
from policy_engine.documents.terms import CHINESE
from policy_engine.policyset.register_entry import IssueMark
from policy_engine.source.positions import LINE_BREAK, Positions
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode

_HAN = re.compile(r"[\u4e00-\u9fff]")
# A value on one line, with the quotation marks it has, if any.
_ONE_LINE = re.compile(r"""(?P<quote>["']?)[^"'\r\n]+(?P=quote)""")
_REST_OF_LINE = re.compile(r"[ \t]*(#.*)?")
_ISSUED = "issued"


class Edit(NamedTuple):
    """What stands in text[start:end] becomes `content`."""

    start: int
    end: int
    content: str


def with_edits(text: str, changes: Iterable[Edit]) -> str:
    """The text with all changes made; they do not overlap."""
    for change in sorted(changes, reverse=True):
        text = text[: change.start] + change.content + text[change.end :]
    return text


def edits(text: str, root: MappingNode, mark: IssueMark, sha256: str) -> list[Edit]:
    """What to change so that the policy in `text`, whose canonical tree is `root`, is issued.

    Raises DocumentError when something stands under `issued` already, or the file is laid out so that
    nothing can be put in safely.
    """
    status = root.entries.get("status")
    if status is None:
        raise DocumentError([_no_status(root.span)])
    page = _Page(text, root)
    written = {"number": mark.number, "by": mark.by, "date": mark.date.isoformat(), "sha256": sha256}
    issued = root.entries.get(_ISSUED)
    if issued is None:
        added = page.after(status, written)
    elif isinstance(issued.node, ScalarNode) and issued.node.value is None:
        added = page.instead(issued, written)
    else:
        raise DocumentError([_filled_in(issued)])
    return [page.status(status), added]


class _Page:
    """The text with what is known of its layout."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self._text = text
        self._positions = Positions(text, root.span.file)
        self._in_braces = text.startswith("{", self._start(root.span))

    def _start(self, span: Span) -> int:
        return self._positions.offset(span.line, span.column)

    def _end(self, span: Span) -> int:
        return self._positions.offset(span.end_line, span.end_column)

    def status(self, entry: Entry) -> Edit:
        """In the language and with the quotation marks of what stood there."""
        start, end = self._start(entry.node.span), self._end(entry.node.span)
        found = _ONE_LINE.fullmatch(self._text, start, end)
        if found is None:
            raise DocumentError([_laid_out_otherwise(entry)])
        value = CHINESE["policy_status"][_ISSUED] if _HAN.search(found[0]) else _ISSUED
        return Edit(start, end, f"{found['quote']}{value}{found['quote']}")

    def instead(self, entry: Entry, written: Mapping[str, str]) -> Edit:
        """In the place of `issued: null`, or after `issued:`."""
        start, end = self._start(entry.node.span), self._end(entry.node.span)
        space = " " if start == end else ""
        return Edit(start, end, f"{space}{self._braces(entry, written)}")

    def after(self, status: Entry, written: Mapping[str, str]) -> Edit:
        """A new entry behind the status, on a line of its own unless all stands in braces."""
        quote = self._quote(status)
        added = f"{quote}{_key(Policy.model_fields, _ISSUED, status)}{quote}: {self._braces(status, written)}"
        end = self._end(status.node.span)
        if self._in_braces:
            return Edit(end, end, f", {added}")
        indent = self._positions.line(status.key_span.line)[: status.key_span.column - 1]
        line_break = LINE_BREAK.search(self._text, end)
        line_end = line_break.start() if line_break else len(self._text)
        if indent.strip(" ") or not _REST_OF_LINE.fullmatch(self._text, end, line_end):
            raise DocumentError([_laid_out_otherwise(status)])
        if line_break is None:
            usual = LINE_BREAK.search(self._text)
            before = usual[0] if usual else "\n"
            return Edit(line_end, line_end, f"{before}{indent}{added}")
        return Edit(line_break.end(), line_break.end(), f"{indent}{added}{line_break[0]}")

    def _braces(self, like: Entry, written: Mapping[str, str]) -> str:
        """{number: …, …}; keys in the language and with the quotation marks of another key.

        All but the date is in quotation marks, so that nothing in it means anything to YAML.
        """
        quote = self._quote(like)
        parts = []
        for name, value in written.items():
            bare = name == "date" and not quote
            shown = value if bare else json.dumps(value, ensure_ascii=False)
            parts.append(f"{quote}{_key(Issued.model_fields, name, like)}{quote}: {shown}")
        return "{" + ", ".join(parts) + "}"

    def _quote(self, entry: Entry) -> str:
        """JSON has its keys in quotation marks, and YAML may."""
        return '"' if self._text.startswith('"', self._start(entry.key_span)) else ""


def _key(fields: Mapping[str, FieldInfo], name: str, like: Entry) -> str:
    """A field's key in the language in which another key is written."""
    title = fields[name].title
    return title if title is not None and _HAN.search(like.written) else name


def _no_status(span: Span) -> Diagnostic:
    return Diagnostic(
        "issue.no-status",
        Text("文件没有写明状态。", "The file does not state its status."),
        span,
        help=Text("请写上 status: draft（状态: 草案）。", "Write status: draft."),
    )


def _filled_in(entry: Entry) -> Diagnostic:
    return Diagnostic(
        "issue.filled-in",
        Text(f"“{entry.written}”一栏已有内容；这一栏只能由 issue 命令填写。",
             f"Something stands under {entry.written} already; only the command issue fills it in."),
        entry.key_span,
        help=Text(f"请改为 {entry.written}: null，文号等写在命令里。",
                  f"Change it to {entry.written}: null and give number, office and date to the command."),
    )  # fmt: skip


def _laid_out_otherwise(entry: Entry) -> Diagnostic:
    shown = entry.written
    line = f"{shown}: {_shown(entry.node)}"
    return Diagnostic(
        "issue.layout",
        Text(f"“{shown}”没有写成单独一行的“{shown}: 内容”，无法填写印发信息。",
             f"{shown} is not written as a line {shown}: value; the number cannot be put in."),
        entry.key_span,
        help=Text(f"请改为单独一行：{line}", f"Write one line: {line}"),
    )  # fmt: skip


def _shown(node: Node) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else "draft"
