"""What checks read of a policy is known without typing them, and is the same as the typed checks say."""

from __future__ import annotations

import pytest

from policy_engine.documents.rules import Derivation, Message, RuleDeclaration
from policy_engine.documents.terms import Judges
from policy_engine.program.reading import parameters_named, parameters_read
from policy_engine.program.standard import (
    JUDGED,
    shared_checks,
    standard_checks,
    standard_program,
    standard_rule,
)
from policy_engine.rulebook.loader import Checks

_WORDS = Message(zh="字", en="words")


@pytest.mark.parametrize("judges", JUDGED)
def test_each_standard_check_names_the_parameters_that_it_reads(judges: Judges) -> None:
    program = standard_program(judges)
    typed = {rule.id: parameters_read(rule, program) for rule in program.rules}
    assert parameters_named(standard_checks(judges), shared_checks(judges)) == typed
    assert judges != "setup" or any(typed.values())


@pytest.mark.parametrize("judges", JUDGED)
def test_a_standard_check_typed_alone_is_the_same_as_among_the_others(judges: Judges) -> None:
    for rule in standard_program(judges).rules[::7]:
        assert standard_rule(judges, rule.id).rules == (rule,)


@pytest.mark.parametrize(
    ("require", "named"),
    [
        ("params.posts.cap > 1", [("posts", "cap")]),
        ("params\n  .posts . cap > 1", [("posts", "cap")]),
        ("params.posts.parts.exists(p, p == 'params.other')", [("posts", "parts")]),
        ("has(params.posts.cap) && true", [("posts", "cap")]),
        ("params.posts == null || params.posts.cap == 1", [("posts", "cap")]),
        ("setup.params.posts == 1", []),
        ("'it\\'s params.posts' == \"params.posts\"", []),
        ("shared > 1", [("posts", "cap")]),
        ("setup.shared > 1", []),
        ("by_id(params.posts.parts, 'a') == null", [("posts", "parts")]),
        ("params.posts.parts[0].cap == 1", [("posts", "parts")]),
        ("true", []),
    ],
)
def test_parameters_are_found_in_an_expression(require: str, named: list[tuple[str, ...]]) -> None:
    rule = RuleDeclaration(id="one", require=require, title=_WORDS, message=_WORDS)
    between = Derivation(id="between", value="params.posts.cap", title=_WORDS)
    shared = Derivation(id="shared", value="between + 1", title=_WORDS)
    found = parameters_named(Checks((shared,), (rule,)), Checks((between,), ()))
    assert found == {"one": tuple(named)}
