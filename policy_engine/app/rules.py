"""The checks as people read about them: what each requires, of what, and on what grounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.terms import Judges, Severity, Waivable
from policy_engine.expr.printer import to_text
from policy_engine.program.reading import parameters_read
from policy_engine.program.rules import Program, Rule
from policy_engine.program.standard import standard_program


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """One rule, with its expressions as text. `declared` is set for a county's own rule.

    `judges` says what is judged: a set-up, an action, the roster after a batch, a round, an
    assessment, a policy, a waiver. `waivable`: whether a waiver may name the rule, and how.
    """

    judges: Judges
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
    waivable: Waivable = "never"
    waived_with: tuple[str, ...] = ()


# What is judged, as readers look for it: one list of codes each.
GROUPS: tuple[tuple[Judges, ...], ...] = (
    ("setup",), ("action", "roster"), ("round",), ("assessment",), ("policy",), ("waiver",),
)  # fmt: skip


@cache
def standard_rules() -> tuple[RuleSheet, ...]:
    """Every standard check, in the order of the groups; in each by its codes."""
    return tuple(sheet for group in GROUPS for sheet in _of_group(group))


def _of_group(group: tuple[Judges, ...]) -> list[RuleSheet]:
    programs = [(judges, standard_program(judges)) for judges in group]
    sheets = [rule_sheet(rule, program, judges) for judges, program in programs for rule in program.rules]
    return sorted(sheets, key=lambda sheet: sheet.code)


def rule_sheet(rule: Rule, program: Program, judges: Judges = "setup") -> RuleSheet:
    """The sheet of one rule of a program whose parameters are not folded in."""
    return RuleSheet(
        judges=judges,
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
        waivable=rule.waivable,
        waived_with=rule.waived_with,
    )
