"""policy-engine new rule: a starter at the end of the newest version, and a test of it that runs."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from policy_engine_cli.main import main

from policy_engine.app.issue import issue
from policy_engine.app.new_county import new_county
from policy_engine.app.new_rule import LISTS, new_rule
from policy_engine.app.new_version import new_version
from policy_engine.diagnostics import DocumentError, UsageError


@pytest.mark.parametrize("for_", [*LISTS, "岗位设置"])
def test_a_rule_is_put_at_the_end_of_the_newest_version_and_validates(policies: Path, for_: str) -> None:
    made = new_rule(policies, "331004", "my-rule", for_)
    assert made.validation.outcome == "valid"
    assert made.validation.problems == ()
    assert made.file.name == "2025-01-01.yaml"
    assert "  - id: my-rule\n" in made.file.read_text(encoding="utf-8").partition("\nrules:\n")[2]


@pytest.mark.parametrize("keys", ["zh", "en"])
def test_its_test_runs_and_notices_the_rule(policies: Path, keys: str) -> None:
    new_county(policies, "331003", datetime.date(2026, 1, 1), slug="x", keys=keys)  # type: ignore[arg-type]
    assert main(["new", "rule", "331003", "my-rule", "--for", "posts", "--policies", str(policies)]) == 0
    tests = policies / "331003-x" / "tests" / "my-rule.yaml"
    assert main(["test", str(tests)]) == 0
    policy = policies / "331003-x" / "2026-01-01.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("示例违规岗位", "别的"), encoding="utf-8")
    assert main(["test", str(tests)]) == 1


def test_a_second_rule_follows_the_first(policies: Path) -> None:
    new_rule(policies, "331081", "first", "posts")
    made = new_rule(policies, "331081", "second", "duties")
    text = made.file.read_text(encoding="utf-8")
    assert made.validation.outcome == "valid"
    assert text.index("编号: first") < text.index("编号: second")
    assert text.count("自定规则:") == 1


def test_an_issued_version_takes_no_rule(policies: Path) -> None:
    made = new_version(policies, "331004", datetime.date(2026, 1, 1))
    issue(policies, made.file, number="甲", by="乙", date=datetime.date(2025, 12, 1), blocking=list)
    issued = made.file.read_bytes()
    with pytest.raises(UsageError) as raised:
        new_rule(policies, "331004", "my-rule", "posts")
    assert raised.value.diagnostic.code == "new.issued"
    assert made.file.read_bytes() == issued


@pytest.mark.parametrize(
    ("id_", "for_", "wrong"),
    [
        ("My", "posts", "new.bad-id"),
        ("special-task-handover", "posts", "new.rule-exists"),
        ("x", "post", "new.no-list"),
    ],
)
def test_what_will_not_do_is_told(policies: Path, id_: str, for_: str, wrong: str) -> None:
    before = (policies / "331004-luqiao" / "2025-01-01.yaml").read_bytes()
    with pytest.raises(UsageError) as raised:
        new_rule(policies, "331004", id_, for_)
    assert raised.value.diagnostic.code == wrong
    assert (policies / "331004-luqiao" / "2025-01-01.yaml").read_bytes() == before


def test_rules_in_brackets_are_left_alone(policies: Path) -> None:
    path = policies / "331081-wenling" / "2024-01-01.yaml"
    rule = "{编号: a, 对象: {p: setup.posts}, 要求: \"p.name != 'x'\", 意见: {中文: 甲, 英文: a}}"
    text = path.read_text(encoding="utf-8").partition("自定规则:")[0]
    path.write_text(f"{text}自定规则: [{rule}]\n", encoding="utf-8")
    with pytest.raises(DocumentError) as raised:
        new_rule(policies, "331081", "b", "posts")
    assert raised.value.diagnostics[0].code == "new.rules-in-brackets"


@pytest.mark.parametrize(
    ("code", "hint", "other"),
    [("331004", '    # when: "p.id', "条件:"), ("331081", '  # 条件: "p.id', "when:")],
)
def test_the_commented_condition_is_in_the_files_language(
    policies: Path, code: str, hint: str, other: str
) -> None:
    made = new_rule(policies, code, "my-rule", "posts")
    written = made.file.read_text(encoding="utf-8").partition("my-rule")[2]
    assert hint in written
    assert f"# {other}" not in written


@pytest.mark.parametrize("code", ["331004", "331081"])
def test_the_commented_condition_can_be_used(policies: Path, code: str) -> None:
    made = new_rule(policies, code, "my-rule", "posts")
    text = made.file.read_text(encoding="utf-8")
    before, name, rule = text.partition("my-rule")
    used = rule.replace("# when: ", "when: ").replace("# 条件: ", "条件: ")
    assert used != rule
    made.file.write_text(before + name + used, encoding="utf-8")
    assert main(["validate", str(made.file), "--policies", str(policies)]) == 0
