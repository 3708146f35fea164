"""Folding: a policy's parameters are put into the expressions, and what is known is computed.

After folding, an expression is what is left to find out from a set-up. A value
that no layer declares becomes `Absent`, and takes with it everything that
cannot do without it; `has(…)`, `&&`, `||` and `?:` can.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar, cast

from policy_engine.diagnostics import Text
from policy_engine.documents.fields import Table
from policy_engine.documents.paths import chinese_path
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
    Value,
)
from policy_engine.expr.numbers import exact
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.types import BOOL, NULL, FieldType, RecordType, strip_null
from policy_engine.program.functions import FUNCTIONS
from policy_engine.program.operators import apply_binary, apply_unary, lookup

# The path of an Absent that stands for a township whose class is not known.
CLASS_PATH = "class"
_NOT_KNOWN = object()
Kind = TypeVar("Kind", Binary, Call, Comprehension, Conditional, Has, Index, ListLiteral, Select, Unary)


@dataclass(frozen=True, slots=True)
class Township:
    """What tables are looked up by. An unknown class leaves tables by class unknown."""

    class_: str | None
    form: str


@dataclass(frozen=True, slots=True)
class Folding:
    """`names` holds what is known of a name; a name that a binding takes is taken out."""

    names: Mapping[str, Expr]
    township: Township

    def without(self, *variables: str) -> Folding:
        kept = {name: value for name, value in self.names.items() if name not in variables}
        return Folding(kept, self.township)

    def fold(self, expr: Expr) -> Expr:
        """The expression with everything computed that is known already."""
        match expr:
            case Name(name=name):
                return self.names.get(name, expr)
            case Literal() | Constant() | Absent():
                return expr
            case Select(base=base):
                return self._select(expr, self.fold(base))
            case Has(base=base):
                return self._has(expr, self.fold(base))
            case Conditional():
                return self._conditional(expr)
            case Binary(operator="&&" | "||"):
                return self._junction(expr)
            case Binary(operator="==" | "!="):
                return self._equality(expr)
            case Comprehension():
                return self._comprehension(expr)
            case _:
                return self._strict(expr)

    def _select(self, expr: Select, base: Expr) -> Expr:
        if isinstance(base, Absent):
            return base
        if isinstance(base, Constant):
            return self._field(base, expr)
        return _with(expr, base=base)

    def _field(self, base: Constant, expr: Select | Has) -> Expr:
        """A field of a record that is known: a parameter, or an entry of one."""
        field = _field_of(base, expr.field)
        value = getattr(base.value, field.attribute)
        origin = None if base.origin is None else (*base.origin, expr.field)
        if isinstance(value, Table):
            return self._entry(value, origin, field)
        if value is None and field.presence == "expected":
            return _undeclared(origin, expr.field)
        return _constant(value, field, origin)

    def _entry(self, table: Table[Any], origin: tuple[str | int, ...] | None, field: FieldType) -> Expr:
        """The township's own entry of a table."""
        path = ".".join(map(str, origin or ()))
        key = self.township.class_ if table.by == "class" else self.township.form
        if key is None:
            return Absent("unknown", CLASS_PATH, Text("类别无法确定", "the class is not known"))
        if key in table.values:
            return _constant(table.values[key], field, origin and (*origin, "values", key))
        if table.default is not None:
            return _constant(table.default, field, origin and (*origin, "default"))
        return Absent("unknown", path, Text(
            f"政策 {path} 没有“{key}”的取值，也没有 default（其他）",
            f"{path} has no entry for {key} and no default",
        ))  # fmt: skip

    def _has(self, expr: Has, base: Expr) -> Expr:
        if isinstance(base, Absent):
            # A parameter that is asked for is not there; a value worked out from one that is not
            # declared says nothing.
            asked_for = base.kind == "undeclared" and _is_parameter(expr.base)
            return Literal(False, type=BOOL) if asked_for else base
        if isinstance(base, Constant) and isinstance(strip_null(base.type), RecordType):
            found = self._field(base, expr)
            if isinstance(found, Absent) and found.kind == "unknown":
                return found
            return Literal(not (isinstance(found, Absent) or _is_null(found)), type=BOOL)
        return _with(expr, base=base)

    def _conditional(self, expr: Conditional) -> Expr:
        test = self.fold(expr.test)
        if isinstance(test, Absent):
            return test
        known = _known(test)
        if known is not _NOT_KNOWN:
            return self.fold(expr.then if known is True else expr.otherwise)
        return _with(expr, test=test, then=self.fold(expr.then), otherwise=self.fold(expr.otherwise))

    def _junction(self, expr: Binary) -> Expr:
        """`&&` and `||`: a known left side decides, or leaves the right side alone."""
        left = self.fold(expr.left)
        if isinstance(left, Absent):
            return left
        deciding = expr.operator == "||"
        known = _known(left)
        if known is not _NOT_KNOWN:
            return left if known is deciding else self.fold(expr.right)
        right = self.fold(expr.right)
        if _known(right) is (not deciding):
            return left
        return _with(expr, left=left, right=right)

    def _equality(self, expr: Binary) -> Expr:
        """Comparison with null may be asked of an undeclared parameter."""
        left, right = self.fold(expr.left), self.fold(expr.right)
        for side, written, other in ((left, expr.left, right), (right, expr.right, left)):
            missing = isinstance(side, Absent) and side.kind == "undeclared"
            if missing and _is_null(other) and _is_parameter(written):
                return Literal(expr.operator == "==", type=BOOL)
        return _computed(_with(expr, left=left, right=right), (left, right))

    def _comprehension(self, expr: Comprehension) -> Expr:
        source = self.fold(expr.source)
        if isinstance(source, Absent):
            return source
        inner = self.without(expr.variable)
        body = inner.fold(expr.body)
        where = None if expr.where is None else inner.fold(expr.where)
        for part in (where, body):
            if isinstance(part, Absent):
                return part
        return _with(expr, source=source, body=body, where=where)

    def _strict(self, expr: Expr) -> Expr:
        """Operators and functions need all their parts."""
        match expr:
            case Call(arguments=arguments):
                parts = self._all(arguments)
                rebuilt: Expr = _with(expr, arguments=parts)
            case Unary(operand=operand):
                parts = (self.fold(operand),)
                rebuilt = _with(expr, operand=parts[0])
            case Binary(left=left, right=right):
                parts = (self.fold(left), self.fold(right))
                rebuilt = _with(expr, left=parts[0], right=parts[1])
            case Index(base=base, key=key):
                parts = (self.fold(base), self.fold(key))
                rebuilt = _with(expr, base=parts[0], key=parts[1])
            case ListLiteral(items=items):
                parts = self._all(items)
                rebuilt = _with(expr, items=parts)
            case MapLiteral(entries=entries):
                parts = tuple(self.fold(v) for _, v in entries)
                names = (name for name, _ in entries)
                rebuilt = dataclasses.replace(expr, entries=tuple(zip(names, parts, strict=True)))
            case _:
                return expr
        return _computed(rebuilt, parts)

    def _all(self, exprs: tuple[Expr, ...]) -> tuple[Expr, ...]:
        folded = tuple(map(self.fold, exprs))
        return exprs if all(new is old for new, old in zip(folded, exprs, strict=True)) else folded


def _with(expr: Kind, **parts: object) -> Kind:
    """The node with these parts; itself where they are its own, as most are that hang on no parameter."""
    if all(getattr(expr, name) is part for name, part in parts.items()):
        return expr
    return dataclasses.replace(expr, **parts)  # type: ignore[arg-type]


def _computed(expr: Expr, parts: tuple[Expr, ...]) -> Expr:
    """What an operator or function comes to, of parts that are folded already."""
    for part in parts:
        if isinstance(part, Absent):
            return part
    return _compute(expr, parts)


def _compute(expr: Expr, parts: tuple[Expr, ...]) -> Expr:
    """The value, where all parts are known; a computation that fails is left to fail at run time."""
    values = [_known(part) for part in parts]
    if any(value is _NOT_KNOWN for value in values):
        return expr
    try:
        match expr:
            case Call(function=function):
                value: object = FUNCTIONS[function].implementation(*values)
            case Unary(operator=operator):
                value = apply_unary(operator, values[0])
            case Binary(operator=operator):
                value = apply_binary(operator, values[0], values[1])
            case Index():
                value = lookup(values[0], values[1])
            case ListLiteral():
                value = list(values)
            case _:
                return expr
    except EvaluationError:
        return expr
    return Constant(value, _origin_of(value, parts), type=expr.type)


def _origin_of(value: object, parts: tuple[Expr, ...]) -> tuple[str | int, ...] | None:
    """Where a computed value stands in the policy: an entry picked out of a list, or nowhere."""
    for part in parts:
        if not isinstance(part, Constant) or part.origin is None:
            continue
        if isinstance(part.value, list):
            for position, entry in enumerate(part.value):
                if entry is value:
                    return (*part.origin, position)
        if isinstance(part.value, dict):
            for key, entry in part.value.items():
                if entry is value:
                    return (*part.origin, key)
    return None


def _is_parameter(expr: Expr) -> bool:
    """params.….…: a parameter by its own path."""
    while isinstance(expr, Select):
        expr = expr.base
    return isinstance(expr, Name) and expr.name == "params"


def _field_of(base: Constant, name: str) -> FieldType:
    return cast("RecordType", strip_null(base.type)).fields[name]


def _constant(value: object, field: FieldType, origin: tuple[str | int, ...] | None) -> Expr:
    if value is None:
        return Literal(None, type=NULL)
    made = exact(value) if field.decimal or isinstance(value, Fraction) else value
    return Constant(made, origin, type=strip_null(field.type))


def _undeclared(origin: tuple[str | int, ...] | None, name: str) -> Absent:
    path = ".".join(map(str, origin)) if origin else name
    chinese = chinese_path(path)
    named = path if chinese == path else f"{chinese}（{path}）"
    return Absent("undeclared", path, Text(f"各级政策均未声明 {named}", f"no layer declares {path}"))


def _is_null(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.value is None


def _known(expr: Expr) -> Value | object:
    return expr.value if isinstance(expr, Literal | Constant) else _NOT_KNOWN
