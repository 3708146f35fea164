"""unsupported.yaml: what the network cannot judge is refused before any case comes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from policy_engine.diagnostics import DocumentError
from policy_engine.engines import rete_patterns
from policy_engine.engines.rete import decide, unsupported
from tests.decision.makers import case, declaration
from tests.decision.plain_reading import plain_verdict

ENTRIES = yaml.load(Path(__file__).with_name("unsupported.yaml").read_text("utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["when"] for entry in ENTRIES])
def test_condition(entry: dict[str, str]) -> None:
    rule = {"id": "committee", "for": {entry["over"][0]: entry["over"]}, "when": entry["when"], "route": "a"}
    decision = declaration([rule])
    problems = unsupported(decision)
    if "part" not in entry:
        assert problems == []
        return
    assert [problem.code for problem in problems] == ["decision.unsupported-expression"]
    assert "结论规则“committee”的条件无法判断：" + entry["part"] + "。" in problems[0].message.zh
    with pytest.raises(DocumentError):
        decide(case(), decision)


def test_every_rule_that_cannot_be_judged_is_named() -> None:
    rule = {"for": {"f": "findings"}, "when": "size(f.code) == 3", "route": "a"}
    problems = unsupported(declaration([rule | {"id": "first"}, rule | {"id": "second"}]))
    assert [problem.message.en.split(":")[0] for problem in problems] == [
        "decision rule first", "decision rule second",
    ]  # fmt: skip


def listing(how_many: int) -> str:
    return "[" + ", ".join(f"'U{n}'" for n in range(how_many)) + "]"


@pytest.mark.parametrize("negation", ["", "!"])
def test_a_condition_may_list_as_many_values_as_the_network_holds(negation: str) -> None:
    over = {"for": {"f": "findings"}}
    by_code = {"id": "r", "when": f"{negation}(f.code in {listing(400)})", "route": "a"}
    by_rule = {"id": "s", "when": f"f.rule in {listing(400)}", "route": "b"}
    decision = declaration([over | by_code, over | by_rule])
    for code in ("U0", "U399", "U400"):
        one = case([{"code": code, "rule": code}])
        assert decide(one, decision) == plain_verdict(one, decision)


@pytest.mark.parametrize(
    "when",
    [f"f.code in {listing(401)}", f"f.code in {listing(80)} || f.rule in {listing(80)}"],
    ids=["too many values", "too many combinations"],
)
def test_a_condition_too_wide_for_the_network_is_refused(when: str) -> None:
    decision = declaration([{"id": "r", "for": {"f": "findings"}, "when": when, "route": "a"}])
    (problem,) = unsupported(decision)
    assert problem.code == "decision.condition-too-wide"
    assert problem.help is not None
    assert "拆成几条" in problem.help.zh


def test_more_rules_than_the_network_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rete_patterns, "MAX_BANKS", 14)
    rule = {"for": {"f": "findings"}, "route": "a"}
    rules = [rule | {"id": f"r{n}", "when": f"f.code == 'U{n}'"} for n in range(200)]
    (problem,) = unsupported(declaration(rules))
    assert problem.code == "decision.too-many-rules"
    assert "200 条" in problem.message.zh
    assert unsupported(declaration(rules[:150])) == []
