"""Appending one event to a round's log: only what may come now, one writer at a time, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app import round_problems as problems
from policy_engine.app.round import Rounds, Standing
from policy_engine.app.round_edits import with_event
from policy_engine.app.round_event import NewEvent
from policy_engine.app.round_fitness import cautions_of, faults_of
from policy_engine.diagnostics import Diagnostic, DocumentError, UsageError
from policy_engine.documents.load import load
from policy_engine.documents.round import Event, Round
from policy_engine.documents.schema import schema_of
from policy_engine.documents.turns import Turn
from policy_engine.procedures.log import seal
from policy_engine.reports.round_view import RoundView
from policy_engine.source.canonical import canonical
from policy_engine.source.encoding import decode
from policy_engine.source.files import read_bytes
from policy_engine.source.locking import BusyError, alone_with
from policy_engine.source.read import read_tree
from policy_engine.source.writing import replace_file

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class RefusedError(Exception):
    """The event may not be appended now, or the log takes nothing. Carries why, and how the round stands."""

    def __init__(self, diagnostics: Sequence[Diagnostic], view: RoundView) -> None:
        self.diagnostics = tuple(diagnostics)
        self.view = view
        super().__init__("; ".join(each.code for each in self.diagnostics))


@dataclass(frozen=True, slots=True)
class Appended:
    """The event as the replay sees it, and the round with it. `sealed_now`: the log had no seals before.

    `cautions`: what has to be followed up.
    """

    turn: Turn
    view: RoundView
    last: str
    sealed_now: bool
    cautions: tuple[Diagnostic, ...]


def append(rounds: Rounds, file: Path, new: NewEvent, *, seal_first: bool = False) -> Appended:
    """Append the event to the log in `file`, and seal it.

    `seal_first` seals a log that was written without seals, as it stands. Raises RefusedError; UsageError
    for a file that cannot be had or written, DocumentError for one that cannot be read or added to. Then
    the file is as it was.
    """
    try:
        with alone_with(file):
            return _append(rounds, file, new, seal_first)
    except BusyError as error:
        raise UsageError(problems.busy(file, error.lock)) from error
    except OSError as error:
        raise UsageError(problems.unwritable(file, error)) from error


def _append(rounds: Rounds, file: Path, new: NewEvent, seal_first: bool) -> Appended:
    data, name = read_bytes(file), file.as_posix()
    standing = rounds.read(data, name)
    before = standing.view
    _refuse_unfit(standing, seal_first)
    given = new.typed(standing.definition.id_of(new.step))
    document, last = _with_seals(standing.loaded.document, given.event)
    view = standing.replayed_as(document)
    _refuse_out_of_turn(standing, view)
    found = faults_of(standing, given)
    if found:
        raise RefusedError(found, before)
    written = _written(data, name, document)
    replace_file(file, written)
    if read_bytes(file) != written:
        raise UsageError(problems.changed_meanwhile(file))
    sealed_now = not before.replayed.procedure.sealed
    return Appended(view.replayed.turns[-1], view, last, sealed_now, tuple(cautions_of(standing, given)))


def _refuse_unfit(standing: Standing, seal_first: bool) -> None:
    """A log that was altered, or that could be without anybody's noticing, takes nothing."""
    view = standing.view
    if view.broken_at is not None:
        raise RefusedError([problems.broken(standing, view.broken_at)], view)
    if view.round.events and not view.replayed.procedure.sealed and not seal_first:
        raise RefusedError([problems.unsealed(standing)], view)


def _refuse_out_of_turn(standing: Standing, view: RoundView) -> None:
    """`view` is the round with the event: it must count, and that must be told for certain."""
    taken = view.progress.turns[-1]
    if taken.not_judged is not None:
        raise RefusedError([problems.untold(standing, taken, taken.not_judged)], standing.view)
    if not taken.accepted:
        raise RefusedError([problems.refused(standing, taken, view.progress)], standing.view)


def _with_seals(round_: Round, event: Event) -> tuple[Round, str]:
    """The log with the event and every seal, and the last of them."""
    events = [*round_.events, event]
    due = seal(round_.model_copy(update={"events": events}))
    sealed = [
        each.model_copy(update={"previous": digest})
        for each, digest in zip(events, due.previous, strict=True)
    ]
    return round_.model_copy(update={"events": sealed, "last": due.last}), due.last


def _written(data: bytes, name: str, document: Round) -> bytes:
    """The file's bytes with the last event of the document, and nothing else otherwise than it was."""
    root = canonical(read_tree(data, name).root, schema_of(Round))
    head = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    text = with_event(decode(data, name), root, document.events[-1], seal(document))
    written = head + text.encode("utf-8")
    try:
        same = load(Round, written, name).document == document
    except DocumentError:
        same = False
    if not same:
        raise DocumentError([problems.not_the_same(root)])
    return written
