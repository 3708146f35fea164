"""A fingerprint names a change: by what both sides mean, not by how or where they say it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policy_engine.diagnostics import DocumentError, Severity
from policy_engine.diff.approved import ApprovedChanges, approve
from policy_engine.diff.compare import compare, summary_of
from policy_engine.documents.load import load
from tests.diff.pairs import base_with, in_force, laid_out
from tests.policy_checks.chains import lay_out

RULE: dict[str, Any] = {
    "id": "seats", "for": {"p": "setup.posts"}, "require": "p.seats <= 3",
    "message": {"zh": "人数过多", "en": "too many"},
}  # fmt: skip


def prints(a: dict[str, Any], b: dict[str, Any]) -> dict[str, str]:
    one, other = (base_with({"county": {"set": each}}) for each in (a, b))
    return {change.path: change.fingerprint for change in compare(one, other)}


def test_they_do_not_depend_on_order_comments_spelling_or_lines(tmp_path: Path) -> None:
    lay_out(tmp_path, {"county": {"set": {"posts": {"cap": 92, "featured_share": "25%"}}}})
    (file,) = tmp_path.glob("430412-*/*.yaml")
    text = file.read_text("utf-8")
    a = base_with({"county": {"set": {"posts": {"cap": 90, "featured_share": 0.2}}}})
    first = compare(a, in_force(tmp_path))
    lines = text.replace("cap: 92", "岗位上限:   92   # 示例").replace("25%", "1/4").splitlines()
    posts = next(number for number, line in enumerate(lines) if line.startswith("posts:"))
    head = next(number for number, line in enumerate(lines) if line.startswith("classification:"))
    moved = ["# 说明", "", *lines[:head], *lines[posts:], *lines[head:posts]]
    file.write_text("\n".join(moved) + "\n", "utf-8")
    second = compare(a, in_force(tmp_path))
    assert [change.fingerprint for change in first] == [change.fingerprint for change in second]
    assert len(first) == 2
    assert [c.b and c.b.line for c in first] != [c.b and c.b.line for c in second]


def test_they_do_depend_on_the_numbers_and_the_place() -> None:
    found = [prints({"posts.cap": 90}, {"posts.cap": cap}) for cap in (92, 93)]
    found += [prints({"posts.cap": 91}, {"posts.cap": 92}), prints({}, {"posts.seats_max": 92})]
    told = [print_ for each in found for print_ in each.values()]
    assert len(set(told)) == len(told) > 3


def test_they_depend_on_who_is_compared() -> None:
    changes = {"neighbour": {"set": {"posts.seats_max": 3}}, "county": {"set": {"posts.seats_max": 3}}}
    (here,) = compare(in_force(laid_out({"neighbour": {}})), in_force(laid_out(changes)))
    there = compare(in_force(laid_out({"neighbour": {}}), "430408"), in_force(laid_out(changes), "430408"))
    assert there[0].path == here.path
    assert there[0].fingerprint != here.fingerprint


def test_a_rule_keeps_its_fingerprint_when_it_is_reworded() -> None:
    reworded = {
        **RULE,
        "for": {"post": "setup.posts"},
        "require": "post.seats<=3",
        "message": {"zh": "请核减", "en": "x"},
    }
    severer = {**RULE, "require": "p.seats <= 2"}
    told = [prints({}, {"rules": [rule]})["rules[seats]"] for rule in (RULE, reworded, severer)]
    assert told[0] == told[1] != told[2]


STEPS = [{"id": "propose", "name": "提出"}, {"id": "review", "name": "审核"}]


def test_a_further_step_is_another_one_at_another_place() -> None:
    added = {"id": "hearing", "name": "听取意见"}
    path = "procedures.admission.steps[hearing]"
    steps = [[*STEPS[:place], added, *STEPS[place:]] for place in range(3)]
    here = {"procedures": {"admission": {"steps": STEPS}}}
    told = [prints(here, {"procedures": {"admission": {"steps": each}}}) for each in steps]
    assert [list(each) for each in told] == [[path]] * 3
    assert len({each[path] for each in told}) == 3
    back = [prints({"procedures": {"admission": {"steps": each}}}, here)[path] for each in steps]
    assert len({*back, *(each[path] for each in told)}) == 6


def test_an_added_bound_of_one_layer_is_no_changed_bound_of_another() -> None:
    bound = {"path": "posts.seats_max", "at_most": 5}
    lower = {"province": {"append": {"envelope": [bound]}}}
    above = {**lower, "nation": {"set": {"envelope": [{**bound, "at_most": 8}]}}}
    raised = {"province": {"append": {"envelope": [{**bound, "at_most": 8}]}}}
    (added,), (changed,) = (compare(base_with(lower), base_with(each)) for each in (above, raised))
    assert (added.direction, changed.direction) == ("tighter", "looser")
    assert added.fingerprint != changed.fingerprint


def _approvals(*fingerprints: str) -> bytes:
    entries = "".join(
        f'  - {{fingerprint: "{each}", number: 湘编〔2024〕1号, by: 省委, date: 2024-02-01, reason: 同意}}\n'
        for each in fingerprints
    )
    return f"kind: approved_changes\nentries:\n{entries}".encode()


def test_an_approved_change_is_counted_apart_and_an_unknown_one_told() -> None:
    b = {"posts.cap": 99, "posts.seats_max": 3}
    changes = compare(base_with({"county": {"set": {"posts.cap": 90}}}), base_with({"county": {"set": b}}))
    loaded = load(ApprovedChanges, _approvals(changes[0].fingerprint, "0123456789abcdef"), "approved.yaml")
    marked, hints = approve(changes, loaded)
    assert [change.approved for change in marked] == ["湘编〔2024〕1号", None]
    summary = summary_of(marked)
    assert (summary.looser, summary.tighter, summary.approved) == (0, 1, 1)
    assert summary_of(changes).looser == 1
    assert [(hint.code, hint.severity, hint.span and hint.span.line) for hint in hints] == [
        ("approved.unused", Severity.HINT, 4)
    ]


def test_a_change_approved_twice_is_refused() -> None:
    loaded = load(ApprovedChanges, _approvals("0123456789abcdef", "0123456789abcdef"), "approved.yaml")
    with pytest.raises(DocumentError) as caught:
        approve((), loaded)
    assert [(found.code, found.span and found.span.line) for found in caught.value.diagnostics] == [
        ("approved.twice", 4)
    ]


@pytest.mark.parametrize("wrong", ["0123", "0123456789ABCDEF", "xyz3456789abcdef"])
def test_what_is_no_fingerprint_is_refused_at_its_place(wrong: str) -> None:
    with pytest.raises(DocumentError) as caught:
        load(ApprovedChanges, _approvals(wrong), "approved.yaml")
    (found,) = caught.value.diagnostics
    assert found.span is not None
    assert found.span.line == 3
