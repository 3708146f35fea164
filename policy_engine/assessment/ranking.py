"""Who of a pool is within its quota of the excellent, from the highest total down.

People with the same total for fewer places than they are stay open: whoever decides must choose among them;
neither the file's order nor chance does. Somebody may be a rival or not: her total cannot be had, or nobody
states whether she counts here. Then only those are within the quota for whom that makes no difference.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from policy_engine.assessment.model import Tie
from policy_engine.assessment.pools import Pool
from policy_engine.diagnostics import Text


@dataclass(frozen=True, slots=True)
class Place:
    """Within the quota, outside of it, or open (None)."""

    inside: bool | None
    reason: Text


@dataclass(frozen=True, slots=True)
class Ranking:
    """Those who reach the line of the excellent in a pool: their totals, ascending, and who has them.

    `perhaps` are totals, ascending, of those who may count or not; `unseen` is how many have no total, and
    may stand above all others. `untold` is why there is no quota.
    """

    quota: int | None
    untold: Text | None
    totals: tuple[Decimal, ...]
    people: Mapping[Decimal, Sequence[str]]
    perhaps: tuple[Decimal, ...]
    unseen: int

    def place(self, total: Decimal) -> Place:
        """Where somebody with the total stands, who is one of those."""
        if self.quota is None:
            return Place(None, self.untold or Text("优秀名额无法确定", "there is no quota of the excellent"))
        if self.quota == 0:
            return Place(False, Text(
                "达到优秀分数线，但参加考核的人数按比例不足 1 名优秀",
                "reaches the line of the excellent, but the share of the people assessed comes to no place",
            ))  # fmt: skip
        above = self._above(total)
        alike = bisect_right(self.totals, total) - bisect_left(self.totals, total)
        if above >= self.quota:
            return Place(False, Text(
                f"达到优秀分数线，但优秀名额只有 {self.quota} 名，得分更高的有 {above} 人",
                "reaches the line of the excellent, but no place is left;"
                f" places: {self.quota}, people with a higher total: {above}",
            ))  # fmt: skip
        if above + alike + self._rivals(total) <= self.quota:
            return Place(True, Text(
                f"达到优秀分数线，在 {self.quota} 名优秀名额以内",
                f"reaches the line of the excellent, within {self.quota} places",
            ))  # fmt: skip
        return Place(None, self._open(total, self.quota - above, alike))

    def _open(self, total: Decimal, left: int, alike: int) -> Text:
        rivals = self._rivals(total)
        if rivals > 0:
            return Text(
                f"另有 {rivals} 人的得分或者能否评优还不能确定，是否在优秀名额以内未定",
                f"of {rivals} more the total, or whether they may be excellent, cannot be told yet,"
                " and places hang on it",
            )
        return Text(
            f"得分相同的有 {alike} 人，优秀名额只剩 {left} 名，须由单位决定",
            f"{alike} people have this total, and places left: {left}; who has them is to be decided",
        )

    def tie(self) -> Tie | None:
        """Those who have the same total where the places end, if there are any."""
        if self.quota is None or not 0 < self.quota < len(self.totals):
            return None
        total = self.totals[-self.quota]
        places = self.quota - self._above(total)
        alike = self.people[total]
        return Tie(total, tuple(alike), places) if len(alike) > places and self._rivals(total) == 0 else None

    def _rivals(self, total: Decimal) -> int:
        return self.unseen + len(self.perhaps) - bisect_left(self.perhaps, total)

    def _above(self, total: Decimal) -> int:
        return len(self.totals) - bisect_right(self.totals, total)


def ranking_of(pool: Pool, totals: Mapping[str, Decimal | None], line: Decimal) -> Ranking:
    """The ranking in a pool; `totals` are those of people by their ids, `line` that of the excellent."""
    reached: list[tuple[Decimal, str]] = []
    perhaps: list[Decimal] = []
    unseen = 0
    for member in pool.members:
        person = member.standing.entry.person
        total = totals[person]
        if member.contends is False or (total is not None and total < line):
            continue
        if total is None:
            unseen += 1
        elif member.contends is None:
            perhaps.append(total)
        else:
            reached.append((total, person))
    people: dict[Decimal, list[str]] = {}
    for total, person in reached:
        people.setdefault(total, []).append(person)
    return Ranking(
        pool.result.quota,
        pool.result.share_reason,
        tuple(sorted(total for total, _ in reached)),
        people,
        tuple(sorted(perhaps)),
        unseen,
    )
