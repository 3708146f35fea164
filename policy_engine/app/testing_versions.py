"""Which versions of a policy a run of tests should have come by, and which no test has touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from policy_engine.app.testing_files import Suite
from policy_engine.policyset.layer import kind_of
from policy_engine.policyset.repository import Repository, VersionFile


def jurisdictions_within(paths: Sequence[Path], repository: Repository) -> frozenset[str]:
    """The jurisdictions of all of whose tests a run consists, as their folders or more are named.

    The nation is among them only where it is named itself: it lists sources, of which nothing is judged.
    """
    named = [path.resolve() for path in paths if path.is_dir()]
    return frozenset(
        code
        for code in repository.codes
        for folder in repository.folders_of(code)
        for path in named
        if _whole(path, folder.resolve(), is_nation=kind_of(code) == "nation")
    )


def _whole(path: Path, folder: Path, *, is_nation: bool) -> bool:
    if path == folder or path.parent == folder:
        return True
    return not is_nation and folder.is_relative_to(path)


def jurisdictions_of(suites: Iterable[Suite]) -> frozenset[str]:
    """Those that the files of tests say they are about."""
    return frozenset(suite.loaded.document.jurisdiction for suite in suites)


def untouched(
    repository: Repository, jurisdictions: Iterable[str], touched: Collection[str]
) -> Iterator[tuple[str, VersionFile]]:
    """Each version of the jurisdictions whose file, as messages name it, is not among the `touched`."""
    for code in sorted(jurisdictions):
        for version in repository.listing(code).versions:
            if repository.name_of(version.path) not in touched:
                yield code, version
