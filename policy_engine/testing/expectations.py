"""What a test expects against what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.documents.policy_tests import ExpectedFinding, PolicyTest
from policy_engine.documents.terms import CHINESE, Outcome
from policy_engine.findings.report import Finding, NotJudgedCheck, ReportClass
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.scores import PersonScore
from policy_engine.findings.wording import shown
from policy_engine.source.tree import Node
from policy_engine.testing.in_force import of_policy
from policy_engine.testing.matching import Wanted, nearest, paired, same
from policy_engine.testing.model import Mismatch
from policy_engine.testing.results import of_results


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, of whatever was submitted; `results` are those of an assessment, by the person's id."""

    outcome: Outcome
    class_: ReportClass
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudgedCheck, ...]
    results: Mapping[str, PersonScore]


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
    found += of_results(test.expect.results or {}, expected, judged.results)
    if test.expect.in_force is not None:
        found += of_policy(expected, policy)
    return tuple(found)


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
    if wanted is not None and not same(wanted.to_plain(), found):
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
        Wanted(each, expected.at((key, number)) or expected)
        for number, each in enumerate(wanted)
        for _ in range(each.times)
    ]
    pairs = paired(copies, judged.findings)
    left = [finding for number, finding in enumerate(judged.findings) if number not in pairs]
    for number, want in enumerate(copies):
        if number not in pairs.values():
            near = nearest(want, left)
            if near is not None:
                left.remove(near)
            yield _missing(want, near)
    for finding in () if not_compared is None else left:
        if finding.code not in (not_compared or ()):
            yield Mismatch(
                aspect="unexpected",
                expected=None,
                found=finding_words(finding),
                line=expected.span_of((key,)).line,
                place=_place(finding),
                remedy=finding.remedy,
            )


def _missing(want: Wanted, near: Finding | None) -> Mismatch:
    """What was found in its stead is told with it, and not once more as unexpected."""
    return Mismatch(
        aspect="missing",
        expected=_wanted_words(want),
        found=None if near is None else finding_words(near),
        line=want.node.span.line,
        place=None if near is None else _place(near),
        remedy=None if near is None else near.remedy,
    )


def _place(finding: Finding) -> str | None:
    """Where in the document; of the whole there is no place to tell."""
    return None if finding.subject is None else finding.subject.path or None


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


def _wanted_words(want: Wanted) -> Bilingual:
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
