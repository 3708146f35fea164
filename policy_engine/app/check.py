"""The main job: a township's set-up against its county's policy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_engine.app.classing import Classing, class_of, class_report
from policy_engine.app.counties import Counties, County
from policy_engine.app.deciding import decided, put_to
from policy_engine.app.waiver_findings import waiver_findings
from policy_engine.calendars import own_calendar
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.links import link
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.findings.assemble import Assembly, finding_order
from policy_engine.findings.clauses import Clauses
from policy_engine.findings.judgement import Facts, Judgement, PolicyVersions
from policy_engine.findings.masking import Masking
from policy_engine.findings.report import (
    Basis,
    Dates,
    Engine,
    Input,
    LedgerUsed,
    PolicyLayer,
    Report,
    ReportTownship,
)
from policy_engine.policyset.jurisdiction_names import there_are
from policy_engine.program.fold import Township
from policy_engine.program.rules import Rule
from policy_engine.rulebook.loader import RULEBOOK_VERSION
from policy_engine.version import __version__


@dataclass(frozen=True)
class Examination:
    """One check of one set-up, with everything that it rested on."""

    county: County
    compiled: CompiledProgram
    facts: Facts
    assembly: Assembly
    report: Report

    @property
    def clauses(self) -> Clauses:
        """Finds the line of policy behind a value."""
        return self.assembly.clauses

    def basis(self, rule: Rule) -> tuple[Basis, ...]:
        """The legal sources that a rule cites."""
        return self.assembly.basis(rule)


class Checker:
    """Checks any number of set-ups against the policies in one folder.

    County programs are built when first met and kept. Raises UsageError when
    the folder holds no policies.
    """

    def __init__(self, policies: Path | Counties) -> None:
        self._counties = policies if isinstance(policies, Counties) else Counties(policies)

    def check(self, data: bytes, name: str, on: datetime.date | None = None) -> Report:
        """Judge the set-up in `data` by the policy in force on `on`, or else on its own `as_of`.

        `name` is the file as the report shows it. Raises DocumentError when the
        set-up, or the policy chain or ledger that it needs, cannot be read.
        """
        return self.examine(data, name, on).report

    def examine(self, data: bytes, name: str, on: datetime.date | None = None) -> Examination:
        """The same, with what the report rests on."""
        loaded = load(Setup, data, name)
        setup = loaded.document
        date = setup.as_of if on is None else on
        if setup.jurisdiction not in self._counties.codes:
            raise DocumentError([no_such_jurisdiction(loaded, self._counties.codes)])
        return examine_under(self._counties.on(setup.jurisdiction, date), loaded, date)


def examine_under(county: County, loaded: Loaded[Setup], date: datetime.date) -> Examination:
    """A set-up judged by the policy of its county as it is given, on a date."""
    facts = facts_of(loaded.document, county, date)
    classing = class_of(county, facts)
    compiled = county.compiled(Township(classing.class_, loaded.document.township.form))
    judgement = classing.with_cause(compiled.judge(facts))
    assembly = Assembly(loaded, county.policy, county.ledger, compiled.program)
    report = _report(county, facts, classing, assembly, judgement)
    return Examination(county, compiled, facts, assembly, report)


def no_such_jurisdiction(loaded: Loaded[Any], known: tuple[str, ...]) -> Diagnostic:
    """The policy folder has nothing of the jurisdiction that a document names."""
    code = loaded.document.jurisdiction
    return Diagnostic(
        "policies.none-for-setup",
        Text(f"政策文件夹中没有辖区 {code} 的政策。", f"The policy folder holds no policy of {code}."),
        loaded.tree.span_of(("jurisdiction",)),
        help=there_are(known),
    )


def _report(
    county: County, facts: Facts, classing: Classing, assembly: Assembly, judgement: Judgement
) -> Report:
    township = facts.setup.township
    waiving = county.waiving(township.code, facts.on)
    found = put_to(waiving, assembly.findings(judgement), facts.on)
    of_waivers = waiver_findings(county, waiving, found, of_setup=True)
    made = tuple(sorted((*county.policy_findings, *found, *of_waivers), key=finding_order))
    return Report(
        dates=Dates(as_of=facts.setup.as_of, on=facts.on),
        input=Input(path=assembly.submission.name, sha256=assembly.submission.sha256),
        **decided(county, Township(classing.class_, township.form), made, assembly.not_judged(judgement)),
        **report_head(county, facts, classing),
    )


def report_head(county: County, facts: Facts, classing: Classing) -> dict[str, Any]:
    """What a report says of the program, the township and the policy, whatever was submitted."""
    township = facts.setup.township
    return {
        "township": ReportTownship(code=township.code, name=township.name, form=township.form),
        "class_": class_report(county, facts, classing, Masking(facts.setup)),
        **policy_head(county),
    }


def policy_head(county: County) -> dict[str, Any]:
    """What a report says of the program and the policy, whosever submission it is."""
    return {
        "engine": Engine(version=__version__, rulebook_version=RULEBOOK_VERSION),
        "binding": county.binding,
        "policy": tuple(_layers(county)),
        "ledger": _ledger(county),
        "calendar": _calendar(),
    }


def facts_of(setup: Setup, county: County, on: datetime.date) -> Facts:
    """The facts that the set-up is judged on."""
    ledger = None if county.ledger is None else county.ledger.document
    return Facts(setup, link(setup, on), ledger, PolicyVersions(county.policy.later_from), on)


def _layers(county: County) -> list[PolicyLayer]:
    return [
        PolicyLayer(
            layer=layer.kind,
            jurisdiction=layer.jurisdiction,
            name=layer.name,
            version=layer.version,
            effective_from=layer.effective.from_,
            status=layer.status,
            file=layer.file,
            sha256=layer.sha256,
        )
        for layer in county.policy.layers
    ]


def _ledger(county: County) -> LedgerUsed | None:
    if county.ledger is None:
        return None
    document = county.ledger.document
    return LedgerUsed(file=county.ledger.name, approval=document.approval.number, sha256=county.ledger.sha256)


def _calendar() -> Input | None:
    own = own_calendar()
    return None if own is None else Input(path=own.name, sha256=own.sha256)
