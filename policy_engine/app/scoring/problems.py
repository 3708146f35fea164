"""Everything because of which an assessment is not scored: told all at once, and nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policy_engine.app.scoring.ballot_problems import ballot_problems
from policy_engine.app.scoring.head_problems import head_problems
from policy_engine.app.scoring.identity_problems import identity_problems
from policy_engine.app.scoring.material import Material, plural
from policy_engine.app.scoring.measure_problems import measure_problems
from policy_engine.app.scoring.name_problems import name_problems
from policy_engine.app.scoring.people_problems import people_problems
from policy_engine.app.scoring.policy_problems import policy_problems
from policy_engine.app.scoring.roster_problems import roster_problems
from policy_engine.diagnostics import Diagnostic, DocumentError, Text

_ALL = (
    policy_problems,
    head_problems,
    people_problems,
    identity_problems,
    roster_problems,
    name_problems,
    ballot_problems,
    measure_problems,
)


# So often the same thing is told at its place; how often it comes again is only counted.
_TOLD = 3


def refuse_problems(material: Material) -> None:
    """Raises DocumentError with everything that is wrong with the assessment, or with its policy."""
    found: list[Diagnostic] = [problem for problems in _ALL for problem in problems(material)]
    if found:
        raise DocumentError(_counted(found))


def _counted(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Of what is wrong in the same words in many places, the first few with how many more there are."""
    alike: dict[tuple[str, Text], list[Diagnostic]] = {}
    for problem in DocumentError(problems).diagnostics:
        alike.setdefault((problem.code, problem.message), []).append(problem)
    for same in alike.values():
        yield from same[: _TOLD - 1]
        yield from map(_and_more, same[_TOLD - 1 : _TOLD], [len(same) - _TOLD])


def _and_more(problem: Diagnostic, more: int) -> Diagnostic:
    if more < 1:
        return problem
    zh, en = problem.message.zh, problem.message.en
    said = Text(f"{zh}同样的问题另有 {more} 处。", f"{en} The same in {more} more place{plural(more)}.")
    return replace(problem, message=said)
