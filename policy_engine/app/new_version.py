"""A new version of a policy: the newest one copied with its comments, changed in what changes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from policy_engine.app import new_problems as problems
from policy_engine.app.new_changes import Change, changes, meant, tree_in_force
from policy_engine.app.new_files import write_new
from policy_engine.app.new_settings import Setting, checked
from policy_engine.app.validate import diagnostic_of, validate
from policy_engine.diagnostics import Diagnostic, DocumentError, UsageError
from policy_engine.documents.paths import ById, Parsed, PolicyPath
from policy_engine.documents.policy import Policy
from policy_engine.documents.terms import CHINESE
from policy_engine.findings.validation import Validation
from policy_engine.formatting.roundtrip import Editable
from policy_engine.formatting.setting import FitsNowhereError, set_value
from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.layer import LayerFile, read_layer
from policy_engine.policyset.repository import Repository, VersionFile
from policy_engine.source.canonical import Keys, key_languages

_COPIED = "复制而来，尚未印发：请核对每一栏和注释，改完删去本行。"
_SCHEMA_LINE = "# yaml-language-server:"


@dataclass(frozen=True, slots=True)
class NewVersion:
    """`before` is the version that was copied; `before_ends` whether it states its last day."""

    file: Path
    before: Path
    before_ends: bool
    before_issued: bool
    before_is_draft: bool
    changes: tuple[Change, ...]
    validation: Validation


class UnusableError(DocumentError):
    """The new version could not be used. `name` is what messages call its file, `data` what it would hold."""

    def __init__(self, diagnostics: Sequence[Diagnostic], name: str, data: bytes) -> None:
        super().__init__(diagnostics)
        self.name = name
        self.data = data


def newest_version(repository: Repository, code: str) -> tuple[VersionFile, LayerFile]:
    """The newest version of a jurisdiction, in YAML. Raises DocumentError or UsageError."""
    version = repository.versions(code)[-1]
    if version.path.suffix.lower() == ".json":
        raise DocumentError([problems.no_yaml(repository.name_of(version.path))])
    return version, read_layer(repository, code, version)


def new_version(
    policies: Path, code: str, from_: datetime.date, settings: Sequence[Setting] = ()
) -> NewVersion:
    """Write the next version of a jurisdiction's policy, a draft; the newest one stays untouched.

    Raises UsageError for a wrong call, DocumentError for files that cannot be read, and UnusableError where
    the new version could not be used; then nothing is written.
    """
    asked = checked(settings)
    repository = Repository(policies)
    before, layer = newest_version(repository, code)
    if from_ <= before.from_:
        draft = layer.layer.status == "draft"
        raise UsageError(problems.not_later(code, from_, before.from_, layer.layer.file, draft=draft))
    in_force = tree_in_force(Chains(repository), code, layer, from_)
    asked = meant(asked, in_force)
    file = before.path.with_name(f"{from_}.yaml")
    numbers = [read_layer(repository, code, each).layer.version for each in repository.versions(code)]
    editable = Editable(layer.data, layer.layer.file)
    page = _Page(editable.root, layer)
    page.head(_next_number(from_.year, numbers), from_)
    for setting, parsed, value in asked:
        page.set(setting, parsed, value)
    data = _introduced(editable.data(), before.path.name)
    validation = _written(file, data, policies, repository, code)
    after = read_layer(repository, code, VersionFile(from_, file)).tree
    return NewVersion(
        file=file,
        before=before.path,
        before_ends=layer.layer.effective.until is not None,
        before_issued=layer.layer.status == "issued",
        before_is_draft=layer.layer.status == "draft",
        changes=changes(asked, in_force, layer.layer.file, after),
        validation=validation,
    )


def _written(file: Path, data: bytes, policies: Path, repository: Repository, code: str) -> Validation:
    """Write the file, and take it back where it cannot be used: it would keep the county from being judged.

    What is wrong in other jurisdictions, those below it among them, is only told.
    """
    write_new({file: data})
    kept = False
    try:
        validation = validate([file], policies)
        name = repository.name_of(file)
        own = [
            each
            for each in validation.problems
            if each.level == "error"
            and (code in each.jurisdictions or (each.place is not None and each.place.file == name))
        ]
        kept = not own
    finally:
        if not kept:
            file.unlink()
    if own:
        raise UnusableError([problems.unusable(name), *map(diagnostic_of, own)], name, data)
    return validation


def _next_number(year: int, known: Sequence[str]) -> str:
    number = 1
    while f"{year}.{number}" in known:
        number += 1
    return f"{year}.{number}"


def _introduced(data: bytes, before: str) -> bytes:
    """With a line on top that says where it comes from, below the one that editors look for."""
    note = f"# 由 {before} {_COPIED}\n".encode()
    # Such a line in the version that was copied speaks of the one before that.
    lines = [line for line in data.splitlines(keepends=True) if not line.strip().endswith(_COPIED.encode())]
    data = b"".join(lines)
    first, end, rest = data.partition(b"\n")
    if _SCHEMA_LINE.encode() in first:
        return first + end + note + rest
    return note + data


class _Page:
    """The copy that is being changed, and in which language its entries are."""

    def __init__(self, root: CommentedMap, layer: LayerFile) -> None:
        self._root = root
        self._tree = layer.tree
        self._keys: Keys = key_languages(layer.tree).get(layer.layer.file, "zh")

    def head(self, number: str, from_: datetime.date) -> None:
        """What a new version says otherwise than the old one in any case."""
        self._put("version", number)
        status = CHINESE["policy_status"]["draft"] if self._keys == "zh" else "draft"
        self._put("status", status)
        # A last day of the old version is not the new one's.
        effective = self._root[self._written("effective")]
        for entry in self._tree.child("effective").entries.values():  # type: ignore[union-attr]
            del effective[entry.written]
        effective[self._name("from", "起")] = from_
        if "issued" in self._tree.entries:
            self._put("issued", None)
        empty = CommentedMap({self._name("until", "止"): None, self._name("text", "说明"): None})
        empty.fa.set_flow_style()
        self._put("transition", empty)

    def set(self, setting: Setting, parsed: Parsed, value: Any) -> None:
        """Raises UsageError for a path that fits nowhere."""
        try:
            set_value(self._root, self._tree, parsed.path, self._names(parsed), value)
        except FitsNowhereError as error:
            raise UsageError(problems.fits_nowhere(setting.path, error.step, error.place)) from None

    def _put(self, name: str, value: Any) -> None:
        self._root[self._written(name)] = value

    def _written(self, name: str) -> str:
        entry = self._tree.entries.get(name)
        return self._name(name, str(Policy.model_fields[name].title)) if entry is None else entry.written

    def _name(self, english: str, chinese: str) -> str:
        return chinese if self._keys == "zh" else english

    def _names(self, parsed: Parsed) -> PolicyPath:
        """The steps in the file's language; a record's id stands under the name of that entry."""
        chinese = [part.partition("[")[0] for part in parsed.zh.split(".")]
        fields = iter(chinese)
        named: list[str | ById] = []
        for step in parsed.path:
            title = "编号" if isinstance(step, ById) else next(fields)
            if isinstance(step, ById):
                named.append(ById(self._name("id", title)))
            else:
                named.append(self._name(step, title))
        return tuple(named)
