"""The procedures that a policy in force lays down, and logs replayed by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace as with_place

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.procedures import Step
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.procedures.definition import ProcedureDefinition, admission, selection, step_problems
from policy_engine.source.tree import Path

_SELECTION: Path = ("procedures", "selection", "steps")
_ADMISSION: Path = ("procedures", "admission", "steps")


def selection_of(policy: PolicyInForce) -> ProcedureDefinition:
    """The selection of posts. Raises DocumentError where the policy lays down none that can be followed."""
    steps = _steps(policy, _SELECTION)
    if steps is None:
        raise DocumentError([_no_selection(policy)])
    return _made(selection, steps, policy, _SELECTION)


def admission_of(policy: PolicyInForce) -> ProcedureDefinition | None:
    """The admission of a duty; None where the policy lays down none. Raises DocumentError as above."""
    steps = _steps(policy, _ADMISSION)
    return None if steps is None else _made(admission, steps, policy, _ADMISSION)


def procedure_problems(policy: PolicyInForce) -> Iterator[Diagnostic]:
    """Why a procedure of the policy cannot be followed, at the line of its steps."""
    for path in (_SELECTION, _ADMISSION):
        steps = _steps(policy, path)
        if steps is not None:
            for problem in step_problems(steps, selection=path == _SELECTION):
                yield with_place(problem, span=policy.place(path))


def _steps(policy: PolicyInForce, path: Path) -> Sequence[Step] | None:
    found: object = policy.document
    for name in path:
        found = None if found is None else getattr(found, str(name))
    return found if isinstance(found, list) else None


def _made(
    make: Callable[[Sequence[Step]], ProcedureDefinition],
    steps: Sequence[Step],
    policy: PolicyInForce,
    path: Path,
) -> ProcedureDefinition:
    try:
        return make(steps)
    except DocumentError as error:
        place = policy.place(path)
        raise DocumentError(with_place(each, span=place) for each in error.diagnostics) from None


def _no_selection(policy: PolicyInForce) -> Diagnostic:
    tree = policy.files[-1].tree
    return Diagnostic(
        "procedure.no-selection",
        Text("政策没有规定选岗程序的步骤，选岗无法核查。",
             "The policy lays down no steps of selection, so no round can be judged."),
        tree.key_span(("jurisdiction",)) or tree.span,
        help=Text("在 procedures.selection.steps（工作程序.选岗.步骤）中列出各步骤。",
                  "List the steps under procedures.selection.steps."),
    )  # fmt: skip
