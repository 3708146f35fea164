"""The policy in force: the layers of one chain on one date, merged and typed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.ledger import Effective, Ledger
from policy_engine.documents.load import Loaded, document_of, load
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import layer_schema_of, schema_of
from policy_engine.documents.terms import PolicyStatus
from policy_engine.policyset.bounds import duplicate_ids, empty_values
from policy_engine.policyset.merge import merge
from policy_engine.policyset.repository import Repository, VersionFile, latest, next_after, none_in_force
from policy_engine.policyset.tables import unknown_keys
from policy_engine.source.canonical import canonical
from policy_engine.source.files import read_bytes
from policy_engine.source.read import read_tree
from policy_engine.source.schema_errors import schema_diagnostics
from policy_engine.source.tree import MappingNode, Path, ScalarNode

NATION = "000000"
LayerKind = Literal["nation", "province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One policy file of the chain."""

    jurisdiction: str
    name: str
    version: str
    effective: Effective
    status: PolicyStatus
    file: str
    sha256: str

    @property
    def kind(self) -> LayerKind:
        """nation, province, city or county, by the code's trailing zeros."""
        if self.jurisdiction == NATION:
            return "nation"
        if self.jurisdiction.endswith("0000"):
            return "province"
        return "city" if self.jurisdiction.endswith("00") else "county"


@dataclass(frozen=True)
class PolicyInForce:
    """`layers` go from the nation down to the county; `tree` keeps where each value was written."""

    document: Policy
    tree: MappingNode
    layers: tuple[Layer, ...]
    later_from: datetime.date | None

    def layer_of(self, span: Span) -> Layer:
        return next(layer for layer in self.layers if layer.file == span.file)

    def place(self, path: Path) -> Span:
        """Where the value at the path was written: its file, line and column."""
        return self.tree.key_span(path) or self.tree.span_of(path)


def policy_in_force(repository: Repository, jurisdiction: str, on: datetime.date) -> PolicyInForce:
    """The chain of a jurisdiction on a date. Raises DocumentError when it cannot be had."""
    chain = _chain(repository, jurisdiction, on)
    merged = chain[0][1]
    for _, tree in chain[1:]:
        merged = merge(merged, tree)
    layers = tuple(layer for layer, _ in chain)
    later = [next_after(repository.versions(layer.jurisdiction), on) for layer in layers]
    document = document_of(Policy, merged)
    problems = unknown_keys(document, merged)
    if problems:
        raise DocumentError(problems)
    return PolicyInForce(document, merged, layers, min((day for day in later if day), default=None))


def _chain(repository: Repository, jurisdiction: str, on: datetime.date) -> list[tuple[Layer, MappingNode]]:
    """From the topmost layer down. Each parent is the nearest layer above, so there is no circle."""
    chain: list[tuple[Layer, MappingNode]] = []
    code: str | None = jurisdiction
    while code is not None:
        if chain and code not in repository.folders:
            raise DocumentError([_no_parent(code, chain[-1][1], sorted(repository.folders))])
        layer, tree = _layer(repository, code, on)
        chain.append((layer, tree))
        parent = tree.child("parent")
        named = parent.value if isinstance(parent, ScalarNode) else None
        above = _nearest_above(code, repository.folders)
        if named != above and (named is None or named in repository.folders):
            raise DocumentError([_wrong_parent(code, above, tree)])
        code = None if named is None else str(named)
    return chain[::-1]


def _layer(repository: Repository, code: str, on: datetime.date) -> tuple[Layer, MappingNode]:
    """The version of one layer that is in force on the date."""
    versions = repository.versions(code)
    version = latest(versions, on)
    if version is None:
        none_in_force(repository, code, on, versions)
    layer, tree = read_layer(repository, version)
    if layer.effective.until is not None and layer.effective.until < on:
        none_in_force(repository, code, on, versions)
    if layer.jurisdiction != code:
        raise DocumentError([_wrong_folder(layer, code, tree)])
    return layer, tree


def read_layer(repository: Repository, version: VersionFile) -> tuple[Layer, MappingNode]:
    """One policy file, checked as a layer: partial, but with nothing unknown or mistyped in it."""
    name = repository.name_of(version.path)
    data = read_bytes(version.path)
    tree = canonical(read_tree(data, name).root, schema_of(Policy))
    problems = [*schema_diagnostics(tree, layer_schema_of(Policy)), *duplicate_ids(tree), *empty_values(tree)]
    if problems:
        raise DocumentError(problems)
    plain = tree.to_plain()
    effective = Effective.model_validate(plain["effective"])
    if effective.from_ != version.from_:
        raise DocumentError([_wrong_name(effective, version, tree)])
    layer = Layer(
        jurisdiction=plain["jurisdiction"],
        name=plain["name"],
        version=plain["version"],
        effective=effective,
        status=plain["status"],
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    if not isinstance(tree, MappingNode):
        raise TypeError("a layer is a mapping")
    return layer, tree


def ledger_in_force(repository: Repository, jurisdiction: str, on: datetime.date) -> Loaded[Ledger] | None:
    """The county's ledger on the date, or None. Raises DocumentError when it cannot be read."""
    version = latest(repository.ledgers(jurisdiction), on)
    if version is None:
        return None
    loaded = load(Ledger, read_bytes(version.path), repository.name_of(version.path))
    effective = loaded.document.effective
    if effective.from_ != version.from_:
        raise DocumentError([_wrong_name(effective, version, loaded.tree)])
    if loaded.document.jurisdiction != jurisdiction:
        raise DocumentError([_foreign_ledger(loaded, jurisdiction)])
    if effective.until is not None and effective.until < on:
        return None
    return loaded


def _no_parent(code: str, child: MappingNode, known: list[str]) -> Diagnostic:
    return Diagnostic(
        "policy.no-parent",
        Text(f"上级辖区 {code} 没有政策", f"the parent {code} has no policy"),
        child.span_of(("parent",)),
        help=Text(f"现有辖区：{'、'.join(known)}", f"there are: {', '.join(known)}"),
    )


def _nearest_above(code: str, known: Container[str]) -> str | None:
    """The closest layer above that has policies: city, province, nation."""
    chain = (code[:4] + "00", code[:2] + "0000", NATION)
    return next((above for above in chain if above != code and above in known and code != NATION), None)


def _wrong_parent(code: str, above: str | None, tree: MappingNode) -> Diagnostic:
    wanted = "无" if above is None else f'parent: "{above}"'
    return Diagnostic(
        "policy.wrong-parent",
        Text(f"{code} 的上级辖区应为 {above or '无'}，否则上级规定会全部失效",
             f"the parent of {code} is {above or 'none'}; otherwise what it declares would not hold"),
        tree.span_of(("parent",)),
        help=Text(f"请写明：{wanted}", f"write: {wanted if above else 'no parent'}"),
    )  # fmt: skip


def _wrong_folder(layer: Layer, code: str, tree: MappingNode) -> Diagnostic:
    return Diagnostic(
        "policy.wrong-folder",
        Text(f"文件在 {code} 的文件夹中，辖区代码却是 {layer.jurisdiction}",
             f"the file lies in the folder of {code} but is of jurisdiction {layer.jurisdiction}"),
        tree.span_of(("jurisdiction",)),
        help=Text("移到对应文件夹，或更正辖区代码", "move it or correct its jurisdiction"),
    )  # fmt: skip


def _wrong_name(effective: Effective, version: VersionFile, tree: object) -> Diagnostic:
    span = tree.span_of(("effective", "from")) if isinstance(tree, MappingNode) else None
    return Diagnostic(
        "policy.wrong-name",
        Text(f"文件名是 {version.path.name}，施行日却是 {effective.from_}",
             f"the file is named {version.path.name} but takes effect on {effective.from_}"),
        span,
        help=Text("文件名应与 effective.from（有效期 起）一致", "name the file after effective.from"),
    )  # fmt: skip


def _foreign_ledger(loaded: Loaded[Ledger], code: str) -> Diagnostic:
    other = loaded.document.jurisdiction
    return Diagnostic(
        "ledger.wrong-folder",
        Text(f"编制核定表在 {code} 的文件夹中，辖区代码却是 {other}",
             f"the ledger lies in the folder of {code} but is of jurisdiction {other}"),
        loaded.tree.span_of(("jurisdiction",)),
        help=Text("移到对应文件夹，或更正辖区代码", "move it or correct its jurisdiction"),
    )  # fmt: skip
