"""A batch of actions is read the same in either language and by either way of reading."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.actions import Actions
from policy_engine.documents.arrival import arrived_keys
from policy_engine.documents.load import load
from policy_engine.documents.schema import schema_of
from policy_engine.documents.terms import CHINESE
from policy_engine.source import schema_validator
from policy_engine.source.schema_validator import schema_errors
from tests.documents.trees import changed, node_of, places

FOLDER = Path(__file__).parent / "actions"


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=datetime.date.isoformat))


@pytest.fixture(scope="module")
def english() -> dict[str, Any]:
    found: dict[str, Any] = load(Actions, (FOLDER / "en.yaml").read_bytes(), "en.yaml").tree.to_plain()
    return found


def count(value: Any) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(count, value.values()))
    return sum(map(count, value)) if isinstance(value, list) else 0


def test_both_languages_say_the_same_of_every_kind_of_action(english: dict[str, Any]) -> None:
    chinese = load(Actions, (FOLDER / "zh.yaml").read_bytes(), "zh.yaml")
    assert [each["action"] for each in english["actions"]] == list(CHINESE["action_kind"])
    assert chinese.tree.to_plain() == english
    assert chinese.document == load(Actions, (FOLDER / "en.yaml").read_bytes(), "en.yaml").document


def test_json_goes_straight_to_the_models_and_says_the_same(english: dict[str, Any]) -> None:
    data = json.dumps(plain(english), ensure_ascii=False).encode()
    loaded = load(Actions, data, "x.json")
    assert "tree" not in loaded.__dict__, "it was read the careful way"
    assert arrived_keys(loaded.document) == count(english)
    assert loaded.document == load(Actions, (FOLDER / "zh.yaml").read_bytes(), "zh.yaml").document


@pytest.mark.parametrize(
    "path", [("actions", 0, "newcomer", "file", "home"), ("actions", 11, "resources", "money")]
)
def test_a_key_twice_in_the_json_of_an_action_is_found(
    english: dict[str, Any], path: tuple[Any, ...]
) -> None:
    here: Any = english
    for step in path:
        here = here[step]
    once = f'"{path[-1]}": {json.dumps(here, ensure_ascii=False)}'
    data = json.dumps(plain(english), ensure_ascii=False)
    assert data.count(once) == 1
    with pytest.raises(DocumentError) as caught:
        load(Actions, data.replace(once, f"{once}, {once}").encode(), "x.json")
    assert [each.code for each in caught.value.diagnostics] == ["json.duplicate-key"]


def test_model_and_schema_take_and_refuse_the_same_actions(
    english: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = schema_of(Actions)
    exact = schema_validator._exact(schema)
    monkeypatch.setattr(schema_validator, "_exact", lambda _: exact)
    agreed = {True: 0, False: 0}
    differing = set()
    for action in english["actions"]:
        batch = {**english, "actions": [action]}
        for path in places(batch):
            for what, made in changed(batch, path):
                taken = _model_takes(made)
                if taken == (next(schema_errors(node_of(made), schema), None) is None):
                    agreed[taken] += 1
                else:
                    differing.add((action["action"], path, what))
    assert differing == set()
    assert min(agreed.values()) > 300


def _model_takes(document: dict[str, Any]) -> bool:
    try:
        Actions.model_validate(document)
    except ValueError:
        return False
    return True


def test_the_value_of_a_kind_is_read_with_spaces_too() -> None:
    (last,) = load(Actions, (FOLDER / "zh.yaml").read_bytes(), "zh.yaml").document.actions[-1:]
    assert "岗位 画像" in (FOLDER / "zh.yaml").read_text("utf-8")
    assert last.action == "portrait"
