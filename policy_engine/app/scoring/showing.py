"""What an assessment comes to, as reports show it: names and identity numbers masked, figures as numbers."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.app.scoring.figures import Figures, figure_shown
from policy_engine.app.scoring.material import Material
from policy_engine.app.scoring.weights import PARTS
from policy_engine.assessment.bonus_figure import bonus_figure
from policy_engine.assessment.model import BonusResult, PersonResult, PoolResult, Recomputed, Tie
from policy_engine.diagnostics import Text
from policy_engine.findings.clauses import Clauses
from policy_engine.findings.identity_numbers import mask_numbers
from policy_engine.findings.quoting import mask_word
from policy_engine.findings.report_model import Bilingual, Clause
from policy_engine.findings.scores import (
    BonusScore,
    PartScore,
    PersonScore,
    PoolScore,
    Scores,
    TieAtQuota,
    TracesRead,
)
from policy_engine.findings.wording import shown
from policy_engine.traces.model import TraceTotals


class Showing:
    """Shows results; with the arithmetic of one person, where it is asked for."""

    def __init__(self, material: Material, recomputed: Recomputed) -> None:
        county, document = material.county, material.document
        clauses = Clauses(county.policy, county.ledger, document.township)
        self._material = material
        self._recomputed = recomputed
        self._masking = material.masking
        self._pot = _pot_clause(material)
        self._figures = Figures(county.policy, clauses, material.masking, self._pot)
        town = material.town
        self._names = {} if town is None else {p.id: p.name for p in town.setup.persons or ()}
        self._pools = {pool.id: pool.name for pool in recomputed.pools}

    def scores(self, asked: str | None) -> Scores:
        """Everything; `asked` is the person, as the document has the id, whose figure is wanted."""
        document, recomputed = self._material.document, self._recomputed
        people = enumerate(recomputed.people)
        return Scores(
            number=self._masking.text(document.number),
            every=document.period.every,
            from_=document.period.from_,
            until=document.period.until,
            people=tuple(self._person(place, result, asked) for place, result in people),
            pools=tuple(map(self._pool, recomputed.pools)),
            bonus=None if recomputed.bonus is None else self._bonus(recomputed.bonus),
            traces=None if recomputed.given.traces is None else _traces(recomputed.given.traces),
        )

    def person(self, id_: str) -> str:
        """An id, masked."""
        return self._masking.text(id_)

    def name(self, id_: str, stated: str | None) -> str | None:
        """The name as the assessment states it, else as the roster does; masked."""
        name = self._names.get(id_) if stated is None else stated
        return None if name is None else self._masking.text(name)

    def said(self, text: Text) -> Bilingual:
        """A sentence, masked."""
        return self._figures.said(text)

    def _person(self, place: int, result: PersonResult, asked: str | None) -> PersonScore:
        standing, points = result.standing, result.points
        entry, submitted = standing.entry, standing.entry.submitted
        bonus = bonus_figure(self._recomputed, place) if entry.person == asked else None
        return PersonScore(
            person=self.person(entry.person),
            name=self.name(entry.person, entry.name),
            line=self._material.value("people", place).line,
            pool=standing.pool,
            pool_name=self._pools.get(standing.pool or ""),
            exempt=standing.exempt,
            leader=standing.leader,
            parts=tuple(self._parts(result)),
            factor=figure_shown(points.factor),
            before_adjustment=figure_shown(points.computed),
            adjusted=None if entry.adjustment is None else figure_shown(entry.adjustment.points),
            total=figure_shown(points.total),
            service=standing.service,
            service_reason=self._said(standing.service_reason),
            grade=result.grade,
            grade_reason=self._said(result.grade_reason),
            bonus=figure_shown(result.bonus),
            submitted_total=None if submitted is None else figure_shown(submitted.total),
            submitted_grade=None if submitted is None else submitted.grade,
            submitted_bonus=None if submitted is None else figure_shown(submitted.bonus),
            missing=tuple(map(self._figures.said, points.missing)),
            figure=self._figures.figure(points.figure) if entry.person == asked else None,
            bonus_figure=None if bonus is None else self._figures.figure(bonus),
        )

    @staticmethod
    def _parts(result: PersonResult) -> Iterator[PartScore]:
        for part in PARTS:
            term = result.points.parts.get(part)
            if term is not None:
                yield PartScore(part=part, value=figure_shown(term.value), weight=figure_shown(term.weight))

    def _pool(self, pool: PoolResult) -> PoolScore:
        return PoolScore(
            id=pool.id,
            name=pool.name,
            people=pool.people,
            eligible=pool.eligible,
            share=shown(pool.share),
            share_reason=self._said(pool.share_reason),
            clause=self._figures.clause(pool.path),
            quota=pool.quota,
            proposed=pool.proposed,
            submitted=pool.submitted,
            tie=None if pool.tie is None else self._tie(pool.tie),
        )

    def _tie(self, tie: Tie) -> TieAtQuota:
        people = tuple(self.person(each) for each in tie.people)
        return TieAtQuota(total=figure_shown(tie.total), people=people, places=tie.places)

    def _bonus(self, bonus: BonusResult) -> BonusScore:
        return BonusScore(
            pot=figure_shown(bonus.pot),
            unit=figure_shown(bonus.unit),
            shared=figure_shown(bonus.shared),
            left=figure_shown(bonus.left),
            reason=self._said(bonus.reason),
            clause=self._pot,
            is_open=bonus.is_open,
        )

    def _said(self, text: Text | None) -> Bilingual | None:
        return None if text is None else self._figures.said(text)


def _pot_clause(material: Material) -> Clause | None:
    """The line of the county's ledger that states the pot of the period; None where none does."""
    ledger, document = material.county.ledger, material.document
    township = None if ledger is None else ledger.document.townships.get(document.township)
    if ledger is None or township is None:
        return None
    pots, period = township.bonus_pots or [], (document.period.from_, document.period.until)
    place = next((n for n, pot in enumerate(pots) if (pot.from_, pot.until) == period), None)
    if place is None:
        return None
    path = ("townships", document.township, "bonus_pots", place, "amount")
    span = ledger.tree.key_span(path) or ledger.tree.span_of(path)
    named = f"townships.{document.township}.bonus_pots[{place}].amount"
    return Clause(file=span.file, line=span.line, path=named, layer="county",
                  value=figure_shown(pots[place].amount))  # fmt: skip


def _traces(traces: TraceTotals) -> TracesRead:
    return TracesRead(
        file=mask_numbers(traces.file),
        sha256=traces.sha256,
        read=traces.read,
        counted=traces.counted,
        duplicates=traces.duplicates,
        outside_period=traces.outside_period,
        after_freeze=traces.after_freeze,
        of_others=traces.of_others,
        sheets_not_read=tuple(map(mask_word, traces.sheets_not_read)),
    )
