"""Personal data is masked in everything that is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.documents.actions import Actions
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Bilingual

_IDENTITY_NUMBER = re.compile(r"(?<!\d)(\d{6})(\d{8}|\d{11})([\dXx])(?!\d)")

# The hundred most frequent family names, and the compound ones: a short value that begins with one
# of them is taken for a person's name where nothing else tells.
_FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_COMPOUND = "欧阳|司马|上官|诸葛|夏侯|皇甫|东方|尉迟|公孙|慕容|令狐|司徒|轩辕|端木"
_QUOTES = "\"'“”"
_LABELLED = re.compile(rf"(姓名[{_QUOTES}]?\s*[:：]\s*[{_QUOTES}]?)([\u4e00-\u9fff·]{{2,}})")
_ON_A_ROSTER = re.compile(
    rf"(\bname[{_QUOTES}]?\s*:\s*[{_QUOTES}]?)([\u4e00-\u9fff·]{{2,4}})(?![\u4e00-\u9fff])"
)
_ROSTER_LINE = re.compile(r"establishment|origin|编制类型|来源")
_LIKE_A_NAME = re.compile(
    rf"([:：]\s*[{_QUOTES}]?)((?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_FAMILY_NAMES}][\u4e00-\u9fff]{{1,2}})"
    r"(?![\u4e00-\u9fff])"
)


def mask_numbers(text: str) -> str:
    """Identity numbers keep their district and their last digit, and their length."""
    return _IDENTITY_NUMBER.sub(lambda m: f"{m[1]}{'*' * len(m[2])}{m[3]}", text)


def mask_line(line: str) -> str:
    """A line of somebody's file, for quoting it; every character keeps its column and its width."""
    masked = mask_numbers(line)
    forms = [_LABELLED, _LIKE_A_NAME]
    if _ROSTER_LINE.search(masked):
        forms.append(_ON_A_ROSTER)
    for form in forms:
        masked = form.sub(lambda m: f"{m[1]}{m[2][0]}{'＊' * (len(m[2]) - 1)}", masked)
    return masked


def _names_in(document: Setup | Actions | Round) -> Iterator[str]:
    if isinstance(document, Setup):
        yield from (person.name for person in document.persons or ())
    elif isinstance(document, Actions):
        newcomers = (getattr(action, "newcomer", None) for action in document.actions)
        yield from (person.name for person in newcomers if person is not None)


class Masking:
    """Masks the names of the persons in some documents, and identity numbers wherever they stand."""

    def __init__(self, *documents: Setup | Actions | Round) -> None:
        found = (name for document in documents for name in _names_in(document))
        names = {name for name in found if len(name) > 1 and "*" not in name}
        # Longest first, so that no name is masked by a shorter one inside it.
        ordered = sorted(names, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def text(self, text: str) -> str:
        """张三丰 → 张**, wherever it stands."""
        masked = mask_numbers(text)
        if self._names is None:
            return masked
        return self._names.sub(lambda m: m[0][0] + "*" * (len(m[0]) - 1), masked)

    def bilingual(self, text: Text) -> Bilingual:
        """A text of the report in both languages."""
        return Bilingual(zh=self.text(text.zh), en=self.text(text.en))

    def value(self, value: Any) -> Any:
        """The same for a value of the report, at any depth."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        return value
