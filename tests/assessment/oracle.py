"""Points worked out a second time: slow, from the documents as written, with nothing of the product's.

Written from the documentation alone. It says what the points are, or that there are none; never why.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

Written = Mapping[str, Any]
PERCENTAGES = ("completion", "progress")


class ByHand(NamedTuple):
    """Parts that the mix weighs (None: does not apply), the rounded total, that with the adjustment."""

    parts: dict[str, Fraction | None]
    computed: Fraction | None
    total: Fraction | None
    factor: Fraction | None


class Missing(Exception):  # noqa: N818 - no error of the program: there are no points
    """Something is not there, or cannot be."""


def points_by_hand(
    policy: Written, person: Written, document: Written, *, table: bool, traces: Written | None
) -> ByHand:
    """`table`: there is a table of traces; `traces`: the person's line of it."""
    factor = attempt(lambda: factor_by_hand(policy, person, document))
    try:
        parts = parts_by_hand(
            policy, person, document, traces if table else person_claim(person, policy), factor
        )
        computed = total_by_hand(policy, parts, factor)
    except Missing:
        return ByHand({}, None, None, factor)
    points = fraction(person.get("adjustment", {}).get("points", 0))
    return ByHand(parts, computed, computed + points, factor)


def parts_by_hand(
    policy: Written, person: Written, document: Written, traces: Written | None, factor: Fraction | None
) -> dict[str, Fraction | None]:
    mix = policy.get("mix")
    if mix is None or sum(fraction(weight) for weight in mix.values()) != 1:
        raise Missing
    every = document["period"]["every"]
    parts: dict[str, Fraction | None] = {}
    for part, weight in mix.items():
        if fraction(weight) == 0:
            continue
        value = part_by_hand(part, policy, person, every, traces)
        if value is not None and part == "trace" and use_of_factor(policy) == "trace":
            value *= needed(factor)
        if value is not None and policy.get("rounding", {}).get("when") == "each_part":
            value = rounded_by_hand(value, policy["rounding"]["mode"], policy["rounding"]["decimals"])
        parts[part] = value
    return parts


def part_by_hand(
    part: str, policy: Written, person: Written, every: str, traces: Written | None
) -> Fraction | None:
    match part:
        case "dimension":
            return dimensions_by_hand(policy, person)
        case "trace":
            return traces_by_hand(policy, traces)
        case "ballot":
            return ballots_by_hand(policy, person, every)
    return regular_by_hand(person, every, policy.get("regular", {}).get("every"))


def total_by_hand(policy: Written, parts: Mapping[str, Fraction | None], factor: Fraction | None) -> Fraction:
    weights = {part: fraction(policy["mix"][part]) for part in parts}
    total = mean_of_what_applies([(weights[part], value) for part, value in parts.items()])
    if total is None:
        raise Missing
    if use_of_factor(policy) == "total":
        total *= needed(factor)
    if "rounding" in policy:
        return rounded_by_hand(total, policy["rounding"]["mode"], policy["rounding"]["decimals"])
    if (10**60 * total).denominator != 1:
        raise Missing
    return total


def dimensions_by_hand(policy: Written, person: Written) -> Fraction:
    dimensions = policy.get("dimensions") or []
    scores, by = person.get("scores", {}), person.get("scores_by", {})
    all_known(scores, dimensions)
    for given in by.values():
        all_known(given, dimensions)
    all_known(by, [scorer for each in dimensions for scorer in each.get("scored_by", [])])
    return weighted(
        [(each["weight"], lambda each=each: dimension_by_hand(each, scores, by)) for each in dimensions]
    )


def dimension_by_hand(dimension: Written, scores: Written, by: Mapping[str, Written]) -> Fraction:
    most = fraction(dimension["max"])

    def score(where: Iterable[Written]) -> Fraction:
        said = [value for given in where for word, value in given.items() if means(word, dimension)]
        value = fraction(only(said))
        if value > most:
            raise Missing
        return value

    if "scored_by" not in dimension:
        return score([scores]) * 100 / most
    scorers = [
        (each["weight"], lambda each=each: score(given for word, given in by.items() if means(word, each)))
        for each in dimension["scored_by"]
    ]
    return weighted(scorers) * 100 / most


def person_claim(person: Written, policy: Written) -> Written | None:
    """What the office claims, in the form of a line of the table."""
    claim = person.get("traces")
    if claim is None:
        return {"absent": True}
    full = fraction(policy.get("traces", {}).get("full_progress", 100))
    progress = fraction(claim["progress"]) / full if "progress" in claim else None
    return {**claim, "progress": progress, "claimed": True}


def traces_by_hand(policy: Written, line: Written | None) -> Fraction | None:
    metrics = policy.get("traces", {}).get("metrics")
    if not metrics or (line is not None and "absent" in line):
        raise Missing
    if line is None:
        return None
    assigned, done = fraction(line["assigned"]), fraction(line["done"])
    if done > assigned or line.get("overdone", 0) > 0:
        raise Missing
    if assigned == 0:
        return None
    return mean_of_what_applies(
        [(fraction(m["weight"]), metric_by_hand(m, line)) for m in metrics if fraction(m["weight"]) != 0],
        checked=[m["weight"] for m in metrics],
    )


def metric_by_hand(metric: Written, line: Written) -> Fraction | None:
    value: Fraction
    if metric["id"] == "assigned":
        value = fraction(line["assigned"])
    elif metric["id"] == "completion":
        value = fraction(line["done"]) / fraction(line["assigned"]) * 100
    elif metric["id"] == "progress":
        if line["progress"] is None and not line.get("claimed"):
            return None
        value = needed(line["progress"] if line["progress"] is None else fraction(line["progress"])) * 100
        if value > 100:
            raise Missing
    else:
        value = fraction(needed(line.get("amounts", {}).get(metric["id"])))
    if "scale" not in metric:
        if metric["id"] not in PERCENTAGES:
            raise Missing
        return value
    return scale_by_hand(metric["scale"], value)


def scale_by_hand(scale: Written, value: Fraction) -> Fraction:
    if "steps" in scale:
        reached = [
            fraction(points) for at_least, points in sorted(scale["steps"]) if fraction(at_least) <= value
        ]
        return reached[-1] if reached else Fraction(0)
    low, high = fraction(scale["from"]), fraction(scale["to"])
    if low == high:
        raise Missing
    return sorted([Fraction(0), (value - low) * 100 / (high - low), Fraction(100)])[1]


def ballots_by_hand(policy: Written, person: Written, every: str) -> Fraction | None:
    rules = policy.get("ballots")
    if rules is None or "options" not in rules:
        raise Missing
    if "periods" in rules and every not in rules["periods"]:
        return None
    ballots = person.get("ballots", [])
    groups = rules.get("groups")
    if groups is None:
        if any("group" in each for each in ballots):
            raise Missing
        return votes_by_hand(only(ballots)["votes"], rules["options"])
    all_known([each.get("group", "") for each in ballots], groups)

    def votes_of(group: Written) -> Fraction:
        return votes_by_hand(
            only([b for b in ballots if means(b["group"], group)])["votes"], rules["options"]
        )

    return weighted([(group["weight"], lambda group=group: votes_of(group)) for group in groups])


def votes_by_hand(votes: Written, options: list[Written]) -> Fraction:
    """Every vote by itself."""
    all_known(votes, options)
    cast: list[Fraction] = []
    for option in options:
        said = [count for word, count in votes.items() if means(word, option)]
        if len(said) > 1:
            raise Missing
        cast += [fraction(option["points"])] * sum(said)
    if not cast:
        raise Missing
    return sum(cast, Fraction(0)) / len(cast)


TIMES = {"month": 12, "quarter": 4, "half_year": 2, "year": 0}


def due_by_hand(person: Written, how_often: str) -> int:
    """Of how many parts of 2024 each day was served, and not each day on leave; day by day."""
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(days=day) for day in range(366)]
    service = person.get("service", {})
    served = {day for day in days if service.get("from", days[0]) <= day <= service.get("until", days[-1])}
    leave = {day for day in days for each in person.get("leave", []) if each["from"] <= day <= each["until"]}
    due = 0
    for part in range(TIMES[how_often]):
        its = {day for day in days if (day.month - 1) * TIMES[how_often] // 12 == part}
        due += its <= served and not its <= leave
    return due


def regular_by_hand(person: Written, every: str, how_often: str | None) -> Fraction | None:
    if every != "year":
        return None
    totals = [fraction(total) for total in person.get("regular_totals", [])]
    if not totals:
        raise Missing
    if how_often is not None and not due_by_hand(person, how_often) <= len(totals) <= TIMES[how_often]:
        raise Missing
    return sum(totals, Fraction(0)) / len(totals)


def factor_by_hand(policy: Written, person: Written, document: Written) -> Fraction:
    factors = policy.get("post_factor", {}).get("factors")
    ratings = only(
        [post["ratings"] for post in document.get("posts", []) if post["post"] == person.get("post")]
    )
    if not factors:
        raise Missing
    all_known(ratings, factors)
    return weighted([
        (f["weight"], lambda f=f: fraction(only([r for word, r in ratings.items() if means(word, f)])))
        for f in factors
    ])  # fmt: skip


def use_of_factor(policy: Written) -> str | None:
    use: str | None = policy.get("post_factor", {}).get("applies_to")
    return use


def weighted(items: Iterable[tuple[Any, Any]]) -> Fraction:
    """Σ weight × value; of what weighs nothing the value is not even asked for."""
    pairs = [(fraction(weight), value) for weight, value in items]
    if sum(weight for weight, _ in pairs) != 1:
        raise Missing
    return sum((weight * value() for weight, value in pairs if weight != 0), Fraction(0))


def mean_of_what_applies(
    pairs: list[tuple[Fraction, Fraction | None]], checked: list[Any] | None = None
) -> Fraction | None:
    if checked is not None and sum(map(fraction, checked)) != 1:
        raise Missing
    applying = [(weight, value) for weight, value in pairs if value is not None]
    if not applying:
        return None
    total = sum((weight * value for weight, value in applying), Fraction(0))
    return total / sum((weight for weight, _ in applying), Fraction(0))


def rounded_by_hand(value: Fraction, mode: str, decimals: int) -> Fraction:
    """Of all numbers with so many decimals in the neighbourhood the one that the mode wants."""
    unit = Fraction(1, 10**decimals)
    about = int(value / unit)
    near = [unit * k for k in range(about - 2, about + 3)]
    if mode == "down":
        return max((each for each in near if abs(each) <= abs(value) and each * value >= 0), key=abs)
    least = min(abs(each - value) for each in near)
    nearest = [each for each in near if abs(each - value) == least]
    if mode == "half_up":
        return max(nearest, key=abs)
    return nearest[0] if len(nearest) == 1 else next(each for each in nearest if each / unit % 2 == 0)


def fraction(value: Any) -> Fraction:
    if isinstance(value, Fraction | int | Decimal):
        return Fraction(value)
    text = str(value)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def means(word: str, record: Written) -> bool:
    def plain(text: str) -> str:
        return unicodedata.normalize("NFKC", text).replace(" ", "")

    return plain(word) in (plain(record["id"]), plain(record["name"]))


def all_known(words: Iterable[str], records: Iterable[Written]) -> None:
    known = list(records)
    if not all(any(means(word, record) for record in known) for word in words):
        raise Missing


def only(values: list[Any]) -> Any:
    if len(values) != 1:
        raise Missing
    return values[0]


def needed(value: Any) -> Any:
    if value is None:
        raise Missing
    return value


def attempt(work: Any) -> Fraction | None:
    try:
        result: Fraction = work()
    except Missing:
        return None
    return result
