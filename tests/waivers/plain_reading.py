"""What waivers come to, read plainly: nothing of the product but its report without any waivers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policy_engine.findings.report import Finding

# For the rules that the random set-ups break: the names a waiver may give them, whether the granted
# number is the highest or the lowest, and whether they speak of the whole township.
RULES = {
    "posts-over-cap": (("U12", "posts-over-cap"), max, True),
    "seats-in-one-post": (("seats-in-one-post",), max, False),
    "duties-per-post-low": (("duties-per-post-low",), min, False),
}


def covered(
    findings: Sequence[Finding], waivers: Iterable[Mapping[str, Any]], township: str, on: str
) -> set[int]:
    """The places of the findings that some entry covers; each entry as often as it says, from the top."""
    entries = [
        (dict(entry), each)
        for each in waivers
        for entry in each["entries"]
        if each["status"] == "issued" and each["date"] <= on and entry["township"] == township
    ]
    used: dict[int, int] = {}
    places: set[int] = set()
    for place, finding in enumerate(findings):
        if finding.id not in RULES or finding.status != "fail":
            continue
        for number, (entry, _) in enumerate(entries):
            if used.get(number, 0) < entry.get("uses", 1) and _admits(entry, finding, on):
                used[number] = used.get(number, 0) + 1
                places.add(place)
                break
    return places


def _admits(entry: Mapping[str, Any], finding: Finding, on: str) -> bool:
    names, farther, whole = RULES[finding.id]
    assert finding.subject is not None
    assert isinstance(finding.observed, int)
    if entry["code"] not in names or not entry["from"] <= on <= entry["until"]:
        return False
    if not whole and "subject" in entry and entry["subject"] != finding.subject.id:
        return False
    granted = entry["granted"]
    for step in entry.get("schedule", ()):
        granted = step["granted"] if step["from"] <= on else granted
    return bool(farther(finding.observed, granted) == granted)
