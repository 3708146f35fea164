"""How a function is described: what it takes, what it gives, how it is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policy_engine.diagnostics import Text
from policy_engine.expr.type_rules import call_type, fits, join
from policy_engine.expr.types import Type

ArgumentTypes: TypeAlias = Sequence[Type]


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function.

    With `repeats` the last parameter may be given again any number of times.
    `result` may be computed from the types of the arguments, which then fit.
    """

    parameters: tuple[Type, ...]
    result: Type | Callable[[ArgumentTypes], Type]
    repeats: bool = False

    def takes(self, count: int) -> bool:
        return count == len(self.parameters) or (self.repeats and count > len(self.parameters))

    def parameter(self, position: int) -> Type:
        return self.parameters[min(position, len(self.parameters) - 1)]

    def first_misfit(self, arguments: ArgumentTypes) -> int | None:
        for position, argument in enumerate(arguments):
            if not fits(argument, self.parameter(position)):
                return position
        return None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why the arguments do not suit; `position` counts from 0, None speaks of their number."""

    position: int | None
    message: Text


@dataclass(frozen=True, slots=True)
class Function:
    """A pure function of the language.

    `implementation` takes plain values (numbers as int or Fraction, records as
    objects or mappings) and raises EvaluationError where it has no answer.
    `parameters` names the arguments for the documentation.
    """

    name: str
    parameters: str
    signatures: tuple[Signature, ...]
    implementation: Callable[..., object]
    doc: Text
    example: str

    def result_of(self, arguments: ArgumentTypes) -> Type | Mismatch:
        """The type of the result, or why these argument types do not suit."""
        suited = [signature for signature in self.signatures if signature.takes(len(arguments))]
        if not suited:
            return Mismatch(None, self._count_message(len(arguments)))
        best, furthest = suited[0], -1
        for signature in suited:
            misfit = signature.first_misfit(arguments)
            if misfit is None:
                result = signature.result
                return result(arguments) if callable(result) else result
            if misfit > furthest:
                best, furthest = signature, misfit
        wanted, given = call_type(best.parameter(furthest)), call_type(arguments[furthest])
        return Mismatch(furthest, Text(
            f"{self.name} 的第 {furthest + 1} 个参数应为{wanted.zh}，这里是{given.zh}",
            f"argument {furthest + 1} of {self.name} must be {wanted.en}, and is {given.en}",
        ))  # fmt: skip

    def _count_message(self, given: int) -> Text:
        counts = sorted({len(signature.parameters) for signature in self.signatures})
        more = any(signature.repeats for signature in self.signatures)
        zh = " 或 ".join(map(str, counts)) + (" 个以上" if more else " 个")
        en = " or ".join(map(str, counts)) + (" or more" if more else "")
        return Text(
            f"{self.name}({self.parameters}) 需要 {zh}参数，这里给了 {given} 个。",
            f"{self.name}({self.parameters}) takes {en} argument(s), {given} given.",
        )


def same_as_first(arguments: ArgumentTypes) -> Type:
    return arguments[0]


def joined(left: Type, right: Type) -> Type:
    """The common type of two arguments that fit the same parameter."""
    return join(left, right) or left
