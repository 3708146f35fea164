"""Assessments of one person at random, as they would be written: mostly complete, sometimes not."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from typing import Any

from policy_engine.assessment.model import PersonTotal
from policy_engine.assessment.points import points_of
from tests.assessment.oracle import ByHand, points_by_hand
from tests.assessment.point_cases import HEAD, read, table_of

METRICS = ("assigned", "completion", "progress", "clock_in")
PERIODS: tuple[dict[str, Any], ...] = ({}, {"period": {**HEAD["period"], "every": "quarter"}})


@dataclass
class Case:
    """What is written; `line` is the person's line of the table, where `table` says that there is one."""

    policy: dict[str, Any]
    person: dict[str, Any]
    document: dict[str, Any]
    table: bool
    line: dict[str, Any] | None

    def worked(self) -> PersonTotal:
        table = table_of("R001", self.line) if self.table else None
        return points_of(*read(self.policy, self.person, self.document, table))

    def by_hand(self) -> ByHand:
        document = {**HEAD, **self.document}
        return points_by_hand(self.policy, self.person, document, table=self.table, traces=self.line)


def case_of(seed: int) -> Case:
    chance = random.Random(seed)  # noqa: S311 - tests, not secrets
    policy: dict[str, Any] = {"mix": _mix(chance)}
    person: dict[str, Any] = {"person": "R001", "post": "P01"}
    _dimensions(chance, policy, person)
    line = _traces(chance, policy, person)
    _ballots(chance, policy, person)
    if chance.random() < 0.8:
        person["regular_totals"] = [chance.randint(0, 1000) / 10 for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.4:
        policy["regular"] = {"every": chance.choice(("month", "quarter", "half_year"))}
        _time_away(chance, person)
    document = {**chance.choice(PERIODS), "posts": _factor(chance, policy)}
    if chance.random() < 0.8:
        policy["rounding"] = {
            "mode": chance.choice(("half_up", "half_even", "down")),
            "decimals": chance.randint(0, 2),
            "when": chance.choice(("end", "each_part")),
        }
    if chance.random() < 0.3:
        person["adjustment"] = {"points": chance.randint(-50, 50) / 10, "reason": "急难任务"}
    return Case(policy, person, document, chance.random() < 0.5, line)


def _time_away(chance: random.Random, person: dict[str, Any]) -> None:
    first, second, third = sorted(chance.sample(range(366), 3))
    new_year = datetime.date(2024, 1, 1)
    if chance.random() < 0.5:
        person["service"] = {"from": new_year + datetime.timedelta(days=first)}
    if chance.random() < 0.5:
        from_, until = (new_year + datetime.timedelta(days=days) for days in (second, third))
        person["leave"] = [{"kind": "病假", "from": from_, "until": until}]


def weights(chance: random.Random, number: int) -> list[str]:
    """That sum to one; some may be nothing."""
    parts = [chance.choice((0, 1, 1, 2, 3, 5)) for _ in range(number)]
    parts[chance.randrange(number)] += 1
    return [f"{part}/{sum(parts)}" for part in parts]


def _mix(chance: random.Random) -> dict[str, str]:
    parts = [part for part in ("dimension", "trace", "ballot", "regular") if chance.random() < 0.7]
    parts = parts or ["dimension"]
    return dict(zip(parts, weights(chance, len(parts)), strict=True))


def _dimensions(chance: random.Random, policy: dict[str, Any], person: dict[str, Any]) -> None:
    dimensions: list[dict[str, Any]] = []
    for at, weight in enumerate(weights(chance, chance.randint(1, 4))):
        most = chance.randint(1, 30)
        dimension: dict[str, Any] = {"id": f"d{at}", "name": f"维度{at}", "max": most, "weight": weight}
        if chance.random() < 0.3:
            dimension["scored_by"] = [
                {"id": f"s{by}", "name": f"评分人{by}", "weight": share}
                for by, share in enumerate(weights(chance, 2))
            ]
        dimensions.append(dimension)
        for by in range(2) if "scored_by" in dimension else (None,):
            if chance.random() < 0.95:
                score = chance.randint(0, 2 * most) / 2 if chance.random() < 0.97 else most + 1
                scores = person.setdefault("scores", {}) if by is None else _scores_by(person, by)
                scores[chance.choice((f"d{at}", f"维度{at}"))] = score
    policy["dimensions"] = dimensions


def _scores_by(person: dict[str, Any], by: int) -> dict[str, Any]:
    found: dict[str, Any] = person.setdefault("scores_by", {}).setdefault(f"评分人{by}", {})
    return found


def _traces(chance: random.Random, policy: dict[str, Any], person: dict[str, Any]) -> dict[str, Any] | None:
    metrics: list[dict[str, Any]] = []
    for metric, weight in zip(METRICS, weights(chance, len(METRICS)), strict=True):
        metrics.append({"id": metric, "weight": weight})
        if metric in ("assigned", "clock_in") or chance.random() < 0.3:
            steps = [[chance.randint(0, 50), chance.randint(0, 50)], [chance.randint(51, 90), 80]]
            metrics[-1]["scale"] = chance.choice(
                ({"from": 3, "to": chance.randint(4, 120)}, {"steps": steps})
            )
    policy["traces"] = {"metrics": metrics, "full_progress": chance.choice((1, 10, 100))}
    assigned = chance.choice((0, *range(1, 25)))
    done = chance.randint(0, assigned) if chance.random() < 0.95 else assigned + 1
    if chance.random() < 0.95:
        person["traces"] = {"assigned": assigned, "done": done, "progress": chance.randint(0, 10) / 10}
    progress = f"{chance.randint(0, 7)}/7" if chance.random() < 0.8 else None
    line = {
        "assigned": assigned, "done": done, "progress": progress,
        "overdone": int(chance.random() < 0.05), "amounts": {"clock_in": chance.randint(0, 200)},
    }  # fmt: skip
    return line if chance.random() < 0.9 else None


def _ballots(chance: random.Random, policy: dict[str, Any], person: dict[str, Any]) -> None:
    options = [{"id": f"o{at}", "name": f"选项{at}", "points": chance.randint(0, 100)} for at in range(3)]
    policy["ballots"] = {"options": options}
    if chance.random() < 0.5:
        policy["ballots"]["periods"] = ["year"]

    def votes() -> dict[str, int]:
        return {chance.choice((f"o{at}", f"选项{at}")): chance.choice((0, 1, 7, 30)) for at in range(3)}

    if chance.random() < 0.5:
        person["ballots"] = [{"votes": votes()}]
        return
    groups = [{"id": f"g{at}", "name": f"主体{at}", "weight": w} for at, w in enumerate(weights(chance, 2))]
    policy["ballots"]["groups"] = groups
    person["ballots"] = [
        {"group": chance.choice((f"g{at}", f"主体{at}")), "votes": votes()}
        for at in range(2)
        if chance.random() < 0.95
    ]


def _factor(chance: random.Random, policy: dict[str, Any]) -> list[dict[str, Any]]:
    if chance.random() < 0.7:
        factors = [
            {"id": f"f{at}", "name": f"因素{at}", "weight": w} for at, w in enumerate(weights(chance, 2))
        ]
        policy["post_factor"] = {"factors": factors, "applies_to": chance.choice(("total", "trace", "bonus"))}
    ratings = {f"因素{at}": chance.randint(8, 15) / 10 for at in range(2) if chance.random() < 0.95}
    return [{"post": "P01", "ratings": ratings}] if chance.random() < 0.95 else []
