"""What an engine says of one set-up, before it is put into words and places."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from policy_engine.diagnostics import Text
from policy_engine.documents.actions import Journal, JudgedAction
from policy_engine.documents.assessed import Assessed
from policy_engine.documents.chain import Chain
from policy_engine.documents.change import Batch, Change, CountyTotals
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.links import Links
from policy_engine.documents.lint_facts import Lint
from policy_engine.documents.policy import Policy
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.documents.turns import Procedure, Turn
from policy_engine.documents.waiver import WaiverMet
from policy_engine.expr.numbers import Number
from policy_engine.expr.types import Type
from policy_engine.program.rules import NotJudged, Rule


@dataclass(frozen=True, slots=True)
class PolicyVersions:
    """`later_from`: the first day of the next version of any layer, if there is one."""

    later_from: datetime.date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a set-up is judged on: the documents, their relations on the date, the date."""

    setup: Setup
    links: Links
    county_ledger: Ledger | None
    policy: PolicyVersions
    on: datetime.date


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What a policy chain itself is judged on: the chain, its document, the county's ledger, the date."""

    chain: Chain
    document: Policy
    county_ledger: Ledger | None
    on: datetime.date


@dataclass(frozen=True, slots=True)
class LintFacts:
    """What one policy file is linted on."""

    lint: Lint


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What a roster is judged on after a batch; its relations hold on `at`."""

    setup: Setup
    links: Links
    county_ledger: Ledger | None
    policy: PolicyVersions
    on: datetime.date
    at: datetime.date
    earlier: Journal
    batch: Batch
    county: CountyTotals


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What one action is judged on: `setup` is the roster with the action done.

    `before` holds what was used of each pool (by its id) without the action;
    `turns` and `procedure` are those of a duty's admission, else empty.
    """

    setup: Setup
    links: Links
    county_ledger: Ledger | None
    policy: PolicyVersions
    on: datetime.date
    at: datetime.date
    earlier: Journal
    batch: Batch
    county: CountyTotals
    judged: JudgedAction
    change: Change
    before: Mapping[str, Number]
    turns: Sequence[Turn]
    procedure: Procedure


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a selection round is judged on: its log, the log's replay, the roster on the round's day."""

    round: Round
    turns: Sequence[Turn]
    procedure: Procedure
    setup: Setup
    links: Links
    county_ledger: Ledger | None
    policy: PolicyVersions
    on: datetime.date


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What an assessment is judged on: as it was recomputed, beside what was submitted."""

    assessment: Assessed
    county_ledger: Ledger | None
    policy: PolicyVersions
    on: datetime.date


@dataclass(frozen=True, slots=True)
class WaiverFacts:
    """What the checks of waivers are judged on: the waivers that a check met."""

    waivers: Sequence[WaiverMet]


AnyFacts: TypeAlias = (
    Facts | PolicyFacts | LintFacts | RosterFacts | ActionFacts | RoundFacts | AssessmentFacts | WaiverFacts
)


@dataclass(frozen=True, slots=True)
class PutIn:
    """A value put into a message; `value` is None also where it could not be computed."""

    value: Any
    type: Type


@dataclass(frozen=True, slots=True)
class Wording:
    """A message with its values, per language."""

    zh: tuple[str | PutIn, ...]
    en: tuple[str | PutIn, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that does not hold for the elements bound, in the order of its bindings.

    `margin` is how far inside the limit: negative means broken; None where the
    two are not quantities.
    """

    rule: Rule
    bound: tuple[Any, ...]
    observed: PutIn | None
    limit: PutIn | None
    margin: Any
    message: Wording
    remedy: Wording | None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A rule that could not be judged to its end, and the root cause."""

    rule: Rule
    reason: Text
    for_want_of_class: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """`derived` holds each derived value, or the reason (a Text) why it cannot be had."""

    failures: tuple[Failure, ...]
    incomplete: tuple[Incomplete, ...]
    not_judged: tuple[NotJudged, ...]
    derived: Mapping[str, Any]
