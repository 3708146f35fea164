"""A folder with the shipped policies and a round that has not begun."""

from __future__ import annotations

from tests.cli.conftest import Command, command, folder

__all__ = ["Command", "command", "folder"]
