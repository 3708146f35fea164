"""Approved changes (已批准的变动): which changes between policies were looked at and let pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Text
from policy_engine.diff.model import Change, ChangeApproval
from policy_engine.documents.fields import Day, Document, required, written_as
from policy_engine.documents.load import Loaded
from policy_engine.documents.people import Identifier

Fingerprint = Annotated[str, written_as(
    r"^[0-9a-f]{16}$", "16 位数字和字母 a 至 f，从比较结果中抄录，加引号",
    "16 digits and letters a to f, copied from a comparison, in quotes",
)]  # fmt: skip


class ApprovedChange(Document):
    """One change that was approved, by its fingerprint."""

    fingerprint: Fingerprint = required(
        "指纹", description="变动的指纹，从比较结果中抄录，加引号", examples=["cc3d2dd84ac76d43"]
    )
    number: Identifier = required("文号", description="批准文件的文号", examples=["浙编办〔2025〕3号"])
    by: Identifier = required("批准机关", description="批准机关全称", examples=["浙江省委编办"])
    date: Day = required("日期", description="批准日期", examples=["2025-01-10"])
    reason: Identifier = required("理由", description="为什么同意", examples=["撤并两个镇后重新核定"])


class ApprovedChanges(Document):
    """Changes that were approved; they are told, and counted apart."""

    kind: Literal["approved_changes"] = required(
        "文件类型", description="固定为“已批准变动”（approved_changes）"
    )
    entries: list[ApprovedChange] = required("批准事项", description="逐条列出已批准的变动")


def approve(
    changes: Iterable[Change], loaded: Loaded[ApprovedChanges]
) -> tuple[tuple[Change, ...], tuple[Diagnostic, ...]]:
    """The changes with their approval, and a hint for each entry that covers none.

    Raises DocumentError where one change is approved twice: which approval holds cannot be known.
    """
    entries = loaded.document.entries
    twice = [position for position, entry in enumerate(entries) if _is_repeated(entries, position)]
    if twice:
        raise DocumentError(_twice(loaded, position) for position in twice)
    approvals = {entry.fingerprint: entry for entry in entries}
    listed = tuple(changes)
    found = {change.fingerprint for change in listed}
    unused = [position for position, entry in enumerate(entries) if entry.fingerprint not in found]
    made = tuple(_approved(change, approvals.get(change.fingerprint)) for change in listed)
    return made, tuple(_unused(loaded, position) for position in unused)


def _approved(change: Change, entry: ApprovedChange | None) -> Change:
    if entry is None:
        return change.model_copy(update={"approved": None, "approval": None})
    approval = ChangeApproval(number=entry.number, by=entry.by, date=entry.date, reason=entry.reason)
    return change.model_copy(update={"approved": entry.number, "approval": approval})


def _is_repeated(entries: Sequence[ApprovedChange], position: int) -> bool:
    return any(entry.fingerprint == entries[position].fingerprint for entry in entries[:position])


def _twice(loaded: Loaded[ApprovedChanges], position: int) -> Diagnostic:
    fingerprint = loaded.document.entries[position].fingerprint
    first = next(n for n, entry in enumerate(loaded.document.entries) if entry.fingerprint == fingerprint)
    place = loaded.tree.span_of(("entries", first, "fingerprint"))
    return Diagnostic(
        "approved.twice",
        Text(f"变动 {fingerprint} 批准了两次。", f"The change {fingerprint} is approved twice."),
        loaded.tree.span_of(("entries", position, "fingerprint")),
        help=Text("删去其中一条。", "Drop one of the entries."),
        related=((Text("第一次写在这里", "first approved here"), place),),
    )


def _unused(loaded: Loaded[ApprovedChanges], position: int) -> Diagnostic:
    entry = loaded.document.entries[position]
    return Diagnostic(
        "approved.unused",
        Text(
            f"批准的变动 {entry.fingerprint}（{entry.number}）不在这次比较中。",
            f"The approved change {entry.fingerprint} ({entry.number}) is not among those compared.",
        ),
        loaded.tree.span_of(("entries", position, "fingerprint")),
        Severity.HINT,
        Text(
            "数值或编号再有改动的，指纹随之改变，须重新批准；不再需要的，删去这一条。",
            "If values or ids changed again, so did the fingerprint, and it needs approval anew; "
            "an entry that is no longer needed may be dropped.",
        ),
    )
