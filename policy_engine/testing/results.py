"""The results that a test expects of an assessment against those that were recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from policy_engine.diagnostics import Text
from policy_engine.documents.policy_tests import ExpectedResult
from policy_engine.documents.terms import CHINESE
from policy_engine.expr.numbers import exact
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.scores import PersonScore
from policy_engine.findings.wording import shown
from policy_engine.source.tree import Node
from policy_engine.testing.model import Mismatch

_NONE = Text("没有", "none")
_OPEN = Text("不拟定等次", "no grade")


def of_results(
    wanted: Mapping[str, ExpectedResult], expected: Node, found: Mapping[str, PersonScore]
) -> Iterator[Mismatch]:
    """Every figure and grade that is written and came out otherwise; `expected` is the tree of `expect`.

    `found` goes by ids as they are; people are told of as reports mask them.
    """
    for person, result in wanted.items():
        node = expected.at(("results", person)) or expected
        score = found[person]
        for key, title, want, got in (
            ("total", Text("得分", "total"), result.total, score.total),
            ("bonus", Text("绩效奖金", "bonus"), result.bonus, score.bonus),
        ):
            if node.child(key) is not None and not _equal(want, got):
                told = _figure(None if want is None else shown(exact(want))), _figure(got)
                yield _mismatch(score.person, title, told, node.span_of((key,)).line, _why(key, score))
        if node.child("grade") is not None and result.grade != score.grade:
            told = _grade(result.grade), _grade(score.grade)
            line = node.span_of(("grade",)).line
            yield _mismatch(score.person, Text("等次", "grade"), told, line, _why("grade", score))


def _equal(wanted: Decimal | None, figure: Shown) -> bool:
    """Exactly: to six decimals, which is the most that policies round to, reports show all digits."""
    if wanted is None or figure is None or not isinstance(figure, int | float | str):
        return wanted is None and figure is None
    return exact(wanted) == Fraction(str(figure))


def _figure(value: Shown) -> Text:
    return _NONE if value is None else Text(str(value), str(value))


def _grade(grade: str | None) -> Text:
    return _OPEN if grade is None else Text(CHINESE["appraisal_grade"][grade], grade)


def _why(key: str, score: PersonScore) -> Bilingual | None:
    """Why there is none, where there is none."""
    if key == "total" and score.total is None:
        return next(iter(score.missing), None)
    return score.grade_reason if key == "grade" and score.grade is None else None


def _mismatch(
    person: str, title: Text, told: tuple[Text, Text], line: int, why: Bilingual | None
) -> Mismatch:
    want, found = told
    return Mismatch(
        aspect="result",
        expected=Bilingual(zh=f"{person} 的{title.zh} {want.zh}", en=f"{title.en} of {person} {want.en}"),
        found=Bilingual.of(found),
        line=line,
        remedy=why,
    )
