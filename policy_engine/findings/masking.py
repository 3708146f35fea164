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
from policy_engine.findings.identity_numbers import mask_numbers
from policy_engine.findings.name_words import PERSON_FIELDS, begins_like_a_name, looks_like_a_name
from policy_engine.findings.report_model import Bilingual

__all__ = ["Masking", "mask_numbers"]

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
