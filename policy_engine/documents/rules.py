"""Rules, as the rulebook and the policies declare them. Expressions are still text here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from policy_engine.documents.fields import Document, optional, required
from policy_engine.documents.terms import Outcome, Severity

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Expression = Annotated[str, Field(min_length=1)]


class Message(Document):
    """A text in both languages; `{expression}` puts a value in."""

    zh: str = required("中文")
    en: str = required("英文")


def _literal_text(value: object) -> object:
    """`require: true` in YAML means the expression true."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else value


AnyExpression = Annotated[
    Expression,
    BeforeValidator(_literal_text),
    WithJsonSchema({"type": ["string", "boolean", "integer"], "title": "表达式"}),
]


class RuleDeclaration(Document):
    """One rule: for each `for`, when `when`, require `require`.

    `code` groups the rules of one published check; a county's own rule has
    none and goes by its id. `needs` names what a layer or the ledger may leave
    undeclared: if it is, the rule is not judged. `blame` names the element that
    a finding is about where it is not the last `for` variable.
    """

    id: RuleId = required("编号", examples=["special-task-handover"])
    code: Annotated[str, Field(pattern=r"^[A-Z]\d{2}$")] | None = optional("核查项")
    for_: Annotated[dict[str, Expression], Field(max_length=4)] = optional(
        "对象", alias="for", default={}, examples=[{"p": "setup.posts"}]
    )
    needs: list[Expression] = optional("前提", default=[])
    when: AnyExpression | None = optional("条件")
    require: AnyExpression = required("要求")
    observed: Expression | None = optional("实际值")
    limit: Expression | None = optional("限值")
    severity: Severity = optional("等级", default="block")
    title: Message | None = optional("标题")
    message: Message = required("意见")
    basis: list[str] = optional("依据", default=[], examples=[["S2"]])
    remedy: Message | None = optional("整改建议")


class Derivation(Document):
    """A named value that rules share; written in the same language."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] = required("编号")
    value: Expression = required("取值")
    title: Message = required("标题")


class DecisionRuleDeclaration(Document):
    """One rule of the decision: over findings, routes, obligations or the case itself."""

    id: RuleId = required("编号")
    for_: dict[str, Expression] = optional("对象", alias="for", default={}, examples=[{"f": "findings"}])
    when: AnyExpression | None = optional("条件")
    outcome: Outcome | None = optional("结论")
    route: str | None = optional("报送", examples=["县委编委"])
    obligation: str | None = optional("后续要求")


class DecisionDeclaration(Document):
    """What findings lead to. The floor (an unwaived block or incomplete → rejected) is not here."""

    rules: list[DecisionRuleDeclaration] = required("规则")


class CheckSetting(Document):
    """What a policy sets for one standard check, by its code or id."""

    severity: Severity | None = optional("等级")
    required: bool = optional("必查", default=False)


class Rulebook(Document):
    """One file of the rulebook: derived values and checks."""

    kind: Literal["rulebook"] = required("文件类型")
    derive: list[Derivation] = optional("推导值", default=[])
    rules: list[RuleDeclaration] = optional("规则", default=[])
