"""A table of traces that comes to the very claims of annual.yaml, with rows that do not count."""

from __future__ import annotations

HEADINGS = "工单编号,人员编号,交办日期,办结数,推进进度,更新时间"
# Done, progress and how many such items each person has.
_ITEMS = {
    "R001": [(1, 100, 14), (0, 30, 1), (0, 26, 1)],
    "R002": [(1, 100, 20)],
    "330782199001011234": [(1, 100, 10)],
}


def table() -> str:
    """46 rows that count, one twice, one of another year, one updated after the freeze, one of a stranger."""
    rows = [
        (person, done, progress)
        for person, items in _ITEMS.items()
        for done, progress, count in items
        for _ in range(count)
    ]
    lines = [
        f"G{number:03},{person},2024-03-01,{done},{progress},2024-12-01"
        for number, (person, done, progress) in enumerate(rows)
    ]
    lines += [
        lines[0],
        "G900,R001,2023-12-31,0,10,2024-12-01",
        "G901,R001,2024-03-01,0,10,2025-01-06",
        "G902,R777,2024-03-01,1,100,2024-12-01",
    ]
    return "\n".join([HEADINGS, *lines]) + "\n"
