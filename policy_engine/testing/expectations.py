"""What a test expects against what was found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.documents.envelope import bound_number
from policy_engine.documents.paths import chinese_path, parse_path, steps_of
from policy_engine.documents.policy_tests import ExpectedFinding, PolicyTest
from policy_engine.documents.terms import CHINESE, Outcome
from policy_engine.expr.problems import EvaluationError
from policy_engine.findings.report import Bilingual, Finding, NotJudgedCheck, ReportClass
from policy_engine.findings.wording import shown
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode
from policy_engine.testing.model import Mismatch


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, of whatever was submitted."""

    outcome: Outcome
    class_: ReportClass
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudgedCheck, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    finding: ExpectedFinding
    node: Node


def mismatches(
    test: PolicyTest, node: Node, judged: Judged, not_compared: Sequence[str], policy: Node
) -> tuple[Mismatch, ...]:
    """Everything that came out otherwise.

    `node` is the test's tree, for exact values and places; `policy` the merged policy that was judged by.
    """
    expected = node.child("expect") or node
    found = [*_of_outcome(test, expected, judged), *_of_class(test, expected, judged)]
    found += _of_score(expected, judged)
    if test.expect.findings is not None:
        found += _of_findings(test.expect.findings, expected, "findings", judged, not_compared)
    if test.expect.findings_include is not None:
        found += _of_findings(test.expect.findings_include, expected, "findings_include", judged, None)
    if test.expect.not_judged is not None:
        found += _of_not_judged(test.expect.not_judged, expected, judged)
    if test.expect.in_force is not None:
        found += _of_policy(expected, policy)
    return tuple(found)


def _of_policy(expected: Node, policy: Node) -> Iterator[Mismatch]:
    wanted = expected.child("in_force")
    for path, entry in wanted.entries.items() if isinstance(wanted, MappingNode) else ():
        steps = steps_of(policy, parse_path(path).path)
        found = None if steps is None else policy.at(steps)
        value = entry.node.to_plain()
        if found is not None and value in (found.to_plain(), _ids_of(found)):
            continue
        said = "—" if found is None else _value_text(_ids_of(found) or found.to_plain())
        yield Mismatch(
            aspect="in_force",
            expected=Bilingual(
                zh=f"{chinese_path(path)}：{_value_text(value)}", en=f"{path}: {_value_text(value)}"
            ),
            found=Bilingual(zh=said, en=said),
            line=entry.key_span.line,
            place=None if found is None else f"{found.span.file}:{found.span.line}",
        )


def _ids_of(node: Node) -> list[str] | None:
    """The ids of a list of records; None for anything else."""
    items = node.items if isinstance(node, SequenceNode) else ()
    ids = [id_.value for item in items if isinstance(id_ := item.child("id"), ScalarNode)]
    return [str(id_) for id_ in ids] if items and len(ids) == len(items) else None


def _value_text(value: Any) -> str:
    return json.dumps(shown(value), ensure_ascii=False)


def _of_outcome(test: PolicyTest, expected: Node, judged: Judged) -> Iterator[Mismatch]:
    wanted = test.expect.outcome
    if wanted is not None and wanted != judged.outcome:
        yield Mismatch(
            aspect="outcome",
            expected=_word("outcome", wanted),
            found=_word("outcome", judged.outcome),
            line=expected.span_of(("outcome",)).line,
        )


def _of_class(test: PolicyTest, expected: Node, judged: Judged) -> Iterator[Mismatch]:
    wanted, found = test.expect.class_, judged.class_
    if wanted is not None and wanted not in (found.id, found.name):
        name = found.id or "—"
        yield Mismatch(
            aspect="class",
            expected=Bilingual(zh=wanted, en=wanted),
            found=Bilingual(zh=name if found.name is None else f"{found.name}（{name}）", en=name),
            line=expected.span_of(("class",)).line,
            remedy=found.reason,
        )


def _of_score(expected: Node, judged: Judged) -> Iterator[Mismatch]:
    wanted, found = expected.child("score"), judged.class_.score
    if wanted is not None and not _same(wanted.to_plain(), found):
        said = str(shown(wanted.to_plain()))
        yield Mismatch(
            aspect="score",
            expected=Bilingual(zh=said, en=said),
            found=Bilingual(zh=str(found), en=str(found)),
            line=wanted.span.line,
        )


def _of_findings(
    wanted: list[ExpectedFinding],
    expected: Node,
    key: str,
    judged: Judged,
    not_compared: Sequence[str] | None,
) -> Iterator[Mismatch]:
    """`not_compared` None: what was not expected may be there."""
    copies = [
        _Wanted(each, expected.at((key, number)) or expected)
        for number, each in enumerate(wanted)
        for _ in range(each.times)
    ]
    pairs = _paired(copies, judged.findings)
    for number, want in enumerate(copies):
        if number not in pairs.values():
            yield Mismatch(
                aspect="missing", expected=_wanted_words(want), found=None, line=want.node.span.line
            )
    if not_compared is None:
        return
    for number, finding in enumerate(judged.findings):
        if number not in pairs and finding.code not in not_compared:
            yield Mismatch(
                aspect="unexpected",
                expected=None,
                found=finding_words(finding),
                line=expected.span_of((key,)).line,
                place=None if finding.subject is None else finding.subject.path,
                remedy=finding.remedy,
            )


def _paired(wanted: Sequence[_Wanted], found: Sequence[Finding]) -> dict[int, int]:
    """Finding → expectation, as many as can be at once: a loose one must not take what a strict one needs."""
    fits = [[n for n, finding in enumerate(found) if _fits(want, finding)] for want in wanted]
    taken: dict[int, int] = {}

    def place(want: int, tried: set[int]) -> bool:
        for finding in fits[want]:
            if finding in tried:
                continue
            tried.add(finding)
            if finding not in taken or place(taken[finding], tried):
                taken[finding] = want
                return True
        return False

    for want in range(len(wanted)):
        place(want, set())
    return taken


def _fits(want: _Wanted, finding: Finding) -> bool:
    expected, subject = want.finding, finding.subject
    own = () if subject is None else (subject.id, subject.path)
    asked = (
        (expected.code, (finding.code,)),
        (expected.rule, (finding.id,)),
        (expected.subject, own),
        (expected.severity, (finding.severity,)),
        (expected.status, (finding.status,)),
    )
    if any(value is not None and value not in among for value, among in asked):
        return False
    figures = (("observed", finding.observed), ("limit", finding.limit))
    return all(
        node is None or _same(node.to_plain(), figure)
        for key, figure in figures
        for node in (want.node.child(key),)
    )


def _same(wanted: Any, figure: Any) -> bool:
    """Numbers by their value, shares however they are written, everything else as it is shown."""
    if shown(wanted) == figure and isinstance(wanted, bool) == isinstance(figure, bool):
        return True
    one, other = _number(wanted), _number(figure)
    return one is not None and one == other


def _number(value: Any) -> Fraction | None:
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    if isinstance(exact, bool) or not isinstance(exact, int | Decimal | Fraction | str):
        return None
    try:
        return bound_number(exact)
    except EvaluationError:
        return None


def _of_not_judged(wanted: list[str], expected: Node, judged: Judged) -> Iterator[Mismatch]:
    line = expected.span_of(("not_judged",)).line
    names = {name for check in judged.not_judged for name in (check.code, check.id)}
    for name in wanted:
        if name not in names:
            yield Mismatch(aspect="not_judged", expected=Bilingual(zh=name, en=name), found=None, line=line)
    for check in judged.not_judged:
        if check.code not in wanted and check.id not in wanted:
            said = Text(
                f"{check.code} {check.id}：{check.reason.zh}", f"{check.code} {check.id}: {check.reason.en}"
            )
            yield Mismatch(aspect="not_judged", expected=None, found=Bilingual.of(said), line=line)


def _word(vocabulary: str, value: str) -> Bilingual:
    return Bilingual(zh=CHINESE[vocabulary][value], en=value)


def _wanted_words(want: _Wanted) -> Bilingual:
    """What the test says, as it says it."""
    expected = want.finding
    zh, en = [], []
    for value, title, name in (
        (expected.code, "", ""),
        (expected.rule, "", ""),
        (expected.subject, "对象 ", "subject "),
        (expected.severity and CHINESE["severity"][expected.severity], "", ""),
        (expected.status and CHINESE["status"][expected.status], "", ""),
        (_written(want.node, "observed"), "实际值 ", "observed "),
        (_written(want.node, "limit"), "限值 ", "limit "),
    ):
        if value is not None:
            zh.append(f"{title}{value}")
            en.append(f"{name}{value}")
    return Bilingual(zh="，".join(zh) or "任意一条意见", en=", ".join(en) or "any finding")


def _written(node: Node, key: str) -> str | None:
    child = node.child(key)
    return None if child is None else str(shown(child.to_plain()))


def finding_words(finding: Finding) -> Bilingual:
    """A finding in one line: its check, whom it is about, its figures and its message."""
    subject = "" if finding.subject is None or finding.subject.id is None else f" {finding.subject.id}"
    zh = [f"{finding.code} {finding.id}{subject}"]
    en = list(zh)
    if finding.observed is not None:
        zh.append(f"实际值 {finding.observed}")
        en.append(f"observed {finding.observed}")
    if finding.limit is not None:
        zh.append(f"限值 {finding.limit}")
        en.append(f"limit {finding.limit}")
    said_zh = f"{CHINESE['severity'][finding.severity]}，{'，'.join(zh)}：{finding.message.zh}"
    return Bilingual(zh=said_zh, en=f"{finding.severity}, {', '.join(en)}: {finding.message.en}")
