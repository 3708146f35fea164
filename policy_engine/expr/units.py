"""The closed vocabulary of units: a quantity is never compared across dimensions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from policy_engine.diagnostics import Text, did_you_mean
from policy_engine.expr.numbers import Number, exact, parse_number
from policy_engine.expr.problems import EvaluationError


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` base units of `dimension` make one of this unit; exact."""

    id: str
    dimension: str
    factor: Number
    name: Text
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.id, self.name.zh, *self.aliases)


_MU = Fraction(2000, 3)  # square metres: 15 mu are exactly one hectare

_ALL = (
    Unit("person", "people", 1, Text("人", "person")),
    Unit("10k_person", "people", 10_000, Text("万人", "10,000 persons")),
    Unit("km2", "area", 1_000_000, Text("平方公里", "square kilometre"), ("平方千米", "km²")),
    Unit("hectare", "area", 10_000, Text("公顷", "hectare")),
    Unit("mu", "area", _MU, Text("亩", "mu")),
    Unit("cny", "money", 1, Text("元", "yuan")),
    Unit("10k_cny", "money", 10_000, Text("万元", "10,000 yuan")),
    Unit("100m_cny", "money", 100_000_000, Text("亿元", "100 million yuan")),
    Unit("cny_per_mu", "money per area", 1, Text("元/亩", "yuan per mu")),
    Unit("10k_cny_per_mu", "money per area", 10_000, Text("万元/亩", "10,000 yuan per mu")),
    Unit("entity", "entities", 1, Text("户", "entity"), ("家", "个")),
    Unit("10k_entity", "entities", 10_000, Text("万户", "10,000 entities"), ("万家", "万个")),
)
UNITS: Mapping[str, Unit] = {unit.id: unit for unit in _ALL}
SPELLINGS: Mapping[str, Unit] = {spelling: unit for unit in _ALL for spelling in unit.spellings}

_QUANTITY = re.compile(r"([+-]?[0-9][0-9.,]*)\s*([^\s0-9.,]\S*)")


def find_unit(text: str) -> Unit:
    """The unit that `text` names, by id or Chinese name. Raises EvaluationError when there is none."""
    word = unicodedata.normalize("NFKC", text).strip()
    if word in SPELLINGS:
        return SPELLINGS[word]
    hint = did_you_mean(word, SPELLINGS)
    known = "、".join(unit.name.zh for unit in _ALL)
    raise EvaluationError(Text(
        f"不认识计量单位“{text}”{',' + hint.zh if hint else ''}；可用单位：{known}",
        f'unknown unit "{text}"{", d" + hint.en[1:] if hint else ""}; units are: {", ".join(UNITS)}',
    ))  # fmt: skip


def fits_unit(unit: str, wanted: str) -> bool:
    """Whether `unit` can be converted to `wanted`; an unknown unit cannot.

    Raises EvaluationError where `wanted`, which a policy declares, is unknown.
    """
    known = SPELLINGS.get(unicodedata.normalize("NFKC", unit).strip())
    return known is not None and known.dimension == find_unit(wanted).dimension


def convert(value: Number, unit: str, wanted: str) -> Number:
    """`value` of `unit`, counted in `wanted`; exact. Raises EvaluationError."""
    source, target = find_unit(unit), find_unit(wanted)
    if source.dimension != target.dimension:
        raise EvaluationError(Text(
            f"单位“{source.name.zh}”不能换算为“{target.name.zh}”，请核对单位",
            f"{source.name.en} cannot be converted to {target.name.en}; check the unit",
        ))  # fmt: skip
    return exact(Fraction(value) * source.factor / target.factor)


def parse_quantity(text: str) -> tuple[Number, str]:
    """A number and the id of its unit, from text such as "9.8 万人".

    A unit that is not known is kept as written: check U02 reports it. Raises
    EvaluationError where the text is no number with a unit.
    """
    match = _QUANTITY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise EvaluationError(Text(
            f"“{text}”应写成数值加单位，例如“9.8 万人”",
            f'"{text}" must be a number and a unit, for example "9.8 万人"',
        ))  # fmt: skip
    known = SPELLINGS.get(match[2])
    return parse_number(match[1]), match[2] if known is None else known.id
