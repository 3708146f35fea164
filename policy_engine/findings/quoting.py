"""Lines and words of somebody's file, for quoting them: without the names and identity numbers in them.

What is quoted is mostly wrong, so nothing here relies on the file being readable: by the words alone it is
told under which keys names stand, and a name that stands there is masked wherever else it comes up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from policy_engine.findings.identity_numbers import mask_numbers
from policy_engine.findings.name_words import (
    begins_like_a_name,
    is_a_common_word,
    is_person_key,
    known_keys,
    looks_like_a_name,
)
from policy_engine.source.positions import LINE_BREAK

_QUOTES = "\"'“”"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A key with its colon: what follows, up to the next key, is its value. A word is looked at from its beginning
# only: from each of its characters anew would take hours where one is a million characters long.
_KEY = re.compile(rf"(?<![\w·])([\w{_HAN}·]+)[{_QUOTES}]?\s*[:：](?=[\s{_QUOTES}{_HAN}\[{{]|$)")
_LIST_ITEM = re.compile(r"\s*-\s+(?=\S)")
# What may be a name: characters as they stand together.
_RUN = re.compile(rf"[{_HAN}·]{{2,}}")
_FIRST = re.compile(rf"\s*[{_QUOTES}]?([{_HAN}·]{{2,}})")
# Names of two characters are typed as wide as those of three: 张　三.
_SPACED = re.compile(
    rf"(\s*[{_QUOTES}]?)([{_HAN}](?:[ \u3000]{{1,3}}[{_HAN}]{{1,2}}){{1,2}})"
    rf"(?=[{_QUOTES}]?\s*(?:[,，}}\]#]|$))"
)
_NOTHING_MORE = re.compile(rf"[{_QUOTES}]?\s*(?:[,，}}\]#]|$)")
# Of a person one kind; institutions have numbers of each, establishment: {administrative: 6}.
_ROSTER_LINE = re.compile(rf"establishment(?![{_QUOTES}]?\s*[:：]\s*\{{)|origin|编制类型|来源")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_ID_BESIDE = re.compile(rf"(?<![\w{_HAN}])[A-Za-z]{{1,3}}\d+(?![\w{_HAN}])")
# How far up the key of a list, or of the section, is looked for.
_LINES_ABOVE = 400
_ITEM = re.compile(r"(\s*)-\s+(?=[^\s:：]+\s*$)")
_OPENS_A_LIST = re.compile(r"([\s-]*)[\"']?([^\s:：\"'-]+)[\"']?\s*[:：]\s*$")
_SECTION = re.compile(rf"[{_QUOTES}]?([\w{_HAN}]+)[{_QUOTES}]?\s*[:：]")
_KIND = re.compile(rf"(?:kind|文件类型)[{_QUOTES}]?\s*[:：]\s*[{_QUOTES}]?([\w{_HAN}]+)")
# Of these kinds of document every `name` is that of a person, whatever it looks like.
_OF_PEOPLE = frozenset(("assessment", "考核", "actions", "人事事项", "round", "选岗"))
# And these name nobody.
_OF_NOBODY = frozenset((
    "policy", "政策", "ledger", "编制核定表", "rulebook", "规则库", "calendar", "工作日历",
    "approved_changes", "已批准变动",
))  # fmt: skip
_SECTIONS_OF_PEOPLE = frozenset(("persons", "people", "人员"))
# 武装部, 金融办, 林长制, 余杭区, 江东片.
_OFFICE = re.compile(r".{2,}[办部所站室局队镇乡街厅院制市县区片组]")
_WORDS_OF_TABLES = frozenset((
    "合计", "总计", "小计", "本页合计", "本页小计", "累计", "同上", "是", "否", "无", "有",
    "未办", "在办", "已办", "未完成", "已完成", "完成", "办结", "已办结", "未办结",
    "办理中", "进行中", "未开始", "待办", "待处理", "处理中", "已处理", "未处理", "已受理", "已结", "未结",
    "已退回", "退回", "作废", "已作废", "暂缓", "延期", "逾期", "超期", "按时", "及时", "不适用", "未知",
    "空", "全部", "部分", "合格", "不合格", "优秀", "良好", "同意", "不同意",
))  # fmt: skip
_QUANTITY = re.compile(r"[\d\s.,，:：/%％+\-年月日时分秒件次条个项小时天周百千万亿元约多余上下午]*")
_CHINESE_SENTENCE = re.compile(r"[。？：）]$|^[^A-Za-z]*$")
_QUOTED = re.compile(rf"“[^”]*(?:”|$)|（[{_HAN}·、]+）")
_KEY_OF_A_PERSON = re.compile(rf"(\s+)[{_QUOTES}]?([\w{_HAN}·]+)[{_QUOTES}]?\s*[:：]")
_HARVESTED = re.compile(
    rf"((?<![A-Za-z_])[A-Za-z_]+|(?<![{_HAN}])[{_HAN}]+)[{_QUOTES}]?\s*[:：]\s*"
    rf"(\[[^\]\n]*|[{_QUOTES}]?[{_HAN}·]{{2,}})"
)


def masked_name(name: str) -> str:
    """张三丰 → 张＊＊, in as many characters of the same width."""
    return f"{name[0]}{'＊' * (len(name) - 1)}"


def mask_word(text: str) -> str:
    """A word of somebody's file: masked where it reads like a name."""
    text = mask_numbers(text)
    return masked_name(text) if _reads_like_a_name(text.strip()) else text


def _reads_like_a_name(text: str) -> bool:
    return begins_like_a_name(text) and not is_a_common_word(text) and _OFFICE.fullmatch(text) is None


def mask_cell(text: str) -> str:
    """A cell of somebody's table, of which nothing tells that it is no name: only what has no Chinese
    characters, quantities, dates and the usual words are shown as they are."""
    masked = mask_numbers(text)
    if text.strip() in _WORDS_OF_TABLES or _QUANTITY.fullmatch(text):
        return masked
    return re.sub(rf"[{_HAN}·]+", lambda m: masked_name(m[0]), masked)


def _mask_quoted(text: str) -> str:
    """A sentence with what reads like a name masked, where it is quoted or listed in brackets; in an English
    sentence all Chinese is."""

    def word(match: re.Match[str]) -> str:
        return _RUN.sub(lambda run: mask_word(run[0]), match[0])

    return (_QUOTED if _CHINESE_SENTENCE.search(text) else _RUN).sub(word, text)


def mask_line(line: str, key_above: str = "", *, people: bool = False) -> str:
    """A line of somebody's file, for quoting it; every character keeps its column and its width.

    `key_above` is the key of the list that a line "- …" is an item of. `people`: every `name` is that of a
    person.
    """
    masked = mask_numbers(line)
    people = people or _ROSTER_LINE.search(masked) is not None
    keys = list(_KEY.finditer(masked))
    item = _LIST_ITEM.match(masked)
    if not keys:
        start = 0 if item is None else item.end()
        return masked if item is None else masked[:start] + _mask_value(key_above, masked[start:], False)
    parts = [masked[: keys[0].end()]]
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        value = masked[key.end() : None if following is None else following.start()]
        parts.append(_mask_value(key[1], value, people))
        parts.append("" if following is None else following[0])
    return "".join(parts)


def _mask_value(key: str, value: str, people: bool) -> str:
    """The value of a key with the names in it masked: a single text, or a list in brackets."""
    sure = _is_of_a_person(key, people)
    if not sure and key != "name" and key in known_keys():
        return value
    if value.lstrip().startswith("["):
        return _RUN.sub(lambda m: _masked(m[0], sure), value)
    spaced = _SPACED.match(value) if sure else None
    if spaced is not None:
        return spaced[1] + _masked_spaced(spaced[2]) + value[spaced.end() :]
    first = _FIRST.match(value)
    if first is None:
        return value
    # Free text (随派 1 名执法人员) is no name; what is wrong on the line may stand behind one.
    sure = sure and _NOTHING_MORE.match(value, first.end()) is not None
    name = first[1] if key == "姓名" else None
    return value[: first.start(1)] + _masked(first[1], sure, name) + value[first.end(1) :]


def _is_of_a_person(key: str, people: bool) -> bool:
    """`people`: of nobody else is spoken here; then what the format does not know may be a name mistyped."""
    return (
        is_person_key(key)
        or key in _SECTIONS_OF_PEOPLE
        or (people and (key == "name" or key not in known_keys()))
    )


def _masked_spaced(name: str) -> str:
    return name[0] + re.sub(rf"[{_HAN}]", "＊", name[1:])


def _masked(text: str, sure: bool, name: str | None = None) -> str:
    """The text with its first character alone, where it is somebody's name as far as can be told."""
    is_name = text == name or _is_name(text, sure)
    return masked_name(text) if is_name else text


class Quoted:
    """One document, for quoting its lines and speaking of what is in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = LINE_BREAK.split(text)
        self._shown: dict[int, str] = {}

    @cached_property
    def names_people(self) -> bool:
        """False for policies and the like, which have names of posts and indicators only."""
        return self._kind not in _OF_NOBODY

    def line(self, number: int) -> str:
        """Line `number` (from 1), masked; "" beyond the end."""
        if number not in self._shown:
            self._shown[number] = self._line(number)
        return self._shown[number]

    def _line(self, number: int) -> str:
        if not 1 <= number <= len(self._lines):
            return ""
        line, key = self._lines[number - 1], self._key_above(number)
        if not self.names_people:
            return mask_line(line, key)
        people = self._kind in _OF_PEOPLE or self._sections[number - 1] in _SECTIONS_OF_PEOPLE
        masked = self._without_names(mask_line(line, key, people=people))
        if key and key in known_keys() and not is_person_key(key):
            return masked
        return _COMMENT.sub(
            lambda m: _RUN.sub(lambda run: masked_name(run[0]), m[0]), _leftovers(masked, people)
        )

    def lines(self) -> list[str]:
        """All of them."""
        count = len(self._lines) - (not self._lines[-1])
        return [self.line(number) for number in range(1, count + 1)]

    def sentence(self, text: str, numbers: Sequence[int]) -> str:
        """A sentence about lines (from 1), masked: the names that stand in the document under 姓名, name,
        person, what the lines are shown without, and what reads like a name among the words quoted."""
        if not self.names_people:
            return text
        hidden = {name for number in numbers for name in self._hidden(number) if looks_like_a_name(name)}
        for name in sorted(hidden, key=lambda each: (-len(each), each)):
            text = text.replace(name, masked_name(name))
        return _mask_quoted(self._without_names(text))

    def _hidden(self, number: int) -> Iterator[str]:
        shown = self.line(number)
        for run in _RUN.finditer(self._lines[number - 1] if shown else ""):
            if shown[run.start() : run.end()] != run[0]:
                yield run[0]

    def _without_names(self, text: str) -> str:
        return _RUN.sub(lambda match: self._without_names_in(match[0]), text) if self._names else text

    def _without_names_in(self, run: str) -> str:
        """Of names that begin in one place the longest is masked; there may be thousands of them."""
        shown, place = "", 0
        while place < len(run):
            sizes = range(min(self._longest, len(run) - place), 1, -1)
            size = next((size for size in sizes if run[place : place + size] in self._names), 0)
            shown += masked_name(run[place : place + size]) if size else run[place]
            place += max(size, 1)
        return shown

    @cached_property
    def _kind(self) -> str:
        found = _KIND.search(self._text)
        return "" if found is None else found[1]

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._names), default=0)

    @cached_property
    def _names(self) -> frozenset[str]:
        """What stands where names do."""
        found: set[str] = set()
        if self.names_people:
            found.update(self._people_as_keys())
            of_people = self._kind in _OF_PEOPLE
            for key, value in _HARVESTED.findall(self._text):
                sure = is_person_key(key) or (key == "name" and of_people)
                if sure or key == "name":
                    found.update(run for run in _RUN.findall(value) if _is_name(run, sure))
        return frozenset(found)

    @cached_property
    def _sections(self) -> list[str]:
        """For each line the key without indentation that it stands under."""
        found, sections = "", []
        for line in self._lines:
            section = _SECTION.match(line)
            found = found if section is None else section[1]
            sections.append(found)
        return sections

    def _people_as_keys(self) -> Iterator[str]:
        """What stands where a list of people should, 张三: {…}."""
        indent = None
        for line, section in zip(self._lines, self._sections, strict=True):
            if section not in _SECTIONS_OF_PEOPLE or _SECTION.match(line) is not None:
                indent = None
                continue
            key = _KEY_OF_A_PERSON.match(line)
            if key is not None and indent in (None, len(key[1])):
                indent = len(key[1])
                if looks_like_a_name(key[2]):
                    yield key[2]

    def _key_above(self, number: int) -> str:
        """The key of the list that a line "- …" without a key is an item of; "" where there is none."""
        item = _ITEM.match(self._lines[number - 1])
        if item is None:
            return ""
        for above in reversed(self._lines[max(number - _LINES_ABOVE, 0) : number - 1]):
            key = _OPENS_A_LIST.match(above)
            if key is not None and len(key[1]) <= len(item[1]):
                return key[2]
        return ""


def _is_name(run: str, sure: bool) -> bool:
    return looks_like_a_name(run) if sure else _reads_like_a_name(run)


def _leftovers(line: str, people: bool) -> str:
    """What reads like a name on a line of a document that may be broken anywhere: also a key, and anything
    that stands beside somebody's number without a key."""
    keys = {key.start(): key for key in _KEY.finditer(line)}
    alone = people and looks_like_a_name(line.strip())
    beside = not keys and (alone or _ID_BESIDE.search(line) is not None)
    before = {key.end(): key[1] for key in keys.values()}

    def left(match: re.Match[str]) -> str:
        start = match.start()
        anchored = start > 0 and line[start - 1] in "&*"
        behind = start in keys and _is_key_of_names(before.get(_end_of_word_before(line, start), ""))
        return masked_name(match[0]) if _is_name(match[0], beside or anchored or behind) else match[0]

    return _RUN.sub(left, line)


def _end_of_word_before(line: str, place: int) -> int:
    while place > 0 and line[place - 1] in f" \t{_QUOTES}":
        place -= 1
    return place


def _is_key_of_names(key: str) -> bool:
    return key == "name" or is_person_key(key)
