"""For every test: caches go to a folder of the test run, never to the user's own."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

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
