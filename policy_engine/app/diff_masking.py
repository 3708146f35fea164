"""Identity numbers that somebody wrote into a policy are masked in every comparison."""

from __future__ import annotations

from policy_engine.diff.model import Cell, Change, ChangeApproval, Row, Said
from policy_engine.findings.masking import Masking
from policy_engine.findings.report_model import Bilingual

_MASKING = Masking()


def masked_change(change: Change) -> Change:
    """The change as it may be shown; its fingerprint is that of what was written."""
    paths = {name: _MASKING.text(getattr(change, name)) for name in ("path", "path_a", "path_zh")}
    texts = {"title": _text(change.title), "reason": _text(change.reason)}
    approval = _approval(change.approval)
    of = {"approved": None if approval is None else approval.number, "approval": approval}
    return change.model_copy(update={**paths, **texts, **of, "a": _said(change.a), "b": _said(change.b)})


def masked_row(row: Row) -> Row:
    """The row as it may be shown."""
    paths = {name: _MASKING.text(getattr(row, name)) for name in ("path", "path_zh")}
    cells = tuple(map(_cell, row.cells))
    return row.model_copy(update={**paths, "title": _text(row.title), "cells": cells})


def _approval(approval: ChangeApproval | None) -> ChangeApproval | None:
    if approval is None:
        return None
    return approval.model_copy(
        update={name: _MASKING.text(getattr(approval, name)) for name in ("number", "by", "reason")}
    )


def _cell(cell: Cell) -> Cell:
    said = _said(cell.said)
    return cell if said is cell.said else cell.model_copy(update={"said": said})


def _said(said: Said | None) -> Said | None:
    """The same one where there is nothing to mask, as nearly always."""
    value = None if said is None else _MASKING.value(said.value)
    return said if said is None or value == said.value else said.model_copy(update={"value": value})


def _text(text: Bilingual) -> Bilingual:
    return _MASKING.bilingual(text.text)
