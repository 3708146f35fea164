"""What is plainly wrong with an event, told before it is sealed: afterwards it could not be put right.

Only what the log and the policy's steps tell by themselves; whether the evidence
suffices is for the checks, which know the roster.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from policy_engine.app import round_faults as faults
from policy_engine.app.round import Standing
from policy_engine.app.round_event import Evidence
from policy_engine.calendars import UnknownYearError, is_working_day
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.procedures import Step
from policy_engine.documents.round import ABANDON, EFFECT, OBJECTION, Event, Minutes, Round
from policy_engine.expr.functions_of_texts import is_blank
from policy_engine.procedures.evidence import EVIDENCE, due, out_of_place
from policy_engine.procedures.timing import NOT_COUNTED, earliest_next

_DAY = datetime.timedelta(days=1)


def faults_of(standing: Standing, given: Evidence) -> list[Diagnostic]:
    """Why the event, which may come now, must not be sealed; [] when nothing speaks against it."""
    return list(_Fitness(standing, given).faults())


def cautions_of(standing: Standing, given: Evidence) -> list[Diagnostic]:
    """What may be right, and has to be followed up in the log."""
    raised = given.event.objection
    if raised is None or raised.closed is not None or not _is(standing, given.event, OBJECTION):
        return []
    return [faults.unsettled(given, raised.about)]


def _is(standing: Standing, event: Event, id_: str) -> bool:
    return standing.definition.id_of(event.step) == id_


@dataclass(frozen=True)
class _Fitness:
    standing: Standing
    given: Evidence

    def faults(self) -> Iterator[Diagnostic]:
        if self._id != ABANDON:  # A round that was begun wrongly can always be given up.
            yield from self._head()
        yield from self._days()
        yield from self._evidence()

    @property
    def _round(self) -> Round:
        return self.standing.loaded.document

    @property
    def _event(self) -> Event:
        return self.given.event

    @property
    def _id(self) -> str:
        return self.standing.definition.id_of(self._event.step) or self._event.step

    @property
    def _step(self) -> Step | None:
        return self.standing.definition.step(self._id)

    def _head(self) -> Iterator[Diagnostic]:
        round_, event = self._round, self._event
        if not round_.township.startswith(round_.jurisdiction):
            yield faults.of_elsewhere(self.standing)
        earlier = any(each.date < round_.as_of for each in round_.events)
        if event.date < round_.as_of and not earlier:
            yield faults.before_its_day(self.standing, event.date)

    def _days(self) -> Iterator[Diagnostic]:
        event = self._event
        if event.until is not None and event.until < event.date:
            yield faults.ends_before_it_begins(event.date, event.until)
            return
        unknown = self._unknown_year()
        if unknown is not None:
            yield faults.unknown_year(self.standing, self._name, event.date, unknown)
        elif self._step is not None and event.until is not None:
            earliest = earliest_next(self._step, event.date).day
            if earliest is not None and event.until < earliest - _DAY:
                yield faults.too_short(self._step, event.until, earliest - _DAY)

    @property
    def _name(self) -> str:
        return self.standing.definition.name_of(self._id)

    def _unknown_year(self) -> Text | None:
        """Why the calendar cannot tell a day of the event; None where it can, or need not."""
        steps = self.standing.definition.steps
        counted = any(step.days == "working" and (step.min_days or 0) > 0 for step in steps)
        if not counted or (self._step is None and self._id != EFFECT):
            return None
        try:
            for day in (self._event.date, self._event.until):
                if day is not None:
                    is_working_day(day)
        except UnknownYearError as error:
            return error.text
        unknown = None if self._step is None else earliest_next(self._step, self._event.date).unknown
        return None if unknown == NOT_COUNTED else unknown

    def _evidence(self) -> Iterator[Diagnostic]:
        stated = tuple(field for field in EVIDENCE if getattr(self._event, field) is not None)
        for field in out_of_place(self._id, self._step, stated):
            yield faults.of_another_step(self.given, field, self._id, self._name, self.standing.definition)
        missing = [field for field in due(self._id, self._step) if field not in stated]
        if missing:
            yield faults.lacking(self.given, missing, self._name)
        notice = self._event.notice
        if notice is not None and not notice.posts:
            yield faults.incomplete(self.given, "notice", "岗位", "posts")
        if notice is not None and is_blank(notice.number):
            yield faults.incomplete(self.given, "notice", "文号", "number")
        if self._event.objection is not None and is_blank(self._event.objection.about):
            yield faults.incomplete(self.given, "objection", "内容", "about")
        if self._event.minutes is not None:
            yield from self._minutes(self._event.minutes)

    def _minutes(self, minutes: Minutes) -> Iterator[Diagnostic]:
        if is_blank(minutes.number):
            yield faults.incomplete(self.given, "minutes", "文号", "number")
        if minutes.attended > minutes.due:
            yield faults.too_many(self.given, Text("实到人数", "attended"), minutes.attended,
                                  Text("应到人数", "due"), minutes.due)  # fmt: skip
        if minutes.consent > minutes.attended:
            yield faults.too_many(self.given, Text("赞成票数", "consent"), minutes.consent,
                                  Text("实到人数", "attended"), minutes.attended)  # fmt: skip
        if minutes.members is None:
            yield faults.incomplete(self.given, "minutes", "到会人员", "members")
        elif len(set(minutes.members)) != minutes.attended:
            yield faults.miscounted(self.given, len(set(minutes.members)), minutes.attended)
