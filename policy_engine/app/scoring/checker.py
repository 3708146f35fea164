"""An assessment against the policy in force: every result recomputed, explained, and judged."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from policy_engine.app.batch import findings_of
from policy_engine.app.check import no_such_jurisdiction, policy_head
from policy_engine.app.counties import Counties
from policy_engine.app.deciding import decided
from policy_engine.app.scoring import open_bonus
from policy_engine.app.scoring.classing import class_by_list, report_class, report_township
from policy_engine.app.scoring.material import Material
from policy_engine.app.scoring.people_problems import nearest
from policy_engine.app.scoring.problems import refuse_problems
from policy_engine.app.scoring.recomputing import Tables, recomputed_of
from policy_engine.app.scoring.showing import Showing
from policy_engine.app.scoring.trying import Trial, tried
from policy_engine.app.scoring.unscored import unscored
from policy_engine.app.towns import towns_of
from policy_engine.assessment.facts import facts_of
from policy_engine.assessment.model import Recomputed
from policy_engine.diagnostics import Diagnostic, DocumentError, Text, UsageError
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.findings.assemble import Assembly, finding_order
from policy_engine.findings.judgement import AssessmentFacts, PolicyVersions
from policy_engine.findings.quoting import mask_cell
from policy_engine.findings.report import Dates, Finding, Input, NotJudgedCheck, Report
from policy_engine.program.fold import Township
from policy_engine.traces.model import Progress


@dataclass(frozen=True)
class Scored:
    """The report on an assessment, and what its writers should be told besides."""

    report: Report
    warnings: tuple[Diagnostic, ...]


# The set-up: content and name, or who finds it once it is known whose assessment this is.
Roster: TypeAlias = tuple[bytes, str] | Callable[[Assessment], Loaded[Setup]]


class ScoreChecker:
    """Scores assessments by the policies in one folder. Raises UsageError when it holds none."""

    def __init__(self, policies: Path | Counties) -> None:
        self._counties = policies if isinstance(policies, Counties) else Counties(policies)

    def score(
        self,
        data: bytes | Loaded[Assessment],
        name: str,
        *,
        setup: Roster | None = None,
        traces: Path | Tables | None = None,
        on: datetime.date | None = None,
        person: str | None = None,
        trial: Trial | None = None,
        progress: Progress | None = None,
    ) -> Scored:
        """Score the assessment in `data`, or the one read from it, by the policy of `on`, or of its `as_of`.

        `setup` is the roster, or finds it; `traces` the table of traces, or what reads it, which may have
        read it before. `person` is the id of the one whose result is explained; `trial` another policy to
        try. `progress` is told the share of a long table that is read.

        Raises DocumentError when a document or the table cannot be read or holds what cannot be so, or the
        policy cannot be scored by; then nothing is computed. Raises UsageError for a person who is not in
        it, and a trial that there cannot be.
        """
        loaded = data if isinstance(data, Loaded) else load(Assessment, data, name)
        tables = traces if isinstance(traces, Tables) else Tables(traces, progress)
        material = self._material(loaded, setup, tables, on)
        refuse_problems(material)
        asked = None if person is None else _asked(material, person)
        recomputed = recomputed_of(material, tables)
        showing = Showing(material, recomputed)
        verdict = _verdict(material, recomputed)
        report = Report(
            kind="assessment",
            dates=Dates(as_of=material.document.as_of, on=material.on),
            input=Input(path=loaded.name, sha256=loaded.sha256),
            scores=showing.scores(asked).under(verdict["outcome"]),
            what_if=None if trial is None else tried(self._counties, material, trial, tables, recomputed),
            **verdict,
            **_head(material),
        )
        town = material.town
        of_roster = () if town is None else town.loaded.warnings
        return Scored(report, (*loaded.warnings, *of_roster))

    def _material(
        self,
        loaded: Loaded[Assessment],
        setup: Roster | None,
        tables: Tables,
        on: datetime.date | None,
    ) -> Material:
        document = loaded.document
        if document.jurisdiction not in self._counties.codes:
            raise DocumentError([no_such_jurisdiction(loaded, self._counties.codes)])
        date = document.as_of if on is None else on
        county = self._counties.on(document.jurisdiction, date)
        found = [] if setup is None else [setup(document) if callable(setup) else setup]
        towns = towns_of(county, date, found, document.jurisdiction)
        town = next(iter(towns.values()), None)
        return Material(loaded, county, date, town, table_given=tables.path is not None)


def _verdict(material: Material, recomputed: Recomputed) -> dict[str, Any]:
    """From the outcome to the summary; waivers do not reach assessments."""
    county, town = material.county, material.town
    classing = class_by_list(material) if town is None else town.classing
    form = material.document.form if town is None else town.setup.township.form
    if form is None:
        raise ValueError("an assessment without a form is refused before anything is computed")
    township = Township(classing.class_, form)
    found, not_judged = _judged(material, recomputed, township)
    of_policy = (*county.policy_findings, *county.assessment_warnings)
    made = tuple(sorted((*of_policy, *found, *unscored(material, recomputed)), key=finding_order))
    return decided(county, township, made, not_judged)


def _judged(
    material: Material, recomputed: Recomputed, township: Township
) -> tuple[tuple[Finding, ...], tuple[NotJudgedCheck, ...]]:
    """What the checks of assessments say, and which of them say nothing."""
    county, town = material.county, material.town
    ledger = None if county.ledger is None else county.ledger.document
    versions = PolicyVersions(county.policy.later_from)
    facts = AssessmentFacts(facts_of(recomputed), ledger, versions, material.on)
    program = county.compiled(township, "assessment")
    classing = class_by_list(material) if town is None else town.classing
    judgement = open_bonus.with_cause(classing.with_cause(program.judge(facts)), recomputed.bonus)
    roster = None if town is None else town.loaded
    assembly = Assembly(material.loaded, county.policy, county.ledger, program.program, roster, "assessment")
    return findings_of(assembly, judgement), assembly.not_judged(judgement)


def _head(material: Material) -> dict[str, Any]:
    town = material.town
    if town is not None:
        setup = Input(path=town.loaded.name, sha256=town.loaded.sha256)
        return {**town.report_head(), "setup": setup}
    return {
        **policy_head(material.county),
        "township": report_township(material),
        "class_": report_class(material),
    }


def _asked(material: Material, person: str) -> str:
    """The id as the document has it. Raises UsageError for somebody who is not in it."""
    known = [entry.person for entry in material.document.people]
    word = unicodedata.normalize("NFKC", person).strip()
    found = next((id_ for id_ in known if unicodedata.normalize("NFKC", id_).strip() == word), None)
    if found is None:
        raise UsageError(_unknown_person(material, word, known))
    return found


def _unknown_person(material: Material, word: str, known: Sequence[str]) -> Diagnostic:
    masked = mask_cell(material.masked(word))  # a name, perhaps, of somebody who is not in the document
    return Diagnostic(
        "score.unknown-person",
        Text(f"参加考核的人员中没有编号为“{masked}”的人。", f"Nobody assessed has the id {masked}."),
        help=nearest(material, word, list(known))
        or Text("请写考核材料中的人员编号（person）。", "Give the id that stands under `person`."),
    )
