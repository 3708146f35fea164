"""Reads the rulebook: every *.yaml beside this file, as one list of checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policy_engine.documents.load import load
from policy_engine.documents.rules import Derivation, Rulebook, RuleDeclaration
from policy_engine.resources import shipped

# Raised whenever a check changes what it says of some set-up.
RULEBOOK_VERSION = "1.1"
Judged = Literal["setup", "policy"]


@dataclass(frozen=True, slots=True)
class Checks:
    """The standard checks, by code and id, and the values they share."""

    derivations: tuple[Derivation, ...]
    rules: tuple[RuleDeclaration, ...]


def load_rulebook(folder: Path | None = None, judges: Judged = "setup") -> Checks:
    """The shipped checks of set-ups, or of policies, or those in another folder. Raises DocumentError."""
    files = sorted((folder or shipped("rulebook")).glob("*.yaml"))
    books = (load(Rulebook, file.read_bytes(), file.name).document for file in files)
    return _merged(book for book in books if book.judges == judges)


def _merged(books: Iterable[Rulebook]) -> Checks:
    derivations: list[Derivation] = []
    rules: list[RuleDeclaration] = []
    for book in books:
        derivations.extend(book.derive)
        rules.extend(book.rules)
    rules.sort(key=lambda rule: (rule.code or "", rule.id))
    return Checks(tuple(derivations), tuple(rules))
