"""A row as it is told: its path in both languages, its title, what each side says, and a fingerprint."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policy_engine.diff.alignment import Side
from policy_engine.diff.content import meaning_text
from policy_engine.diff.model import Said
from policy_engine.diff.nodes import Meaning
from policy_engine.diff.rows import Hop, Row
from policy_engine.documents.envelope import EnvelopeEntry, Unless
from policy_engine.documents.fields import Table
from policy_engine.documents.terms import CHINESE
from policy_engine.expr.numbers import exact, plain
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.wording import shown
from policy_engine.policyset.in_force import PolicyInForce

FINGERPRINT_DIGITS = 16
_PERCENT = 100
_LONGEST_PERCENTAGE = 6  # 12.125%


def path_of(row: Row, side: int, *, chinese: bool = False) -> str:
    """posts.cap.values.large, rules[handover].severity; ids as the side has them."""
    text = ""
    for hop in row.hops:
        name = hop.title if chinese and hop.kind != "record" and not _is_own(hop, side) else hop.name(side)
        text += f"[{name}]" if hop.kind == "record" else f".{name}"
    return text.removeprefix(".")


def _is_own(hop: Hop, side: int) -> bool:
    """Whether it is a class of the side's own, which has no Chinese name in a path."""
    return bool(hop.own) and hop.own[side] is not None


def title_of(row: Row, side: int) -> Bilingual:
    """The field, and the record or entry that it is of: 岗位上限（large）."""
    fields = [hop for hop in row.hops if hop.kind == "field" and hop.key != "values"]
    records = [hop for hop in row.hops if hop.kind != "field"]
    zh, en = fields[-1].title, _words(fields[-1])
    if len(fields) > 1:
        zh, en = f"{fields[-2].title}：{zh}", f"{_words(fields[-2])}: {en}"
    if not records:
        return Bilingual(zh=zh, en=en)
    names = "、".join(hop.title for hop in records)
    return Bilingual(zh=f"{zh}（{names}）", en=f"{en} ({', '.join(hop.name(side) for hop in records)})")


def _words(hop: Hop) -> str:
    return hop.key.replace("_", " ")


def said(row: Row, side: int, policy: PolicyInForce) -> Said | None:
    """What a side says, and the line of the layer that says it; of an order the ids."""
    node = row.nodes[side]
    if node is None:
        return None
    span = policy.place(node.steps)
    layer = policy.layer_of(span)
    return Said(
        value=list(row.orders[side]) if row.kind == "order" else value_shown(node.raw, node.meaning),
        file=span.file,
        line=span.line,
        column=span.column,
        layer=layer.kind,
        jurisdiction=layer.jurisdiction,
        keys=_names_of_keys(node.raw, policy),
    )


def _names_of_keys(value: Any, policy: PolicyInForce) -> dict[str, str]:
    """The names of the classes or forms that a table has values for."""
    if not isinstance(value, Table):
        return {}
    classification = policy.document.classification
    classes = [] if classification is None else classification.classes or []
    names = CHINESE["form"] if value.by == "form" else {each.id: each.name for each in classes}
    return {key: names[key] for key in value.values if key in names}


def value_shown(value: Any, meaning: Meaning) -> Shown:
    """Numbers as numbers, shares as people write them: 20%, 2/3."""
    match value:
        case Decimal():
            return shown(exact(value))
        case Fraction() if meaning.share:
            return _share(value)
        case list():
            return [value_shown(item, meaning) for item in value]
        case dict():
            return {str(key): value_shown(item, meaning) for key, item in value.items()}
        case _ if hasattr(value, "model_fields_set"):
            return _record_shown(value, meaning)
        case _:
            return shown(value)


def _record_shown(record: Any, meaning: Meaning) -> Shown:
    """Its keys as files have them, shares within it too; limits of a bound are what they bound."""
    model = type(record).model_fields
    written = [name for name in model if name in record.model_fields_set]
    shares = {name: "Fraction" in str(model[name].annotation) for name in written}
    if isinstance(record, EnvelopeEntry | Unless):
        shares = dict.fromkeys(written, meaning.share)
    return {
        model[name].alias or name: value_shown(getattr(record, name), Meaning(name, "", share=shares[name]))
        for name in written
    }


def _share(value: Fraction) -> Shown:
    percent = plain(value * _PERCENT)
    return f"{percent}%" if "/" not in percent and len(percent) <= _LONGEST_PERCENTAGE else plain(value)


def fingerprint_of(row: Row, kind: str, a: Side, b: Side) -> str:
    """Names a change by who, where, what kind and what both sides mean; wording and places have no part."""
    said_by: tuple[str, ...] = (
        a.jurisdiction, b.jurisdiction, path_of(row, 0), path_of(row, 1), kind,
        meaning_text(row.nodes[0], a.called), meaning_text(row.nodes[1], b.called),
    )  # fmt: skip
    if row.after:  # in a list of steps or classes a record is another one at another place
        said_by = (*said_by, repr(row.after))
    return hashlib.sha256("\n".join(said_by).encode()).hexdigest()[:FINGERPRINT_DIGITS]
