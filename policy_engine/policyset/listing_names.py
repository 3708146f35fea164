"""What a file that is not named after a day says that it is, and where it should go by that."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.documents.terms import CHINESE
from policy_engine.source.files import read_bytes
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode, Node, ScalarNode

# The folder inside that of the jurisdiction, by kind of document.
FOLDERS = {
    "waiver": "waivers", "tests": "tests", "ledger": "ledger",
    "setup": "cases", "actions": "cases", "round": "cases", "assessment": "cases",
}  # fmt: skip
_KINDS = {word: kind for kind, zh in CHINESE["document_kind"].items() for word in (kind, zh)}
_ENDING = re.compile(
    r"(?P<stem>.*)\.(?P<suffix>yaml|yml|json)(?P<hidden>\.txt)?\s*", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Meant:
    """`kind`: what it says it is, None where that cannot be read. `day`: its first day, as it says itself.

    `name` is without the ending that was put behind by mistake; `hidden` says that there is one.
    """

    kind: str | None
    day: datetime.date | None
    name: str
    hidden: bool


def meant(path: Path) -> Meant:
    """What the file is meant as, as far as can be told; nothing is wrong with a file that cannot be read."""
    ending = _ENDING.fullmatch(path.name)
    name = path.name if ending is None else f"{ending['stem'].strip()}.{ending['suffix'].lower()}"
    hidden = ending is not None and ending["hidden"] is not None
    try:
        root = read_tree(read_bytes(path), name).root
    except (DocumentError, UsageError):  # its name is told of here; its content where it is read
        return Meant(None, None, name, hidden)
    kind = _KINDS.get(_word(root, "kind", "文件类型") or "")
    effective = _child(root, "effective", "有效期")
    first = _word(effective, "from", "起") if isinstance(effective, MappingNode) else None
    return Meant(kind, _day(first), name, hidden)


def _child(node: MappingNode, *keys: str) -> Node | None:
    return next((child for key in keys if (child := node.child(key)) is not None), None)


def _word(node: MappingNode, *keys: str) -> str | None:
    child = _child(node, *keys)
    return str(child.value) if isinstance(child, ScalarNode) else None


def _day(written: str | None) -> datetime.date | None:
    try:
        return None if written is None else datetime.date.fromisoformat(written)
    except ValueError:
        return None
