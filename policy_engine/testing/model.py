"""What a run of policy tests says. schemas/tests-run.schema.json is generated from here."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from policy_engine.findings.report import Engine
from policy_engine.findings.report_model import Bilingual, ReportModel, Shown

RUN_VERSION = "1"
Aspect = Literal["outcome", "class", "score", "missing", "unexpected", "not_judged", "result", "in_force"]
MutationKind = Literal["number", "word", "entry", "truth", "rule", "comparison", "severity"]
MutantStatus = Literal["killed", "survived", "invalid"]


class Mismatch(ReportModel):
    """What came out otherwise than expected. `line` is where it was expected, in the file of tests.

    `missing`: expected and not found, then `found` is what comes nearest to it, if anything of the kind is
    there; `unexpected`: found and not expected. `place` and `remedy` are the found finding's own.
    """

    aspect: Aspect
    expected: Bilingual | None
    found: Bilingual | None
    line: int
    place: str | None = None
    remedy: Bilingual | None = None


class Result(ReportModel):
    """One test, on one of its days. `unreadable`: it could not be run, which `problems` say."""

    file: str
    line: int
    name: str
    jurisdiction: str
    status: Literal["passed", "failed", "unreadable"]
    mismatches: tuple[Mismatch, ...] = ()
    problems: tuple[Bilingual, ...] = ()


class RuleCovered(ReportModel):
    """A check that applies to some township: whether any test gave it something to judge, and to find."""

    id: str
    code: str
    title: Bilingual
    judged: bool
    failed: bool
    file: str | None
    line: int | None


class ClassCovered(ReportModel):
    """A class, and whether some test's township was of it."""

    id: str
    name: str
    covered: bool
    file: str
    line: int


class EntryCovered(ReportModel):
    """A parameter, or one entry of its table, and whether a check that was judged has read it."""

    path: str
    path_zh: str
    covered: bool
    file: str
    line: int


class Coverage(ReportModel):
    """What the tests of one policy file exercised.

    `covered` of `countable`: rules judged, classes and entries together; `share` is the one by the other.
    `tested`: whether any test was judged under the file at all.
    """

    jurisdiction: str
    file: str
    tested: bool
    rules: tuple[RuleCovered, ...]
    classes: tuple[ClassCovered, ...]
    entries: tuple[EntryCovered, ...]
    covered: int
    countable: int
    share: Shown

    @property
    def exact_share(self) -> Fraction:
        """The share with all its digits; where there is nothing to cover, nothing is covered."""
        return Fraction(self.covered, self.countable) if self.countable else Fraction(0)


class Mutant(ReportModel):
    """One small change of a policy, and whether some test noticed. `invalid`: no policy any more."""

    file: str
    line: int
    path: str
    path_zh: str
    kind: MutationKind
    old: str
    new: str
    status: MutantStatus
    noticed_by: str | None = None
    hint: Bilingual | None = None


class MutationRun(ReportModel):
    """The changes that were tried, those that no test noticed one by one."""

    killed: int
    survived: int
    invalid: int
    survivors: tuple[Mutant, ...]

    @property
    def counted(self) -> int:
        """How many changes left a policy, so that tests could notice them."""
        return self.killed + self.survived


class UnreadableFile(ReportModel):
    """A file of tests that cannot be read, so that none of its tests was run."""

    file: str
    problems: tuple[Bilingual, ...]


class RunSummary(ReportModel):
    """How many tests of each status, and how many files of tests cannot be read."""

    passed: int
    failed: int
    unreadable: int
    unreadable_files: int


class Run(ReportModel):
    """A run of policy tests. The same files give the same bytes."""

    run_version: Annotated[str, Field(examples=["1"])] = RUN_VERSION
    engine: Engine
    files: tuple[str, ...]
    results: tuple[Result, ...]
    unreadable_files: tuple[UnreadableFile, ...]
    summary: RunSummary
    coverage: tuple[Coverage, ...] | None = None
    mutation: MutationRun | None = None
