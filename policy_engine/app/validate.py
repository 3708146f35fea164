"""Validating policy files: each by itself, and in its chain on every day on which the chain changes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from policy_engine.app.policy_judging import PolicyJudge
from policy_engine.app.validation_cache import Cache
from policy_engine.app.validation_history import one_each
from policy_engine.app.validation_targets import Target, Targets, find_targets
from policy_engine.app.validation_unit import version_problems
from policy_engine.app.validation_waivers import waiver_problems
from policy_engine.diagnostics import Diagnostic, DocumentError, Span, UsageError
from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.calendar import load_calendar
from policy_engine.documents.fields import Document
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import load
from policy_engine.documents.policy import Policy
from policy_engine.documents.policy_tests import PolicyTests
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Engine
from policy_engine.findings.validation import (
    Problem,
    Validation,
    files_of,
    of_diagnostic,
    outcome_of,
    summed_up,
)
from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.repository import VersionFile
from policy_engine.rulebook.loader import RULEBOOK_VERSION
from policy_engine.source.files import read_bytes
from policy_engine.version import __version__

# So many objects more than before, which are those of some twenty files, make the collector run.
_SELDOM = 200_000
# Of fewer versions, the collector's first round takes longer than all it saves.
_MANY = 50
_BLOCKING = frozenset({"error", "block", "incomplete"})
# Told how much of how much is done.
Progress = Callable[[int, int], None]


def validate(
    paths: Iterable[Path],
    policies: Path | None = None,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> Validation:
    """Validate files, and every file of folders. Raises UsageError when there is nothing to validate.

    `policies` is the folder of policies that the files belong to; without it, the one around them.
    A file of an upper layer is also judged in the chains of all jurisdictions below. `progress` is
    told (done, of all) after each version. `cache` is a folder in which what was found is kept, so that
    a version whose chain has not changed is not judged again.
    """
    targets = find_targets(paths, policies)
    kept = None if cache is None else Cache(cache, targets.repository)
    return validated(targets, progress, kept)


def validated(
    targets: Targets,
    progress: Progress | None = None,
    cache: Cache | None = None,
    judging: Callable[[Chains], PolicyJudge] = PolicyJudge,
) -> Validation:
    """The same for files that are found already; `judging` says by what each version is judged."""
    problems = _Validating(targets, progress, cache, judging).problems()
    name_of = targets.repository.name_of
    return _validation(
        [name_of(target.path) for target in targets.files],
        [name_of(path) for path in targets.left_out],
        problems,
    )


def blocking_problems(policies: Path, file: Path) -> tuple[Diagnostic, ...]:
    """What forbids issuing a file: what blocks in its own chain.

    What a tighter file makes of those below it does not: they have until it takes effect to follow.
    """
    validation = validate([file], policies)
    own = file.resolve().parent.name[:6]
    return tuple(
        diagnostic_of(problem)
        for problem in validation.problems
        if problem.level in _BLOCKING and (not problem.jurisdictions or own in problem.jurisdictions)
    )


def diagnostic_of(problem: Problem) -> Diagnostic:
    """A problem as it is told where nothing can be made of a file."""
    return Diagnostic(
        problem.code,
        problem.message.text,
        None if problem.place is None else problem.place.span,
        help=None if problem.remedy is None else problem.remedy.text,
    )


def _validation(files: list[str], left_out: list[str], problems: Iterable[Problem]) -> Validation:
    ordered = tuple(sorted(problems, key=lambda problem: problem.sort_key))
    return Validation(
        engine=Engine(version=__version__, rulebook_version=RULEBOOK_VERSION),
        outcome=outcome_of(ordered),
        files=tuple(files),
        left_out=tuple(left_out),
        problems=ordered,
        summary=summed_up(ordered),
    )


@contextmanager
def uncollected() -> Iterator[None]:
    """What is there already stays to the end, and what a file leaves behind goes without the collector.

    Left to itself it takes a third of the time of a long run, and finds nothing.
    """
    thresholds = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


class _Validating:
    def __init__(
        self,
        targets: Targets,
        progress: Progress | None,
        cache: Cache | None,
        judging: Callable[[Chains], PolicyJudge],
    ) -> None:
        self._targets = targets
        self._cache = cache
        self._progress = progress
        self._chains = Chains(targets.repository)
        self._judge = judging(self._chains)
        files = targets.files
        self._name_of = targets.repository.name_of
        self._wanted = frozenset(self._name_of(target.path) for target in files)
        self._ledgers = frozenset(target.jurisdiction for target in files if target.kind == "ledger")
        self._uppers = frozenset(target.jurisdiction for target in files if target.kind == "policy")

    def problems(self) -> list[Problem]:
        """Everything found, each thing once."""
        versions = list(self._versions())
        register = self._chains.register
        told = [*self._targets.misplaced, *register.problems, *register.missing(self._names(versions))]
        found = [of_diagnostic(diagnostic) for diagnostic in told]
        for target in self._targets.files:
            if target.kind == "waiver":
                told = waiver_problems(self._chains, target.jurisdiction, target.path)
                found += map(of_diagnostic, told)
            elif target.kind != "policy" or target.version is None:
                found += _file_problems(target, self._name_of(target.path))
        with uncollected() if len(versions) > _MANY else nullcontext():
            for done, (jurisdiction, version) in enumerate(versions, 1):
                if self._concerns(jurisdiction, version):
                    problems = self._problems(jurisdiction, version)
                    found += self._to_be_told(jurisdiction, version, problems)
                if self._progress is not None:
                    self._progress(done, len(versions))
        if self._cache is not None:
            self._cache.save()
        return list(one_each(found))

    def _versions(self) -> Iterator[tuple[str, VersionFile]]:
        repository = self._targets.repository
        return (
            (code, version) for code in repository.folders for version in repository.listing(code).versions
        )

    def _names(self, versions: Iterable[tuple[str, VersionFile]]) -> list[str]:
        root = self._targets.repository.root
        return [self._name_of(version.path.relative_to(root)) for _, version in versions]

    def _concerns(self, jurisdiction: str, version: VersionFile) -> bool:
        """Whether the version was asked for, or a file that its chain rests on."""
        return (
            self._name_of(version.path) in self._wanted
            or jurisdiction in self._ledgers
            or not self._uppers.isdisjoint(self._chains.codes_above(jurisdiction))
        )

    def _problems(self, jurisdiction: str, version: VersionFile) -> list[Problem]:
        """Found now, or found before in the very same files."""
        above = self._chains.codes_above(jurisdiction)
        cache = self._cache if self._is_in_order(jurisdiction, above) else None
        known = None if cache is None else cache.get(jurisdiction, version, above)
        if known is not None:
            return known
        problems = version_problems(self._chains, self._judge, jurisdiction, version)
        if cache is not None:
            cache.put(jurisdiction, version, above, problems)
        return problems

    def _is_in_order(self, jurisdiction: str, above: tuple[str, ...]) -> bool:
        """Whether the folders can be listed: without that, what a version was judged by is not known."""
        repository = self._targets.repository
        listings = [repository.ledger_listing(jurisdiction), *map(repository.listing, (jurisdiction, *above))]
        return not any(listing.problems for listing in listings)

    def _to_be_told(
        self, jurisdiction: str, version: VersionFile, problems: list[Problem]
    ) -> Iterable[Problem]:
        """All of a version that was asked for; of those below what blocks, or speaks of a file that was."""
        if self._name_of(version.path) in self._wanted:
            return problems
        below = not self._uppers.isdisjoint(self._chains.codes_above(jurisdiction))
        return (
            problem
            for problem in problems
            if (below and problem.level in _BLOCKING) or not self._wanted.isdisjoint(files_of(problem))
        )


_MODELS: Mapping[str, type[Document]] = {
    "setup": Setup, "actions": Actions, "round": Round, "assessment": Assessment, "ledger": Ledger,
    "policy": Policy, "tests": PolicyTests,
}  # fmt: skip


def _file_problems(target: Target, name: str) -> list[Problem]:
    """A file that is no version of a policy, by itself."""
    try:
        data = read_bytes(target.path)
        match target.kind:
            case "calendar":
                load_calendar(data, name)
                warnings: tuple[Diagnostic, ...] = ()
            case kind:
                warnings = load(_MODELS[kind], data, name).warnings
    except DocumentError as error:
        return [of_diagnostic(each) for each in error.diagnostics]
    except UsageError as error:  # of many files, one that may not be read is one problem
        return [of_diagnostic(replace(error.diagnostic, span=Span(name, 1, 1, 1, 1)))]
    return [of_diagnostic(each) for each in warnings]
