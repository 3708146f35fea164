"""One policy file of a chain, read and checked as a layer."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.errors import model_diagnostics
from policy_engine.documents.layer_model import layer_model_of
from policy_engine.documents.ledger import Effective
from policy_engine.documents.policy import Issued, Policy
from policy_engine.documents.schema import layer_schema_of
from policy_engine.documents.terms import PolicyStatus
from policy_engine.policyset.bounds import duplicate_ids, empty_values
from policy_engine.policyset.repository import Repository, VersionFile
from policy_engine.source.canonical import canonical
from policy_engine.source.expressions import cut_expressions
from policy_engine.source.read import read_tree, with_causes
from policy_engine.source.tree import MappingNode

NATION = "000000"
LayerKind = Literal["nation", "province", "city", "county"]
# Of counties, whose files are many, only the last few are kept: one is judged on several dates in a row.
_COUNTIES_KEPT = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """One policy file of the chain. `issued` is what the file says of itself."""

    jurisdiction: str
    name: str
    version: str
    effective: Effective
    status: PolicyStatus
    issued: Issued | None
    file: str
    sha256: str

    @property
    def kind(self) -> LayerKind:
        """nation, province, city or county, by the code's trailing zeros."""
        return kind_of(self.jurisdiction)


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A layer with its canonical tree and what its writer should be told although it could be read."""

    layer: Layer
    tree: MappingNode = field(repr=False)
    data: bytes = field(repr=False)
    warnings: tuple[Diagnostic, ...]


def kind_of(jurisdiction: str) -> LayerKind:
    """nation, province, city or county, by the code's trailing zeros."""
    if jurisdiction == NATION:
        return "nation"
    if jurisdiction.endswith("0000"):
        return "province"
    return "city" if jurisdiction.endswith("00") else "county"


class LayerReader:
    """Reads each file once, or once again after many others. What could not be read stays so."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._upper: dict[Path, LayerFile | DocumentError] = {}
        self._counties: OrderedDict[Path, LayerFile | DocumentError] = OrderedDict()

    def __call__(self, jurisdiction: str, version: VersionFile) -> LayerFile:
        """Raises DocumentError, the same one each time."""
        known = self._counties if kind_of(jurisdiction) == "county" else self._upper
        if version.path not in known:
            try:
                known[version.path] = read_layer(self._repository, jurisdiction, version)
            except DocumentError as error:
                known[version.path] = error
        while len(self._counties) > _COUNTIES_KEPT:
            self._counties.popitem(last=False)
        found = known[version.path]
        if isinstance(found, DocumentError):
            raise found
        return found


def read_layer(repository: Repository, jurisdiction: str, version: VersionFile) -> LayerFile:
    """One policy file, checked as a layer: partial, but with nothing unknown or mistyped in it."""
    name = repository.name_of(version.path)
    data = repository.read(version)
    read = read_tree(data, name)
    tree = canonical(read.root, layer_schema_of(Policy))
    plain = tree.to_plain()
    mistyped = _mistyped(tree, plain)
    problems = [
        *mistyped,
        *cut_expressions(tree, layer_schema_of(Policy)),
        *duplicate_ids(tree),
        *empty_values(tree, {each.span for each in mistyped}),
    ]
    if problems:
        raise DocumentError(with_causes(problems, read.warnings))
    effective = Effective.model_validate(plain["effective"])
    issued = plain.get("issued")
    layer = Layer(
        jurisdiction=plain["jurisdiction"],
        name=plain["name"],
        version=plain["version"],
        effective=effective,
        status=plain["status"],
        issued=None if issued is None else Issued.model_validate(issued),
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    misplaced = list(_misplaced(layer, jurisdiction, version, tree))
    if misplaced:
        raise DocumentError(misplaced)
    return LayerFile(layer, tree, data, read.warnings)


def _mistyped(tree: MappingNode, plain: dict[str, Any]) -> list[Diagnostic]:
    try:
        layer_model_of(Policy).model_validate(plain)
    except ValidationError as error:
        # The validator loads slowly, and most documents have nothing wrong with them.
        from policy_engine.source.schema_errors import schema_diagnostics

        return schema_diagnostics(tree, layer_schema_of(Policy)) or model_diagnostics(error, tree)
    return []


def _misplaced(layer: Layer, jurisdiction: str, version: VersionFile, tree: MappingNode) -> list[Diagnostic]:
    """What the file's place and name say otherwise than the file itself."""
    found = []
    if layer.effective.from_ != version.from_:
        found.append(wrong_name(layer.effective, version, tree))
    if layer.jurisdiction != jurisdiction:
        found.append(_wrong_folder(layer, jurisdiction, tree))
    until = layer.effective.until
    if until is not None and until < layer.effective.from_:
        found.append(_ends_before_it_begins(layer.effective, tree))
    return found


def wrong_name(effective: Effective, version: VersionFile, tree: MappingNode) -> Diagnostic:
    """A file that is named after another day than its first."""
    return Diagnostic(
        "policy.wrong-name",
        Text(f"文件名是 {version.path.name}，施行日却是 {effective.from_}。",
             f"The file is named {version.path.name} but takes effect on {effective.from_}."),
        tree.span_of(("effective", "from")),
        help=Text("文件名应与 effective.from（有效期 起）一致。", "Name the file after effective.from."),
    )  # fmt: skip


def _wrong_folder(layer: Layer, code: str, tree: MappingNode) -> Diagnostic:
    return Diagnostic(
        "policy.wrong-folder",
        Text(f"文件在 {code} 的文件夹中，辖区代码却是 {layer.jurisdiction}。",
             f"The file lies in the folder of {code} but is of jurisdiction {layer.jurisdiction}."),
        tree.span_of(("jurisdiction",)),
        help=Text("移到对应文件夹，或更正辖区代码。", "Move it, or correct its jurisdiction."),
    )  # fmt: skip


def _ends_before_it_begins(effective: Effective, tree: MappingNode) -> Diagnostic:
    return Diagnostic(
        "policy.ends-before-it-begins",
        Text(f"有效期止于 {effective.until}，早于施行日 {effective.from_}。",
             f"It ends on {effective.until}, before it takes effect on {effective.from_}."),
        tree.span_of(("effective", "until")),
        help=Text("请更正止日；长期有效的，删去止日。",
                  "Correct the last day; leave it out if there is none."),
    )  # fmt: skip
