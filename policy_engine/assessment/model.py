"""An assessment on its way: exact figures with how they came about, before they are shown to anybody."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from policy_engine.diagnostics import Text
from policy_engine.documents.assessed import DimensionFact
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.assessment_people import AssessedEntry, PostEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.links import Links
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import (
    AppraisalGrade,
    EstablishmentType,
    GradedService,
    Origin,
    PersonStatus,
    ResultPart,
)
from policy_engine.source.tree import Path
from policy_engine.traces.model import TraceTotals


@dataclass(frozen=True, slots=True)
class Term:
    """A figure with the figures it was worked out from.

    `value` None: it does not apply, or cannot be had, and `note` says why.

    `path` is that of the policy's value behind it, e.g. ("assessment", "mix", "trace"). `weight` is the
    share with which it enters the term above; `declared` the policy's, where what does not apply gave
    its share away.
    """

    label: Text
    value: Fraction | None
    formula: Text | None = None
    path: Path | None = None
    weight: Fraction | None = None
    declared: Fraction | None = None
    note: Text | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Given:
    """What a recomputation works on. `setup` is the roster, with its relations on the last day of the
    period; `pot` is the bonus pot of the county's ledger for exactly this period; `trace_ceiling` what the
    layers above let traces weigh at most, None where they do not say."""

    document: Assessment
    policy: AssessmentPolicy
    setup: Setup | None
    links: Links | None
    traces: TraceTotals | None
    pot: Decimal | None
    on: datetime.date
    trace_ceiling: Fraction | None = None

    @cached_property
    def ratings_of_post(self) -> Mapping[str, Sequence[PostEntry]]:
        """How each post was rated, by its id: looked up for everybody, in thousands of posts."""
        found: dict[str, list[PostEntry]] = {}
        for entry in self.document.posts or ():
            found.setdefault(entry.post, []).append(entry)
        return found

    @cached_property
    def first_assigned(self) -> Mapping[str, datetime.date]:
        """The first day on which the roster has each person in any post; nobody without a roster."""
        found: dict[str, datetime.date] = {}
        for held in () if self.setup is None else self.setup.assignments or ():
            found[held.person] = min(held.from_, found.get(held.person, held.from_))
        return found


@dataclass(frozen=True, slots=True)
class PersonTotal:
    """A person's points. `parts` holds every part that the mix weighs; its `value` is None where it does
    not apply. `computed` is rounded as the policy says; `total` is that with the adjustment. Both are None
    where something is missing, and `missing` says what (then nothing of it may look final).

    `figure` is the tree of `total`; `scores` are the facts of each dimension's scores.
    """

    parts: Mapping[ResultPart, Term]
    computed: Decimal | None
    total: Decimal | None
    missing: tuple[Text, ...]
    figure: Term
    scores: tuple[DimensionFact, ...]
    factor: Fraction | None


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """Who somebody is for the assessment, from the roster or else from the entry itself.

    `leader` and `service` are None where nobody says; `months` are whole months served in the period.
    """

    entry: AssessedEntry
    establishment: EstablishmentType | None
    origin: Origin | None
    status: PersonStatus | None
    unit: str | None
    post: str | None
    leader: bool | None
    exempt: bool
    pool: str | None
    months: int | None
    service: GradedService | None
    service_reason: Text


@dataclass(frozen=True, slots=True)
class PersonResult:
    """Everything recomputed of one person. `grade` None: open, and `grade_reason` says why."""

    standing: PersonStanding
    points: PersonTotal
    grade: AppraisalGrade | None
    grade_reason: Text | None
    bonus: Decimal | None


@dataclass(frozen=True, slots=True)
class Tie:
    """People with the same total for fewer places than there are people."""

    total: Decimal
    people: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class PoolResult:
    """People among whom the excellent are counted. `path` is that of the share that holds."""

    id: str
    name: str
    people: int
    eligible: int
    share: Fraction | None
    share_reason: Text | None
    path: Path | None
    quota: int | None
    proposed: int
    submitted: int
    tie: Tie | None
    raise_granted: bool


@dataclass(frozen=True, slots=True)
class BonusResult:
    """How the pot was shared out; `reason` says why it was not.

    `is_open`: there is a bonus, and nobody's can be told. Without a pot in the ledger there is none.
    """

    pot: Decimal | None
    unit: Fraction | None
    shared: Decimal | None
    left: Decimal | None
    reason: Text | None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Recomputed:
    """An assessment recomputed; people stand in the document's order."""

    given: Given
    people: tuple[PersonResult, ...]
    pools: tuple[PoolResult, ...]
    bonus: BonusResult | None
