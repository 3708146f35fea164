"""Issuing a policy file: number and hash into the file, and a line into the register."""

from __future__ import annotations

import datetime
import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app import issue_problems as problems
from policy_engine.diagnostics import Diagnostic, DocumentError, UsageError
from policy_engine.documents.policy import Policy
from policy_engine.documents.terms import CHINESE
from policy_engine.policyset.issuing import content_hash, issued_text
from policy_engine.policyset.layer import LayerFile, read_layer
from policy_engine.policyset.register import Register
from policy_engine.policyset.register_entry import Entry, IssueMark, next_entry
from policy_engine.policyset.register_problems import unwritable
from policy_engine.policyset.register_reading import Registered
from policy_engine.policyset.register_writing import append
from policy_engine.policyset.repository import Repository, VersionFile
from policy_engine.source.files import read_bytes
from policy_engine.source.read import read_tree
from policy_engine.source.tree import ScalarNode
from policy_engine.source.writing import replace_file

NOT_AS_ISSUED = "Q16"
# Control and invisible characters, halves of characters, line and paragraph separators.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class BlockedError(Exception):
    """The file is well-formed and has problems that block it. Carries them."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(each.code for each in self.diagnostics))


@dataclass(frozen=True, slots=True)
class Issuance:
    """What was done. `seal` is the hash of the register's last line, to be kept on paper.

    `resumed`: the file had been issued already, and only the register lacked it.
    """

    file: str
    registered: Registered
    seal: str
    resumed: bool


def issue(
    policies: Path,
    file: Path,
    *,
    number: str,
    by: str,
    date: datetime.date,
    blocking: Callable[[], Sequence[Diagnostic]],
) -> Issuance:
    """Issue one version of one layer of `policies`.

    `blocking` gives the problems for which the file must not be issued. Raises BlockedError for them;
    UsageError for a wrong call and DocumentError for a file or register that will not do. Then nothing
    is changed.
    """
    repository = Repository(policies)
    mark = _mark(number, by, date)
    data = read_bytes(file)
    _refuse_other_kinds(data, file.as_posix())
    jurisdiction, version = _in_its_place(repository, file)
    layer = read_layer(repository, jurisdiction, version)
    register = Register.read(policies)
    name = version.path.relative_to(policies).as_posix()
    issued = _as_issued(layer, data, register, name, mark)
    found = blocking()
    if issued == data:
        found = [each for each in found if not _is_remedied(each, version.path)]
    if found:
        raise BlockedError(found)
    last = register.entries[-1].entry if register.entries else None
    entry = next_entry(last, jurisdiction, layer.layer.effective.from_, name, mark, content_hash(issued))
    register = _write(version.path, data, issued, register, entry)
    return Issuance(layer.layer.file, register.entries[-1], register.seal, resumed=issued == data)


def _mark(number: str, by: str, date: datetime.date) -> IssueMark:
    for option, text in (("--number", number), ("--by", by)):
        if not text.strip():
            raise UsageError(problems.empty(option))
        if any(unicodedata.category(each) in _UNPRINTABLE for each in text.strip()):
            raise UsageError(problems.unprintable(option))
    return IssueMark(number=number.strip(), by=by.strip(), date=date)


def _refuse_other_kinds(data: bytes, name: str) -> None:
    """Raises DocumentError for what is certainly of another kind; a slip in the kind is found later."""
    root = read_tree(data, name).root
    title = str(Policy.model_fields["kind"].title)
    node = root.child("kind") or root.child(title)
    kinds = CHINESE["document_kind"]
    for kind, chinese in kinds.items():
        if kind != "policy" and isinstance(node, ScalarNode) and node.value in (kind, chinese):
            raise DocumentError([problems.no_policy(chinese, kind, node.span)])


def _in_its_place(repository: Repository, file: Path) -> tuple[str, VersionFile]:
    """The jurisdiction and version that the file is. Raises UsageError where it is none."""
    for code, folder in repository.folders.items():
        if os.path.samefile(folder, file.parent):
            for version in repository.versions(code):
                if os.path.samefile(version.path, file):
                    return code, version
    raise UsageError(problems.wrong_place(file, repository.root))


def _as_issued(layer: LayerFile, data: bytes, register: Register, name: str, mark: IssueMark) -> bytes:
    """The bytes of the file when it is issued. Raises DocumentError for what cannot be."""
    if register.problems:
        raise DocumentError(register.problems)
    registered = register.entry_of(name)
    if registered is not None:
        raise DocumentError([problems.already_issued(layer, registered)])
    until = layer.layer.effective.until
    if until is not None and until < mark.date:
        raise DocumentError([problems.after_its_end(layer, mark.date, until)])
    if layer.layer.status != "issued":
        return issued_text(data, mark, layer.layer.file)
    # Written by an `issue` that never got as far as the register, or by hand.
    stated = layer.layer.issued
    if stated is None or stated.sha256 != content_hash(data):
        raise DocumentError([problems.issued_by_hand(layer)])
    if (stated.number, stated.by, stated.date) != (mark.number, mark.by, mark.date):
        raise DocumentError([problems.other_mark(layer, stated)])
    return data


def _is_remedied(found: Diagnostic, path: Path) -> bool:
    """Whether it is that the file, issued and not registered, is not registered: what is done about now."""
    if found.code != NOT_AS_ISSUED or found.span is None:
        return False
    return os.path.exists(found.span.file) and os.path.samefile(found.span.file, path)


def _write(path: Path, before: bytes, issued: bytes, register: Register, entry: Entry) -> Register:
    """The file first, then the register.

    Should the power fail in between, the file says that it is issued and the register does not know
    it: it binds nobody, `validate` says so, and the same command once more adds the missing line. The
    other way round the register, which is never taken back, would vouch for what no file says.
    """
    if read_bytes(path) != before:
        raise UsageError(problems.changed_meanwhile(path))
    try:
        if issued != before:
            replace_file(path, issued)
    except OSError as error:
        raise UsageError(unwritable(path, error)) from error
    try:
        return append(register, entry)
    except BaseException:
        if issued != before and Register.read(register.path.parent).entry_of(entry.file) is None:
            replace_file(path, before)
        raise
