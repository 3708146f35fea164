"""The editor's own language server, over the schemas that ship."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.documents.terms import CHINESE

from .installed import FOLDER, ROOT
from .language_server import LanguageServer

_numbers = itertools.count()
_KINDS = {name: kind for kind, name in CHINESE["document_kind"].items()}


def cases(name: str) -> list[Any]:
    found = yaml.load((FOLDER / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return [pytest.param(case, id=case["name"]) for case in found]


def with_schema(text: str, name: str) -> str:
    return f"# yaml-language-server: $schema=../../schemas/{name}.schema.json\n{text}"


def new_file() -> Path:
    """A name of its own for each text: the server answers late for texts that were closed."""
    return ROOT / "policies" / "331004-luqiao" / f"{next(_numbers)}.yaml"


def place_of(cursor: str, text: str) -> tuple[int, int]:
    before = text[: text.index(cursor)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


@pytest.mark.parametrize("case", cases("editor.yaml"))
def test_the_editor_helps_in_chinese(case: dict[str, Any], server: LanguageServer) -> None:
    text = with_schema(case["text"], case["schema"])
    line, column = place_of("^", text)
    file = new_file()
    server.problems({file: text.replace("^", "")})
    if "hover" in case:
        shown = server.hover(file, line, column)
        assert [part for part in case["hover"] if part not in shown] == [], shown
        assert "||" not in shown
        return
    offered = {
        item["label"]: str(item.get("documentation", "")) for item in server.completions(file, line, column)
    }
    assert {
        name: said for name, said in case["completes"].items() if said not in offered.get(name, "-")
    } == {}
    assert [name for name in case.get("not", ()) if name in offered] == []


@pytest.mark.parametrize("case", cases("problems.yaml"))
def test_the_editor_finds_what_is_wrong_and_nothing_else(
    case: dict[str, Any], server: LanguageServer
) -> None:
    file = new_file()
    found = server.problems({file: with_schema(case["text"], case["schema"])})[file]
    # The line that names the schema is not part of the case.
    starts = sorted((each["range"]["start"]["line"], each["range"]["start"]["character"]) for each in found)
    said = {
        (each["range"]["start"]["line"], each["range"]["start"]["character"]): each["message"]
        for each in found
    }
    assert [f"{line}:{column + 1} {said[line, column]}" for line, column in starts] == case["finds"]


def schema_for(text: str) -> str:
    """By the kind of the file and the language of its keys."""
    head = re.search(r"^(kind|文件类型): (\S+)$", text, re.MULTILINE)
    assert head is not None
    return head[2] if head[1] == "kind" else f"{_KINDS[head[2]]}.zh"


def test_the_editor_finds_nothing_wrong_in_any_shipped_file(server: LanguageServer) -> None:
    opened = {}
    for path in sorted((ROOT / "policies").glob("**/*.yaml")):
        text = path.read_text(encoding="utf-8")
        opened[new_file()] = (path.relative_to(ROOT), with_schema(text, schema_for(text)))
    assert opened
    found = server.problems({file: text for file, (_, text) in opened.items()})
    assert {opened[file][0]: problems for file, problems in found.items() if problems} == {}
