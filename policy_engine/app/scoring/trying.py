"""Trying another policy on an assessment that was scored."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from policy_engine.app.counties import Counties, County
from policy_engine.app.diff_targets import Target
from policy_engine.app.policy_judging import PolicyJudge, blocks
from policy_engine.app.scoring.material import SECTION, Material
from policy_engine.app.scoring.problems import refuse_problems
from policy_engine.app.scoring.recomputing import Tables, recomputed_of
from policy_engine.app.scoring.settings import settings_of
from policy_engine.app.scoring.showing import Showing
from policy_engine.app.scoring.variation import Chosen, Varied, varied
from policy_engine.app.scoring.what_if import what_if
from policy_engine.assessment.model import Recomputed
from policy_engine.diagnostics import Diagnostic, DocumentError, Text, UsageError
from policy_engine.findings.report import Finding
from policy_engine.findings.scores import WhatIf


@dataclass(frozen=True)
class Trial:
    """What is tried: values set, on top of another policy where one is named."""

    sets: tuple[str, ...] = ()
    target: Target | None = None


def tried(counties: Counties, material: Material, trial: Trial, tables: Tables, before: Recomputed) -> WhatIf:
    """What would differ. Raises UsageError for a trial that there cannot be, DocumentError for a policy
    that the assessment cannot be scored by."""
    settings = settings_of(trial.sets)
    base = _chosen(counties, material, trial.target)
    policy = varied(base, settings) if settings else Varied(base, ())
    name = "" if trial.target is None else trial.target.asked
    after = " + ".join([name or _own_name(material), *(setting.text for setting in settings)])
    try:
        county = _county(counties, material, policy.chosen)
        other = dataclasses.replace(material, county=county, is_trial=True)
        refuse_problems(other)
        result = recomputed_of(other, tables)
    except DocumentError as error:
        raise _not_scored(error, after, trial.target) from error
    showing = Showing(material, before)
    names = _own_name(material), after
    against = _found_anew(counties, material, county, policy.chosen)
    return what_if(names, policy.sets, showing, (before, result), against)


def _own_name(material: Material) -> str:
    return f"{material.document.jurisdiction}@{material.on}"


def _chosen(counties: Counties, material: Material, target: Target | None) -> Chosen:
    """The policy that is varied: the one that was named, else the county's own."""
    if target is None:
        return Chosen(material.county.policy, counties.chains, material.on)
    if target.jurisdiction != material.document.jurisdiction:
        raise UsageError(_of_elsewhere(material, target))
    return Chosen(target.policy(), target.chains, target.on)


def _county(counties: Counties, material: Material, chosen: Chosen) -> County:
    """The county under the policy, with its own ledger; that there is a later version is no part of it."""
    policy = dataclasses.replace(chosen.policy, later_from=None)
    return counties.under(policy, material.on, PolicyJudge(chosen.chains), chosen.on)


def _found_anew(
    counties: Counties, material: Material, county: County, chosen: Chosen
) -> tuple[Finding, ...]:
    """What is to be said of the policy that is tried, and not of the one in force.

    What only warns, and not of assessment, is no matter of this trial.
    """
    own = material.county
    known = PolicyJudge(counties.chains).findings(own.program, own.ledger, material.on)
    said = {_told_by(finding) for finding, _ in known}
    found = PolicyJudge(chosen.chains).findings(county.program, county.ledger, chosen.on)
    return tuple(
        finding
        for finding, _ in found
        if (blocks(finding) or _warns_of_assessment(finding)) and _told_by(finding) not in said
    )


def _warns_of_assessment(finding: Finding) -> bool:
    about = "" if finding.subject is None else finding.subject.path
    return (finding.status, finding.severity) == ("fail", "warn") and about.startswith(SECTION)


def _told_by(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.id, finding.message.zh


def _not_scored(error: DocumentError, name: str, target: Target | None) -> DocumentError:
    """The same problems, and under which policy they arose."""
    told = [each if target is None else target.in_words(each) for each in error.diagnostics]
    said = Diagnostic(
        "score.not-under-other",
        Text(f"按“{name}”试算时出现上述问题，没有得出结果。",
             f"The problems above arose under {name}; there is no result."),
        help=Text("请更正，或去掉 --policy、--set 只按现行政策计分。",
                  "Correct them, or leave out --policy and --set to score by the policy in force alone."),
    )  # fmt: skip
    return DocumentError([*told, said])


def _of_elsewhere(material: Material, target: Target) -> Diagnostic:
    own = material.document.jurisdiction
    return Diagnostic(
        "score.policy-of-elsewhere",
        Text(f"“{target.asked}”是辖区 {target.jurisdiction} 的政策，考核材料属于 {own}。",
             f"{target.asked} is a policy of {target.jurisdiction}; the assessment is of {own}."),
        help=Text(f"请指明同一辖区的另一版政策，如 --policy {own}@2025-01-01。",
                  f"Name another version of the same jurisdiction's policy, such as {own}@2025-01-01."),
    )  # fmt: skip
