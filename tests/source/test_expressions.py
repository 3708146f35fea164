"""An expression or message that a comment may have cut is refused; other texts are not."""

from __future__ import annotations

from policy_engine.documents.policy import Policy
from policy_engine.documents.rules import Rulebook
from policy_engine.documents.schema import schema_of
from policy_engine.source.canonical import canonical
from policy_engine.source.expressions import cut_expressions
from policy_engine.source.read import read_tree

POLICY = """\
name: 路桥区          # 台州市
legal_sources:
  - {id: L4, title: 条例}   # 说明
自定规则:
  - id: handover     # 退二线
    needs:
      - params.posts.cap   # 上限
    对象:
      p: setup.posts       # 岗位
    条件: p.kind == 'special_task'
    要求: "p.seats > 0"    # 加了引号，不会截断
    observed: p.seats      # 人数
    limit: p.score         # 分值
    意见:
      zh: 专项岗 #1
      en: post#1
    remedy:
      zh: '专项岗 #1'
      en: post #1
decision:
  rules:
    - id: warn
      when: f.severity == 'warn'  # 提示
      route: 县委编委             # 报送
"""


def cut(text: str, model: type[Policy] | type[Rulebook]) -> list[tuple[str, int]]:
    schema = schema_of(model)
    tree = canonical(read_tree(text.encode(), "x.yaml").root, schema)
    return [(one.code, one.span.line) for one in cut_expressions(tree, schema) if one.span]


def test_every_expression_and_message_that_a_comment_follows_is_told() -> None:
    assert cut(POLICY, Policy) == [("expr.cut-by-comment", line) for line in (7, 9, 12, 13, 15, 19, 23)]


def test_the_rulebook_is_read_no_otherwise() -> None:
    text = "kind: rulebook\nderive:\n  - {id: a, value: 1}\n  - id: b\n    value: size(setup.posts) # 岗位\n"
    assert cut(text, Rulebook) == [("expr.cut-by-comment", 5)]


def test_what_was_read_and_the_way_out_are_told() -> None:
    schema = schema_of(Policy)
    tree = canonical(read_tree(b"rules:\n  - require: p.name == 'a #1'\n", "x.yaml").root, schema)
    (found,) = cut_expressions(tree, schema)
    assert "p.name == 'a" in found.message.zh
    assert found.help is not None
    assert "引号" in found.help.zh
