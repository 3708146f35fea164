"""What the shipped assessments come to; that they have the faults they list is tested with other cases."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.policies.shipped import ASSESSMENTS, POLICIES, report_on
from tests.scoring_cases.making import person, scores_of

COMPLYING = [case for case in ASSESSMENTS if case.stem.endswith("-complies")]
FAULTY = [case for case in ASSESSMENTS if case.stem.endswith("-faults")]
SUXI = POLICIES / "330782-yiwu/cases/suxi-2024-assessment-complies.yaml"


def name(case: Path) -> str:
    return case.stem


def test_two_counties_show_an_assessment_that_complies_and_one_that_does_not() -> None:
    assert sorted([*COMPLYING, *FAULTY]) == ASSESSMENTS
    for cases in (COMPLYING, FAULTY):
        assert [case.parent.parent.name for case in cases] == ["330782-yiwu", "331122-jinyun"]


@pytest.mark.parametrize("case", ASSESSMENTS, ids=name)
def test_only_what_complies_looks_final(case: Path) -> None:
    assert scores_of(report_on(case)).final is (case in COMPLYING)


@pytest.mark.parametrize("case", ASSESSMENTS, ids=name)
def test_everybody_has_a_total(case: Path) -> None:
    assert [each.person for each in scores_of(report_on(case)).people if each.lacks_total] == []


def test_the_whole_pot_is_shared_but_for_what_rounding_leaves() -> None:
    scores = scores_of(report_on(SUXI))
    paid = [Fraction(str(each.bonus)) for each in scores.people if each.bonus is not None]
    # Whole yuan: less than one is left of each.
    assert 0 <= 960000 - sum(paid) < len(paid) == 78


def test_every_row_of_the_table_is_accounted_for() -> None:
    rows = scores_of(report_on(SUXI)).traces
    assert rows is not None
    others = (rows.duplicates, rows.outside_period, rows.after_freeze, rows.of_others)
    assert (rows.read, rows.counted, others) == (345, 322, (9, 6, 6, 2))


def test_three_people_tie_for_two_places_and_the_program_chooses_none() -> None:
    report = report_on(SUXI)
    (tie,) = [pool.tie for pool in scores_of(report).pools if pool.tie is not None]
    assert (tie.people, tie.places) == (("R020", "R035", "R066"), 2)
    assert [person(report, each).grade for each in tie.people] == [None, None, None]
