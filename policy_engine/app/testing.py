"""Running policy tests: what comes out, what they exercise, and which changes they notice."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policy_engine.app.counties import Counties
from policy_engine.app.policy_judging import Compile
from policy_engine.app.testing_cases import Prepared, Workshop
from policy_engine.app.testing_coverage import Recorder, coverage_of
from policy_engine.app.testing_files import Suite, files_of_tests, load_suite, policies_around
from policy_engine.app.testing_judge import Judges
from policy_engine.app.testing_mutation import Known, Wanted, mutate
from policy_engine.app.testing_scored import scored_places
from policy_engine.app.testing_versions import jurisdictions_of, jurisdictions_within, untouched
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.policy_tests import PolicyTest
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.findings.report import Engine, Report
from policy_engine.findings.report_model import Bilingual
from policy_engine.policyset.in_force import LayerKind
from policy_engine.rulebook.loader import RULEBOOK_VERSION
from policy_engine.source.tree import Path as Place
from policy_engine.testing.model import Coverage, MutationRun, Result, Run, RunSummary, UnreadableFile
from policy_engine.version import __version__

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to do. `words` must all be in a test's name; `mutate` tries changes of the policies.

    `layers`: inherited layers that are changed too; `changes` says which changes are tried, if not all.
    """

    words: tuple[str, ...] = ()
    fail_fast: bool = False
    coverage: bool = False
    mutate: bool = False
    layers: tuple[LayerKind, ...] = ()
    changes: Wanted | None = None


@dataclass(frozen=True)
class Ran:
    """A run, and every problem for which a file or a test could not be read.

    `untested`: versions, as files, that no test touches, where all tests of their jurisdictions were run.
    """

    run: Run
    problems: tuple[Diagnostic, ...]
    read: tuple[Path, ...]
    untested: tuple[str, ...] = ()


@dataclass
class _Running:
    paths: Sequence[Path]
    policies: Path
    asked: Asked
    suites: list[Suite] = field(default_factory=list)
    unread: list[UnreadableFile] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    passed: list[tuple[Prepared, tuple[Report, ...]]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.recorder = Recorder()
        self.known = Known() if self.asked.mutate and not self.asked.coverage else None
        compile_: Compile = CompiledProgram if self.known is None else self.known.collected
        self.counties = Counties(self.policies, self.recorder.compiled if self.asked.coverage else compile_)
        self.judges = Judges(self.counties)
        self.workshop = Workshop(self.counties.chains)

    def read(self, files: Sequence[Path]) -> None:
        """What cannot be read is kept with the reasons."""
        for file in files:
            try:
                self.suites.append(load_suite(file))
            except DocumentError as error:
                self.problems += error.diagnostics
                said = tuple(Bilingual.of(each.message) for each in error.diagnostics)
                self.unread.append(UnreadableFile(file=file.as_posix(), problems=said))

    def run(self) -> None:
        for suite in self.suites:
            for number, test in enumerate(suite.loaded.document.tests):
                if not all(word in test.name for word in self.asked.words):
                    continue
                for day in _days(test):
                    self.results.append(self._result(suite, number, day))
                    if self.asked.fail_fast and self.results[-1].status != "passed":
                        return

    def _result(self, suite: Suite, number: int, day: datetime.date | None) -> Result:
        test, tree = suite.loaded.document.tests[number], suite.loaded.tree
        result = Result(
            file=suite.loaded.name,
            line=tree.span_of(("tests", number, "name")).line,
            name=test.name if not isinstance(test.on, list) or day is None else f"{test.name}（{day}）",
            jurisdiction=suite.loaded.document.jurisdiction,
            status="passed",
        )
        try:
            prepared = self.workshop.prepare(suite, number, day)
            reports = self._reports(prepared)
        except DocumentError as error:
            self.problems += error.diagnostics
            said = tuple(Bilingual.of(each.message) for each in error.diagnostics)
            return result.model_copy(update={"status": "unreadable", "problems": said})
        found = prepared.mismatches(reports, self.counties)
        if found:
            return result.model_copy(update={"status": "failed", "mismatches": found})
        self.passed.append((prepared, reports))
        return result

    def _reports(self, prepared: Prepared) -> tuple[Report, ...]:
        self.recorder.begin()
        reports = self.judges.reports(prepared.case)
        if not reports:
            raise DocumentError([_nothing_judged(prepared)])
        own = prepared.jurisdiction
        self.touched |= {layer.file for r in reports for layer in r.policy if layer.jurisdiction == own}
        wanted = prepared.test.expect.in_force or {}
        in_force = [path for path, value in wanted.items() if value is not None]
        self.recorder.end(prepared.jurisdiction, reports, in_force, _scored(prepared, reports))
        return reports

    def mutation(self, progress: Progress | None) -> MutationRun:
        """Only of what passes: a test that fails already notices nothing."""
        return mutate(self.counties, self.passed, self.asked.layers, self.known, progress, self.asked.changes)

    def coverage(self) -> tuple[Coverage, ...]:
        """Of every version of the jurisdictions asked for. One that cannot be had is a problem."""
        repository = self.counties.chains.repository
        codes = jurisdictions_within(self.paths, repository) | jurisdictions_of(self.suites)
        made: list[Coverage] = []
        for code in sorted(codes):
            bare = [version for _, version in untouched(repository, [code], self.touched)]
            try:
                made += coverage_of(code, self.counties, self.recorder, bare)
            except DocumentError as error:
                self.problems += error.diagnostics
        return tuple(made)

    def untested(self) -> tuple[str, ...]:
        """Only where everything was run, so that there can be no test elsewhere."""
        if self.asked.words or self.asked.fail_fast or self.problems:
            return ()
        repository = self.counties.chains.repository
        codes = jurisdictions_within(self.paths, repository)
        return tuple(repository.name_of(v.path) for _, v in untouched(repository, codes, self.touched))


def run_tests(
    paths: Sequence[Path], policies: Path | None, asked: Asked, progress: Progress | None = None
) -> Ran:
    """Run the tests that `paths` name. What cannot be read is told, and the others run all the same.

    Raises UsageError when there are no tests, or no policies.
    """
    files = files_of_tests(paths)
    running = _Running(paths, policies_around(files) if policies is None else policies, asked)
    running.read(files)
    running.run()
    coverage = running.coverage() if asked.coverage else None
    problems = tuple(sorted(dict.fromkeys(running.problems), key=lambda problem: problem.sort_key))
    statuses = [result.status for result in running.results]
    whole = not problems and "failed" not in statuses
    run = Run(
        engine=Engine(version=__version__, rulebook_version=RULEBOOK_VERSION),
        files=tuple(path.as_posix() for path in files),
        results=tuple(running.results),
        unreadable_files=tuple(running.unread),
        summary=RunSummary(
            passed=statuses.count("passed"),
            failed=statuses.count("failed"),
            unreadable=statuses.count("unreadable"),
            unreadable_files=len(running.unread),
        ),
        coverage=coverage,
        mutation=running.mutation(progress) if asked.mutate and whole else None,
    )
    return Ran(run, problems, tuple(files), running.untested())


def _days(test: PolicyTest) -> Sequence[datetime.date | None]:
    """The days that it is run on. A list without any is an error, which is told as the test's own."""
    if isinstance(test.on, list):
        return test.on or (None,)
    return (test.on,)


def _scored(prepared: Prepared, reports: tuple[Report, ...]) -> tuple[Place, ...]:
    """The places of the policy by which results were worked out; none where nothing was scored."""
    submitted, scores = prepared.case.submitted, reports[0].scores
    if submitted is None or submitted.assessment is None or scores is None:
        return ()
    return tuple(scored_places(submitted.assessment.document, scores))


def _nothing_judged(prepared: Prepared) -> Diagnostic:
    return Diagnostic(
        "tests.nothing-judged",
        Text(
            "送核材料里没有事项，没有什么可核查的。",
            "What is submitted has no action: there is nothing to judge.",
        ),
        prepared.node.span_of(("submit",)),
        help=Text(
            "请换一份材料，或检查“材料变动”。", "Submit something else, or look at `change_submitted`."
        ),
    )
