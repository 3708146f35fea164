"""Why an expression cannot be read: the likely cause, in the writer's words, and the way out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from policy_engine.diagnostics import Text
from policy_engine.expr.ast import Place
from policy_engine.expr.problems import Problem

# CEL keeps these words for itself, so that expressions stay portable.
RESERVED = frozenset({
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while", "and", "or", "not",
})  # fmt: skip
WORD_OPERATORS = {
    "and": "&&", "or": "||", "not": "!", "is": "==", "且": "&&", "并且": "&&", "而且": "&&",
    "或": "||", "或者": "||", "非": "!", "等于": "==", "大于": ">", "小于": "<", "不等于": "!=",
    "不大于": "<=", "不小于": ">=", "不超过": "<=", "不低于": ">=", "属于": "in",
}  # fmt: skip
# Full-width signs whose half-width form Unicode's compatibility mapping does not give.
_HALF_WIDTH = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "。": ".", "、": ",", "【": "[", "】": "]",
    "《": "<", "》": ">", "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "≠": "!=", "×": "*", "÷": "/",
    "−": "-", "–": "-", "—": "-", "∧": "&&", "∨": "||", "¬": "!", "∈": "in",
}  # fmt: skip
_LEXEME = re.compile(r"""'(?:\\.|[^'\\\n\r])*'|"(?:\\.|[^"\\\n\r])*"|.""", re.DOTALL)
_CLOSER = {"(": ")", "[": "]", "{": "}"}
_RELATION = re.compile(r"==|!=|<=|>=|<|>|in\b")
_SINGLES = {
    "=": ("expr.single-equals", "==", "比较两个值", "To compare two values,"),
    "&": ("expr.single-sign", "&&", "表示“并且”", 'For "and",'),
    "|": ("expr.single-sign", "||", "表示“或者”", 'For "or",'),
}
_DOUBLES = {"=>": ">=", "=<": "<=", "<>": "!=", "=!": "!="}


def half_width(sign: str) -> str | None:
    """The half-width form of a full-width sign or letter; None when `sign` is not one."""
    if sign in _HALF_WIDTH:
        return _HALF_WIDTH[sign]
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if narrow != sign and narrow.isascii() and len(narrow) == 1 else None


def word_operator(word: str, at: Place) -> Problem | None:
    """The problem with `and`, `或者` and their like, which are written as signs."""
    sign = WORD_OPERATORS.get(word.lower())
    if sign is None:
        return None
    return Problem(
        "expr.word-operator", at,
        Text(f"“{word}”不是运算符。", f'"{word}" is not an operator.'),
        Text(f"请写成 {sign}。", f"Write {sign}."),
        (at, sign),
    )  # fmt: skip


def explain(text: str, at: Place) -> list[Problem]:
    """The likely causes of the parser stopping at `at`; never empty."""
    if not text.strip():
        return [Problem(
            "expr.empty", at, Text("表达式是空的。", "The expression is empty."),
            Text("请写出条件，例如 p.seats > 0。", "Write a condition, for example p.seats > 0."),
        )]  # fmt: skip
    full_width = _full_width(text)
    if full_width:
        return full_width
    for cause in _CAUSES:
        problem = cause(text, at)
        if problem is not None:
            return [problem]
    if at.start >= len(text):
        return [Problem(
            "expr.unfinished", at,
            Text("表达式没有写完。", "The expression ends too early."),
            Text(f"请补上“{text.split()[-1]}”后面的内容。", f'Complete what follows "{text.split()[-1]}".'),
        )]  # fmt: skip
    word = text[at.start : at.end]
    return [Problem(
        "expr.syntax", at,
        Text(f"这里不应出现“{word}”。", f'"{word}" does not fit here.'),
        Text("请检查它前面是否漏了运算符或逗号。",
             "Check whether an operator or a comma is missing before it."),
    )]  # fmt: skip


def _outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """Each character that is not part of a closed text literal, with its offset."""
    for lexeme in _LEXEME.finditer(text):
        if len(lexeme[0]) == 1:
            yield lexeme.start(), lexeme[0]


def _full_width(text: str) -> list[Problem]:
    """One problem for each full-width sign used, at its first place."""
    first: dict[str, int] = {}
    for offset, sign in _outside_texts(text):
        if sign in "'\"":
            break  # what follows an unclosed quotation mark may be meant as text
        if half_width(sign) is not None and not sign.isalpha():
            first.setdefault(sign, offset)
    return [
        Problem(
            "expr.full-width", Place(offset, offset + 1),
            Text(f"“{sign}”是全角符号。", f'"{sign}" is a full-width sign.')
            if not sign.isspace() else Text("这里有一个全角空格。", "There is a full-width space here."),
            Text(f"请改用半角的 {half_width(sign)}。", f"Write the half-width {half_width(sign)}.")
            if not sign.isspace() else Text("请改用普通空格。", "Write an ordinary space."),
            (Place(offset, offset + 1), half_width(sign) or " "),
        )
        for sign, offset in first.items()
    ]  # fmt: skip


def _unclosed_text(text: str, _at: Place) -> Problem | None:
    for offset, sign in _outside_texts(text):
        if sign in "'\"":
            return Problem(
                "expr.unclosed-text", Place(offset, len(text)),
                Text(f"从这里开始的文本没有以 {sign} 结束。",
                     f"The text begun here is not closed with {sign}."),
                Text(f"请补上 {sign}；文本中的 {sign} 写成 \\{sign}。",
                     f"Add {sign}; in a text write \\{sign}."),
            )  # fmt: skip
    return None


def _brackets(text: str, at: Place) -> Problem | None:
    """Brackets that do not pair, when the parser stopped at one or at the end."""
    if at.start < len(text) and text[at.start] not in ")]}":
        return None
    stack: list[tuple[int, str]] = []
    for offset, sign in _outside_texts(text[: at.end]):
        if sign in _CLOSER:
            stack.append((offset, sign))
        elif sign in ")]}":
            if not stack or _CLOSER[stack[-1][1]] != sign:
                return Problem(
                    "expr.unbalanced", Place(offset, offset + 1),
                    Text(f"“{sign}”没有对应的左括号。", f'"{sign}" closes nothing.'),
                    Text("请删去它，或补上左括号。", "Remove it, or add the opening bracket."),
                )  # fmt: skip
            stack.pop()
    if not stack or at.start < len(text):
        return None
    offset, sign = stack[-1]
    return Problem(
        "expr.unclosed", Place(offset, offset + 1),
        Text(f"“{sign}”没有闭合。", f'"{sign}" is not closed.'),
        Text(f"请补上 {_CLOSER[sign]}。", f"Add {_CLOSER[sign]}."),
        (Place(len(text), len(text)), _CLOSER[sign]),
    )  # fmt: skip


def _double_sign(text: str, at: Place) -> Problem | None:
    for start in (at.start - 1, at.start):
        sign = text[max(start, 0) : start + 2]
        if sign in _DOUBLES:
            return Problem(
                "expr.unknown-sign", Place(start, start + 2),
                Text(f"“{sign}”不是运算符。", f'"{sign}" is not an operator.'),
                Text(f"请写成 {_DOUBLES[sign]}。", f"Write {_DOUBLES[sign]}."),
                (Place(start, start + 2), _DOUBLES[sign]),
            )  # fmt: skip
    return None


def _single_sign(text: str, at: Place) -> Problem | None:
    sign = text[at.start : at.start + 1]
    if sign not in _SINGLES or text[at.start : at.start + 2] == sign * 2:
        return None
    code, right, zh, en = _SINGLES[sign]
    return Problem(
        code, Place(at.start, at.start + 1),
        Text(f"单个“{sign}”不是运算符。", f'A single "{sign}" is not an operator.'),
        Text(f"{zh}请写成 {right}。", f"{en} write {right}."),
        (Place(at.start, at.start + 1), right),
    )  # fmt: skip


def _word(text: str, at: Place) -> Problem | None:
    before = re.search(r"([^\W\d]\w*)\s*$", text[: at.start])
    here = word_operator(text[at.start : at.end], at)
    if here is not None or before is None:
        return here
    return word_operator(before[1], Place(before.start(1), before.end(1)))


def _percent(text: str, at: Place) -> Problem | None:
    match = re.search(r"([0-9][0-9.]*)\s*%\s*$", text[: at.start])
    if match is None:
        return None
    return Problem(
        "expr.percent", Place(match.start(), match.end()),
        Text("“%”在表达式里是求余数，不是百分号。", '"%" is the remainder here, not a percentage.'),
        Text(f"请写成 {match[1]}/100 或小数。", f"Write {match[1]}/100 or a decimal."),
        (Place(match.start(), match.end()), f"{match[1]}/100 "),
    )  # fmt: skip


def _number(text: str, at: Place) -> Problem | None:
    match = re.search(r"[0-9][0-9.]*$", text[: at.start])
    after = re.match(r"\w+|\.[0-9]+", text[at.start :])
    if after is None or (match is None and not after[0].startswith(".")):
        return None
    start = match.start() if match else at.start
    whole = Place(start, at.start + after.end())
    return Problem(
        "expr.bad-number", whole,
        Text("这里的数值写法不支持。", "This way of writing a number is not supported."),
        Text("请写成 12 或 0.5；带单位的量请用 in_unit(…)。",
             "Write 12 or 0.5; for a quantity use in_unit(…)."),
        (whole, "0"),
    )  # fmt: skip


def _chain(text: str, at: Place) -> Problem | None:
    if not _RELATION.match(text, at.start):
        return None
    if not re.search(r"[\w)\]}'\"]\s*$", text[: at.start]):
        return None
    return Problem(
        "expr.chained-comparison", at,
        Text("比较不能连写。", "Comparisons cannot be chained."),
        Text("0 < x < 10 请写成 0 < x && x < 10。", "Write 0 < x < 10 as 0 < x && x < 10."),
    )  # fmt: skip


_CAUSES: tuple[Callable[[str, Place], Problem | None], ...] = (
    _unclosed_text, _double_sign, _single_sign, _percent, _number, _word, _chain, _brackets,
)  # fmt: skip
