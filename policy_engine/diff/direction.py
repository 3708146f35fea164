"""Judgement: which way a change goes. The facts are in `rows`; nothing here looks for them.

More is allowed, or less is asked: looser. What nobody declares is not judged, so to declare it is tighter,
unless its field says otherwise or a required check could then not be judged.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from policy_engine.diagnostics import Text
from policy_engine.diff import reasons
from policy_engine.diff.content import effective
from policy_engine.diff.model import Direction
from policy_engine.diff.nodes import Content, Expression, Node, Value
from policy_engine.diff.required import default_severities, required_readers
from policy_engine.diff.rows import CLASS_NAME, NO_SUCH_CLASS, Row
from policy_engine.diff.rule_direction import judge_expressions
from policy_engine.documents.fields import UNCLEAR, UNSAID, FieldWay
from policy_engine.documents.policy import Policy

_STRICTEST_FIRST = ("block", "warn", "info")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A direction, and why."""

    direction: Direction
    reason: Text


DIFFERENT = Judgement("different", reasons.NEITHER)


def judge(row: Row, a: int, b: int, policies: Sequence[Policy]) -> Judgement:
    """The change from side a to side b in a row in which they differ."""
    silent = None in (row.nodes[a], row.nodes[b])
    if row.note is not None and silent == (row.note is NO_SUCH_CLASS):
        return Judgement("different", row.note)
    if row.kind == "order":
        return Judgement("different", reasons.REORDERED)
    if row.kind == "renamed":
        is_class = row.keys() == ("classification", "classes")
        return Judgement("neutral", reasons.RENAMED_CLASS if is_class else reasons.RENAMED)
    if row.keys() == CLASS_NAME:
        return Judgement("different", reasons.CLASS_NAME)
    if row.meaning.way.looser == "neutral":
        return Judgement("neutral", reasons.WORDING)
    if row.keys()[:2] == ("classification", "townships"):
        return Judgement("different", reasons.TOWNSHIP)
    was, is_ = row.nodes[a], row.nodes[b]
    if isinstance(was, Expression) or isinstance(is_, Expression):
        direction, reason = judge_expressions(was, is_)
        return Judgement(direction, reason)
    if was is None or is_ is None:
        return _appeared(row, was, is_, policies[a if was is None else b])
    if isinstance(was, Value) and isinstance(is_, Value):
        return _moved(was.value, is_.value, row.meaning.way)
    return DIFFERENT


def _appeared(row: Row, was: Node | None, is_: Node | None, silent: Policy) -> Judgement:
    """One side, `silent`, says nothing."""
    way, added = row.meaning.way, was is None
    if row.keys()[0] == "checks" and row.keys()[-1] == "severity":
        return _set_severity(row.keys()[1], was, is_, silent)
    if row.kind == "record":
        if way.looser not in ("up", "down"):
            return DIFFERENT
        return _as_looser((way.looser == "up") == added, reasons.entry(way.looser))
    missing = required_readers(silent, row.keys()) if way.is_parameter else ()
    # A rule that looks at a truth does so unguarded: where nothing is said, it is not judged.
    if missing and (way.absent in (UNSAID, UNCLEAR) or way.absent is False):
        return Judgement("different", reasons.required(missing))
    if way.absent == UNCLEAR:
        return Judgement("different", reasons.HANGS_ON_OTHERS)
    if way.absent != UNSAID:
        return _moved(effective(was, way.absent), effective(is_, way.absent), way)
    return _unlimited(row, was, is_)


def _unlimited(row: Row, was: Node | None, is_: Node | None) -> Judgement:
    """One side says nothing of what is then no matter."""
    way, added = row.meaning.way, was is None
    if way.looser == "down" and _is_zero(was if is_ is None else is_):
        return Judgement("neutral", reasons.NOTHING_ASKED)
    if row.keys()[0] == "decision":  # an outcome that is not there is no outcome, not the mildest one
        return DIFFERENT
    if row.hops[-1].kind == "entry" and way.looser == "up":
        return Judgement("different", reasons.NO_ENTRY)
    if way.looser in ("up", "down") or way.order:
        return _as_looser(not added, reasons.NO_LIMIT)
    return DIFFERENT


def _is_zero(node: Node | None) -> bool:
    return isinstance(node, Value) and isinstance(node.value, int) and node.value == 0


def _moved(was: Content, is_: Content, way: FieldWay) -> Judgement:
    if was == is_:
        return Judgement("neutral", reasons.SAME_ANYWAY)
    if way.order:
        if was not in way.order or is_ not in way.order:
            return DIFFERENT
        return _as_looser(way.order.index(is_) > way.order.index(was), reasons.order(way.order))
    if way.looser not in ("up", "down"):
        return DIFFERENT
    more = _is_more(was, is_)
    if more is None:
        return Judgement("different", reasons.MIXED)
    return _as_looser(more == (way.looser == "up"), reasons.amount(way.looser, is_))


def _is_more(was: Content, is_: Content) -> bool | None:
    """Whether there is more of it than there was; None where it is neither more nor less."""
    match was, is_:
        case frozenset(), frozenset():
            return True if was < is_ else False if is_ < was else None
        case ("truth", bool() as one), ("truth", bool() as other):
            return other > one
        case datetime.date(), datetime.date():
            return bool(is_ > was)
        case int() | Fraction(), int() | Fraction():
            return bool(is_ > was)
        case _:
            return None


def _as_looser(looser: bool, reason: Text) -> Judgement:
    return Judgement("looser" if looser else "tighter", reason)


def _set_severity(check: str, was: Node | None, is_: Node | None, silent: Policy) -> Judgement:
    """A severity that is set, against the one that the check has by itself."""
    by_itself = default_severities(check, silent)
    set_to = was if is_ is None else is_
    if not by_itself or not isinstance(set_to, Value):
        return DIFFERENT
    given = _STRICTEST_FIRST.index(set_to.value)
    ranks = [_STRICTEST_FIRST.index(each) for each in by_itself]
    if all(given == rank for rank in ranks):
        return Judgement("neutral", reasons.SAME_ANYWAY)
    reason = reasons.severity(by_itself)
    if all(given <= rank for rank in ranks):
        return _as_looser(is_ is None, reason)
    return _as_looser(is_ is not None, reason) if all(given >= rank for rank in ranks) else DIFFERENT
