"""One person's result as a row of a table for calculating: the columns that CSV and workbooks share."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import ResultPart
from policy_engine.findings.report_model import Shown
from policy_engine.findings.scores import PersonScore
from policy_engine.reports.score_content import person_notes
from policy_engine.reports.score_order import Listed
from policy_engine.reports.score_words import GRADE, PART, SERVICE, differs, pool_text
from policy_engine.reports.words import LISTING, Language

STATE = Text("状态", "state")
DIFFERENT = Text("不一致", "differs in")
CODES = Text("意见", "findings")
NOTES = Text("说明", "notes")
# (heading, value): a number where there is one, "" where there is nothing.
Record = list[tuple[Text, Shown]]


def record_of(each: Listed, language: Language) -> Record:
    """The same columns for everybody; figures as the report's data has them."""
    mark = "；" if language == "zh" else "; "
    return [
        *_who(each.person, language),
        *(pair for part in PART for pair in _part(each.person, part)),
        *_result(each.person, language),
        (DIFFERENT, LISTING.in_language(language).join(_different(each.person, language))),
        (CODES, " ".join(each.codes)),
        (NOTES, mark.join(person_notes(each.person, language))),
    ]


def _who(person: PersonScore, language: Language) -> Record:
    return [
        (Text("行", "line"), person.line),
        (Text("人员", "person"), person.person),
        (Text("姓名", "name"), person.name or ""),
        (Text("考核范围", "pool"), pool_text(person, language)),
        (Text("领导班子", "leader"), _yes_no(person.leader, language)),
    ]


def _part(person: PersonScore, part: ResultPart) -> Iterator[tuple[Text, Shown]]:
    found = next((each for each in person.parts if each.part == part), None)
    name = PART[part]
    yield name, None if found is None else found.value
    yield Text(f"{name.zh}权重", f"{name.en} weight"), None if found is None else found.weight


def _result(person: PersonScore, language: Language) -> Record:
    service = "" if person.service is None else SERVICE[person.service].in_language(language)
    grades = ["" if grade is None else GRADE[grade].in_language(language)
              for grade in (person.grade, person.submitted_grade)]  # fmt: skip
    return [
        (Text("岗位系数", "factor"), person.factor),
        (Text("调整前得分", "before adjustment"), person.before_adjustment),
        (Text("调整", "adjusted"), person.adjusted),
        (Text("得分", "total"), person.total),
        (Text("报送得分", "filed total"), person.submitted_total),
        (Text("考核方式", "service"), service),
        (Text("建议等次", "grade"), grades[0]),
        (Text("报送等次", "filed grade"), grades[1]),
        (Text("奖金", "bonus"), person.bonus),
        (Text("报送奖金", "filed bonus"), person.submitted_bonus),
    ]


def _different(person: PersonScore, language: Language) -> Iterator[str]:
    """What was submitted otherwise than computed."""
    for name, computed, submitted in (
        (Text("得分", "total"), person.total, person.submitted_total),
        (Text("等次", "grade"), person.grade, person.submitted_grade),
        (Text("奖金", "bonus"), person.bonus, person.submitted_bonus),
    ):
        if differs(computed, submitted):
            yield name.in_language(language)


def _yes_no(value: bool | None, language: Language) -> str:
    if value is None:
        return ""
    return Text("是" if value else "否", "yes" if value else "no").in_language(language)
