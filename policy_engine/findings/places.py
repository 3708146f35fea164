"""Where things stand in the submission, and in the roster beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from policy_engine.documents.actions import Actions
from policy_engine.documents.assessed import Assessed, FactDocument
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.fields import Document
from policy_engine.documents.load import Loaded
from policy_engine.documents.setup import Setup
from policy_engine.expr.ast import Binary, Comprehension, Expr, Has, Name, Unary
from policy_engine.expr.walk import children, selected, walk
from policy_engine.findings.judgement import Failure
from policy_engine.findings.report import Subject
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Program
from policy_engine.source.tree import Path


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
        return self._subject(kind, _id_of(record, self.loaded.document), path)

    @property
    def _of_fields(self) -> bool:
        """An action's or a result's fields are what it is about; a set-up's record is told as a whole."""
        return isinstance(self.loaded.document, Actions | Assessment)

    @property
    def _of_facts(self) -> bool:
        """Rules range over facts about an assessment, under the names of its parts."""
        return isinstance(self.loaded.document, Assessment)

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
                return self._at_field(found, element, path, failure) if self._of_fields else found
            if isinstance(element, FactDocument) and (told := self._of_fact(element, failure)) is not None:
                return told
        sources = [binding.source for binding in failure.rule.bindings] if self._of_facts else []
        for expr in (failure.rule.observed, failure.rule.require, *sources):
            path = () if expr is None else self._first_part(expr, program)
            if path:
                return self.part(path)
        beside = None if self._beside is None else self._beside._found(failure, program)
        if beside is None or self._beside is None:
            return None
        return beside.model_copy(update={"file": self._beside.loaded.name})

    def _of_fact(self, fact: FactDocument, failure: Failure) -> Subject | None:
        """The entry that a fact is about, at the field in which what was observed is written."""
        entry = next(iter(getattr(fact, "entries", ())), None)
        path = self.path_of(entry)
        if path is None:
            return None
        found = self._record(entry, path)
        written = (place for field in _fields_read(fact, failure) for place in fact.written.get(field, ()))
        spans = (self.loaded.tree.key_span((*path, *place.split("."))) for place in written)
        span = next((span for span in spans if span is not None), None)
        return found if span is None else found.model_copy(update={"line": span.line, "column": span.column})

    def part(self, path: Path) -> Subject:
        """The submission itself, or a part of it."""
        document = self.loaded.document
        id_ = document.township.code if isinstance(document, Setup) else getattr(document, "number", None)
        return self._subject(document.kind, id_, path)

    def _first_part(self, expr: Expr, program: Program) -> Path:
        """The first part of the submission that is read, by the expression or the derived values in it."""
        for part in with_derived(expr, program):
            for node in walk(part):
                for path in self._written(steps_from(node, self._root)):
                    if self.loaded.tree.at(path) is not None:
                        return path
        return ()

    def _written(self, path: Path) -> Iterator[Path]:
        """The path in the document, and where a fact stands that rules know by a name of their own."""
        if path:
            yield path
        if path and self._of_facts:
            yield from (tuple(place.split(".")) for place in Assessed.written.get(str(path[0]), ()))

    def _subject(self, kind: str, id_: str | None, path: Path) -> Subject:
        span = self.loaded.tree.key_span(path) or self.loaded.tree.span_of(path)
        return Subject(kind=kind, id=id_, path=path_text(path), line=span.line, column=span.column)


def _id_of(record: object, document: object) -> str | None:
    """What a record goes by: in an assessment by the person's, the post's or the group's."""
    names = ("id", "person", "post", "group") if isinstance(document, Assessment) else ("id",)
    return next((id_ for name in names if (id_ := getattr(record, name, None)) is not None), None)


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


def steps_from(node: Expr, root: str) -> Path:
    """The path of a chain of selections from `root`; () for anything else."""
    name, path = selected(node)
    return path if name == root else ()


def with_derived(expr: Expr, program: Program) -> tuple[Expr, ...]:
    """The expression itself, then the derived values that it reads, the nearest first."""
    names = [node.name for node in walk(expr) if isinstance(node, Name)]
    return (expr, *(d.value for d in reversed(needed_by(names, program.derivations))))
