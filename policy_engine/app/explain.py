"""Why a check says what it says of a set-up: the rule, its values step by step, its grounds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from policy_engine.app.check import Checker, Examination
from policy_engine.app.rules import RuleSheet, rule_sheet
from policy_engine.diagnostics import Diagnostic, Text, UsageError, did_you_mean
from policy_engine.expr.ast import Constant, Expr, Name
from policy_engine.expr.printer import to_text
from policy_engine.expr.walk import walk
from policy_engine.findings.masking import Masking
from policy_engine.findings.places import Clauses
from policy_engine.findings.report import Basis, Clause, Finding
from policy_engine.findings.wording import number_text
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Derivation, Program, Rule

RuleState = Literal["holds", "fails", "incomplete", "not-applicable", "not-judged"]


@dataclass(frozen=True, slots=True)
class Step:
    """One value on the way: a parameter with its line of policy, or a derived value with its formula."""

    name: str
    title: Text
    formula: str | None
    value: Text
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule, explained for one set-up. `reason` says why where it was not judged."""

    sheet: RuleSheet
    state: RuleState
    reason: Text | None
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    basis: tuple[Basis, ...]


def explain(
    checker: Checker, data: bytes, name: str, code: str, on: datetime.date | None = None
) -> tuple[Explanation, ...]:
    """Explain every rule of a check, by its code or by a rule's id.

    Raises DocumentError as `check` does, and UsageError for a code that nothing bears.
    """
    examination = checker.examine(data, name, on)
    general = examination.county.program.general
    rules = [rule for rule in general.rules if code in (rule.code, rule.id)]
    if not rules:
        raise UsageError(_unknown(code, general))
    return tuple(_Explaining(examination, rule).explanation() for rule in rules)


class _Explaining:
    def __init__(self, examination: Examination, rule: Rule) -> None:
        self._examination = examination
        self._rule = rule
        self._masking = Masking(examination.facts.setup)
        self._program = examination.compiled.program
        self._folded = next((r for r in self._program.rules if r.id == rule.id), None)

    def explanation(self) -> Explanation:
        report = self._examination.report
        findings = tuple(finding for finding in report.findings if finding.id == self._rule.id)
        state, reason = self._state(findings)
        return Explanation(
            sheet=rule_sheet(self._rule, self._examination.county.program.general),
            state=state,
            reason=reason,
            steps=(*self._parameters(), *self._derived()),
            findings=findings,
            basis=self._examination.basis(self._rule),
        )

    def _state(self, findings: tuple[Finding, ...]) -> tuple[RuleState, Text | None]:
        if findings:
            incomplete = any(finding.status == "incomplete" for finding in findings)
            return ("incomplete" if incomplete else "fails"), None
        for check in self._examination.report.not_judged:
            if check.id == self._rule.id:
                return "not-judged", Text(check.reason.zh, check.reason.en)
        return ("not-applicable" if self._folded is None else "holds"), None

    def _parameters(self) -> Iterator[Step]:
        """The parameters that were folded in, each once, with its line."""
        if self._folded is None:
            return
        judging = self._folded.judging
        names = [node.name for expr in judging for node in walk(expr) if isinstance(node, Name)]
        derived = [d.value for d in needed_by(names, self._program.derivations)]
        clauses = self._examination.clauses
        seen: set[tuple[str | int, ...]] = set()
        for constant in _constants((*judging, *derived)):
            if constant.origin and constant.origin not in seen:
                seen.add(constant.origin)
                yield self._parameter(constant, clauses)

    def _parameter(self, constant: Constant, clauses: Clauses) -> Step:
        clause = clauses.in_policy(constant.origin or ())
        return Step(clause.path, Text("参数", "parameter"), None, self._value(constant.value), clause)

    def _derived(self) -> Iterator[Step]:
        """The derived values that the rule reads, each after those it rests on."""
        general = self._examination.county.program.general
        names = [node.name for expr in self._rule.judging for node in walk(expr) if isinstance(node, Name)]
        values = self._examination.compiled.derive(self._examination.facts)
        for derivation in needed_by(names, general.derivations):
            if derivation.id in values.failures:
                shown = values.failures[derivation.id].text
            else:
                shown = self._value(values.values.get(derivation.id))
            yield self._derivation(derivation, shown)

    def _derivation(self, derivation: Derivation, shown: Text) -> Step:
        masked = Text(self._masking.text(shown.zh), self._masking.text(shown.en))
        return Step(derivation.id, derivation.title, to_text(derivation.value), masked, None)

    def _value(self, value: Any) -> Text:
        """A value short enough for one line; of lists of records only how many there are."""
        match value:
            case None:
                return Text("无", "none")
            case bool():
                return Text("是" if value else "否", "yes" if value else "no")
            case int() | Fraction():
                return Text(number_text(value), number_text(value))
            case str() | datetime.date():
                return Text(str(value), str(value))
            case list() | tuple() if all(isinstance(item, str | int) for item in value):
                return Text("、".join(map(str, value)), ", ".join(map(str, value)))
            case list() | tuple() | Mapping():
                return Text(f"共 {len(value)} 项", f"{len(value)} entries")
            case _:
                id_ = getattr(value, "id", None)
                return Text(str(id_ or "（一组数值）"), str(id_ or "(a record)"))


def _constants(expressions: tuple[Expr, ...]) -> Iterator[Constant]:
    for expr in expressions:
        for node in walk(expr):
            if isinstance(node, Constant):
                yield node


def _unknown(code: str, program: Program) -> Diagnostic:
    known = {rule.code for rule in program.rules} | {rule.id for rule in program.rules}
    return Diagnostic(
        "rules.unknown",
        Text(f"没有核查项“{code}”", f"there is no check {code}"),
        help=did_you_mean(code, known) or Text("用 rules 命令列出全部核查项", "list them with `rules`"),
    )
