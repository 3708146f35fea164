"""A policy with Chinese keys is told of its mistakes by them, with ways out that lead on."""

from __future__ import annotations

import pytest

from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import layer_schema_of
from policy_engine.source.canonical import canonical
from policy_engine.source.expressions import cut_expressions
from policy_engine.source.read import read_tree, with_causes
from policy_engine.source.schema_errors import schema_diagnostics

SCHEMA = layer_schema_of(Policy)
HEAD = """\
文件类型: 政策
辖区代码: "331004"
名称: 路桥区
版本: "1"
状态: 已印发
有效期: {起: 2024-01-01}
"""


def said(part: str) -> list[str]:
    read = read_tree((HEAD + part).encode(), "x.yaml")
    tree = canonical(read.root, SCHEMA)
    problems = [*schema_diagnostics(tree, SCHEMA), *cut_expressions(tree, SCHEMA)]
    found = with_causes(problems, read.warnings)
    return [f"{one.code} {one.message.zh} {one.help.zh if one.help else ''}" for one in found]


def test_an_inherited_entry_is_removed_by_the_chinese_key() -> None:
    assert said("结论规则: {规则: [{编号: match, 删除: true}]}") == []


@pytest.mark.parametrize(("part", "words"), [
    ("岗位设置: {岗位上限: “95”}", "schema.number-in-quotes “岗位上限”"),
    ("岗位设置: {岗位上限: “95”}", "数字不加引号，请写成 95。"),
    ("岗位设置: {岗位上限: '95'}", "数字不加引号，请写成 95。"),
    ("考核评价: {优秀比例: '20'}", "请写成 20%。"),
    ("上级约束: [{路径: posts.cap, 不高于: 一百}]", "请写数字（如 110），或写作 20% 或 2/3。"),
    ("机构设置: {设置模板: {按: 类别, 取值: {a: b}}}", "是否想写 设置模板(按类别)（template）？"),
    ("上级辖区: 浙江省", "请写 6 位代码，不写名称；代码加引号，如 \"330000\"。"),
    ("过渡安排: {止: 2024年1月1日}", "请写成 2024-01-01。"),
    ("过渡安排: {止: 2024.1.1}", "请写成 2024-01-01。"),
    ("过渡安排: {止: 2024年2月30日}", "日期请写成 2024-03-01 的样式。"),
    ("岗位设置: {机构设置: {特色机构: {}}}", "“机构设置”是最外层的栏目"),
    ("自定规则: [{编号: x, 要求: 'true', 意见: {引文: b}}]", "可用的栏目：中文（zh）、英文（en）。"),
    ("自定规则:\n  - 编号: x\n    条件: p.seats > 1 # 甲", "“条件”只读到“p.seats > 1”为止"),
    ("自定规则:\n  - 编号: x\n    意见:\n      zh: 甲 # 乙\n", "“zh”只读到“甲”为止"),
])  # fmt: skip
def test_the_way_out_is_the_one_to_take(part: str, words: str) -> None:
    (one,) = said(part)
    assert words in one
