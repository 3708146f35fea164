"""Classes of townships, and what scores there can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from policy_engine.documents.chain import ListedTownship
from policy_engine.documents.classification import Indicator
from policy_engine.documents.lint_facts import LintedClass
from policy_engine.linting.reader import FileReader

_MOST_POINTS = Decimal(100)


def linted_classes(reader: FileReader, townships: Sequence[ListedTownship]) -> Iterator[LintedClass]:
    """The classes that the file declares, the largest first, with how many townships are listed in each."""
    classification = reader.policy.document.classification
    classes = [] if classification is None else classification.classes or []
    own = {id_: path for path, id_ in reader.own_paths(("classification", "classes"))}
    for each in classes:
        record = LintedClass.model_construct(
            id=each.id,
            name=each.name,
            at_least=each.at_least,
            listed=sum(township.class_ == each.id for township in townships),
        )
        if each.id in own:
            yield reader.record(record, reader.span(own[each.id]))


def highest_score(indicators: Sequence[Indicator]) -> Decimal | None:
    """The highest score there can be; None without indicators, or where weights make no whole (Q02)."""
    whole = sum((indicator.weight for indicator in indicators), Decimal(0))
    if not indicators or whole not in (1, _MOST_POINTS):
        return None
    return sum((each.weight / whole * _most_points(each) for each in indicators), Decimal(0))


def _most_points(indicator: Indicator) -> Decimal:
    steps = indicator.scale.steps
    return _MOST_POINTS if steps is None else max((step[1] for step in steps), default=Decimal(0))
