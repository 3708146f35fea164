"""The policy in force: the layers of one chain on one date, merged and typed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded, document_of, load
from policy_engine.documents.policy import Policy
from policy_engine.policyset.jurisdiction_names import there_are
from policy_engine.policyset.layer import NATION, Layer, LayerFile, LayerKind, LayerReader, wrong_name
from policy_engine.policyset.merge import merge
from policy_engine.policyset.register import IssueCheck, Register
from policy_engine.policyset.repository import (
    Repository,
    VersionFile,
    latest,
    next_after,
    none_in_force,
)
from policy_engine.policyset.tables import unknown_keys
from policy_engine.source.tree import MappingNode, Path, ScalarNode

__all__ = ["NATION", "Layer", "LayerKind", "PolicyInForce", "ledger_in_force", "policy_in_force"]


@dataclass(frozen=True)
class PolicyInForce:
    """`files` go from the nation down to the county; `tree` keeps where each value was written.

    `merged_to[i]` is the tree of the layers down to `files[i]`, as that layer sees it. `binding`:
    every layer is issued, and is what was issued.
    """

    document: Policy
    tree: MappingNode = field(repr=False)
    files: tuple[LayerFile, ...] = field(repr=False)
    merged_to: tuple[MappingNode, ...] = field(repr=False)
    later_from: datetime.date | None
    binding: bool

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, the nation first."""
        return tuple(file.layer for file in self.files)

    def depth_of(self, span: Span) -> int:
        """Which of `files` a place lies in."""
        return next(i for i, file in enumerate(self.files) if file.layer.file == span.file)

    def layer_of(self, span: Span) -> Layer:
        return self.files[self.depth_of(span)].layer

    def place(self, path: Path) -> Span:
        """Where the value at the path was written: its file, line and column."""
        return self.tree.key_span(path) or self.tree.span_of(path)


class Chains:
    """Policies in force, sharing what they have in common: files, and the layers above merged."""

    def __init__(
        self, repository: Repository, read: Callable[[str, VersionFile], LayerFile] | None = None
    ) -> None:
        """`read` gives a jurisdiction's version where it is to be another than the file itself."""
        self.repository = repository
        self.read = LayerReader(repository) if read is None else read
        self._merged: dict[tuple[str, ...], MappingNode] = {}

    def in_force(self, jurisdiction: str, on: datetime.date) -> PolicyInForce:
        """The chain of a jurisdiction on a date. Raises DocumentError when it cannot be had."""
        files = self._files(jurisdiction, on)
        merged_to = [self._merge(files[: depth + 1]) for depth in range(len(files))]
        versions = [self.repository.versions(file.layer.jurisdiction) for file in files]
        later = [next_after(each, on) for each in versions]
        merged = merged_to[-1]
        document = document_of(Policy, merged)
        problems = unknown_keys(document, merged)
        if problems:
            raise DocumentError(problems)
        first_later = min((day for day in later if day), default=None)
        binding = all(file.layer.status == "issued" for file in files) and all(
            self.issue_check(file).state == "intact" and not self.missing_issued(file.layer.jurisdiction)
            for file in files
        )
        return PolicyInForce(document, merged, tuple(files), tuple(merged_to), first_later, binding)

    @cached_property
    def register(self) -> Register:
        """The register of what was issued."""
        return Register.read(self.repository.root)

    def issue_check(self, file: LayerFile) -> IssueCheck:
        """How a file stands to the register."""
        layer = file.layer
        root = self.repository.name_of(self.repository.root)
        path = PurePosixPath(layer.file)
        # A draft that lies elsewhere is in no register under any name.
        name = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
        own_hash = None if layer.issued is None else layer.issued.sha256
        return self.register.state_of(name, file.data, layer.status, own_hash, file.tree)

    def missing_issued(self, jurisdiction: str) -> tuple[str, ...]:
        """The files that the register has as issued by a jurisdiction, and that are not there."""
        root = self.repository.root
        entries = (each.entry for each in self.register.entries if each.entry.jurisdiction == jurisdiction)
        return tuple(entry.file for entry in entries if not (root / entry.file).is_file())

    def codes_above(self, jurisdiction: str) -> tuple[str, ...]:
        """The jurisdictions above, as far as they have policies, the nearest first."""
        return tuple(code for code in _above(jurisdiction) if code in self.repository.folders)

    def until_of(self, jurisdiction: str, version: VersionFile) -> datetime.date | None:
        """The last day that a version states; None too where it cannot be read, which it says itself."""
        try:
            return self.read(jurisdiction, version).layer.effective.until
        except DocumentError:
            return None

    def _merge(self, files: list[LayerFile]) -> MappingNode:
        """The layers laid over each other; those above counties are merged once for all of them."""
        key = tuple(file.layer.file for file in files)
        if key in self._merged:
            return self._merged[key]
        *above, lowest = files
        merged = merge(self._merge(above), lowest.tree) if above else lowest.tree
        if lowest.layer.kind != "county":
            self._merged[key] = merged
        return merged

    def _files(self, jurisdiction: str, on: datetime.date) -> list[LayerFile]:
        """From the topmost layer down. Each parent is the nearest layer above, so there is no circle."""
        chain: list[LayerFile] = []
        folders = self.repository.folders
        code: str | None = jurisdiction
        while code is not None:
            if chain and code not in folders:
                raise DocumentError([_no_parent(code, chain[-1].tree, sorted(folders))])
            file = self._layer(code, on, chain)
            chain.append(file)
            parent = file.tree.child("parent")
            named = parent.value if isinstance(parent, ScalarNode) else None
            above = _nearest_above(code, folders)
            if named != above and (named is None or named in folders):
                raise DocumentError([_wrong_parent(code, above, file.tree)])
            code = None if named is None else str(named)
        return chain[::-1]

    def _layer(self, code: str, on: datetime.date, below: list[LayerFile]) -> LayerFile:
        """The version of one layer that is in force on the date."""
        versions = self.repository.versions(code)
        version = latest(versions, on)
        file = None if version is None else self.read(code, version)
        if file is None or (file.layer.effective.until is not None and file.layer.effective.until < on):
            needed_by = below[-1].layer.file if below else None
            none_in_force(self.repository, code, on, versions, needed_by)
        return file


def policy_in_force(repository: Repository, jurisdiction: str, on: datetime.date) -> PolicyInForce:
    """The chain of one jurisdiction on one date. Raises DocumentError when it cannot be had."""
    return Chains(repository).in_force(jurisdiction, on)


def ledger_in_force(repository: Repository, jurisdiction: str, on: datetime.date) -> Loaded[Ledger] | None:
    """The county's ledger on the date, or None. Raises DocumentError when it cannot be read."""
    version = latest(repository.ledgers(jurisdiction), on)
    if version is None:
        return None
    loaded = load(Ledger, repository.read(version), repository.name_of(version.path))
    effective = loaded.document.effective
    if effective.from_ != version.from_ and isinstance(loaded.tree, MappingNode):
        raise DocumentError([wrong_name(effective, version, loaded.tree)])
    if loaded.document.jurisdiction != jurisdiction:
        raise DocumentError([_foreign_ledger(loaded, jurisdiction)])
    if effective.until is not None and effective.until < on:
        return None
    return loaded


def _no_parent(code: str, child: MappingNode, known: list[str]) -> Diagnostic:
    return Diagnostic(
        "policy.no-parent",
        Text(f"上级辖区 {code} 没有政策。", f"The parent {code} has no policy."),
        child.span_of(("parent",)),
        help=there_are(known),
    )


def _nearest_above(code: str, known: Container[str]) -> str | None:
    """The closest layer above that has policies: city, province, nation."""
    return next((above for above in _above(code) if above in known), None)


def _above(code: str) -> tuple[str, ...]:
    chain = (code[:4] + "00", code[:2] + "0000", NATION)
    return () if code == NATION else tuple(above for above in dict.fromkeys(chain) if above != code)


def _wrong_parent(code: str, above: str | None, tree: MappingNode) -> Diagnostic:
    wanted = "无" if above is None else f'parent: "{above}"'
    return Diagnostic(
        "policy.wrong-parent",
        Text(f"{code} 的上级辖区应为 {above or '无'}，否则上级规定会全部失效。",
             f"The parent of {code} is {above or 'none'}; otherwise what it declares would not hold."),
        tree.span_of(("parent",)),
        help=Text(f"请写明：{wanted}。", f"Write: {wanted if above else 'no parent'}."),
    )  # fmt: skip


def _foreign_ledger(loaded: Loaded[Ledger], code: str) -> Diagnostic:
    other = loaded.document.jurisdiction
    return Diagnostic(
        "ledger.wrong-folder",
        Text(f"编制核定表在 {code} 的文件夹中，辖区代码却是 {other}。",
             f"The ledger lies in the folder of {code} but is of jurisdiction {other}."),
        loaded.tree.span_of(("jurisdiction",)),
        help=Text("移到对应文件夹，或更正辖区代码。", "Move it, or correct its jurisdiction."),
    )  # fmt: skip
