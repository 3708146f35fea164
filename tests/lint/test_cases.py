"""Every rule N by its examples: what is to be avoided is found, what is preferred is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.lint_fix import safe_changes
from policy_engine.rulebook.loader import load_rulebook
from tests.lint.folder import cases, ids, laid_out, linted, named, of_lint

CASES = [pytest.param(code, case, id=f"{code} {named(case)}") for code, case in cases()]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_what_is_to_be_avoided_is_found_and_fixed_where_that_is_safe(
    code: str, case: dict[str, Any], tmp_path: Path
) -> None:
    path = laid_out(tmp_path, case["avoid"], as_written=case.get("as_written", False))
    validation = linted(path)
    assert validation.summary.error == 0
    assert ids(of_lint(validation)) == {(code, case["rule"])}
    (fixed,) = safe_changes([path])
    assert (fixed.made > 0, fixed.left) == (case.get("fix", False), ())
    if fixed.made:
        path.write_bytes(fixed.after)
        (again,) = safe_changes([path])
        assert (again.made, again.after) == (0, fixed.after)
        assert of_lint(linted(path)) == []


@pytest.mark.parametrize(("code", "case"), CASES)
def test_what_is_preferred_is_not_found(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    del code
    validation = linted(laid_out(tmp_path, case["prefer"], as_written=case.get("as_written", False)))
    assert validation.summary.error == 0
    assert of_lint(validation) == []


def test_every_rule_has_an_example() -> None:
    rules = {(rule.code, rule.id) for rule in load_rulebook(judges="lint").rules}
    assert {(code, case["rule"]) for code, case in cases()} == rules
