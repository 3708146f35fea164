"""The words in which results of an assessment are told, and its figures as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import (
    CHINESE,
    AppraisalGrade,
    AssessmentPeriod,
    GradedService,
    ResultPart,
)
from policy_engine.expr.numbers import plain
from policy_engine.findings.report_model import Shown
from policy_engine.findings.scores import PersonScore, PoolScore
from policy_engine.reports.words import Language, bracketed, one_line, value_text

GRADE: Mapping[AppraisalGrade, Text] = {
    "excellent": Text(CHINESE["appraisal_grade"]["excellent"], "excellent"),
    "competent": Text(CHINESE["appraisal_grade"]["competent"], "competent"),
    "basically_competent": Text(CHINESE["appraisal_grade"]["basically_competent"], "basically competent"),
    "incompetent": Text(CHINESE["appraisal_grade"]["incompetent"], "incompetent"),
    "ungraded": Text(CHINESE["appraisal_grade"]["ungraded"], "ungraded"),
}
PERIOD: Mapping[AssessmentPeriod, Text] = {
    "month": Text(CHINESE["assessment_period"]["month"], "month"),
    "quarter": Text(CHINESE["assessment_period"]["quarter"], "quarter"),
    "half_year": Text(CHINESE["assessment_period"]["half_year"], "half-year"),
    "year": Text(CHINESE["assessment_period"]["year"], "year"),
}
SERVICE: Mapping[GradedService, Text] = {
    "graded": Text(CHINESE["graded_service"]["graded"], "graded"),
    "not_excellent": Text(CHINESE["graded_service"]["not_excellent"], "not excellent"),
    "ungraded": Text(CHINESE["graded_service"]["ungraded"], "ungraded"),
}
PART: Mapping[ResultPart, Text] = {
    "dimension": Text(CHINESE["result_part"]["dimension"], "everyday"),
    "trace": Text(CHINESE["result_part"]["trace"], "traces"),
    "ballot": Text(CHINESE["result_part"]["ballot"], "ballots"),
    "regular": Text(CHINESE["result_part"]["regular"], "regular"),
}
NOT_FINAL = Text("未定稿", "not final")
FINAL = Text("已算齐", "complete")
EXEMPT = Text("不纳入", "not assessed here")
NO_POOL = Text("未列入", "in no pool")
DOES_NOT_APPLY = Text("不适用", "n/a")
TIED = Text("并列", "tied")
# What stands where a figure is missing, and before one that was submitted otherwise.
NOTHING = "—"
DIFFERS = "≠"
_DIGITS = 4


def number(value: Shown) -> Fraction | None:
    """A figure of the report's data, exact as it is shown; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return Fraction(str(value))


def figure(value: Shown, language: Language) -> str:
    """A figure; "—" where there is none."""
    return NOTHING if value is None else value_text(value, language)


def signed(value: Shown, language: Language) -> str:
    """A change with its sign: "+1.5", "-2"; "—" where it cannot be told."""
    amount = number(value)
    text = figure(value, language)
    return f"+{text}" if amount is not None and amount > 0 else text


def exact_text(exact: str | None, language: Language) -> str:
    """A figure as exact as it was computed: "88.4", "≈ 88.3333（265/3）"."""
    if exact is None:
        return NOTHING
    if "/" not in exact:
        return one_line(exact)
    return bracketed(f"≈ {_rounded(Fraction(exact))}", one_line(exact), language)


def _rounded(value: Fraction) -> str:
    """To four decimals; to more where nothing else would be left."""
    digits = _DIGITS
    while value != 0 and round(value * 10**digits) == 0:
        digits += 1
    return plain(Fraction(round(value * 10**digits), 10**digits))


def share_text(value: Shown, language: Language) -> str:
    """A share as people write it: "40%"; one without an exact percentage as "7/13（≈ 53.8462%）"."""
    share = number(value)
    if share is None:
        return figure(value, language)
    percentage = plain(share * 100)
    if "/" not in percentage:
        return f"{percentage}%"
    return bracketed(plain(share), f"≈ {_rounded(share * 100)}%", language)


def grade_text(grade: AppraisalGrade | None, language: Language) -> str:
    return NOTHING if grade is None else GRADE[grade].in_language(language)


def person_text(person: str, name: str | None) -> str:
    """Such as "R001 张**"."""
    return one_line(" ".join(part for part in (person, name) if part))


def pool_text(person: PersonScore, language: Language) -> str:
    """The pool that somebody is counted in; that somebody is in none."""
    if person.pool is not None:
        return one_line(person.pool_name or person.pool)
    return (EXEMPT if person.exempt else NO_POOL).in_language(language)


def pool_name(pool: PoolScore) -> str:
    return one_line(pool.name or pool.id)


def differs(computed: Shown, submitted: Shown) -> bool:
    """Whether what was submitted is otherwise; not where either is missing."""
    return computed is not None and submitted is not None and computed != submitted


def submitted_text(computed: Shown, submitted: Shown, said: str) -> str:
    """What was submitted, marked where it is otherwise than computed; "" where nothing was."""
    if submitted is None:
        return ""
    return f"{DIFFERS} {said}" if differs(computed, submitted) else said


def headed(heading: Text, language: Language, *, final: bool) -> str:
    """A heading; of what is not final it says so."""
    text = heading.in_language(language)
    return text if final else bracketed(text, NOT_FINAL.in_language(language), language)
