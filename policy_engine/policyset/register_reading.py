"""The lines of a register, and whether each is what was written and follows the one before."""

from __future__ import annotations

from dataclasses import dataclass

from policy_engine.diagnostics import Diagnostic, Span
from policy_engine.policyset import register_problems as problems
from policy_engine.policyset.register_entry import BEGINNING, Entry, hash_of, line_of, read_line


@dataclass(frozen=True, slots=True)
class Registered:
    """A line of the register with its place."""

    entry: Entry
    span: Span


def read_lines(text: str, name: str) -> tuple[tuple[Registered, ...], tuple[Diagnostic, ...]]:
    """The lines that can be read, and what is wrong with any; of each line the first thing only.

    Line ends, and empty lines behind the last entry, change with editors and version control; they
    are no problem.
    """
    reading = _Reading()
    lines = text.rstrip("\r\n").split("\n") if text.strip("\r\n") else []
    for number, line in enumerate((line.removesuffix("\r") for line in lines), 1):
        reading.take(line, Span(name, number, 1, number, len(line) + 1))
    return tuple(reading.entries), tuple(reading.wrong)


class _Reading:
    """Takes lines one by one. What was wrong with a line is said once: the next need only fit what it was."""

    def __init__(self) -> None:
        self.entries: list[Registered] = []
        self.wrong: list[Diagnostic] = []
        self._places: dict[str, Span] = {}
        # What the next line may have: its number, the hash before it. Empty where nothing is known.
        self._numbers: tuple[int, ...] = (1,)
        self._hashes: tuple[str, ...] = (BEGINNING,)

    def take(self, line: str, span: Span) -> None:
        entry = read_line(line)
        if entry is None:
            self.wrong.append(problems.unreadable_line(span))
            self._numbers, self._hashes = (), ()
            return
        should = hash_of(entry)
        # Letter for letter: no key twice, nothing between, nothing that a reader of JSON passes over.
        untouched = entry.hash == should and line == line_of(entry)
        problem = self._problem(entry, span) if untouched else problems.rewritten(span)
        self.wrong += [] if problem is None else [problem]
        self.entries.append(Registered(entry, span))
        self._places.setdefault(entry.file, span)
        self._numbers = (entry.number_in_register + 1,) if untouched else ()
        self._hashes = (entry.hash, should)

    def _problem(self, entry: Entry, span: Span) -> Diagnostic | None:
        """What is wrong with a line that is whole in itself."""
        if self._numbers and entry.number_in_register not in self._numbers:
            return problems.wrong_number(entry, self._numbers[0], span)
        if self._hashes and entry.previous not in self._hashes:
            return problems.broken_chain(span)
        first = self._places.get(entry.file)
        return None if first is None else problems.file_twice(entry, span, first)
