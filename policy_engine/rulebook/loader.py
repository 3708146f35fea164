"""Reads the rulebook: every *.yaml beside this file, as one list of checks for each kind of submission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from policy_engine.documents.load import load
from policy_engine.documents.rules import Derivation, PoolDeclaration, Rulebook, RuleDeclaration
from policy_engine.documents.terms import Judges
from policy_engine.resources import shipped

# Raised whenever a check changes what it says of some set-up.
RULEBOOK_VERSION = "1.4"


@dataclass(frozen=True, slots=True)
class Checks:
    """The standard checks, by code and id, the values they share, and the pools that actions draw on."""

    derivations: tuple[Derivation, ...]
    rules: tuple[RuleDeclaration, ...]
    pools: tuple[PoolDeclaration, ...] = ()


def load_rulebook(folder: Path | None = None, judges: Judges = "setup") -> Checks:
    """The shipped checks of one kind of submission, or those in another folder. Raises DocumentError."""
    books = _books(folder or shipped("rulebook"))
    return _merged(book for book in books if book.judges == judges)


@cache
def _books(folder: Path) -> tuple[Rulebook, ...]:
    read = read_plainly if folder == shipped("rulebook") else read_carefully
    return tuple(read(file) for file in sorted(folder.glob("*.yaml")))


def read_carefully(file: Path) -> Rulebook:
    """One book, with every mistake at its place. Raises DocumentError."""
    return load(Rulebook, file.read_bytes(), file.name).document


class _Plain(yaml.CSafeLoader):
    """Every plain scalar but null, true and false is text, as in the books."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":bool"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_plainly(file: Path) -> Rulebook:
    """The same for a book that ships with the product, without places: every command waits for it.

    A test reads all of them in both ways. Raises DocumentError.
    """
    try:
        return Rulebook.model_validate(yaml.load(file.read_bytes(), Loader=_Plain))  # noqa: S506 - a safe loader
    except (ValidationError, yaml.YAMLError):
        return read_carefully(file)


def _merged(books: Iterable[Rulebook]) -> Checks:
    derivations: list[Derivation] = []
    rules: list[RuleDeclaration] = []
    pools: list[PoolDeclaration] = []
    for book in books:
        derivations.extend(book.derive)
        rules.extend(book.rules)
        pools.extend(book.pools)
    rules.sort(key=lambda rule: (rule.code or "", rule.id))
    return Checks(tuple(derivations), tuple(rules), tuple(pools))
