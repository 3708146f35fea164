"""Which checks a value of a policy decides, and what becomes of them where nobody declares it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product, takewhile
from typing import Literal

from policy_engine.diagnostics import Text
from policy_engine.documents.paths import ById, PolicyPath
from policy_engine.documents.terms import CHINESE, Severity
from policy_engine.expr.ast import Absent
from policy_engine.expr.walk import walk
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.county import CountyProgram
from policy_engine.program.fold import Township
from policy_engine.program.reading import parameters_read
from policy_engine.program.rules import Program, Rule
from policy_engine.program.standard import SUBMITTED
from policy_engine.source.tree import Path

# not-judged: for want of the value the check is left out. incomplete: it blocks instead.
Consequence = Literal["none", "not-judged", "incomplete"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A check that the value decides. `consequence` is what its absence does; "none" where it is declared."""

    code: str
    id: str
    severity: Severity
    title: Text
    consequence: Consequence


def readers_of(policy: PolicyInForce, path: PolicyPath, *, declared: bool) -> tuple[Reader, ...]:
    """In the order of the checks. Raises DocumentError for a policy whose rules cannot be typed."""
    program = CountyProgram(policy)
    without = {} if declared else _consequences(program, path)
    return tuple(
        Reader(rule.code, rule.id, rule.severity, rule.title, without.get(rule.id, "none"))
        for of, rule in program.rules()
        if _is_named(rule, path) or any(_meet(path, read) for read in parameters_read(rule, of))
    )


def _is_named(rule: Rule, path: PolicyPath) -> bool:
    """A county's own rule at its own place, or a check whose setting it is."""
    match path:
        case ("rules", ById(id=id_), *_):
            return rule.id == id_
        case ("checks", str(name), *_):
            return name in (rule.code, rule.id)
    return False


def _meet(path: PolicyPath, read: Path) -> bool:
    """Whether one lies in the other. What is read never goes into records of a list."""
    names = tuple(takewhile(lambda step: isinstance(step, str), path))
    inside = names[: len(read)] == read
    return inside or (len(names) == len(path) and read[: len(names)] == names)


def _consequences(program: CountyProgram, path: PolicyPath) -> dict[str, Consequence]:
    """What some township's checks lack, by the rule's id; a blocking lack counts for more."""
    found: dict[str, Consequence] = {}
    concerned = [judges for judges in SUBMITTED if _reads(program.of(judges), path)]
    for township, judges in product(_townships(program.policy), concerned):
        folded = program.for_township(township, judges)
        for left_out in folded.not_judged:
            if any(a.kind == "undeclared" and _is_about(a, path) for a in _absent(left_out.rule)):
                found.setdefault(left_out.rule.id, "incomplete" if left_out.rule.required else "not-judged")
        for rule in folded.rules:
            if any(a.kind == "unknown" and _is_own_entry(a, path, township) for a in _absent(rule)):
                found[rule.id] = "incomplete"
    return found


def _reads(program: Program, path: PolicyPath) -> bool:
    return any(_meet(path, read) for rule in program.rules for read in parameters_read(rule, program))


def _townships(policy: PolicyInForce) -> Iterator[Township]:
    classification = policy.document.classification
    listed = [] if classification is None else classification.classes or []
    classes: list[str | None] = [class_.id for class_ in listed]
    for class_ in classes or [None]:
        for form in CHINESE["form"]:
            yield Township(class_, form)


def _absent(rule: Rule) -> Iterator[Absent]:
    for expr in rule.judging:
        yield from (node for node in walk(expr) if isinstance(node, Absent))


def _is_about(absent: Absent, path: PolicyPath) -> bool:
    return _meet(path, tuple(absent.path.split(".")))


def _is_own_entry(absent: Absent, path: PolicyPath, township: Township) -> bool:
    """Whether the township's entry of the table at `absent.path` is the one that the path names."""
    table = tuple(absent.path.split("."))
    return path in ((*table, "values", township.class_), (*table, "values", township.form))
