"""The checks as people read about them: what each requires, of what, and on what grounds."""

from __future__ import annotations

from dataclasses import dataclass

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.terms import Severity
from policy_engine.expr.printer import to_text
from policy_engine.program.reading import parameters_read
from policy_engine.program.rules import Program, Rule
from policy_engine.program.standard import SUBMITTED, standard_program


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """One rule, with its expressions as text. `declared` is set for a county's own rule."""

    code: str
    id: str
    severity: Severity
    title: Text
    ranges_over: tuple[str, ...]
    when: str | None
    require: str
    parameters: tuple[str, ...]
    basis: tuple[str, ...]
    declared: Span | None


def standard_rules() -> tuple[RuleSheet, ...]:
    """Every standard check in the order of the codes: of what is submitted, then of policies themselves."""
    programs = [standard_program(judges) for judges in (*SUBMITTED, "policy")]
    return tuple(rule_sheet(rule, program) for program in programs for rule in program.rules)


def rule_sheet(rule: Rule, program: Program) -> RuleSheet:
    """The sheet of one rule of a program whose parameters are not folded in."""
    return RuleSheet(
        code=rule.code,
        id=rule.id,
        severity=rule.severity,
        title=rule.title,
        ranges_over=tuple(f"{b.variable}: {to_text(b.source)}" for b in rule.bindings),
        when=None if rule.when is None else to_text(rule.when),
        require=to_text(rule.require),
        parameters=tuple(".".join(map(str, path)) for path in parameters_read(rule, program)),
        basis=rule.basis,
        declared=rule.declared,
    )
