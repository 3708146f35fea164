"""How many differences a comparison has that somebody should know of."""

from __future__ import annotations

from dataclasses import dataclass

from policy_engine.diff.model import Cell, Diff, Matrix


@dataclass(frozen=True, slots=True)
class Counts:
    """Changes, or entries of a table, that are not approved. `any_`: of whatever direction."""

    any_: int
    looser: int
    different: int


def has_directions(made: Diff | Matrix) -> bool:
    """Whether anything in it can be looser or tighter than something else."""
    return isinstance(made, Diff) or made.base is not None


def counted(made: Diff | Matrix) -> Counts:
    """Of a table the entries are counted, against its base where it has one."""
    if isinstance(made, Diff):
        summary = made.summary
        whole = summary.looser + summary.tighter + summary.different + summary.neutral
        return Counts(whole, summary.looser, summary.different)
    cells = [(row.cells[made.base or 0], cell) for row in made.rows for cell in row.cells]
    looser = sum(cell.direction == "looser" for _, cell in cells)
    return Counts(len(made.rows), looser, sum(_cannot_be_told(base, cell) for base, cell in cells))


def _cannot_be_told(base: Cell, cell: Cell) -> bool:
    """Whether an entry is another than the base's, and neither looser nor tighter as far as can be told.

    So is one for a class that only one of the two has.
    """
    if cell.direction is not None:
        return cell.direction == "different"
    return cell.group != base.group
