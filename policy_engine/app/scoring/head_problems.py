"""What is wrong with the head of an assessment: whose it is, and which period it is about."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping

from policy_engine.app.scoring.material import Material, term
from policy_engine.diagnostics import Diagnostic, Text, did_you_mean
from policy_engine.divisions import division, division_form, townships_of
from policy_engine.documents.terms import AssessmentPeriod

# How many months a period has; it begins with a month whose number says so.
MONTHS: Mapping[AssessmentPeriod, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_ENGLISH: Mapping[AssessmentPeriod, str] = {
    "month": "a month", "quarter": "a quarter", "half_year": "half a year", "year": "a year",
}  # fmt: skip


def head_problems(material: Material) -> Iterator[Diagnostic]:
    """Township, form, period, publicity, regular assessments."""
    yield from _township(material)
    yield from _form(material)
    yield from _period(material)
    publicity = material.document.publicity
    if publicity is not None and publicity.until < publicity.from_:
        yield reversed_days(material, "公示", "the publicity", "publicity")
    yield from _regular(material)


def _township(material: Material) -> Iterator[Diagnostic]:
    document, span = material.document, material.value("township")
    if not document.township.startswith(document.jurisdiction):
        yield Diagnostic(
            "score.township-of-elsewhere",
            Text(f"乡镇（街道）{document.township} 不属于辖区 {document.jurisdiction}。",
                 f"The township {document.township} is not of {document.jurisdiction}."),
            span,
            help=Text("镇街代码的前 6 位是所属县（市、区）的代码，请更正其中一个。",
                      "The first six digits of a township's code are its county's; correct one of them."),
        )  # fmt: skip
    elif material.town is not None:
        if material.town.code != document.township:
            yield Diagnostic(
                "score.other-township",
                Text(f"这次考核属于乡镇（街道）{document.township}，给出的方案是 {material.town.code} 的。",
                     f"This assessment is of {document.township}; the set-up given is of "
                     f"{material.town.code}."),
                span,
                help=Text("请用 --setup 指明同一乡镇（街道）的方案。",
                          "Name the set-up of the same township with --setup."),
            )  # fmt: skip
    elif not _is_known(material):
        known = [each.code for each in townships_of(document.jurisdiction)]
        yield Diagnostic(
            "score.unknown-township",
            Text(f"辖区 {document.jurisdiction} 没有代码为 {document.township} 的乡镇（街道）。",
                 f"{document.jurisdiction} has no township {document.township}."),
            span,
            help=did_you_mean(document.township, known)
            or Text("请核对代码；新设的镇街由政策的 divisions.added 补充。",
                    "Check the code; new townships are added by the policy's divisions.added."),
        )  # fmt: skip


def _is_known(material: Material) -> bool:
    return division(material.document.township) is not None or township_added(material) is not None


def township_added(material: Material) -> str | None:
    """The name of a township that the policy adds to the national list."""
    divisions = material.county.policy.document.divisions
    added = [] if divisions is None else divisions.added or []
    return next((each.name for each in added if each.code == material.document.township), None)


def _form(material: Material) -> Iterator[Diagnostic]:
    document, town = material.document, material.town
    if town is None and document.form is None:
        meant = division_form(document.township)
        known = Text(
            "写明 form（建制）：town 镇、township 乡、subdistrict 街道；或用 --setup 给出方案。",
            "State its form (town, township or subdistrict), or name the set-up by --setup.",
        )
        likely = Text(f"按代码应为{term('form', meant or '')}，请写 form: {meant}；或用 --setup 给出方案。",
                      f"By its code write form: {meant}, or name the set-up by --setup.")  # fmt: skip
        yield Diagnostic(
            "score.no-form",
            Text("没有写明建制（镇、乡还是街道），也没有给出方案。",
                 "Neither is the township's form stated, nor is there a set-up."),
            material.key("township"),
            help=known if meant is None else likely,
        )  # fmt: skip
    elif town is not None and document.form not in (None, town.setup.township.form):
        form = town.setup.township.form
        yield Diagnostic(
            "score.contradicts-roster",
            Text(f"建制写的是{term('form', document.form or '')}，方案写的是{term('form', form)}。",
                 f"The form is stated as {document.form}; the set-up has {form}."),
            material.value("form"),
            help=Text("给出方案的不用再写，请删去或更正。",
                      "With a set-up it need not be stated; leave it out or correct it."),
        )  # fmt: skip


def _period(material: Material) -> Iterator[Diagnostic]:
    period = material.document.period
    if period.until < period.from_:
        yield reversed_days(material, "考核期", "the period", "period")
        return
    first, last = period_around(period.every, period.from_)
    if (period.from_, period.until) != (first, last):
        every = term("assessment_period", period.every)
        yield Diagnostic(
            "score.period",
            Text(f"周期写的是{every}，起止 {period.from_} 至 {period.until} 却不是一个完整的{every}。",
                 f"The period is stated as {_ENGLISH[period.every]}, but {period.from_} to {period.until} is "
                 "no whole one of the calendar."),
            material.key("period"),
            help=Text(f"请写 from: {first}、until: {last}；周期不对的，更正 every。",
                      f"Write from: {first} and until: {last}, or correct `every`."),
        )  # fmt: skip


def period_around(every: AssessmentPeriod, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and last day of the calendar's month, quarter, half or year that a day lies in."""
    months = MONTHS[every]
    month = (day.month - 1) // months * months + 1
    until = month + months - 1
    return (
        datetime.date(day.year, month, 1),
        datetime.date(day.year, until, calendar.monthrange(day.year, until)[1]),
    )


def _regular(material: Material) -> Iterator[Diagnostic]:
    first: dict[tuple[datetime.date, datetime.date], int] = {}
    for place, held in enumerate(material.document.regular or ()):
        if held.until < held.from_:
            yield reversed_days(material, "平时考核", "the regular assessment", "regular", place)
        elif (held.from_, held.until) in first:
            yield twice(
                material, Text(f"{held.from_} 至 {held.until} 的平时考核",
                               f"The regular assessment of {held.from_} to {held.until}"),
                ("regular", place), ("regular", first[held.from_, held.until]),
            )  # fmt: skip
        first.setdefault((held.from_, held.until), place)


def reversed_days(material: Material, zh: str, en: str, *path: str | int) -> Diagnostic:
    """What says that a stretch of time ends before it begins."""
    return Diagnostic(
        "score.reversed",
        Text(f"{zh}的止在起之前。", f"The last day of {en} lies before its first."),
        material.value(*path, "until"),
        help=Text("请核对起（from）、止（until）两个日期。", "Check `from` and `until`."),
        related=((Text("起写在这里", "the first day"), material.value(*path, "from")),),
    )


def twice(
    material: Material, what: Text, path: tuple[str | int, ...], first: tuple[str | int, ...]
) -> Diagnostic:
    """What says that something stands in the assessment twice."""
    return Diagnostic(
        "score.twice",
        Text(f"{what.zh}写了两次，无法判断以哪个为准。",
             f"{what.en}: stated twice, and which of the two holds is not clear."),
        material.value(*path),
        help=Text("请删去其中一个。", "Leave one of them out."),
        related=((Text("第一次写在这里", "stated here first"), material.value(*first)),),
    )  # fmt: skip
