"""The cases leave nothing out: every rule, every form of bound, every published code."""

from __future__ import annotations

import re
from collections import Counter

from pydantic import BaseModel

from policy_engine.documents.fields import Table
from policy_engine.documents.paths import forms_of
from policy_engine.documents.policy import Policy
from policy_engine.policyset.envelope import FORMS
from policy_engine.rulebook.loader import load_rulebook
from tests.policy_checks.data import CASES

RULES = {rule.id: rule.code for rule in load_rulebook(judges="policy").rules}
FINDS = [find for case in CASES for find in case.get("finds", [])]
SILENT = {id_ for case in CASES for id_ in case.get("silent", [])}
_ITSELF = ("stays", "stated")
_FORM = re.compile(
    rf"bound-.+-({'|'.join(form.replace('_', '-') for form in FORMS)})(?:-[0-9]+)?(-{'|-'.join(_ITSELF)})?"
)


def form_of(id_: str) -> str | None:
    """The form of the bound that a rule belongs to; "stays" or "stated" where it asks for its place."""
    match = _FORM.fullmatch(id_)
    if match is None:
        return None
    return match[2][1:] if match[2] else match[1].replace("-", "_")


def test_every_rule_has_a_bad_case_and_a_good_one_in_which_it_was_judged() -> None:
    assert {find["id"] for find in FINDS} & set(RULES) == set(RULES)
    assert SILENT & set(RULES) == set(RULES)


def test_every_form_of_bound_has_a_bad_case_and_a_good_one() -> None:
    forms = {*FORMS, *_ITSELF}
    assert {form_of(find["id"]) for find in FINDS} >= forms
    assert {form_of(id_) for id_ in SILENT} >= forms


def test_every_published_code_has_a_case() -> None:
    published = {f"Q{number:02}" for number in range(1, 17)}
    assert {find["code"] for find in FINDS} >= published
    bounds = {find["code"] for find in FINDS if form_of(find["id"]) is not None}
    assert {*RULES.values(), *bounds} == published


def test_the_cases_name_no_unknown_rule() -> None:
    for find in FINDS:
        known = RULES.get(find["id"]) == find["code"] or form_of(find["id"]) is not None
        # What is wrong with a file goes by its code alone: policy.empty-value.
        assert known or (find["id"] == find["code"] and "." in find["code"]), find
    assert [id_ for id_ in SILENT if id_ not in RULES and form_of(id_) is None] == []


def test_case_names_are_sentences_and_none_is_used_twice() -> None:
    names = [case["case"] for case in CASES]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if len(name.split()) < 4] == []


def test_no_table_asks_more_of_larger_classes() -> None:
    """Q08 looks at tables that are looser upwards; the first one that is looser downwards needs a rule."""
    assert [path for path, looser in _tables(Policy) if looser == "down"] == []
    assert ("posts.cap", "up") in _tables(Policy)


def _tables(model: type[BaseModel], path: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, info in model.model_fields.items():
        for form in forms_of(info.annotation):
            if not (isinstance(form, type) and issubclass(form, BaseModel)):
                continue
            place = f"{path}.{name}".removeprefix(".")
            extra = info.json_schema_extra
            looser = extra.get("x-looser") if isinstance(extra, dict) else None
            found += [(place, looser)] if issubclass(form, Table) else _tables(form, place)
    return found
