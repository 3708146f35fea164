"""The results of everybody as a table for reading: only the columns in which something stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import ResultPart
from policy_engine.reports.score_order import Listed
from policy_engine.reports.score_words import (
    DIFFERS,
    DOES_NOT_APPLY,
    NOTHING,
    PART,
    TIED,
    figure,
    grade_text,
    person_text,
    signed,
    submitted_text,
)
from policy_engine.reports.words import Language

# What the signs in the table mean.
LEGEND = (
    (DIFFERS, Text("报送的与重新计算的不一致", "submitted otherwise than computed")),
    (NOTHING, Text("没有得出，原因见下", "none, for the reasons below")),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column; it is left out where `stands` is true of nobody."""

    heading: Text
    cell: Callable[[Listed, Language], str]
    stands: Callable[[Listed], bool] = lambda _each: True


def score_table(people: Sequence[Listed], language: Language) -> list[tuple[str, ...]]:
    """One row for each person, headings first."""
    columns = [column for column in _columns(people) if any(map(column.stands, people))]
    rows = [tuple(column.cell(each, language) for column in columns) for each in people]
    return [tuple(column.heading.in_language(language) for column in columns), *rows]


def legend(rows: Sequence[Sequence[str]], language: Language) -> Iterator[str]:
    """What the signs mean that stand in these rows, which are without their headings."""
    cells = [cell for row in rows for cell in row]
    for sign, meaning in LEGEND:
        if any(cell.startswith(sign) for cell in cells):
            yield f"{sign} {meaning.in_language(language)}"


def _columns(people: Sequence[Listed]) -> Iterator[_Column]:
    yield _Column(Text("人员", "person"), lambda each, _: person_text(each.person.person, each.person.name))
    parts = {part.part for each in people for part in each.person.parts}
    yield from (_part_column(part) for part in PART if part in parts)
    yield _Column(Text("岗位系数", "factor"), _factor, _has("factor"))
    yield _Column(Text("调整", "adjusted"), _adjusted, _has("adjusted"))
    yield _Column(Text("得分", "total"), _total)
    yield _Column(Text("报送得分", "filed total"), _submitted_total, _has("submitted_total"))
    yield _Column(Text("建议等次", "grade"), _grade, _has("grade", "grade_reason"))
    yield _Column(Text("报送等次", "filed grade"), _submitted_grade, _has("submitted_grade"))
    yield _Column(Text("奖金", "bonus"), _bonus, _has("bonus"))
    yield _Column(Text("报送奖金", "filed bonus"), _submitted_bonus, _has("submitted_bonus"))
    yield _Column(Text("意见", "findings"), _codes, lambda each: bool(each.codes))


def _has(*names: str) -> Callable[[Listed], bool]:
    return lambda each: any(getattr(each.person, name) is not None for name in names)


def _part_column(part: ResultPart) -> _Column:
    def cell(each: Listed, language: Language) -> str:
        found = next((one for one in each.person.parts if one.part == part), None)
        if found is None:
            return ""
        if found.value is None and found.weight is None:
            return DOES_NOT_APPLY.in_language(language)
        return figure(found.value, language)

    return _Column(PART[part], cell)


def _factor(each: Listed, language: Language) -> str:
    return "" if each.person.factor is None else figure(each.person.factor, language)


def _grade(each: Listed, language: Language) -> str:
    return grade_text(each.person.grade, language)


def _codes(each: Listed, _language: Language) -> str:
    return " ".join(each.codes)


def _bonus(each: Listed, language: Language) -> str:
    """Leaders and those who are assessed elsewhere get none from here."""
    person = each.person
    return "" if person.bonus is None and (person.exempt or person.leader) else figure(person.bonus, language)


def _adjusted(each: Listed, language: Language) -> str:
    return "" if each.person.adjusted is None else signed(each.person.adjusted, language)


def _total(each: Listed, language: Language) -> str:
    text = figure(each.person.total, language)
    return f"{text} {TIED.in_language(language)}" if each.tied else text


def _submitted_total(each: Listed, language: Language) -> str:
    person = each.person
    return submitted_text(person.total, person.submitted_total, figure(person.submitted_total, language))


def _submitted_grade(each: Listed, language: Language) -> str:
    person = each.person
    return submitted_text(person.grade, person.submitted_grade, grade_text(person.submitted_grade, language))


def _submitted_bonus(each: Listed, language: Language) -> str:
    person = each.person
    return submitted_text(person.bonus, person.submitted_bonus, figure(person.submitted_bonus, language))
