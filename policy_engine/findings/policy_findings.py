"""A judgement of a policy chain, put into places and words: the same findings as of a set-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.documents.terms import CHINESE
from policy_engine.expr.ast import Expr
from policy_engine.expr.walk import selected, walk
from policy_engine.findings.assemble import finding_order, names_of
from policy_engine.findings.basis import basis_of
from policy_engine.findings.judgement import Failure, Incomplete, Judgement
from policy_engine.findings.places import path_text
from policy_engine.findings.report import Finding, Subject
from policy_engine.findings.report_model import Bilingual, Clause
from policy_engine.findings.wording import Words, figures, shown
from policy_engine.policyset.envelope import FORMS
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.rules import Rule
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode

# The words of lists that an upper layer may bound.
_BOUNDED_WORDS = ("institution_kind", "trace_metric")
_TO_SUPPLY = Text("补齐上述内容后重新校验", "supply what is missing and validate again")


@dataclass(frozen=True)
class PolicyAssembly:
    """What findings about a chain need to know. `places` are those of the chain's records.

    With `by_name`, messages call what has a name by it, not by its id.
    """

    policy: PolicyInForce
    ledger: Loaded[Ledger] | None
    places: Mapping[int, Span] = field(repr=False)
    by_name: bool = True

    def findings(self, judgement: Judgement) -> tuple[tuple[Finding, Span], ...]:
        """All findings with their places, sorted by code, rule and place."""
        words = Words(_names(self.policy) if judgement.failures and self.by_name else {})
        made = [self._failed(failure, words) for failure in judgement.failures]
        made += [self._incomplete(each) for each in judgement.incomplete]
        return tuple(sorted(made, key=lambda each: finding_order(each[0])))

    def _failed(self, failure: Failure, words: Words) -> tuple[Finding, Span]:
        rule = failure.rule
        observed, limit = figures(failure.observed, failure.limit)
        span, path = self._place(rule, failure.bound)
        finding = Finding(
            code=rule.code,
            id=rule.id,
            severity=rule.severity,
            status="fail",
            title=Bilingual.of(rule.title),
            subject=self._subject(span, path),
            observed=observed,
            limit=limit,
            margin=shown(failure.margin),
            message=Bilingual.of(words.text(failure.message)),
            clause=self._clause(rule),
            basis=basis_of(rule, self.policy.document),
            remedy=None if failure.remedy is None else Bilingual.of(words.text(failure.remedy)),
        )
        return finding, span

    def _incomplete(self, incomplete: Incomplete) -> tuple[Finding, Span]:
        rule, reason = incomplete.rule, incomplete.reason
        message = Text(
            f"{rule.title.zh}：无法核查——{reason.zh}", f"{rule.title.en}: cannot be judged: {reason.en}"
        )
        span, path = self._place(rule, ())
        finding = Finding(
            code=rule.code,
            id=rule.id,
            severity=rule.severity,
            status="incomplete",
            title=Bilingual.of(rule.title),
            subject=self._subject(span, path),
            observed=None,
            limit=None,
            margin=None,
            message=Bilingual.of(message),
            clause=self._clause(rule),
            basis=basis_of(rule, self.policy.document),
            remedy=Bilingual.of(_TO_SUPPLY),
        )
        return finding, span

    def _place(self, rule: Rule, bound: tuple[object, ...]) -> tuple[Span, str]:
        """The last bound element that has a place, else the first part of a document that is read."""
        for element in reversed(bound):
            if id(element) in self.places:
                return self.places[id(element)], getattr(element, "path", "")
        for expr in (rule.observed, rule.require, rule.when):
            for node in walk(expr) if expr is not None else ():
                found = self._part(node)
                if found is not None:
                    return found
        tree = self.policy.files[-1].tree
        return tree.key_span(("jurisdiction",)) or tree.span, ""

    def _part(self, node: Expr) -> tuple[Span, str] | None:
        root, path = selected(node)
        if root == "document" and path:
            return self.policy.place(path), path_text(path)
        if root == "chain" and path and path[0] in ("classes", "indicators", "townships"):
            inside = ("classification", path[0])
            return self.policy.place(inside), path_text(inside)
        if root == "chain" and path == ("grade_lines",):
            inside = ("assessment", "grades")
            return self.policy.place(inside), path_text(inside)
        if path == ("ledger_townships",):
            root, path = "county_ledger", ("townships",)
        if root == "county_ledger" and path and self.ledger is not None:
            return self.ledger.tree.key_span(path) or self.ledger.tree.span_of(path), path_text(path)
        return None

    def _subject(self, span: Span, path: str) -> Subject:
        of_ledger = self.ledger is not None and span.file == self.ledger.name
        layer = self.policy.files[-1].layer if of_ledger else self.policy.layer_of(span)
        return Subject(
            file=span.file,
            kind="ledger" if of_ledger else "policy",
            id=layer.jurisdiction,
            path=path,
            line=span.line,
            column=span.column,
        )

    def _clause(self, rule: Rule) -> Clause | None:
        """The bound's own line."""
        span = rule.declared
        if span is None:
            return None
        layer, tree = self.policy.layer_of(span), self.policy.tree
        bounds = enumerate(self.policy.document.envelope)
        number, entry = next((n, e) for n, e in bounds if tree.span_of(("envelope", n)) == span)
        limit = next(node for form in FORMS if (node := tree.at(("envelope", number, form))) is not None)
        value = limit.text if isinstance(limit, ScalarNode) else shown(limit.to_plain())
        path = f"envelope[{entry.path}]"
        return Clause(file=span.file, line=span.line, path=path, layer=layer.kind, value=value)


def _names(policy: PolicyInForce) -> Mapping[str, str]:
    """The Chinese names of ids and words: the policy's own, and of records that a lower layer took away.

    An id that stands for two things gets no name.
    """
    found: dict[str, set[str]] = {id_: {name} for id_, name in names_of(policy.document).items()}
    for vocabulary in _BOUNDED_WORDS:
        for word, name in CHINESE[vocabulary].items():
            found.setdefault(word, set()).add(name)
    for tree in policy.merged_to:
        for id_, name in _records(tree):
            found.setdefault(id_, set()).add(name)
    return {id_: next(iter(names)) for id_, names in found.items() if len(names) == 1}


def _records(node: Node) -> Iterator[tuple[str, str]]:
    """Id and name of every record of a tree that has both."""
    if isinstance(node, SequenceNode):
        for item in node.items:
            yield from _records(item)
    elif isinstance(node, MappingNode):
        id_, name = node.child("id"), node.child("name")
        if isinstance(id_, ScalarNode) and isinstance(name, ScalarNode):
            yield str(id_.value), str(name.value)
        for entry in node.entries.values():
            yield from _records(entry.node)
