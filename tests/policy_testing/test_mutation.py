"""Small changes of policies: which are made, and that the shipped tests notice those of what is reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from policy_engine.app.testing import Asked, run_tests
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import layer_schema_of
from policy_engine.policyset.layer import LayerFile
from policy_engine.reports.tests_text import run_text
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree
from policy_engine.testing.model import Run
from policy_engine.testing.mutants import Change, changes_of
from policy_engine.testing.mutants_of_expressions import changed_expressions
from tests.policy_testing.conftest import POLICIES

REPORTED: Mapping[str, Sequence[str]] = yaml.load(
    (Path(__file__).parent / "reported_parameters.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
POLICY = """
kind: policy
jurisdiction: "331004"
name: 路桥区
version: "1"
status: illustrative
effective: {from: 2024-01-01}
classification:
  margin: 0.5
  classes: [{id: large, name: 大}, {id: small, name: 小}]
  townships: {"331004001": large}
posts:
  cap: {by: class, values: {large: 90, small: 0}}
  featured_share: 20%
  cap_counts: entries
  statement_parts: [basics, integrity_risks]
  grade_ratios: [{id: senior, series: professional, levels: [5], of: [5, 6], at_most: 1/10}]
checks: {U12: {severity: warn, required: true}}
rules:
  - {id: mine, for: {p: setup.posts}, when: "p.seats >= 2", require: "p.kind == 'general'", severity: block,
     message: {zh: 岗位, en: post}}
  - {id: other, for: {p: "setup.posts.filter(q, q.seats > 0.50)"}, require: "p.seats < 600.5", limit: "600.5",
     message: {zh: 岗位, en: post}}
"""


def made() -> list[tuple[str, str, str, str]]:
    """Every change of the policy above: path, kind, old and new."""
    tree = canonical(read_tree(POLICY.encode(), "p.yaml").root, layer_schema_of(Policy))
    return [(each.written(tree)[0], each.kind, each.old, each.new) for each in changes_of(tree, tree)]


@pytest.mark.parametrize(
    "change",
    [
        ("classification.margin", "number", "0.5", "0.6"),
        ("classification.classes[large]", "entry", "large", "—"),
        ("classification.townships.331004001", "word", "large", "small"),
        ("posts.cap.values.large", "number", "90", "91"),
        ("posts.cap.values.large", "number", "90", "89"),
        ("posts.cap.values.small", "number", "0", "1"),
        ("posts.featured_share", "number", "20%", "21%"),
        ("posts.featured_share", "number", "20%", "19%"),
        ("posts.cap_counts", "word", "entries", "seats"),
        ("posts.cap.by", "word", "class", "form"),
        ("posts.statement_parts[1]", "entry", "integrity_risks", "—"),
        ("posts.grade_ratios[senior].at_most", "number", "1/10", "11/100"),
        ("posts.grade_ratios[senior].levels[0]", "number", "5", "6"),
        ("checks.U12.severity", "severity", "warn", "block"),
        ("checks.U12.required", "truth", "true", "false"),
        ("rules[mine]", "rule", "mine", "—"),
        ("rules[mine].severity", "severity", "block", "warn"),
        ("rules[mine].when", "comparison", "p.seats >= 2", "p.seats > 2"),
        ("rules[mine].when", "number", "p.seats >= 2", "p.seats >= 3"),
        ("rules[other].require", "number", "p.seats < 600.5", "p.seats < 600.6"),
        ("rules[other].require", "number", "p.seats < 600.5", "p.seats < 600.4"),
        ("rules[other].limit", "number", "600.5", "600.6"),
        (
            "rules[other].for.p",
            "number",
            "setup.posts.filter(q, q.seats > 0.50)",
            "setup.posts.filter(q, q.seats > 0.51)",
        ),
        ("rules[mine].require", "comparison", "p.kind == 'general'", 'p.kind != "general"'),
    ],
    ids=lambda change: f"{change[0]} {change[3]}",
)
def test_a_change_is_tried(change: tuple[str, str, str, str]) -> None:
    quoted = (*change[:3], change[3].replace('"', "'"))
    assert change in made() or quoted in made()


def test_what_decides_nothing_is_not_changed() -> None:
    paths = {path for path, *_ in made()}
    assert not [p for p in paths if re.search(r"(^|\.)(name|version|effective|message|id|kind)(\.|$)", p)]
    assert len(made()) == len(set(made()))


def test_each_comparison_and_number_of_an_expression_is_changed_alone() -> None:
    texts = [text for _, text in changed_expressions("a.x < 3 && b.all(c, c.y <= 2)")]
    assert texts == [
        "a.x <= 3 && b.all(c, c.y <= 2)",
        "a.x < 4 && b.all(c, c.y <= 2)",
        "a.x < 2 && b.all(c, c.y <= 2)",
        "a.x < 3 && b.all(c, c.y < 2)",
        "a.x < 3 && b.all(c, c.y <= 3)",
        "a.x < 3 && b.all(c, c.y <= 1)",
    ]


def is_reported(file: LayerFile, change: Change) -> bool:
    """Whether the change is of something that the public account reports."""
    path, _ = change.written(file.tree)
    listed = REPORTED.get(file.layer.jurisdiction, ())
    return any(re.fullmatch(re.escape(each) + r"(\[[^\]]*\])?", path) for each in listed)


def mutated(code: str) -> Run:
    (folder,) = POLICIES.glob(f"{code}-*")
    ran = run_tests([folder], None, Asked(mutate=True, changes=is_reported))
    assert not ran.problems
    return ran.run


def holds(code: str) -> None:
    """The tests of the jurisdiction pass, and no change of what is reported escapes them."""
    run = mutated(code)
    assert [result.name for result in run.results if result.status != "passed"] == []
    assert run.mutation is not None
    assert [f"{each.path}: {each.old} → {each.new}" for each in run.mutation.survivors] == []
    assert run.mutation.killed > 0


QUICK = ("331004", "331081")


@pytest.mark.parametrize("code", QUICK)
def test_the_shipped_tests_notice_every_change_of_what_is_reported(code: str) -> None:
    holds(code)


@pytest.mark.soak
@pytest.mark.parametrize("code", sorted(REPORTED.keys() - set(QUICK)))
def test_the_other_shipped_tests_notice_them_too(code: str) -> None:
    holds(code)


@pytest.mark.soak
def test_the_shipped_tests_exercise_everything_that_is_reported() -> None:
    ran = run_tests([POLICIES], None, Asked(coverage=True))
    for coverage in ran.run.coverage or ():
        reported = tuple(path.partition("[")[0] for path in REPORTED.get(coverage.jurisdiction, ()))
        uncovered = [entry.path for entry in coverage.entries if not entry.covered]
        assert [path for path in uncovered if path.startswith(reported)] == [] or not reported
        if coverage.jurisdiction in ("330105", "331004"):
            assert [each.id for each in coverage.classes if not each.covered] == []


def test_what_test_is_missing_is_told_where_a_change_survives(tmp_path: Path) -> None:
    setup = (POLICIES / "330522-changxing/cases/lushan-2024-complies.yaml").as_posix()
    file = tmp_path / "t.yaml"
    file.write_text(
        f'kind: tests\njurisdiction: "330522"\nfixtures: {{甲: {{setup: {setup}}}}}\n'
        "tests: [{name: 符合, given: 甲, expect: {findings: []}}]\n",
        encoding="utf-8",
    )

    def caps(_: LayerFile, change: Change) -> bool:
        return change.path[:2] == ("posts", "cap") and change.kind == "number"

    run = run_tests([file], POLICIES, Asked(mutate=True, changes=caps)).run
    assert run.mutation is not None
    # 111 for the large ones is more than the province allows, which every report says.
    assert (run.mutation.killed, run.mutation.survived) == (1, 5)
    hints = {each.path: each.hint.zh for each in run.mutation.survivors if each.hint is not None}
    assert hints["posts.cap.values.large"] == "没有测试的镇街属于“大型”（large）"
    assert "正好处在这个数上" in hints["posts.cap.values.small"]
    assert "U12" in hints["posts.cap.values.small"]


def test_words_that_are_changed_are_told_in_the_readers_language(tmp_path: Path) -> None:
    setup = (POLICIES / "330522-changxing/cases/lushan-2024-complies.yaml").as_posix()
    file = tmp_path / "t.yaml"
    file.write_text(
        f'kind: tests\njurisdiction: "330522"\nfixtures: {{甲: {{setup: {setup}}}}}\n'
        "tests: [{name: 符合, given: 甲, expect: {findings: []}}]\n",
        encoding="utf-8",
    )

    def severities(_: LayerFile, change: Change) -> bool:
        return change.path == ("checks", "U08", "severity")

    run = run_tests([file], POLICIES, Asked(mutate=True, changes=severities)).run
    assert "核查项.U08.等级: 阻断 → 提示" in run_text(run, "zh")
    assert "checks.U08.severity: block → warn" in run_text(run, "en")
