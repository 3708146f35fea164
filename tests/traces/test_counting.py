"""Every row is in exactly one number; the order of rows changes nothing."""

from __future__ import annotations

import csv
import datetime
import random
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from policy_engine.documents.assessment_policy import TraceColumns
from policy_engine.traces.model import TraceTotals, Window
from tests.effort import tried
from tests.traces.tables import COLUMNS, NUMBERS, PEOPLE, WITHOUT_UPDATES, YEAR, text_of, totals_of

_FULL = Decimal(5)
_DAYS = ("2024-01-01", "2024/7/1", "2024年12月31日", "2025-01-05", "2025.1.6", "2023-12-31")
_TIMES = ("2024-04-01", "2024-04-01 09:00", "2025/1/5 23:59:59", "2025-01-06 00:00:00")
_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
_WITH_AMOUNTS = COLUMNS.model_copy(update={"assigned": "交办数", "points": "积分"})
_HEADINGS = ["备注", "积分", "更新时间", "交办数", "推进进度", "办结数", "交办日期", "人员编号", "工单编号"]


def moment(text: str) -> datetime.datetime:
    day, _, time = text.partition(" ")
    for format_ in _FORMATS:
        try:
            date = datetime.datetime.strptime(day, format_)  # noqa: DTZ007 - local days, as people write them
        except ValueError:
            continue
        parts = [int(part) for part in (time or "0").split(":")]
        return date + datetime.timedelta(seconds=sum(n * 60 ** (2 - i) for i, n in enumerate(parts)))
    raise AssertionError(text)


def share(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text[-1] in "%％" else Fraction(text) / Fraction(_FULL)


def slowly(text: str, updated: bool, window: Window) -> tuple[dict[str, int], dict[str, Any]]:
    """What the table comes to, row by row with fractions; None where two last states differ."""
    by_id = defaultdict(list)
    counts = dict.fromkeys(NUMBERS, 0)
    for row in csv.DictReader(text.splitlines()):
        assigned = Fraction(row["交办数"])
        done = {"是": assigned, "否": Fraction(0)}.get(row["办结数"])
        when = moment(row["更新时间" if updated else "交办日期"])
        state = (
            row["人员编号"].strip(), moment(row["交办日期"]).date(), assigned,
            Fraction(row["办结数"]) if done is None else done, share(row["推进进度"]), Fraction(row["积分"]),
        )  # fmt: skip
        counts["read"] += 1
        late = window.frozen_on is not None and when.date() > window.frozen_on
        counts["after_freeze"] += late
        if not late:
            by_id[row["工单编号"].strip()].append((when if updated else None, state))
    sums: dict[str, Any] = {id_: [Fraction(0)] * 4 for id_ in PEOPLE}
    for states in by_id.values():
        last = max(when for when, _ in states) if updated else None
        kept = {state for when, state in states if when == last}
        assert len(kept) == 1
        person, day, assigned, done, progress, points = kept.pop()
        counts["duplicates"] += len(states) - 1
        if person not in PEOPLE:
            counts["of_others"] += 1
        elif not window.from_ <= day <= window.until:
            counts["outside_period"] += 1
        else:
            counts["counted"] += 1
            added = (assigned, done, progress * assigned, points)
            sums[person] = [a + b for a, b in zip(sums[person], added, strict=True)]
    return counts, {id_: (a, d, p / a if a else None, x) for id_, (a, d, p, x) in sums.items()}


def as_found(found: TraceTotals) -> tuple[dict[str, int], dict[str, Any]]:
    people = {
        id_: (each.assigned, each.done, each.progress, each.amounts["points"])
        for id_, each in found.people.items()
    }
    return {name: getattr(found, name) for name in NUMBERS}, people


@st.composite
def tables(draw: st.DrawFn, updated: bool) -> list[list[str]]:
    """Rows of few ids, so that states repeat; an id has one content at each time of update."""
    plain = draw(st.booleans())
    number = st.sampled_from(("0", "1", "2", "2.5", "0.0001", "999999999"))
    rows = []
    for id_ in range(draw(st.integers(1, 8))):
        times = draw(
            st.lists(st.sampled_from(_TIMES[2:] if plain else _TIMES), min_size=1, max_size=3, unique=True)
        )
        for time in times if updated else times[:1]:
            row = [
                "", draw(number), time, draw(number),
                draw(st.sampled_from(("0", "5", "2.25", "33%", "0.5％"))),
                draw(number if plain else st.sampled_from(("是", "否", "3"))), draw(st.sampled_from(_DAYS)),
                draw(st.sampled_from(("R1", "R2", " R3", "R4", "李四"))), f"W{id_}",
            ]  # fmt: skip
            rows += [row] * draw(st.sampled_from((1, 1, 2)))
    return rows


@pytest.mark.parametrize("updated", [True, False])
def test_totals_are_those_of_adding_up_row_by_row(
    updated: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("traces")
    columns: TraceColumns = _WITH_AMOUNTS if updated else _WITH_AMOUNTS.model_copy(update={"updated": None})

    @tried(4, thorough=400, suppress_health_check=list(HealthCheck))
    @given(rows=tables(updated), seed=st.integers(0, 99), frozen=st.booleans())
    def compare(rows: list[list[str]], seed: int, frozen: bool) -> None:
        window = YEAR if frozen else Window(YEAR.from_, YEAR.until, None)
        text = text_of(random.Random(seed).sample(rows, len(rows)), _HEADINGS)  # noqa: S311 - not a secret
        path = folder / "t.csv"
        path.write_text(text, encoding="utf-8")
        found = totals_of(path, columns, _FULL, ("assigned", "completion", "progress", "points"), window)
        # In the order in which they were made, not the one in which they stand in the file.
        assert as_found(found) == slowly(text_of(rows, _HEADINGS), updated, window)

    compare()


def test_the_last_state_before_the_freeze_counts_whoever_it_belongs_to(tmp_path: Path) -> None:
    rows = [
        ["G1", "R1", "2024-03-01", 0, 10, "2024-03-02 10:00:00"],
        ["G1", "R2", "2024-03-01", 1, 90, "2025-01-05 23:59:59"],
        ["G1", "R3", "2024-03-01", 1, 100, "2025-01-06 00:00:00"],
        ["G2", "R1", "2023-12-31", 1, 100, "2024-03-02 10:00:00"],
        ["G3", "R9", "2024-03-01", 1, 100, "2024-03-02 10:00:00"],
        ["G3", "R9", "2024-03-01", 1, 100, "2024-03-02 10:00:00"],
    ]
    path = tmp_path / "t.csv"
    path.write_text(text_of(rows), encoding="utf-8")
    found = totals_of(path)
    assert {name: getattr(found, name) for name in NUMBERS} == {
        "read": 6, "counted": 1, "duplicates": 2, "outside_period": 1, "after_freeze": 1, "of_others": 1,
    }  # fmt: skip
    assert {id_: each.progress for id_, each in found.people.items()} == {
        "R1": None,
        "R2": Fraction(9, 10),
        "R3": None,
    }


def test_without_a_column_of_updates_rows_dated_after_the_freeze_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [["G1", "R1", "2025-01-05", 1, 10, ""], ["G2", "R1", "2025-01-06", 1, 10, ""]]
    path.write_text(text_of(rows), encoding="utf-8")
    window = Window(YEAR.from_, datetime.date(2025, 12, 31), YEAR.frozen_on)
    found = totals_of(path, WITHOUT_UPDATES, window=window)
    assert (found.counted, found.after_freeze) == (1, 1)


def test_one_column_may_be_both_the_date_and_the_update(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [["G1", "R1", "", 1, 10, "2024-12-31 23:59:59"], ["G2", "R1", "", 1, 10, "2025-01-01 00:00:00"]]
    path.write_text(text_of(rows), encoding="utf-8")
    found = totals_of(path, COLUMNS.model_copy(update={"date": "更新时间"}))
    assert (found.counted, found.outside_period) == (1, 1)


def test_no_more_than_five_overdone_rows_of_a_person_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [[f"G{n}", "R1" if n % 2 else "R2", "2024-03-01", n, 10, "2024-03-02 10:00:00"] for n in range(14)]
    path.write_text(text_of(rows), encoding="utf-8")
    people = totals_of(path).people
    assert [[row.line for row in people[id_].overdone] for id_ in PEOPLE] == [
        [5, 7, 9, 11, 13], [4, 6, 8, 10, 12], []
    ]  # fmt: skip
