"""A selection round against the policy in force and the roster."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app.batch import findings_of
from policy_engine.app.check import no_such_jurisdiction
from policy_engine.app.counties import Counties
from policy_engine.app.deciding import decided, put_to, undecided
from policy_engine.app.procedures import selection_of
from policy_engine.app.round_progress import progress_of
from policy_engine.app.towns import Town, towns_of
from policy_engine.app.waiver_findings import waiver_findings
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.links import link
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.round import Round
from policy_engine.engines.chart import ProcedureError
from policy_engine.findings.assemble import Assembly, finding_order
from policy_engine.findings.judgement import RoundFacts
from policy_engine.findings.report import (
    Dates,
    Finding,
    Input,
    NotJudgedCheck,
    Report,
    RoundProgress,
)
from policy_engine.procedures.replay import Replayed, replay_round


@dataclass(frozen=True)
class RoundExamined:
    """The report on a round, and what its writer should be told besides."""

    report: Report
    warnings: tuple[Diagnostic, ...]


class RoundChecker:
    """Checks rounds against the policies in one folder. Raises UsageError when it holds none."""

    def __init__(self, policies: Path | Counties) -> None:
        self._counties = policies if isinstance(policies, Counties) else Counties(policies)

    def check(
        self, data: bytes, name: str, setup: bytes, setup_name: str, on: datetime.date | None = None
    ) -> RoundExamined:
        """Judge the round in `data` on the roster in `setup`, by the policy of `on` or of its own `as_of`.

        Raises DocumentError when a document, or the policy chain or ledger, cannot be read.
        """
        loaded = load(Round, data, name)
        date = loaded.document.as_of if on is None else on
        if loaded.document.jurisdiction not in self._counties.codes:
            raise DocumentError([no_such_jurisdiction(loaded, self._counties.codes)])
        county = self._counties.on(loaded.document.jurisdiction, date)
        towns = towns_of(county, date, [(setup, setup_name)], loaded.document.jurisdiction)
        town = towns.get(loaded.document.township)
        if town is None:
            raise DocumentError([_other_township(loaded, next(iter(towns)))])
        report = _report(loaded, town, date)
        return RoundExamined(report, (*loaded.warnings, *town.loaded.warnings))


def _report(loaded: Loaded[Round], town: Town, on: datetime.date) -> Report:
    document, county = loaded.document, town.county
    definition = selection_of(county.policy)
    progress: RoundProgress | None = None
    try:
        replayed = replay_round(definition, document)
        found, not_judged = _judged(loaded, town, on, replayed)
        progress = progress_of(document, definition, replayed)
    except ProcedureError as error:
        found, not_judged = (undecided(error.diagnostic),), ()
    waiving = county.waiving(town.code, on)
    found = put_to(waiving, found, on)
    of_waivers = waiver_findings(county, waiving, found, of_setup=False)
    made = tuple(sorted((*county.policy_findings, *found, *of_waivers), key=finding_order))
    return Report(
        kind="round",
        dates=Dates(as_of=document.as_of, on=on),
        input=Input(path=loaded.name, sha256=loaded.sha256),
        setup=Input(path=town.loaded.name, sha256=town.loaded.sha256),
        round=progress,
        **decided(county, town.township, made, not_judged),
        **town.report_head(),
    )


def _judged(
    loaded: Loaded[Round], town: Town, on: datetime.date, replayed: Replayed
) -> tuple[tuple[Finding, ...], tuple[NotJudgedCheck, ...]]:
    """What the checks of rounds say of the log, and which of them say nothing."""
    document, county = loaded.document, town.county
    facts = RoundFacts(
        document, replayed.turns, replayed.procedure, town.setup, link(town.setup, document.as_of),
        town.ledger, town.versions, on,
    )  # fmt: skip
    program = town.program("round")
    judgement = town.classing.with_cause(program.judge(facts))
    assembly = Assembly(loaded, county.policy, county.ledger, program.program, town.loaded, "round")
    return findings_of(assembly, judgement), assembly.not_judged(judgement)


def _other_township(loaded: Loaded[Round], given: str) -> Diagnostic:
    wanted = loaded.document.township
    return Diagnostic(
        "round.other-township",
        Text(f"这次选岗属于乡镇（街道）{wanted}，给出的方案是 {given} 的。",
             f"This round is of {wanted}; the set-up given is of {given}."),
        loaded.tree.span_of(("township",)),
        help=Text("请用 --setup 指明同一乡镇（街道）的方案。",
                  "Name the set-up of the same township with --setup."),
    )  # fmt: skip
