"""Where things stand: records in the submission, values in the policy and the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from policy_engine.documents.actions import Actions
from policy_engine.documents.fields import Document
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.documents.setup import Setup
from policy_engine.expr.ast import Binary, Comprehension, Constant, Expr, Has, Index, Name, Unary
from policy_engine.expr.walk import children, selected, walk
from policy_engine.findings.judgement import Failure
from policy_engine.findings.report import Clause, Subject
from policy_engine.findings.wording import shown
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Program, Rule
from policy_engine.source.tree import Node, Path, ScalarNode


class Submission:
    """The records of what was submitted with their paths, worked out when first asked for.

    `root` is the name under which expressions know the document; `beside` is
    the roster that it is judged against, where it is no set-up itself; `about`
    is the record that is judged, where that is not the whole document.
    """

    def __init__(
        self,
        loaded: Loaded[Any],
        root: str = "setup",
        beside: Submission | None = None,
        about: BaseModel | None = None,
    ) -> None:
        self.loaded = loaded
        self._root = root
        self._beside = beside
        self._about = about
        self._paths: dict[int, Path] | None = None

    def path_of(self, record: object) -> Path | None:
        """The path of a record of this submission; None for anything else."""
        if not isinstance(record, BaseModel):
            return None
        if self._paths is None:
            self._paths = {id(found): path for path, found in _records(self.loaded.document, ())}
        return self._paths.get(id(record))

    def subject(self, failure: Failure, program: Program) -> Subject:
        """The last bound element that lies in the submission, else the part that was observed.

        The same in the roster beside it, where there is nothing of the kind in the submission.
        """
        return self._found(failure, program) or self.whole()

    def whole(self) -> Subject:
        """What is judged as a whole."""
        path = self.path_of(self._about)
        return self.part(()) if path is None else self._record(self._about, path)

    def _record(self, record: object, path: Path) -> Subject:
        kind = getattr(record, "action", None) or type(record).__name__.lower()
        return self._subject(kind, getattr(record, "id", None), path)

    @property
    def _of_actions(self) -> bool:
        """An action is short, and its fields are what it is about; a set-up's record is told as a whole."""
        return isinstance(self.loaded.document, Actions)

    def _at_field(self, found: Subject, record: object, path: Path, failure: Failure) -> Subject:
        """The same record, at the line and column of the field that was observed, where it is written."""
        spans = (self.loaded.tree.key_span((*path, field)) for field in _fields_read(record, failure))
        span = next((span for span in spans if span is not None), None)
        return found if span is None else found.model_copy(update={"line": span.line, "column": span.column})

    def _found(self, failure: Failure, program: Program) -> Subject | None:
        for element in reversed(failure.bound):
            path = self.path_of(element)
            if path is not None:
                found = self._record(element, path)
                return self._at_field(found, element, path, failure) if self._of_actions else found
        for expr in (failure.rule.observed, failure.rule.require):
            path = () if expr is None else self._first_part(expr, program)
            if path:
                return self.part(path)
        beside = None if self._beside is None else self._beside._found(failure, program)
        if beside is None or self._beside is None:
            return None
        return beside.model_copy(update={"file": self._beside.loaded.name})

    def part(self, path: Path) -> Subject:
        """The submission itself, or a part of it."""
        document = self.loaded.document
        id_ = document.township.code if isinstance(document, Setup) else getattr(document, "number", None)
        return self._subject(document.kind, id_, path)

    def _first_part(self, expr: Expr, program: Program) -> Path:
        """The first part of the submission that is read, by the expression or the derived values in it."""
        for part in _with_derived(expr, program):
            for node in walk(part):
                path = _steps(node, self._root)
                if path and self.loaded.tree.at(path) is not None:
                    return path
        return ()

    def _subject(self, kind: str, id_: str | None, path: Path) -> Subject:
        span = self.loaded.tree.key_span(path) or self.loaded.tree.span_of(path)
        return Subject(kind=kind, id=id_, path=path_text(path), line=span.line, column=span.column)


def _fields_read(record: object, failure: Failure) -> Iterator[str]:
    """The fields of a bound record that are observed, else those on the left of what is required."""
    rule = failure.rule
    bound = dict(zip((b.variable for b in rule.bindings), failure.bound, strict=False))
    sources = {binding.variable: binding.source for binding in rule.bindings}
    for expr in (rule.observed, _first_side(rule.require)):
        for node, compared in () if expr is None else _parts(expr):
            name, steps = _selection(node)
            # A variable that ranges over what another has: w of a.who is found by a's own field.
            while steps and bound.get(name) is not record and name in sources:
                name, before = _selection(sources[name])
                steps = (*before, *steps)
            # In a list that is picked from, the action's days only tell which of it runs beside the action.
            if steps and bound.get(name) is record and not (compared and steps[0] in ("from", "until")):
                yield _written_field(record, steps[0])


def _parts(expr: Expr, compared: bool = False) -> Iterator[tuple[Expr, bool]]:
    """The expression and everything in it, and whether it is compared with each element of a list."""
    yield expr, compared
    for part in children(expr):
        picks = isinstance(expr, Comprehension) and part is not expr.source
        yield from _parts(part, compared or picks)


def _first_side(require: Expr) -> Expr:
    while isinstance(require, Unary | Binary):
        require = require.operand if isinstance(require, Unary) else require.left
    return require


def _selection(node: Expr) -> tuple[str, tuple[str, ...]]:
    """The name and fields of a.b.c, also of has(a.b.c)."""
    if not isinstance(node, Has):
        return selected(node)
    if isinstance(node.base, Name):
        return node.base.name, (node.field,)
    name, steps = selected(node.base)
    return name, (*steps, node.field) if steps else ()


def _written_field(record: object, field: str) -> str:
    """The field itself; where it stands for a relation, the one that the relation goes by."""
    relation = record.relations.get(field) if isinstance(record, Document) else None
    return field if relation is None else relation.key


def _records(value: Any, path: Path) -> Iterator[tuple[Path, BaseModel]]:
    """Every record with its path, in canonical keys."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, info in type(value).model_fields.items():
            yield from _records(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _records(item, (*path, position))


def path_text(path: Path) -> str:
    """posts[3].seats"""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def _steps(node: Expr, root: str) -> Path:
    """The path of a chain of selections from `root`; () for anything else."""
    name, path = selected(node)
    return path if name == root else ()


def _with_derived(expr: Expr, program: Program) -> tuple[Expr, ...]:
    """The expression itself, then the derived values that it reads, the nearest first."""
    names = [node.name for node in walk(expr) if isinstance(node, Name)]
    return (expr, *(d.value for d in reversed(needed_by(names, program.derivations))))


class Clauses:
    """The line of the policy, or of the ledger, that sets a rule's limit."""

    def __init__(self, policy: PolicyInForce, ledger: Loaded[Ledger] | None, township: str) -> None:
        self._policy = policy
        self._ledger = ledger
        self._township = township

    def of(self, rule: Rule, program: Program) -> Clause | None:
        """Looked for in the limit first, then in whatever else decides; a county's own rule is its own."""
        whole = None if rule.limit is None else self._sum(rule.limit, program)
        if whole is not None:
            return whole
        expressions = [e for e in (rule.limit, rule.require, rule.when) if e is not None]
        expressions += [binding.source for binding in rule.bindings]
        for expr in expressions:
            clause = self._in(expr, program)
            if clause is not None:
                return clause
        if rule.declared is not None:
            return self._declared(rule)
        return None

    def _in(self, expr: Expr, program: Program) -> Clause | None:
        for part in _with_derived(expr, program):
            for node in walk(part):
                if isinstance(node, Constant) and node.origin:
                    return self.in_policy(node.origin)
                if (path := _steps(node, "ledger")) and self._ledger is not None:
                    return self._in_ledger(self._ledger, path)
                if isinstance(node, Index) and _steps(node.base, "county_ledger") and self._ledger:
                    return self._in_ledger(self._ledger, ())
        return None

    def _sum(self, limit: Expr, program: Program) -> Clause | None:
        """What holds all the values that a limit is the sum of; None where it is no sum of such."""
        parts = _summands(limit)
        if len(parts) < 2:
            return None
        if self._ledger is not None and (held := _held([_ledger_path(p, program) for p in parts])):
            clause = self._in_ledger(self._ledger, held[0])
            tree, path = self._ledger.tree, ("townships", self._township, *held[0])
            return clause.model_copy(update={"value": {n: _value(tree, (*path, n)) for n in held[1]}})
        if (held := _held([_policy_path(p, program) for p in parts])) and held[0]:
            clause, tree = self.in_policy(held[0]), self._policy.tree
            return clause.model_copy(update={"value": {n: _value(tree, (*held[0], n)) for n in held[1]}})
        return None

    def in_policy(self, path: Path) -> Clause:
        """The clause at a path of the merged policy."""
        span = self._policy.place(path)
        return Clause(
            file=span.file,
            line=span.line,
            path=_named_path(self._policy.tree, path),
            layer=self._policy.layer_of(span).kind,
            value=_value(self._policy.tree, path),
        )

    def _in_ledger(self, ledger: Loaded[Ledger], inside: Path) -> Clause:
        path = ("townships", self._township, *inside)
        span = ledger.tree.key_span(path) or ledger.tree.span_of(path)
        return Clause(
            file=span.file, line=span.line, path=path_text(path), layer="county",
            value=_value(ledger.tree, path),
        )  # fmt: skip

    def _declared(self, rule: Rule) -> Clause | None:
        span = rule.declared
        if span is None:
            return None
        layer = self._policy.layer_of(span).kind
        return Clause(file=span.file, line=span.line, path=f"rules[{rule.id}]", layer=layer, value=None)


def _summands(expr: Expr) -> tuple[Expr, ...]:
    if isinstance(expr, Binary) and expr.operator == "+":
        return (*_summands(expr.left), *_summands(expr.right))
    return (expr,)


def _ledger_path(expr: Expr, program: Program) -> Path:
    """The first value of the township's ledger that is read; () for none."""
    nodes = (node for part in _with_derived(expr, program) for node in walk(part))
    return next((path for node in nodes if (path := _steps(node, "ledger"))), ())


def _policy_path(expr: Expr, program: Program) -> Path:
    """The first parameter that is read; () for none."""
    nodes = (node for part in _with_derived(expr, program) for node in walk(part))
    return next((node.origin for node in nodes if isinstance(node, Constant) and node.origin), ())


def _held(paths: list[Path]) -> tuple[Path, tuple[str, ...]] | None:
    """The record that different values are the fields of, and their names; None where they have none."""
    holders = {path[:-1] for path in paths}
    names = tuple(dict.fromkeys(str(path[-1]) for path in paths if path))
    if len(holders) != 1 or not all(paths) or len(names) < 2:
        return None
    return next(iter(holders)), names


def _named_path(tree: Node, path: Path) -> str:
    """institutions.templates[full].platforms: records of a list go by their id."""
    steps: list[str | int] = []
    for end, step in enumerate(path, start=1):
        id_ = tree.at((*path[:end], "id")) if isinstance(step, int) else None
        named = f"[{id_.value}]" if isinstance(id_, ScalarNode) else None
        if named is not None and steps:
            steps[-1] = f"{steps[-1]}{named}"
        else:
            steps.append(step)
    return path_text(tuple(steps))


def _value(tree: Node, path: Path) -> Any:
    """The value at the path where it is short enough to quote: one value, or a list of such."""
    node = tree.at(path)
    value = None if node is None else shown(node.to_plain())
    if isinstance(value, dict):
        return None
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return None
    return value
