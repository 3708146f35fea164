"""What a change of policy does to recorded set-ups. schemas/impact.schema.json is generated from here."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from policy_engine.diff.model import Compared
from policy_engine.documents.terms import Outcome
from policy_engine.findings.report import (
    Engine,
    Finding,
    Input,
    LedgerUsed,
    NotJudgedCheck,
    PolicyLayer,
    ReportTownship,
)
from policy_engine.findings.report_model import Bilingual, ReportModel, Shown

IMPACT_VERSION = "1"
# What of a set-up is otherwise under the new policy: its computed class, the outcome of the check, or
# whether something is found at all, and how severely. A finding that only has other figures is no flip.
Flip = Literal["class", "outcome", "findings"]
# new, gone: found under one of the policies alone. worse, better: more, or less, severe, or further from
# the limit. changed: neither can be said. In the order in which they are read.
FindingKind = Literal["new", "worse", "changed", "better", "gone"]
FINDING_KINDS: tuple[FindingKind, ...] = ("new", "worse", "changed", "better", "gone")
# What is counted. `…-quota` is the class's standard for what may be approved.
Quantity = Literal[
    "counted-posts",
    "special-task-posts",
    "featured-posts",
    "administrative-establishment",
    "public-institution-establishment",
    "administrative-quota",
    "public-institution-quota",
    "leaders",
    "mid-level",
]


class Standing(ReportModel):
    """How a pool stands under one policy. `limit` None: none is declared, or it cannot be worked out.

    `over` is what is used beyond the limit, 0 within it.
    """

    used: Shown
    limit: Shown
    left: Shown
    over: Shown


class PoolChange(ReportModel):
    """A pool under both policies; None under one that has no such pool, or where it cannot be counted.

    `net` is the new limit less the old one, `must_go` what is over the new one less what was over the
    old; both None where they cannot be told.
    """

    id: str
    quantity: Quantity
    title: Bilingual
    old: Standing | None
    new: Standing | None
    net: Shown
    must_go: Shown


class FindingChange(ReportModel):
    """A finding that is not the same under both policies; None under the one that does not have it."""

    kind: FindingKind
    old: Finding | None
    new: Finding | None

    @property
    def finding(self) -> Finding:
        """The one to show: under the new policy, or else under the old one."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change of a finding has the finding on one side at least")
        return found


class Judged(ReportModel):
    """What a check says of a set-up under one policy."""

    class_: Annotated[str | None, Field(alias="class")]
    class_name: str | None
    outcome: Outcome
    complies: bool


class SetupImpact(ReportModel):
    """One set-up under both policies, judged on one day (`on`) with one ledger.

    `over_old` and `over_new` add up what is over the limits that are known under both policies, without
    featured posts: they may stay as ordinary ones. `must_go` is what is newly over them, negative where
    less is. `no_longer_judged` are checks that the new policy gives no ground to judge, with the reason
    why, and `newly_judged` those of which this held under the old one. `finding` is the finding Q14,
    where anything flips. `counted` is False for all but the latest set-up of a township: sums have each
    township once.
    """

    input: Input
    jurisdiction: str
    township: ReportTownship
    as_of: datetime.date
    on: datetime.date
    ledger: LedgerUsed | None
    old: Judged
    new: Judged
    flips: tuple[Flip, ...]
    findings: tuple[FindingChange, ...]
    no_longer_judged: tuple[NotJudgedCheck, ...]
    newly_judged: tuple[NotJudgedCheck, ...]
    pools: tuple[PoolChange, ...]
    over_old: Shown
    over_new: Shown
    must_go: Shown
    finding: Finding | None
    counted: bool = True


class CountyPolicies(ReportModel):
    """A county whose set-ups were judged, and the layers of its policy on both sides, the nation first."""

    jurisdiction: str
    name: str
    old: tuple[PolicyLayer, ...]
    new: tuple[PolicyLayer, ...]


class Total(ReportModel):
    """A sum over all townships. `townships` of them are counted; `untold` have no figure on one side or both.

    The figures are None where no township is counted.
    `net` is the sum of the changes of limits; `over_old` and `over_new` of what is over them.
    """

    quantity: Quantity
    title: Bilingual
    townships: int
    untold: int
    limit_old: Shown
    limit_new: Shown
    net: Shown
    over_old: Shown
    over_new: Shown


class LeftOut(ReportModel):
    """A file that was not judged: of another kind (`kind`), or of another jurisdiction ("elsewhere")."""

    path: str
    kind: str


class ImpactSummary(ReportModel):
    """How many set-ups. `rejected`: complied and no longer do; `admitted`: the other way round.

    `flipped` are those of which class, outcome or findings flip; `unchanged` those of which nothing at
    all is otherwise, not even a figure.
    """

    judged: int
    flipped: int
    class_: Annotated[int, Field(alias="class")]
    outcome: int
    rejected: int
    admitted: int
    findings_new: int
    findings_worse: int
    findings_changed: int
    findings_better: int
    findings_gone: int
    no_longer_judged: int
    newly_judged: int
    unchanged: int


class Impact(ReportModel):
    """Every recorded set-up under two policies, those hit hardest first.

    `unread` names what could not be judged, and so is in no figure.
    """

    impact_version: Annotated[str, Field(examples=["1"])] = IMPACT_VERSION
    engine: Engine
    old: Compared
    new: Compared
    counties: tuple[CountyPolicies, ...]
    setups: tuple[SetupImpact, ...]
    totals: tuple[Total, ...]
    summary: ImpactSummary
    left_out: tuple[LeftOut, ...] = ()
    unread: tuple[str, ...] = ()
