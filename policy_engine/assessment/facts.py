"""The facts that the rules A range over: what was recomputed beside what was submitted.

`entries` of each fact holds the record of the document itself, never a copy: findings are placed by it.
Figures are put in as they are, exact; the facts are made without validation, since nobody wrote them.
"""

from __future__ import annotations

from fractions import Fraction

from policy_engine.assessment.bonus import grade_that_holds
from policy_engine.assessment.left_out import left_out_facts
from policy_engine.assessment.membership import is_exempt
from policy_engine.assessment.model import Given, PersonResult, PoolResult, Recomputed
from policy_engine.assessment.points import factor_of
from policy_engine.assessment.regular import regular_facts
from policy_engine.assessment.service import whole_months
from policy_engine.assessment.shares import is_numbered
from policy_engine.assessment.snail import snail_facts
from policy_engine.assessment.standing import leads
from policy_engine.assessment.units_alike import units_alike
from policy_engine.assessment.votes import Turnouts, turnouts_of, voters, votes_facts
from policy_engine.documents.assessed import (
    Assessed,
    BonusFact,
    FactorFact,
    PersonFact,
    PoolFact,
    RaiseFact,
    TracesFact,
    TurnoutFact,
)
from policy_engine.documents.assessment import VotersTurnout
from policy_engine.documents.assessment_people import AssessedEntry, SubmittedResult
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.assessment_rewards import GradeEffects
from policy_engine.documents.terms import AppraisalGrade, ResultUse
from policy_engine.expr.functions_of_texts import squeezed
from policy_engine.expr.numbers import exact
from policy_engine.traces.model import Aside, PersonTraces, Row

_NOTHING_SUBMITTED = SubmittedResult()
_USES: tuple[ResultUse, ...] = ("honours", "appointment", "rank", "title")


def facts_of(recomputed: Recomputed) -> Assessed:
    """Everything that the rules may read of an assessment, in document order."""
    given, people = recomputed.given, recomputed.people
    document, policy = given.document, given.policy
    publicity, turnouts = document.publicity, turnouts_of(document, policy)
    return Assessed.model_construct(
        number=document.number,
        township=document.township,
        every=document.period.every,
        from_=document.period.from_,
        until=document.period.until,
        people=[_person(result, given, turnouts) for result in people],
        leading=_leading(given),
        left_out=left_out_facts(given),
        units_alike=units_alike([result.standing for result in people], given),
        pools=[_pool(pool, given) for pool in recomputed.pools],
        raises=_raises(given),
        turnout=[_turnout(turnout, policy) for turnout in document.turnout or ()],
        posts=[
            FactorFact.model_construct(
                entries=[post], post=post.post, factor=_number(factor_of(post, policy).value),
                submitted=post.factor,
            )
            for post in document.posts or ()
        ],
        regular=regular_facts(document, policy.regular),
        snail_posts=snail_facts(given, {r.standing.entry.person: r.points.total for r in people}),
        traces=_traces(given),
        bonus=_bonus(given),
        any_excellent=any(_submitted(r.standing.entry).grade == "excellent" for r in people),
        publicised_from=None if publicity is None else publicity.from_,
        publicised_until=None if publicity is None else publicity.until,
    )  # fmt: skip


def _person(result: PersonResult, given: Given, turnouts: Turnouts) -> PersonFact:
    standing, points = result.standing, result.points
    entry = standing.entry
    submitted, claimed, adjustment = _submitted(entry), entry.traces, entry.adjustment
    assigned, done, overdone = _counted(entry, given)
    aside = _aside(entry, given)
    unknown = standing.origin is None or is_exempt(standing, given.policy) is None
    return PersonFact.model_construct(
        entries=[entry],
        person=entry.person,
        exempt=standing.exempt,
        dispatched=None if unknown else standing.origin == "dispatched",
        leader=standing.leader,
        assessed_with=entry.assessed_with,
        status=standing.status,
        pool=standing.pool,
        scores=list(points.scores),
        votes=votes_facts(entry, turnouts, given.policy),
        assigned=assigned,
        done=done,
        overdone_rows=overdone,
        after_freeze_only=None if aside is None else aside.after_freeze,
        moved_out=None if aside is None else aside.out_of_period,
        handed_over=None if aside is None else aside.handed_over,
        taken_over=None if aside is None else aside.taken_over,
        lowered=None if aside is None else aside.lowered,
        of_nothing=None if aside is None else aside.of_nothing,
        claimed_assigned=None if claimed is None else claimed.assigned,
        claimed_done=None if claimed is None else claimed.done,
        total=points.total,
        before_adjustment=points.computed,
        trace_weight=_number(points.parts["trace"].weight) if "trace" in points.parts else None,
        adjusted=None if adjustment is None else adjustment.points,
        adjusted_by=None if adjustment is None else abs(adjustment.points),
        submitted_total=submitted.total,
        months=standing.months,
        months_in_posts=_months_in_posts(entry, given),
        leave=list(entry.leave or ()),
        service=standing.service,
        service_zh=standing.service_reason.zh,
        service_en=standing.service_reason.en,
        grade=result.grade,
        submitted_grade=submitted.grade,
        barred=barred_by_grade(grade_that_holds(entry, result.grade), given.policy),
        used=submitted.uses,
        bonus=result.bonus,
        submitted_bonus=submitted.bonus,
    )


def _months_in_posts(entry: AssessedEntry, given: Given) -> int | None:
    """Whole months from the first post on the roster to the end of the period; None where it has no post."""
    first, period = given.first_assigned.get(entry.person), given.document.period
    return None if first is None else whole_months(max(first, period.from_), period.until)


def _leading(given: Given) -> int | None:
    """How many lead: on the roster, or else by the assessment's own list."""
    if given.setup is not None:
        return sum(leads(person.id, given) is True for person in given.setup.persons or ())
    return None if given.document.leaders is None else len(set(given.document.leaders))


def barred_by_grade(grade: AppraisalGrade | None, policy: AssessmentPolicy) -> list[ResultUse] | None:
    """What somebody of this grade may not have; None where the grade is open or the policy does not say."""
    effects = next((each for each in policy.effects or () if each.id == grade), None)
    return None if effects is None else _barred(effects)


def _barred(effects: GradeEffects) -> list[ResultUse]:
    barred: list[ResultUse] = [use for use in _USES if getattr(effects, use) == "barred"]
    return [*barred, "bonus"] if effects.bonus == 0 else barred


def _submitted(entry: AssessedEntry) -> SubmittedResult:
    return _NOTHING_SUBMITTED if entry.submitted is None else entry.submitted


def _counted(entry: AssessedEntry, given: Given) -> tuple[Fraction | None, Fraction | None, list[str]]:
    """Items assigned and done that count, and the rows with more done than assigned."""
    if given.traces is None:
        claim = entry.traces
        return (None, None, []) if claim is None else (Fraction(claim.assigned), Fraction(claim.done), [])
    traces: PersonTraces | None = given.traces.people.get(entry.person)
    if traces is None:
        return Fraction(0), Fraction(0), []
    return traces.assigned, traces.done, [_row(row) for row in traces.overdone]


def _aside(entry: AssessedEntry, given: Given) -> Aside | None:
    """None without a table. Somebody of whom it has no row had nothing."""
    if given.traces is None:
        return None
    traces = given.traces.people.get(entry.person)
    return Aside() if traces is None else traces.aside


def _row(row: Row) -> str:
    return str(row.line) if row.sheet is None else f"{row.sheet}!{row.line}"


def _pool(pool: PoolResult, given: Given) -> PoolFact:
    return PoolFact.model_construct(
        id=pool.id,
        name=pool.name,
        eligible=pool.eligible,
        share=_number(pool.share),
        quota=pool.quota,
        excellent=pool.submitted,
        raise_granted=pool.raise_granted,
        unit_failed=given.document.unit_failed,
    )


def _raises(given: Given) -> list[RaiseFact]:
    claim, raised = given.document.raised, given.policy.excellent_raised
    if claim is None:
        return []
    listed = () if raised is None else map(squeezed, raised.grounds)
    return [
        RaiseFact.model_construct(
            entries=[claim],
            ground=claim.ground,
            ground_listed=squeezed(claim.ground) in listed,
            approved=is_numbered(claim.approval),
        )
    ]


def _turnout(turnout: VotersTurnout, policy: AssessmentPolicy) -> TurnoutFact:
    group = voters(turnout.group, policy)
    return TurnoutFact.model_construct(entries=[turnout], group=group, due=turnout.due, cast=turnout.cast)


def _traces(given: Given) -> TracesFact | None:
    """None where nothing is assessed by traces: no table, no freeze, no weight in the mix."""
    table, frozen, mix = given.traces, given.document.traces, given.policy.mix
    if table is None and frozen is None and not (mix is not None and mix.trace is not None and mix.trace > 0):
        return None
    digest = None if frozen is None else frozen.sha256
    return TracesFact.model_construct(
        given=table is not None,
        frozen_on=None if frozen is None else frozen.on,
        digest_stated=digest is not None,
        same_file=None if table is None or digest is None else table.sha256 == digest,
        counted=0 if table is None else table.counted,
        claimed=None if frozen is None else frozen.counted,
        duplicates=0 if table is None else table.duplicates,
        outside_period=0 if table is None else table.outside_period,
        after_freeze=0 if table is None else table.after_freeze,
        ceiling=_number(given.trace_ceiling),
    )


def _bonus(given: Given) -> BonusFact | None:
    """None where the policy pays no bonus for this period."""
    rules = given.policy.bonus
    if rules is None or (rules.periods is not None and given.document.period.every not in rules.periods):
        return None
    stated = [_submitted(entry).bonus for entry in given.document.people]
    amounts = [Fraction(amount) for amount in stated if amount is not None]
    paid = [amount for amount in amounts if amount > 0]
    return BonusFact.model_construct(
        pot=given.pot,
        submitted=sum(amounts, start=Fraction(0)) if amounts else None,
        spread=_number(max(paid) / min(paid)) if paid else None,
    )


def _number(value: Fraction | None) -> int | Fraction | None:
    """As expressions have numbers: a Fraction is never whole."""
    return None if value is None else exact(value)
