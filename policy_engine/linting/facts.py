"""Everything that `lint` reads off one file, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from policy_engine.diagnostics import Span
from policy_engine.documents.chain import Chain
from policy_engine.documents.lint_facts import Lint, LintedApproval, LintedSource
from policy_engine.linting.classes import highest_score, linted_classes
from policy_engine.linting.edits import Edit
from policy_engine.linting.naming import linted_ids
from policy_engine.linting.own_rules import (
    linted_conditions,
    linted_expressions,
    linted_requirements,
    repeated_rules,
)
from policy_engine.linting.reader import FileReader
from policy_engine.linting.restated import restated_values
from policy_engine.linting.settings import linted_settings
from policy_engine.linting.tables import table_defaults, table_entries
from policy_engine.linting.texts import linted_parts, linted_texts
from policy_engine.program.county import CountyProgram
from policy_engine.program.standard import JUDGED, standard_checks


@dataclass(frozen=True)
class Linted:
    """The facts, the place of each record by its identity, and the change that is safe at a place."""

    lint: Lint
    places: Mapping[int, Span] = field(repr=False)
    edits: Mapping[Span, Edit] = field(repr=False)


def lint_facts(program: CountyProgram, chain: Chain) -> Linted:
    """What is to be told of the lowest file of a chain; `chain` is what the checks Q read of it."""
    reader = FileReader(program)
    lint = Lint.model_construct(
        method=chain.method,
        every_township_listed=bool(chain.townships) and all(each.in_list for each in chain.townships),
        highest_score=highest_score(chain.indicators),
        classes=list(linted_classes(reader, chain.townships)),
        conditions=list(linted_conditions(reader)),
        requirements=list(linted_requirements(reader)),
        repeated=list(repeated_rules(reader)),
        restated=list(restated_values(reader)),
        settings=list(linted_settings(reader)),
        texts=list(linted_texts(reader)),
        parts=list(linted_parts(reader)),
        ids=list(linted_ids(reader)),
        expressions=list(linted_expressions(reader)),
        tables=list(table_entries(reader)),
        defaults=list(table_defaults(reader)),
        sources=list(_sources(reader)),
        approvals=list(_approvals(reader)),
    )
    return Linted(lint, reader.places, reader.edits)


def _sources(reader: FileReader) -> Iterator[LintedSource]:
    """The sources of a county's file: those of an upper layer are listed for all below it."""
    if reader.file.layer.kind != "county":
        return
    document = reader.policy.document
    cited = set(_cited_by_standard_checks())
    cited |= {id_ for rule in document.rules for id_ in rule.basis}
    cited |= {id_ for entry in document.envelope for id_ in entry.basis}
    titles = {source.id: source.title for source in document.legal_sources}
    for path, id_ in reader.own_paths(("legal_sources",)):
        record = LintedSource.model_construct(id=id_, title=titles[id_], cited=id_ in cited)
        yield reader.record(record, reader.span(path))


@cache
def _cited_by_standard_checks() -> frozenset[str]:
    return frozenset(id_ for judges in JUDGED for rule in standard_checks(judges).rules for id_ in rule.basis)


def _approvals(reader: FileReader) -> Iterator[LintedApproval]:
    document = reader.policy.document
    asked_for = {entry.unless.approval for entry in document.envelope if entry.unless is not None}
    numbers = {approval.id: approval.number for approval in document.approvals}
    for path, id_ in reader.own_paths(("approvals",)):
        record = LintedApproval.model_construct(id=id_, number=numbers[id_], asked_for=id_ in asked_for)
        yield reader.record(record, reader.span(path))
