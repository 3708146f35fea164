"""The same meaning, quicker: how the fused form writes expressions.

Eager code may stop for want of a value that a branch would not have needed;
the separate form then finds out what that means. It must never go on where
the plain code would have stopped. The tricks, each with its reason there:
values read once, joins by index, constants worked out beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from policy_engine.engines import runtime
from policy_engine.engines.emit import Emitter, comprehension
from policy_engine.engines.joins import Join, free_names, join_of
from policy_engine.expr.ast import Call, Comprehension, Constant, Expr, Name, Select
from policy_engine.expr.types import FieldType, MapType, strip_null


@dataclass(slots=True)
class Loop:
    """A loop that is being written. Its lines, as (local name → value), in order.

    `given` is known not to be null when the loop begins. `ahead` runs before
    the loop, `row` at the beginning of each turn. A loop of a `few` turns is
    not worth an index.
    """

    element: str
    given: tuple[Expr, ...]
    few: bool = False
    ahead: dict[str, str] = field(default_factory=dict)
    row: dict[str, str] = field(default_factory=dict)


class EagerEmitter(Emitter):
    """Collections, relations and derived values are local variables, fetched at the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.constants["indexed"] = runtime.indexed
        # Derived values that depend on no set-up.
        self.settled: dict[str, Expr] = {}
        self._loop: Loop | None = None

    @contextmanager
    def loop(self, loop: Loop | None) -> Iterator[None]:
        """Within, the loop's own element is read once for all the rules."""
        around, self._loop = self._loop, loop
        try:
            yield
        finally:
            self._loop = around

    def emit(self, expr: Expr) -> str:
        return super().emit(self.settle(expr))

    def settle(self, expr: Expr) -> Expr:
        """What depends on no set-up is worked out now, unless that fails: then it fails in the run."""
        if isinstance(expr, Name) and expr.name not in self._variables:
            return self.settled.get(expr.name, expr)
        if not isinstance(expr, Comprehension) or not free_names(expr) <= self.settled.keys():
            return expr
        text = self._plain_comprehension(expr)
        try:
            value = eval(text, dict(self.constants))  # noqa: S307 - of our own making, like all that is run
        except Exception:  # whatever it is, it happens again in the run, and is told there
            return expr
        return Constant(value, type=expr.type)

    def _derived(self, name: str) -> str:
        return f"d_{name}"

    def _fetched(self, local: str, read: str) -> str:
        self.openings.setdefault(local, f"{local} = {read}")
        return local

    def _read(self, base: Expr, field: FieldType) -> str:
        return self._once(base, field.attribute, super()._read(base, field))

    def _linked(self, index: str, base: Expr, field: FieldType) -> str:
        return self._once(base, field.relation or "", super()._linked(index, base, field))

    def _once(self, base: Expr, name: str, read: str) -> str:
        """A field of the loop's element is read at the beginning of each turn: rules share it."""
        loop = self._loop
        if loop is None or not isinstance(base, Name) or self._variables.get(base.name) != loop.element:
            return read
        local = f"{loop.element}_{name}"
        loop.row.setdefault(local, read)
        return local

    def _expected(self, read: str, record: str, field: FieldType, name: str) -> str:
        if not read.isidentifier():
            return super()._expected(read, record, field, name)
        value = f"({read} if {read} is not None else absent({record}, {name!r}, {field.title!r}))"
        return f"exact({value})" if field.decimal else value

    def _index(self, base: Expr, key: Expr) -> str:
        """Maps are plain dicts, and raise where there is no entry."""
        if isinstance(strip_null(base.type), MapType):
            return f"{self.emit(base)}[{self.emit(key)}]"
        return super()._index(base, key)

    def _members(self, expr: Expr) -> str:
        return super()._members(self.settle(expr))

    def _call(self, function: str, arguments: tuple[Expr, ...]) -> str:
        """Python's own forms of what costs more to call than to do."""
        match function, arguments:
            case "starts_with", (whole, part):
                return f"{self.emit(whole)}.startswith({self.emit(part)})"
            case "contains", (whole, part):
                return f"({self.emit(part)} in {self.emit(whole)})"
            case "by_id", (records, id_):
                return self._by_id(records, id_)
            case _:
                return super()._call(function, arguments)

    def _by_id(self, records: Expr, id_: Expr) -> str:
        """Records of the policy are looked up by id beforehand; the call is for what is not there."""
        known, key = self.settle(records), self.emit(id_)
        call = super()._call("by_id", (records, id_))
        if not isinstance(known, Constant) or not isinstance(known.value, list) or not _is_simple(key):
            return call
        found = {getattr(record, "id", None): record for record in known.value}
        if len(found) < len(known.value) or None in found:
            return call
        table = self.constant(found)
        return f"({table}[{key}] if {key} in {table} else {call})"

    def _comprehension(self, expr: Comprehension) -> str:
        if (prefixes := self._prefixes(expr)) is not None:
            return prefixes
        if (join := self._join(expr)) is not None:
            return self._matches(expr, join)
        return self._plain_comprehension(expr)

    def _plain_comprehension(self, expr: Comprehension) -> str:
        """Filters of the source become conditions of the one loop."""
        variable = self.fresh("v")
        conditions: list[str] = []
        self._in_iterable += 1
        source = self._unfiltered(expr.source, variable, conditions)
        self._in_iterable -= 1
        with self.named(expr.variable, variable):
            body = self.emit(expr.body)
            where = "" if expr.where is None else f" if {self.emit(expr.where)}"
        return comprehension(expr, variable, source, "".join(conditions), body, where)

    def _unfiltered(self, source: Expr, variable: str, conditions: list[str]) -> str:
        source = self.settle(source)
        if not isinstance(source, Comprehension) or source.kind != "filter" or self._join(source) is not None:
            return self.emit(source)
        text = self._unfiltered(source.source, variable, conditions)
        with self.named(source.variable, variable):
            conditions.append(f" if {self.emit(source.body)}")
        return text

    def _prefixes(self, expr: Comprehension) -> str | None:
        """titles.exists(t, starts_with(x, t)): Python tries several beginnings in one call."""
        texts, variable = _texts(self.settle(expr.source)), expr.variable
        match expr:
            case Comprehension(
                kind="exists", body=Call(function="starts_with", arguments=(whole, Name(name=name)))
            ) if texts is not None and name == variable and name not in free_names(whole):
                return f"{self.emit(whole)}.startswith({self.constant(texts)})"
            case _:
                return None

    def _join(self, expr: Comprehension) -> Join | None:
        if self._loop is None or self._loop.few or not self._stands(expr.source, self._loop):
            return None
        return join_of(expr, self._variables)

    def _stands(self, source: Expr, loop: Loop) -> bool:
        """Whether the source is there before the loop, whatever its turns decide."""
        if free_names(source) & self._variables.keys():
            return False
        match source:
            case Name() | Constant() | Select(base=Name(name="setup")):
                return True
            case _:
                return source in loop.given

    def _matches(self, expr: Comprehension, join: Join) -> str:
        """The source is indexed once before the loop, instead of walked in each of its turns."""
        assert self._loop is not None  # noqa: S101
        index = self._indexed(expr, join, self._loop)
        self._in_iterable += 1  # what is found under the key may be walked right away
        key = _tuple([self.emit(outside) for _, outside in join.keys])
        self._in_iterable -= 1
        if expr.kind == "exists" and not join.rest:
            return f"({key} in {index})"
        matching = f"{index}.get({key}, NOTHING)"
        if not join.rest:
            return matching
        with self.binding(expr.variable) as variable:
            rest = " and ".join(map(self.emit, join.rest))
        return comprehension(expr, variable, matching, "", rest, "")

    def _indexed(self, expr: Comprehension, join: Join, loop: Loop) -> str:
        # Always the same name, so that equal indexes have equal texts and are made once.
        with self.loop(None), self.named(expr.variable, "each"):
            self._in_iterable += 1
            source = self.emit(expr.source)
            self._in_iterable -= 1
            filters = "".join(f" if {self.emit(test)}" for test in join.filters)
            key = _tuple([self.emit(own) for own, _ in join.keys])
        made = f"indexed([({key}, each) for each in {source}{filters}])"
        for local, text in loop.ahead.items():
            if text == made:
                return local
        local = self.fresh("x")
        loop.ahead[local] = made
        return local


def _tuple(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _is_simple(text: str) -> bool:
    """Whether reading it twice costs nothing: a name, or a number or text as written."""
    return text.isidentifier() or text.isdigit() or (text[:1] == "'" and text.count("'") == 2)


def _texts(expr: Expr) -> tuple[str, ...] | None:
    """The texts of a known list; None where it is not known, or not of texts."""
    if not isinstance(expr, Constant) or not isinstance(expr.value, list | tuple):
        return None
    return tuple(expr.value) if all(isinstance(item, str) for item in expr.value) else None
