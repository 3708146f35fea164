"""What the layers above allow at most is the strictest of their bounds, an approved exception regarded."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.limits import least_limit
from policy_engine.policyset.repository import Repository
from tests.policy_checks.chains import COUNTY, lay_out

_DAY = datetime.date(2024, 3, 1)
_CITY = {"set": {"envelope": [{"path": "assessment.mix.trace", "at_most": "30%"}]}}
_APPROVAL = {"id": "excellent-25", "number": "湘组〔2024〕1号", "date": _DAY}


@pytest.mark.parametrize(
    ("chain", "path", "limit"),
    [
        pytest.param({}, "assessment.mix.trace", Fraction(2, 5), id="one bound"),
        pytest.param({"city": _CITY}, "assessment.mix.trace", Fraction(3, 10), id="the stricter of two"),
        pytest.param({}, "assessment.mix.ballot", None, id="none"),
        pytest.param({}, "procedures.selection.steps[publicise].min_days", None, id="a least, and no most"),
        pytest.param({}, "assessment.excellent_share", Fraction(1, 5), id="an exception nobody approved"),
        pytest.param(
            {"province": {"set": {"approvals": [_APPROVAL]}}},
            "assessment.excellent_share",
            Fraction(1, 4),
            id="an exception that the province approved",
        ),
    ],
)
def test_the_limit_is_the_strictest_that_holds(
    chain: dict[str, Any], path: str, limit: Fraction | None, tmp_path: Path
) -> None:
    lay_out(tmp_path, chain)
    policy = Chains(Repository(tmp_path)).in_force(COUNTY, _DAY)
    assert least_limit(policy, path, _DAY) == limit
