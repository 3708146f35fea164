"""An assessment with what it is scored by: the county's policy, and the roster where one was given."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from policy_engine.app.counties import County
from policy_engine.app.towns import Town
from policy_engine.diagnostics import Diagnostic, Span, Text, did_you_mean
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.load import Loaded
from policy_engine.documents.terms import CHINESE
from policy_engine.expr.numbers import exact, plain
from policy_engine.findings.masking import Masking
from policy_engine.source.tree import Path, Step

SECTION = "assessment"


class Listed(Protocol):
    """A record of the policy that goes by its id or by its name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Material:
    """What is scored. `town` is the set-up with its class, None where none was given; `on` is the day
    whose policy it is scored by; `table_given` tells whether there is a table of traces, `is_trial` whether
    the policy is only tried."""

    loaded: Loaded[Assessment]
    county: County
    on: datetime.date
    town: Town | None
    table_given: bool
    is_trial: bool = False

    @property
    def document(self) -> Assessment:
        """The assessment as it was submitted."""
        return self.loaded.document

    @property
    def policy(self) -> AssessmentPolicy:
        """The county's assessment; an empty one where no layer declares any."""
        return self.county.policy.document.assessment or AssessmentPolicy()

    @property
    def weighs_traces(self) -> bool:
        """Whether traces count for anything."""
        mix = self.policy.mix
        return mix is not None and mix.trace is not None and mix.trace > 0

    @cached_property
    def masking(self) -> Masking:
        """Masks whoever is named in the assessment or on the roster."""
        return Masking(self.document, *([] if self.town is None else [self.town.setup]))

    def key(self, *path: Step) -> Span:
        """Where the key of an entry of the assessment stands."""
        return self.loaded.tree.key_span(path) or self.loaded.tree.span_of(path)

    def value(self, *path: Step) -> Span:
        """Where a value of the assessment stands."""
        return self.loaded.tree.span_of(path)

    def declared(self, *path: Step) -> Span:
        """Where the policy says something on assessment; its nearest part that there is."""
        tree = self.county.policy.tree
        whole: Path = (SECTION, *path)
        while whole and tree.at(whole) is None:
            whole = whole[:-1]
        return self.county.policy.place(whole)

    def masked(self, text: str) -> str:
        """A text with names and identity numbers masked."""
        return self.masking.text(text)


def unknown(what: Text, word: str, known: Sequence[Listed], span: Span, declared: Span) -> Diagnostic:
    """What says that a policy has nothing of a name; `what` is what it should be: 维度, dimension."""
    listed = [each.name for each in known]
    names = list(dict.fromkeys(name for each in known for name in (each.name, each.id)))
    way_out = Text(f"政策规定的有：{'、'.join(listed)}。", f"The policy has: {', '.join(listed)}.")
    if not known:
        way_out = Text(f"政策没有规定任何{what.zh}：请删去；政策漏写的，先更正政策。",
                       f"The policy declares no {what.en} at all: leave it out, or correct the policy "
                       "first.")  # fmt: skip
    meant = did_you_mean(word, names)
    if meant is not None and len(listed) == 1:
        way_out = meant
    elif meant is not None:
        way_out = Text(f"{meant.zh}{way_out.zh}", f"{meant.en} {way_out.en}")
    return Diagnostic(
        "score.not-in-policy",
        Text(f"政策没有{what.zh}“{word}”。", f"The policy has no {what.en} {word}."),
        span,
        help=way_out,
        related=((Text("政策的规定在这里", "what the policy says"), declared),),
    )


def term(vocabulary: str, word: str) -> str:
    """The Chinese of one of the field's words."""
    return CHINESE[vocabulary].get(word, word)


def plural(number: int) -> str:
    """The ending of an English noun."""
    return "" if number == 1 else "s"


def number(value: Any) -> str:
    """A number as it reads best: 18, 22.5."""
    return plain(exact(value))
