"""A policy chain as a document: what the checks of policies themselves (Q) read.

Nobody writes it; program.chain reads it off the policy in force. A policy is
judged like a set-up: by rules that are data, over records that have places.
"""

from __future__ import annotations

from typing import Literal

from policy_engine.documents.assessment_grades import GradeLine, LeaveRule
from policy_engine.documents.chain_assessment import (
    GradeWithEffects,
    MeasuredMetric,
    MixedPart,
    NamedScale,
    PoolGap,
    PoolOverlap,
    RepeatedName,
    WeightGroup,
)
from policy_engine.documents.classification import Indicator, TownshipClass
from policy_engine.documents.fields import Amount, Day, Document, Share, optional, required
from policy_engine.documents.policy import AddedDivision
from policy_engine.documents.terms import ClassificationMethod, PolicyStatus, TableKey

IssueState = Literal["not-issued", "intact", "changed", "not-registered", "withdrawn"]
Direction = Literal["up", "down", "neither"]


class ChainLayer(Document):
    """One file of the chain, with the versions before and after it in the same folder."""

    jurisdiction: str = required("辖区代码")
    name: str = required("名称")
    from_: Day = required("起", alias="from")
    until: Day | None = optional("止")
    status: PolicyStatus = required("状态")
    issued_number: str | None = optional("文号")
    issued_on: Day | None = optional("印发日期")
    issue_state: IssueState = required("印发核对")
    issue_reason_zh: str = required("印发核对说明")
    issue_reason_en: str = required("印发核对说明(英文)")
    issue_remedy_zh: str = required("印发核对办法")
    issue_remedy_en: str = required("印发核对办法(英文)")
    missing_issued: list[str] = required("不见了的已印发文件")
    has_transition: bool = required("有过渡安排")
    earlier_from: Day | None = optional("前一版施行日")
    gap_from: Day | None = optional(
        "与前一版之间空缺起", description="前一版止日的次日，早于本版施行日时才有"
    )
    overlaps_until: Day | None = optional("与前一版重叠止", description="前一版止日，不早于本版施行日时才有")


class ChainTable(Document):
    """A table by class or form, with the keys that it leaves without a value."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    by: TableKey = required("按")
    missing: list[str] = required("缺少的取值")


class TableStep(Document):
    """Two neighbouring classes in a table: the larger class and the next smaller one."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    looser: Direction = required("放宽方向")
    larger: str = required("较大类别")
    smaller: str = required("较小类别")
    larger_value: Amount = required("较大类别取值")
    smaller_value: Amount = required("较小类别取值")


class ChainParameter(Document):
    """A declared parameter and how many rules read it."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    readers: list[str] = required("用到它的规则")


class Citation(Document):
    """A legal source cited by a rule or a bound of a policy, and when it is in force."""

    cited_by: str = required("引用处")
    cited_by_zh: str = required("引用处(中文)")
    source: str = required("编号")
    title: str = required("标题")
    from_: Day | None = optional("起", alias="from")
    until: Day | None = optional("止")


class OwnRule(Document):
    """A rule that a policy declares itself, and which fields of persons decide it."""

    id: str = required("编号")
    person_fields: list[str] = required("读取的人员栏目")


class Reference(Document):
    """A place that names something by its id or code: a template, a platform, a township."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    id: str = required("编号")
    what_zh: str = required("所指")
    what_en: str = required("所指(英文)")
    known: bool = required("存在")
    allowed: list[str] = required("可用")


class ListedTownship(Document):
    """A township of the county, as division codes have it, and what the documents say of it."""

    code: str = required("代码")
    name: str = required("名称")
    in_list: bool = required("在乡镇名录中")
    class_: str | None = optional("类别", alias="class")
    earlier_class: str | None = optional("前一版类别")


class RequiredCheck(Document):
    """A check that the policy requires; why no set-up can be judged by it, where none can."""

    judged: bool = required("能够核查")
    code: str = required("核查项")
    title_zh: str = required("标题")
    title_en: str = required("标题(英文)")
    reason_zh: str = required("原因")
    reason_en: str = required("原因(英文)")


class LedgerTownship(Document):
    """A township of the county, where the county has a ledger."""

    code: str = required("代码")
    name: str = required("名称")
    in_ledger: bool = required("在编制核定表中")


class BoundedPlace(Document):
    """A place that an upper layer bounds: `entry` is the number of the bound in the merged envelope.

    `number` is there for numeric bounds, `items` for lists; `kept` is what the
    bounding layer itself lists there. `gone` and `unsaid` places have neither.
    """

    entry: int = required("约束序号")
    path: str = required("路径")
    name_zh: str = required("中文路径")
    written: str = required("原文")
    limit: str = required("限值原文")
    number: Share | None = optional("数值")
    items: list[str] = required("各项")
    kept: list[str] = required("须保留的各项")
    gone: bool = required("已不存在")
    unsaid: bool = required("没有写明")
    approved: bool = required("已获批准")


class Chain(Document):
    """A policy chain on one date. Of a nation, a province or a city alone there are no townships."""

    method: ClassificationMethod | None = optional("方式")
    classes: list[TownshipClass] = required("类别")
    indicators: list[Indicator] = required("分类指标")
    lists_townships: bool = required("有乡镇名录")
    layers: list[ChainLayer] = required("各级文件")
    tables: list[ChainTable] = required("分类取值表")
    table_steps: list[TableStep] = required("相邻类别取值")
    parameters: list[ChainParameter] = required("参数")
    citations: list[Citation] = required("引用")
    own_rules: list[OwnRule] = required("自定规则")
    references: list[Reference] = required("所指")
    townships: list[ListedTownship] = required("乡镇(街道)")
    required_checks: list[RequiredCheck] = required("必查项")
    added_divisions: list[AddedDivision] = required("新设乡镇(街道)")
    has_ledgers: bool = required("有编制核定表")
    ledger_townships: list[LedgerTownship] = required("核定表乡镇(街道)")
    bounded: list[BoundedPlace] = required("受约束处")
    weight_groups: list[WeightGroup] = required("权重组")
    mixed_parts: list[MixedPart] = required("得分构成")
    scales: list[NamedScale] = required("赋分标准")
    metrics: list[MeasuredMetric] = required("痕迹指标")
    grade_lines: list[GradeLine] = required("等次分数线")
    grades_with_effects: list[GradeWithEffects] = required("等次的结果运用")
    pool_overlaps: list[PoolOverlap] = required("重叠的考核范围")
    pool_gaps: list[PoolGap] = required("未纳入考核范围的人员")
    repeated_names: list[RepeatedName] = required("重复的名称")
    leave_kinds: list[LeaveRule] = required("假别")
