"""From what a test says to what is judged: its set-up, changed, and what is submitted on it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app.counties import Counties, County
from policy_engine.app.scoring.recomputing import Tables
from policy_engine.app.testing_files import Suite
from policy_engine.app.testing_judge import Case, Submitted, judged
from policy_engine.app.testing_names import CheckNames
from policy_engine.app.testing_refusals import (
    fixture_circle,
    fixture_form,
    refuse_foreign,
    refuse_unfit,
    refuse_unknown,
)
from policy_engine.app.testing_rounds import resealed
from policy_engine.diagnostics import Diagnostic, DocumentError, Text, UsageError, did_you_mean
from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.fields import Document
from policy_engine.documents.load import document_of, load, loaded_from
from policy_engine.documents.policy_tests import Fixture, Patch, PolicyTest
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Report
from policy_engine.policyset.in_force import Chains
from policy_engine.source.files import cannot_read, read_bytes
from policy_engine.source.read import read_tree
from policy_engine.source.tree import MappingNode, Node, ScalarNode
from policy_engine.source.tree import Path as Place
from policy_engine.testing.expectations import mismatches
from policy_engine.testing.in_force import of_policy
from policy_engine.testing.material import json_bytes
from policy_engine.testing.model import Mismatch
from policy_engine.testing.patches import Written, patched
from policy_engine.testing.unsaid import unsaid

_ROUND_KINDS = ("round", "选岗")
_ASSESSMENT_KINDS = ("assessment", "考核")


@dataclass(frozen=True)
class Prepared:
    """A test ready to run; `node` is its tree in the file of tests."""

    suite: Suite
    number: int
    node: Node
    case: Case

    def mismatches(self, reports: tuple[Report, ...], counties: Counties) -> tuple[Mismatch, ...]:
        """What came out otherwise, under the policies that the reports are by."""
        county = counties.on(reports[0].policy[-1].jurisdiction, reports[0].dates.on)
        suite = self.suite.loaded.document
        found = judged(reports, self.case)
        return mismatches(self.test, self.node, found, suite.not_compared, county.policy.tree)

    def lays_down_otherwise(self, county: County) -> bool:
        """Whether the policy says otherwise than the test lays down by itself, whatever is judged."""
        return any(of_policy(self.node.child("expect") or self.node, county.policy.tree))

    @property
    def test(self) -> PolicyTest:
        """What the test says."""
        return self.suite.loaded.document.tests[self.number]

    @property
    def jurisdiction(self) -> str:
        """Whose policy it is about."""
        return self.suite.loaded.document.jurisdiction


class Workshop:
    """Makes set-ups and what is submitted. Each file is read once."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains
        self._names = CheckNames(chains)
        self._trees: dict[tuple[str, str], MappingNode] = {}
        self._fixtures: dict[tuple[Path, str], MappingNode] = {}
        self._tables: dict[Path, Tables] = {}

    def prepare(self, suite: Suite, number: int, on: datetime.date | None) -> Prepared:
        """One test on one of its days.

        Raises DocumentError with the place in the file of tests where something leads nowhere.
        """
        test = suite.loaded.document.tests[number]
        at: Place = ("tests", number)
        node = suite.loaded.tree.at(at) or suite.loaded.tree
        if says_nothing := tuple(unsaid(test, node)):
            raise DocumentError(says_nothing)
        fixture = self._fixture(suite, test.given, (*at, "given"), ())
        setup = patched(fixture, Setup, _written(suite, test.change, (*at, "change")))
        refuse_foreign(setup, suite, self._chains, (*at, "change") if test.change else (*at, "given"))
        submitted = self._submitted(suite, test, at)
        refuse_unfit(suite, test, submitted, at)
        name = self._file_of(suite, test.given)
        for path in test.expect.in_force or {}:
            refuse_unknown(path, suite, at)
        self._names.refuse_unknown(suite, at, _jurisdiction_of(setup))
        return Prepared(
            suite, number, node, Case(loaded_from(Setup, setup, name, json_bytes(setup)), submitted, on)
        )

    def _submitted(self, suite: Suite, test: PolicyTest, at: Place) -> Submitted | None:
        if test.submit is None:
            return None
        path = _beside(suite, test.submit)
        data = self._bytes(suite, path, (*at, "submit"))
        patches = _written(suite, test.change_submitted, (*at, "change_submitted"))
        if _kind(data, path.as_posix()) in _ASSESSMENT_KINDS:
            changed = patched(self._tree(Assessment, data, path), Assessment, patches)
            refuse_foreign(changed, suite, self._chains, (*at, "submit"))
            changed_data, name = json_bytes(changed), path.as_posix()
            assessment = loaded_from(Assessment, changed, name, changed_data)
            tables = self._tables_of(suite, test, at)
            return Submitted("assessment", changed_data, name, assessment, tables)
        if _kind(data, path.as_posix()) in _ROUND_KINDS:
            tree = self._tree(Round, data, path)
            changed = resealed(patched(tree, Round, patches)) if patches else tree
            refuse_foreign(changed, suite, self._chains, (*at, "submit"))
            document_of(Round, changed)
            return Submitted("round", json_bytes(changed), path.as_posix())
        changed = patched(self._tree(Actions, data, path), Actions, patches)
        refuse_foreign(changed, suite, self._chains, (*at, "submit"))
        document_of(Actions, changed)
        return Submitted("actions", json_bytes(changed), path.as_posix())

    def _tables_of(self, suite: Suite, test: PolicyTest, at: Place) -> Tables | None:
        """The table of traces that the test names, shared by all tests that name it."""
        if test.traces is None:
            return None
        path = _beside(suite, test.traces)
        if path not in self._tables:
            try:
                path.open("rb").close()  # tables may be too long to be held, as _bytes does with documents
            except OSError as error:
                raise _placed(suite, cannot_read(path, error), (*at, "traces")) from error
            self._tables[path] = Tables(path)
        return self._tables[path]

    def _fixture(self, suite: Suite, name: str, at: Place, above: tuple[str, ...]) -> MappingNode:
        key = (suite.path, name)
        if key in self._fixtures:
            return self._fixtures[key]
        fixture = _named(suite, name, at)
        if name in above:
            raise DocumentError([fixture_circle(suite, (*above, name), at)])
        place: Place = ("fixtures", name)
        if fixture.from_ is not None and fixture.setup is None:
            base = self._fixture(suite, fixture.from_, (*place, "from"), (*above, name))
        elif fixture.setup is not None and fixture.from_ is None:
            path = _beside(suite, fixture.setup)
            base = self._tree(Setup, self._bytes(suite, path, (*place, "setup")), path)
        else:
            raise DocumentError([fixture_form(suite, place)])
        made = patched(base, Setup, _written(suite, fixture.change, (*place, "change")))
        refuse_foreign(made, suite, self._chains, place)
        self._fixtures[key] = made
        return made

    def _file_of(self, suite: Suite, name: str) -> str:
        fixture = suite.loaded.document.fixtures[name]
        if fixture.setup is None:
            return self._file_of(suite, fixture.from_ or "")
        return _beside(suite, fixture.setup).as_posix()

    def _bytes(self, suite: Suite, path: Path, at: Place) -> bytes:
        try:
            return read_bytes(path)
        except UsageError as error:
            raise _placed(suite, error, at) from error

    def _tree(self, model: type[Document], data: bytes, path: Path) -> MappingNode:
        key = (model.__name__, path.as_posix())
        if key not in self._trees:
            tree = load(model, data, path.as_posix()).tree
            if not isinstance(tree, MappingNode):
                raise TypeError("a document is a mapping")
            self._trees[key] = tree
        return self._trees[key]


def _placed(suite: Suite, error: UsageError, at: Place) -> DocumentError:
    """What is wrong with a file, at the place where it is named."""
    problem, place = error.diagnostic, suite.loaded.tree.span_of(at)
    return DocumentError([Diagnostic(problem.code, problem.message, place, help=problem.help)])


def _beside(suite: Suite, written: str) -> Path:
    """A path as tests write it, relative to their file; without the detour over ../ where it can be."""
    parts: list[str] = []
    for part in (suite.path.parent / written).parts:
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts)


def _written(suite: Suite, patches: Sequence[Patch], at: Place) -> list[Written]:
    tree = suite.loaded.tree
    return [Written(patch, tree.at((*at, number)) or tree) for number, patch in enumerate(patches)]


def _jurisdiction_of(setup: MappingNode) -> str:
    node = setup.child("jurisdiction")
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _kind(data: bytes, name: str) -> str:
    root = read_tree(data, name).root
    node = root.child("kind") or root.child("文件类型")
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _named(suite: Suite, name: str, at: Place) -> Fixture:
    known = suite.loaded.document.fixtures
    if name in known:
        return known[name]
    raise DocumentError([Diagnostic(
        "tests.unknown-fixture",
        Text(f"没有方案“{name}”。", f"There is no fixture {name}."),
        suite.loaded.tree.span_of(at),
        help=did_you_mean(name, known)
        or Text(f"fixtures（方案）中有：{'、'.join(known) or '无'}。",
                f"There are: {', '.join(known) or 'none'}."),
    )])  # fmt: skip
