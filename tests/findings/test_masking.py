"""Lines of a file are quoted without the personal data that stands on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policy_engine.findings.masking import mask_line, mask_numbers


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
])  # fmt: skip
def test_a_line(line: str, masked: str) -> None:
    assert mask_line(line) == masked


@given(st.text(alphabet="姓名name:：王李 ,\"'0123456789X张三丰establishment"))
def test_every_character_keeps_its_column(line: str) -> None:
    assert len(mask_line(line)) == len(line)
    assert cell_len(mask_line(line)) == cell_len(line)


def test_longer_numbers_are_no_identity_numbers() -> None:
    assert mask_numbers("3305221980010112345") == "3305221980010112345"
