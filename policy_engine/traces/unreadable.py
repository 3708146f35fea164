"""Rows that cannot be read: listed with their place, cause and way out, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.findings.identity_numbers import mask_numbers
from policy_engine.findings.quoting import mask_cell, mask_word
from policy_engine.traces import spelling, totals
from policy_engine.traces.causes import WORDS, Cause
from policy_engine.traces.columns import Field
from policy_engine.traces.headings import Layout
from policy_engine.traces.rewriting import Broken
from policy_engine.traces.session import Session
from policy_engine.traces.sheet_cells import column_letters
from policy_engine.traces.staging import SHEET, Reading, Relation
from policy_engine.traces.values import cause_of

LISTED = 20
_CHARACTERS_SHOWN = 40
_LINES_SHOWN = 5

_CLASH_OF_UPDATES = (
    Text("编号“{id}”在{rows}更新时间相同、内容不同，无法判断以哪一个为准。",
         'The id "{id}" has the same time of update and different content in {rows}; '
         "it cannot be told which one counts."),
    Text("请改正更新时间，或删去作废的一行。", "Correct the time of update, or delete the row that is void."),
)  # fmt: skip
_CLASH_WITHOUT_UPDATES = (
    Text("编号“{id}”在{rows}内容不同，政策又没有说明更新时间在哪一列，无法判断以哪一个为准。",
         'The id "{id}" has different content in {rows}, and the policy names no column of updates; '
         "it cannot be told which one counts."),
    Text("请删去作废的一行；有更新时间的，在政策的“列名”中写明。",
         "Delete the row that is void, or name the column of updates in the policy."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """What rows are spoken of by: the file's name, and the layout of each sheet (of the one table)."""

    name: str
    layouts: Sequence[Layout]

    def where(self, place: int) -> tuple[int, Layout]:
        sheet, line = divmod(place, SHEET)
        return line, self.layouts[sheet]

    def span(self, place: int, column: int = 0) -> Span:
        """Columns are those of the table, from 1."""
        line, _ = self.where(place)
        return Span(self.name, line, column + 1, line, column + 2)

    def row(self, place: int) -> Text:
        line, layout = self.where(place)
        if layout.sheet is None:
            return Text(f"第 {line} 行", f"row {line}")
        sheet = mask_word(layout.sheet)
        return Text(f"工作表“{sheet}”第 {line} 行", f'row {line} of sheet "{sheet}"')

    def cell(self, place: int, field: Field) -> Text:
        line, layout = self.where(place)
        heading, row = layout.headings[field], self.row(place)
        if layout.sheet is None:
            return Text(f"{row.zh}“{heading}”一栏", f'In {row.en} the cell under "{heading}"')
        letters = column_letters(layout.positions[field])
        return Text(f"{row.zh}“{heading}”一栏（{letters}{line}）",
                    f'In {row.en} the cell {letters}{line} under "{heading}"')  # fmt: skip


def problems(
    session: Session,
    relation: Relation,
    reading: Reading,
    table: Table,
    broken: Broken,
    people: Collection[str],
) -> list[Diagnostic]:
    """Of the staged rows and of those that never got so far: the first LISTED, then how many more."""
    counts: Counter[Text] = Counter()
    for cause, number in broken.counts.items():
        counts[WORDS[cause].short] += number
    found = [(place, _broken_row(table, place, cause)) for place, cause in broken.first]
    bad = f"cause NOT IN ({Cause.NONE:d}, {Cause.EMPTY_ROW:d})"
    for code, number in session.rows(f"SELECT cause, count(*) FROM staged WHERE {bad} GROUP BY cause"):  # noqa: S608
        counts[WORDS[cause_of(code)[1]].short] += number
    listed = session.rows(f"SELECT place, cause FROM staged WHERE {bad} ORDER BY place LIMIT {LISTED}")  # noqa: S608
    found += _bad_cells(session, relation, table, [(place, *cause_of(code)) for place, code in listed])
    total, clashing = totals.conflicts(session, LISTED)
    if total:
        counts[Text("同一编号内容不同", "the same id with different content")] += total
    updated = "updated" in reading.fields
    found += [(places[0], _clash(table, id_, places, updated)) for id_, places in clashing]
    found += _misspellings(session, table, people, counts)
    return [problem for _, problem in sorted(found, key=lambda each: each[0])[:LISTED]] + _more(table, counts)


def _bad_cells(
    session: Session, relation: Relation, table: Table, bad: list[tuple[int, Field, Cause]]
) -> Iterator[tuple[int, Diagnostic]]:
    if not bad:
        return
    places = ", ".join(str(place) for place, _, _ in bad)
    fields = list(relation.texts)
    texts = ", ".join(relation.texts[field] for field in fields)
    rows = session.rows(
        f"SELECT {relation.place}, {texts} FROM {relation.source} WHERE {relation.place} IN ({places})"  # noqa: S608
    )
    written = {row[0]: dict(zip(fields, row[1:], strict=True)) for row in rows}
    for place, field, cause in bad:
        yield place, _bad_cell(table, place, field, cause, written[place][field])


def _bad_cell(table: Table, place: int, field: Field, cause: Cause, text: str | None) -> Diagnostic:
    words, cell = WORDS[cause], table.cell(place, field)
    _, layout = table.where(place)
    shown = _written(text or "")
    # Of a workbook only the result of a formula is known here.
    if cause is Cause.BLANK or (cause is Cause.FORMULA and layout.sheet is not None):
        message = Text(f"{cell.zh}{words.rule.zh}。", f"{cell.en} {words.rule.en}.")
    else:
        message = Text(f"{cell.zh}写的是“{shown}”，{words.rule.zh}。",
                       f'{cell.en} has "{shown}", which {words.rule.en}.')  # fmt: skip
    return Diagnostic(words.slug, message, table.span(place, layout.positions[field]), help=words.way_out)


def _broken_row(table: Table, place: int, cause: Cause) -> Diagnostic:
    words, row = WORDS[cause], table.row(place)
    message = Text(f"{row.zh}{words.rule.zh}。", f"{row.en[0].upper()}{row.en[1:]} {words.rule.en}.")
    return Diagnostic(words.slug, message, table.span(place), help=words.way_out)


def _clash(table: Table, id_: str, places: Sequence[int], updated: bool) -> Diagnostic:
    shown, rows = _short(id_), [table.row(place) for place in places[:_LINES_SHOWN]]
    more = len(places) > len(rows)
    zh = "、".join(row.zh for row in rows) + ("等" if more else "")
    en = ", ".join(row.en for row in rows) + (" and others" if more else "")
    _, layout = table.where(places[0])
    other = Text("编号相同的另一行在这里：", "The other row of this id is here:")
    text, way_out = _CLASH_OF_UPDATES if updated else _CLASH_WITHOUT_UPDATES
    return Diagnostic(
        "traces.conflicting-rows",
        Text(text.zh.format(id=shown, rows=zh), text.en.format(id=shown, rows=en)),
        table.span(places[0], layout.positions["id"]),
        help=way_out,
        related=tuple((other, table.span(place, layout.positions["id"])) for place in places[1:_LINES_SHOWN]),
    )


def _misspellings(
    session: Session, table: Table, people: Collection[str], counts: Counter[Text]
) -> Iterator[tuple[int, Diagnostic]]:
    """Of people, each spelling at its first row; of ids, both spellings."""
    meant = spelling.misspelt_people(session, people)
    if meant:
        counts[Text("人员编号写法不同", "an id of a person typed otherwise")] += len(meant)
    for place, person, rows in spelling.first_places(session, meant):
        yield place, _misspelt_person(table, place, person, meant[person], rows)
    total, alike = spelling.ids_alike(session, LISTED)
    if total:
        counts[Text("编号只有写法不同", "ids that differ in typing only")] += total
    for ids, places in alike:
        yield places[0], _ids_alike(table, ids, places)


def _misspelt_person(table: Table, place: int, person: str, meant: str, rows: int) -> Diagnostic:
    cell, (_, layout) = table.cell(place, "person"), table.where(place)
    written, known = _written(person), _written(meant)
    return Diagnostic(
        "traces.person-spelling",
        Text(f"{cell.zh}写的是“{written}”，与考核人员“{known}”只有写法（全角、大小写、空格）不同，"
             f"无法判断是不是同一个人；这样写的共 {rows} 行。",
             f'{cell.en} has "{written}", which differs from the assessed person "{known}" in typing only '
             f"(width, capitals, blanks); it cannot be told whether both are one. Rows typed so: {rows}."),
        table.span(place, layout.positions["person"]),
        help=Text(f"是同一个人的，请改为“{known}”；不是的，请换一个不会混淆的编号。",
                  f'If it is the same person, write "{known}"; if not, use an id that cannot be confused.'),
    )  # fmt: skip


def _ids_alike(table: Table, ids: Sequence[str], places: Sequence[int]) -> Diagnostic:
    (_, layout), (first, second) = table.where(places[0]), (table.row(place) for place in places[:2])
    written, other = (_written(id_) for id_ in ids[:2])
    return Diagnostic(
        "traces.ids-alike",
        Text(f"{first.zh}的编号“{written}”和{second.zh}的“{other}”只有写法（全角、大小写、空格）不同，"
             "无法判断是一条痕迹还是两条。",
             f'The ids "{written}" in {first.en} and "{other}" in {second.en} differ in typing only (width, '
             "capitals, blanks); it cannot be told whether they are one trace or two."),
        table.span(places[0], layout.positions["id"]),
        help=Text("是同一条的，请统一编号；不是的，请换一个不会混淆的编号。",
                  "Write the id in one way if it is one trace; if not, use ids that cannot be confused."),
        related=((Text("另一种写法在这里：", "The other spelling is here:"),
                  table.span(places[1], layout.positions["id"])),),
    )  # fmt: skip


def _more(table: Table, counts: Counter[Text]) -> list[Diagnostic]:
    total = sum(counts.values())
    if total <= LISTED:
        return []
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].en))
    zh = "、".join(f"{cause.zh} {number} 处" for cause, number in ordered)
    en = ", ".join(f"{cause.en}: {number}" for cause, number in ordered)
    return [
        Diagnostic(
            "traces.more-unreadable",
            Text(f"“{table.name}”共有 {total} 处无法读取，以上列出前 {LISTED} 处：{zh}。",
                 f'"{table.name}" has {total} places that cannot be read; '
                 f"the first {LISTED} are listed: {en}."),
            help=Text("全部改正后才能计算；没有采用其中任何一行。",
                      "All must be corrected before anything is computed; no row of the table was used."),
        )
    ]  # fmt: skip


def _written(text: str) -> str:
    """With what nobody sees in it. An identity number with blanks in it is one all the same and masked."""
    plain = spelling.folded(text)
    return _short(spelling.made_visible(text) if mask_numbers(plain) == plain else plain)


def _short(text: str) -> str:
    shown = " ".join(mask_cell(text).split())
    return shown if len(shown) <= _CHARACTERS_SHOWN else shown[:_CHARACTERS_SHOWN] + "…"
