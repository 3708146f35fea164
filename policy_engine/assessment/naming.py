"""Which record of the policy a word of the assessment means: its id, or else its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from policy_engine.source.schema_shape import folded


class Entry(Protocol):
    """A record that the policy gives an id and a name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


EntryT = TypeVar("EntryT", bound=Entry)
Value = TypeVar("Value")
# The same few words come again with each person.
_folded = lru_cache(maxsize=4096)(folded)


class Names(Generic[EntryT]):
    """Records by id and by name, however wide the letters and brackets are and wherever spaces stand.

    An id goes before a name. A word that means two records means none.
    """

    def __init__(self, entries: Iterable[EntryT]) -> None:
        records = tuple(entries)
        self._by_id = _distinct((each.id, each) for each in records)
        self._by_name = _distinct((each.name, each) for each in records)

    def get(self, word: str) -> EntryT | None:
        """The record that the word means; None where there is none, or more than one."""
        key = _folded(word)
        return self._by_id[key] if key in self._by_id else self._by_name.get(key)

    def sorted_out(self, said: Mapping[str, Value]) -> dict[str, list[Value]]:
        """What is said of each record, by its id: several values where it goes by several words."""
        found: dict[str, list[Value]] = {}
        for word, value in said.items():
            entry = self.get(word)
            if entry is not None:
                found.setdefault(entry.id, []).append(value)
        return found

    def unknown(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words that mean no record, or more than one; in their order."""
        return tuple(word for word in words if self.get(word) is None)


def named(entries: Iterable[EntryT], word: str) -> EntryT | None:
    """The record that the word means: by id, else by name; None where there is none, or more than one."""
    return Names(entries).get(word)


def _distinct(pairs: Iterable[tuple[str, EntryT]]) -> dict[str, EntryT | None]:
    found: dict[str, EntryT | None] = {}
    for word, entry in pairs:
        key = _folded(word)
        found[key] = entry if key not in found else None
    return found
