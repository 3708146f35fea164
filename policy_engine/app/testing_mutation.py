"""Which small changes of a policy its tests notice. The changed policies are made in memory only."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policy_engine.app.counties import Counties, County
from policy_engine.app.policy_judging import program_of
from policy_engine.app.testing_cases import Prepared
from policy_engine.app.testing_hints import STOPPED, Readers, hint_of, readers_of
from policy_engine.app.testing_judge import Case
from policy_engine.app.testing_judge import Judges as Checkers
from policy_engine.diagnostics import DocumentError
from policy_engine.documents.terms import Judges
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.findings.report import Report
from policy_engine.policyset.in_force import Chains, LayerKind
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.repository import VersionFile
from policy_engine.program.fold import Township
from policy_engine.program.rules import Program
from policy_engine.program.standard import SUBMITTED
from policy_engine.source.tree import Node
from policy_engine.testing.model import Mutant, MutantStatus, MutationRun
from policy_engine.testing.mutants import Change, changes_of

_READ_DIRECTLY = ("classification", "procedures", "waivers", "envelope")
_SCORED_BY: Judges = "assessment"
Ran = tuple[Prepared, tuple[Report, ...]]
Wanted = Callable[[LayerFile, Change], bool]


@dataclass(frozen=True)
class Trial:
    """A test that passes, with what it was judged under."""

    prepared: Prepared
    reports: tuple[Report, ...]

    @property
    def county(self) -> str:
        """Whose township it was."""
        return self.reports[0].policy[-1].jurisdiction

    @property
    def on(self) -> datetime.date:
        """The day whose policy it was judged by."""
        return self.reports[0].dates.on

    @property
    def township(self) -> Township:
        """By what tables were looked up."""
        return Township(self.reports[0].class_.id, self.reports[0].township.form)

    def notices(self, counties: Counties, base: Counties) -> bool:
        """Whether anything comes out otherwise. Raises DocumentError where nothing can be judged any more."""
        county = counties.on(self.county, self.on)
        unchanged, case = base.on(self.county, self.on), self.prepared.case
        if _same(county, unchanged, self.township, _judged_of(case)):
            return self.prepared.lays_down_otherwise(county)
        return bool(self.prepared.mismatches(Checkers(counties).reports(case), counties))


def mutate(
    base: Counties,
    runs: Iterable[Ran],
    layers: Sequence[LayerKind],
    known: Known | None,
    progress: Callable[[int, int], None] | None = None,
    wanted: Wanted | None = None,
) -> MutationRun:
    """Try every change of the tested policies' own files, and of inherited `layers`, or those `wanted`.

    `runs` are tests that pass, with their reports; they were judged by programs that `known` has
    collected, else they are judged once again.
    """
    trials = [Trial(prepared, reports) for prepared, reports in runs]
    plain = base
    if known is None:
        known = Known()
        plain = Counties(Chains(base.chains.repository, base.chains.read), known.collected, base)
        for trial in trials:
            Checkers(plain).reports(trial.prepared.case)
    tasks = [
        (file, change, of_file)
        for file, whole, of_file in _files(plain, trials, layers)
        for change in changes_of(file.tree, whole)
        if wanted is None or wanted(file, change)
    ]
    made: list[Mutant] = []
    killers: list[Trial] = []
    for number, (file, change, of_file) in enumerate(tasks):
        first = [trial for trial in killers if trial in of_file]
        ordered = [*first, *(trial for trial in of_file if trial not in first)]
        tried = _tried(file, change, ordered, plain, known)
        if tried.by is not None:
            by = tried.by
            killers = [by, *(trial for trial in killers if trial is not by)]
        made.append(_mutant(file, change, tried, of_file, plain, known))
        if progress is not None:
            progress(number + 1, len(tasks))
    counted = [mutant.status for mutant in made]
    return MutationRun(
        killed=counted.count("killed"),
        survived=counted.count("survived"),
        invalid=counted.count("invalid"),
        survivors=tuple(mutant for mutant in made if mutant.status == "survived"),
    )


def _files(
    counties: Counties, trials: Sequence[Trial], layers: Sequence[LayerKind]
) -> Iterator[tuple[LayerFile, Node, list[Trial]]]:
    """The files to be changed, each with the merged policy and the tests that were judged under it."""
    found: dict[str, tuple[LayerFile, Node, list[Trial]]] = {}
    for trial in trials:
        policy = counties.on(trial.county, trial.on).policy
        for file in policy.files:
            own = file.layer.jurisdiction == trial.prepared.jurisdiction
            if own or file.layer.kind in layers:
                found.setdefault(file.layer.file, (file, policy.tree, []))[2].append(trial)
    for name in sorted(found):
        yield found[name]


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of a change: `by` is a test that notices; `stopped`: some test cannot be run any more."""

    status: MutantStatus
    by: Trial | None = None
    stopped: bool = False


def _tried(file: LayerFile, change: Change, trials: Sequence[Trial], base: Counties, known: Known) -> _Tried:
    """Whether any test notices, in whatever order they are tried.

    A test that cannot be run has noticed nothing. Where none notices, the change is invalid if it leaves
    some of them without a policy; a waiver that does not fit a policy does not make it less of a policy.
    """
    changed = replace(
        file, tree=change.tree, layer=replace(file.layer, sha256=f"{file.layer.sha256}-changed")
    )

    def read(jurisdiction: str, version: VersionFile) -> LayerFile:
        found = base.chains.read(jurisdiction, version)
        return changed if found.layer.file == file.layer.file else found

    counties = Counties(Chains(base.chains.repository, read), known.reused, base)
    stopped: list[Trial] = []
    for trial in trials:
        try:
            if trial.notices(counties, base):
                return _Tried("killed", trial)
        except DocumentError:
            stopped.append(trial)
    chains = dict.fromkeys((trial.county, trial.on) for trial in stopped)
    if all(_has_policy(counties, county, on) for county, on in chains):
        return _Tried("survived", stopped=bool(stopped))
    return _Tried("invalid")


def _has_policy(counties: Counties, county: str, on: datetime.date) -> bool:
    """Whether there is a policy that engines can follow."""
    try:
        program_of(counties.chains.in_force(county, on))
    except DocumentError:
        return False
    return True


class Known:
    """Programs that are ready to judge, so that only what a change has touched is made anew."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, ...], list[CompiledProgram]] = {}
        self._readers: dict[int, Readers] = {}

    def collected(self, program: Program) -> CompiledProgram:
        """Made, and kept."""
        compiled = CompiledProgram(program)
        self._compiled.setdefault(_rule_ids(program), []).append(compiled)
        return compiled

    def reused(self, program: Program) -> CompiledProgram:
        """An equal one that is there, or a new one."""
        alike = self._compiled.get(_rule_ids(program), [])
        same = (each for each in alike if each.program == program)
        return next(same, None) or CompiledProgram(program)

    def readers(self, county: County) -> Readers:
        """Which checks of the county read which parameters; worked out once."""
        if id(county) not in self._readers:
            self._readers[id(county)] = readers_of(county)
        return self._readers[id(county)]


def _rule_ids(program: Program) -> tuple[str, ...]:
    """What equal programs have in common, and few others."""
    return tuple(rule.id for rule in program.rules)


def _judged_of(case: Case) -> tuple[Judges, ...]:
    """What is judged where a case is."""
    if case.submitted is None:
        return ("setup",)
    scored = case.submitted.kind == "assessment"
    return tuple(kind for kind in SUBMITTED if (kind == _SCORED_BY) is scored)


def _same(county: County, base: County, township: Township, kinds: Sequence[Judges]) -> bool:
    """Whether a township's material, of which `kinds` are judged, is certainly judged alike under both."""
    if county.policy_findings != base.policy_findings or county.program.decision != base.program.decision:
        return False
    one, other = county.policy.document, base.policy.document
    # What is read of the policy itself, beside the programs.
    if any(getattr(one, name) != getattr(other, name) for name in _READ_DIRECTLY):
        return False
    if _SCORED_BY in kinds and (one.assessment, county.assessment_warnings) != (
        other.assessment,
        base.assessment_warnings,
    ):
        return False
    return all(
        county.program.for_township(township, kind) == base.program.for_township(township, kind)
        for kind in kinds
    )


def _mutant(
    file: LayerFile,
    change: Change,
    tried: _Tried,
    trials: Sequence[Trial],
    base: Counties,
    known: Known,
) -> Mutant:
    path, path_zh = change.written(file.tree)
    classes = {trial.township.class_ for trial in trials}
    county = base.on(trials[0].county, trials[0].on)
    readers = known.readers(county)
    hint = None
    if tried.status == "survived":
        hint = STOPPED if tried.stopped else hint_of(change, county.policy.document, readers, classes)
    return Mutant(
        file=file.layer.file,
        line=change.line,
        path=path,
        path_zh=path_zh,
        kind=change.kind,
        old=change.old,
        new=change.new,
        status=tried.status,
        noticed_by=None if tried.by is None else tried.by.prepared.test.name,
        hint=hint,
    )
