"""Which findings answer which expectations, and which come nearest to one that none answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policy_engine.documents.envelope import bound_number
from policy_engine.documents.policy_tests import ExpectedFinding
from policy_engine.expr.problems import EvaluationError
from policy_engine.findings.report import Finding
from policy_engine.findings.wording import shown
from policy_engine.source.tree import Node


@dataclass(frozen=True, slots=True)
class Wanted:
    """One expected finding; `node` is where it is written, for exact values."""

    finding: ExpectedFinding
    node: Node


def paired(wanted: Sequence[Wanted], found: Sequence[Finding]) -> dict[int, int]:
    """Finding → expectation, as many as can be at once: a loose one must not take what a strict one needs."""
    fits = [
        [n for n, finding in enumerate(found) if all(holds for _, holds in _answers(want, finding))]
        for want in wanted
    ]
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


def nearest(want: Wanted, found: Sequence[Finding]) -> Finding | None:
    """The finding that answers most of what is asked, the first of several; None where none is of its kind.

    Of its kind is what has the code or the rule that is asked for; where neither is, the subject.
    """
    near: Finding | None = None
    most = 0
    for finding in found:
        answers = list(_answers(want, finding))
        telling = [holds for asked, holds in answers if asked in ("code", "rule")]
        telling = telling or [holds for asked, holds in answers if asked == "subject"]
        held = sum(holds for _, holds in answers)
        if any(telling) and held > most:
            near, most = finding, held
    return near


def _answers(want: Wanted, finding: Finding) -> Iterator[tuple[str, bool]]:
    """Everything that is asked of a finding, and whether this one has it."""
    expected, subject = want.finding, finding.subject
    own = () if subject is None else (subject.id, subject.path)
    for asked, value, among in (
        ("code", expected.code, (finding.code,)),
        ("rule", expected.rule, (finding.id,)),
        ("subject", expected.subject, own),
        ("severity", expected.severity, (finding.severity,)),
        ("status", expected.status, (finding.status,)),
    ):
        if value is not None:
            yield asked, value in among
    for asked, figure in (("observed", finding.observed), ("limit", finding.limit)):
        node = want.node.child(asked)
        if node is not None:
            yield asked, same(node.to_plain(), figure)


def same(wanted: Any, figure: Any) -> bool:
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
