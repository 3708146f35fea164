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
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.findings.report import Bilingual, Engine, Report
from policy_engine.policyset.in_force import LayerKind
from policy_engine.rulebook.loader import RULEBOOK_VERSION
from policy_engine.testing.model import Coverage, MutationRun, Result, Run, RunSummary
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
    """A run, and every problem for which a file or a test could not be read."""

    run: Run
    problems: tuple[Diagnostic, ...]
    read: tuple[Path, ...]


@dataclass
class _Running:
    policies: Path
    asked: Asked
    results: list[Result] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    passed: list[tuple[Prepared, tuple[Report, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.recorder = Recorder()
        self.known = Known() if self.asked.mutate and not self.asked.coverage else None
        compile_: Compile = CompiledProgram if self.known is None else self.known.collected
        self.counties = Counties(self.policies, self.recorder.compiled if self.asked.coverage else compile_)
        self.judges = Judges(self.counties)
        self.workshop = Workshop()

    def run(self, suites: Sequence[Suite]) -> None:
        for suite in suites:
            for number, test in enumerate(suite.loaded.document.tests):
                if not all(word in test.name for word in self.asked.words):
                    continue
                for day in test.on if isinstance(test.on, list) else [test.on]:
                    self.results.append(self._result(suite, number, day))
                    if self.asked.fail_fast and self.results[-1].status != "passed":
                        return

    def _result(self, suite: Suite, number: int, day: datetime.date | None) -> Result:
        test, tree = suite.loaded.document.tests[number], suite.loaded.tree
        result = Result(
            file=suite.loaded.name,
            line=tree.span_of(("tests", number, "name")).line,
            name=test.name if not isinstance(test.on, list) else f"{test.name}（{day}）",
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
        in_force = prepared.test.expect.in_force or ()
        self.recorder.end(prepared.jurisdiction, reports, in_force)
        return reports

    def mutation(self, progress: Progress | None) -> MutationRun:
        """Only of what passes: a test that fails already notices nothing."""
        return mutate(self.counties, self.passed, self.asked.layers, self.known, progress, self.asked.changes)

    def coverage(self) -> tuple[Coverage, ...]:
        codes = sorted({result.jurisdiction for result in self.results})
        return tuple(made for code in codes for made in coverage_of(code, self.counties, self.recorder))


def run_tests(
    paths: Sequence[Path], policies: Path | None, asked: Asked, progress: Progress | None = None
) -> Ran:
    """Run the tests that `paths` name. What cannot be read is told, and the others run all the same.

    Raises UsageError when there are no tests, or no policies.
    """
    files = files_of_tests(paths)
    running = _Running(policies_around(files) if policies is None else policies, asked)
    suites: list[Suite] = []
    for file in files:
        try:
            suites.append(load_suite(file))
        except DocumentError as error:
            running.problems += error.diagnostics
    running.run(suites)
    problems = tuple(sorted(dict.fromkeys(running.problems), key=lambda problem: problem.sort_key))
    statuses = [result.status for result in running.results]
    whole = not problems and "failed" not in statuses
    run = Run(
        engine=Engine(version=__version__, rulebook_version=RULEBOOK_VERSION),
        files=tuple(path.as_posix() for path in files),
        results=tuple(running.results),
        summary=RunSummary(
            passed=statuses.count("passed"),
            failed=statuses.count("failed"),
            unreadable=statuses.count("unreadable"),
        ),
        coverage=running.coverage() if asked.coverage else None,
        mutation=running.mutation(progress) if asked.mutate and whole else None,
    )
    return Ran(run, problems, tuple(files))


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
