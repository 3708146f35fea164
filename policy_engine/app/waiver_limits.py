"""A waiver beside the policy's own limits: whether it grants anything at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from policy_engine.diagnostics import Diagnostic, Severity, Span, Text
from policy_engine.documents.terms import Form
from policy_engine.expr.ast import Constant, Literal
from policy_engine.expr.numbers import Number, exact
from policy_engine.findings.waiving import Grant
from policy_engine.findings.wording import number_text
from policy_engine.program.county import CountyProgram
from policy_engine.program.fold import Township
from policy_engine.program.standard import SUBMITTED


def grants_nothing(grant: Grant, program: CountyProgram, class_: str | None) -> Iterator[Diagnostic]:
    """That the policy itself allows as much, of whatever class and form the township may be.

    `class_` is the township's, where that is known. Nothing is said where a limit hangs on more than that.
    """
    limits = _own_limits(grant, program, class_)
    if not limits or not grant.written:
        return
    # As the paper has it: what the layers above cut is told apart. What it runs down to grants less.
    granted = grant.written[0][1]
    if granted > min(limits) if grant.kind == "at_most" else granted < max(limits):
        return
    said = number_text(granted)
    listed = [number_text(limit) for limit in sorted(set(limits))]
    yield Diagnostic(
        "waiver.grants-nothing",
        Text(f"准予限值 {said} 没有比政策自己的限值 {'、'.join(listed)} 放宽，这项豁免什么也没有准予。",
             f"{said} is no more than the policy itself allows ({', '.join(listed)}): nothing is granted."),
        Span(grant.file, grant.line, grant.column, grant.line, grant.column),
        Severity.WARNING,
        help=Text("请核对准予限值：应写放宽到多少，不是放宽多少；不需要的，删去这一条。",
                  "Check `granted`: it is the bound itself, not how much is added; or drop the entry."),
    )  # fmt: skip


def _own_limits(grant: Grant, program: CountyProgram, class_: str | None) -> list[Number]:
    """The policy's limit for each class and form that the township may have; none where one is not known."""
    classification = program.policy.document.classification
    declared = (classification.classes if classification is not None else None) or ()
    classes: list[str | None] = [each.id for each in declared]
    found: list[Number] = []
    for each in [class_] if class_ in classes else classes or [None]:
        for form in get_args(Form):
            limit = _limit(grant, program, Township(each, form))
            if limit is None:
                return []
            found.append(limit)
    return found


def _limit(grant: Grant, program: CountyProgram, township: Township) -> Number | None:
    for judges in SUBMITTED:
        for rule in program.for_township(township, judges).rules:
            if rule.id in grant.rules and isinstance(rule.limit, Constant | Literal):
                value = rule.limit.value
                return None if isinstance(value, bool) or not isinstance(value, Number) else exact(value)
    return None
