"""Settings of checks, and severities of own rules, without which everything would be as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from policy_engine.documents.lint_facts import LintedSetting
from policy_engine.documents.rules import CheckSetting, RuleDeclaration
from policy_engine.documents.terms import CHINESE, Judges
from policy_engine.linting.edits import Removal
from policy_engine.linting.reader import FileReader, dotted
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.bound_rules import rule_names, rules_of
from policy_engine.program.rules import Rule
from policy_engine.program.settings import with_settings
from policy_engine.program.standard import JUDGED, standard_names, standard_program
from policy_engine.source.tree import MappingNode, Path, ScalarNode

_DEFAULT = RuleDeclaration.model_fields["severity"].default


def linted_settings(reader: FileReader) -> Iterator[LintedSetting]:
    """Each `severity` and `required` under `checks:`, and each `severity` of an own rule."""
    checks = reader.tree.child("checks")
    for name, entry in checks.entries.items() if isinstance(checks, MappingNode) else ():
        for key in entry.node.entries if isinstance(entry.node, MappingNode) else ():
            yield _setting(reader, ("checks", name, key), name, decides=_decides(reader, name, key))
    for path, id_ in reader.own_paths(("rules",)):
        severity = reader.tree.at((*path, "severity"))
        if isinstance(severity, ScalarNode):
            yield _setting(reader, (*path, "severity"), id_, decides=severity.value != _DEFAULT)


def _setting(reader: FileReader, path: Path, of: str, *, decides: bool) -> LintedSetting:
    node = reader.tree.at(path)
    value = node.value if isinstance(node, ScalarNode) else None
    english = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    chinese = {"true": "是", "false": "否"}.get(english) or CHINESE["severity"].get(english, english)
    record = LintedSetting.model_construct(
        path=dotted(path), path_zh=reader.zh(path), of=of, value_zh=chinese, value_en=english, decides=decides
    )
    return reader.record(record, reader.span(path), None if decides else Removal(path))


def _decides(reader: FileReader, name: str, key: str) -> bool:
    """Whether some check would be judged otherwise if the file did not set this."""
    settings = reader.policy.document.checks
    above = reader.policy.merged_to[-2].at(("checks", name, key)) if _has_above(reader.policy) else None
    inherited = above.value if isinstance(above, ScalarNode) else None
    default = False if key == "required" else None
    setting = settings[name].model_copy(update={key: default if inherited is None else inherited})
    return _levels(reader, name, settings) != _levels(reader, name, {**settings, name: setting})


def _has_above(policy: PolicyInForce) -> bool:
    return len(policy.merged_to) > 1


def _levels(reader: FileReader, name: str, settings: dict[str, CheckSetting]) -> list[tuple[object, ...]]:
    """Severity of each check that goes by the name, and whether it is required, under these settings."""
    document = reader.policy.document.model_copy(update={"checks": settings})
    policy = replace(reader.policy, document=document)
    levels: list[tuple[object, ...]] = []
    for judges in JUDGED:
        named = tuple(_named(reader, judges, name))
        if named:  # nothing is typed that is not asked for
            set_ = with_settings(named, standard_program(judges), policy)
            levels += [(rule.id, rule.severity, rule.required) for rule in set_]
    return levels


def _named(reader: FileReader, judges: Judges, name: str) -> Iterator[Rule]:
    """The checks that go by the name, as they are declared: settings not yet applied."""
    if name in standard_names(judges):
        yield from _standard(judges, name)
    if judges == "policy":
        bounds = (bound for bound in reader.program.bounds if name in rule_names(bound))
        made = (rule for bound in bounds for rule in rules_of(bound))
        yield from (rule for rule in made if name in (rule.code, rule.id))
        return
    for declaration in reader.policy.document.rules:
        if declaration.judges == judges and name in (declaration.code, declaration.id):
            rules = reader.program.of(judges).rules
            (rule,) = (rule for rule in rules if rule.id == declaration.id)
            yield replace(rule, severity=declaration.severity, required=False)


@cache
def _standard(judges: Judges, name: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in standard_program(judges).rules if name in (rule.code, rule.id))
