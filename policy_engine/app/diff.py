"""Comparing policies: two make a list of changes, three or more a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app import diff_problems as problems
from policy_engine.app.diff_classes import class_map, shared_classes
from policy_engine.app.diff_masking import masked_change, masked_row
from policy_engine.app.diff_sides import Failed, Side, sides_of
from policy_engine.app.diff_targets import Targets
from policy_engine.diagnostics import Diagnostic, UsageError
from policy_engine.diff.approved import ApprovedChanges, approve
from policy_engine.diff.compare import Pair, summary_of
from policy_engine.diff.matrix import matrix
from policy_engine.diff.model import Diff, Matrix
from policy_engine.documents.load import Loaded, load
from policy_engine.findings.report import Engine
from policy_engine.rulebook.loader import RULEBOOK_VERSION
from policy_engine.source.files import read_bytes
from policy_engine.version import __version__

_PAIR = 2


@dataclass(frozen=True)
class Comparison:
    """What came of it. `made` is None where something failed; `read` are the targets in which nothing did.

    `told` is what the writers of the files should know although they could be read.
    """

    made: Diff | Matrix | None
    failed: tuple[Failed, ...]
    read: tuple[str, ...]
    told: tuple[Diagnostic, ...]


def compared(
    targets: Targets,
    asked: Sequence[str],
    base: str | None = None,
    classes: Iterable[str] = (),
    approved: Path | None = None,
) -> Comparison:
    """Compare what is asked for; with `base`, each of the others with it.

    `classes` are pairs such as "central-town=large": the first one's class, the second one's; by id or
    name. `approved` is a file of approved changes, for two policies. Of several that cannot be read each
    says why. Raises UsageError for fewer than two, and for classes that nobody has; DocumentError for
    approvals that cannot be read.
    """
    wanted, at = _with_base(asked, base)
    if len(wanted) < _PAIR:
        raise UsageError(problems.one_is_no_comparison(wanted))
    pair = len(wanted) == _PAIR
    if approved is not None and not pair:
        raise UsageError(problems.approved_needs_two(len(wanted)))
    approvals = None if approved is None else _approvals(approved)
    sides, failed = sides_of(targets, wanted)
    told = _warnings(sides)
    if failed:
        return Comparison(None, failed, tuple(side.target.asked for side in sides), told)
    policies = [side.policy for side in sides]
    if not pair:
        return Comparison(_matrix(sides, at, shared_classes(classes, policies)), (), (), told)
    mapped = class_map(classes, policies)
    made, notes = _diff(sides[0], sides[1], mapped, approvals)
    return Comparison(made, (), (), (*told, *notes))


def _with_base(asked: Sequence[str], base: str | None) -> tuple[list[str], int | None]:
    """Everything to compare, and where among it the base is: a list of its own it need not be part of."""
    wanted = list(asked)
    if base is None:
        return wanted, None
    if base not in wanted:
        return [base, *wanted], 0
    if len(wanted) == _PAIR:  # of a pair the base comes first: what changes is the other
        return sorted(wanted, key=lambda each: each != base), 0
    return wanted, wanted.index(base)


def _approvals(file: Path) -> Loaded[ApprovedChanges]:
    return load(ApprovedChanges, read_bytes(file), file.as_posix())


def _warnings(sides: Iterable[Side]) -> tuple[Diagnostic, ...]:
    found = (each for side in sides for file in side.policy.files for each in file.warnings)
    return tuple(dict.fromkeys(found))


def _diff(
    a: Side, b: Side, mapped: dict[str, str], approvals: Loaded[ApprovedChanges] | None
) -> tuple[Diff, tuple[Diagnostic, ...]]:
    pair = Pair(a.policy, b.policy, mapped)
    changes = pair.changes()
    notes: tuple[Diagnostic, ...] = ()
    if approvals is not None:
        changes, notes = approve(changes, approvals)
        notes = (*approvals.warnings, *notes)
    made = Diff(
        engine=_engine(),
        a=a.head,
        b=b.head,
        class_map=pair.classes(),
        changes=tuple(map(masked_change, changes)),
        summary=summary_of(changes),
    )
    return made, notes


def _matrix(sides: Sequence[Side], base: int | None, shared: Sequence[Mapping[str, str]]) -> Matrix:
    found = matrix([side.policy for side in sides], base, shared=shared)
    return Matrix(
        engine=_engine(),
        columns=tuple(side.head for side in sides),
        base=base,
        rows=tuple(map(masked_row, found.rows)),
        same=found.same,
        notes=found.notes,
    )


def _engine() -> Engine:
    return Engine(version=__version__, rulebook_version=RULEBOOK_VERSION)
