"""A judgement, put into places and words: the findings of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from policy_engine.diagnostics import Text
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.documents.policy import Policy
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import CHINESE
from policy_engine.findings.basis import basis_of
from policy_engine.findings.clauses import Clauses
from policy_engine.findings.judgement import Failure, Incomplete, Judgement
from policy_engine.findings.masking import Masking
from policy_engine.findings.places import Submission
from policy_engine.findings.report import Basis, Finding, NotJudgedCheck
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.waiving import claim_of
from policy_engine.findings.wording import Words, figures, shown
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.rules import NotJudged, Program, Rule

# Vocabularies whose words expressions also have as plain texts, without their type.
_WORDS_IN_TEXTS = (
    "statement_part", "post_kind", "grade_series", "post_work", "portrait_dimension", "notice_channel",
    "refusal", "appraisal_grade",
)  # fmt: skip


def names_of(policy: Policy, of_assessment: bool = False) -> Mapping[str, str]:
    """The Chinese names of the ids that a policy defines and of the field's words, for messages.

    An id that stands for two things (a class and a template called `small`)
    gets no name: none is better than the wrong one. The ids of pools and
    dimensions mean something `of_assessment` only.
    """
    names: dict[str, str] = {}
    ambiguous: set[str] = set()
    for id_, name in (*_named(policy), *(_named_of_assessment(policy) if of_assessment else ())):
        if names.setdefault(id_, name) != name:
            ambiguous.add(id_)
    return {id_: name for id_, name in names.items() if id_ not in ambiguous}


def _named(policy: Policy) -> Iterator[tuple[str, str]]:
    for vocabulary in _WORDS_IN_TEXTS:
        yield from CHINESE[vocabulary].items()
    classification, institutions = policy.classification, policy.institutions
    if classification is not None:
        yield from ((each.id, each.name) for each in classification.classes or ())
    if institutions is not None:
        special = None if institutions.special is None else institutions.special.catalogue
        for entries in (institutions.platforms, institutions.templates, special):
            yield from ((each.id, each.name) for each in entries or () if each.name is not None)


def _named_of_assessment(policy: Policy) -> Iterator[tuple[str, str]]:
    if policy.assessment is not None:
        for listed in (policy.assessment.dimensions, policy.assessment.pools):
            yield from ((each.id, each.name) for each in listed or ())


@dataclass(frozen=True)
class Assembly:
    """What findings need to know about one check of one submission.

    `roster` is the set-up that the submission is judged against, where it is no
    set-up itself and there is one; `root` is the name under which expressions
    know the submission, and `about` the record that is judged, where that is
    not all of it.
    """

    submission: Loaded[Any]
    policy: PolicyInForce
    ledger: Loaded[Ledger] | None
    program: Program
    roster: Loaded[Setup] | None = None
    root: str = "setup"
    about: BaseModel | None = None

    def findings(self, judgement: Judgement) -> tuple[Finding, ...]:
        """All findings, sorted by code, rule and place."""
        names = names_of(self.policy.document, isinstance(self.submission.document, Assessment))
        maker = _Maker(Words(names), self.masking, self.places, self)
        made = [maker.failed(failure) for failure in judgement.failures]
        made += [maker.incomplete(incomplete) for incomplete in judgement.incomplete]
        return tuple(sorted(made, key=finding_order))

    @cached_property
    def masking(self) -> Masking:
        """Masks whoever is named in the submission and on the roster."""
        return Masking(self.submission.document, *([] if self.roster is None else [self.roster.document]))

    @cached_property
    def places(self) -> Submission:
        """Finds records in the submission, and in the roster beside it."""
        beside = None if self.roster is None else Submission(self.roster)
        return Submission(self.submission, self.root, beside, self.about)

    @property
    def clauses(self) -> Clauses:
        """Finds the line of policy or ledger behind a value."""
        township = (self.roster or self.submission).document.township
        # An assessment names its township by the code alone, and there need be no roster.
        return Clauses(self.policy, self.ledger, township if isinstance(township, str) else township.code)

    def basis(self, rule: Rule) -> tuple[Basis, ...]:
        """The legal sources that the rule cites."""
        return basis_of(rule, self.policy.document)

    def not_judged(self, judgement: Judgement) -> tuple[NotJudgedCheck, ...]:
        made = [_not_judged(item) for item in judgement.not_judged]
        return tuple(sorted(made, key=lambda check: (check.code, check.id)))


def _not_judged(item: NotJudged) -> NotJudgedCheck:
    return NotJudgedCheck(code=item.rule.code, id=item.rule.id, reason=Bilingual.of(item.reason))


def finding_order(finding: Finding) -> tuple[str, str, str, int, int, str, str]:
    """By code, rule and place; never by hash."""
    subject = finding.subject
    if subject is None:
        return (finding.code, finding.id, "", 0, 0, "", finding.message.zh)
    place = (subject.file or "", subject.line, subject.column, subject.path)
    return (finding.code, finding.id, *place, finding.message.zh)


@dataclass(frozen=True)
class _Maker:
    words: Words
    masking: Masking
    submission: Submission
    assembly: Assembly

    def failed(self, failure: Failure) -> Finding:
        rule, remedy = failure.rule, failure.remedy
        observed, limit = figures(failure.observed, failure.limit)
        subject = self.submission.subject(failure, self.assembly.program)
        made = Finding(
            code=rule.code,
            id=rule.id,
            severity=rule.severity,
            status="fail",
            title=Bilingual.of(rule.title),
            subject=subject.model_copy(update={"id": self.masking.value(subject.id)}),
            observed=self.masking.value(observed),
            limit=self.masking.value(limit),
            margin=shown(failure.margin),
            message=self.masking.bilingual(self.words.text(failure.message)),
            clause=self.assembly.clauses.of(rule, self.assembly.program),
            basis=self.assembly.basis(rule),
            remedy=None if remedy is None else self.masking.bilingual(self.words.text(remedy)),
        )
        return made.claiming(claim_of(failure))

    def incomplete(self, incomplete: Incomplete) -> Finding:
        rule, reason = incomplete.rule, incomplete.reason
        message = Text(
            f"{rule.title.zh}：无法核查——{reason.zh}", f"{rule.title.en}: cannot be judged: {reason.en}"
        )
        remedy = Text("补齐上述内容后重新核查", "supply what is missing and check again")
        return Finding(
            code=rule.code,
            id=rule.id,
            severity=rule.severity,
            status="incomplete",
            title=Bilingual.of(rule.title),
            subject=self.submission.whole(),
            observed=None,
            limit=None,
            margin=None,
            message=self.masking.bilingual(message),
            clause=self.assembly.clauses.of(rule, self.assembly.program),
            basis=self.assembly.basis(rule),
            remedy=Bilingual.of(remedy),
        )
