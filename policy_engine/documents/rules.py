"""Rules, as the rulebook and the policies declare them. Expressions are still text here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from policy_engine.documents.fields import Document, optional, required, written_as
from policy_engine.documents.terms import Judges, Outcome, Severity, Waivable

RuleId = Annotated[str, written_as(
    r"^[a-z0-9][a-z0-9-]*$", "小写字母、数字、连字符，如 special-task-handover",
    "lower-case letters, digits and hyphens, e.g. special-task-handover",
)]  # fmt: skip
CheckCode = Annotated[str, written_as(
    r"^[A-Z][0-9]{2}$", "一个大写字母加两位数字，如 U12", "one capital letter and two digits, e.g. U12",
)]  # fmt: skip
ValueId = Annotated[str, written_as(
    r"^[a-z][a-z0-9_]*$", "小写字母、数字、下划线，以字母开头，如 counted_posts",
    "lower-case letters, digits and underscores, a letter first, e.g. counted_posts",
)]  # fmt: skip
# Marked for the reader of files: such a text must not have been cut by a comment.
_MARK = {"x-expression": True}
Expression = Annotated[str, Field(min_length=1, json_schema_extra=_MARK)]


class Message(Document):
    """A text in both languages; `{expression}` puts a value in."""

    zh: str = required(
        "中文",
        json_schema_extra=_MARK,
        description="中文表述；{ } 中可写表达式",
        examples=["岗位“{p.name}”没有说明书"],
    )
    en: str = required(
        "英文",
        json_schema_extra=_MARK,
        description="英文表述；{ } 中可写表达式",
        examples=["post {p.name} has no statement"],
    )


def _literal_text(value: object) -> object:
    """`require: true` in YAML means the expression true."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else value


AnyExpression = Annotated[
    Expression,
    BeforeValidator(_literal_text),
    WithJsonSchema({"type": ["string", "boolean", "integer"], "title": "表达式", "minLength": 1, **_MARK}),
]


class RuleDeclaration(Document):
    """One rule: for each `for`, when `when`, require `require`.

    `code` groups the rules of one published check; a county's own rule has
    none and goes by its id. `needs` names what a layer or the ledger may leave
    undeclared: if it is, the rule is not judged. `blame` names the element that
    a finding is about where it is not the last `for` variable.
    """

    id: RuleId = required(
        "编号", examples=["special-task-handover"], description="规则编号：小写字母、数字、连字符"
    )
    code: CheckCode | None = optional(
        "核查项", description="所属核查项的代码；自定规则不写", examples=["U12"]
    )
    judges: Judges = optional(
        "核查对象", default="setup", description="核查什么：不写为机构设置方案", examples=["action"]
    )
    for_: Annotated[dict[str, Expression], Field(max_length=4)] = optional(
        "对象",
        alias="for",
        default={},
        examples=[{"p": "setup.posts"}],
        description="逐个核查的对象：名称 → 清单",
    )
    needs: list[Expression] = optional(
        "前提", default=[], description="须先有规定才能核查的栏目", examples=[["params.posts.cap"]]
    )
    when: AnyExpression | None = optional(
        "条件", description="只在此条件成立时核查；表达式，加引号", examples=["p.kind == 'special_task'"]
    )
    require: AnyExpression = required(
        "要求", description="必须成立的要求；表达式，加引号", examples=["p.seats != null"]
    )
    observed: Expression | None = optional(
        "实际值", description="报告中显示的实际值；表达式", examples=["size(setup.posts)"]
    )
    limit: Expression | None = optional(
        "限值", description="报告中显示的限值；表达式", examples=["params.posts.cap"]
    )
    severity: Severity = optional(
        "等级", looser=("block", "warn", "info"), default="block", description="不符合时的处理等级"
    )
    title: Message | None = optional(
        "标题",
        looser="neutral",
        description="规则的简短标题",
        examples=[{"zh": "专项岗位人员", "en": "staff of special-task posts"}],
    )
    message: Message = required("意见", looser="neutral", description="不符合时的意见")
    basis: list[str] = optional("依据", default=[], examples=[["S2"]], description="依据文件的编号")
    replaces: list[RuleId] = optional(
        "取代",
        default=[],
        examples=[["everybody-has-a-post"]],
        description="核查人员名册时，以本规则代替哪些机构设置方案的规则",
    )
    waivable: Waivable = optional(
        "可豁免",
        looser=("never", "by_id", "by_code"),
        default="never",
        examples=["by_code"],
        description="豁免批复可否豁免：不写则不得；by_code 写核查项或规则编号均可，by_id 须写规则编号",
    )
    waived_with: list[RuleId] = optional(
        "随同豁免",
        looser="up",
        default=[],
        examples=[["posts-over-cap"]],
        description="哪些规则的豁免同样适用于本规则，限值含义须相同；自定规则不得写",
    )
    of_whole: bool = optional(
        "针对整体", default=False, examples=[True], description="逐项核查、但说的是整个镇街；豁免时不写对象"
    )
    remedy: Message | None = optional(
        "整改建议", looser="neutral", description="怎样整改", examples=[{"zh": "请调整", "en": "change it"}]
    )


class Derivation(Document):
    """A named value that rules share; written in the same language."""

    id: ValueId = required("编号", description="推导值的名称", examples=["counted_posts"])
    value: Expression = required("取值", description="计算方法；表达式", examples=["size(setup.posts)"])
    title: Message = required(
        "标题", description="推导值的含义", examples=[{"zh": "计入上限的岗位数", "en": "posts that count"}]
    )


class DecisionRuleDeclaration(Document):
    """One rule of the decision: over findings, routes, obligations or the case itself."""

    id: RuleId = required("编号", description="规则编号：小写字母、数字、连字符", examples=["committee"])
    for_: dict[str, Expression] = optional(
        "对象", alias="for", default={}, examples=[{"f": "findings"}], description="适用对象：名称 → 清单"
    )
    when: AnyExpression | None = optional(
        "条件", description="条件；表达式，加引号", examples=["f.code == 'U01'"]
    )
    outcome: Outcome | None = optional(
        "结论", looser=("rejected", "conditional", "approved"), description="条件成立时的结论；取各条中最严的"
    )
    route: str | None = optional("报送", examples=["县委编委"], description="条件成立时报送哪里")
    obligation: str | None = optional(
        "后续要求", description="条件成立时的后续要求", examples=["三个月内整改"]
    )


class DecisionDeclaration(Document):
    """What findings lead to. The floor (an unwaived block or incomplete → rejected) is not here."""

    rules: list[DecisionRuleDeclaration] = required("规则", description="结论规则，逐条适用")


class CheckSetting(Document):
    """What a policy sets for one standard check, by its code or id."""

    severity: Severity | None = optional(
        "等级", looser=("block", "warn", "info"), description="不符合时的处理等级；只能从严"
    )
    required: bool = optional(
        "必查",
        looser="down",
        default=False,
        description="是否必查：没有规定时按无法核查处理",
        examples=[True],
    )


class PoolDeclaration(Document):
    """What actions draw on: an action that takes more must leave `used` within `limit`."""

    id: RuleId = required("编号", description="额度编号", examples=["mid-level"])
    code: CheckCode = required("核查项", description="所属核查项的代码", examples=["P01"])
    title: Message = required(
        "标题", description="额度名称", examples=[{"zh": "中层职数", "en": "mid-level slots"}]
    )
    scope: Literal["township", "county"] = optional(
        "范围", default="township", description="镇街的还是全县的"
    )
    when: AnyExpression | None = optional("条件", description="只在此条件成立时有此额度；表达式")
    used: Expression = required("已用", description="已用数；表达式", examples=["chiefs_used"])
    limit: Expression = required("限额", description="限额；表达式", examples=["approved_chiefs"])
    severity: Severity = optional("等级", default="block", description="超出限额时的处理等级")
    needs: list[Expression] = optional(
        "前提", default=[], description="须先有才能核查的数据", examples=[["county.administrative"]]
    )
    waived_with: list[RuleId] = optional(
        "随同豁免",
        default=[],
        examples=[["posts-over-cap"]],
        description="哪些规则的豁免同样适用于本额度，限值含义须相同",
    )
    drawn_by: AnyExpression | None = optional(
        "占用", description="哪些事项才算占用；不写则凡用数增加的都算", examples=["size(change.started) > 0"]
    )
    basis: list[str] = optional("依据", default=[], description="依据文件的编号", examples=[["S2"]])


class Rulebook(Document):
    """One file of the rulebook: derived values and checks."""

    kind: Literal["rulebook"] = required("文件类型", description="固定为“规则库”（rulebook）")
    judges: Judges = optional("核查对象", default="setup")
    derive: list[Derivation] = optional("推导值", default=[], description="各规则共用的推导值")
    pools: list[PoolDeclaration] = optional("额度", default=[], description="人事事项占用的各种额度")
    rules: list[RuleDeclaration] = optional("规则", default=[], description="标准核查规则")
