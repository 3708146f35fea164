"""A case, as the decision sees it: small flat facts in, a verdict out."""

from __future__ import annotations

from dataclasses import dataclass

from policy_engine.documents.terms import Outcome, Severity, Status


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """What the decision needs of a finding; `subject` names the thing, "" for the whole set-up.

    `granted`: some waiver's bound, days and number admit it (findings.waiving); only then is it joined.
    """

    code: str
    rule: str
    severity: Severity
    status: Status
    subject_kind: str
    subject: str
    granted: bool = False


@dataclass(frozen=True, slots=True)
class CaseWaiver:
    """A waiver in force: it covers findings of `code` on `subject` ("" covers every subject)."""

    number: str
    code: str
    subject: str


@dataclass(frozen=True, slots=True)
class Case:
    """`township_class` is None when the class could not be computed."""

    township_class: str | None
    form: str
    findings: tuple[CaseFinding, ...]
    waivers: tuple[CaseWaiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Numbers in `waived` and `conditions` are positions in Case.findings."""

    outcome: Outcome
    waived: frozenset[int]
    conditions: tuple[int, ...]
    routes: tuple[str, ...]
    obligations: tuple[str, ...]
