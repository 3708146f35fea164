"""A county's waivers under its policy: which rules each entry names, and whether it fits them."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

from policy_engine.app import waiver_problems as problems
from policy_engine.app.waiver_bounds import farthest, is_bounded
from policy_engine.app.waiver_kinds import is_measured, kind_of
from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Span
from policy_engine.documents.envelope import BoundCode
from policy_engine.documents.load import Loaded
from policy_engine.documents.waiver import Waiver, WaiverEntry
from policy_engine.expr.ast import Binary
from policy_engine.expr.numbers import Number, exact
from policy_engine.findings.waiving import BoundKind, Grant, by_township
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.bound_rules import rule_names
from policy_engine.program.county import CountyProgram
from policy_engine.program.pools import rule_id_of
from policy_engine.program.rules import Rule
from policy_engine.program.standard import SUBMITTED, standard_names
from policy_engine.source.tree import Path, ScalarNode, SequenceNode

# What is wrong, and the first and last day for which the entry was meant.
_Misfit = tuple[Diagnostic, datetime.date, datetime.date]
# The names of the waivable rules that the versions of a county's policies have, whichever the day.
Names = Callable[[], Collection[str]]


@dataclass(frozen=True)
class CountyWaivers:
    """The entries of a county's waivers that can be honoured, by township, and what is wrong with others.

    A problem comes with the days for which its entry was meant. `void` are the entries of rules that
    only another version of the policy has: there is nothing for them to waive.
    """

    grants: Mapping[str, tuple[Grant, ...]]
    misfits: tuple[_Misfit, ...]
    void: tuple[_Misfit, ...] = ()

    def require_usable(self, on: datetime.date) -> None:
        """Raises DocumentError where an entry for the day cannot be followed: nobody knows what it grants."""
        found = [diagnostic for diagnostic, first, last in self.misfits if first <= on <= last]
        if found:
            raise DocumentError(found)


NO_WAIVERS = CountyWaivers({}, ())


def waivers_under(
    waivers: Sequence[Loaded[Waiver]], program: CountyProgram, known: Names = frozenset
) -> CountyWaivers:
    """What the waivers come to under a policy; `known` are the names that its other versions have."""
    if not waivers:
        return NO_WAIVERS
    resolving = _Resolving(program, known)
    grants: list[Grant] = []
    misfits: list[_Misfit] = []
    void: list[_Misfit] = []
    for loaded in waivers:
        for position, entry in enumerate(loaded.document.entries):
            made = resolving.entry(loaded, position)
            if isinstance(made, Grant):
                grants.append(made)
                continue
            told = [(each, entry.from_, entry.until) for each in made]
            if any(each.severity is Severity.WARNING for each in made):
                void += told
                grants.append(resolving.void(loaded, position))
            else:
                misfits += told
    return CountyWaivers(by_township(grants), tuple(misfits), tuple(void))


class _Resolving:
    def __init__(self, program: CountyProgram, known: Names) -> None:
        self._program = program
        self._known = known
        self._rules = {rule.id: rule for judges in SUBMITTED for rule in program.of(judges).rules}
        self._by_code: dict[str, list[Rule]] = {}
        for rule in self._rules.values():
            self._by_code.setdefault(rule.code, []).append(rule)
        self._of_policies = frozenset(get_args(BoundCode)).union(
            standard_names("policy"), standard_names("waiver"), *map(rule_names, program.bounds)
        )
        self._not_for = frozenset(_barred(program))
        self._approvers = tuple(_lists(program.policy, "approvers"))

    def entry(self, loaded: Loaded[Waiver], position: int) -> Grant | list[Diagnostic]:
        """The grant of one entry, or why it makes none."""
        entry = loaded.document.entries[position]
        found = self._rule(loaded, entry, ("entries", position))
        kind = None if isinstance(found, Diagnostic) else kind_of(found)
        if isinstance(found, Diagnostic) or kind is None:
            span = loaded.tree.span_of(("entries", position, "code"))
            if self._is_of_another_day(entry.code):
                return [problems.not_on_the_day(entry.code, span)]
            return [found if isinstance(found, Diagnostic) else _not_of_kind(entry.code, found, span)]
        misfits = list(_misfits(loaded, position, found, kind))
        return misfits or self._grant(loaded, position, found, kind)

    def _is_of_another_day(self, name: str) -> bool:
        """Whether another version has a waivable rule where this one has none: no slip in the waiver."""
        rule = self._rules.get(name)
        lacking = name not in self._by_code if rule is None else rule.waivable == "never"
        return lacking and name in self._known()

    def void(self, loaded: Loaded[Waiver], position: int) -> Grant:
        """An entry that waives nothing under this policy, to be told of."""
        entry, span = loaded.document.entries[position], loaded.tree.span_of(("entries", position))
        return Grant(
            number=loaded.document.number, by=loaded.document.by, code=entry.code,
            rules=frozenset(), codes=frozenset(), township=entry.township, subject=entry.subject or "",
            from_=entry.from_, until=entry.until, approved=loaded.document.date,
            status=loaded.document.status, uses=1, kind="plain", strict=False, bounds=(), written=(),
            entitled=True, barred=frozenset(), approver_known=True,
            file=loaded.name, line=span.line, column=span.column, path=f"entries[{position}]",
        )  # fmt: skip

    def _rule(self, loaded: Loaded[Waiver], entry: WaiverEntry, place: Path) -> Rule | Diagnostic:
        """The one rule that is named, by its own id or by its check's code."""
        span = loaded.tree.span_of((*place, "code"))
        if (rule := self._rules.get(entry.code)) is not None:
            return rule
        named = self._by_code.get(entry.code)
        if named is None:
            if entry.code in self._of_policies:
                return problems.not_waivable(entry.code, span)
            return problems.unknown_check(entry.code, self._waivable(), span)
        waivable = [rule for rule in named if kind_of(rule) is not None]
        by_code = [rule for rule in waivable if rule.waivable == "by_code"]
        if len(by_code) == 1:
            return by_code[0]
        if waivable:
            return problems.name_the_rule(entry.code, [rule.id for rule in waivable], span)
        return _not_of_kind(entry.code, named[0], span)

    def _waivable(self) -> list[str]:
        """Every name that an entry may bear: whoever slipped meant one of these."""
        rules = [rule for rule in self._rules.values() if kind_of(rule) is not None]
        codes = [rule.code for rule in rules if rule.waivable == "by_code"]
        return list(dict.fromkeys((*codes, *(rule.id for rule in rules))))

    def _grant(self, loaded: Loaded[Waiver], position: int, rule: Rule, kind: BoundKind) -> Grant:
        document, entry = loaded.document, loaded.document.entries[position]
        alike = [each for each in self._rules.values() if rule.id in each.waived_with]
        steps = [(entry.from_, entry.granted), *((s.from_, s.granted) for s in entry.schedule or ())]
        written = tuple((day, exact(bound)) for day, bound in steps if bound is not None)
        span = loaded.tree.span_of(("entries", position))
        most = farthest(rule, kind, self._program)
        bounded = is_bounded(rule, kind, self._program)
        return Grant(
            number=document.number, by=document.by, code=entry.code,
            rules=frozenset({rule.id}), codes=frozenset({rule.code, *(each.code for each in alike)}),
            township=entry.township, subject=entry.subject or "",
            from_=entry.from_, until=entry.until, approved=document.date, status=document.status,
            uses=1 if entry.uses is None else entry.uses,
            kind=kind, strict=isinstance(rule.require, Binary) and rule.require.operator in ("<", ">"),
            bounds=tuple((day, _no_farther(bound, most, kind)) for day, bound in written), written=written,
            entitled=all(_same(document.by) in map(_same, names) for names in self._approvers),
            barred=self._not_for | {rule.id} if bounded else self._not_for,
            approver_known=len(self._approvers) > 0,
            file=loaded.name, line=span.line, column=span.column, path=f"entries[{position}]",
        )  # fmt: skip


def _not_of_kind(name: str, rule: Rule, span: Span) -> Diagnostic:
    """Why a rule cannot be waived: nobody may, or its number cannot be moved."""
    if rule.waivable != "never" and is_measured(rule):
        return problems.bound_unclear(name, span)
    return problems.not_waivable(name, span)


def _no_farther(granted: Number, most: Number | None, kind: BoundKind) -> Number:
    """What is granted, but no farther than an upper layer lets the policy itself go."""
    if most is None:
        return granted
    return min(granted, most) if kind == "at_most" else max(granted, most)


def _misfits(loaded: Loaded[Waiver], position: int, rule: Rule, kind: BoundKind) -> Iterator[Diagnostic]:
    """Where an entry does not fit the rule that it names."""
    entry, tree = loaded.document.entries[position], loaded.tree
    place: Path = ("entries", position)
    if kind == "plain" and entry.granted is not None:
        yield problems.needs_no_bound(entry.code, tree.span_of((*place, "granted")))
    if kind != "plain" and entry.granted is None:
        yield problems.needs_a_bound(entry.code, tree.span_of(place))
    bounds = [] if entry.granted is None else [entry.granted, *(s.granted for s in entry.schedule or ())]
    for number, (before, after) in enumerate(pairwise(bounds)):
        if after > before if kind == "at_most" else after < before:
            yield problems.runs_up(before, after, tree.span_of((*place, "schedule", number, "granted")))
    of_whole = rule.of_whole or not rule.bindings
    if of_whole and entry.subject is not None:
        yield problems.has_no_subject(entry.code, tree.span_of((*place, "subject")))
    if not of_whole and entry.subject is None and entry.uses is None:
        yield problems.needs_a_subject(entry.code, tree.span_of(place))


def policy_problems(program: CountyProgram) -> Iterator[Diagnostic]:
    """Names under `not_for` that no check bears, and rules of its own that borrow waivers of others.

    In either case something could be waived that was not meant to be.
    """
    policy = program.policy
    for position, declaration in enumerate(policy.document.rules):
        if declaration.waived_with:
            span = policy.tree.span_of(("rules", position, "waived_with"))
            yield problems.borrows(declaration.id, span)
    waivers = policy.document.waivers
    if waivers is None or not waivers.not_for:
        return
    known = _barring(program)
    for file in policy.files:
        for node in _items(file.tree.at(("waivers", "not_for"))):
            if str(node.value) not in known:
                yield problems.unknown_not_for(str(node.value), sorted(known), node.span)


def _barring(program: CountyProgram) -> Mapping[str, frozenset[str]]:
    """What may stand under `not_for`, with the names that it bars: a check's code also its rules' ids.

    A pool goes by its own id, as reports show it, or by its rule's.
    """
    found: dict[str, set[str]] = {}
    for judges in SUBMITTED:
        of = program.of(judges)
        for rule in of.rules:
            found.setdefault(rule.id, set()).add(rule.id)
            found.setdefault(rule.code, {rule.code}).add(rule.id)
        for pool in of.pools:
            found.setdefault(pool.id, set()).add(rule_id_of(pool.id))
    return {name: frozenset(names) for name, names in found.items()}


def _barred(program: CountyProgram) -> Iterator[str]:
    """Every name that some layer lets nobody waive."""
    declared = list(_declared(program.policy, "not_for"))
    known = _barring(program) if declared else {}
    for name in declared:
        yield from known.get(name, (name,))


def _lists(policy: PolicyInForce, key: str) -> Iterator[list[str]]:
    """What each layer lists, for those that do: one layer's word cannot be taken back by another's."""
    for file in policy.files:
        found = file.tree.at(("waivers", key))
        if isinstance(found, SequenceNode):
            yield [str(node.value) for node in _items(found)]


def _declared(policy: PolicyInForce, key: str) -> Iterator[str]:
    for names in _lists(policy, key):
        yield from names


def _items(node: object) -> Iterator[ScalarNode]:
    if isinstance(node, SequenceNode):
        yield from (item for item in node.items if isinstance(item, ScalarNode))


def _same(name: str) -> str:
    """An office's name without what is written now one way, now another."""
    return "".join(unicodedata.normalize("NFKC", name).split())
