"""Personal data is masked in everything that is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from policy_engine.diagnostics import Text
from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.findings.name_words import (
    PERSON_FIELDS,
    begins_like_a_name,
    is_person_key,
    known_keys,
    looks_like_a_name,
)
from policy_engine.findings.report_model import Bilingual

_IDENTITY_NUMBER = re.compile(r"(?<!\d)(\d{6})(\d{8}|\d{11})([\dXx])(?!\d)")

_QUOTES = "\"'“”"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A key with its colon: what follows, up to the next key, is its value.
_KEY = re.compile(rf"([\w{_HAN}]+)[{_QUOTES}]?\s*[:：](?=[\s{_QUOTES}{_HAN}\[]|$)")
_LIST_ITEM = re.compile(r"\s*-\s+(?=\S)")
# What may be a name: characters as they stand together.
_RUN = re.compile(rf"[{_HAN}·]{{2,}}")
_FIRST = re.compile(rf"\s*[{_QUOTES}]?([{_HAN}·]{{2,}})")
_NOTHING_MORE = re.compile(rf"[{_QUOTES}]?\s*(?:[,，}}\]#]|$)")
_ROSTER_LINE = re.compile(r"establishment|origin|编制类型|来源")


def mask_numbers(text: str) -> str:
    """Identity numbers keep their district and their last digit, and their length."""
    return _IDENTITY_NUMBER.sub(lambda m: f"{m[1]}{'*' * len(m[2])}{m[3]}", text)


def mask_line(line: str, key_above: str = "") -> str:
    """A line of somebody's file, for quoting it; every character keeps its column and its width.

    `key_above` is the key of the list that a line "- …" is an item of.
    """
    masked = mask_numbers(line)
    on_a_roster = _ROSTER_LINE.search(masked) is not None
    keys = list(_KEY.finditer(masked))
    item = _LIST_ITEM.match(masked)
    if not keys:
        start = 0 if item is None else item.end()
        return masked if item is None else masked[:start] + _mask_value(key_above, masked[start:], False)
    parts = [masked[: keys[0].end()]]
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        value = masked[key.end() : None if following is None else following.start()]
        parts.append(_mask_value(key[1], value, on_a_roster))
        parts.append("" if following is None else following[0])
    return "".join(parts)


def _mask_value(key: str, value: str, on_a_roster: bool) -> str:
    """The value of a key with the names in it masked: a single text, or a list in brackets."""
    sure = is_person_key(key) or (key == "name" and on_a_roster)
    if not sure and key != "name" and key in known_keys():
        return value
    if value.lstrip().startswith("["):
        return _RUN.sub(lambda m: _masked(m[0], sure), value)
    first = _FIRST.match(value)
    if first is None:
        return value
    # Free text (随派 1 名执法人员) is no name; what is wrong on the line may stand behind one.
    sure = sure and _NOTHING_MORE.match(value, first.end()) is not None
    name = first[1] if key == "姓名" else None
    return value[: first.start(1)] + _masked(first[1], sure, name) + value[first.end(1) :]


def _masked(text: str, sure: bool, name: str | None = None) -> str:
    """The text with its first character alone, where it is somebody's name as far as can be told."""
    is_name = text == name or (looks_like_a_name(text) and (sure or begins_like_a_name(text)))
    return f"{text[0]}{'＊' * (len(text) - 1)}" if is_name else text


# What was submitted, and names people.
_Named: TypeAlias = Setup | Actions | Round | Assessment


def _names_in(document: _Named) -> Iterator[str]:
    if isinstance(document, Setup):
        yield from (person.name for person in document.persons or ())
    elif isinstance(document, Assessment):
        yield from (entry.name for entry in document.people if entry.name is not None)
    elif isinstance(document, Actions):
        newcomers = (getattr(action, "newcomer", None) for action in document.actions)
        yield from (person.name for person in newcomers if person is not None)


def _numbers_in(document: _Named) -> Iterator[str]:
    """What stands where a person's number should."""
    if isinstance(document, Setup):
        for person in document.persons or ():
            relatives = None if person.file is None else person.file.relatives
            yield from (relative.person for relative in relatives or ())
        yield from (assignment.person for assignment in document.assignments or ())
        return
    if isinstance(document, Assessment):
        yield from (entry.person for entry in (*document.people, *(document.snail_posts or ())))
        yield from document.leaders or ()
        return
    records: list[Any] = []
    if isinstance(document, Actions):
        records += document.actions
    else:
        for event in document.events:
            records += [*(event.applications or ()), *(event.matches or ()), *(event.placings or ())]
            if event.minutes is not None:
                records += [event.minutes, *event.minutes.decided]
    for record in records:
        for field in PERSON_FIELDS:
            value = getattr(record, field, None)
            yield from value if isinstance(value, list) else () if value is None else (value,)


class _Same:
    """A document told apart by identity: the models compare by value, which takes as long as reading."""

    def __init__(self, document: _Named) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(maxsize=16)
def _named_in(same: _Same) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names, texts that look like names where numbers should stand, and what no name is.

    A batch asks for them again with every action of which something is found.
    """
    document = same.document
    names = frozenset(name for name in _names_in(document) if len(name) > 1 and "*" not in name)
    strays = frozenset(filter(looks_like_a_name, _numbers_in(document)))
    if not isinstance(document, Setup):
        return names, strays, frozenset()
    ids = (person.id for person in document.persons or ())
    others = [record.name for record in (*(document.posts or ()), *(document.institutions or ()))]
    return names, strays, frozenset([*(id_ for id_ in ids if not begins_like_a_name(id_)), *others])


class Masking:
    """Masks the names of persons, and identity numbers wherever they stand.

    Names are those of the persons in the documents, and what is written like
    one where the number of a person should stand.
    """

    def __init__(self, *documents: _Named) -> None:
        found = [_named_in(_Same(document)) for document in documents]
        no_names = frozenset().union(*(others for _, _, others in found))
        strays = frozenset().union(*(strays for _, strays, _ in found)) - no_names
        names = strays.union(*(names for names, _, _ in found))
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
