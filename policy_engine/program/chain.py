"""A policy in force, read off as the document that its checks judge."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from policy_engine.diagnostics import Span
from policy_engine.divisions import division_form, townships_of
from policy_engine.documents.chain import (
    BoundedPlace,
    Chain,
    ChainLayer,
    ChainParameter,
    ChainTable,
    Citation,
    LedgerTownship,
    ListedTownship,
    OwnRule,
    Reference,
    RequiredCheck,
    TableStep,
)
from policy_engine.documents.fields import Document
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.documents.paths import chinese_path, chinese_place
from policy_engine.documents.policy import AddedDivision
from policy_engine.policyset.bounded import bounded_places
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.policyset.versions import VersionFacts
from policy_engine.program.chain_assessment import assessment_facts
from policy_engine.program.chain_places import place_text
from policy_engine.program.county import CountyProgram
from policy_engine.program.declared import (
    declared_parameters,
    declared_tables,
    readers_by,
    table_steps,
)
from policy_engine.program.reading import fields_read
from policy_engine.program.references import references_in, references_of_ledger
from policy_engine.source.tree import MappingNode, Node, Path

D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class ChainFacts:
    """The chain with the place of each of its records."""

    chain: Chain
    places: Mapping[int, Span] = field(repr=False)


def chain_facts(
    program: CountyProgram, ledger: Loaded[Ledger] | None, versions: VersionFacts, on: datetime.date
) -> ChainFacts:
    """Read a county's (or an upper layer's) policy in force on a date."""
    reader = _Reader(program, ledger, versions, on)
    classification = program.policy.document.classification
    chain = Chain.model_construct(
        method=None if classification is None else classification.method,
        classes=[] if classification is None else classification.classes or [],
        indicators=[] if classification is None else classification.indicators or [],
        lists_townships=classification is not None and classification.townships is not None,
        layers=list(reader.layers()),
        tables=list(reader.tables()),
        table_steps=list(reader.table_steps()),
        parameters=list(reader.parameters()),
        citations=list(reader.citations()),
        own_rules=list(reader.own_rules()),
        references=list(reader.references()),
        townships=list(reader.townships()),
        required_checks=list(reader.required_checks()),
        added_divisions=reader.added_divisions(),
        has_ledgers=versions.has_ledgers,
        ledger_townships=list(reader.ledger_townships()),
        bounded=list(reader.bounded()),
        **reader.assessment(),
    )
    for position, record in enumerate(chain.classes):
        reader.place(record, ("classification", "classes", position))
    for position, indicator in enumerate(chain.indicators):
        reader.place(indicator, ("classification", "indicators", position))
    return ChainFacts(chain, reader.places)


class _Reader:
    def __init__(
        self,
        program: CountyProgram,
        ledger: Loaded[Ledger] | None,
        versions: VersionFacts,
        on: datetime.date,
    ) -> None:
        self._program = program
        self._policy: PolicyInForce = program.policy
        self._ledger = ledger
        self._versions = versions
        self._on = on
        self.places: dict[int, Span] = {}

    def place(self, record: D, path: Path) -> D:
        return self._at(record, self._policy.place(path))

    def _at(self, record: D, span: Span) -> D:
        self.places[id(record)] = span
        return record

    def _zh(self, path: Path) -> str:
        return chinese_place(self._policy.tree, path)

    def layers(self) -> Iterator[ChainLayer]:
        for file, facts in zip(self._policy.files, self._versions.layers, strict=True):
            layer = file.layer
            intact = facts.issue.state in ("intact", "not-issued")
            key = "effective" if intact else "status"
            record = ChainLayer.model_construct(
                jurisdiction=layer.jurisdiction,
                name=layer.name,
                from_=layer.effective.from_,
                until=layer.effective.until,
                status=layer.status,
                issued_number=None if layer.issued is None else layer.issued.number,
                issued_on=None if layer.issued is None else layer.issued.date,
                issue_state=facts.issue.state,
                issue_reason_zh="" if facts.issue.reason is None else facts.issue.reason.zh,
                issue_reason_en="" if facts.issue.reason is None else facts.issue.reason.en,
                issue_remedy_zh="" if facts.issue.help is None else facts.issue.help.zh,
                issue_remedy_en="" if facts.issue.help is None else facts.issue.help.en,
                missing_issued=list(facts.missing_issued),
                has_transition=_says_something(file.tree.at(("transition",))),
                earlier_from=facts.earlier_from,
                gap_from=facts.gap_from,
                overlaps_until=facts.overlaps_until,
            )
            yield self._at(record, file.tree.key_span((key,)) or file.tree.span)

    def _classes(self) -> list[str]:
        classification = self._policy.document.classification
        return [] if classification is None else [each.id for each in classification.classes or ()]

    def _forms(self) -> list[str]:
        found = {division_form(code) for code, _ in self._divisions()}
        return [form for form in ("town", "township", "subdistrict") if form in found]

    def tables(self) -> Iterator[ChainTable]:
        keys = {"class": self._classes(), "form": self._forms()}
        for each in declared_tables(self._policy.document):
            table = each.table
            missing = (
                [] if table.default is not None else [k for k in keys[table.by] if k not in table.values]
            )
            record = ChainTable.model_construct(
                path=place_text(each.path), path_zh=self._zh(each.path), by=table.by, missing=missing
            )
            yield self.place(record, each.path)

    def table_steps(self) -> Iterator[TableStep]:
        classes = self._classes()
        for table in declared_tables(self._policy.document):
            for each in table_steps(table, classes) if table.table.by == "class" else ():
                written = each.larger in table.table.values
                path = (*table.path, *(("values", each.larger) if written else ("default",)))
                record = TableStep.model_construct(
                    path=".".join(filter(None, (place_text(table.path), each.part))),
                    path_zh=".".join(filter(None, (self._zh(table.path), each.part))),
                    looser=table.looser,
                    larger=each.larger,
                    smaller=each.smaller,
                    larger_value=each.larger_value,
                    smaller_value=each.smaller_value,
                )
                yield self.place(record, path)

    def parameters(self) -> Iterator[ChainParameter]:
        readers_of = readers_by(self._program)
        for path in declared_parameters(self._policy.document):
            record = ChainParameter.model_construct(
                path=place_text(path), path_zh=self._zh(path), readers=readers_of(path)
            )
            yield self.place(record, path)

    def citations(self) -> Iterator[Citation]:
        document = self._policy.document
        cited = [(f"rules[{r.id}]", r.basis, ("rules", n)) for n, r in enumerate(document.rules)]
        cited += [(f"envelope[{e.path}]", e.basis, ("envelope", n)) for n, e in enumerate(document.envelope)]
        sources = {source.id: source for source in document.legal_sources}
        for cited_by, basis, path in cited:
            for position, id_ in enumerate(basis):
                if id_ in sources:
                    source = sources[id_]
                    record = Citation.model_construct(
                        cited_by=cited_by,
                        cited_by_zh=self._zh(path),
                        source=id_,
                        title=source.title,
                        from_=source.from_,
                        until=source.until,
                    )
                    yield self.place(record, (*path, "basis", position))

    def own_rules(self) -> Iterator[OwnRule]:
        own = {rule.id: rule for _, rule in self._program.own_rules()}
        for position, declaration in enumerate(self._policy.document.rules):
            rule = own[declaration.id]
            record = OwnRule.model_construct(
                id=rule.id, person_fields=list(fields_read(rule.judging, "Person"))
            )
            yield self.place(record, ("rules", position))

    def references(self) -> Iterator[Reference]:
        # A township that is yet to be founded may be listed already.
        codes = [code for code, _ in self._divisions(datetime.date.max)]
        for each in references_in(self._policy.document, codes):
            record = Reference.model_construct(
                path=place_text(each.path),
                path_zh=self._zh(each.path),
                id=each.id,
                what_zh=each.what.zh,
                what_en=each.what.en,
                known=each.id in each.allowed,
                allowed=list(each.allowed),
            )
            yield self.place(record, each.path)
        yield from self._references_of_ledger(codes)

    def _references_of_ledger(self, codes: list[str]) -> Iterator[Reference]:
        ledger = self._ledger
        if ledger is None:
            return
        for each in references_of_ledger(ledger.document, codes, self._classes()):
            record = Reference.model_construct(
                path=place_text(each.path),
                path_zh=f"编制核定表.{each.path[1]}",
                id=each.id,
                what_zh=each.what.zh,
                what_en=each.what.en,
                known=each.id in each.allowed,
                allowed=list(each.allowed),
            )
            yield self._at(record, ledger.tree.key_span(each.path) or ledger.tree.span_of(each.path))

    def required_checks(self) -> Iterator[RequiredCheck]:
        """Of a county only: upper layers may leave to it what a required check needs."""
        tree = self._policy.files[-1].tree
        declared = tuple(declared_parameters(self._policy.document))
        for each in self._program.required_checks(declared) if self._divisions() else ():
            record = RequiredCheck.model_construct(
                judged=each.lacks is None,
                code=each.code,
                title_zh=each.title.zh,
                title_en=each.title.en,
                reason_zh="" if each.lacks is None else each.lacks.zh,
                reason_en="" if each.lacks is None else each.lacks.en,
            )
            yield self._at(record, tree.key_span(("jurisdiction",)) or tree.span)

    def added_divisions(self) -> list[AddedDivision]:
        divisions = self._policy.document.divisions
        added = [] if divisions is None else divisions.added or []
        for position, record in enumerate(added):
            self.place(record, ("divisions", "added", position))
        return added

    def _divisions(self, on: datetime.date | None = None) -> list[tuple[str, str]]:
        """The townships of the county on the date of the chain, or on another: those it declares included."""
        county = self._policy.files[-1].layer.jurisdiction
        found = {each.code: each.name for each in townships_of(county)}
        declared = self._policy.document.divisions
        for added in declared.added if declared is not None and declared.added is not None else ():
            # What an upper layer declares is in the policy of every county below it.
            if added.code.startswith(county) and added.from_ <= (on or self._on):
                found[added.code] = added.name
        return sorted(found.items())

    def townships(self) -> Iterator[ListedTownship]:
        classification = self._policy.document.classification
        listed = {} if classification is None else classification.townships or {}
        for code, name in self._divisions():
            record = ListedTownship.model_construct(
                code=code,
                name=name,
                in_list=code in listed,
                class_=listed.get(code),
                earlier_class=self._versions.earlier_classes.get(code),
            )
            yield self.place(record, ("classification", "townships", code))

    def ledger_townships(self) -> Iterator[LedgerTownship]:
        ledger = self._ledger
        if ledger is None:
            return
        for code, name in self._divisions():
            record = LedgerTownship.model_construct(
                code=code, name=name, in_ledger=code in ledger.document.townships
            )
            tree = ledger.tree
            yield self._at(record, tree.key_span(("townships",)) or tree.span)

    def assessment(self) -> dict[str, Any]:
        facts = assessment_facts(self._policy.document, self._zh)
        return {name: [self.place(each.record, each.path) for each in found] for name, found in facts.items()}

    def bounded(self) -> Iterator[BoundedPlace]:
        for bound in self._program.bounds:
            for each in bounded_places(self._policy, bound, self._on):
                record = BoundedPlace.model_construct(
                    entry=bound.number,
                    path=each.text,
                    name_zh=chinese_path(each.text),
                    written=each.written,
                    limit=each.limit,
                    number=each.number,
                    items=list(each.items),
                    kept=list(each.kept),
                    gone=each.gone,
                    unsaid=each.unsaid,
                    approved=each.approved,
                )
                yield self._at(record, each.span)


def _says_something(node: Node | None) -> bool:
    """Whether a section is there and has entries: `until: null` says that nothing is granted, {} nothing."""
    return isinstance(node, MappingNode) and len(node.entries) > 0
