"""What every test would work out anew, though it depends on nothing but what it is given.

Hundreds of tests read the same shipped files and make functions of the same rules. `make soak` remembers
nothing, so that whatever were told of a file only the first time it is read would show there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from policy_engine.app import counties, policy_value, validate
from policy_engine.app.check import Checker
from policy_engine.app.check_actions import ActionChecker
from policy_engine.app.check_round import RoundChecker
from policy_engine.app.counties import Counties
from policy_engine.documents import load
from policy_engine.documents.paths import PolicyPath
from policy_engine.engines import functions
from policy_engine.policyset import layer
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.policyset.repository import Repository, VersionFile
from policy_engine.source import read

Found = TypeVar("Found")
# Enough for the shipped files under the names that tests call them by; generated ones pass through.
_FILES = 200
_FUNCTIONS = 20_000
_SHIPPED = Path(__file__).resolve().parents[1] / "policies"


def remember(patch: pytest.MonkeyPatch) -> None:
    """What is read of a file, the functions made of rules, and the counties of the shipped policies."""
    patch.setattr(read, "read_yaml", functools.lru_cache(_FILES)(read.read_yaml))
    patch.setattr(load, "_load_carefully", functools.lru_cache(_FILES)(load._load_carefully))
    patch.setattr(layer, "read_layer", _by_content(layer.read_layer))
    patch.setattr(functions, "compile", functools.lru_cache(_FUNCTIONS)(compile), raising=False)
    patch.setattr(policy_value, "readers_of", _by_policy(policy_value.readers_of))
    patch.setattr(counties, "program_of", _of_policy(counties.program_of))
    for checker in (Checker, ActionChecker, RoundChecker):
        patch.setattr(checker, "__init__", _with_shipped_counties(checker.__init__))


def leave_the_collector_alone(patch: pytest.MonkeyPatch) -> None:
    """What the product does for long runs: here each time a walk over all that the tests have made so far."""
    from policy_engine_cli import judging, main

    quiet = SimpleNamespace(
        collect=lambda: 0,
        freeze=lambda: None,
        unfreeze=lambda: None,
        get_threshold=lambda: (0, 0, 0),
        set_threshold=lambda *_: None,
    )
    patch.setattr(validate, "gc", quiet)
    patch.setattr(judging, "gc", quiet)
    # `main` would set for all later tests what is right for one command.
    patch.setattr(main, "gc", quiet)


def _with_shipped_counties(begin: Callable[[Any, Path | Counties], None]) -> Callable[..., None]:
    """Checkers share the counties of the shipped folder, by whichever name, while no file in it changes."""

    def begin_with(self: Any, policies: Path | Counties) -> None:
        if isinstance(policies, Path) and policies.resolve() == _SHIPPED:
            policies = _counties(policies, _state_of_shipped())
        begin(self, policies)

    return begin_with


@functools.lru_cache(20)
def _counties(policies: Path, _state: Hashable) -> Counties:
    return Counties(policies)


def _state_of_shipped() -> Hashable:
    files = [(path, path.stat()) for path in sorted(_SHIPPED.rglob("*"))]
    return tuple((path, found.st_mtime_ns, found.st_size) for path, found in files)


def _by_policy(readers_of: Callable[..., Found]) -> Callable[..., Found]:
    """The same, but for policies made of the same files that say the same."""

    @functools.lru_cache(_FILES)
    def once(_same: Hashable, asked: _Policy, path: PolicyPath, declared: bool) -> Found:
        return readers_of(asked.policy, path, declared=declared)

    def ask(policy: PolicyInForce, path: PolicyPath, *, declared: bool) -> Found:
        return once(_said(policy), _Policy(policy), path, declared)

    return ask


def _of_policy(program_of: Callable[[PolicyInForce], Found]) -> Callable[[PolicyInForce], Found]:
    """The same, but for policies made of the same files that say the same."""

    @functools.lru_cache(_FILES)
    def once(_same: Hashable, asked: _Policy) -> Found:
        return program_of(asked.policy)

    return lambda policy: once(_said(policy), _Policy(policy))


class _Policy:
    """A policy in force that `_said` speaks for."""

    def __init__(self, policy: PolicyInForce) -> None:
        self.policy = policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Policy)

    def __hash__(self) -> int:
        return 0


def _said(policy: PolicyInForce) -> Hashable:
    files = tuple((layer.file, layer.sha256) for layer in policy.layers)
    return files, policy.later_from, policy.binding, policy.document.model_dump_json()


def _by_content(read: Callable[[Repository, str, VersionFile], Found]) -> Callable[..., Found]:
    """The same, but for files that have the same name and hold the same."""

    @functools.lru_cache(_FILES)
    def once(given: _Layer) -> Found:
        return read(given.repository, given.jurisdiction, given.version)

    return lambda repository, jurisdiction, version: once(_Layer(repository, jurisdiction, version))


class _Layer:
    """A file to read, equal to any other of the same name, place and content."""

    def __init__(self, repository: Repository, jurisdiction: str, version: VersionFile) -> None:
        self.repository, self.jurisdiction, self.version = repository, jurisdiction, version
        place: Path = version.path
        self._same: tuple[Any, ...] = (
            repository.name_of(place), place.name, jurisdiction, version.from_, repository.read(version)
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Layer) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)
