"""Ids that are the same but for how they are typed: full width, capitals, blanks, characters nobody sees."""

# ruff: noqa: S608 - made of names of our own; texts go through quoted()
from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

from policy_engine.traces.session import Session, quoted

# Format and control characters: zero-width blanks and joiners, marks of direction, a byte order mark.
_UNSEEN = ("Cf", "Cc")
_SEEN = " \u3000\t\r\n"
_KEPT = "cause = 0 AND NOT late"
_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_NARROW = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
# Anything else may be typed in several ways.
_NOT_PLAIN = r"[^!-~\x{4e00}-\x{9fff}]"
_NOT_SEEN = r"[\s\p{Z}\p{Cf}\p{Cc}]"
# The same rule as `folded`, for a million ids: of full width only letters, digits and signs of ASCII.
_KEY = (
    f"CASE WHEN NOT regexp_matches(id, '{_NOT_PLAIN}') THEN lower(id) "
    f"ELSE lower(translate(regexp_replace(id, '{_NOT_SEEN}', '', 'g'), "
    f"{quoted(_WIDE)}, {quoted(_NARROW)})) END"
)
_ALIKE = (
    "SELECT list(id ORDER BY first, id) AS ids, list(first ORDER BY first, id) AS places FROM "
    f"(SELECT id, min(place) AS first FROM staged WHERE {_KEPT} GROUP BY id) "
    f"GROUP BY {_KEY} HAVING count(*) > 1"
)


def digest() -> str:
    """The digest of an id: the same for ids that differ in typing only."""
    return f"hash({_KEY})"


def digest_of_plain() -> str:
    """The same for ids of printable ASCII."""
    return "hash(lower(id))"


def folded(id_: str) -> str:
    """What is left of an id where typing makes no difference; equal for "r1" and "R 1"."""
    usual = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", id_).casefold())
    return "".join(each for each in usual if not each.isspace() and unicodedata.category(each) not in _UNSEEN)


def made_visible(text: str) -> str:
    """A zero-width blank and its like by their numbers: R〔U+200B〕1. Usual blanks are seen."""
    return "".join(f"〔U+{ord(each):04X}〕" if _is_unseen(each) else each for each in text)


def _is_unseen(character: str) -> bool:
    strange = character.isspace() or unicodedata.category(character) in _UNSEEN
    return strange and character not in _SEEN


def misspelt_people(session: Session, people: Collection[str]) -> Mapping[str, str]:
    """Who the table has that is none of `people` but for typing: whom that is, by what is written."""
    known = frozenset(people)
    found = session.rows(f"SELECT DISTINCT person FROM surveyed WHERE {_KEPT} ORDER BY person")
    others = [person for (person,) in found if person not in known]
    meant = {folded(id_): id_ for id_ in people} if others else {}
    return {person: meant[folded(person)] for person in others if folded(person) in meant}


def first_places(session: Session, persons: Collection[str]) -> list[tuple[int, str, int]]:
    """Place of the first row, the person and how many rows, of each of these persons."""
    if not persons:
        return []
    named = ", ".join(quoted(person) for person in sorted(persons))
    return [
        (place, person, rows)
        for place, person, rows in session.rows(
            f"SELECT min(place), person, count(*) FROM staged WHERE {_KEPT} AND person IN ({named}) "
            "GROUP BY person ORDER BY ALL"
        )
    ]


def has_ids_alike(session: Session) -> bool:
    """Whether two ids differ in typing only. These share a digest: only ids with several rows are asked."""
    shared = session.rows("SELECT count(*) > count(DISTINCT digest) FROM last_states")
    return bool(shared[0][0]) and ids_alike(session, 1)[0] > 0


def ids_alike(session: Session, first: int) -> tuple[int, list[tuple[list[str], list[int]]]]:
    """How often ids differ in typing only, and these ids with the place of each, the first in the table."""
    count = session.rows(f"SELECT count(*) FROM ({_ALIKE})")[0][0]
    listed = f"SELECT ids, places FROM ({_ALIKE}) ORDER BY places, ids LIMIT {first}"
    return count, [(ids, places) for ids, places in session.rows(listed)] if count else []
