"""The running language server; its tests are skipped, with the reason, where it cannot run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .installed import ROOT, NotAvailableError, language_server_command
from .language_server import LanguageServer

# Nothing is fetched while the tests run: neither schemas nor catalogues of schemas.
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "hoverSchemaSource": False,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    }
}


@pytest.fixture(scope="session")
def server() -> Iterator[LanguageServer]:
    try:
        command = language_server_command()
    except NotAvailableError as reason:
        pytest.skip(f"the editor's language server cannot run here: {reason}")
    running = LanguageServer(command, ROOT, SETTINGS)
    yield running
    running.stop()
