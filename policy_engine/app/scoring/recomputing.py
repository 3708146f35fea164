"""From the material to everything recomputed: the roster's relations, the pot, the table of traces."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from policy_engine.app.scoring.material import Material
from policy_engine.app.scoring.measure_problems import FULL_PROGRESS
from policy_engine.assessment.model import Given, Recomputed
from policy_engine.assessment.recompute import recompute
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.assessment_policy import TraceColumns
from policy_engine.documents.ledger import BonusPot
from policy_engine.documents.links import link
from policy_engine.documents.terms import TraceMetric
from policy_engine.policyset.limits import least_limit
from policy_engine.traces.model import Progress, TraceTotals, Window

_TRACE_WEIGHT = "assessment.mix.trace"
# By what a table is read: the same again gives the same totals.
_ReadBy = tuple[TraceColumns, Decimal, frozenset[TraceMetric], Window, tuple[str, ...]]


@dataclass
class Tables:
    """The table of traces, read once for each way in which policies and assessments have it read; None: there
    is none."""

    path: Path | None
    progress: Progress | None = None

    def __post_init__(self) -> None:
        self._known: dict[_ReadBy, TraceTotals] = {}

    def totals(self, material: Material) -> TraceTotals | None:
        """What the table comes to under the policy; None where that does not weigh it.

        Raises DocumentError when it cannot be read.
        """
        if self.path is None or not material.weighs_traces:
            return None
        how = _read_by(material)
        if how not in self._known:
            self._known[how] = self._read(self.path, how)
        return self._known[how]

    def _read(self, path: Path, how: _ReadBy) -> TraceTotals:
        from policy_engine.traces.read import read_traces  # DuckDB, which few commands need

        columns, full, metrics, window, people = how
        return read_traces(
            path, path.as_posix(), columns, full, sorted(metrics), window, people, self.progress
        )


def _read_by(material: Material) -> _ReadBy:
    traces, document = material.policy.traces, material.document
    if traces is None or traces.columns is None:
        raise ValueError("a policy without columns is refused before any table is read")
    full = FULL_PROGRESS if traces.full_progress is None else traces.full_progress
    frozen = None if document.traces is None else document.traces.on
    window = Window(document.period.from_, document.period.until, frozen)
    people = tuple(entry.person for entry in document.people)
    return traces.columns, full, frozenset(metric.id for metric in traces.metrics or ()), window, people


def recomputed_of(material: Material, tables: Tables) -> Recomputed:
    """Everything recomputed. Raises DocumentError for a table of traces, or a ledger, that cannot be used."""
    town, document = material.town, material.document
    setup = None if town is None else town.setup
    return recompute(
        Given(
            document=document,
            policy=material.policy,
            setup=setup,
            links=None if setup is None else link(setup, document.period.until),
            traces=tables.totals(material),
            pot=_pot(material),
            on=material.on,
            trace_ceiling=least_limit(material.county.policy, _TRACE_WEIGHT, material.on),
        )
    )


def _pot(material: Material) -> Decimal | None:
    """The bonus that the ledger states for the very period. Raises DocumentError where it states two."""
    ledger, document = material.county.ledger, material.document
    township = None if ledger is None else ledger.document.townships.get(document.township)
    if ledger is None or township is None:
        return None
    period = (document.period.from_, document.period.until)
    found = [place for place, pot in enumerate(township.bonus_pots or ()) if (pot.from_, pot.until) == period]
    pots: list[BonusPot] = township.bonus_pots or []
    if len(found) > 1:
        first, second = (
            ledger.tree.span_of(("townships", document.township, "bonus_pots", place)) for place in found[:2]
        )
        raise DocumentError([Diagnostic(
            "score.two-pots",
            Text(f"编制核定表为同一考核期写了 {len(found)} 个奖金总额，无法判断以哪个为准。",
                 f"The ledger states {len(found)} pots for one period; which of them holds is not clear."),
            second,
            help=Text("请删去其中一个。", "Leave one of them."),
            related=((Text("另一个在这里", "the other one"), first),),
        )])  # fmt: skip
    return pots[found[0]].amount if found else None
