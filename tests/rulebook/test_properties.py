"""What holds of every set-up: order does not matter, more is never less, the same gives the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.findings.report import Report
from tests.effort import tried
from tests.fixtures.counties import (
    ROOT,
    Documents,
    as_yaml,
    base,
    changed,
    checker,
    policies_of,
    report_on,
)
from tests.rulebook.data import cases, named

CASES = [case for file in sorted((Path(__file__).parent / "cases").glob("*.yaml")) for case in cases(file)]
# Each is a set-up of its own, most of them with a fault.
SAMPLES = st.sampled_from(CASES).map(lambda case: changed(base(case["base"]), case))
LISTS = ("institutions", "posts", "persons", "assignments", "duties")

quick = tried(15, thorough=60, derandomize=True, database=None)


def said(report: Report) -> Counter[str]:
    """The findings without their places; an incomplete check names the first of several causes."""
    return Counter(
        repr((f.id, f.status, f.severity, f.subject and f.subject.id, f.observed, f.limit, f.clause))
        for f in report.findings
    )


@quick
@given(documents=SAMPLES, data=st.data())
def test_the_order_of_lists_does_not_matter(documents: Documents, data: st.DataObject) -> None:
    setup = dict(documents.setup)
    for name in LISTS:
        if name in setup:
            setup[name] = data.draw(st.permutations(setup[name]), label=name)
    shuffled = report_on(replace(documents, setup=setup))
    report = report_on(documents)
    assert said(shuffled) == said(report)
    assert shuffled.outcome == report.outcome


@quick
@given(documents=SAMPLES, number=st.integers(1, 4), kind=st.sampled_from(["general", "featured", "leader"]))
def test_one_more_counted_post_never_mends_a_cap(documents: Documents, number: int, kind: str) -> None:
    def over(each: Documents) -> int:
        caps = [f for f in report_on(each).findings if f.id == "posts-over-cap" and f.status == "fail"]
        return sum(-finding.margin for finding in caps if isinstance(finding.margin, int))

    post = {"institution": "I0", "name": "新设岗", "kind": kind, "seats": 1}
    more = [{"id": f"X{each}", **post} for each in range(number)]
    setup = {**documents.setup, "posts": [*documents.setup["posts"], *more]}
    before, after = over(documents), over(replace(documents, setup=setup))
    assert after >= before + (number if before else 0)


@pytest.mark.parametrize("case", named(CASES))
def test_json_and_yaml_give_the_same_findings(case: dict[str, Any]) -> None:
    documents = changed(base(case["base"]), case)
    judge = checker(policies_of(documents)).check
    assert unplaced(judge(documents.data, "setup")) == unplaced(judge(as_yaml(documents.setup), "setup"))


def unplaced(report: Report) -> Any:
    """The report without the input's own bytes, and lines and columns in it."""
    made = report.model_dump(exclude={"input"})
    for finding in made["findings"]:
        finding["subject"].update(line=0, column=0)
    return made


def test_chinese_and_english_keys_give_the_same_findings() -> None:
    documents = changed(base("full"), {"setup": {"set": {"township.class": "small"}}})
    setup = json.loads(documents.data)
    setup["乡镇(街道)"] = {**setup.pop("township"), "建制": "镇"}
    del setup["乡镇(街道)"]["form"]
    judge = checker(policies_of(documents)).check
    assert unplaced(judge(json.dumps(setup).encode(), "setup")) == unplaced(judge(documents.data, "setup"))


FAULTY = "policies/330522-changxing/cases/meishan-2024-faults.yaml"
PRINT_A_REPORT = f"""
from pathlib import Path
from policy_engine.app.check import Checker
report = Checker(Path("policies")).check(Path("{FAULTY}").read_bytes(), "{FAULTY}")
print(report.model_dump_json(by_alias=True))
"""


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    def printed(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PRINT_A_REPORT]
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return run.stdout

    first = printed("1")
    assert json.loads(first)["outcome"] == "rejected"
    assert printed("20240301") == first


def test_the_same_checker_gives_the_same_bytes_twice() -> None:
    documents = changed(base("full"), {"setup": {"set": {"persons": [], "township.class": "small"}}})
    first, second = report_on(documents), report_on(documents)
    assert len(first.findings) > 2
    assert first.model_dump_json() == second.model_dump_json()
