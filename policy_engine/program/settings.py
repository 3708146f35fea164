"""What a policy sets for checks (`checks:`), and how far it may."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

from policy_engine.diagnostics import Diagnostic, DocumentError, Text, did_you_mean
from policy_engine.documents.terms import CHINESE, Severity
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.reading import parameters_read
from policy_engine.program.rules import Program, Rule

# Severities by how much they hold up.
_STRICTNESS: Mapping[Severity, int] = {"info": 0, "warn": 1, "block": 2}
_LOWER_LAYERS = frozenset({"city", "county"})
_LOCAL_LAYERS = frozenset({"province", "city", "county"})


def refuse_unknown(policy: PolicyInForce, known: Collection[str]) -> None:
    """Raises DocumentError where `checks:` names a check that is none of these."""
    unknown = [name for name in policy.document.checks if name not in known]
    if unknown:
        raise DocumentError(_unknown_check(name, known, policy) for name in unknown)


def with_settings(rules: tuple[Rule, ...], base: Program, policy: PolicyInForce) -> tuple[Rule, ...]:
    """Apply `checks:`, and let what rests on unverified sources alone warn instead of block.

    Raises DocumentError where a lower layer loosens what is not its to loosen.
    """
    settings = policy.document.checks
    loosened: dict[str, Diagnostic] = {}
    made = []
    for rule in rules:
        severity, required = rule.severity, False
        if severity == "block" and _rests_on_unverified(rule, base, policy):
            severity = "warn"
        for name in (rule.code, rule.id):
            if (setting := settings.get(name)) is None:
                continue
            if setting.severity is not None and _loosened(rule, severity, setting.severity, name, policy):
                loosened.setdefault(name, _loosened_check(name, rule, policy))
            severity = setting.severity or severity
            required = required or setting.required
        same = (severity, required) == (rule.severity, rule.required)
        made.append(rule if same else dataclasses.replace(rule, severity=severity, required=required))
    if loosened:
        raise DocumentError(loosened.values())
    return tuple(made)


def _loosened(rule: Rule, standard: Severity, set_to: Severity, name: str, policy: PolicyInForce) -> bool:
    """Whether a layer lets pass what is not its own to let pass.

    Standard checks are the nation's and the province's to loosen; what a layer itself declares, its own.
    """
    if _STRICTNESS[set_to] >= _STRICTNESS[standard]:
        return False
    place = policy.place(("checks", name, "severity"))
    above = rule.declared is not None and policy.depth_of(rule.declared) < policy.depth_of(place)
    return above or policy.layer_of(place).kind in _LOWER_LAYERS


def _rests_on_unverified(rule: Rule, base: Program, policy: PolicyInForce) -> bool:
    if rule.declared is not None and policy.layer_of(rule.declared).kind in _LOCAL_LAYERS:
        return False
    cited = [n for n, source in enumerate(policy.document.legal_sources) if source.id in rule.basis]
    if any(policy.document.legal_sources[n].verified for n in cited):
        return False
    # A county that lists a source which those above do not must not weaken their checks by that.
    places = [policy.tree.span_of(("legal_sources", n)) for n in cited]
    if all(policy.layer_of(place).kind in _LOWER_LAYERS for place in places):
        return False
    return not any(
        policy.layer_of(policy.place(path)).kind in _LOCAL_LAYERS
        for path in parameters_read(rule, base)
        if policy.tree.at(path) is not None
    )


def _unknown_check(name: str, known: Collection[str], policy: PolicyInForce) -> Diagnostic:
    return Diagnostic(
        "checks.unknown",
        Text(f"没有核查项“{name}”。", f"There is no check {name}."),
        policy.place(("checks", name)),
        help=did_you_mean(name, known),
    )


def _loosened_check(name: str, rule: Rule, policy: PolicyInForce) -> Diagnostic:
    zh = CHINESE["severity"][rule.severity]
    place = policy.place(("checks", name, "severity"))
    whose, by_whom = Text("本级", "this layer"), Text("由作此规定的上级设定", "only the layer above may")
    if policy.layer_of(place).kind in _LOWER_LAYERS:
        whose = Text("县（市、区）", "a county")
        by_whom = Text("由省级政策设定", "only the province may loosen a check")
    return Diagnostic(
        "checks.loosened",
        Text(
            f"核查项“{name}”的等级为“{zh}”，{whose.zh}只能从严、不能放宽。",
            f"Check {name} is of severity {rule.severity}; {whose.en} may tighten it, not loosen it.",
        ),
        place,
        help=Text(f"删去这一设置；确需放宽的，{by_whom.zh}。", f"Remove it; {by_whom.en}."),
    )
