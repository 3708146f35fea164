"""The policies that are shown: those made for these tests, and every version that ships."""

from __future__ import annotations

import datetime
from pathlib import Path

from policy_engine.policyset.repository import Repository

HERE = Path(__file__).parent
MADE = HERE / "policies"
SHIPPED = HERE.parents[1] / "policies"
DAY = datetime.timedelta(days=1)


def targets(policies: Path) -> list[str]:
    """Every jurisdiction on every day on which a layer of its chain changes, from its own first day on."""
    repository = Repository(policies)
    starts = {code: [version.from_ for version in repository.versions(code)] for code in repository.folders}
    found = []
    for code, own in starts.items():
        above = {code, code[:4] + "00", code[:2] + "0000", "000000"}
        days = {day for each in above & starts.keys() for day in starts[each] if day >= own[0]}
        found += [f"{code}@{day}" for day in sorted(days)]
    return found
