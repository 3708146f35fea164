"""What `lint` reads off one policy file, for its rules (N) to judge.

Nobody writes it; policy_engine.linting reads it off the policy in force. Only what
the file itself says is told, given what stands above it: of every other file its own
linting speaks. Facts alone stand here; rulebook/lint.yaml says which of them are hints.
"""

from __future__ import annotations

from policy_engine.documents.fields import Amount, Document, optional, required
from policy_engine.documents.terms import ClassificationMethod


class LintedClass(Document):
    """A class of townships; `listed` says how many the county's list puts into it."""

    id: str = required("编号")
    name: str = required("名称")
    at_least: Amount | None = optional("不低于")
    listed: int = required("名录中的乡镇(街道)数")


class LintedCondition(Document):
    """The `when` of a rule: whether any values there can be make it true."""

    rule: str = required("规则")
    text: str = required("条件")
    can_hold: bool = required("可能成立")


class LintedRequirement(Document):
    """The `require` of a rule, wherever its `when` holds. `forbids`: it is `false`, and so is meant."""

    rule: str = required("规则")
    text: str = required("要求")
    forbids: bool = required("一律不允许")
    can_hold: bool = required("可能成立")
    can_fail: bool = required("可能不成立")


class RepeatedRule(Document):
    """An own rule and the rule that says the same; `of` is null where none does."""

    rule: str = required("规则")
    of: str | None = optional("相同的规则")
    of_code: str = required("相同规则的核查项")
    of_title_zh: str = required("相同规则的标题")
    of_title_en: str = required("相同规则的标题(英文)")
    standard: bool = required("相同的是标准核查项")


class RestatedValue(Document):
    """A value of the file that is inherited as it is from the layer above that is named."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    from_layer: str = required("相同的上级")


class LintedSetting(Document):
    """A setting of a check, or a severity: whether anything would differ without it."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    of: str = required("核查项或规则")
    value_zh: str = required("写明的值")
    value_en: str = required("写明的值(英文)")
    decides: bool = required("起作用")


class LintedText(Document):
    """A text of a rule in both languages."""

    rule: str = required("规则")
    part: str = required("部分")
    part_zh: str = required("部分(中文)")
    zh_said: bool = required("有中文")
    en_said: bool = required("有英文")
    zh_in_chinese: bool = required("中文一栏是中文")
    en_in_english: bool = required("英文一栏是英文")


class LintedParts(Document):
    """Which of the texts that a rule may leave out are there."""

    rule: str = required("规则")
    has_title: bool = required("有标题")
    has_remedy: bool = required("有整改建议")


class LintedId(Document):
    """An id that is not written as ids of its kind are, and how these are written."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    id: str = required("编号")
    form_zh: str = required("写法")
    form_en: str = required("写法(英文)")


class LintedExpression(Document):
    """A part of an expression; `simpler` says the same in fewer words, null where nothing does.

    `same` is false where the two could part when something is missing, so that
    only a person may change it.
    """

    rule: str = required("规则")
    written: str = required("写法")
    simpler: str | None = optional("更简单的写法")
    same: bool = required("完全等同")


class TableEntries(Document):
    """The entries of a table by class or form, its default included."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    number: int = required("项数")
    different: int = required("不同取值数")
    value: str = required("取值")


class TableDefault(Document):
    """The default of a table, and the keys for which it stands."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    by: str = required("按")
    stands_for: list[str] = required("代表的取值")


class LintedSource(Document):
    """A legal source that the file lists; `cited`: by a rule or bound of the chain or a standard check."""

    id: str = required("编号")
    title: str = required("标题")
    cited: bool = required("有引用")


class LintedApproval(Document):
    """An approval of the file; `asked_for`: by the exception of a bound."""

    id: str = required("编号")
    number: str = required("批准文号")
    asked_for: bool = required("有例外引用")


class Lint(Document):
    """One file in its chain on one date."""

    method: ClassificationMethod | None = optional("方式")
    every_township_listed: bool = required("乡镇名录齐全")
    highest_score: Amount | None = optional("最高得分")
    classes: list[LintedClass] = required("类别")
    conditions: list[LintedCondition] = required("条件")
    requirements: list[LintedRequirement] = required("要求")
    repeated: list[RepeatedRule] = required("重复的规则")
    restated: list[RestatedValue] = required("重复的取值")
    settings: list[LintedSetting] = required("核查项设定")
    texts: list[LintedText] = required("文字")
    parts: list[LintedParts] = required("规则的文字")
    ids: list[LintedId] = required("编号")
    expressions: list[LintedExpression] = required("表达式")
    tables: list[TableEntries] = required("取值表")
    defaults: list[TableDefault] = required("其他项")
    sources: list[LintedSource] = required("依据文件")
    approvals: list[LintedApproval] = required("批准事项")
