"""cases.yaml: what a declaration makes of a case, by the network and by the plain reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.engines.rete import decide
from policy_engine.findings.case import Verdict
from tests.decision.makers import case, declaration
from tests.decision.plain_reading import plain_verdict


def entries() -> list[Any]:
    groups = yaml.load(Path(__file__).with_name("cases.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return [
        pytest.param(group["rules"], entry, id=entry["name"].replace(" ", "-"))
        for group in groups
        for entry in group["cases"]
    ]


@pytest.mark.parametrize(("rules", "entry"), entries())
def test_case(rules: list[dict[str, Any]], entry: dict[str, Any]) -> None:
    one = case(
        entry.get("findings", ()),
        entry.get("waivers", ()),
        entry.get("class", "large"),
        entry.get("form", "town"),
    )
    expected = Verdict(
        outcome=entry["verdict"]["outcome"],
        waived=frozenset(entry["verdict"].get("waived", ())),
        conditions=tuple(entry["verdict"].get("conditions", ())),
        routes=tuple(entry["verdict"].get("routes", ())),
        obligations=tuple(entry["verdict"].get("obligations", ())),
    )
    decision = declaration(rules)
    assert decide(one, decision) == expected
    assert plain_verdict(one, decision) == expected
