"""Where a policy names something by its id or code, and what it may name there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.documents.fields import Table
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.policy import Policy
from policy_engine.source.tree import Path

# The check that reads references, and the lists of the policy that it looks ids up in.
RESOLVING = "references-resolve"
RESOLVED_FROM: tuple[Path, ...] = (("institutions", "platforms"), ("institutions", "templates"))


@dataclass(frozen=True, slots=True)
class Named:
    """An id or code at a place, with those that exist."""

    path: Path
    id: str
    what: Text
    allowed: tuple[str, ...]


def references_in(policy: Policy, townships: Sequence[str]) -> Iterator[Named]:
    """Templates, platforms, townships and legal sources that a policy names."""
    yield from _templates(policy)
    yield from _platforms(policy)
    yield from _townships(policy, townships)
    sources = tuple(source.id for source in policy.legal_sources)
    for number, entry in enumerate(policy.envelope):
        for position, id_ in enumerate(entry.basis):
            yield Named(("envelope", number, "basis", position), id_, Text("依据", "legal source"), sources)


def _templates(policy: Policy) -> Iterator[Named]:
    institutions = policy.institutions
    if institutions is None or institutions.template is None:
        return
    known = tuple(template.id for template in institutions.templates or ())
    path, what, template = ("institutions", "template"), Text("设置模板", "template"), institutions.template
    if not isinstance(template, Table):
        yield Named(path, template, what, known)
        return
    for key, id_ in template.values.items():
        yield Named((*path, "values", key), id_, what, known)
    if template.default is not None:
        yield Named((*path, "default"), template.default, what, known)


def _platforms(policy: Policy) -> Iterator[Named]:
    institutions = policy.institutions
    if institutions is None or institutions.platforms is None:
        return
    known = tuple(platform.id for platform in institutions.platforms)
    for number, template in enumerate(institutions.templates or ()):
        for position, id_ in enumerate(template.platforms):
            path = ("institutions", "templates", number, "platforms", position)
            yield Named(path, id_, Text("功能性平台", "platform function"), known)


def _townships(policy: Policy, townships: Sequence[str]) -> Iterator[Named]:
    """Only of a county: nation, provinces and cities have no townships of their own."""
    listed = None if policy.classification is None else policy.classification.townships
    what, known = Text("乡镇（街道）代码", "township code"), tuple(townships)
    for code in listed or {}:
        yield Named(("classification", "townships", code), code, what, known)


def references_of_ledger(ledger: Ledger, townships: Sequence[str], classes: Sequence[str]) -> Iterator[Named]:
    """The townships that a ledger is about, and the classes that it says they had; paths in the ledger."""
    what, class_ = Text("乡镇（街道）代码", "township code"), Text("类别", "class")
    for code, entry in ledger.townships.items():
        yield Named(("townships", code), code, what, tuple(townships))
        if entry.class_ is not None and classes:
            yield Named(("townships", code, "class", "id"), entry.class_.id, class_, tuple(classes))
