"""The main job: a township's set-up against its county's policy."""

from __future__ import annotations

import datetime
from pathlib import Path

from policy_engine.app.classing import Classing, class_of, class_report
from policy_engine.app.counties import Counties, County
from policy_engine.app.deciding import decide_case
from policy_engine.documents.links import link
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.judgement import Facts, Incomplete, Judgement, PolicyVersions
from policy_engine.findings.masking import Masking
from policy_engine.findings.report import (
    Dates,
    Engine,
    Finding,
    Input,
    LedgerUsed,
    PolicyLayer,
    Report,
    ReportTownship,
    Summary,
)
from policy_engine.rulebook.loader import RULEBOOK_VERSION
from policy_engine.version import VERSION


class Checker:
    """Checks any number of set-ups against the policies in one folder.

    County programs are built when first met and kept. Raises UsageError when
    the folder holds no policies.
    """

    def __init__(self, policies: Path) -> None:
        self._counties = Counties(policies)

    def check(self, data: bytes, name: str, on: datetime.date | None = None) -> Report:
        """Judge the set-up in `data` by the policy in force on `on`, or else on its own `as_of`.

        `name` is the file as the report shows it. Raises DocumentError when the
        set-up, or the policy chain or ledger that it needs, cannot be read.
        """
        return self.check_loaded(load(Setup, data, name), on)

    def check_loaded(self, loaded: Loaded[Setup], on: datetime.date | None = None) -> Report:
        """The same for a set-up that has been read already."""
        setup = loaded.document
        date = setup.as_of if on is None else on
        county = self._counties.on(setup.jurisdiction, date)
        facts = facts_of(setup, county, date)
        classing = class_of(county, facts)
        compiled = county.compiled(classing.class_, setup.township.form)
        judgement = _with_cause(compiled.judge(facts), classing)
        assembly = Assembly(loaded, county.policy, county.ledger, compiled.program)
        findings = assembly.findings(judgement)
        verdict, findings = decide_case(county, classing.class_, setup.township.form, findings)
        return Report(
            engine=Engine(version=VERSION, rulebook_version=RULEBOOK_VERSION),
            outcome=verdict.outcome,
            binding=all(layer.status == "issued" for layer in county.policy.layers),
            township=ReportTownship(
                code=setup.township.code, name=setup.township.name, form=setup.township.form
            ),
            dates=Dates(as_of=setup.as_of, on=date),
            class_=class_report(county, facts, classing, Masking(setup)),
            policy=tuple(_layers(county)),
            ledger=_ledger(county),
            input=Input(path=loaded.name, sha256=loaded.sha256),
            findings=findings,
            not_judged=(not_judged := assembly.not_judged(judgement)),
            conditions=verdict.conditions,
            routes=verdict.routes,
            obligations=verdict.obligations,
            summary=_summary(findings, len(not_judged)),
        )


def facts_of(setup: Setup, county: County, on: datetime.date) -> Facts:
    """The facts that the set-up is judged on."""
    ledger = None if county.ledger is None else county.ledger.document
    return Facts(setup, link(setup, on), ledger, PolicyVersions(county.policy.later_from), on)


def _with_cause(judgement: Judgement, classing: Classing) -> Judgement:
    """Where the class is unknown, every check that hangs on it names the root cause."""
    if classing.reason is None:
        return judgement
    named = tuple(
        Incomplete(i.rule, classing.reason if i.for_want_of_class else i.reason)
        for i in judgement.incomplete
    )
    return Judgement(judgement.failures, named, judgement.not_judged, judgement.derived)


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
    return LedgerUsed(
        file=county.ledger.name, approval=document.approval.number, sha256=county.ledger.sha256
    )


def _summary(findings: tuple[Finding, ...], not_judged: int) -> Summary:
    failed = [finding for finding in findings if finding.status == "fail"]
    return Summary(
        block=sum(finding.severity == "block" for finding in failed),
        warn=sum(finding.severity == "warn" for finding in failed),
        info=sum(finding.severity == "info" for finding in failed),
        incomplete=sum(finding.status == "incomplete" for finding in findings),
        waived=sum(finding.status == "waived" for finding in findings),
        not_judged=not_judged,
    )
