"""Derived values are ordered by what they read, and may not read each other in a circle."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.documents.rules import Derivation, Message
from policy_engine.expr.problems import ExpressionError
from policy_engine.program.build import CycleError, needed_by, type_derivations
from policy_engine.program.scope import ROOTS


def declared(**values: str) -> list[Derivation]:
    title = Message(zh="甲", en="a")
    return [Derivation(id=name, value=value, title=title) for name, value in values.items()]


def typed(*declarations: Derivation) -> Any:
    def reporting(_: str) -> Any:
        def report(path: Any, error: ExpressionError) -> None:
            raise AssertionError((path, error))

        return report

    return type_derivations(declarations, ROOTS, reporting)


def test_what_is_read_comes_first_whatever_the_order_of_declaration() -> None:
    derivations, scope = typed(*declared(a="c + 1", b="2", c="b * 2"))
    assert [derivation.id for derivation in derivations] == ["b", "c", "a"]
    assert {"a", "b", "c"} <= scope.keys()


def test_values_that_read_each_other_in_a_circle_are_refused() -> None:
    with pytest.raises(CycleError) as caught:
        typed(*declared(a="b + 1", b="c + 1", c="a + 1"))
    assert caught.value.names == ("a", "b", "c", "a")


def test_only_what_is_needed_is_kept() -> None:
    derivations, _ = typed(*declared(a="c + 1", b="2", c="b * 2", d="a + b"))
    assert [derivation.id for derivation in needed_by(["c"], derivations)] == ["b", "c"]
