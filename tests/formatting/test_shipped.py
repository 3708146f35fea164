"""Every file that ships: formatting is idempotent, keeps every comment, and changes no policy in force."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.fmt import SCHEMAS_OF_KINDS
from policy_engine.documents.paths import parse_path
from policy_engine.documents.terms import CHINESE
from policy_engine.formatting.formatter import formatted
from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.repository import Repository
from policy_engine.source.canonical import canonical, key_languages, mixed_keys
from policy_engine.source.read import read_tree

POLICIES = Path("policies")
FILES = sorted(POLICIES.rglob("*.yaml"))
_KINDS = {chinese: kind for kind, chinese in CHINESE["document_kind"].items()}
_KIND = re.compile(r"^(?:kind|文件类型): *(\S+)", re.MULTILINE)
_COMMENT = re.compile(r"#.*$", re.MULTILINE)
# Of the long ones it is enough that they say the same, which formatting itself verifies.
_LONG = 15_000


def _schema(data: bytes) -> Any:
    found = _KIND.search(data.decode())
    assert found is not None
    return SCHEMAS_OF_KINDS[_KINDS.get(found[1], found[1])]()


def _comments(data: bytes) -> list[str]:
    return sorted(found.rstrip() for found in _COMMENT.findall(data.decode()))


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(POLICIES).as_posix() for path in FILES])
def test_a_shipped_file_is_formatted_once_and_for_all(path: Path) -> None:
    data = path.read_bytes()
    once = formatted(data, path.name, _schema(data))
    assert _comments(once) == _comments(data)
    if len(data) < _LONG:
        assert formatted(once, path.name, _schema(data)) == once


POLICY_FILES = [path for path in FILES if path.parent.parent == POLICIES]


@pytest.mark.parametrize("keys", ["zh", "en"])
@pytest.mark.parametrize("path", POLICY_FILES, ids=[path.parent.name + path.stem for path in POLICY_FILES])
def test_a_policy_can_be_put_into_the_other_language(path: Path, keys: Any) -> None:
    data = path.read_bytes()
    renamed = formatted(data, path.name, _schema(data), keys)
    assert formatted(renamed, path.name, _schema(data), keys) == renamed
    assert _comments(renamed) == _comments(data)
    root = read_tree(renamed, path.name).root
    assert next(iter(root.entries)) == {"zh": "文件类型", "en": "kind"}[keys]


_TESTS = [path for path in FILES if path.parent.name == "tests"]


def test_names_are_spelled_alike_whatever_a_file_was_before() -> None:
    """Tests of policies have a key `on`, which some readers of YAML would take for true."""
    met = 0
    for path in _TESTS:
        data = path.read_bytes()
        english = formatted(data, path.name, _schema(data), "en")
        chinese = formatted(english, path.name, _schema(data), "zh")
        again = formatted(chinese, path.name, _schema(data), "en")
        assert _without_blanks(again) == _without_blanks(english)
        met += b" on:" in english
    assert met


def _without_blanks(data: bytes) -> str:
    """Comments keep their column where there is room for it, and longer names leave less."""
    return re.sub(r" +#", " #", data.decode())


@pytest.mark.parametrize("keys", [None, "zh", "en"])
def test_formatting_never_changes_a_policy_in_force(tmp_path: Path, keys: Any) -> None:
    for path in POLICY_FILES:
        target = tmp_path / path.relative_to(POLICIES)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = path.read_bytes()
        target.write_bytes(formatted(data, path.name, _schema(data), keys))
    before, after = Chains(Repository(POLICIES)), Chains(Repository(tmp_path))
    for code in before.repository.codes:
        for version in before.repository.versions(code):
            assert _in_force(after, code, version.from_) == _in_force(before, code, version.from_)


def _in_force(chains: Chains, code: str, on: datetime.date) -> dict[str, Any]:
    """The policy; what an envelope bounds goes by either of its names."""
    said = chains.in_force(code, on).document.model_dump()
    for entry in said["envelope"]:
        entry["path"] = parse_path(entry["path"]).path
    return said


def test_what_is_renamed_is_renamed_throughout() -> None:
    path = POLICIES / "331004-luqiao" / "2025-01-01.yaml"
    data = path.read_bytes()
    renamed = formatted(data, path.name, _schema(data), "zh")
    tree = canonical(read_tree(renamed, path.name).root, _schema(renamed))
    assert mixed_keys(tree) is None
    assert key_languages(tree) == {path.name: "zh"}
