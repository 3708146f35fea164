"""The plain reading of a declaration: what decide() must agree with, written without a network."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.documents.terms import OUTCOMES, Outcome
from policy_engine.expr.ast import Binary, Expr, Has, ListLiteral, Literal, Select, Unary
from policy_engine.findings.case import Case, CaseFinding, Verdict
from policy_engine.program.decision import Decision

Element = Mapping[str, object]


def plain_verdict(case: Case, decision: Decision) -> Verdict:
    """Loops over everything until nothing new is derived."""
    waived = frozenset(place for place, found in enumerate(case.findings) if _is_waived(found, case))
    elements: dict[str, list[Element]] = {
        "case": [{"class": case.township_class, "form": case.form}],
        "findings": [_finding(found, place in waived) for place, found in enumerate(case.findings)],
        "routes": [],
        "obligations": [],
    }
    outcomes: set[Outcome] = {"approved"}
    if any(
        found.status == "incomplete" or (found.severity == "block" and place not in waived)
        for place, found in enumerate(case.findings)
    ):
        outcomes.add("rejected")
    conditions: set[int] = set()
    before = -1
    while before != sum(map(len, elements.values())):
        before = sum(map(len, elements.values()))
        for rule in decision.rules:
            fired = [i for i, e in enumerate(elements[rule.over]) if holds(rule.when, e)]
            if fired and rule.outcome is not None:
                outcomes.add(rule.outcome)
            if rule.over == "findings" and rule.outcome == "conditional":
                conditions.update(place for place in fired if place not in waived)
            if fired and rule.route is not None:
                _add(elements["routes"], {"to": rule.route})
            if fired and rule.obligation is not None:
                _add(elements["obligations"], {"id": rule.obligation})
    return Verdict(
        outcome=max(outcomes, key=OUTCOMES.index),
        waived=waived,
        conditions=tuple(sorted(conditions)),
        routes=tuple(sorted(str(route["to"]) for route in elements["routes"])),
        obligations=tuple(sorted(str(obligation["id"]) for obligation in elements["obligations"])),
    )


def _add(elements: list[Element], new: Element) -> None:
    if new not in elements:
        elements.append(new)


def _is_waived(found: CaseFinding, case: Case) -> bool:
    covered = any(w.code == found.code and w.subject in ("", found.subject) for w in case.waivers)
    return found.status == "waived" or (found.status == "fail" and found.granted and covered)


def _finding(found: CaseFinding, waived: bool) -> Element:
    return {
        "code": found.code,
        "rule": found.rule,
        "severity": found.severity,
        "status": found.status,
        "waived": waived,
        "subject_kind": found.subject_kind,
    }


def holds(expr: Expr | None, element: Element) -> bool:
    if expr is None:
        return True
    value = _value(expr, element)
    assert isinstance(value, bool)
    return value


def _value(expr: Expr, element: Element) -> object:
    match expr:
        case Literal(value):
            return value
        case Select(_, name):
            return element[name]
        case Has(_, name):
            return element[name] is not None
        case Unary("!", operand):
            return not holds(operand, element)
        case Binary("&&", left, right):
            return holds(left, element) and holds(right, element)
        case Binary("||", left, right):
            return holds(left, element) or holds(right, element)
        case Binary("==", left, right):
            return _value(left, element) == _value(right, element)
        case Binary("!=", left, right):
            return _value(left, element) != _value(right, element)
        case Binary("in", left, ListLiteral(items)):
            return _value(left, element) in [_value(item, element) for item in items]
    raise AssertionError(f"not in the plain reading: {expr}")
