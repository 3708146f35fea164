"""Expressions → Python source. The meaning of the language is what this code does."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from keyword import iskeyword
from typing import Any

from policy_engine.engines import runtime
from policy_engine.expr.ast import (
    Absent,
    Binary,
    Call,
    Comprehension,
    Conditional,
    Constant,
    Expr,
    Has,
    Index,
    ListLiteral,
    Literal,
    MapLiteral,
    Name,
    Select,
    Unary,
)
from policy_engine.expr.numbers import exact
from policy_engine.expr.printer import to_text
from policy_engine.expr.types import FieldType, RecordType, strip_null
from policy_engine.program.functions import FUNCTIONS
from policy_engine.program.operators import divide, lookup, remainder
from policy_engine.program.scope import SCOPES

_OPERATORS: Mapping[str, str] = {
    "+": "+", "-": "-", "*": "*", "==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "in": "in", "&&": "and", "||": "or",
}  # fmt: skip
_CALLED_OPERATORS: Mapping[str, str] = {"/": "divide", "%": "remainder"}

# Functions that Python has itself, on the values that the checker lets through.
_BUILT_IN: Mapping[str, str] = {"size": "len", "sum": "sum", "abs": "abs"}


def _where(expr: Expr) -> str:
    """What a message calls the map or list: its place in the policy, or its own text."""
    if isinstance(expr, Constant):
        return "".join(f".{step}" for step in expr.origin or ()).removeprefix(".")
    return to_text(expr)


# What facts hold: `params` is folded in and never asked of them.
_ROOT_NAMES = frozenset(name for scope in SCOPES.values() for name in scope) - {"params"}


class Emitter:
    """Turns expressions into source; collects the constants and openings that the source needs.

    `openings` maps a local name to the line that must run before the code:
    names of the facts, looked up once. Everything else is fetched where it is
    needed, and nothing that is not: so this is what the language means.
    """

    def __init__(self) -> None:
        self.constants: dict[str, Any] = {
            "absent": runtime.absent,
            "need": runtime.need,
            "need_index": runtime.need_index,
            "unknown": runtime.unknown,
            "AnonymousRecord": runtime.AnonymousRecord,
            "NOTHING": runtime.NOTHING,
            "divide": divide,
            "remainder": remainder,
            "lookup": lookup,
            "exact": exact,
        }
        self.openings: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        self._made = 0
        self._in_iterable = 0

    def fresh(self, prefix: str) -> str:
        self._made += 1
        return f"{prefix}{self._made}"

    def constant(self, value: object) -> str:
        """The name of the constant; sets of the same texts share one, so that tests of them look the same."""
        texts = isinstance(value, frozenset) and all(isinstance(member, str) for member in value)
        for name, known in self.constants.items() if texts else ():
            if isinstance(known, frozenset) and known == value:
                return name
        name = self.fresh("k")
        self.constants[name] = value
        return name

    @contextmanager
    def binding(self, variable: str) -> Iterator[str]:
        """Within, `variable` of the language is the Python name that is handed out."""
        name = self.fresh("v")
        with self.named(variable, name):
            yield name

    @contextmanager
    def named(self, variable: str, name: str) -> Iterator[None]:
        """Within, `variable` of the language is the given Python name."""
        shadowed = self._variables.get(variable)
        self._variables[variable] = name
        try:
            yield
        finally:
            if shadowed is None:
                del self._variables[variable]
            else:
                self._variables[variable] = shadowed

    def emit(self, expr: Expr) -> str:  # noqa: C901 - one case for each kind of node
        """A Python expression, in parentheses where it needs them."""
        match expr:
            case Literal(value=value) | Constant(value=value):
                return self._value(value)
            case Absent(path=path, reason=reason):
                return f"unknown({path!r}, {reason.zh!r}, {reason.en!r})"
            case Name(name=name):
                return self._name(name)
            case Select(base=base, field=field):
                return self._select(base, field)
            case Has(base=base, field=field):
                return self._has(base, field)
            case Index(base=base, key=key):
                return self._index(base, key)
            case Call(function=function, arguments=arguments):
                return self._call(function, arguments)
            case Unary(operator=operator, operand=operand):
                return f"({'not ' if operator == '!' else '-'}{self.emit(operand)})"
            case Binary():
                return self._binary(expr)
            case Conditional(test=test, then=then, otherwise=otherwise):
                return f"({self.emit(then)} if {self.emit(test)} else {self.emit(otherwise)})"
            case ListLiteral(items=items):
                return f"[{', '.join(map(self.emit, items))}]"
            case MapLiteral(entries=entries):
                fields = ", ".join(f"{key!r}: {self.emit(value)}" for key, value in entries)
                return f"AnonymousRecord(**{{{fields}}})"
            case Comprehension():
                return self._comprehension(expr)

    def _value(self, value: object) -> str:
        if value is None or isinstance(value, bool | str) or type(value) is int:
            return f"({value!r})" if isinstance(value, int) and value < 0 else repr(value)
        return self.constant(value)

    def _name(self, name: str) -> str:
        if name in self._variables:
            return self._variables[name]
        if name in _ROOT_NAMES:
            self.openings.setdefault(name, f"{name} = facts.{name}")
            return name
        return self._derived(name)

    def _derived(self, name: str) -> str:
        return f"derived({name!r})"

    def _field(self, base: Expr, name: str) -> FieldType:
        record = strip_null(base.type)
        if not isinstance(record, RecordType):
            raise TypeError(f"{name} selected from {base.type}")
        return record.fields[name]

    def _select(self, base: Expr, name: str) -> str:
        field = self._field(base, name)
        if field.relation is not None:
            return self._relation(base, field)
        if field.presence == "expected" and self._is_setup(base):
            return self._collection(field, name)
        read = self._read(base, field)
        if field.presence == "expected":
            return self._expected(read, self._with_owner(base), field, name)
        if field.decimal:
            return self._exact(read, field)
        return read

    def _read(self, base: Expr, field: FieldType) -> str:
        """The field as the model holds it, None where it was left out."""
        record = self.emit(base)
        if iskeyword(field.attribute):  # {'class': 1}.class
            return f"getattr({record}, {field.attribute!r})"
        return f"{record}.{field.attribute}"

    def _exact(self, read: str, field: FieldType) -> str:
        if field.presence == "optional":
            return f"(None if {read} is None else exact({read}))"
        return f"exact({read})"

    def _with_owner(self, base: Expr) -> str:
        """The record, and for a record in a record (a person's file) whose it is, to name it by."""
        owner = base.base if isinstance(base, Select) else None
        if owner is None or not isinstance(strip_null(owner.type), RecordType):
            return self.emit(base)
        return f"({self.emit(base)}, {self.emit(owner)})"

    def _expected(self, read: str, record: str, field: FieldType, name: str) -> str:
        """A value that may not be missing. A walrus is quicker; Python forbids it in iterables."""
        if self._in_iterable:
            value = f"need({read}, {record}, {name!r}, {field.title!r})"
        else:
            kept = self.fresh("t")
            missing = f"absent({record}, {name!r}, {field.title!r})"
            value = f"({kept} if ({kept} := {read}) is not None else {missing})"
        return f"exact({value})" if field.decimal else value

    def _collection(self, field: FieldType, name: str) -> str:
        """A part of the set-up."""
        read = f"need(facts.setup.{field.attribute}, facts.setup, {name!r}, {field.title!r})"
        return self._fetched(f"setup_{field.attribute}", read)

    def _fetched(self, local: str, read: str) -> str:
        """What is read; `local` would be a good name for it."""
        del local
        return read

    def _relation(self, base: Expr, field: FieldType) -> str:
        read = f"need_index(facts.links.{field.relation}, {field.relation!r}, facts.setup)"
        index = self._fetched(f"links_{field.relation}", read)
        if self._is_setup(base):
            return index
        return self._linked(index, base, field)

    def _linked(self, index: str, base: Expr, field: FieldType) -> str:
        """What a relation's index has for the record."""
        default = "" if field.presence == "optional" else ", NOTHING"
        return f"{index}.get({self._read(base, field)}{default})"

    def _index(self, base: Expr, key: Expr) -> str:
        return f"lookup({self.emit(base)}, {self.emit(key)}, {_where(base)!r})"

    def _is_setup(self, expr: Expr) -> bool:
        """The set-up itself, not a variable of that name."""
        return isinstance(expr, Name) and expr.name == "setup" and expr.name not in self._variables

    def _has(self, base: Expr, name: str) -> str:
        record = strip_null(base.type)
        if not isinstance(record, RecordType):
            return f"({name!r} in {self.emit(base)})"
        field = record.fields[name]
        if field.relation is not None:
            return f"({self._relation(base, field)} is not None)"
        return f"({self._read(base, field)} is not None)"

    def _call(self, function: str, arguments: tuple[Expr, ...]) -> str:
        given = ", ".join(map(self.emit, arguments))
        if function in _BUILT_IN:
            return f"{_BUILT_IN[function]}({given})"
        name = f"f_{function}"
        self.constants.setdefault(name, FUNCTIONS[function].implementation)
        return f"{name}({given})"

    def _binary(self, expr: Binary) -> str:
        if expr.operator in _CALLED_OPERATORS:
            return f"{_CALLED_OPERATORS[expr.operator]}({self.emit(expr.left)}, {self.emit(expr.right)})"
        if expr.operator in ("==", "!=") and (null := self._null_test(expr)) is not None:
            return null
        right = self._members(expr.right) if expr.operator == "in" else self.emit(expr.right)
        return f"({self.emit(expr.left)} {_OPERATORS[expr.operator]} {right})"

    def _null_test(self, expr: Binary) -> str | None:
        """A comparison with null. An expected field may be asked for its absence, too."""
        for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
            if not (isinstance(other, Literal) and other.value is None):
                continue
            test = "is" if expr.operator == "==" else "is not"
            if isinstance(side, Select) and isinstance(strip_null(side.base.type), RecordType):
                present = self._has(side.base, side.field)
                return f"(not {present})" if expr.operator == "==" else present
            return f"({self.emit(side)} {test} None)"
        return None

    def _members(self, expr: Expr) -> str:
        """The right side of `in`: a set where all members are known texts or numbers."""
        if isinstance(expr, Constant) and isinstance(expr.value, list | tuple):
            members = expr.value
        elif isinstance(expr, ListLiteral) and all(isinstance(i, Literal) for i in expr.items):
            members = [i.value for i in expr.items if isinstance(i, Literal)]
        else:
            return self.emit(expr)
        hashable = all(isinstance(m, str | int | Fraction | datetime.date) for m in members)
        return self.constant(frozenset(members)) if hashable else self.emit(expr)

    def _comprehension(self, expr: Comprehension) -> str:
        self._in_iterable += 1
        source = self.emit(expr.source)
        self._in_iterable -= 1
        with self.binding(expr.variable) as variable:
            body = self.emit(expr.body)
            where = "" if expr.where is None else f" if {self.emit(expr.where)}"
        return comprehension(expr, variable, source, "", body, where)


def comprehension(
    expr: Comprehension, variable: str, source: str, conditions: str, body: str, where: str
) -> str:
    """The parts of a comprehension, put together; `conditions` and `where` are empty or begin with " if"."""
    loop = f"for {variable} in {source}{conditions}"
    match expr.kind:
        case "all":
            return f"all({body} {loop})"
        case "exists":
            return f"any({body} {loop})"
        case "exists_one":
            return f"(sum(1 {loop} if {body}) == 1)"
        case "filter":
            return f"[{variable} {loop} if {body}]"
        case "map":
            return f"[{body} {loop}{where}]"
