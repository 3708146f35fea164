"""Who set a value, where, since when, and what became of it: cases as data, pages as recorded."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from policy_engine_cli.main import main
from rich.cells import cell_len

from policy_engine.app.policy_value import PolicyValue, explain_value
from tests.cli.running import Run
from tests.show.chains import MADE
from tests.source.golden import compare

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "show"
VALUES: list[dict[str, Any]] = yaml.load((HERE / "values.yaml").read_text("utf-8"), yaml.CSafeLoader)
REFUSED: list[dict[str, Any]] = yaml.load((HERE / "refused.yaml").read_text("utf-8"), yaml.CSafeLoader)
PAGES = {
    "table": "posts.cap",
    "gone": "posts.cap.values.small",
    "removed": "institutions.templates[small].posts",
    "records": "institutions.platforms",
    "undeclared": "establishment.quota",
    "long": "institutions",
    "excepted": "posts.featured_share",
}
Command = Callable[..., Run]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Runs `policy-engine` beside the policies made for these tests."""
    monkeypatch.chdir(HERE)

    def run(*arguments: str) -> Run:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
        code = main(arguments)
        captured = capfdbinary.readouterr()
        return Run(code, cast("bytes", captured.out), cast("bytes", captured.err))

    return run


def layers_of(value: PolicyValue) -> list[list[Any]]:
    """[jurisdiction, outcome, since, by or at], as far as there is something to say."""
    rows = []
    for say in value.says:
        at = say.at if say.outcome in ("drops", "removes") else None
        last = at if say.by is None else say.by.jurisdiction
        row = [say.layer.jurisdiction, say.outcome, say.since, last]
        rows.append([each for each in row if each is not None])
    return rows


@pytest.mark.parametrize("case", VALUES, ids=[case["name"] for case in VALUES])
def test_values(case: dict[str, Any]) -> None:
    target, path = case["explain"]
    value = explain_value(MADE, target, path)
    assert value.path == case.get("path", path)
    assert (None if value.node is None else value.node.to_plain()) == case["value"]
    assert layers_of(value) == case["layers"]
    assert list(value.there_are) == case.get("there_are", [])
    assert (None if value.default is None else value.default.to_plain()) == case.get("default")
    if "merging" in case:
        assert value.merging == case["merging"]
    tree = value.asked.policy.tree
    limits = [tree.at(("envelope", bound.number, bound.form)) for bound in value.bounds]
    bounds = [
        [bound.form, limit.to_plain() if limit else None, bound.entry.code]
        for bound, limit in zip(value.bounds, limits, strict=True)
    ]
    assert bounds == case.get("bounds", [])
    if "checks" in case:
        keys = {r.id if r.code == r.id else f"{r.code}/{r.id}": r.consequence for r in value.readers}
        assert keys == case["checks"]


def test_every_outcome_occurs() -> None:
    outcomes = {row[1] for case in VALUES for row in case["layers"]}
    assert outcomes == {
        "holds", "merged", "replaced", "taken-away", "not-inherited", "removes", "drops", "silent",
    }  # fmt: skip


@pytest.mark.parametrize("case", VALUES, ids=[case["name"] for case in VALUES])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_and_data_name_the_same_places(case: dict[str, Any], language: str, command: Command) -> None:
    asked = ("explain", "--policy", *case["explain"], "--lang", language)
    ran = command(*asked)
    assert (ran.code, ran.error) == (0, "")
    assert max(cell_len(line) for line in ran.out.splitlines()[3:]) <= 96
    data = json.loads(command(*asked, "--format", "json").out)
    assert [layer["jurisdiction"] for layer in data["layers"]] == [row[0] for row in case["layers"]]
    for layer in data["layers"]:
        if layer["line"] is not None:
            line = Path(layer["file"]).read_text("utf-8").splitlines()[layer["line"] - 1]
            assert line[layer["column"] - 1 :].strip()
            assert f"{layer['file']}:{layer['line']}" in ran.out
            assert datetime.date.fromisoformat(layer["since"]) <= datetime.date.fromisoformat(data["on"])


@pytest.mark.parametrize("case", REFUSED, ids=[case["name"] for case in REFUSED])
def test_refusals(case: dict[str, Any], command: Command) -> None:
    ran = command(*case["run"])
    assert (ran.code, ran.out) == (case["code"], "")
    for said in case["said"]:
        assert said in ran.error


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_as_recorded(page: str, language: str, command: Command) -> None:
    ran = command("explain", "--policy", "331004@2024-03-01", PAGES[page], "--lang", language)
    compare(ran.out, GOLDEN / f"value-{page}.{language}.txt")


def test_the_data_are_as_recorded(command: Command) -> None:
    ran = command("explain", "--policy", "331004@2024-03-01", "posts.cap", "--format", "json")
    compare(ran.out, GOLDEN / "value-table.json")


def test_what_is_shown_is_utf_8_and_can_be_used_as_a_file(command: Command) -> None:
    ran = command("show", "331004@2024-03-01")
    assert (ran.code, ran.error) == (0, "")
    assert "合并：某省、某市、某县" in ran.shown.decode("utf-8")
    data = json.loads(command("show", "331004@2024-03-01", "--format", "json", "--keys", "zh").out)
    assert data["policy"]["岗位设置"]["单岗人数上限"] == 2
    assert {"path": "机构设置.设置模板[full].特色机构.上限", "value": 2, "line": 13, "layer": "city",
            "file": "policies/331000-city/2023-01-01.yaml"} in data["values"]  # fmt: skip
