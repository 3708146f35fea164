"""A starter for a county's own rule at the end of its newest version, with a test that runs."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app import new_problems as problems
from policy_engine.app.fmt import SCHEMAS_OF_KINDS
from policy_engine.app.new_files import in_keys, write_new
from policy_engine.app.new_version import newest_version
from policy_engine.app.validate import validate
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from policy_engine.findings.validation import Validation
from policy_engine.formatting.file_form import opened
from policy_engine.formatting.formatter import formatted
from policy_engine.formatting.starter_texts import starter
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.register import Register
from policy_engine.policyset.repository import Repository
from policy_engine.source.canonical import Keys, key_languages
from policy_engine.source.files import read_bytes
from policy_engine.source.positions import Positions
from policy_engine.source.read import read_tree
from policy_engine.source.tree import Entry, SequenceNode
from policy_engine.source.writing import replace_file

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of a set-up whose records have a name: its own name, the noun for one, how rules call one."""

    chinese: str
    name_key: str
    noun: str
    english: str
    variable: str


LISTS: Mapping[str, _List] = {
    "institutions": _List("机构设置", "名称", "机构", "institution", "i"),
    "posts": _List("岗位设置", "名称", "岗位", "post", "p"),
    "persons": _List("人员", "姓名", "人员", "person", "h"),
    "duties": _List("权责事项", "名称", "事项", "duty", "d"),
}


@dataclass(frozen=True, slots=True)
class NewRule:
    """`tests` is None where the county has no set-up with such a record to test on."""

    file: Path
    tests: Path | None
    validation: Validation


def new_rule(policies: Path, code: str, id_: str, for_: str) -> NewRule:
    """Append a starter rule about each of `for_` (posts, persons, …) to the newest version of a county.

    Raises UsageError for a wrong call and DocumentError for files that cannot be read; then nothing is
    written.
    """
    name = _list_name(for_)
    if not _ID.fullmatch(id_):
        raise UsageError(problems.bad_id(id_))
    repository = Repository(policies)
    version, layer = newest_version(repository, code)
    in_register = Register.read(policies).entry_of(version.path.relative_to(policies).as_posix())
    if layer.layer.status == "issued" or in_register is not None:
        raise UsageError(problems.already_issued(code, layer.layer.file))
    _refuse_known(layer, id_)
    keys = key_languages(layer.tree).get(layer.layer.file, "zh")
    data = _with_rule(layer, id_, name, keys)
    tests = _tests(version.path, code, id_, name, keys)
    write_new(tests)
    try:
        replace_file(version.path, data)
    except OSError as error:
        for path in tests:
            path.unlink()
        raise UsageError(problems.unwritable(version.path, error)) from error
    return NewRule(version.path, next(iter(tests), None), validate([version.path], policies))


def _list_name(written: str) -> str:
    """By either of its names. Raises UsageError."""
    for name, about in LISTS.items():
        if written.strip() in (name, about.chinese):
            return name
    raise UsageError(problems.no_list(written, [f"{name}（{each.chinese}）" for name, each in LISTS.items()]))


def _refuse_known(layer: LayerFile, id_: str) -> None:
    rules = layer.tree.child("rules")
    for rule in rules.items if isinstance(rules, SequenceNode) else ():
        node = rule.child("id")
        if node is not None and node.to_plain() == id_:
            raise UsageError(problems.rule_exists(id_, node.span))


def _with_rule(layer: LayerFile, id_: str, name: str, keys: Keys) -> bytes:
    """The file with the rule at the end of its rules.

    Raises DocumentError where the rules are laid out so that nothing can be put in by lines.
    """
    text, form = opened(layer.data, layer.layer.file)
    text = text if text.endswith("\n") else text + "\n"
    entry = layer.tree.entries.get("rules")
    span = layer.tree.span
    if text.startswith("{", Positions(text, span.file).offset(span.line, span.column)):
        raise DocumentError([problems.rules_in_brackets(span)])
    block = _rule_text(id_, name, keys)
    if entry is None or (isinstance(entry.node, SequenceNode) and not entry.node.items):
        # An empty list, `rules: []`, gives way to one that is not.
        without = text if entry is None else _without(text, entry)
        key = "自定规则" if keys == "zh" else "rules"
        result = f"{without.rstrip()}\n\n# —— 自定规则 ——\n{key}:\n{block}"
    else:
        result = _after(text, entry, block, layer)
    read_tree(result.encode(), layer.layer.file)
    return form.encode(result)


def _rule_text(id_: str, name: str, keys: Keys) -> str:
    about = LISTS[name]
    when = "条件" if keys == "zh" else "when"  # in a comment, where nothing else renames it
    rule = starter(
        "rule", id=id_, variable=about.variable, list=name, noun=about.noun, english=about.english, when=when
    )
    if keys == "zh":
        return rule
    whole = "文件类型: 政策\n自定规则:\n" + rule
    renamed = formatted(whole.encode(), "rule.yaml", SCHEMAS_OF_KINDS["policy"](), keys).decode()
    return renamed.partition("rules:\n")[2]


def _without(text: str, entry: Entry) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[: entry.key_span.line - 1] + lines[entry.node.span.end_line :])


def _after(text: str, entry: Entry, block: str, layer: LayerFile) -> str:
    """The rule behind the last one, set in as that one is."""
    rules = entry.node
    positions = Positions(text, layer.layer.file)
    first = positions.line(rules.span.line)
    dash = len(first) - len(first.lstrip())
    if not first.lstrip().startswith("- ") or entry.key_span.line == rules.span.line:
        raise DocumentError([problems.rules_in_brackets(entry.key_span)])
    lines = text.splitlines(keepends=True)
    end = rules.span.end_line
    shown = "".join(" " * dash + line[2:] for line in block.splitlines(keepends=True))
    return "".join(lines[:end]) + shown + "".join(lines[end:])


def _tests(version: Path, code: str, id_: str, name: str, keys: Keys) -> dict[Path, bytes]:
    """The file of tests, on the first set-up of the county that has a record of the list."""
    folder = version.parent
    for path in sorted((folder / "cases").glob("*.yaml")):
        setup = _setup(path)
        records = None if setup is None else getattr(setup, name)
        if setup is not None and setup.jurisdiction == code and records:
            about = LISTS[name]
            text = starter(
                "rule_tests", id=id_, code=code, setup=path.name, noun=about.noun,
                chinese_list=about.chinese, name_key=about.name_key, first=records[0].id,
                on=str(_day(version, setup)),
            )  # fmt: skip
            return {folder / "tests" / f"{id_}.yaml": in_keys(text, "tests", keys)}
    return {}


def _day(version: Path, setup: Setup) -> datetime.date:
    """A day on which the rule holds: the set-up's own, or the version's first."""
    return max(setup.as_of, datetime.date.fromisoformat(version.stem))


def _setup(path: Path) -> Setup | None:
    """The set-up in a file; None for another kind of document, and for one that cannot be read."""
    if not os.path.isfile(path):
        return None
    try:
        return load(Setup, read_bytes(path), path.as_posix()).document
    except (DocumentError, UsageError):
        return None
