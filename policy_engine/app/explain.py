"""Why a check says what it says of a set-up: the rule, its values step by step, its grounds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Literal

from policy_engine.app.check import Checker, Examination
from policy_engine.app.rules import RuleSheet, rule_sheet
from policy_engine.diagnostics import Diagnostic, Text, UsageError, did_you_mean
from policy_engine.documents.fields import Document
from policy_engine.expr.ast import Constant, Name
from policy_engine.expr.printer import to_text
from policy_engine.expr.types import TEXT, Type
from policy_engine.expr.walk import walk
from policy_engine.findings.assemble import names_of
from policy_engine.findings.judgement import PutIn, Wording
from policy_engine.findings.report import Basis, Finding
from policy_engine.findings.report_model import Clause
from policy_engine.findings.wording import Words
from policy_engine.program.build import needed_by
from policy_engine.program.reading import parameters_read
from policy_engine.program.rules import Derivation, Program, Rule
from policy_engine.source.tree import Path

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
        self._masking = examination.assembly.masking
        self._words = Words(names_of(examination.county.policy.document))
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
        """The parameters that decide, each with its line: the township's own entry of a table."""
        policy = self._examination.county.policy
        folded = self._folded_in()
        for path in parameters_read(self._rule, self._examination.county.program.general):
            entries = [origin for origin in folded if origin[: len(path)] == path]
            for origin in entries or [path]:
                if policy.tree.at(origin) is not None:
                    yield self._parameter(origin, folded.get(origin))

    def _folded_in(self) -> dict[Path, Constant]:
        """What was folded into the rule and the derived values it reads, by its place in the policy."""
        if self._folded is None:
            return {}
        judging = self._folded.judging
        names = [node.name for expr in judging for node in walk(expr) if isinstance(node, Name)]
        derived = [d.value for d in needed_by(names, self._program.derivations)]
        nodes = (node for expr in (*judging, *derived) for node in walk(expr))
        return {node.origin: node for node in nodes if isinstance(node, Constant) and node.origin}

    def _parameter(self, path: Path, constant: Constant | None) -> Step:
        clause = self._examination.clauses.in_policy(path)
        if constant is None:
            shown = self._value(clause.value, TEXT)
        else:
            shown = self._value(constant.value, constant.type)
        return Step(clause.path, Text("参数", "parameter"), None, shown, clause)

    def _derived(self) -> Iterator[Step]:
        """The derived values that the rule reads, each after those it rests on."""
        general = self._examination.county.program.general
        names = [node.name for expr in self._rule.judging for node in walk(expr) if isinstance(node, Name)]
        values = self._examination.compiled.derive(self._examination.facts)
        for derivation in needed_by(names, general.derivations):
            if derivation.id in values.failures:
                shown = values.failures[derivation.id].text
            else:
                shown = self._value(values.values.get(derivation.id), derivation.value.type)
            yield self._derivation(derivation, shown)

    def _derivation(self, derivation: Derivation, shown: Text) -> Step:
        masked = Text(self._masking.text(shown.zh), self._masking.text(shown.en))
        return Step(derivation.id, derivation.title, to_text(derivation.value), masked, None)

    def _value(self, value: Any, type_: Type) -> Text:
        """A value as messages have it; of records only their id, of lists of them how many there are."""
        if isinstance(value, Document | SimpleNamespace):
            id_ = getattr(value, "id", None)
            return Text(str(id_ or "（一组数值）"), str(id_ or "(a record)"))
        many = isinstance(value, list | tuple | Mapping)
        if many and (isinstance(value, Mapping) or not all(isinstance(v, str | int) for v in value)):
            return Text(f"共 {len(value)} 项", f"{len(value)} entries")
        shown = PutIn(value, type_)
        return self._words.text(Wording((shown,), (shown,)))


def _unknown(code: str, program: Program) -> Diagnostic:
    known = {rule.code for rule in program.rules} | {rule.id for rule in program.rules}
    return Diagnostic(
        "rules.unknown",
        Text(f"没有核查项“{code}”。", f"There is no check {code}."),
        help=did_you_mean(code, known) or Text("用 rules 命令列出全部核查项。", "List them with `rules`."),
    )
