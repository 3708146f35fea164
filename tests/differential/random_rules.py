"""Random, well-typed rules over the records of a set-up: joins, guards, and what may fail while running."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TEXTS = ("P1", "P3", "T1", "I0", "I5", "R1", "R3", "D1", "X9", "L-01", "A-02", "party", "县司法局", "")
NAMES = ("综合", "镇", "办", "R", "")


@dataclass(frozen=True)
class Shape:
    """The fields of a kind of record, by what may be done with them; relations name the kind at the end."""

    texts: Sequence[str] = ()
    nullable_texts: Sequence[str] = ()
    numbers: Sequence[str] = ()
    bools: Sequence[str] = ()
    terms: Mapping[str, Sequence[str]] | None = None
    many: Mapping[str, str] | None = None
    one: Mapping[str, str] | None = None


SHAPES: Mapping[str, Shape] = {
    "post": Shape(
        texts=("id", "name", "institution"), nullable_texts=("catalogue", "task"), numbers=("seats",),
        terms={"kind": ("leader", "general", "featured", "special_task")},
        many={"holders": "person", "assignments": "assignment", "duties": "duty"},
        one={"home": "institution"},
    ),
    "person": Shape(
        texts=("id", "name"), nullable_texts=("unit",),
        terms={"origin": ("own", "dispatched"), "establishment": ("administrative", "public_institution")},
        many={"assignments": "assignment", "posts": "post"},
    ),
    "assignment": Shape(
        texts=("person", "post"), bools=("main",), one={"holder": "person", "held": "post"},
    ),
    "institution": Shape(
        texts=("id", "name"), nullable_texts=("function", "approval", "catalogue"),
        terms={"kind": ("platform", "special", "command_room")}, many={"posts": "post"},
    ),
    "duty": Shape(texts=("id", "name"), nullable_texts=("lead_post",), one={"lead": "post"}),
}  # fmt: skip
COLLECTIONS = {
    "setup.posts": "post",
    "setup.persons": "person",
    "setup.assignments": "assignment",
    "setup.current_assignments": "assignment",
    "setup.institutions": "institution",
    "setup.duties": "duty",
}
Variables = Mapping[str, str]


@dataclass(frozen=True)
class RuleMaker:
    """`choose` picks one of a sequence: random.choice, or hypothesis drawing."""

    choose: Callable[[Sequence[Any]], Any]

    def rule(self, number: int) -> dict[str, Any]:
        """A declaration with one or two bindings."""
        source = self.choose(list(COLLECTIONS))
        bindings, variables = {"p": source}, {"p": COLLECTIONS[source]}
        if self.choose((True, False, False)):
            bindings["q"], variables["q"] = self.collection(variables, 1)
        made = {"id": f"r{number}", "for": bindings, "require": self.condition(variables, 3)}
        if self.choose((True, False)):
            made["when"] = self.condition(variables, 2)
        return {**made, "message": {"zh": "随机规则", "en": "a random rule"}}

    def collection(self, variables: Variables, depth: int) -> tuple[str, str]:
        """A list of records, and of what kind they are."""
        related = [
            (f"{name}.{relation}", target)
            for name, kind in variables.items()
            for relation, target in (SHAPES[kind].many or {}).items()
        ]
        source, kind = self.choose([*COLLECTIONS.items(), *related, *related])
        if depth > 0 and self.choose((True, False, False)):
            inner = f"v{len(variables)}"
            source = f"{source}.filter({inner}, {self.condition({**variables, inner: kind}, depth - 1)})"
        return source, kind

    def condition(self, variables: Variables, depth: int) -> str:
        kinds = ["text", "text", "term", "null", "number", "bool", "one", "begins"]
        if depth > 0:
            kinds += ["join", "join", "each", "and", "and", "or", "not", "listed"]
        made: str = getattr(self, f"_{self.choose(kinds)}")(variables, depth)
        return made

    def _text(self, variables: Variables, _depth: int) -> str:
        return f"{self.text(variables)} {self.choose(('==', '==', '!='))} {self.text(variables)}"

    def text(self, variables: Variables) -> str:
        fields = [f"{name}.{field}" for name, kind in variables.items() for field in SHAPES[kind].texts]
        return str(self.choose([*fields, *fields, f"'{self.choose(TEXTS)}'", "setup.township.name"]))

    def _term(self, variables: Variables, depth: int) -> str:
        found = [(f"{n}.{f}", v) for n, k in variables.items() for f, v in (SHAPES[k].terms or {}).items()]
        if not found:
            return self._text(variables, depth)
        path, values = self.choose(found)
        return f"{path} {self.choose(('==', '!='))} '{self.choose(values)}'"

    def _null(self, variables: Variables, depth: int) -> str:
        found = [f"{n}.{f}" for n, k in variables.items() for f in SHAPES[k].nullable_texts]
        if not found:
            return self._text(variables, depth)
        path, text = self.choose(found), self.text(variables)
        forms = (
            f"{path} == null", f"has({path})", f"blank({path})", f"{path} == {text}", f"{path} != {text}",
            f"{path} != null && starts_with({path}, {text})", f"({path} == null || contains({path}, {text}))",
        )  # fmt: skip
        return str(self.choose(forms))

    def _number(self, variables: Variables, depth: int) -> str:
        left, right = (self.number(variables, depth - 1) for _ in range(2))
        return f"{left} {self.choose(('<=', '==', '>', '!='))} {right}"

    def number(self, variables: Variables, depth: int) -> str:
        found = [f"{n}.{f}" for n, k in variables.items() for f in SHAPES[k].numbers]
        forms = [*found, *found, str(self.choose(range(4))), "size(setup.posts)"]
        if depth >= 0:
            source, kind = self.collection(variables, depth)
            forms.append(f"size({source})")
            if kind == "post":
                forms.append(f"sum({source}.map(s, s.seats))")
            forms.append(f"counts({source}.map(s, s.{SHAPES[kind].texts[0]}))[{self.text(variables)}]")
            forms.append(f"{self.number(variables, depth - 1)} / {self.number(variables, depth - 1)}")
            forms.append(f"by_id(setup.posts, {self.text(variables)}).seats")
        return str(self.choose(forms))

    def _bool(self, variables: Variables, depth: int) -> str:
        found = [f"{n}.{f}" for n, k in variables.items() for f in SHAPES[k].bools]
        return str(self.choose(found)) if found else self._null(variables, depth)

    def _one(self, variables: Variables, depth: int) -> str:
        found = [(f"{n}.{f}", t) for n, k in variables.items() for f, t in (SHAPES[k].one or {}).items()]
        if not found:
            return self._term(variables, depth)
        path, target = self.choose(found)
        field = self.choose(SHAPES[target].texts)
        same = f"{path}.{field} == {self.text(variables)}"
        return str(self.choose((f"{path} != null", f"{path} != null && {same}", f"{path} == null || {same}")))

    def _begins(self, variables: Variables, _depth: int) -> str:
        beginnings = ", ".join(f"'{self.choose(NAMES)}'" for _ in range(2))
        test = self.choose(("starts_with", "contains"))
        return f"[{beginnings}].exists(t, {test}({self.text(variables)}, t))"

    def _join(self, variables: Variables, depth: int) -> str:
        """What the fused form answers from an index: an element that equals something outside."""
        source = self.choose(list(COLLECTIONS))
        kind, inner = COLLECTIONS[source], f"v{len(variables)}"
        own = self.choose([*SHAPES[kind].texts, *SHAPES[kind].nullable_texts])
        parts = [f"{inner}.{own} == {self.text(variables)}"]
        for _ in range(self.choose(range(3))):
            condition = f"({self.condition({**variables, inner: kind}, depth - 1)})"
            parts.insert(self.choose(range(len(parts) + 1)), condition)
        body = " && ".join(parts)
        form = self.choose(("exists", "filter", "exists_one", "all"))
        made = f"{source}.{form}({inner}, {body})"
        if form != "filter":
            return made
        return f"size({made}) {self.choose(('==', '>='))} {self.choose(range(3))}"

    def _each(self, variables: Variables, depth: int) -> str:
        source, kind = self.collection(variables, depth - 1)
        inner = f"v{len(variables)}"
        form = self.choose(("exists", "all", "exists_one"))
        return f"{source}.{form}({inner}, {self.condition({**variables, inner: kind}, depth - 1)})"

    def _listed(self, variables: Variables, depth: int) -> str:
        source, kind = self.collection(variables, depth - 1)
        return f"{self.text(variables)} in {source}.map(s, s.{self.choose(SHAPES[kind].texts)})"

    def _and(self, variables: Variables, depth: int) -> str:
        return f"({self.condition(variables, depth - 1)}) && ({self.condition(variables, depth - 1)})"

    def _or(self, variables: Variables, depth: int) -> str:
        return f"({self.condition(variables, depth - 1)}) || ({self.condition(variables, depth - 1)})"

    def _not(self, variables: Variables, depth: int) -> str:
        return f"!({self.condition(variables, depth - 1)})"
