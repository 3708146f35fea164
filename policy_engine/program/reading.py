"""Which parameters rules read, and which fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from policy_engine.documents.rules import Derivation, RuleDeclaration
from policy_engine.expr.ast import Expr, Has, Name, Select
from policy_engine.expr.types import RecordType, strip_null
from policy_engine.expr.walk import selected, walk
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Program, Rule
from policy_engine.program.templates import PLACEHOLDER
from policy_engine.rulebook.loader import Checks
from policy_engine.source.tree import Path

_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL)
# A name with the fields selected from it, and whether it is called.
_SELECTED = re.compile(r"(?<![\w.])(?P<path>[^\W\d]\w*(?:\s*\.\s*[^\W\d]\w*)*)(?P<called>\s*\()?")


def parameters_read(rule: Rule, program: Program) -> tuple[Path, ...]:
    """The parameters that decide the rule, its derived values' included, as paths in the policy."""
    return parameters_in(rule.judging, program)


def parameters_in(expressions: Iterable[Expr], program: Program) -> tuple[Path, ...]:
    """The parameters that expressions read, also through derived values; the longest paths only."""
    read = tuple(expressions)
    used = {node.name for expr in read for node in walk(expr) if isinstance(node, Name)}
    values = [derivation.value for derivation in needed_by(used, program.derivations)]
    nodes = (node for expr in (*read, *values) for node in walk(expr))
    return _longest({path for node in nodes if (path := _parameter_path(node))})


def _longest(found: set[Path]) -> tuple[Path, ...]:
    return tuple(sorted(p for p in found if not any(o != p and o[: len(p)] == p for o in found)))


def parameters_named(checks: Checks, shared: Checks | None = None) -> Mapping[str, tuple[Path, ...]]:
    """The same of each check as it is written, by its id: nothing is parsed or typed for it.

    `shared` has derived values that the checks may use beside their own.
    """
    values = _values(checks, shared)
    named: dict[str, tuple[Path, ...]] = {}
    for rule in checks.rules:
        reached = _reached(_judging(rule), values)
        named[rule.id] = _longest({path[1:] for path in reached if path[0] == "params" and len(path) > 1})
    return named


def resting_on(rule: RuleDeclaration, checks: Checks, shared: Checks | None = None) -> Checks:
    """One check as it is written, with the derived values that it rests on and no others."""
    texts = (*_judging(rule), *filter(None, (rule.observed, rule.limit)))
    words = [text for each in filter(None, (rule.message, rule.remedy)) for text in (each.zh, each.en)]
    put_in = [inside for text in words for inside in PLACEHOLDER.findall(text)]
    names = {path[0] for path in _reached((*texts, *put_in), _values(checks, shared))}
    return Checks(tuple(each for each in _derivations(checks, shared) if each.id in names), (rule,))


def _judging(rule: RuleDeclaration) -> tuple[str, ...]:
    return (*rule.needs, *rule.for_.values(), rule.when or "", rule.require)


def _derivations(checks: Checks, shared: Checks | None) -> tuple[Derivation, ...]:
    return (*(() if shared is None else shared.derivations), *checks.derivations)


def _values(checks: Checks, shared: Checks | None) -> Mapping[str, frozenset[tuple[str, ...]]]:
    return {each.id: frozenset(_selections(each.value)) for each in _derivations(checks, shared)}


def _selections(text: str) -> Iterator[tuple[str, ...]]:
    """params.posts.cap as ("params", "posts", "cap"), for every name in an expression."""
    for found in _SELECTED.finditer(_QUOTED.sub("''", text)):
        path = tuple(step.strip() for step in found["path"].split("."))
        # In a.exists(…) the last word is the function's.
        yield path[:-1] if found["called"] and len(path) > 1 else path


def _reached(texts: Iterable[str], values: Mapping[str, frozenset[tuple[str, ...]]]) -> set[tuple[str, ...]]:
    """What stands in expressions, with what the derived values among it rest on."""
    reached: set[tuple[str, ...]] = set()
    waiting = {path for text in texts for path in _selections(text)}
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting |= values.get(path[0], frozenset())
    return reached


def _parameter_path(node: Expr) -> Path:
    """In has(params.a.b), too, it is a.b that decides: not all the rest of a."""
    root, path = selected(node.base if isinstance(node, Has) else node)
    path = (*path, node.field) if isinstance(node, Has) else path
    return path if root == "params" else ()


def fields_read(expressions: Iterable[Expr], record: str) -> tuple[str, ...]:
    """The fields of one kind of record (by its model's name) that the expressions look at."""
    found = set()
    for expr in expressions:
        for node in walk(expr):
            if isinstance(node, Select | Has):
                type_ = strip_null(node.base.type)
                if isinstance(type_, RecordType) and type_.name == record:
                    found.add(node.field)
    return tuple(sorted(found))
