"""Whether what tests expect can be found at all: the checks and rules that there are, in any version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

from policy_engine.app.deciding import UNDECIDED
from policy_engine.app.settlement import NOT_DONE
from policy_engine.app.testing_files import Suite
from policy_engine.diagnostics import Diagnostic, DocumentError, Text, did_you_mean
from policy_engine.documents.envelope import BoundCode
from policy_engine.policyset.envelope import bounds_of
from policy_engine.policyset.in_force import Chains
from policy_engine.program.bound_rules import rule_names
from policy_engine.program.standard import JUDGED, standard_names
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode

# What decisions and batches say of themselves is declared by no rule.
_UNDECLARED = (UNDECIDED, "decision-not-taken", NOT_DONE, "batch-not-done")
_CODE = re.compile(r"[A-Z][0-9]{2}")


class CheckNames:
    """The codes and ids of all checks that may find something in a jurisdiction, worked out once."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains
        self._declared: dict[str, frozenset[str]] = {}

    def refuse_unknown(self, suite: Suite, at: Path, jurisdiction: str) -> None:
        """Raises DocumentError for each check that the test at `at`, or its whole file, names in vain."""
        known = _standard()
        written = [*_named_in(suite, at)]
        if any(str(node.value) not in known for node in written):
            known |= self._of_policies(jurisdiction)
        unknown = [_unknown(node, known) for node in written if str(node.value) not in known]
        if unknown:
            raise DocumentError(unknown)

    def _of_policies(self, jurisdiction: str) -> frozenset[str]:
        if jurisdiction not in self._declared:
            self._declared[jurisdiction] = frozenset(self._names(jurisdiction))
        return self._declared[jurisdiction]

    def _names(self, jurisdiction: str) -> Iterator[str]:
        """Of every version of the jurisdiction and those above; one that cannot be read says so itself."""
        chains = self._chains
        for code in (jurisdiction, *chains.codes_above(jurisdiction)):
            for version in chains.repository.listing(code).versions:
                try:
                    yield from _own_rules(chains.read(code, version).tree)
                    for bound in bounds_of(chains.in_force(code, version.from_)):
                        yield from rule_names(bound)
                except DocumentError:
                    continue


@cache
def _standard() -> frozenset[str]:
    """What may be found whatever the policies declare."""
    judged = (standard_names(judges) for judges in (*JUDGED, "waiver"))
    return frozenset((*_UNDECLARED, *get_args(BoundCode))).union(*judged)


def _own_rules(tree: MappingNode) -> Iterator[str]:
    rules = tree.child("rules")
    for rule in rules.items if isinstance(rules, SequenceNode) else ():
        for node in _words(rule.child("id"), rule.child("code")):
            yield str(node.value)


def _named_in(suite: Suite, at: Path) -> Iterator[ScalarNode]:
    tree = suite.loaded.tree
    yield from _words(*_items(tree.at(("not_compared",))))
    expected = tree.at((*at, "expect"))
    if expected is None:
        return
    for key in ("findings", "findings_include"):
        for finding in _items(expected.child(key)):
            yield from _words(finding.child("code"), finding.child("rule"))
    yield from _words(*_items(expected.child("not_judged")))


def _items(node: Node | None) -> tuple[Node, ...]:
    return tuple(node.items) if isinstance(node, SequenceNode) else ()


def _words(*nodes: Node | None) -> Iterator[ScalarNode]:
    for node in nodes:
        if isinstance(node, ScalarNode) and node.value is not None:
            yield node


def _unknown(node: ScalarNode, known: frozenset[str]) -> Diagnostic:
    name = str(node.value)
    is_code = _CODE.fullmatch(name) is not None
    alike = (each for each in known if (_CODE.fullmatch(each) is not None) == is_code)
    what = Text("核查项", "check") if is_code else Text("规则", "rule")
    return Diagnostic(
        "tests.unknown-check",
        Text(f"没有{what.zh}“{name}”。", f"There is no {what.en} {name}."),
        node.span,
        help=did_you_mean(name, alike) or Text(
            "核查项和规则见 docs/checks.md；自定规则写它在政策文件中的编号。",
            "docs/checks.md lists checks and rules; a rule of a policy's own goes by its id there."),
    )  # fmt: skip
