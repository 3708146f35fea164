"""What would differ under other weights: who changes grade or bonus, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from policy_engine.diagnostics import Text
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.scores import ScoreChange, ValueSet, WhatIf
from policy_engine.reports.content import Row, Section
from policy_engine.reports.score_words import figure, grade_text, person_text, signed
from policy_engine.reports.words import Language, bracketed, one_line

HEADING = Text("假设推演（试算，不是考核结果）", "what if (a trial, no result)")
_HEADINGS = (
    Text("人员", "person"), Text("得分", "total"), Text("增减", "by"), Text("等次", "grade"),
    Text("奖金", "bonus"), Text("增减", "by"),
)  # fmt: skip

_AS_PROPOSED = Text(
    "两边的等次、奖金都按政策建议的等次计算，不计报送的等次",
    "on both sides grades and bonuses are those that the policy proposes; submitted grades are left aside",
)


_SIDES: tuple[tuple[Text, Callable[[ScoreChange], Sequence[Bilingual]]], ...] = (
    (Text("现行政策", "before"), lambda change: change.open_before),
    (Text("假设的政策", "after"), lambda change: change.open_after),
)
_NAMED = 3  # people; of the others it is told how many there are


def what_if_sections(what_if: WhatIf, language: Language) -> Iterator[Section]:
    """Problems of the policy that is tried first; then what was set, and who changes."""
    yield Section(HEADING.in_language(language), rows=tuple(what_if_rows(what_if, language)))
    if what_if.changed:
        table = [tuple(text.in_language(language) for text in _HEADINGS)]
        table += [_change(change, language) for change in what_if.changed]
        heading = Text("假设之下有变化的人员（试算）", "who changes in that trial").in_language(language)
        yield Section(heading, table=tuple(table))


def what_if_rows(what_if: WhatIf, language: Language) -> Iterator[Row]:
    """What is to be said of that policy, the two policies, the values set, and how many change."""
    if what_if.problems:
        problems = tuple(one_line(problem.in_language(language)) for problem in what_if.problems)
        yield Row(Text("对假设政策的意见", "findings on that policy").in_language(language), problems)
    yield Row(Text("现行", "before").in_language(language), (one_line(what_if.before),))
    yield Row(Text("假设", "after").in_language(language), (one_line(what_if.after),))
    if what_if.sets:
        sets = tuple(set_text(each, language) for each in what_if.sets)
        yield Row(Text("改动", "values set").in_language(language), sets)
    yield Row(Text("结果", "result").in_language(language), (counts_text(what_if, language),))
    proposed = _AS_PROPOSED.in_language(language)
    yield Row(Text("口径", "basis").in_language(language), (proposed,))
    if open_ := tuple(_open_texts(what_if, language)):
        yield Row(Text("得分或等次未定", "totals or grades open").in_language(language), open_)
    if what_if.bonus_open:
        reasons = tuple(one_line(reason.in_language(language)) for reason in what_if.bonus_open)
        yield Row(Text("奖金未定", "bonuses open").in_language(language), reasons)


def set_text(value: ValueSet, language: Language) -> str:
    """Such as "考核评价.构成.工作痕迹 assessment.mix.trace：0.4 → 0.3"."""
    change = _from_to(figure(value.before, language), figure(value.after, language))
    said = Text(f"{value.path_zh} {value.path}：{change}", f"{value.path}: {change}").in_language(language)
    if not value.follows:
        return one_line(said)
    follows = Text("按比例随之调整，使权重之和为 100%", "follows in proportion, so that weights sum to 100%")
    return one_line(bracketed(said, follows.in_language(language), language))


def counts_text(what_if: WhatIf, language: Language) -> str:
    """How many change, and how many do not; what is open on one side is no change that can be told."""
    changed = len(what_if.changed)
    open_ = sum((each.bonus_before is None) != (each.bonus_after is None) for each in what_if.changed)
    told = what_if.bonus_open and open_
    zh = f"（其中 {open_} 人有一边未定，无从比较）" if told else ""
    en = f" ({open_} of them open on one side, and not compared)" if told else ""
    return Text(
        f"有变化 {changed} 人，其中等次有变 {what_if.grades_changed} 人，"
        f"奖金有变 {what_if.bonus_changed} 人{zh}；其余 {what_if.same} 人不变",
        f"changed: {changed}, of them in grade {what_if.grades_changed}, in bonus "
        f"{what_if.bonus_changed}{en}; the same: {what_if.same}",
    ).in_language(language)


def _open_texts(what_if: WhatIf, language: Language) -> Iterator[str]:
    """Why a total or a grade is open on one side, with whose it is: each reason once."""
    for side, reasons_of in _SIDES:
        whose: dict[str, list[str]] = {}
        for change in what_if.changed:
            for reason in reasons_of(change):
                whose.setdefault(reason.in_language(language), []).append(change.person)
        for said, people in whose.items():
            named = _several(people, language)
            text = Text(f"{side.zh}：{named}：{said}", f"{side.en}: {named}: {said}")
            yield one_line(text.in_language(language))


def _several(people: Sequence[str], language: Language) -> str:
    more = len(people) - _NAMED
    zh, en = "、".join(people[:_NAMED]), ", ".join(people[:_NAMED])
    if more > 0:
        zh, en = f"{zh}，另有 {more} 人", f"{en}, and {more} more"
    return Text(zh, en).in_language(language)


def _change(change: ScoreChange, language: Language) -> tuple[str, ...]:
    return (
        person_text(change.person, change.name),
        _moved(change.total_before, change.total_after, language),
        signed(change.total_by, language),
        _from_to(grade_text(change.grade_before, language), grade_text(change.grade_after, language)),
        _moved(change.bonus_before, change.bonus_after, language),
        signed(change.bonus_by, language),
    )


def _moved(before: Shown, after: Shown, language: Language) -> str:
    return _from_to(figure(before, language), figure(after, language))


def _from_to(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
