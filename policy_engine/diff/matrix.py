"""Three or more policies side by side: one row for each place at which they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policy_engine.diff.alignment import sides_of
from policy_engine.diff.direction import judge
from policy_engine.diff.model import Cell, Direction, Row
from policy_engine.diff.nodes import Content
from policy_engine.diff.reading import read_in_force
from policy_engine.diff.rows import NO_SUCH_CLASS, meant_there
from policy_engine.diff.rows import Row as Facts
from policy_engine.diff.side_by_side import rows_of
from policy_engine.diff.telling import path_of, said, title_of
from policy_engine.documents.policy import Policy
from policy_engine.findings.report_model import Bilingual
from policy_engine.policyset.in_force import PolicyInForce


@dataclass(frozen=True, slots=True)
class MatrixRows:
    """The rows in which somebody differs, how many do not, and why some rows cannot be compared."""

    rows: tuple[Row, ...]
    same: int
    notes: tuple[Bilingual, ...]


def matrix(
    policies: Sequence[PolicyInForce],
    base: int | None = None,
    class_map: Mapping[str, str] | None = None,
    shared: Sequence[Mapping[str, str]] = (),
) -> MatrixRows:
    """The policies side by side, in the order given; `base` is the column that directions are against.

    `class_map` says which class ids mean the same class; `shared`, in its place, gives for each policy what
    its classes are called in all, by their ids.
    """
    documents = [policy.document for policy in policies]
    codes = [policy.layers[-1].jurisdiction for policy in policies]
    sides = sides_of([read_in_force(policy) for policy in policies], codes, class_map or {}, shared)
    rows: list[Row] = []
    notes: dict[Bilingual, None] = {}
    same = 0
    for facts in rows_of(sides):
        meant = [meant_there(facts, sides, number) for number in range(len(sides))]
        if len({each for number, each in enumerate(meant) if facts.active[number]}) < 2:
            same += 1
            continue
        rows.append(_row(facts, meant, policies, documents, base))
        if facts.note not in (None, NO_SUCH_CLASS):
            notes[_note(facts)] = None
    return MatrixRows(tuple(rows), same, tuple(notes))


def _note(facts: Facts) -> Bilingual:
    """Why the row does not compare, with the row's name before it."""
    title, note = title_of(facts, 0), facts.note
    zh, en = ("", "") if note is None else (note.zh, note.en)
    return Bilingual(zh=f"{title.zh}：{zh}", en=f"{title.en}: {en}")


def _row(
    facts: Facts,
    meant: Sequence[Content],
    policies: Sequence[PolicyInForce],
    documents: Sequence[Policy],
    base: int | None,
) -> Row:
    speaking = [_can_say(facts, number) for number in range(len(meant))]
    groups, outliers = _groups(meant, speaking)
    speaker = next((number for number, node in enumerate(facts.nodes) if node is not None), 0)
    cells = tuple(
        Cell(
            said=said(facts, number, policy),
            group=groups[number],
            outlier=groups[number] in outliers,
            direction=_direction(facts, meant, base, number, documents),
        )
        for number, policy in enumerate(policies)
    )
    zh = path_of(facts, speaker, chinese=True)
    return Row(path=path_of(facts, speaker), path_zh=zh, title=title_of(facts, speaker), cells=cells)


def _direction(
    facts: Facts, meant: Sequence[Content], base: int | None, number: int, documents: Sequence[Policy]
) -> Direction | None:
    """Against the base: None for the base itself, for what is not said there, and where nothing differs."""
    if base is None or base == number or not (_can_say(facts, base) and _can_say(facts, number)):
        return None
    if meant[base] == meant[number]:
        return None
    return judge(facts, base, number, documents).direction


def _can_say(facts: Facts, number: int) -> bool:
    """Whether the column could have an entry there: it has the list, and the class."""
    return facts.active[number] and not (facts.note is NO_SUCH_CLASS and facts.nodes[number] is None)


def _groups(meant: Sequence[Content], speaking: Sequence[bool]) -> tuple[list[int], frozenset[int]]:
    """For each column the number of its value, the most frequent first, and the numbers of the rarer ones.

    Columns that cannot say anything there are a group of their own, the last, and make nobody an outlier.
    """
    said_there = [value for value, can in zip(meant, speaking, strict=True) if can]
    counted = Counter(said_there)
    first = {value: said_there.index(value) for value in counted}
    ordered = sorted(counted, key=lambda value: (-counted[value], first[value]))
    numbers = {value: number for number, value in enumerate(ordered)}
    rarer = frozenset(numbers[value] for value in ordered if counted[value] < counted[ordered[0]])
    groups = [numbers[value] if can else len(ordered) for value, can in zip(meant, speaking, strict=True)]
    return groups, rarer
