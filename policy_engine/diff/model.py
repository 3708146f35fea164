"""What a comparison of policies says. The schemas of diffs and matrices are generated from here."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from policy_engine.documents.terms import PolicyStatus
from policy_engine.findings.report import Engine
from policy_engine.findings.report_model import Bilingual, ReportModel, Shown
from policy_engine.policyset.in_force import LayerKind

DIFF_VERSION = "1"
# tighter: less is allowed, or more is asked. looser: the other way round. different: neither can be
# said. neutral: nothing that is judged changes (a name, an id that is renamed everywhere).
Direction = Literal["tighter", "looser", "different", "neutral"]
DIRECTIONS: tuple[Direction, ...] = ("looser", "tighter", "different", "neutral")
ChangeKind = Literal["added", "removed", "changed", "renamed", "reordered"]


class Compared(ReportModel):
    """One policy that is compared. `asked` is what the user wrote: "331004@2024-03-01", "HEAD~1:…"."""

    asked: str
    jurisdiction: str
    name: str
    version: str
    on: datetime.date
    effective_from: datetime.date
    status: PolicyStatus
    file: str
    sha256: str


class Said(ReportModel):
    """What one side says at a path, and where: the layer whose line it is may lie above the county.

    `keys` are the names of the classes that a whole table has values for, by their ids; else empty.
    """

    value: Shown
    file: str
    line: int
    column: int
    layer: LayerKind
    jurisdiction: str
    keys: dict[str, str] = Field(default_factory=dict)


class ChangeApproval(ReportModel):
    """Who approved a change, by which paper, when and why: as the approvals file says."""

    number: str
    by: str
    date: datetime.date
    reason: str


class Change(ReportModel):
    """One change. `path` is canonical: posts.cap.values.central-town, rules[special-task-handover].severity.

    Of a renamed record it is the path on side b, and `path_a` the one on side a. `reason` says why the
    direction is what it is. `fingerprint` (16 hex digits) names the change: it depends on the jurisdictions,
    the path, the kind and what both sides mean, not on wording, places or files, and on order only where that
    is part of the rule (steps, classes). `approved` is the number of the approval that covers it, and
    `approval` all that is known of that.
    """

    path: str
    path_a: str
    path_zh: str
    title: Bilingual
    kind: ChangeKind
    direction: Direction
    reason: Bilingual
    a: Said | None
    b: Said | None
    fingerprint: str
    approved: str | None = None
    approval: ChangeApproval | None = None


class DiffSummary(ReportModel):
    """How many changes of each direction; approved ones are counted apart, and not among the others."""

    tighter: int
    looser: int
    different: int
    neutral: int
    approved: int


class Diff(ReportModel):
    """Two policies compared. `unread` are sides that cannot be read; then there are no changes."""

    diff_version: Annotated[str, Field(examples=["1"])] = DIFF_VERSION
    engine: Engine
    a: Compared
    b: Compared
    class_map: dict[str, str]
    changes: tuple[Change, ...]
    summary: DiffSummary


class Cell(ReportModel):
    """One policy's entry in a row. `said` None: it declares nothing there.

    `group` numbers the distinct values of the row, most frequent first, from 0; the same number is the
    same value. `outlier`: the value is none of the most frequent ones. `direction` is against the base
    column; None in that column itself, and where no base is named.
    """

    said: Said | None
    group: int
    outlier: bool
    direction: Direction | None


class Row(ReportModel):
    """One parameter over all policies."""

    path: str
    path_zh: str
    title: Bilingual
    cells: tuple[Cell, ...]


class Matrix(ReportModel):
    """Three or more policies. `base` is the column that the others are compared with, if one is named.

    Rows in which all say the same are left out and counted in `same`. `not_comparable` explains tables whose
    keys mean different things, such as a cap by label beside a cap by score.
    """

    diff_version: Annotated[str, Field(examples=["1"])] = DIFF_VERSION
    engine: Engine
    columns: tuple[Compared, ...]
    base: int | None
    rows: tuple[Row, ...]
    same: int
    notes: tuple[Bilingual, ...]
