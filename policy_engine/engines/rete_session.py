"""One case on its way through the decision network: the facts it posts and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from policy_engine.documents.terms import OUTCOMES, Outcome
from policy_engine.engines.rete_patterns import FINDING, WAIVER, Declaration, Fact, property_name
from policy_engine.engines.rete_vocabulary import OTHER
from policy_engine.findings.case import Case, CaseFinding, Verdict
from policy_engine.program.decision import DecisionRule, DecisionSubject

Signature = tuple[tuple[str, int], ...]


class FactLostError(Exception):
    """The network did not account for every fact that was posted."""


class NoOutcomeError(Exception):
    """No rule derived an outcome, not even the base."""


class FloorMissedError(Exception):
    """A finding that must reject did not."""


class Session:
    """Collects what the network reports about one case; `post` hands a fact to the network.

    `posted` maps the number of each fact to the positions in Case.findings it
    accounts for.
    """

    def __init__(self, case: Case, declaration: Declaration, post: Callable[[Fact], None]) -> None:
        self._case = case
        self._declaration = declaration
        self._post = post
        self.posted: dict[int, tuple[int, ...]] = {}
        self._seen: set[int] = set()
        self._waived = {place for place, found in enumerate(case.findings) if found.status == "waived"}
        self._conditions: set[int] = set()
        self._outcomes: set[Outcome] = set()
        self._derived: dict[DecisionSubject, set[str]] = {"routes": set(), "obligations": set()}

    # What the network reports.

    def see(self, fact: int) -> None:
        self._seen.add(fact)

    def cover(self, fact: int) -> None:
        """A waiver covers the findings behind this fact."""
        self._waived.update(self.posted[fact])

    def fire(self, rules: tuple[DecisionRule, ...], fact: int) -> None:
        """The fact satisfies the condition that these rules share."""
        for rule in rules:
            if rule.outcome is not None:
                self._outcomes.add(rule.outcome)
            if rule.outcome == "conditional":
                self._conditions.update(set(self.posted[fact]) - self._waived)
            if rule.route is not None:
                self._derive("routes", "to", rule.route)
            if rule.obligation is not None:
                self._derive("obligations", "id", rule.obligation)

    def _derive(self, subject: DecisionSubject, name: str, value: str) -> None:
        """A derived thing is posted once, however often it is derived, so that cycles end."""
        if value not in self._derived[subject]:
            self._derived[subject].add(value)
            self._post_element(subject, self._numbers(subject, {name: value}), ())

    # What the case posts.

    def post_waivers_and_findings(self) -> None:
        """The first step. Codes and subjects are numbered per case; 0 is one that no waiver names."""
        codes = _numbered(waiver.code for waiver in self._case.waivers)
        subjects = _numbered(waiver.subject for waiver in self._case.waivers if waiver.subject != "")
        waivers = dict.fromkeys((codes[w.code], subjects.get(w.subject, 0)) for w in self._case.waivers)
        for code, subject in waivers:
            self._post_fact(WAIVER, (("code", code), ("subject", subject)), ())
        groups = _grouped(
            (
                ("code", codes.get(found.code, 0)),
                ("subject", subjects.get(found.subject, 0)),
                ("status", self._declaration.vocabulary.number("findings", "status", found.status)),
                ("granted", int(found.granted)),
            )
            for found in self._case.findings
        )
        for signature, positions in groups.items():
            self._post_fact(FINDING, signature, positions)

    def post_case(self) -> None:
        """The second step: the case and its findings, each now known to be waived or not."""
        case = {"class": self._case.township_class, "form": self._case.form}
        self._post_element("case", self._numbers("case", case), ())
        groups = _grouped(
            self._numbers("findings", _finding(found, place in self._waived))
            for place, found in enumerate(self._case.findings)
        )
        for signature, positions in groups.items():
            self._post_element("findings", signature, positions)

    def _numbers(self, subject: DecisionSubject, values: Mapping[str, str | bool | None]) -> Signature:
        number = self._declaration.vocabulary.number
        return tuple((name, number(subject, name, value)) for name, value in values.items())

    def _post_element(
        self, subject: DecisionSubject, signature: Signature, positions: tuple[int, ...]
    ) -> None:
        for bank in self._declaration.banks[subject]:
            self._post_fact(bank.kind, signature, positions)

    def _post_fact(self, kind: int, signature: Signature, positions: tuple[int, ...]) -> None:
        # Numbered in sequence: facts without ids are told apart by a hash that collides.
        number = len(self.posted) + 1
        self.posted[number] = positions
        self._post({"id": number, "kind": kind} | {property_name(name): value for name, value in signature})

    # What comes of it.

    def verdict(self) -> Verdict:
        """Raises FactLostError, NoOutcomeError and FloorMissedError."""
        if lost := sorted(self.posted.keys() - self._seen):
            raise FactLostError(f"facts {lost} of {len(self.posted)}")
        if not self._outcomes:
            raise NoOutcomeError
        outcome = max(self._outcomes, key=OUTCOMES.index)
        # A wrong "complies" is the worst there is, so the floor is looked at twice.
        if outcome != "rejected" and (places := self._under_the_floor()):
            raise FloorMissedError(f"findings {places}")
        return Verdict(
            outcome=outcome,
            waived=frozenset(self._waived),
            conditions=tuple(sorted(self._conditions)),
            routes=tuple(sorted(self._derived["routes"])),
            obligations=tuple(sorted(self._derived["obligations"])),
        )

    def _under_the_floor(self) -> list[int]:
        return [
            place
            for place, found in enumerate(self._case.findings)
            if found.status == "incomplete" or (found.severity == "block" and place not in self._waived)
        ]


def _finding(found: CaseFinding, waived: bool) -> dict[str, str | bool | None]:
    return {
        "code": found.code, "rule": found.rule, "severity": found.severity, "status": found.status,
        "waived": waived, "subject_kind": found.subject_kind,
    }  # fmt: skip


def _numbered(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values), start=OTHER)}


def _grouped(signatures: Iterable[Signature]) -> dict[Signature, tuple[int, ...]]:
    """Signature → the positions that bear it, in order of first appearance."""
    groups: dict[Signature, list[int]] = {}
    for place, signature in enumerate(signatures):
        groups.setdefault(signature, []).append(place)
    return {signature: tuple(places) for signature, places in groups.items()}
