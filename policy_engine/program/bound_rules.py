"""The bounds of an envelope as rules: one for what stands there, one for its not being taken away.

Where nothing declared is no limit, a third: who opens the record states what is bounded in it.
"""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from functools import lru_cache

from policy_engine.documents.rules import Message, RuleDeclaration
from policy_engine.documents.terms import Severity
from policy_engine.expr.problems import ExpressionError
from policy_engine.policyset.bound_words import names_of_words
from policy_engine.policyset.envelope import Bound
from policy_engine.policyset.unsaid import can_be_unsaid
from policy_engine.program.rules import Rule
from policy_engine.program.scope import POLICY_ROOTS
from policy_engine.program.typing import type_rule

# Checks of the catalogue that warn; a policy may tighten them under `checks:`.
_WARNING = frozenset({"Q09"})
_OPERATORS = {"at_least": ">=", "at_most": "<="}
_WORDS = {
    "at_least": Message(zh="不得低于 {b.limit}", en="no less than {b.limit}"),
    "at_most": Message(zh="不得高于 {b.limit}", en="no more than {b.limit}"),
}
_WAYS_OUT = {
    "at_least": Message(zh="改为 {b.limit} 或更高", en="make it {b.limit} or more"),
    "at_most": Message(zh="改为 {b.limit} 或更低", en="make it {b.limit} or less"),
}
_TITLE = Message(zh="不得超出上级约束", en="what an upper layer bounds stays within its bound")


def rules_of(bound: Bound) -> tuple[Rule, ...]:
    """The typed rules of a bound; their place is the bound's own line."""
    stated = (_stated(bound),) if can_be_unsaid(bound) else ()
    made = (_judging(bound), _staying(bound), *stated)
    typed = (_typed(declaration.model_dump_json(by_alias=True)) for declaration in made)
    return tuple(dataclasses.replace(rule, declared=bound.span) for rule in typed)


def rule_names(bound: Bound) -> tuple[str, ...]:
    """What `checks:` may call the rules of a bound."""
    stated = (f"{bound.id}-stated",) if can_be_unsaid(bound) else ()
    return (bound.entry.code, bound.id, f"{bound.id}-stays", *stated)


@lru_cache(maxsize=4096)  # A province's bounds are the same for all of its counties.
def _typed(declaration: str) -> Rule:
    def report(path: tuple[str | int, ...], error: ExpressionError) -> None:
        # Made here from checked parts: a mistake would be the program's own.
        raise AssertionError(f"{declaration}: {path}: {error}")

    rule = RuleDeclaration.model_validate_json(declaration)
    return type_rule(rule, POLICY_ROOTS, report, words_later=True)


def _judging(bound: Bound) -> RuleDeclaration:
    match bound.form:
        case "at_least" | "at_most":
            return _numeric(bound)
        case "keeps":
            return _listed(
                bound,
                "kept",
                "k in b.items",
                Message(
                    zh="“{b.name_zh}”缺少上级规定的“{k}”",
                    en="{b.path} lacks {k}, which the layer above demands",
                ),
                Message(
                    zh="补上“{k}”；可以增加其他项，不能减少",
                    en="put {k} back; more may be added, none taken away",
                ),
            )
        case "keeps_order":
            return _ordered(bound)
        case "none_of":
            return _listed(
                bound,
                "items",
                f"!(k in {_words(bound)})",
                Message(
                    zh="“{b.name_zh}”采用了上级不允许的“{k}”",
                    en="{b.path} has {k}, which the layer above does not allow",
                ),
                Message(zh="删去“{k}”", en="take {k} out"),
            )
        case "one_of":
            return _listed(bound, "items", f"k in {_words(bound)}", Message(
                zh=f"“{{b.name_zh}}”为“{{k}}”，上级只允许：{_named_words(bound)}",
                en=f"{{b.path}} has {{k}}; the layer above allows {', '.join(bound.words)} only",
            ), Message(zh="改用上级允许的取值", en="use what the layer above allows"))  # fmt: skip


def _declaration(bound: Bound, id_: str, **parts: object) -> RuleDeclaration:
    severity: Severity = "warn" if bound.entry.code in _WARNING else "block"
    return RuleDeclaration.model_validate(
        {
            "id": id_,
            "code": bound.entry.code,
            "severity": severity,
            "title": _TITLE,
            "basis": bound.entry.basis,
            **parts,
        }
    )


def _numeric(bound: Bound) -> RuleDeclaration:
    limit = _number(getattr(bound.entry, bound.form))
    exception = bound.entry.unless
    if exception is not None:
        limit = f"(b.approved ? {_number(getattr(exception, bound.form))} : {limit})"
    words = _WORDS[bound.form]
    way_out_zh = "" if exception is None else f"；或报上级批准（{exception.approval}）"
    way_out_en = (
        "" if exception is None else f", or ask the layer above for the approval {exception.approval}"
    )
    return _declaration(
        bound,
        bound.id,
        **{"for": {"b": "chain.bounded"}},
        when=f"b.entry == {bound.number} && b.number != null",
        require=f"b.number {_OPERATORS[bound.form]} {limit}",
        message=Message(
            zh=f"“{{b.name_zh}}”为 {{b.written}}，上级规定{words.zh}",
            en=f"{{b.path}} is {{b.written}}; the layer above allows {words.en}",
        ),
        remedy=Message(
            zh=f"{_WAYS_OUT[bound.form].zh}{way_out_zh}", en=f"{_WAYS_OUT[bound.form].en}{way_out_en}"
        ),
    )


def _listed(bound: Bound, over: str, require: str, message: Message, remedy: Message) -> RuleDeclaration:
    """A rule over the listed items, so that each offender is named."""
    return _declaration(
        bound,
        bound.id,
        **{"for": {"b": "chain.bounded", "k": f"b.{over}"}},
        when=f"b.entry == {bound.number} && !b.gone",
        require=require,
        observed="k",
        message=message,
        remedy=remedy,
    )


def _ordered(bound: Bound) -> RuleDeclaration:
    """All that is to be kept, in its order; others may stand between."""
    return _declaration(
        bound,
        bound.id,
        **{"for": {"b": "chain.bounded"}},
        when=f"b.entry == {bound.number} && !b.gone",
        require="is_subsequence(b.kept, b.items)",
        observed="b.items",
        limit="b.kept",
        message=Message(
            zh="“{b.name_zh}”为 {observed}，上级规定须依次包含 {limit}",
            en="{b.path} is {observed}; the layer above demands {limit}, in this order",
        ),
        remedy=Message(
            zh="恢复缺少的各项和先后顺序；可以增加，不能减少或调换",
            en="restore what is missing and the order; items may be added",
        ),
    )


def _staying(bound: Bound) -> RuleDeclaration:
    return _declaration(
        bound,
        f"{bound.id}-stays",
        **{"for": {"b": "chain.bounded"}},
        when=f"b.entry == {bound.number}",
        require="!b.gone",
        message=Message(
            zh="上级约束的“{b.name_zh}”被删去了", en="{b.path}, which the layer above bounds, was taken away"
        ),
        remedy=Message(zh="恢复这一项，或删去对它的改动", en="put it back, or leave out what takes it away"),
    )


def _stated(bound: Bound) -> RuleDeclaration:
    allowed = _WORDS.get(bound.form) or Message(
        zh=f"只允许：{_named_words(bound)}", en=f"{', '.join(bound.words)} only"
    )
    numeric = bound.form in _WORDS
    return _declaration(
        bound,
        f"{bound.id}-stated",
        **{"for": {"b": "chain.bounded"}},
        when=f"b.entry == {bound.number}",
        require="!b.unsaid",
        message=Message(
            zh=f"没有写明“{{b.name_zh}}”，等于不限；上级{'规定' if numeric else ''}{allowed.zh}",
            en=f"{{b.path}} is left out, which means no limit; the layer above allows {allowed.en}",
        ),
        remedy=Message(
            zh="在此写明“{b.name_zh}”，不超出上级约束；本级不用这一项的，整项删去",
            en="state {b.path} here, within the bound, or take the whole record out if it is not used",
        ),
    )


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"({value.numerator} / {value.denominator})"


def _named_words(bound: Bound) -> str:
    """The words of a bound with their Chinese names, as they are for a Chinese reader."""
    names = names_of_words(bound.parsed)
    return "、".join(
        word if names.get(word, word) == word else f"{names[word]}（{word}）" for word in bound.words
    )


def _words(bound: Bound) -> str:
    quoted = ", ".join("'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'" for word in bound.words)
    return f"[{quoted}]"
