"""Changes that tests make to documents; cases in patches.yaml."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.load import document_of, load
from policy_engine.documents.policy_tests import PolicyTests
from policy_engine.documents.setup import Setup
from policy_engine.source.tree import MappingNode, SequenceNode
from policy_engine.testing.material import json_bytes
from policy_engine.testing.patches import Written, patched
from policy_engine.testing.places import find

CASES = yaml.load((Path(__file__).parent / "patches.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
SETUP = """
kind: setup
jurisdiction: "331004"
as_of: 2024-03-01
township: {code: "331004003", name: 路北街道, form: subdistrict}
institutions:
  - {id: I1, name: 公共服务办, kind: platform, function: service}
  - {id: I2, name: 党建办, kind: platform, function: party}
posts:
  - {id: P1, name: 便民服务岗, institution: I1, kind: general, seats: 2, score: 80.5}
  - {id: P2, name: 组织人事岗, institution: I2, kind: general, seats: 1}
persons:
  - {id: R1, name: 张*, establishment: administrative, origin: own, status: in_service}
  - {id: R2, name: 李*, establishment: administrative, origin: own, status: in_service}
  - {id: R3, name: 王*, establishment: administrative, origin: own, status: in_service}
assignments:
  - {person: R1, post: P1, main: true, from: 2024-01-01}
  - {person: R2, post: P1, main: false, from: 2024-01-01}
  - {person: R2, post: P2, main: true, from: 2024-01-01}
  - {person: R3, post: P2, main: false, from: 2024-01-01}
duties:
  - {id: D1, name: 受理, list: basic, lead_post: P1}
"""
HEAD = 'kind: tests\njurisdiction: "331004"\nfixtures: {}\ntests:\n- name: 一条\n  given: 甲\n  expect: {}\n'


def changed(change: list[dict[str, Any]]) -> MappingNode:
    """The set-up with what a file of tests says to change."""
    text = yaml.safe_dump({"change": change}, allow_unicode=True, default_flow_style=None)
    tests = load(
        PolicyTests, (HEAD + "".join(f"  {line}\n" for line in text.splitlines())).encode(), "t.yaml"
    )
    node = tests.tree.at(("tests", 0, "change"))
    assert isinstance(node, SequenceNode)
    patches = zip(tests.document.tests[0].change, node.items, strict=True)
    base = load(Setup, SETUP.encode(), "setup.yaml").tree
    assert isinstance(base, MappingNode)
    made = patched(base, Setup, [Written(patch, item) for patch, item in patches])
    document_of(Setup, made)
    return made


@pytest.mark.parametrize("case", [case for case in CASES if "then" in case], ids=lambda case: str(case["id"]))
def test_a_change_is_made(case: dict[str, Any]) -> None:
    made = changed(case["change"])
    for place, value in case["then"].items():
        (path,) = find(made, Setup, place, made.span).paths
        node = made.at(path)
        if isinstance(node, SequenceNode):
            ids = [str(item.to_plain().get("id")) for item in node.items]
            assert (len(ids) if isinstance(value, int) else ids) == value
        else:
            assert (None if node is None else node.to_plain()) == value


@pytest.mark.parametrize(
    "case", [case for case in CASES if "error" in case], ids=lambda case: str(case["id"])
)
def test_a_change_that_fits_nowhere_is_told_where_it_is_written(case: dict[str, Any]) -> None:
    with pytest.raises(DocumentError) as raised:
        changed(case["change"])
    problem = raised.value.diagnostics[0]
    assert problem.code == case["error"]
    assert problem.help is not None
    assert problem.span is not None
    assert problem.span.file == "t.yaml"


def test_every_number_keeps_all_its_digits_on_its_way_to_the_checks() -> None:
    made = changed([{"set": "posts[P2].score", "to": 81.125}])
    loaded = load(Setup, json_bytes(made), "setup.json")
    assert loaded.document == document_of(Setup, made)
    assert [str(post.score) for post in loaded.document.posts or ()] == ["80.5", "81.125"]
    assert loaded.document.as_of == datetime.date(2024, 3, 1)
