"""The report: what is said of one set-up. schemas/report.schema.json is generated from here."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import Form, Outcome, PolicyStatus, Severity, Status
from policy_engine.policyset.in_force import LayerKind

REPORT_VERSION = "1"
# Whole numbers and decimals as numbers where a reader gets them back exactly, else as text ("2/3").
Shown = int | float | bool | str | list[Any] | dict[str, Any] | None


class ReportModel(BaseModel):
    """Base of every part of a report."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Bilingual(ReportModel):
    """A text in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Bilingual:
        return cls(zh=text.zh, en=text.en)

    @property
    def text(self) -> Text:
        """The same as the program has it."""
        return Text(self.zh, self.en)

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Subject(ReportModel):
    """What a finding is about, and where it stands: in the submission, or in the `file` that is named."""

    file: str | None = None
    kind: str
    id: str | None
    path: str
    line: int
    column: int


class Clause(ReportModel):
    """The line of policy behind a finding."""

    file: str
    line: int
    path: str
    layer: LayerKind
    value: Shown


class Basis(ReportModel):
    """A legal source that a check cites."""

    id: str
    title: str
    verified: bool


class Finding(ReportModel):
    """One finding. `margin` is how far inside the limit: negative means broken."""

    code: str
    id: str
    severity: Severity
    status: Status
    title: Bilingual
    subject: Subject | None
    observed: Shown
    limit: Shown
    margin: Shown
    message: Bilingual
    clause: Clause | None
    basis: tuple[Basis, ...]
    remedy: Bilingual | None


class NotJudgedCheck(ReportModel):
    """A check that was not judged, and why."""

    code: str
    id: str
    reason: Bilingual


class Engine(ReportModel):
    """Which program judged."""

    version: str
    rulebook_version: str


class ReportTownship(ReportModel):
    """Whose set-up it is."""

    code: str
    name: str
    form: Form


class Dates(ReportModel):
    """The submission's own date and the one that was judged by."""

    as_of: datetime.date
    on: datetime.date


class ClassPart(ReportModel):
    """One indicator's part in the score."""

    id: str
    name: str
    value: Shown
    unit: str
    points: Shown
    weight: Shown


class ReportClass(ReportModel):
    """The computed class; `id` is None when it cannot be computed, and `reason` says why."""

    id: str | None
    name: str | None
    score: Shown
    parts: tuple[ClassPart, ...]
    declared: str | None
    declared_name: str | None
    reason: Bilingual | None


class PolicyLayer(ReportModel):
    """One file of the policy that was applied."""

    layer: LayerKind
    jurisdiction: str
    name: str
    version: str
    effective_from: datetime.date
    status: PolicyStatus
    file: str
    sha256: str


class LedgerUsed(ReportModel):
    """The ledger that approved numbers were taken from."""

    file: str
    approval: str
    sha256: str


class Input(ReportModel):
    """The submission that was judged."""

    path: str
    sha256: str


class Condition(ReportModel):
    """A finding (by its place in `findings`) that the approval is conditional on."""

    finding: int
    message: Bilingual


class Summary(ReportModel):
    """How many findings of each kind."""

    block: int
    warn: int
    info: int
    incomplete: int
    waived: int
    not_judged: int


class Report(ReportModel):
    """Everything about one set-up. The same input and policies give the same bytes."""

    report_version: Annotated[str, Field(examples=["1"])] = REPORT_VERSION
    engine: Engine
    outcome: Outcome
    binding: bool
    township: ReportTownship
    dates: Dates
    class_: Annotated[ReportClass, Field(alias="class")]
    policy: tuple[PolicyLayer, ...]
    ledger: LedgerUsed | None
    input: Input
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudgedCheck, ...]
    conditions: tuple[Condition, ...]
    routes: tuple[str, ...]
    obligations: tuple[str, ...]
    summary: Summary


class Reports(ReportModel):
    """Several reports, and how many had which outcome.

    `unread` names the submissions that could not be read, and so are in no report.
    """

    reports: tuple[Report, ...]
    summary: dict[Outcome, int]
    unread: tuple[str, ...] = ()
