"""The report: what is said of one set-up. schemas/report.schema.json is generated from here."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr

from policy_engine.documents.terms import (
    ActionKind,
    Form,
    Outcome,
    PolicyStatus,
    Refusal,
    Severity,
    Status,
)
from policy_engine.findings.identity_numbers import mask_numbers
from policy_engine.findings.report_model import Bilingual, Clause, ReportModel, Shown
from policy_engine.findings.scores import Scores, WhatIf
from policy_engine.findings.waiving import Claim
from policy_engine.policyset.in_force import LayerKind

REPORT_VERSION = "1"


class Subject(ReportModel):
    """What a finding is about, and where it stands: in the submission, or in the `file` that is named."""

    file: str | None = None
    kind: str
    id: str | None
    path: str
    line: int
    column: int


class Basis(ReportModel):
    """A legal source that a check cites."""

    id: str
    title: str
    verified: bool


class WaiverUsed(ReportModel):
    """The waiver that covers a finding, and where it stands. `granted`: the bound that held on the day.

    `written` is what the waiver itself says, where the layers above allow no more than `granted`.
    """

    number: str
    by: str
    granted: Shown
    written: Shown = None
    until: datetime.date
    file: str
    line: int


class Finding(ReportModel):
    """One finding. `margin` is how far inside the limit: negative means broken.

    `waiver` is there where one covers it; the finding is then waived, and has no part in the outcome.
    """

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
    waiver: WaiverUsed | None = None
    # What it shows to waivers: exact numbers and names as they are written, so no part of any report.
    _claim: Claim | None = PrivateAttr(default=None)

    @property
    def claim(self) -> Claim | None:
        """What it shows to waivers; None for what no waiver can speak of."""
        return self._claim

    def claiming(self, claim: Claim, waiver: WaiverUsed | None = None) -> Finding:
        """The same with its claim, and the waiver that covers it."""
        made = self.model_copy(update={"waiver": waiver})
        made._claim = claim
        return made


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
    """A file that was given: the submission that was judged, its roster, the office's own calendar."""

    # Files are named after people, too.
    path: Annotated[str, AfterValidator(mask_numbers)]
    sha256: str


class Condition(ReportModel):
    """A finding (by its place in `findings`) that the approval is conditional on."""

    finding: int
    message: Bilingual


class Pool(ReportModel):
    """What an action draws on, after it: establishment, slots, posts. `limit` None: nothing limits it."""

    id: str
    title: Bilingual
    scope: Literal["township", "county"]
    before: Shown
    used: Shown
    limit: Shown
    left: Shown


class ActionResult(ReportModel):
    """What became of one action of a batch. `findings` are places in the report's findings.

    `done` is False for a rejected action, which the next ones are judged without.
    `used_up` names the pools of which it took the last.
    """

    id: str
    action: ActionKind
    from_: Annotated[datetime.date, Field(alias="from")]
    done: bool
    findings: tuple[int, ...]
    pools: tuple[Pool, ...]
    used_up: tuple[str, ...]


class TurnTaken(ReportModel):
    """One event of a round's log, as the replay saw it.

    `missing` names steps that were due before one out of order; `earliest` is the day on which it might
    have come at the earliest. `not_judged` says why nobody can tell whether it came too early.
    """

    number: int
    step: str
    name: str
    date: datetime.date
    accepted: bool
    refused: Refusal | None
    missing: tuple[str, ...] = ()
    earliest: datetime.date | None = None
    not_judged: Bilingual | None = None


class NextStep(ReportModel):
    """A step that may come next, and from which day; None where any day will do.

    `not_judged` says why the day cannot be worked out.
    """

    step: str
    name: str
    earliest: datetime.date | None
    not_judged: Bilingual | None = None


class StepNamed(ReportModel):
    """A step of the procedure."""

    step: str
    name: str


class RoundProgress(ReportModel):
    """How far a round has come. `steps`: those that the policy lays down.

    `abandoned`: it was given up, and has no result. `broken_at` is the first entry whose digest does not
    agree; nothing may come `next` then.
    """

    number: str
    state: str | None
    state_name: str | None
    closed: bool
    turns: tuple[TurnTaken, ...]
    next: tuple[NextStep, ...]
    steps: tuple[StepNamed, ...] = ()
    abandoned: bool = False
    ended_on: datetime.date | None = None
    sealed: bool = False
    broken_at: int | None = None


class Summary(ReportModel):
    """How many findings of each kind."""

    block: int
    warn: int
    info: int
    incomplete: int
    waived: int
    not_judged: int


class Report(ReportModel):
    """Everything about one submission. The same input and policies give the same bytes.

    `kind` says what was submitted: a set-up, actions on one township's roster, a round, or an
    assessment. For the others than a set-up `setup` is the roster they were judged against; an assessment
    may have none. `scores` and `what_if` are an assessment's. `calendar` is the office's own table
    of working days, where one was given.
    """

    report_version: Annotated[str, Field(examples=["1"])] = REPORT_VERSION
    kind: Literal["setup", "actions", "round", "assessment"] = "setup"
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
    setup: Input | None = None
    calendar: Input | None = None
    actions: tuple[ActionResult, ...] = ()
    round: RoundProgress | None = None
    scores: Scores | None = None
    what_if: WhatIf | None = None


class Reports(ReportModel):
    """Several reports, and how many had which outcome.

    `unread` names the submissions that could not be read, and so are in no report.
    """

    reports: tuple[Report, ...]
    summary: dict[Outcome, int]
    unread: tuple[str, ...] = ()
