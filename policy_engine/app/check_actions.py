"""Personnel actions against the policy in force and the rosters as they stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app.batch import Step
from policy_engine.app.check import no_such_jurisdiction
from policy_engine.app.counties import Counties
from policy_engine.app.deciding import decided
from policy_engine.app.settlement import Settlement
from policy_engine.app.towns import Town, towns_of
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.actions import Actions
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import OUTCOMES
from policy_engine.engines.pools import Level
from policy_engine.findings.assemble import finding_order
from policy_engine.findings.report import ActionResult, Dates, Input, Pool, Report, Reports
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.wording import shown
from policy_engine.program.rules import Pool as PoolDeclared


@dataclass(frozen=True)
class ActionsExamined:
    """One report for each township that has actions, and the set-ups with what is done.

    `setups` holds every township's, by its code; a township without actions, or
    with none that is done, keeps its own.
    """

    reports: Reports
    setups: Mapping[str, Setup]
    warnings: tuple[Diagnostic, ...]


class ActionChecker:
    """Checks batches of actions against the policies in one folder.

    Raises UsageError when the folder holds no policies.
    """

    def __init__(self, policies: Path | Counties) -> None:
        self._counties = policies if isinstance(policies, Counties) else Counties(policies)

    def check(
        self,
        actions: bytes,
        name: str,
        setups: Sequence[tuple[bytes, str]],
        on: datetime.date | None = None,
        all_or_nothing: bool = False,
    ) -> ActionsExamined:
        """Judge the batch in `actions` on the rosters in `setups` (content and name of each file).

        By the policy in force on `on`, or else on the batch's own `as_of`. Raises
        DocumentError when a document, or the policy chain or ledger, cannot be read.
        """
        loaded = load(Actions, actions, name)
        document = loaded.document
        date = document.as_of if on is None else on
        if document.jurisdiction not in self._counties.codes:
            raise DocumentError([no_such_jurisdiction(loaded, self._counties.codes)])
        county = self._counties.on(document.jurisdiction, date)
        towns = towns_of(county, date, setups, document.jurisdiction)
        strays = list(_strays(loaded, towns))
        if strays:
            raise DocumentError(strays)
        settlement = Settlement(loaded, towns, all_or_nothing)
        concerned = [town for town in towns.values() if settlement.concerns(town)]
        reports = tuple(_report(loaded, settlement, town) for town in concerned)
        summary = {each: sum(report.outcome == each for report in reports) for each in OUTCOMES}
        warnings = (*loaded.warnings, *(w for town in towns.values() for w in town.loaded.warnings))
        return ActionsExamined(Reports(reports=reports, summary=summary), settlement.setups(), warnings)


def _strays(loaded: Loaded[Actions], towns: Mapping[str, Town]) -> Iterator[Diagnostic]:
    """Actions of which it is not clear on whose roster they are to be judged."""
    for place, action in enumerate(loaded.document.actions):
        path = ("actions", place)
        if action.township is None and len(towns) > 1:
            yield Diagnostic(
                "actions.no-township",
                Text(f"事项 {action.id} 没有写明乡镇（街道），而给出的方案有 {len(towns)} 份。",
                     f"Action {action.id} names no township, and {len(towns)} set-ups are given."),
                loaded.tree.span_of((*path, "id")),
                help=Text("写上“乡镇(街道)”（9 位区划代码，加引号）。", "Add `township`, its 9-digit code."),
            )  # fmt: skip
        elif action.township is not None and action.township not in towns:
            yield Diagnostic(
                "actions.other-township",
                Text(f"事项 {action.id} 属于乡镇（街道）{action.township}，没有给出它的方案。",
                     f"Action {action.id} is of {action.township}, of which no set-up is given."),
                loaded.tree.span_of((*path, "township")),
                help=Text(f"用 --setup 给出它的方案，或者更正代码；已给出：{'、'.join(towns)}。",
                          f"Give its set-up with --setup, or correct the code; given: {', '.join(towns)}."),
            )  # fmt: skip


def _report(loaded: Loaded[Actions], settlement: Settlement, town: Town) -> Report:
    """The report on one township's actions."""
    told = settlement.told(town)
    told.sort(key=lambda each: (*finding_order(each.finding), -1 if each.action is None else each.action))
    made = tuple(each.finding for each in told)
    document = loaded.document
    return Report(
        kind="actions",
        dates=Dates(as_of=document.as_of, on=town.on),
        input=Input(path=loaded.name, sha256=loaded.sha256),
        setup=Input(path=town.loaded.name, sha256=town.loaded.sha256),
        actions=tuple(
            _result(step, settlement.is_done(step), [n for n, of in enumerate(told) if of.action == place])
            for place, step in enumerate(settlement.steps(town))
        ),
        **decided(town.county, town.township, made, tuple(settlement.not_judged(town))),
        **town.report_head(),
    )


def _result(step: Step, done: bool, findings: Iterable[int]) -> ActionResult:
    pools = tuple(_pools(step))
    return ActionResult(
        id=step.action.id,
        action=step.action.action,
        from_=step.action.from_,
        done=done,
        findings=tuple(findings),
        pools=pools,
        used_up=tuple(pool.id for pool in pools if done and _used_up(step, pool.id)),
    )


def _pools(step: Step) -> Iterable[Pool]:
    for declared in step.town.pools.pools:
        if declared.id in step.after:
            yield _pool(declared, step.before.get(declared.id), step.after[declared.id])


def _pool(declared: PoolDeclared, before: Level | None, after: Level) -> Pool:
    return Pool(
        id=declared.id,
        title=Bilingual.of(declared.title),
        scope=declared.scope,
        before=None if before is None else shown(before.used),
        used=shown(after.used),
        limit=None if after.limit is None else shown(after.limit),
        left=None if after.limit is None else shown(after.limit - after.used),
    )


def _used_up(step: Step, id_: str) -> bool:
    """Whether the action took the last of a pool, or more than was left."""
    before, after = step.before.get(id_), step.after[id_]
    if before is None or after.limit is None or after.used <= before.used:
        return False
    return after.used >= after.limit
