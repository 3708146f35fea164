"""The township's class: computed first, for everything else hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policy_engine.app.counties import County
from policy_engine.diagnostics import Text
from policy_engine.findings.judgement import Facts, Incomplete, Judgement
from policy_engine.findings.masking import Masking
from policy_engine.findings.report import ClassPart, ReportClass
from policy_engine.findings.wording import shown
from policy_engine.program.county import CLASS


@dataclass(frozen=True, slots=True)
class Classing:
    """The computed class, or why there is none; score and parts where the county scores."""

    class_: str | None
    reason: Text | None
    score: Any
    parts: tuple[Any, ...]

    def with_cause(self, judgement: Judgement) -> Judgement:
        """Where the class is unknown, every check that hangs on it names the root cause."""
        if self.reason is None:
            return judgement
        named = tuple(
            Incomplete(i.rule, self.reason if i.for_want_of_class else i.reason) for i in judgement.incomplete
        )
        return Judgement(judgement.failures, named, judgement.not_judged, judgement.derived)


def class_of(county: County, facts: Facts) -> Classing:
    """Compute the class of the township."""
    derived = county.class_program(facts.setup.township.form).derive(facts)
    failure = derived.failures.get(CLASS)
    score = derived.values.get("class_score")
    parts = tuple(derived.values.get("class_parts") or ())
    if failure is not None:
        return Classing(None, _cause(failure.text), score, parts)
    class_ = derived.values[CLASS]
    known = [c.id for c in _classes(county)]
    if known and class_ not in known:
        return Classing(None, _cause(_no_such_class(class_)), score, parts)
    return Classing(class_, None, score, parts)


def _cause(text: Text) -> Text:
    return Text(f"类别无法确定：{text.zh}", f"the class cannot be computed: {text.en}")


def _no_such_class(class_: str) -> Text:
    return Text(f"政策中没有类别“{class_}”", f"the policy has no class {class_}")


def _classes(county: County) -> list[Any]:
    classification = county.policy.document.classification
    return [] if classification is None or classification.classes is None else classification.classes


def class_report(county: County, facts: Facts, classing: Classing, masking: Masking) -> ReportClass:
    """The class as the report shows it, every part of a score included."""
    names = {c.id: c.name for c in _classes(county)}
    cut_offs = [c.at_least for c in _classes(county) if c.at_least is not None]
    reason = classing.reason
    return ReportClass(
        id=classing.class_,
        name=names.get(classing.class_ or ""),
        score=shown(classing.score, [int(c) if c == int(c) else 0 for c in cut_offs]),
        parts=tuple(_part(part) for part in classing.parts),
        declared=facts.setup.township.class_,
        declared_name=names.get(facts.setup.township.class_ or ""),
        reason=None if reason is None else masking.bilingual(reason),
    )


def _part(part: Any) -> ClassPart:
    return ClassPart(
        id=part.id,
        name=part.name,
        value=shown(part.value),
        unit=part.unit,
        points=shown(part.points),
        weight=shown(part.weight),
    )
