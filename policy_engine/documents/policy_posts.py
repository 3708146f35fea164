"""What a policy says of posts (岗位设置): caps, kinds, special tasks, statements, the reference catalogue."""

from __future__ import annotations

from policy_engine.documents.fields import (
    Count,
    Document,
    Share,
    StatementKey,
    Table,
    optional,
    parameter,
    required,
)
from policy_engine.documents.terms import CapCounts, EstablishmentType, PersonStatus, PostKind, SlotPool


class SpecialTask(Document):
    """Terms of special-task posts (专项岗位)."""

    max_months: Count | None = parameter(
        "最长月数", looser="up", description="专项岗位最长设几个月", examples=[12]
    )
    seats_max: Count | None = parameter(
        "单岗人数上限", looser="up", description="一个专项岗位最多核定几人", examples=[10]
    )
    eligible: list[PersonStatus] | None = parameter(
        "可任状态", looser="up", description="哪些状态的人员可以到专项岗位", examples=[["retired_from_lead"]]
    )


class MidLevel(Document):
    """How mid-level slots are counted: pooled, or split by 正职 and 副职."""

    slots: SlotPool | None = parameter(
        "职数使用",
        looser=("split", "pooled"),
        absent="split",
        description="正职、副职的职数可统筹使用，还是分别计算",
    )


class Exempt(Document):
    """Who needs no post."""

    status: list[PersonStatus] = optional(
        "状态",
        looser="up",
        default=[],
        description="哪些状态的人员可以不上岗",
        examples=[["retired_from_lead"]],
    )
    establishment: list[EstablishmentType] = optional(
        "编制类型", looser="up", default=[], description="哪类编制的人员可以不上岗", examples=[["worker"]]
    )


class GradeRatio(Document):
    """At most this share of a group of grades may be in the upper ones."""

    id: str = required("编号", description="编号，同一清单内不重复", examples=["senior"])
    series: str = required("序列", description="岗位序列", examples=["professional"])
    levels: list[Count] = required("等级", description="受限的等级", examples=[[5, 6, 7]])
    of: list[Count] = required("基数等级", description="作为基数的等级", examples=[[5, 6, 7, 8]])
    at_most: Share = required("不高于", looser="up", description="受限等级人数占基数的最高比例")


class CataloguePost(Document):
    """An entry of the county's reference catalogue of posts."""

    id: str = required("编号", examples=["A-01"], description="目录编号，方案的岗位以此对应")
    name: str = required("名称", looser="neutral", description="岗位名称", examples=["党建综合岗"])
    group: str | None = optional("类组", looser="neutral", description="归入哪一类组", examples=["党建"])
    kinds: list[PostKind] = required("岗位类别", looser="up", description="可以设为哪些岗位类别")
    max: Count | None = optional("上限", looser="up", description="一个乡镇(街道)最多设几个", examples=[2])


class Posts(Document):
    """Post caps, kinds, statements and the reference catalogue (岗位设置)."""

    cap: Count | Table[Count] | None = parameter(
        "岗位上限",
        looser="up",
        description="计入上限的岗位最多几个，可按类别分别规定",
        examples=[90, {"by": "class", "values": {"central-town": 95}, "default": 85}],
    )
    cap_counts: CapCounts | None = parameter(
        "上限计数", description="岗位（entries）：按岗位个数；人数（seats）：按核定人数"
    )
    counted_kinds: list[PostKind] | None = parameter(
        "计入上限类型", description="哪些类别的岗位计入岗位上限", examples=[["leader", "general"]]
    )
    kind_max: dict[PostKind, Count] | None = parameter(
        "分类上限",
        looser="up",
        absent=0,
        description="各类岗位另行规定的上限；不写即为 0",
        examples=[{"special_task": 8}],
    )
    seats_max: Count | None = parameter(
        "单岗人数上限", looser="up", description="一个岗位最多核定几人", examples=[3]
    )
    special_task: SpecialTask | None = parameter(
        "专项岗位", description="专项岗位的期限和人数", examples=[{"max_months": 12}]
    )
    mid_level: MidLevel | None = parameter(
        "中层职数", description="中层职数如何计算", examples=[{"slots": "pooled"}]
    )
    exempt: Exempt | None = parameter(
        "免予纳岗",
        looser="up",
        description="哪些人可以不上岗；没有例外写空清单",
        examples=[{"status": [], "establishment": []}],
    )
    concurrent_max: Count | None = parameter(
        "兼岗上限", looser="up", description="一人最多兼任几个岗位", examples=[1]
    )
    featured_share: Share | None = parameter(
        "特色岗位比例", looser="up", examples=["20%"], description="特色岗位占计入上限岗位的最高比例"
    )
    grade_ratios: list[GradeRatio] | None = parameter(
        "等级比例", looser="down", description="专业技术等岗位的等级结构比例"
    )
    catalogue: list[CataloguePost] | None = parameter(
        "参考目录", looser="up", description="县级岗位设置参考目录"
    )
    statement_parts: list[StatementKey] | None = parameter(
        "说明书要素",
        looser="down",
        description="岗位权责说明书必须写明的要素",
        examples=[["basics", "integrity_risks"]],
    )
    leader_titles: list[str] | None = parameter(
        "领导岗位名称",
        looser="down",
        description="以此开头的岗位应为领导岗位",
        examples=[["党委书记", "镇长"]],
    )
