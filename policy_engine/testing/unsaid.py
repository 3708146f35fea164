"""Tests that would pass whatever comes out, for they say nothing: each is an error where it is written."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.policy_tests import ExpectedFinding, PolicyTest
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

# Without any of these a finding is any finding at all. Figures may be null, which says that there is none.
_WORDS = ("code", "rule", "subject", "severity", "status")
_FIGURES = ("observed", "limit")


def unsaid(test: PolicyTest, node: Node) -> Iterator[Diagnostic]:
    """What of a test says nothing; `node` is its tree."""
    if test.on == []:
        yield Diagnostic(
            "tests.no-days",
            Text("“日期”里一天也没有，这条测试不会运行。",
                 "The list of days is empty, so that the test would never run."),
            node.span_of(("on",)),
            help=Text("请写上日期；按材料基准日的，删去 on（日期）。",
                      "Name a day; leave `on` out to go by the material's own date."),
        )  # fmt: skip
    expected = node.child("expect")
    if isinstance(expected, MappingNode):
        if not expected.entries:
            yield _empty(expected)
        for key, entry in expected.entries.items():
            if _says_nothing(key, entry.node):
                yield _nothing(entry)
        yield from _of_results(expected.child("results"))
        yield from _of_findings(test.expect.findings_include or [], expected.child("findings_include"))


def _says_nothing(key: str, node: Node) -> bool:
    """An empty list of findings says that there are none, and no score that there is none."""
    if isinstance(node, ScalarNode):
        return node.value is None and key != "score"
    if key == "findings_include":
        return isinstance(node, SequenceNode) and not node.items
    return key in ("in_force", "results") and isinstance(node, MappingNode) and not node.entries


def _of_results(node: Node | None) -> Iterator[Diagnostic]:
    for entry in node.entries.values() if isinstance(node, MappingNode) else ():
        if isinstance(entry.node, MappingNode) and not entry.node.entries:
            yield _nothing(entry)


def _of_findings(findings: list[ExpectedFinding], node: Node | None) -> Iterator[Diagnostic]:
    for number, finding in enumerate(findings):
        written = None if node is None else node.child(number)
        figures = (key for key in _FIGURES if written is not None and written.child(key) is not None)
        if written is not None and not any(figures) and all(getattr(finding, w) is None for w in _WORDS):
            yield Diagnostic(
                "tests.any-finding",
                Text("这条意见没有写明是哪一条，任何意见都能对上。",
                     "Any finding at all would do: it does not say which one."),
                written.span,
                help=Text("请写明 code（核查项）、rule（规则）或 subject（对象）。",
                          "Say its `code`, `rule` or `subject`."),
            )  # fmt: skip


def _empty(expected: Node) -> Diagnostic:
    return Diagnostic(
        "tests.expects-nothing",
        Text("“预期”是空的，无论得出什么都会通过。",
             "Nothing is expected, so that the test passes whatever comes out."),
        expected.span,
        help=Text("请写明 outcome（结论）、findings（意见）等；应没有意见的，写 findings: []。",
                  "Say the `outcome`, the `findings` or more; for no findings at all write findings: []."),
    )  # fmt: skip


def _nothing(entry: Entry) -> Diagnostic:
    return Diagnostic(
        "tests.says-nothing",
        Text(f"“{entry.written}”里什么也没有写，什么也不比对。",
             f"{entry.written} says nothing, so that nothing is compared."),
        entry.key_span,
        help=Text("请写上内容，或删去这一栏。", "Say something there, or leave it out."),
    )  # fmt: skip
