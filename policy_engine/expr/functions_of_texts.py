"""Functions over texts."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from policy_engine.diagnostics import Text
from policy_engine.expr.function_types import Function, Signature
from policy_engine.expr.numbers import Number, plain
from policy_engine.expr.types import BOOL, DATE, NUMBER, TEXT, ListType, Nullable

# What people write where nothing is to be written. Compared without spaces and signs.
_FILLERS = frozenset({
    "无", "暂无", "没有", "暂缺", "缺", "空", "略", "同上", "如上", "待定", "待补", "待补充", "待填",
    "待填写", "待完善", "待明确", "待报", "未定", "未填", "不详", "不适用",
    "na", "none", "null", "nil", "tbd", "todo", "tba",
})  # fmt: skip
# What has yet to be decided or done: 待批, 尚未批准, 正在办理, 审批中.
_YET_TO_COME = re.compile(
    r"(正在|尚未|还未|暂未|没有?|未|待|拟|另行?)(上报|报批?|审批?|批[复准]?|审核|办理?|申请|补办|获批)中?"
    r"|(上报|报批|审批|批复|批准|审核|办理|申请|补办)(当|过程)?中"
)
# What a filler, or a reference to somewhere else, can begin with.
_BEGINNINGS = frozenset(filler[0] for filler in _FILLERS) | frozenset("请详具见参正尚还没拟另上报审批办申补")
_ELSEWHERE = re.compile(r"(请|详|具体)?(见|参见)(附件|附表|附录|后附|另附)\w{0,3}")


def _meaning(text: str) -> str:
    """The letters and digits of a text, full-width forms made narrow, in lower case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def is_blank(text: str | None) -> bool:
    """Whether a text says nothing: null, empty, only signs, or a filler such as 无, 略, x, 见附件, 待批."""
    if text is None:
        return True
    # Nearly all texts begin with an ideograph that no filler begins with; it is its own narrow form.
    if "\u4e00" <= (first := text[:1]) <= "\u9fa5" and first not in _BEGINNINGS:
        return False
    meaning = _meaning(text)
    if meaning in _FILLERS or _ELSEWHERE.fullmatch(meaning) or _YET_TO_COME.fullmatch(meaning):
        return True
    return all(sign == "x" for sign in meaning)  # "", "x", "XXX"


def _contains(whole: str, part: str) -> bool:
    return part in whole


def _starts_with(whole: str, part: str) -> bool:
    return whole.startswith(part)


def _ends_with(whole: str, part: str) -> bool:
    return whole.endswith(part)


def _text(value: Number | datetime.date) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else plain(value)


def _join(texts: Iterable[str], separator: str) -> str:
    return separator.join(texts)


_BRACKETS = str.maketrans({"〔": "[", "〕": "]", "【": "[", "】": "]"})


@lru_cache(maxsize=4096)  # the same few names and approval numbers, set-up after set-up
def squeezed(text: str) -> str:
    """The text as it is compared when only its writing may differ."""
    narrow = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) != "Cf").casefold()


TEXT_FUNCTIONS = (
    Function(
        "squeezed", "text", (Signature((TEXT,), TEXT),), squeezed,
        Text("去掉空白和不可见字符、全角变半角、括号统一后的文本，用于比较书写不同的名称和文号",
             "the text as it is compared when only its writing may differ: no white space, no invisible"
             " characters, narrow forms, one kind of bracket, lower case"),
        "squeezed(a.approval) == squeezed(i.approval)",
    ),
    Function(
        "blank", "text", (Signature((Nullable(TEXT),), BOOL),), is_blank,
        Text("是否等于没填:空值、空白、只有符号,或“无”“暂无”“略”“待定”“x”“见附件”之类",
             "whether a text says nothing: null, white space, only signs, or a filler such as 无, 暂无, 略,"
             " 待定, x, N/A, 见附件"),
        "blank('暂无')",
    ),
    Function(
        "contains", "text, part", (Signature((TEXT, TEXT), BOOL),), _contains,
        Text("文本是否含有某部分", "whether the part occurs in the text"), "contains('综合执法队', '执法')",
    ),
    Function(
        "starts_with", "text, part", (Signature((TEXT, TEXT), BOOL),), _starts_with,
        Text("文本是否以某部分开头", "whether the text begins with the part"),
        "starts_with('331004003', '331004')",
    ),
    Function(
        "ends_with", "text, part", (Signature((TEXT, TEXT), BOOL),), _ends_with,
        Text("文本是否以某部分结尾", "whether the text ends with the part"), "ends_with('路北街道', '街道')",
    ),
    Function(
        "text", "number | date", (Signature((NUMBER,), TEXT), Signature((DATE,), TEXT)), _text,
        Text("数值或日期的文本;除不尽的写成分数",
             "a number or date as text; a number whose decimals do not end as a fraction"),
        "text(1 / 8)",
    ),
    Function(
        "join", "texts, separator", (Signature((ListType(TEXT), TEXT), TEXT),), _join,
        Text("用分隔符连接各文本", "the texts with the separator between them"), "join(['a', 'b'], '、')",
    ),
)  # fmt: skip
