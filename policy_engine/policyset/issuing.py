"""Issuing a policy file: the hash of what it says, and the file with number and hash put in.

The hash stands in the file that it is made of. Its own 64 digits are therefore
left out of account; everything else counts, comments too, since they carry the
sources. Line ends and a byte order mark do not: they change on the way from one
machine to another without anybody's doing.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.policy import Issued, Policy
from policy_engine.documents.schema import layer_schema_of
from policy_engine.policyset.issuing_edits import Edit, edits, with_edits
from policy_engine.policyset.register_entry import IssueMark
from policy_engine.source.canonical import canonical
from policy_engine.source.encoding import decode
from policy_engine.source.positions import LINE_BREAK, Positions
from policy_engine.source.read import read_tree
from policy_engine.source.tree import Entry, MappingNode, ScalarNode

BLANK = "0" * 64
_HASH = re.compile(r"[0-9a-f]{64}")
# JSON is read under this name too.
_ANY_NAME = "policy.yaml"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def content_hash(data: bytes, root: MappingNode | None = None) -> str:
    """SHA-256, in 64 hexadecimal digits, of a policy file's text with its own hash blanked.

    `root` spares reading again what was read already: the tree of the same `data`, with keys as
    written or canonical. Never fails: bytes that are no text, or no policy, have a hash too.
    """
    try:
        text = decode(data, _ANY_NAME)
        if _HASH.search(text):
            text = _blanked(text, read_tree(data, _ANY_NAME).root if root is None else root)
    except DocumentError:
        return hashlib.sha256(data).hexdigest()
    return hashlib.sha256(LINE_BREAK.sub("\n", text).encode("utf-8")).hexdigest()


def _blanked(text: str, root: MappingNode) -> str:
    """The text with zeros for the digits of issued.sha256, if it has them."""
    parts = {key: entry for key, entry in root.entries.items() if _may_hold_a_hash(entry)}
    node = canonical(MappingNode(parts, root.span), layer_schema_of(Policy)).at(("issued", "sha256"))
    if not isinstance(node, ScalarNode) or not _HASH.fullmatch(str(node.value)):
        return text
    positions = Positions(text, node.span.file)
    start = positions.offset(node.span.line, node.span.column)
    end = positions.offset(node.span.end_line, node.span.end_column)
    # Written with escapes it stands elsewhere than its value says; then it stays and counts.
    return text[:start] + text[start:end].replace(str(node.value), BLANK, 1) + text[end:]


def _may_hold_a_hash(entry: Entry) -> bool:
    below = entry.node.entries.values() if isinstance(entry.node, MappingNode) else ()
    return any(isinstance(e.node, ScalarNode) and _HASH.fullmatch(str(e.node.value)) for e in below)


def issued_text(data: bytes, mark: IssueMark, name: str) -> bytes:
    """The same file, issued: `status` and `issued` put in, everything else byte for byte as it was.

    `name` is the file as messages show it. Raises DocumentError when the file cannot be read, when
    something stands under `issued` already, or when it is written so that nothing can be put in safely.
    """
    text = decode(data, name)
    before = _tree(data, name)
    head = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""

    def made(sha256: str) -> bytes:
        changes: list[Edit] = edits(text, before, mark, sha256)
        return head + with_edits(text, changes).encode("utf-8")

    sha256 = content_hash(made(BLANK))
    after = made(sha256)
    if not _same_but_issued(before, after, name, mark, sha256):
        raise DocumentError([_not_the_same(before)])
    return after


def _tree(data: bytes, name: str) -> MappingNode:
    return canonical(read_tree(data, name).root, layer_schema_of(Policy))


def _same_but_issued(before: MappingNode, after: bytes, name: str, mark: IssueMark, sha256: str) -> bool:
    """Whether the file reads back as it was, issued, and with the hash that it states."""
    try:
        plain = _tree(after, name).to_plain()
    except DocumentError:
        return False
    issued = Issued(number=mark.number, by=mark.by, date=mark.date, sha256=sha256)
    return (
        plain.get("status") == "issued"
        and plain.get("issued") == issued.model_dump()
        and _rest(plain) == _rest(before.to_plain())
        and content_hash(after) == sha256
    )


def _rest(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if key not in ("status", "issued")}


def _not_the_same(before: MappingNode) -> Diagnostic:
    return Diagnostic(
        "issue.not-the-same",
        Text("写入印发信息后，文件读出的内容会与原来不同，未予印发。",
             "With the number put in, the file would no longer read as it did; it was not issued."),
        before.span_of(("status",)),
        help=Text("请把状态写成单独一行，如 status: draft，下一行写 issued: null，再试一次。",
                  "Write the status on a line of its own, such as status: draft, then a line issued: null, "
                  "and try again."),
    )  # fmt: skip
