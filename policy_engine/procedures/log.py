"""The seal of a round's log: each event carries the digest of what stands before it.

Digests are taken of what is written, not of how: formatting, comments and the
language of the keys do not matter, and a field left at its default counts as left
out. The first event carries the digest of the head, and `last` that of the last
event, so that neither can an event be altered nor the end be cut off unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from policy_engine.documents.round import Event, Round

_HEAD = ("jurisdiction", "township", "number", "as_of", "promotes")


@dataclass(frozen=True, slots=True)
class Seal:
    """What a log carries when it is sealed: `previous` for each event, in order, and `last`."""

    previous: tuple[str, ...]
    last: str


@dataclass(frozen=True, slots=True)
class SealFound:
    """`sealed`: the log carries digests. `broken_at`: the first event (from 1) whose digest is wrong.

    Where it is the end that does not agree, that is the last event; 1 where there is none.
    """

    sealed: bool
    broken_at: int | None


UNSEALED = SealFound(sealed=False, broken_at=None)


def seal(round_: Round) -> Seal:
    """The digests that the log should carry, whatever it does carry."""
    head = round_.model_dump(mode="json", include=set(_HEAD))
    digests = [_digest({"head": [head[name] for name in _HEAD]})]
    for event in round_.events:
        digests.append(_digest({"event": _written(event), "previous": digests[-1]}))
    return Seal(tuple(digests[:-1]), digests[-1])


def verify(round_: Round) -> SealFound:
    """Whether the log is as it was when it was sealed. A log without any digest never was."""
    found = [event.previous for event in round_.events]
    if round_.last is None and all(digest is None for digest in found):
        return UNSEALED
    return SealFound(sealed=True, broken_at=_broken_at(found, round_.last, seal(round_)))


def _broken_at(found: Sequence[str | None], last: str | None, due: Seal) -> int | None:
    for number, (is_there, should_be) in enumerate(zip(found, due.previous, strict=True), start=1):
        if is_there != should_be:
            return number
    return None if last == due.last else max(len(found), 1)


def _written(event: Event) -> object:
    return event.model_dump(mode="json", by_alias=True, exclude={"previous"}, exclude_defaults=True)


def _digest(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
