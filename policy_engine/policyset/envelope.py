"""The envelope: what upper layers leave open to lower ones, found in a chain.

A bound holds for the merged policy, whichever layer a value comes from; what
must be kept is what the bounding layer itself sees. A bounded place that was
there for the bounding layer, or for one between, and is there no more, is gone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.envelope import EnvelopeEntry
from policy_engine.documents.fields import Table
from policy_engine.documents.paths import (
    Parsed,
    PathError,
    PolicyPath,
    forms_of,
    parse_path,
    path_text,
    steps_of,
)
from policy_engine.policyset.bound_words import has_words, names_of_words, word_problems
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.source.tree import MappingNode, SequenceNode

Form = Literal["at_least", "at_most", "keeps", "keeps_order", "none_of", "one_of"]
FORMS: tuple[Form, ...] = ("at_least", "at_most", "keeps", "keeps_order", "none_of", "one_of")
NUMERIC: tuple[Form, ...] = ("at_least", "at_most")
KEEPING: tuple[Form, ...] = ("keeps", "keeps_order")
LISTING: tuple[Form, ...] = ("none_of", "one_of")
_NO_NUMBER = Text(
    "不是数值，不能用 at_least、at_most（不低于、不高于）", "is no number; at_least and at_most do not fit it"
)
_NO_WORDS = Text(
    "不是文字，也不是文字的清单，不能用 none_of、one_of（不得包含、只能取）",
    "is no word and no list of words; none_of and one_of do not fit it",
)
_NO_LIST = Text("在本级没有清单，没有可保留的内容", "has no list in this layer; there is nothing to keep")


@dataclass(frozen=True, slots=True)
class Bound:
    """One entry of the envelope. `depth` is its layer; `words` are the values of none_of or one_of.

    `id` says what it bounds and how (bound-posts-cap-at-most), so that it stays the same when other
    entries come and go; `number` is its place among all.
    """

    id: str
    number: int
    entry: EnvelopeEntry
    form: Form
    parsed: Parsed
    words: tuple[str, ...]
    span: Span
    depth: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """A chain as far as its bounds go: the files down to the lowest that has any, and how many there are."""

    files: tuple[tuple[str, str], ...]
    bounds: int
    policy: PolicyInForce = field(compare=False)


def bounds_of(policy: PolicyInForce) -> tuple[Bound, ...]:
    """The bounds of a chain. Raises DocumentError for an entry that bounds nothing."""
    number = len(policy.document.envelope)
    places = (policy.tree.span_of(("envelope", n)) for n in range(number))
    lowest = max(map(policy.depth_of, places), default=-1)
    files = tuple((layer.file, layer.sha256) for layer in policy.layers[: lowest + 1])
    return _bounds(_Asked(files, number, policy))


@lru_cache(maxsize=64)  # A province's bounds are the same for all of its counties.
def _bounds(asked: _Asked) -> tuple[Bound, ...]:
    policy = asked.policy
    found: list[Diagnostic] = []
    bounds: list[Bound] = []
    times: Counter[str] = Counter()
    for number, entry in enumerate(policy.document.envelope):
        try:
            bound = _bound(policy, number, entry)
            times[bound.id] += 1
            again = times[bound.id] > 1
            bounds.append(replace(bound, id=f"{bound.id}-{times[bound.id]}") if again else bound)
        except DocumentError as error:
            found.extend(error.diagnostics)
    if found:
        raise DocumentError(found)
    return tuple(bounds)


def _bound(policy: PolicyInForce, number: int, entry: EnvelopeEntry) -> Bound:
    path = ("envelope", number)
    span = policy.tree.span_of(path)
    depth = policy.depth_of(span)
    given = [form for form in FORMS if getattr(entry, form) is not None]
    if len(given) != 1:
        raise DocumentError([_not_one_form(span, given)])
    form = given[0]
    place = policy.tree.span_of((*path, "path"))
    try:
        parsed = parse_path(entry.path)
    except PathError as error:
        raise DocumentError(
            [Diagnostic("envelope.no-such-path", error.message, place, help=error.help)]
        ) from None
    problems = list(_misfits(parsed, form, entry, policy.merged_to[depth], place))
    listed = entry.none_of if form == "none_of" else entry.one_of
    problems += word_problems(parsed, listed or [], policy.tree, (*path, form))
    if entry.unless is not None and getattr(entry.unless, form, None) is None:
        problems.append(_other_exception(form, policy.tree.span_of((*path, "unless"))))
    if problems:
        raise DocumentError(problems)
    meant = {zh: word for word, zh in names_of_words(parsed).items()}
    words = tuple(meant.get(word, word) for word in listed or ())
    return Bound(_id(parsed.path, form), number, entry, form, parsed, words, span, depth)


def _id(path: PolicyPath, form: Form) -> str:
    """bound-institutions-templates-full-platforms-keeps; what is not ASCII is left out."""
    return "-".join(["bound", *re.findall("[a-z0-9]+", f"{path_text(path)}.{form}".lower())])


def _misfits(
    parsed: Parsed, form: Form, entry: EnvelopeEntry, seen: MappingNode, place: Span
) -> Iterator[Diagnostic]:
    """A bound that can never say anything: on no number, on no list, on a record that is not there."""
    if form in NUMERIC and not any(map(_is_numeric, parsed.forms)):
        yield _cannot(place, entry.path, _NO_NUMBER)
    if form in LISTING and not any(map(has_words, parsed.forms)):
        yield _cannot(place, entry.path, _NO_WORDS)
    if form in KEEPING:
        steps = steps_of(seen, parsed.path)
        node = None if steps is None else seen.at(steps)
        if not isinstance(node, SequenceNode):
            yield _cannot(place, entry.path, _NO_LIST)
            return
    last = max((i for i, step in enumerate(parsed.path) if not isinstance(step, str)), default=None)
    if last is not None and steps_of(seen, parsed.path[: last + 1]) is None:
        missing = path_text(parsed.path[: last + 1])
        why = Text(f"中的 {missing} 不存在", f"names {missing}, which is not there")
        yield _cannot(place, entry.path, why)
    if form in NUMERIC and any(map(_has_shares, parsed.forms)):
        limits = (getattr(each, form) for each in (entry, entry.unless) if each is not None)
        for limit in limits:
            if limit is not None and limit > 1:
                yield _more_than_all(place, entry.path, limit)


def _is_numeric(form: Any) -> bool:
    """A number, or a table, a map or a record of nothing but numbers."""
    if get_origin(form) is dict:
        return all(map(_is_numeric, forms_of(get_args(form)[1])))
    if not isinstance(form, type) or form is bool:
        return False
    if issubclass(form, Table):
        return _is_numeric(form.model_fields["values"].annotation)
    if issubclass(form, BaseModel):
        inner = [forms_of(info.annotation) for info in form.model_fields.values()]
        return all(any(map(_is_numeric, forms)) for forms in inner)
    return form in (int, Fraction, Decimal)


def _has_shares(form: Any) -> bool:
    """A share, or a table, a map or a record with shares in it."""
    if get_origin(form) is dict:
        return any(map(_has_shares, forms_of(get_args(form)[1])))
    if isinstance(form, type) and issubclass(form, BaseModel):
        inner = (forms_of(info.annotation) for info in form.model_fields.values())
        return any(_has_shares(each) for forms in inner for each in forms)
    return form is Fraction


def _not_one_form(span: Span, given: list[Form]) -> Diagnostic:
    listed = "、".join(given) or "一种也没有"
    return Diagnostic(
        "envelope.not-one-form",
        Text(f"一条约束只能写一种限制，这里有：{listed}。",
             f"A bound states exactly one limit; here: {', '.join(given) or 'none'}."),
        span,
        help=Text(f"请从 {'、'.join(FORMS)} 中选一种；需要几种的，分成几条。",
                  f"Choose one of {', '.join(FORMS)}; write several bounds for several limits."),
    )  # fmt: skip


def _cannot(place: Span, path: str, why: Text) -> Diagnostic:
    return Diagnostic(
        "envelope.bounds-nothing",
        Text(f"约束的路径“{path}”{why.zh}。", f"The path {path} of the bound {why.en}."),
        place,
        help=Text("请更正路径，或换一种限制。", "Correct the path, or use another kind of limit."),
    )


def _other_exception(form: Form, span: Span) -> Diagnostic:
    return Diagnostic(
        "envelope.other-exception",
        Text(
            f"例外须与约束用同一种限制（{form}）。",
            f"The exception must state the same kind of limit ({form}).",
        ),
        span,
        help=Text(f"在 unless（例外）中写明 {form}。", f"State {form} under unless."),
    )


def _more_than_all(place: Span, path: str, limit: Fraction) -> Diagnostic:
    written = str(limit)
    return Diagnostic(
        "envelope.more-than-all",
        Text(f"“{path}”是比例，约束写成 {written} 就超过了全部，等于没有约束。",
             f"{path} is a share; a bound of {written} is more than the whole and bounds nothing."),
        place,
        help=Text(f"百分比请写作 {written}%。", f"Write a percentage as {written}%."),
    )  # fmt: skip
