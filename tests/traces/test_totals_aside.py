"""Items of the period that do not count for somebody are told, whichever way they went."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from policy_engine.traces.model import Aside
from tests.effort import tried
from tests.traces.tables import COLUMNS, PEOPLE, WITHOUT_UPDATES, totals_of

_COLUMNS = COLUMNS.model_copy(update={"assigned": "交办数"})
_HEADINGS = "工单编号,人员编号,交办日期,交办数,办结数,推进进度,更新时间"
_IN, _OUT = "2024-03-01", "2023-12-31"
_EARLY, _LATER, _LAST, _LATE, _LATEST = (
    "2024-04-01 08:00:00", "2024-05-01 08:00:00", "2025-01-05 23:59:59",
    "2025-01-06 00:00:00", "2025-02-01 08:00:00",
)  # fmt: skip
# Id, person, day, assigned, time of update.
State = tuple[str, str, str, int, str]


def aside(states: list[State], path: Path, columns: Any = _COLUMNS) -> dict[str, Aside]:
    lines = [f"{id_},{person},{day},{number},0,0,{time}" for id_, person, day, number, time in states]
    path.write_text("\n".join([_HEADINGS, *lines, ""]), encoding="utf-8")
    return {id_: each.aside for id_, each in totals_of(path, columns).people.items() if each.aside != Aside()}


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ([("G1", "R1", _IN, 1, _LATE)], {"R1": Aside(after_freeze=1)}),
        ([("G1", "R1", _OUT, 1, _LATE)], {}),
        ([("G1", "R1", _IN, 1, _LAST), ("G1", "R1", _IN, 1, _LATE)], {}),
        # All its states are late, whoever has them.
        (
            [("G1", "R1", _IN, 1, _LATE), ("G1", "R1", _IN, 1, _LATE), ("G1", "R2", _IN, 1, _LATEST)],
            {"R1": Aside(after_freeze=1), "R2": Aside(after_freeze=1)},
        ),
        ([("G1", "R1", _IN, 1, _EARLY), ("G1", "R1", _OUT, 1, _LATER)], {"R1": Aside(out_of_period=1)}),
        (
            [("G1", "R1", _IN, 1, _EARLY), ("G1", "R2", _IN, 1, _LATER)],
            {"R1": Aside(handed_over=1), "R2": Aside(taken_over=1)},
        ),
        ([("G1", "R1", _IN, 1, _EARLY), ("G1", "R9", _IN, 1, _LATER)], {"R1": Aside(handed_over=1)}),
        ([("G1", "R1", _IN, 1, _EARLY), ("G1", "R2", _OUT, 1, _LATER)], {"R1": Aside(handed_over=1)}),
        # What came back was never away, and what moved after the freeze has not moved.
        (
            [("G1", "R1", _IN, 1, _EARLY), ("G1", "R2", _IN, 1, _LATER), ("G1", "R1", _IN, 1, _LAST)],
            {"R1": Aside(taken_over=1), "R2": Aside(handed_over=1)},
        ),
        ([("G1", "R1", _IN, 1, _LAST), ("G1", "R2", _OUT, 1, _LATE)], {}),
        ([("G1", "R1", _OUT, 1, _EARLY), ("G1", "R1", _IN, 1, _LATER)], {}),
        ([("G1", "R1", _IN, 0, _EARLY), ("G2", "R1", _OUT, 0, _EARLY)], {"R1": Aside(of_nothing=1)}),
        (
            [("G1", "R1", _IN, 1, _EARLY), ("G1", "R1", _IN, 0, _LATER)],
            {"R1": Aside(lowered=1, of_nothing=1)},
        ),
        ([("G1", "R1", _IN, 0, _EARLY), ("G1", "R1", _IN, 1, _LATER)], {}),
        # Five became one, although it was seven between; not where it went on to somebody else.
        (
            [("G1", "R1", _IN, 5, _EARLY), ("G1", "R1", _IN, 7, _LATER), ("G1", "R1", _IN, 1, _LAST)],
            {"R1": Aside(lowered=1)},
        ),
        (
            [("G1", "R1", _IN, 5, _EARLY), ("G1", "R2", _IN, 1, _LATER)],
            {"R1": Aside(handed_over=1), "R2": Aside(taken_over=1)},
        ),
        ([("G1", "R1", _IN, 1, _LAST), ("G1", "R1", _IN, 5, _LATE)], {}),
        ([("G1", "R1", _OUT, 5, _EARLY), ("G1", "R1", _IN, 1, _LATER)], {}),
    ],
)  # fmt: skip
def test_an_item_that_does_not_count_is_told(
    states: list[State], told: dict[str, Aside], tmp_path: Path
) -> None:
    assert aside(states, tmp_path / "t.csv") == told


def test_without_a_column_of_updates_only_items_of_nothing_are_known(tmp_path: Path) -> None:
    states: list[State] = [("G1", "R1", "2025-01-06", 1, _EARLY), ("G2", "R1", _IN, 0, _LATE)]
    columns = WITHOUT_UPDATES.model_copy(update={"assigned": "交办数"})
    assert aside(states, tmp_path / "t.csv", columns) == {"R1": Aside(of_nothing=1)}


def slowly(states: list[State]) -> dict[str, Aside]:
    """One id after the other: six sets of ids for each person."""
    by_id = defaultdict(list)
    for state in states:
        by_id[state[0]].append(state)
    sets: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in range(6)])
    for id_, of_id in by_id.items():
        known = sorted((each for each in of_id if each[4] < _LATE), key=lambda each: each[4])
        for person, place in _found(of_id, known):
            sets[person][place].add(id_)
    return {person: Aside(*map(len, sets[person])) for person in PEOPLE if person in sets}


def _found(of_id: list[State], known: list[State]) -> Iterator[tuple[str, int]]:
    if not known:
        yield from ((person, 0) for _, person, day, _, _ in of_id if day == _IN)
        return
    _, last, last_day, number, _ = known[-1]
    if last_day == _IN and number == 0:
        yield last, 5
    if last_day == _IN and any(
        person == last and day == _IN and more > number for _, person, day, more, _ in known
    ):
        yield last, 4
    for giver in {person for _, person, day, _, _ in known if day == _IN}:
        if giver == last and last_day != _IN:
            yield giver, 1
        if giver != last:
            yield giver, 2
            if last_day == _IN:
                yield last, 3


@st.composite
def _states(draw: st.DrawFn) -> list[State]:
    """Few ids, each with one content at each time of update, some rows twice."""
    states: list[State] = []
    for number in range(draw(st.integers(1, 6))):
        times = st.sampled_from((_EARLY, _LATER, _LAST, _LATE, _LATEST))
        for time in draw(st.lists(times, min_size=1, max_size=4, unique=True)):
            person, day = draw(st.sampled_from((*PEOPLE[:2], "R9"))), draw(st.sampled_from((_IN, _IN, _OUT)))
            state = (f"G{number}", person, day, draw(st.integers(0, 2)), time)
            states += [state] * draw(st.sampled_from((1, 1, 2)))
    return states


def test_what_is_told_is_what_going_through_each_id_finds(tmp_path: Path) -> None:
    @tried(6, thorough=400, suppress_health_check=list(HealthCheck))
    @given(states=_states(), seed=st.integers(0, 99))
    def compare(states: list[State], seed: int) -> None:
        mixed = random.Random(seed).sample(states, len(states))  # noqa: S311 - not a secret
        assert aside(mixed, tmp_path / "t.csv") == slowly(states)

    compare()
