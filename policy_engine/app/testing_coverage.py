"""Which rules, classes and entries of a policy its tests have exercised."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product, takewhile
from typing import Any

from policy_engine.app.counties import Counties, County
from policy_engine.documents.fields import Table
from policy_engine.documents.paths import chinese_place, parse_path
from policy_engine.documents.terms import CHINESE
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.rules import RuleFunction, needs_function, separate_function
from policy_engine.expr.ast import Literal
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.types import BOOL
from policy_engine.findings.judgement import AnyFacts, Judgement
from policy_engine.findings.report import Report
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.wording import shown
from policy_engine.policyset.repository import VersionFile
from policy_engine.program.county import CLASS, standard_reads
from policy_engine.program.declared import declared_parameters, declared_tables
from policy_engine.program.fold import Township
from policy_engine.program.reading import parameters_read
from policy_engine.program.rules import Program, Rule
from policy_engine.program.standard import SUBMITTED
from policy_engine.source.tree import Path
from policy_engine.testing.model import ClassCovered, Coverage, EntryCovered, RuleCovered

_NEVER = Literal(False, type=BOOL)


@dataclass(frozen=True, slots=True)
class Where:
    """Under what a test was judged: the files of the chain, the township's class and form."""

    county: str
    files: tuple[str, ...]
    township: Township


@dataclass(slots=True)
class Exercised:
    """The rules that had something to judge, and to find; the places whose values tests lay down, and those
    by which results of assessments were worked out.

    `on` is a day on which the files are in force.
    """

    on: datetime.date
    judged: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    laid_down: set[Path] = field(default_factory=set)
    scored: set[Path] = field(default_factory=set)


class _Recording(CompiledProgram):
    """Judges as ever, and notes which rules had anything to judge."""

    def __init__(self, program: Program, recorder: Recorder) -> None:
        super().__init__(program)
        self._recorder = recorder
        # A rule that asks what never holds "fails" for everything that it looks at.
        self._asking: list[tuple[Rule, RuleFunction]] = [
            (rule, separate_function(replace(rule, require=_NEVER))) for rule in program.rules
        ]
        self._needs = [needs_function(rule) for rule in program.rules]

    def judge(self, facts: AnyFacts) -> Judgement:
        judgement = super().judge(facts)
        derived = self.derive(facts)
        for (rule, run), missing in zip(self._asking, self._needs, strict=True):
            seen: list[tuple[object, ...]] = []
            try:
                if missing(facts, derived) is None:
                    run(facts, derived, seen.append)
            except EvaluationError:
                continue  # what cannot be judged was not exercised
            if seen:
                self._recorder.judged.add(rule.id)
        self._recorder.failed.update(failure.rule.id for failure in judgement.failures)
        return judgement


class Recorder:
    """What tests exercised, by the jurisdiction whose tests they are."""

    def __init__(self) -> None:
        self.judged: set[str] = set()
        self.failed: set[str] = set()
        self.exercised: dict[str, dict[Where, Exercised]] = {}

    def compiled(self, program: Program) -> CompiledProgram:
        """A program that is recorded."""
        return _Recording(program, self)

    def begin(self) -> None:
        """A test begins."""
        self.judged.clear()
        self.failed.clear()

    def end(
        self,
        jurisdiction: str,
        reports: tuple[Report, ...],
        in_force: Iterable[str],
        scored: Collection[Path],
    ) -> None:
        """The test has ended; its reports say under what it was judged. It lays down what is `in_force`;
        results were worked out by what is at the places `scored`."""
        laid_down: set[Path] = {
            tuple(str(step) for step in takewhile(lambda step: isinstance(step, str), parse_path(path).path))
            for path in in_force
        }
        for report in reports:
            files = tuple(layer.file for layer in report.policy)
            township = Township(report.class_.id, report.township.form)
            where = Where(report.policy[-1].jurisdiction, files, township)
            exercised = self.exercised.setdefault(jurisdiction, {}).setdefault(
                where, Exercised(report.dates.on)
            )
            exercised.judged |= self.judged | ({CLASS} if report.class_.id is not None else set())
            exercised.failed |= self.failed
            exercised.laid_down |= laid_down
            exercised.scored |= set(scored)


def coverage_of(
    jurisdiction: str, counties: Counties, recorder: Recorder, untested: Sequence[VersionFile]
) -> Iterator[Coverage]:
    """One for each version of the jurisdiction's policy: those under which its tests were judged, and others.

    Raises DocumentError where an `untested` version cannot be had.
    """
    bare = {counties.chains.repository.name_of(version.path): version for version in untested}
    by_file: dict[str, dict[Where, Exercised]] = {file: {} for file in bare}
    for where, exercised in recorder.exercised.get(jurisdiction, {}).items():
        county = counties.on(where.county, exercised.on)
        for layer in county.policy.layers:
            if layer.jurisdiction == jurisdiction:
                by_file.setdefault(layer.file, {})[where] = exercised
    for file in sorted(by_file):
        judged = by_file[file]
        under = [counties.on(where.county, each.on) for where, each in judged.items()]
        if not judged:
            under = [counties.on(jurisdiction, bare[file].from_)]
        yield _Coverage(file, judged, under).made(jurisdiction)


@dataclass(frozen=True)
class _Coverage:
    file: str
    exercised: dict[Where, Exercised]
    counties: Sequence[County]

    def made(self, jurisdiction: str) -> Coverage:
        chains = {tuple(layer.file for layer in of.policy.layers): of for of in self.counties}
        rules: dict[str, RuleCovered] = {}
        classes: dict[str, ClassCovered] = {}
        entries: dict[str, EntryCovered] = {}
        for county in chains.values():
            rules |= {rule.id: rule for rule in self._rules(county)}
            classes |= {each.id: each for each in self._classes(county)}
            for entry in self._entries(county):
                before = entries.get(entry.path)
                entries[entry.path] = entry if before is None or entry.covered else before
        marks = [rule.judged for rule in rules.values()]
        marks += [each.covered for each in classes.values()]
        marks += [each.covered for each in entries.values()]
        return Coverage(
            jurisdiction=jurisdiction,
            file=self.file,
            tested=bool(self.exercised),
            rules=tuple(sorted(rules.values(), key=lambda rule: (rule.code, rule.id))),
            classes=tuple(classes.values()),
            entries=tuple(sorted(entries.values(), key=lambda entry: (entry.line, entry.path))),
            covered=sum(marks),
            countable=len(marks),
            share=shown(Fraction(sum(marks), len(marks)) if marks else 0),
        )

    def _rules(self, county: County) -> Iterator[RuleCovered]:
        """Those that apply to some class and form; what no layer declares keeps the others from it."""
        judged = {rule for each in self.exercised.values() for rule in each.judged}
        failed = {rule for each in self.exercised.values() for rule in each.failed}
        found: dict[str, Rule] = {}
        for township, judges in product(_townships(county), SUBMITTED):
            found |= {rule.id: rule for rule in county.program.for_township(township, judges).rules}
        for rule in found.values():
            yield RuleCovered(
                id=rule.id,
                code=rule.code,
                title=Bilingual.of(rule.title),
                judged=rule.id in judged,
                failed=rule.id in failed,
                file=None if rule.declared is None else rule.declared.file,
                line=None if rule.declared is None else rule.declared.line,
            )

    def _classes(self, county: County) -> Iterator[ClassCovered]:
        seen = {where.township.class_ for where in self.exercised}
        classification = county.policy.document.classification
        for number, each in enumerate([] if classification is None else classification.classes or []):
            place = county.policy.tree.span_of(("classification", "classes", number))
            if place.file == self.file:
                yield ClassCovered(
                    id=each.id, name=each.name, covered=each.id in seen, file=place.file, line=place.line
                )

    def _entries(self, county: County) -> Iterator[EntryCovered]:
        policy = county.policy
        reads = {rule.id: parameters_read(rule, of) for of, rule in county.program.rules()}
        reads[CLASS] = standard_reads()[CLASS]
        tables = {table.path: table.table for table in declared_tables(policy.document)}
        for path in declared_parameters(policy.document):
            readers = {id_ for id_, paths in reads.items() if any(_touch(path, read) for read in paths)}
            table = tables.get(path)
            keys: list[Path] = [()]
            if table is not None:
                keys = [("values", key) for key in table.values]
                keys += [("default",)] if table.default is not None else []
            for key in keys:
                place = policy.place((*path, *key))
                if place.file != self.file:
                    continue
                yield EntryCovered(
                    path=".".join(map(str, (*path, *key))),
                    path_zh=chinese_place(policy.tree, (*path, *key)),
                    covered=any(
                        (each.judged & readers and (table is None or _is_of(where.township, table, key)))
                        or any(_touch((*path, *key), place) for place in each.laid_down | each.scored)
                        for where, each in self.exercised.items()
                    ),
                    file=place.file,
                    line=place.line,
                )


def _is_of(township: Township, table: Table[Any], key: Path) -> bool:
    """Whether an entry of a table is the township's."""
    own = township.class_ if table.by == "class" else township.form
    return own is not None and (own not in table.values if key == ("default",) else key[-1] == own)


def _touch(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _townships(county: County) -> Iterator[Township]:
    classification = county.policy.document.classification
    listed = () if classification is None else tuple(classification.classes or ())
    classes: tuple[str | None, ...] = tuple(each.id for each in listed)
    for class_ in classes or (None,):
        for form in CHINESE["form"]:
            yield Township(class_, form)
