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
_OBJECTS_BETWEEN_COLLECTIONS = 500_000
gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
# Where Python is to leave no bytecode beside the code, each worker and each command that tests start would
# compile it all anew, with the assertions of the tests.
if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where platformdirs, also of the commands that tests start, finds the cache."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    return folder


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
