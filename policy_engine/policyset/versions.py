"""The versions around each layer of a chain: what went before, and whether the file is as issued."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from policy_engine.diagnostics import DocumentError
from policy_engine.policyset.dates import day_after
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.register import IssueCheck
from policy_engine.source.tree import MappingNode, ScalarNode


@dataclass(frozen=True, slots=True)
class LayerVersions:
    """Of one layer: the version before it, the gap or overlap between the two, and its issuing."""

    earlier_from: datetime.date | None
    gap_from: datetime.date | None
    overlaps_until: datetime.date | None
    issue: IssueCheck
    missing_issued: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One entry for each file of the chain; the classes that the county's version before gave townships."""

    layers: tuple[LayerVersions, ...]
    earlier_classes: Mapping[str, str]
    has_ledgers: bool


def version_facts(chains: Chains, policy: PolicyInForce) -> VersionFacts:
    """What the folders and the register say of the files of a chain."""
    return VersionFacts(
        tuple(_layer_versions(chains, file) for file in policy.files),
        _classes(_earlier(chains, policy.files[-1])),
        bool(chains.repository.ledgers(policy.files[-1].layer.jurisdiction)),
    )


def _layer_versions(chains: Chains, file: LayerFile) -> LayerVersions:
    earlier, begins = _earlier(chains, file), file.layer.effective.from_
    before = [v.from_ for v in chains.repository.versions(file.layer.jurisdiction) if v.from_ < begins]
    ends = None if earlier is None else earlier.layer.effective.until
    after = None if ends is None else day_after(ends)
    return LayerVersions(
        earlier_from=before[-1] if before else None,
        gap_from=after if after is not None and after < begins else None,
        overlaps_until=ends if ends is not None and ends >= begins else None,
        issue=chains.issue_check(file),
        missing_issued=chains.missing_issued(file.layer.jurisdiction),
    )


def _earlier(chains: Chains, file: LayerFile) -> LayerFile | None:
    """The version before this one; None also where it cannot be read, which its own validation says."""
    layer = file.layer
    before = [v for v in chains.repository.versions(layer.jurisdiction) if v.from_ < layer.effective.from_]
    try:
        return chains.read(layer.jurisdiction, before[-1]) if before else None
    except DocumentError:
        return None


def _classes(file: LayerFile | None) -> Mapping[str, str]:
    node = None if file is None else file.tree.at(("classification", "townships"))
    if not isinstance(node, MappingNode):
        return {}
    entries = ((code, entry.node) for code, entry in node.entries.items())
    return {code: str(node.value) for code, node in entries if isinstance(node, ScalarNode)}
