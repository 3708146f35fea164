"""Random expressions that both CEL and the language define, and that cannot fail in either."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Variable → condition, number, text or record.
Variables = Mapping[str, str]

_SIMPLE = {
    "condition": ("true", "b", "n > 2", "has(r.note)", "has(rs[1].note)"),
    "number": ("n", "k", "0", "1", "7", "-4", "size(ts)", "size(s)", "m['a']"),
    "text": ("s", "'a'", "'文'", "''", "ts[1]"),
    "numbers": ("ns", "[1, 2]", "[n, k]"),
}
_FIELDS = {"condition": "b", "number": "x", "text": "t"}
_LISTS = (("ns", "number"), ("ts", "text"), ("rs", "record"), ("[k, 5]", "number"))


@dataclass(frozen=True)
class ExpressionMaker:
    """`choose` picks one of a sequence: random.choice, or hypothesis drawing."""

    choose: Callable[[Sequence[Any]], Any]

    def make(self, kind: str, variables: Variables, depth: int) -> str:
        """An expression of the kind: condition, number, text or numbers (a list)."""
        if depth == 0:
            return str(self.choose([*_SIMPLE[kind], *_offered(kind, variables)]))
        made: str = getattr(self, f"_{kind}")(variables, depth - 1)
        return made

    def _condition(self, variables: Variables, depth: int) -> str:
        def a(kind: str) -> str:
            return self.make(kind, variables, depth)

        match self.choose(("&&", "||", "!", "?", "number", "number", "text", "list", "in", "each", "each")):
            case "!":
                return f"!({a('condition')})"
            case "?":
                return f"({a('condition')} ? {a('condition')} : {a('condition')})"
            case "number":
                operator = self.choose(("<", "<=", ">", ">=", "==", "!="))
                return f"({a('number')} {operator} {a('number')})"
            case "text":
                return f"({a('text')} {self.choose(('==', '!='))} {a('text')})"
            case "list":
                return f"({a('numbers')} == {a('numbers')})"
            case "in":
                member, members = self.choose((("number", a("numbers")), ("text", "ts")))
                return f"({a(member)} in {members})"
            case "each":
                source, variable, inner = self._binding(variables, depth)
                form = self.choose(("all", "exists", "exists_one"))
                return f"{source}.{form}({variable}, {self.make('condition', inner, depth)})"
            case logic:
                return f"({a('condition')} {logic} {a('condition')})"

    def _number(self, variables: Variables, depth: int) -> str:
        def a() -> str:
            return self.make("number", variables, depth)

        match self.choose(("+", "-", "*", "%", "?", "size", "item", "minus")):
            case "%":
                return f"({a()} % {self.choose(('3', '(-3)', '5'))})"
            case "?":
                return f"({self.make('condition', variables, depth)} ? {a()} : {a()})"
            case "size":
                return f"size({self.make('numbers', variables, depth)})"
            case "item":
                items = self.make("numbers", variables, depth)
                return f"(size({items}) > 1 ? {items}[1] : 9)"
            case "minus":
                return f"(-{a()})"
            case operator:
                return f"({a()} {operator} {a()})"

    def _text(self, variables: Variables, depth: int) -> str:
        def a() -> str:
            return self.make("text", variables, depth)

        match self.choose(("+", "?", "note")):
            case "+":
                return f"({a()} + {a()})"
            case "?":
                return f"({self.make('condition', variables, depth)} ? {a()} : {a()})"
            case _:
                record = self.choose(
                    ["r", "rs[1]", *(n for n, kind in variables.items() if kind == "record")]
                )
                return f"(has({record}.note) ? {record}.note : {a()})"

    def _numbers(self, variables: Variables, depth: int) -> str:
        source, variable, inner = self._binding(variables, depth)
        match self.choose(("map", "map where", "filter", "literal")):
            case "map":
                return f"{source}.map({variable}, {self.make('number', inner, depth)})"
            case "map where":
                where = self.make("condition", inner, depth)
                return f"{source}.map({variable}, {where}, {self.make('number', inner, depth)})"
            case "filter":
                where = self.make("condition", {**variables, variable: "number"}, depth)
                return f"ns.filter({variable}, {where})"
            case _:
                return f"[{self.make('number', variables, depth)}, {self.make('number', variables, depth)}]"

    def _binding(self, variables: Variables, depth: int) -> tuple[str, str, Variables]:
        """A list to walk over, a variable for its items, and the variables with it."""
        variable = f"v{len(variables)}"
        source, kind = self.choose(_LISTS)
        inner = {**variables, variable: kind}
        if depth > 0 and self.choose((True, False, False)):
            source = f"{source}.filter({variable}, {self.make('condition', inner, depth - 1)})"
        return source, variable, inner


def _offered(kind: str, variables: Variables) -> list[str]:
    """What the variables offer of a kind: themselves, or a field of theirs."""
    if kind not in _FIELDS:
        return []
    offered = {kind: "", "record": f".{_FIELDS[kind]}"}
    return [f"{name}{offered[of]}" for name, of in [("r", "record"), *variables.items()] if of in offered]
