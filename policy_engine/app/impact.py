"""Recorded set-ups under two policies: who flips, what is newly found, how many posts must go."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from policy_engine.app.check import examine_under
from policy_engine.app.counties import Counties, County
from policy_engine.app.diff_sides import Side
from policy_engine.app.impact_levels import LevelsOf
from policy_engine.app.impact_problems import different_jurisdictions
from policy_engine.app.policy_judging import PolicyJudge
from policy_engine.diagnostics import Diagnostic, DocumentError, UsageError
from policy_engine.diff.impact import Tried, compared
from policy_engine.diff.impact_model import CountyPolicies, Impact, LeftOut
from policy_engine.diff.impact_totals import Recorded, in_order, summary_of, totals
from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Engine, Report
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.policyset.layer import kind_of
from policy_engine.reports.verdict import complies
from policy_engine.rulebook.loader import RULEBOOK_VERSION
from policy_engine.version import __version__


class ImpactStudy:
    """Tries two policies of one jurisdiction on any number of set-ups.

    `counties` has the ledgers and waivers: what is no policy is the same under both. Raises UsageError
    for policies of two jurisdictions. `warnings` is what the writers of the set-ups should be told.
    """

    def __init__(self, old: Side, new: Side, counties: Counties) -> None:
        if old.target.jurisdiction != new.target.jurisdiction:
            raise UsageError(different_jurisdictions(old.target, new.target))
        self._heads = (old.head, new.head)
        self._old, self._new = (_Policies(side, counties) for side in (old, new))
        self._levels = LevelsOf()
        self._recorded: list[Recorded] = []
        self._counties: dict[str, CountyPolicies] = {}
        self.warnings: list[Diagnostic] = []

    def take(self, data: bytes, name: str, on: datetime.date | None = None) -> bool:
        """Judge the set-up in `data` under both policies, on `on` or else on its own `as_of`.

        False for one of a jurisdiction that the policies do not concern. Raises DocumentError when the
        set-up, or a policy or ledger that it needs, cannot be read.
        """
        loaded = load(Setup, data, name)
        code = loaded.document.jurisdiction
        if not self._old.concerns(code):
            return False
        self.warnings += loaded.warnings
        date = loaded.document.as_of if on is None else on
        examined = [examine_under(side.county(code, date), loaded, date) for side in (self._old, self._new)]
        old, new = (Tried(each.report, complies(each.report), self._levels(each)) for each in examined)
        township = examined[-1].assembly.places.part(("township", "code"))
        impact = compared(old, new, township, code)
        self._recorded.append(Recorded(impact, old.levels, new.levels))
        self._counties.setdefault(code, _policies(code, old.report, new.report))
        return True

    def result(self, left_out: Iterable[LeftOut] = (), unread: Iterable[str] = ()) -> Impact:
        """What came of all set-ups taken; `left_out` and `unread` are the files that were not judged."""
        recorded = in_order(self._recorded)
        impacts = tuple(each.impact for each in recorded)
        return Impact(
            engine=Engine(version=__version__, rulebook_version=RULEBOOK_VERSION),
            old=self._heads[0],
            new=self._heads[1],
            counties=tuple(self._counties[code] for code in sorted(self._counties)),
            setups=impacts,
            totals=totals(recorded),
            summary=summary_of(impacts),
            left_out=tuple(left_out),
            unread=tuple(unread),
        )


class _Policies:
    """One side: the policy that was asked for, and those in force below it on its day."""

    def __init__(self, side: Side, counties: Counties) -> None:
        self._target = side.target
        self._counties = counties
        self._judge = PolicyJudge(side.target.chains)
        self._below = {side.target.jurisdiction: _as_latest(side.policy)}

    def concerns(self, code: str) -> bool:
        """Whether a county lies in the jurisdiction."""
        asked = self._target.jurisdiction
        digits = {"nation": 0, "province": 2, "city": 4, "county": 6}[kind_of(asked)]
        return code[:digits] == asked[:digits]

    def county(self, code: str, date: datetime.date) -> County:
        """The county under this policy, with its ledger of the date."""
        try:
            return self._counties.under(self._policy(code), date, self._judge, self._target.on)
        except DocumentError as error:
            raise DocumentError(map(self._target.in_words, error.diagnostics)) from error

    def _policy(self, code: str) -> PolicyInForce:
        """The policy in force on the target's day."""
        if code not in self._below:
            try:
                policy = self._target.chains.in_force(code, self._target.on)
            except DocumentError as error:
                raise DocumentError(map(self._target.in_words, error.diagnostics)) from error
            self._below[code] = _as_latest(policy)
        return self._below[code]


def _as_latest(policy: PolicyInForce) -> PolicyInForce:
    """That there is a later version (U33) is no part of the comparison."""
    return dataclasses.replace(policy, later_from=None)


def _policies(code: str, old: Report, new: Report) -> CountyPolicies:
    return CountyPolicies(jurisdiction=code, name=new.policy[-1].name, old=old.policy, new=new.policy)
