"""The fused form of a program says what the separate form says, which defines the meaning."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policy_engine.documents.links import link
from policy_engine.documents.load import load
from policy_engine.documents.people import Assignment
from policy_engine.documents.rules import RuleDeclaration
from policy_engine.documents.setup import Setup
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.expr.problems import ExpressionError
from policy_engine.findings.judgement import Facts, Judgement
from policy_engine.program.build import specialise
from policy_engine.program.fold import Township
from policy_engine.program.rules import Program
from policy_engine.program.standard import standard_program
from policy_engine.program.typing import type_rule
from tests.differential.random_rules import RuleMaker
from tests.fixtures.counties import as_json, base, changed, read
from tests.fixtures.expected import program_and_facts
from tests.fixtures.mutations import Mutator
from tests.rulebook.data import named
from tests.rulebook.test_cases import CASES, WAYS
from tests.rulebook.test_injection import FAULTS


def said(judgement: Judgement) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """(failures with what they are about, incomplete, not judged): how often each."""
    return (
        Counter(f"{f.rule.id} {[_name(element) for element in f.bound]}" for f in judgement.failures),
        Counter(item.rule.id for item in judgement.incomplete),
        Counter(item.rule.id for item in judgement.not_judged),
    )


def _name(element: Any) -> str:
    if isinstance(element, Assignment):
        return f"{element.person} {element.post} {element.main}"
    return str(getattr(element, "id", element))


def assert_agreement(compiled: CompiledProgram, facts: Facts) -> None:
    assert said(compiled.judge(facts)) == said(compiled.judge_separately(facts))


READABLE = [case for case in (*CASES, *WAYS, *FAULTS) if "error" not in case]


@pytest.mark.parametrize("case", named(READABLE))
def test_they_agree_on_every_case(case: dict[str, Any]) -> None:
    assert_agreement(*program_and_facts(changed(base(case["base"]), case)))


@pytest.mark.parametrize("name", ["full", "small", "scored", "lushan"])
def test_they_agree_on_set_ups_changed_at_random(name: str) -> None:
    documents = base(name)
    mutator = Mutator(random.Random(name).choice)  # noqa: S311
    for _ in range(100):
        assert_agreement(*program_and_facts(replace(documents, setup=mutator.mutated(documents.setup))))


@pytest.mark.parametrize("case", named(read(Path(__file__).parent / "careful_rules.yaml")))
def test_they_agree_on_a_rule_that_asks_for_care(case: dict[str, Any]) -> None:
    bindings = case.get("for", {"p": "setup.assignments", "q": "setup.posts"})
    rule = {"id": "careful", "for": bindings, "message": {"zh": "意见", "en": "message"}}
    rule |= {name: case[name] for name in ("when", "require") if name in case}
    compiled = compiled_rules([rule])
    _, facts = program_and_facts(base("full"))
    mutator = Mutator(random.Random(case["case"]).choice)  # noqa: S311
    assert_agreement(compiled, facts)
    for _ in range(30):
        assert_agreement(compiled, facts_about(mutator.mutated(base("full").setup), facts))


@pytest.mark.parametrize("seed", range(8))
def test_they_agree_on_rules_made_at_random(seed: int) -> None:
    choose = random.Random(seed).choice  # noqa: S311
    maker, mutator = RuleMaker(choose), Mutator(choose)
    _, facts = program_and_facts(base("full"))
    for _ in range(25):
        rules = [maker.rule(number) for number in range(3)]
        compiled = compiled_rules(rules)
        changed_at_random = facts_about(mutator.mutated(base("full").setup, most=4), facts)
        for each in (facts, changed_at_random):
            assert said(compiled.judge(each)) == said(compiled.judge_separately(each)), rules


def compiled_rules(declarations: Iterable[dict[str, Any]]) -> CompiledProgram:
    """A program of these rules alone. Fails where one cannot be typed: the maker makes none of these."""
    standard = standard_program()

    def refuse(path: tuple[str | int, ...], error: ExpressionError) -> None:
        raise AssertionError(path, error.problems)

    rules = tuple(type_rule(RuleDeclaration.model_validate(d), standard.scope, refuse) for d in declarations)
    return CompiledProgram(specialise(Program((), rules, standard.scope), {}, Township("large", "town")))


def facts_about(setup: Any, like: Facts) -> Facts:
    """The facts of another set-up of the same township and day."""
    document = load(Setup, as_json(setup), "setup.json").document
    return replace(like, setup=document, links=link(document, like.on))
