"""Townships with their rosters, and the programs that judge what is done to them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policy_engine.app.check import report_head
from policy_engine.app.classing import Classing, class_of
from policy_engine.app.counties import County
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.action_base import ActionBase
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.links import link
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import Judges
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.pools import CompiledPools
from policy_engine.findings.judgement import Facts, PolicyVersions
from policy_engine.findings.waiving import Waiving
from policy_engine.program.fold import Township

# Derived values that the county's totals add up.
OWNED = ("owned_administrative", "owned_public_institution")


@dataclass
class Town:
    """A township's set-up, with its county's policy on the date that is judged by."""

    loaded: Loaded[Setup]
    county: County
    on: datetime.date

    def __post_init__(self) -> None:
        self.classing: Classing = class_of(self.county, self.facts())
        self.township = Township(self.classing.class_, self.setup.township.form)

    @property
    def setup(self) -> Setup:
        """The set-up as it was submitted."""
        return self.loaded.document

    @property
    def code(self) -> str:
        """The township's code."""
        return self.setup.township.code

    @property
    def ledger(self) -> Ledger | None:
        """The county's ledger on the date."""
        return None if self.county.ledger is None else self.county.ledger.document

    @property
    def versions(self) -> PolicyVersions:
        """What is known of later versions of the policy."""
        return PolicyVersions(self.county.policy.later_from)

    def facts(self) -> Facts:
        """The set-up as it was submitted, as its own checks see it."""
        return Facts(self.setup, link(self.setup, self.on), self.ledger, self.versions, self.on)

    def facts_on(self, setup: Setup, day: datetime.date) -> Facts:
        """The same as its checks see it on a later day, by the policy of the date that is judged by."""
        return Facts(setup, link(setup, day), self.ledger, self.versions, day)

    def waiving(self) -> Waiving:
        """Its waivers, to be put to the findings of one run."""
        return self.county.waiving(self.code, self.on)

    def report_head(self) -> dict[str, Any]:
        """What its reports begin with."""
        return report_head(self.county, self.facts(), self.classing)

    def setup_program(self) -> CompiledProgram:
        """What judges its set-up."""
        return self.county.compiled(self.township)

    def program(self, judges: Judges) -> CompiledProgram:
        """What judges its roster after a batch, or a round."""
        return self.county.compiled(self.township, judges)

    def action_program(self, action: type[ActionBase]) -> CompiledProgram:
        """What judges actions of one kind."""
        return self.county.for_action(self.township, action)

    @property
    def pools(self) -> CompiledPools:
        """What its actions draw on."""
        return self.county.pools(self.township)

    @property
    def owned(self) -> CompiledProgram:
        """What counts the establishment that it owns."""
        return self.county.deriving(self.township, OWNED)


def towns_of(
    county: County,
    on: datetime.date,
    setups: Sequence[tuple[bytes, str] | Loaded[Setup]],
    jurisdiction: str,
) -> dict[str, Town]:
    """The townships by their codes; set-ups that are not read yet are given by content and name.

    Raises DocumentError for set-ups of elsewhere, or two of one township.
    """
    found: dict[str, Town] = {}
    problems: list[Diagnostic] = []
    for setup in setups:
        try:
            loaded = setup if isinstance(setup, Loaded) else load(Setup, *setup)
        except DocumentError as error:
            problems += error.diagnostics
            continue
        if loaded.document.jurisdiction != jurisdiction:
            problems.append(_of_elsewhere(loaded, jurisdiction))
        elif (other := found.get(loaded.document.township.code)) is not None:
            problems.append(_two_of_one(loaded, other.loaded))
        else:
            town = Town(loaded, county, on)
            found[town.code] = town
    if problems:
        raise DocumentError(problems)
    return {code: found[code] for code in sorted(found)}


def _of_elsewhere(loaded: Loaded[Setup], jurisdiction: str) -> Diagnostic:
    written = loaded.document.jurisdiction
    return Diagnostic(
        "roster.of-elsewhere",
        Text(f"这份方案属于辖区 {written}，送核的材料属于 {jurisdiction}。",
             f"This set-up is of {written}; what is to be judged is of {jurisdiction}."),
        loaded.tree.span_of(("jurisdiction",)),
        help=Text("请核对是否选错了文件。", "Check that it is the right file."),
    )  # fmt: skip


def _two_of_one(loaded: Loaded[Setup], other: Loaded[Setup]) -> Diagnostic:
    code = loaded.document.township.code
    return Diagnostic(
        "roster.two-of-one",
        Text(f"乡镇（街道）{code} 有两份方案，无法确定以哪份为准。",
             f"There are two set-ups of {code}; which of them holds is not clear."),
        loaded.tree.span_of(("township", "code")),
        help=Text("只留一份。", "Leave one of them."),
        related=((Text("另一份在这里", "the other one"), other.tree.span_of(("township", "code"))),),
    )  # fmt: skip
