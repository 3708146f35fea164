"""What `new version --set` changes: paths and values as somebody typed them, none of which may get lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from policy_engine.app import new_problems as problems
from policy_engine.app.policy_path import policy_path
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.documents.paths import Parsed, PolicyPath
from policy_engine.formatting.roundtrip import Editable
from policy_engine.source.positions import Positions
from policy_engine.source.read import read_tree

# What makes a file the next version of its jurisdiction; the last day is the county's to choose.
_OF_THE_COMMAND = frozenset({"kind", "jurisdiction", "parent", "version", "status", "effective", "issued"})
_LAST_DAY: PolicyPath = ("effective", "until")


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that changes: path and value, as somebody typed them."""

    path: str
    value: str

    def read(self) -> tuple[Parsed, Any]:
        """The path, and the value as ruamel.yaml has it. Raises UsageError for what cannot be set."""
        parsed = policy_path(self.path)
        if parsed.path[0] in _OF_THE_COMMAND and parsed.path != _LAST_DAY:
            raise UsageError(problems.of_the_command(self.path))
        return parsed, _value(self)

    @classmethod
    def of(cls, written: str) -> Setting:
        """From path=value. Raises UsageError."""
        path, *value = re.split("[=＝]", written, maxsplit=1)
        if not value or not path.strip() or not value[0].strip():
            raise UsageError(problems.no_setting(written))
        return cls(path.strip(), value[0].strip())


# A setting with its path, and its value as ruamel.yaml has it.
Checked: TypeAlias = tuple[Setting, Parsed, Any]


def checked(settings: Sequence[Setting]) -> list[Checked]:
    """Raises UsageError for what cannot be set, and for a setting that would undo an earlier one."""
    found: list[Checked] = []
    for setting in settings:
        parsed, value = setting.read()
        refuse_undone(found, setting, parsed)
        found.append((setting, parsed, value))
    return found


def refuse_undone(earlier: Sequence[Checked], setting: Setting, parsed: Parsed) -> None:
    """Raises UsageError for a setting that would undo one of the earlier ones."""
    for each, before, _ in earlier:
        if before.path[: len(parsed.path)] == parsed.path:
            raise UsageError(problems.set_twice(each.path, setting.path))


def _value(setting: Setting) -> Any:
    """The value as a file would have it behind its key, all of it: nothing typed may get lost."""
    if len(setting.value.splitlines()) > 1:
        raise UsageError(problems.several_lines(setting.path))
    text = f"value: {setting.value}\n"
    try:
        node = read_tree(text.encode("utf-8"), "value.yaml").root.entries["value"].node
    except DocumentError as error:
        raise UsageError(problems.bad_value(setting.path, setting.value, error.diagnostics[0])) from None
    end = Positions(text, "value.yaml").offset(node.span.end_line, node.span.end_column)
    if text[end:].strip():
        raise UsageError(problems.cut_value(setting.path, setting.value, text[end:].strip()))
    return Editable(text.encode("utf-8"), "value.yaml").root["value"]
