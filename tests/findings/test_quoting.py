"""Lines of documents, words and cells are quoted without the names of people, however broken they are."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.findings.quoting import Quoted, mask_cell, mask_word

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "broken.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_line_of_a_broken_document(case: dict[str, Any]) -> None:
    quoted, line = Quoted(case["text"]), case["line"]
    assert quoted.line(line) == case["shown"]
    assert quoted.lines()[line - 1] == case["shown"]
    if "said" in case:
        assert quoted.sentence(case["said"], [line]) == case["told"]


@pytest.mark.parametrize(("written", "shown"), [
    ("张三", "张＊"), ("昨天", "昨＊"), ("哈力克 3 件", "哈＊＊ 3 件"), ("2024年3月1日", "2024年3月1日"),
    ("12件", "12件"), ("GD2024001", "GD2024001"), ("未办结", "未办结"), ("合计", "合计"),
    ("已退回", "已退回"), ("330782199001011234", "330782***********4"), ("=A1+B1", "=A1+B1"),
])  # fmt: skip
def test_a_cell_shows_no_chinese_but_quantities_and_usual_words(written: str, shown: str) -> None:
    assert mask_cell(written) == shown


@pytest.mark.parametrize(("written", "shown"), [
    ("楼明远", "楼＊＊"), ("买买提·吐尔逊", "买＊＊＊＊＊＊"), ("工单编号", "工单编号"), ("方案", "方案"),
    ("高级", "高级"), ("高级工", "高级工"), ("高新民", "高＊＊"), ("许可", "许可"), ("许可欣", "许＊＊"),
    ("曾用名", "曾用名"), ("武警", "武警"), ("余杭区", "余杭区"), ("石塘镇", "石塘镇"), ("江山市", "江山市"),
])  # fmt: skip
def test_a_heading_is_masked_where_it_reads_like_a_name(written: str, shown: str) -> None:
    assert mask_word(written) == shown


LONG = 200_000


@pytest.mark.parametrize("line", [
    "x" * LONG, "张" * LONG, "1" * LONG, "·" * LONG, "name_" * (LONG // 5), "name: " + "张" * LONG,
    "“" * LONG, "（" * LONG, " " * LONG + "x", "- " * (LONG // 2),
    "{person: R1, name: 张三}, " * (LONG // 20),
], ids=lambda line: line[:6])  # fmt: skip
def test_a_line_of_any_length_is_quoted_in_a_moment(line: str) -> None:
    """From every character of a word anew it took hours."""
    begun = time.process_time()
    quoted = Quoted(f"kind: assessment\n{line}\n")
    assert len(quoted.line(2)) == len(line)
    quoted.sentence(line, [2])
    assert time.process_time() - begun < 2
