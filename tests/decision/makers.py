"""Builds declarations and cases for the tests: from data, and at random."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from policy_engine.documents.terms import CHINESE
from policy_engine.expr.parser import parse
from policy_engine.findings.case import Case, CaseFinding, CaseWaiver
from policy_engine.program.decision import Decision, DecisionRule, DecisionSubject

T = TypeVar("T")


def declaration(rules: Sequence[Mapping[str, Any]]) -> Decision:
    """Rules as a policy writes them: id, for, when, outcome, route, obligation."""
    made = []
    for rule in rules:
        ((variable, over),) = rule["for"].items()
        when = parse(rule["when"]) if "when" in rule else None
        derived = (rule.get("outcome"), rule.get("route"), rule.get("obligation"))
        made.append(DecisionRule(rule["id"], over, variable, when, *derived))
    return Decision(tuple(made), hashlib.sha256(repr(made).encode()).hexdigest())


def case(
    findings: Sequence[Mapping[str, Any]] = (),
    waivers: Sequence[Mapping[str, str]] = (),
    township_class: str | None = "large",
    form: str = "town",
) -> Case:
    """A finding needs only its code; it then fails, blocks, speaks of the post P1, and is granted.

    That is, where some waiver names it: whether one does is for the network to find.
    """
    usual: dict[str, Any] = {
        "granted": True, "rule": "a-rule", "severity": "block", "status": "fail",
        "subject_kind": "post", "subject": "P1",
    }  # fmt: skip
    return Case(
        township_class,
        form,
        tuple(CaseFinding(**{**usual, **finding}) for finding in findings),
        tuple(CaseWaiver(number=f"W{place}", **waiver) for place, waiver in enumerate(waivers)),
    )


# Texts that a loosely comparing network would mix up, among ordinary ones.
CODES = ("U01", "U02", "U12", "1", "01", "true", "U01 ", "")
TEXTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("case", "class"): ("large", "small", "null", "0"),
    ("case", "form"): tuple(CHINESE["form"]),
    ("findings", "code"): CODES,
    ("findings", "rule"): ("posts-over-cap", "31", "2"),
    ("findings", "severity"): tuple(CHINESE["severity"]),
    ("findings", "status"): tuple(CHINESE["status"]),
    ("findings", "subject_kind"): ("post", "institution", ""),
    ("routes", "to"): ("县委编委", "组织部", "人社局", "乡镇党委"),
    ("obligations", "id"): ("minutes", "hearing", "filing"),
}
OVER: tuple[DecisionSubject, ...] = ("case", "findings", "findings", "routes", "obligations")


@dataclass(frozen=True)
class RandomMaker:
    """`choose` picks one of a sequence: random.choice, or hypothesis drawing."""

    choose: Callable[[Sequence[Any]], Any]

    def some(self, most: int, make: Callable[[], T], least: int = 0) -> list[T]:
        return [make() for _ in range(self.choose(range(least, most + 1)))]

    def declaration(self, most_rules: int = 6) -> Decision:
        return declaration(self.some(most_rules, self.rule))

    def rule(self) -> dict[str, Any]:
        over = self.choose(OVER)
        made: dict[str, Any] = {"id": "r", "for": {"x": over}}
        if self.choose((True, True, True, False)):
            made["when"] = self.condition(over, 3)
        for key, values in (
            ("outcome", ("approved", "conditional", "conditional", "rejected")),
            ("route", TEXTS["routes", "to"]),
            ("obligation", TEXTS["obligations", "id"]),
        ):
            if self.choose((True, False)):
                made[key] = self.choose(values)
        return made

    def condition(self, over: str, depth: int) -> str:
        shape = self.choose(("test", "test", "!", "&&", "||", "constant")) if depth > 0 else "test"
        if shape == "constant":
            return str(self.choose(("true", "false")))
        if shape == "!":
            return f"!({self.condition(over, depth - 1)})"
        if shape == "test":
            return self.test(over)
        return f"({self.condition(over, depth - 1)}) {shape} ({self.condition(over, depth - 1)})"

    def test(self, over: str) -> str:
        fields = [name for subject, name in TEXTS if subject == over]
        if over == "findings" and self.choose((True, False, False)):
            return str(self.choose(("x.waived", "!x.waived", "x.waived == true", "false != x.waived")))
        name = self.choose(fields)
        if name == "class" and self.choose((True, False)):
            return str(self.choose(("x.class == null", "null != x.class", "has(x.class)")))
        values = [f"'{value}'" for value in TEXTS[over, name]]
        match self.choose(("==", "!=", "in", "reversed")):
            case "in":
                return f"x.{name} in [{', '.join(self.some(4, lambda: self.choose(values)))}]"
            case "reversed":
                return f"{self.choose(values)} == x.{name}"
            case operator:
                return f"x.{name} {operator} {self.choose(values)}"

    def case(self, most_findings: int = 8, least_findings: int = 0) -> Case:
        return case(
            self.some(most_findings, self.finding, least_findings),
            self.some(3, self.waiver),
            self.choose((*TEXTS["case", "class"], "unlisted", None)),
            self.choose(TEXTS["case", "form"]),
        )

    def finding(self) -> dict[str, Any]:
        return {
            "granted": self.choose((True, True, False)),
            "code": self.choose((*CODES, "U99")),
            "rule": self.choose((*TEXTS["findings", "rule"], "unlisted")),
            "severity": self.choose(TEXTS["findings", "severity"]),
            "status": self.choose(("fail", "fail", "fail", "incomplete", "waived")),
            "subject_kind": self.choose(TEXTS["findings", "subject_kind"]),
            "subject": self.choose(("", "P1", "P2", "1")),
        }

    def waiver(self) -> dict[str, str]:
        return {"code": self.choose((*CODES, "U99")), "subject": self.choose(("", "P1", "P2", "1"))}
