"""Validating a waiver: by itself, and under its county's policy on every day on which that changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from policy_engine.app.policy_judging import program_of
from policy_engine.app.waiver_limits import grants_nothing
from policy_engine.app.waiver_names import waivable_names
from policy_engine.app.waivers import waivers_under
from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Span, Text
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.documents.waiver import Waiver, WaiverEntry
from policy_engine.findings.waiving import Grant
from policy_engine.findings.wording import number_text
from policy_engine.policyset.in_force import Chains, ledger_in_force
from policy_engine.policyset.waivers import read_waiver, waivers_of


def waiver_problems(chains: Chains, jurisdiction: str, path: Path) -> list[Diagnostic]:
    """Everything that is wrong with a waiver, or with what it is judged by, each thing once."""
    try:
        loaded = read_waiver(chains.repository, jurisdiction, path)
    except DocumentError as error:
        return list(error.diagnostics)
    found = [*loaded.warnings, *_twice(chains, jurisdiction, loaded)]
    for day in _days(chains, jurisdiction, loaded.document):
        try:
            found += _on(chains, jurisdiction, loaded, day)
        except DocumentError as error:
            found += error.diagnostics
    return list(dict.fromkeys(found))


def _twice(chains: Chains, jurisdiction: str, loaded: Loaded[Waiver]) -> Iterator[Diagnostic]:
    """What is wrong with it beside the county's other waivers; theirs is told of their own files."""
    try:
        waivers_of(chains.repository, jurisdiction)
    except DocumentError as error:
        yield from (each for each in error.diagnostics if each.span and each.span.file == loaded.name)


def _days(chains: Chains, jurisdiction: str, waiver: Waiver) -> list[datetime.date]:
    """The first day of each entry, and those days of its time on which another version begins."""
    codes = (jurisdiction, *chains.codes_above(jurisdiction))
    begins = {version.from_ for code in codes for version in chains.repository.listing(code).versions}
    days = {entry.from_ for entry in waiver.entries}
    days |= {day for entry in waiver.entries for day in begins if entry.from_ <= day <= entry.until}
    return sorted(days)


def _on(
    chains: Chains, jurisdiction: str, loaded: Loaded[Waiver], day: datetime.date
) -> Iterator[Diagnostic]:
    policy = chains.in_force(jurisdiction, day)
    program = program_of(policy)
    under = waivers_under((loaded,), program, partial(waivable_names, chains, jurisdiction))
    yield from (each for each, first, last in (*under.misfits, *under.void) if first <= day <= last)
    ledger = ledger_in_force(chains.repository, jurisdiction, day)
    for grants in under.grants.values():
        for grant in grants:
            yield from _not_honoured(grant, day)
            if grant.from_ <= day <= grant.until:
                yield from grants_nothing(grant, program, _class_of(ledger, grant.township))
    listed = None if ledger is None else ledger.document.townships
    for position, entry in enumerate(loaded.document.entries):
        if listed is not None and entry.from_ <= day <= entry.until and entry.township not in listed:
            yield _not_listed(entry, loaded.tree.span_of(("entries", position, "township")))


def _class_of(ledger: Loaded[Ledger] | None, township: str) -> str | None:
    """The class that the county last gave the township; None where the ledger does not say."""
    entry = None if ledger is None else ledger.document.townships.get(township)
    return None if entry is None or entry.class_ is None else entry.class_.id


def _not_honoured(grant: Grant, day: datetime.date) -> Iterator[Diagnostic]:
    """What may be read and understood and is yet not honoured."""
    span = Span(grant.file, grant.line, grant.column, grant.line, grant.column)
    if not grant.from_ <= day <= grant.until:
        return
    if not grant.entitled:
        yield Diagnostic(
            "waiver.approver-not-entitled",
            Text(f"“{grant.by}”不在政策规定的批准机关之列，这项豁免不予适用。",
                 f"{grant.by} is none of the offices that the policy entitles; the entry is not honoured."),
            span,
            Severity.WARNING,
            help=Text("报有权机关批准，或核对机关全称。",
                      "Have it approved by an entitled office, or correct the name."),
        )  # fmt: skip
    if grant.bounds != grant.written:
        # What is written comes nearer to the limit with its days: the first goes beyond, if any does.
        paper, most = number_text(grant.written[0][1]), number_text(grant.bounds[0][1])
        yield Diagnostic(
            "waiver.beyond-the-bound-above",
            Text(f"准予限值 {paper} 超出上级对政策的约束，按上级约束适用 {most}。",
                 f"{paper} is granted, more than the layers above allow policies; "
                 f"it is honoured up to {most}."),
            span,
            Severity.WARNING,
            help=Text("请改到上级约束以内；确需突破的，报上级修改约束。",
                      "Keep within the bound, or have the layer above change it."),
        )  # fmt: skip
    if not grant.barred.isdisjoint((grant.code, *grant.rules)):
        yield Diagnostic(
            "waiver.forbidden",
            Text(f"政策规定 {grant.code} 不得豁免，或上级对它另有约束，这项豁免不予适用。",
                 f"The policy says that {grant.code} may not be waived, or a layer above bounds it; "
                 "the entry is not honoured."),
            span,
            Severity.WARNING,
            help=Text("请撤销这项豁免，按政策整改。",
                      "Withdraw the entry, and put things right as the policy says."),
        )  # fmt: skip


def _not_listed(entry: WaiverEntry, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.township-not-listed",
        Text(f"{entry.township} 不在编制核定表的乡镇名录中，这项豁免不予适用。",
             f"The ledger does not list {entry.township}; the entry is not honoured."),
        span,
        Severity.WARNING,
        help=Text("更正区划代码，或补全编制核定表。", "Correct the code, or complete the ledger."),
    )  # fmt: skip
