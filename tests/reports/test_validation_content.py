"""Which figures and jurisdictions are worth a line below a problem's message."""

from __future__ import annotations

import pytest

from policy_engine.diagnostics import Span
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.validation import Problem, of_finding
from policy_engine.reports.validation_content import jurisdictions_text, numbers_text
from tests.reports import makers

PROVINCE, COUNTY = "policies/330000-zhejiang/2023-01-01.yaml", makers.POLICY_FILE


def problem(
    *jurisdictions: str, observed: Shown = 0.25, limit: Shown = 0.2, said: str = "25% 20%"
) -> Problem:
    finding = makers.of_policy(
        observed=observed, limit=limit, margin=None, message=Bilingual(zh=said, en=said)
    )
    made = of_finding(finding, Span(COUNTY, 47, 70, 47, 80), "331004")
    return made.model_copy(update={"jurisdictions": jurisdictions or ("331004",)})


@pytest.mark.parametrize(
    ("observed", "limit", "said", "figures"),
    [
        (0.25, 0.2, "为 25%，不得高于 20%", ""),
        ("1/3", 0.2, "为 1/3，不得高于 20%", "实际值 1/3，限值 0.2"),
        (0.25, 0.2, "为 125%，不得高于 20%", "实际值 0.25，限值 0.2"),
        (0.25, 0.2, "为 3.25%，不得高于 20%", "实际值 0.25，限值 0.2"),
        (0.25, 0.2, "超过上级规定", "实际值 0.25，限值 0.2"),
        (0.125, 0, "为 12.5%，应为 0%", ""),
        (1, 0.5, "为 100%，不得高于 50%", ""),
        (0, 0.5, "为 0，不得低于 0.5", "实际值 0，限值 0.5"),
        (6, 7, "为 6，不得低于 7", "实际值 6，限值 7"),
        (True, 1, "为是", ""),
        ("a", "b", "为 a", ""),
    ],
)
def test_figures_stand_alone_unless_the_message_gives_them_in_percent(
    observed: Shown, limit: Shown, said: str, figures: str
) -> None:
    assert numbers_text(problem(observed=observed, limit=limit, said=said), "zh") == figures


def test_figures_stay_where_only_one_language_gives_them_in_percent() -> None:
    half = problem().model_copy(update={"message": Bilingual(zh="25%，20%", en="too many")})
    assert numbers_text(half, "en") == "observed 0.25, limit 0.2"


@pytest.mark.parametrize(
    ("codes", "files", "zh"),
    [
        (["331004"], {COUNTY}, ""),
        (["331004"], {PROVINCE, COUNTY}, ""),
        (["331004"], {PROVINCE}, "路桥区 331004"),
        (["331004"], set(), ""),  # nothing could be validated by itself, so nothing lies outside of it
        (["330105"], {COUNTY}, "拱墅区 330105"),
        (["331004", "330105"], {COUNTY}, "路桥区 331004、拱墅区 330105"),
        (["999999"], {PROVINCE}, "999999"),
        (["000000"], {PROVINCE}, "全国"),
    ],
)
def test_the_jurisdiction_is_named_where_the_files_asked_for_do_not_tell(
    codes: list[str], files: set[str], zh: str
) -> None:
    assert jurisdictions_text(problem(*codes), files, "zh") == zh
