"""SQL that reads the cells of a table: each value exactly, or the cause why it cannot be read.

Cells come as text in columns raw_<field>. Everything here is made of names and numbers of our own; what the
user wrote is never part of it. The quick way for how tables are usually written comes first (quick_<field>);
the careful one is taken by what it leaves.
"""

from __future__ import annotations

from decimal import Decimal

from policy_engine.traces.causes import CAUSES_PER_FIELD, Cause
from policy_engine.traces.columns import FIELDS, Field

# White space that people leave in cells; DuckDB's trim knows the blank alone.
_WHITE = " \t\r\n\u3000\u00a0\ufeff"
_NUMBER = r"\d{1,9}(\.\d{1,4})?"
_NUMBER_OF_ANY_LENGTH = r"\d{1,9}(\.\d{1,4}0*)?"
NUMBER_TYPE = "DECIMAL(13,4)"
_PERCENT = r"(\d{1,3}(?:\.\d{1,4})?)\s*[%％]"
# Wider than needed, as DuckDB multiplies narrower ones in 64 bits.
_PERCENT_TYPE = "DECIMAL(19,4)"
# 合计, 本页小计：, 合计（共 12 件）, 总计 25 条
_TOTAL = (
    r"[^\s\d]{0,8}[合总小累共][\s\x{3000}]*计[\s\x{3000}]*(?:[（(][^（()）]{0,20}[）)])?"
    r"[:：]?[\s\x{3000}]*(?:共?\s*\d+(?:\.\d+)?\s*[条项件人个次天]?)?"
)
# Patterns, as DuckDB makes a join of IN (…), which every row would go through.
_DITTO = '同上|〃|″|"|〞'
_ERROR_VALUE = r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)"
_DIGITS_LOST = r"\d(\.\d+)?[eE]\+\d+"
# A year beyond these is a slip of the pen, or a number that was taken for a date. DuckDB takes 24:00 for the
# next day; on which side of a freeze that lies is for people to say.
_DAY = (
    r"((?:19|20|21)\d\d)(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?"
    r"(?:[T \x{3000}]*((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?))?"
)
# Digits for shares of full progress: nine before the point, as for every number.
_DIGITS = 9


def clean(field: Field) -> str:
    """The cell without white space around it; NULL where nothing else is in it."""
    return f"nullif(trim(raw_{field}, '{_WHITE}'), '')"


def quick(field: Field) -> str:
    """The value of a cell that is written as most are; NULL for any other."""
    raw = f"raw_{field}"
    if field in ("id", "person"):
        return f"CASE WHEN regexp_full_match({raw}, '[A-Za-z0-9_-]+') THEN {raw} END"
    if field == "date":
        return f"CASE WHEN {raw} LIKE '20__-__-__' THEN TRY_CAST({raw} AS DATE) END"
    if field == "updated":
        usual = f"{raw} LIKE '20__-__-__ __:__:__' AND {raw} NOT LIKE '___________24%'"
        return f"CASE WHEN {usual} THEN TRY_CAST({raw} AS TIMESTAMP) END"
    return plain_number(raw)


def plain_number(text: str) -> str:
    """The number in a text of digits and perhaps a point, NULL for any other."""
    return f"CASE WHEN regexp_full_match({text}, '{_NUMBER}') THEN TRY_CAST({text} AS {NUMBER_TYPE}) END"


def value(field: Field, full_progress: Decimal) -> str:
    """A field's value from the columns quick_<field> and raw_<field>, NULL where it cannot be read.

    That of `done` needs the columns of `assigned`, or `assigned` itself where the table has none.
    """
    if field in ("id", "person"):
        careful = _identifier(field)
    elif field in ("date", "updated"):
        careful = _day_or_moment(field)
    elif field == "progress":
        return _progress(full_progress)
    else:
        careful = _words_of_done() if field == "done" else _number(field)
    return f"coalesce(quick_{field}, {careful})"


def cause(fields: tuple[Field, ...]) -> str:
    """0 where every value could be read, otherwise field × 100 + cause of the first that could not be."""
    readable = " AND ".join(f"{field} IS NOT NULL" for field in fields)
    empty = " AND ".join(f"{clean(field)} IS NULL" for field in fields)
    lines = [f"WHEN {readable} THEN {Cause.NONE:d}", f"WHEN {empty} THEN {Cause.EMPTY_ROW:d}"]
    # A row of totals has nearly everything wrong with it; that it is one is what matters.
    lines += [
        f"WHEN regexp_full_match({clean(field)}, '{_TOTAL}') THEN {_code(field, Cause.TOTAL)}"
        for field in ("id", "person", "date")
    ]
    for field in fields:
        lines += [f"WHEN {field} IS NULL AND {test} THEN {_code(field, found)}"
                  for test, found in _tests(field)]  # fmt: skip
    return f"CASE {' '.join(lines)} END"


def cause_of(code: int) -> tuple[Field, Cause]:
    """The reverse of what `cause` gives."""
    place, found = divmod(code, CAUSES_PER_FIELD)
    return FIELDS[place], Cause(found)


def progress_type(full_progress: Decimal, *, wide: bool = False) -> str:
    """The type that holds every progress exactly, percentages of the full one included. `wide`: to be
    multiplied, which DuckDB does in 64 bits where both factors fit into them."""
    decimals = _decimals_of_progress(full_progress)
    return f"DECIMAL({max(19 if wide else 0, _DIGITS + decimals)},{decimals})"


def _decimals_of_progress(full_progress: Decimal) -> int:
    return 4 + max(0, 2 - _exponent(full_progress))


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        raise TypeError(f"full progress is not finite: {number}")
    return exponent


def _code(field: Field, found: Cause) -> int:
    return FIELDS.index(field) * CAUSES_PER_FIELD + found


def _tests(field: Field) -> list[tuple[str, Cause]]:
    """What is asked of a cell that could not be read, in this order; the last one always holds."""
    text = clean(field)
    tests = [
        (f"{text} IS NULL", Cause.BLANK),
        (f"starts_with({text}, '=')", Cause.FORMULA),
        (f"regexp_full_match({text}, '{_DITTO}')", Cause.DITTO),
        (f"regexp_full_match({text}, '{_ERROR_VALUE}')", Cause.ERROR_VALUE),
    ]
    if field in ("id", "person"):
        return [*tests, ("true", Cause.DIGITS_LOST)]
    if field in ("date", "updated"):
        return [*tests, ("true", Cause.NOT_A_DATE)]
    tests += [
        (rf"regexp_full_match({text}, '[-−－]\s*\d.*')", Cause.NEGATIVE),
        (rf"regexp_full_match({text}, '\d+\.\d{{5,}}\s*[%％]?')", Cause.DECIMALS),
    ]
    if field == "progress":
        written = rf"regexp_full_match({text}, '\d+(\.\d+)?\s*[%％]?')"
        return [*tests, (written, Cause.ABOVE_FULL), ("true", Cause.NOT_PROGRESS)]
    tests.append((rf"regexp_full_match({text}, '\d{{10,}}(\.\d+)?')", Cause.TOO_LARGE))
    return [*tests, ("true", Cause.NOT_DONE_OR_NUMBER if field == "done" else Cause.NOT_A_NUMBER)]


def _identifier(field: Field) -> str:
    text = clean(field)
    return (
        f"CASE WHEN NOT (starts_with({text}, '=') OR regexp_full_match({text}, "
        f"'{_TOTAL}|{_DITTO}|{_ERROR_VALUE}|{_DIGITS_LOST}')) THEN {text} END"
    )


def _day_or_moment(field: Field) -> str:
    text = clean(field)
    type_, parts = ("DATE", r"\1-\2-\3") if field == "date" else ("TIMESTAMP", r"\1-\2-\3 \4")
    rewritten = f"trim(regexp_replace({text}, '{_DAY}', '{parts}'))"
    return f"CASE WHEN regexp_full_match({text}, '{_DAY}') THEN TRY_CAST({rewritten} AS {type_}) END"


def _number(field: Field) -> str:
    text = clean(field)
    written = f"regexp_full_match({text}, '{_NUMBER_OF_ANY_LENGTH}')"
    return f"CASE WHEN {written} THEN TRY_CAST({text} AS {NUMBER_TYPE}) END"


def _words_of_done() -> str:
    """A number of items, or whether all that was assigned in the row is done."""
    word = f"lower({clean('done')})"
    return (
        f"coalesce({_number('done')}, CASE WHEN regexp_full_match({word}, '是|已办结|true') THEN assigned "
        f"WHEN regexp_full_match({word}, '否|未办结|false') THEN CAST(0 AS {NUMBER_TYPE}) END)"
    )


def _progress(full_progress: Decimal) -> str:
    """As a number against the full one, whichever way it is written."""
    decimals, type_ = _decimals_of_progress(full_progress), progress_type(full_progress)
    hundredth = f"CAST('{full_progress.scaleb(-2):f}' AS DECIMAL({_DIGITS + decimals},{decimals - 4}))"
    full = f"CAST('{full_progress:f}' AS {type_})"
    number = _number("progress")
    share = f"TRY_CAST(regexp_extract({clean('progress')}, '^{_PERCENT}$', 1) AS {_PERCENT_TYPE})"
    return (
        f"CASE WHEN quick_progress <= {full} THEN CAST(quick_progress AS {type_}) "
        "WHEN quick_progress IS NOT NULL THEN NULL "
        f"WHEN {number} <= {full} THEN CAST({number} AS {type_}) "
        f"WHEN {share} <= 100 THEN CAST({share} * {hundredth} AS {type_}) END"
    )
