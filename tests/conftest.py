"""For every test: caches go to a folder of the run, never to the user's own; nothing is worked out twice."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.effort import THOROUGHLY

# Workers hold millions of objects that stay to the end; the collector would walk them again and again.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where platformdirs, also of the commands that tests start, finds the cache."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def bytecode_of_the_run(cache_of_the_run: Path) -> None:
    """Where Python is to leave none beside the code, commands that tests start would compile it all anew."""
    if sys.dont_write_bytecode:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(cache_of_the_run / "bytecode")


@pytest.fixture(scope="session", autouse=True)
def remembered() -> Iterator[None]:
    """Not by `make soak`: see tests/remembered.py."""
    if THOROUGHLY:
        yield
        return
    from tests.remembered import leave_the_collector_alone, remember

    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        leave_the_collector_alone(patch)
        yield
