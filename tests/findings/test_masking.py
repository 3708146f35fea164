"""Lines of a file are quoted without the personal data that stands on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policy_engine.documents.actions import Actions
from policy_engine.documents.load import load
from policy_engine.documents.people import Person
from policy_engine.documents.records import Institution
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.findings.masking import Masking, mask_numbers
from policy_engine.findings.quoting import mask_line


@pytest.mark.parametrize(("line", "masked"), [
    ("- {id: R001, name: 欧阳修远, establishment: administrative}",
     "- {id: R001, name: 欧＊＊＊, establishment: administrative}"),
    ('"name":"张三","origin":"own"', '"name":"张＊","origin":"own"'),
    ("姓名: 张三丰", "姓名: 张＊＊"),
    ("姓名：买买提·吐尔逊", "姓名：买＊＊＊＊＊＊"),
    ("    nmae: 李四光", "    nmae: 李＊＊"),
    ("id: 33052219800101123X", "id: 330522***********X"),
    ("证号: 330522800101123", "证号: 330522********3"),
    ("- {id: I1, name: 党建办, kind: platform}", "- {id: I1, name: 党建办, kind: platform}"),
    ("name: 综合信息指挥室", "name: 综合信息指挥室"),
    ('code: "331004003"', 'code: "331004003"'),
    ("  导师: 欧阳晓明 # 老同志", "  导师: 欧＊＊＊ # 老同志"),
    ('{"person":"欧阳晓明","post":"任职"}', '{"person":"欧＊＊＊","post":"任职"}'),
    ("回避人员: [王五, R003, 买买提·吐尔逊]", "回避人员: [王＊, R003, 买＊＊＊＊＊＊]"),
    ("- {编号: A01, 事项: 任职, 人员: 哈力克}", "- {编号: A01, 事项: 任职, 人员: 哈＊＊}"),
    ("    姓名: 随便多少个字", "    姓名: 随＊＊＊＊＊"),
    ("  人员: 随派 1 名执法人员", "  人员: 随派 1 名执法人员"),
    ("    状态: 任职", "    状态: 任职"),
    ("  步骤: 万事俱备", "  步骤: 万事俱备"),
    ("  nmae: 任职", "  nmae: 任职"),
])  # fmt: skip
def test_a_line(line: str, masked: str) -> None:
    assert mask_line(line) == masked


@pytest.mark.parametrize(("key", "line", "masked"), [
    ("人员", "    - 哈力克", "    - 哈＊＊"),
    ("members", '  - "王五"', '  - "王＊"'),
    ("岗位", "  - 林长制", "  - 林长制"),
    ("", "  - 王安石", "  - 王＊＊"),
    ("人员", "  - R001", "  - R001"),
])  # fmt: skip
def test_an_item_of_a_list_goes_by_the_key_above(key: str, line: str, masked: str) -> None:
    assert mask_line(line, key) == masked


BATCH = """\
kind: actions
jurisdiction: "331004"
as_of: 2024-06-01
consulted: []
actions:
  - {id: A01, from: 2024-06-03, action: mentorship, mentor: 欧阳晓明, mentee: R002, until: 2025-06-02}
  - {id: A02, from: 2024-06-03, action: training, persons: [哈力克, 党建办, 任职, 一号], hours: 8,
     subject: 财务}
"""
ROUND = """\
kind: round
jurisdiction: "331004"
township: "331004003"
as_of: 2024-09-02
number: 1
promotes: false
events:
  - step: deliberate
    date: 2024-09-10
    minutes: {due: 9, attended: 7, consent: 6, recused: [王五], decided: [{person: 赵六, post: P01}]}
"""


def roster() -> Setup:
    person = Person(id="一号", name="李四", establishment="administrative", origin="own", status="in_service")
    office = Institution.model_construct(id="I1", name="党建办")
    return Setup.model_construct(persons=[person], posts=[], institutions=[office], assignments=[])


def test_a_name_in_place_of_a_number_is_masked_wherever_it_stands() -> None:
    batch = load(Actions, BATCH.encode(), "batch.yaml").document
    masking = Masking(batch, roster())
    assert masking.text("不在花名册上：欧阳晓明、哈力克，李四") == "不在花名册上：欧***、哈**，李*"
    log = load(Round, ROUND.replace("number: 1", 'number: "1"').encode(), "round.yaml").document
    assert Masking(log).text("赵六、王五") == "赵*、王*"


def test_offices_words_and_numbers_on_the_roster_are_no_names() -> None:
    batch = load(Actions, BATCH.encode(), "batch.yaml").document
    assert Masking(batch, roster()).text("党建办、任职、一号") == "党建办、任职、一号"


@given(st.text(alphabet="姓名name:：王李 ,\"'0123456789X张三丰establishment"))
def test_every_character_keeps_its_column(line: str) -> None:
    assert len(mask_line(line)) == len(line)
    assert cell_len(mask_line(line)) == cell_len(line)


def test_longer_numbers_are_no_identity_numbers() -> None:
    assert mask_numbers("3305229999010112345") == "3305229999010112345"
