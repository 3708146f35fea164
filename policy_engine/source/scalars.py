"""What unquoted YAML text means, decided on the text as written.

The rules are YAML 1.2's, and narrower: a spelling that another program, or
another version of YAML, reads as a different value is refused, or kept as text
with a warning. Quoted text is always text and never comes here.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from policy_engine.diagnostics import Diagnostic, Severity, Span, Text
from policy_engine.source.tree import Value

MAX_DIGITS = 30
Report = Callable[[Diagnostic], None]

_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# A day as people write it: 2024年1月1日, 2024.1.1, 2024/1/1, 2024-1-1.
_DAY_AS_SAID = re.compile(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*[日号]?")
# Text that starts with none of these cannot be a number, a date or a word with a meaning.
_SPECIAL_START = frozenset("0123456789+-.~nNtTfFyYoOiI“０１２３４５６７８９－＋．")
_BOOLEAN_WORD = re.compile(r"(?i:yes|no|on|off|y|n)")
_SIXTY = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?")
_CHINESE_QUOTED = re.compile(r"“.*[”\"]|“[^”]*", re.DOTALL)
_NUMERIC_LOOK = re.compile(r"[-+]?[0-9][0-9.,:%/-]*")

# Spellings of numbers that are refused: form, code, what is wrong, what to write instead.
_REFUSED_NUMBERS: tuple[tuple[re.Pattern[str], str, Text, Text], ...] = (
    (
        re.compile(r"[-+]?0[0-9]+(\.[0-9]*)?"), "yaml.leading-zero",
        Text("“{text}”有前导零，有的程序读作八进制数。",
             '"{text}" starts with a zero; some programs read it as an octal number.'),
        Text('代码请加引号："{text}"；数字请去掉前面的零。',
             'Put a code in quotes: "{text}"; write a number without the leading zero.'),
    ),
    (
        re.compile(r"[-+]?\.?(?i:nan|inf|infinity)"), "yaml.not-a-number",
        Text("“{text}”不是一个确定的数。", '"{text}" is not a definite number.'),
        Text("请写出实际数值；没有数据请写 null。", "Write the actual value, or null where there is none."),
    ),
    (
        re.compile(r"[-+]?0[xob][0-9A-Fa-f_]+"), "yaml.other-base",
        Text("“{text}”是十六、八或二进制写法。", '"{text}" is a hexadecimal, octal or binary number.'),
        Text('请写十进制数；若是代码请加引号："{text}"。',
             'Write a decimal number; put a code in quotes: "{text}".'),
    ),
    (
        re.compile(r"[-+]?[0-9]{1,3}([_,][0-9]{3})+(\.[0-9]+)?|[-+]?[0-9]+(_[0-9]+)+"), "yaml.digit-groups",
        Text("“{text}”中有千位分隔符。", '"{text}" has separators between its digits.'),
        Text('数字请连写，不加逗号和下划线；若是文字请加引号："{text}"。',
             'Write a number without separators; put text in quotes: "{text}".'),
    ),
    (
        re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]+"), "yaml.exponent",
        Text("“{text}”是科学计数法。", '"{text}" is in scientific notation.'),
        Text('请写出全部数位，如 100000；若是代码请加引号："{text}"。',
             'Write all digits, e.g. 100000; put a code in quotes: "{text}".'),
    ),
    (
        re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.)"), "yaml.bare-point",
        Text("“{text}”的小数点前后缺数字。", '"{text}" lacks digits before or after the point.'),
        Text('请写全，如 0.5；若是文字请加引号："{text}"。', 'Write e.g. 0.5; put text in quotes: "{text}".'),
    ),
    (
        re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"), "yaml.short-date",
        Text("日期“{text}”的月、日不足两位。", 'The date "{text}" needs two digits for month and day.'),
        Text('请写成 {date}；若是文号请加引号："{text}"。',
             'Write {date}; put a document number in quotes: "{text}".'),
    ),
)  # fmt: skip


def plain_value(text: str, span: Span, report: Report) -> Value:
    """The value of unquoted text; problems and warnings go to `report`.

    What is refused comes back as the text itself, so that reading can go on and
    find the other problems of the document.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _SPECIAL_START:
        return text
    if _NUMBER.fullmatch(text):
        return _number(text, span, report)
    if _DATE.fullmatch(text):
        return _date(text, span, report)
    _remark(text, span, report)
    return text


def exact(text: str) -> int | Fraction:
    """The exact value of a decimal number as written; whole numbers become int."""
    if text.lstrip("+-").isdecimal():
        return int(text)
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def too_many_digits(text: str, code: str, span: Span) -> Diagnostic:
    """The message for a number longer than anything that is counted here."""
    return Diagnostic(
        code,
        Text(f"这个数有 {len(text)} 位，超过 {MAX_DIGITS} 位。",
             f"This number has {len(text)} digits, more than {MAX_DIGITS}."),
        span,
        help=Text("请核对数值；若是证件号、代码等文字，请加引号。",
                  "Check the number; put identity numbers, codes and other text in quotes."),
    )  # fmt: skip


def _number(text: str, span: Span, report: Report) -> Value:
    if len(text) > MAX_DIGITS:
        report(too_many_digits(text, "yaml.too-many-digits", span))
        return text
    return exact(text)


def _date(text: str, span: Span, report: Report) -> Value:
    year, month, day = (int(part) for part in text.split("-"))
    if year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return datetime.date(year, month, day)
    report(Diagnostic("yaml.impossible-date", impossible_date(text), span, help=Text(
        f'请改为实际日期；若这是文号等文字，请加引号："{text}"。',
        f'Write the actual date; put a document number in quotes: "{text}".',
    )))  # fmt: skip
    return text


def meant_date(text: str) -> datetime.date | None:
    """The day that a text in some other form than 2024-01-01 clearly means; None where it means none."""
    found = _DAY_AS_SAID.fullmatch(unicodedata.normalize("NFKC", text).strip(" \"'“”"))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    if year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return datetime.date(year, month, day)
    return None


def impossible_date(text: str) -> Text:
    """Why a date written yyyy-mm-dd does not exist."""
    year, month, _ = (int(part) for part in text.split("-"))
    if year == 0 or not 1 <= month <= 12:
        return Text(
            f"没有“{text}”这一天：年份从 0001 起，月份是 01 到 12。",
            f'There is no day "{text}": years start at 0001 and months run from 01 to 12.',
        )
    last = calendar.monthrange(year, month)[1]
    last_day = f"{year:04}-{month:02}-{last}"
    return Text(
        f"没有“{text}”这一天：{year} 年 {month} 月有 {last} 天，最后一天是 {last_day}。",
        f'There is no day "{text}": that month has {last} days, the last one is {last_day}.',
    )


def _remark(text: str, span: Span, report: Report) -> None:
    """Report a spelling that is refused, or that others would read differently."""
    for form, code, message, way_out in _REFUSED_NUMBERS:
        if form.fullmatch(text):
            report(Diagnostic(code, _fill(message, text), span, help=_fill(way_out, text)))
            return
    usual = unicodedata.normalize("NFKC", text)
    if usual != text and _NUMERIC_LOOK.fullmatch(usual):
        report(_full_width(text, usual.rstrip(","), span))
    elif _BOOLEAN_WORD.fullmatch(text):
        report(_boolean_word(text, span))
    elif _SIXTY.fullmatch(text):
        report(_sixty(text, span))
    elif _CHINESE_QUOTED.fullmatch(text):
        report(_chinese_quotes(text, span))


def _fill(template: Text, text: str) -> Text:
    day = meant_date(text)
    zh, en = (f"{day}", f"{day}") if day else ("2024-03-01 的样式", "it like 2024-03-01")
    return Text(template.zh.replace("{text}", text).replace("{date}", zh),
                template.en.replace("{text}", text).replace("{date}", en))  # fmt: skip


def _full_width(text: str, usual: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.full-width-number",
        Text(f"“{text}”用了全角字符，不能当作数读。",
             f'"{text}" has full-width characters and is no number.'),
        span,
        help=Text(f'请用半角改写：{usual}；若是文字请加引号："{text}"。',
                  f'Write it half-width: {usual}; put text in quotes: "{text}".'),
    )  # fmt: skip


def _boolean_word(text: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.boolean-word",
        Text(f"“{text}”按文字读入；有的程序会读作“是/否”。",
             f'"{text}" is read as text; some programs read it as true or false.'),
        span,
        Severity.WARNING,
        Text(f'表示是或否请写 true 或 false；确是文字请加引号："{text}"。',
             f'Write true or false for yes or no; put text in quotes: "{text}".'),
    )  # fmt: skip


def _sixty(text: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.base-sixty",
        Text(f"“{text}”按文字读入；有的程序会按六十进制换算成一个数。",
             f'"{text}" is read as text; some programs convert it to a number of base sixty.'),
        span,
        Severity.WARNING,
        Text(f'请加引号："{text}"。', f'Put it in quotes: "{text}".'),
    )  # fmt: skip


def stray_quote(text: str, span: Span) -> Diagnostic:
    """The message for unquoted text that ends with a quotation mark which nothing opened."""
    inside = text.rstrip('"”')
    return Diagnostic(
        "yaml.stray-quote",
        Text(f"“{inside}”末尾的引号前面没有对应的引号，已作为文字的一部分读入。",
             f'The quotation mark at the end of {text} has no opening one; it was read as part of the text.'),
        span,
        Severity.WARNING,
        Text(f'请在开头补上引号："{inside}"；或删去末尾的引号。',
             f'Add the opening one: "{inside}"; or remove it.'),
    )  # fmt: skip


def _chinese_quotes(text: str, span: Span) -> Diagnostic:
    inside = text.removeprefix("“").rstrip('"”')
    return Diagnostic(
        "yaml.chinese-quotes",
        Text(f"中文引号不起引用作用，“ ”已作为文字的一部分读入：{text}。",
             f"Chinese quotation marks do not quote; they were read as part of the text: {text}."),
        span,
        Severity.WARNING,
        Text(f'若引号不属于内容，请改用英文引号："{inside}"。',
             f'If they do not belong to the text, use plain quotes: "{inside}".'),
    )  # fmt: skip
