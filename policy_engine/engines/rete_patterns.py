"""A declaration as the patterns of the decision network, sized to what the native library holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.engines.rete_alternatives import (
    MAX_NUMBERS,
    Alternative,
    alternatives,
    problems,
    weight,
)
from policy_engine.engines.rete_vocabulary import Vocabulary
from policy_engine.expr.ast import Binary, Literal, Name, Select, Unary
from policy_engine.program.decision import SUBJECTS, Decision, DecisionRule, DecisionSubject

Pattern: TypeAlias = dict[str, object]
Fact: TypeAlias = dict[str, int]

# Kinds of facts: two for the joining of waivers, then one per bank.
WAIVER, FINDING, FIRST_KIND = 1, 2, 3

# A pattern has room for 31 parts; eight of them are kept back for its frame.
MAX_PARTS = 24
# A fact may satisfy 64 tests side by side. Patterns are dealt out to banks of
# this many, and a fact is posted once for each bank of its subject.
BANK = 16
# A kind of fact is a test below the root, which like every node holds 511; beyond
# that the library does not refuse but searches for ever.
MAX_BANKS = 400

_FINDING = Name("f")
# What holds for every policy, in the language of policies: a case is approved
# unless something worse is derived, and the floor that no policy lowers.
BASE = (
    DecisionRule("base", "case", "c", None, "approved", None, None),
    DecisionRule(
        "floor-incomplete", "findings", "f",
        Binary("==", Select(_FINDING, "status"), Literal("incomplete")), "rejected", None, None,
    ),
    DecisionRule(
        "floor-block", "findings", "f",
        Binary(
            "&&",
            Binary("==", Select(_FINDING, "severity"), Literal("block")),
            Unary("!", Select(_FINDING, "waived")),
        ),
        "rejected", None, None,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bank:
    """Patterns that share one kind of fact; each with the rules that fire by it."""

    kind: int
    patterns: list[tuple[Pattern, tuple[DecisionRule, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Declaration:
    """`banks`: subject → its banks; every subject that a rule can look at has at least one."""

    vocabulary: Vocabulary
    banks: dict[DecisionSubject, list[Bank]]


# The digests of declarations found to be within what the network can judge.
_supported: set[str] = set()


def unsupported(decision: Decision) -> list[Diagnostic]:
    """What the decision network cannot judge in the declaration; [] when it can judge all of it.

    What it can judge is worked out once: a province's declaration is that of all its counties.
    """
    if decision.digest in _supported:
        return []
    found = _unsupported(decision)
    if not found:
        _supported.add(decision.digest)
    return found


def _unsupported(decision: Decision) -> list[Diagnostic]:
    if found := problems(decision.rules):
        return found
    needed = sum(map(len, _compiled(decision).banks.values()))
    return [_too_many(len(decision.rules))] if needed > MAX_BANKS else []


def compile_declaration(decision: Decision) -> Declaration:
    """The patterns of a declaration. Raises DocumentError where `unsupported` objects."""
    if found := unsupported(decision):
        raise DocumentError(found)
    return _compiled(decision)


def _compiled(decision: Decision) -> Declaration:
    vocabulary = Vocabulary()
    fired: dict[tuple[DecisionSubject, tuple[Alternative, ...]], list[DecisionRule]] = {}
    for rule in (*BASE, *decision.rules):
        fired.setdefault((rule.over, alternatives(rule, vocabulary)), []).append(rule)
    kind = FIRST_KIND
    banks: dict[DecisionSubject, list[Bank]] = {}
    for subject in SUBJECTS:
        own = [(rows, tuple(rules)) for (over, rows), rules in fired.items() if over == subject and rows]
        banks[subject] = list(_dealt(own, kind))
        kind += len(banks[subject])
    return Declaration(vocabulary, banks)


def _too_many(rules: int) -> Diagnostic:
    return Diagnostic(
        "decision.too-many-rules",
        Text(
            f"decision（结论规则）共有 {rules} 条，连同其中列出的取值，超出了结论网络的容量。",
            f"decision: has {rules} rules, which with the values they list is more than the decision network "
            "holds.",
        ),
        help=Text(
            "请把结论相同的规则合并，例如写成 f.code in ['U01', 'U02']。",
            "Merge rules that derive the same, for example as f.code in ['U01', 'U02'].",
        ),
    )


def _dealt(
    own: list[tuple[tuple[Alternative, ...], tuple[DecisionRule, ...]]], first_kind: int
) -> Iterator[Bank]:
    bank, taken = Bank(first_kind), 0
    for rows, rules in own:
        for chunk in _chunks(rows):
            if len(bank.patterns) == BANK or taken + weight(chunk) > MAX_NUMBERS:
                yield bank
                bank, taken = Bank(bank.kind + 1), 0
            bank.patterns.append((_pattern(bank.kind, chunk), rules))
            taken += weight(chunk)
    yield bank


def _chunks(rows: tuple[Alternative, ...]) -> Iterator[tuple[Alternative, ...]]:
    """Rows that fit one pattern together; rows exclude one another, so any split fires the same."""
    chunk: list[Alternative] = []
    parts = 0
    for row in rows:
        needed = 2 + 2 * sum(admitted.inside and len(admitted.numbers) > 1 for admitted in row)
        if chunk and parts + needed > MAX_PARTS:
            yield tuple(chunk)
            chunk, parts = [], 0
        chunk.append(row)
        parts += needed
    yield tuple(chunk)


def _pattern(kind: int, rows: tuple[Alternative, ...]) -> Pattern:
    tests = [_conjunction(row) for row in rows if row]
    of_kind: Pattern = {"kind": kind}
    if not tests:
        return of_kind
    if len(tests) == 1:
        return {"$and": [of_kind, *tests[0]]}
    return {"$and": [of_kind, {"$or": [{"$and": test} for test in tests]}]}


def _conjunction(row: Alternative) -> list[Pattern]:
    tests: list[Pattern] = []
    for admitted in row:
        name = property_name(admitted.field)
        if not admitted.inside:
            tests.extend({"$neq": {name: number}} for number in admitted.numbers)
        elif len(admitted.numbers) == 1:
            tests.append({name: admitted.numbers[0]})
        else:
            tests.append({"$or": [{name: number} for number in admitted.numbers]})
    return tests


def waiver_joins(vocabulary: Vocabulary) -> dict[str, list[Pattern]]:
    """Name → the join of a waiver `w` to a failing finding `f` that it is granted; subject 0 covers all."""
    failing: list[Pattern] = [
        {"kind": FINDING},
        {property_name("status"): vocabulary.number("findings", "status", "fail")},
        {property_name("granted"): 1},
        {property_name("code"): {"w": property_name("code")}},
    ]
    subject = property_name("subject")
    return {
        "covers-all": [
            {"w": {"$and": [{"kind": WAIVER}, {subject: 0}]}},
            {"f": {"$and": failing}},
        ],
        "covers-one": [
            {"w": {"$and": [{"kind": WAIVER}, {"$neq": {subject: 0}}]}},
            {"f": {"$and": [*failing, {subject: {"w": subject}}]}},
        ],
    }


def property_name(field_name: str) -> str:
    """The library keeps `id` and `sid` for itself, so no field goes by its own name."""
    return f"of_{field_name}"
