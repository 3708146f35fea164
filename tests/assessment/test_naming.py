"""Words of an assessment find the policy's records."""

from __future__ import annotations

from policy_engine.assessment.naming import Names, named
from policy_engine.documents.assessment_policy import BallotGroup

GROUPS = [
    BallotGroup.model_validate({"id": id_, "name": name, "weight": "50%"})
    for id_, name in (("staff", "全体干部（职工）"), ("leaders", "班子成员"), ("chief", "staff"))
]


def found(word: str) -> str | None:
    group = named(GROUPS, word)
    return None if group is None else group.id


def test_by_id_and_by_name_however_wide_and_spaced() -> None:
    assert [found(word) for word in ("leaders", "ｌｅａｄｅｒｓ", "班子成员", "班子 成员")] == ["leaders"] * 4
    assert found("全体干部(职工)") == "staff"


def test_an_id_goes_before_the_name_of_another() -> None:
    assert found("staff") == "staff"


def test_other_words_and_other_letters_mean_nothing() -> None:
    assert [found(word) for word in ("群众", "", "Leaders")] == [None] * 3


def test_a_name_that_two_have_means_neither() -> None:
    twins = [GROUPS[1], GROUPS[1].model_copy(update={"id": "other"})]
    assert named(twins, "班子成员") is None
    assert named(twins, "other") is twins[1]


def test_what_is_said_is_sorted_out_by_id_and_the_rest_is_told() -> None:
    names = Names(GROUPS)
    said = {"班子成员": 1, "leaders": 2, "群众": 3}
    assert names.sorted_out(said) == {"leaders": [1, 2]}
    assert names.unknown(said) == ("群众",)
