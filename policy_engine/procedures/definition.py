"""A procedure as a policy's steps define it: selection of posts, or admission of a duty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.procedures import Step
from policy_engine.documents.round import ABANDON, EFFECT, OBJECTION
from policy_engine.engines.chart_moves import MAX_STEPS, ChartDefinition

# Events that are no step of the policy's, and what they are called.
SPECIAL: Mapping[str, Text] = {
    OBJECTION: Text("异议", "objection"),
    EFFECT: Text("生效", "effect"),
    ABANDON: Text("终止", "abandonment"),
}
# Objections are raised against what is made public.
_MADE_PUBLIC = "publicise"


@dataclass(frozen=True)
class ProcedureDefinition:
    """The steps in order, and the chart that follows from them."""

    steps: tuple[Step, ...]
    chart: ChartDefinition

    def id_of(self, written: str) -> str | None:
        """The id of a step or event by its id or its name; None for one the procedure does not have."""
        return self._ids.get(written.strip())

    def name_of(self, event: str) -> str:
        """The Chinese name of a step or event, by its id; as it stands when there is none."""
        step = self.step(event)
        if step is not None:
            return step.name
        return SPECIAL[event].zh if event in SPECIAL else event

    def step(self, event: str) -> Step | None:
        """The step with this id."""
        return self._steps.get(event)

    def due_before(self, event: str) -> tuple[Step, ...]:
        """The steps that must be done before the event."""
        ids = self.chart.steps
        due = {step: place for place, step in enumerate(ids)}
        due |= {OBJECTION: (self.chart.objections_from or 0) + 1, EFFECT: len(ids)}
        return self.steps[: due.get(event, 0)]

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def _ids(self) -> dict[str, str]:
        steps = {word.strip(): step.id for step in self.steps for word in (step.name, step.id)}
        if not self.chart.closed_by_effect:
            return steps
        return {word: event for event, text in SPECIAL.items() for word in (event, text.zh)} | steps


def selection(steps: Sequence[Step]) -> ProcedureDefinition:
    """A round: an effect closes it, and it may be abandoned at any time before.

    Objections may come from the publicity on; where no step is called that,
    from the last one on. Raises DocumentError for steps that `step_problems` objects to.
    """
    _refuse(step_problems(steps, selection=True))
    ids = tuple(step.id for step in steps)
    public = ids.index(_MADE_PUBLIC) if _MADE_PUBLIC in ids else len(ids) - 1
    chart = ChartDefinition(ids, closed_by_effect=True, objections_from=public, may_be_abandoned=True)
    return ProcedureDefinition(tuple(steps), chart)


def admission(steps: Sequence[Step]) -> ProcedureDefinition:
    """The admission of a duty: its last step closes it. Raises DocumentError as `selection` does."""
    _refuse(step_problems(steps, selection=False))
    chart = ChartDefinition(tuple(step.id for step in steps), closed_by_effect=False)
    return ProcedureDefinition(tuple(steps), chart)


def step_problems(steps: Sequence[Step], *, selection: bool) -> list[Diagnostic]:
    """Why no procedure can be made of these steps; [] when one can."""
    if not steps:
        return [_no_steps()]
    if len(steps) > MAX_STEPS:
        return [_too_many(len(steps))]
    return list(_ambiguous(steps, selection))


def _ambiguous(steps: Sequence[Step], selection: bool) -> Iterator[Diagnostic]:
    reserved = {word for event, text in SPECIAL.items() for word in (event, text.zh)} if selection else set()
    taken: dict[str, Step] = {}
    for step in steps:
        for word in dict.fromkeys((step.id.strip(), step.name.strip())):
            if word in reserved:
                yield _reserved(step, word)
            elif word in taken:
                yield _twice(step, word)
            else:
                taken[word] = step


def _refuse(problems: list[Diagnostic]) -> None:
    if problems:
        raise DocumentError(problems)


def _no_steps() -> Diagnostic:
    return Diagnostic(
        "procedure.no-steps",
        Text("政策规定的工作程序没有任何步骤。", "The procedure that the policy lays down has no steps."),
        help=Text("请在“步骤”下按先后列出各个步骤。", "List the steps in their order under steps:."),
    )


def _too_many(count: int) -> Diagnostic:
    return Diagnostic(
        "procedure.too-many-steps",
        Text(
            f"政策规定的工作程序有 {count} 个步骤，最多只能有 {MAX_STEPS} 个。",
            f"The procedure that the policy lays down has {count} steps; at most {MAX_STEPS} are possible.",
        ),
        help=Text("请把连续办理的步骤合并。", "Merge steps that are taken together."),
    )


def _reserved(step: Step, word: str) -> Diagnostic:
    return Diagnostic(
        "procedure.reserved-step",
        Text(
            f"步骤“{step.name}”（{step.id}）不能叫“{word}”：记录中“{word}”另有含义，不是政策规定的步骤。",
            f'Step "{step.name}" ({step.id}) cannot be called "{word}": in a log that word means '
            "something else than a step of the policy's.",
        ),
        help=Text(
            "请换一个编号或名称；异议、生效、终止不必列为步骤。",
            "Choose another id or name; objection, effect and abandonment need not be listed as steps.",
        ),
    )


def _twice(step: Step, word: str) -> Diagnostic:
    return Diagnostic(
        "procedure.step-twice",
        Text(
            f"步骤“{step.name}”（{step.id}）与前面的步骤重复：“{word}”已经用过，记录中无法区分。",
            f'Step "{step.name}" ({step.id}) repeats an earlier one: "{word}" is taken already, so a log '
            "could not tell them apart.",
        ),
        help=Text("请换一个编号或名称。", "Choose another id or name."),
    )
