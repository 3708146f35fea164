"""One version of a policy: by itself, and in its chain on every day on which the chain changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from policy_engine.app.policy_judging import PolicyJudge, program_of
from policy_engine.app.validation_history import History
from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.findings.validation import Problem, of_diagnostic
from policy_engine.policyset.dates import dates_to_judge, inner_dates, interval
from policy_engine.policyset.in_force import Chains, PolicyInForce, ledger_in_force
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.repository import VersionFile
from policy_engine.program.county import CountyProgram
from policy_engine.source.canonical import mixed_keys

_DAY = datetime.timedelta(days=1)


def version_problems(
    chains: Chains, judge: PolicyJudge, jurisdiction: str, version: VersionFile
) -> list[Problem]:
    """Everything about a version: slips in its file, in the files of its chain, and what checks find."""
    try:
        file = chains.read(jurisdiction, version)
    except DocumentError as error:
        return [of_diagnostic(each, [jurisdiction]) for each in error.diagnostics]
    return _Unit(chains, judge, jurisdiction, file).problems()


class _Unit:
    def __init__(self, chains: Chains, judge: PolicyJudge, jurisdiction: str, file: LayerFile) -> None:
        self._chains = chains
        self._judge = judge
        self._jurisdiction = jurisdiction
        self._file = file
        self._told: dict[Diagnostic, None] = {}
        self._history = History(jurisdiction, file.layer.file)

    def problems(self) -> list[Problem]:
        hint = mixed_keys(self._file.tree)
        self._tell([*self._file.warnings, *([] if hint is None else [hint])])
        for day, until in self._stretches():
            self._from(day, until)
        told = [of_diagnostic(each, [self._jurisdiction]) for each in self._told]
        return [*told, *self._history.problems()]

    def _stretches(self) -> Iterator[tuple[datetime.date, datetime.date | None]]:
        """First and last day of each stretch in which the chain stays as it is."""
        try:
            days = dates_to_judge(self._chains, self._file)
            _, last = interval(self._chains, self._file)
        except DocumentError as error:  # a folder that hides a version: no day can be judged
            self._tell(error.diagnostics)
            return
        for day, following in zip(days, [*days[1:], None], strict=True):
            yield day, last if following is None else following - _DAY

    def _tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._told |= dict.fromkeys(diagnostics)

    def _from(self, day: datetime.date, until: datetime.date | None) -> None:
        """From a day on until the chain changes, the days between included on which a source begins."""
        try:
            policy = self._chains.in_force(self._jurisdiction, day)
            program = program_of(policy)
            ledger = self._ledger(day)
            document = None if ledger is None else ledger.document
            for each in (day, *inner_dates(policy, document, day, until)):
                self._on(policy, program, each)
        except DocumentError as error:
            self._tell(error.diagnostics)

    def _ledger(self, day: datetime.date) -> Loaded[Ledger] | None:
        return ledger_in_force(self._chains.repository, self._jurisdiction, day)

    def _on(self, policy: PolicyInForce, program: CountyProgram, day: datetime.date) -> None:
        ledger = self._ledger(day)
        self._history.add(policy, ledger, day, self._judge.findings(program, ledger, day))
