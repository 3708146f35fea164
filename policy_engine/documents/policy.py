"""A policy (政策文件): the parameters and rules of one layer, or of all layers merged."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from policy_engine.documents.classification import Classification
from policy_engine.documents.fields import (
    Count,
    Day,
    Document,
    Share,
    StatementKey,
    Table,
    optional,
    parameter,
    required,
)
from policy_engine.documents.ledger import Effective
from policy_engine.documents.rules import CheckSetting, DecisionDeclaration, RuleDeclaration
from policy_engine.documents.setup import JurisdictionCode, TownshipCode
from policy_engine.documents.terms import (
    CapCounts,
    EstablishmentType,
    InstitutionKind,
    PersonStatus,
    PolicyStatus,
    PostKind,
    SlotPool,
)


class LegalSource(Document):
    """A law or regulation that `basis` may cite."""

    id: Annotated[str, Field(pattern=r"^[A-Z]\d+$")] = required("编号", examples=["L4"])
    title: str = required("标题")
    number: str | None = optional("文号")
    from_: Day | None = optional("起", alias="from")
    until: Day | None = optional("止")
    verified: bool = optional("已核对原文", default=False)


class Issued(Document):
    """The number under which a policy was issued."""

    number: str = required("文号")
    by: str = required("印发机关")
    date: Day = required("日期")
    sha256: str = required("校验值")


class Range(Document):
    """From min to max, both included; an open end is left out."""

    min: Count | None = optional("下限")
    max: Count | None = optional("上限")


class Named(Document):
    """An entry of a list with an id and a Chinese name."""

    id: str = required("编号")
    name: str = required("名称")


class SpecialMax(Document):
    """How many special institutions (X) a template allows."""

    max: Count | None = parameter("上限", looser="up")


class Template(Document):
    """A template of institutions: "1+4+X", or the small one of comprehensive posts."""

    id: str = required("编号", examples=["full"])
    name: str | None = optional("名称")
    institution_kinds: list[InstitutionKind] = required("机构类别")
    post_kinds: list[PostKind] | None = optional("岗位类别", description="不写则不限")
    command_room: Count | None = optional("综合信息指挥室", description="应设个数")
    platforms: list[str] = optional("功能性平台机构", default=[], description="应各设一个的职能")
    special: SpecialMax | None = parameter("特色机构")
    posts: Range | None = optional("岗位设置")


class SpecialInstitutions(Document):
    """The X of "1+4+X": its limit by class and the county's catalogue."""

    max: Count | Table[Count] | None = parameter("上限", looser="up")
    catalogue: list[Named] | None = parameter("参考目录")


class Institutions(Document):
    """Institution templates and what the county makes of them (机构设置)."""

    platforms: list[Named] | None = parameter("功能性平台机构")
    templates: list[Template] | None = parameter("设置模板")
    template: str | Table[str] | None = parameter("设置模板(按类别)")
    special: SpecialInstitutions | None = parameter("特色机构")


class Quota(Document):
    """Establishment a township of a class may have, each kind apart."""

    administrative: Count = required("行政")
    public_institution: Count = required("事业")


class EstablishmentPolicy(Document):
    """Establishment by class (编制标准)."""

    quota: Quota | Table[Quota] | None = parameter("编制标准", looser="up")


class SpecialTask(Document):
    """Terms of special-task posts (专项岗位)."""

    max_months: Count | None = parameter("最长月数", looser="up")
    seats_max: Count | None = parameter("单岗人数上限", looser="up")


class MidLevel(Document):
    """How mid-level slots are counted: pooled, or split by 正职 and 副职."""

    slots: SlotPool | None = parameter("职数使用")


class Exempt(Document):
    """Who needs no post."""

    status: list[PersonStatus] = optional("状态", default=[])
    establishment: list[EstablishmentType] = optional("编制类型", default=[])


class GradeRatio(Document):
    """At most this share of a group of grades may be in the upper ones."""

    id: str = required("编号")
    series: str = required("序列")
    levels: list[Count] = required("等级")
    of: list[Count] = required("基数等级")
    at_most: Share = required("不高于")


class CataloguePost(Document):
    """An entry of the county's reference catalogue of posts."""

    id: str = required("编号", examples=["A-01"])
    name: str = required("名称")
    group: str | None = optional("类组")
    kinds: list[PostKind] = required("岗位类别")
    max: Count | None = optional("上限", description="一个乡镇(街道)最多设几个")


class Posts(Document):
    """Post caps, kinds, statements and the reference catalogue (岗位设置)."""

    cap: Count | Table[Count] | None = parameter("岗位上限", looser="up", examples=[90])
    cap_counts: CapCounts | None = parameter("上限计数", description="entries:按岗位个数;seats:按核定人数")
    counted_kinds: list[PostKind] | None = parameter("计入上限类型")
    kind_max: dict[PostKind, Count] | None = parameter("分类上限", looser="up")
    seats_max: Count | None = parameter("单岗人数上限", looser="up")
    special_task: SpecialTask | None = parameter("专项岗位")
    mid_level: MidLevel | None = parameter("中层职数")
    exempt: Exempt | None = parameter("免予纳岗", looser="up")
    concurrent_max: Count | None = parameter("兼岗上限", looser="up")
    featured_share: Share | None = parameter("特色岗位比例", looser="up", examples=["20%"])
    grade_ratios: list[GradeRatio] | None = parameter("等级比例")
    catalogue: list[CataloguePost] | None = parameter("参考目录")
    statement_parts: list[StatementKey] | None = parameter("说明书要素", looser="down")
    leader_titles: list[str] | None = parameter("领导岗位名称", description="以此开头的岗位应为领导岗位")


class DutiesPerPost(Document):
    """How many duties one post should lead on."""

    min: Count | None = parameter("下限", looser="down")
    max: Count | None = parameter("上限", looser="up")


class Duties(Document):
    """Duties (权责事项)."""

    per_post: DutiesPerPost | None = parameter("每岗事项数")


class AddedDivision(Document):
    """A newly founded township that the shipped division codes do not know yet."""

    code: TownshipCode = required("代码")
    name: str = required("名称")
    from_: Day = required("起", alias="from")
    approval: str = required("批准文号")


class Divisions(Document):
    """Changes to the division codes that the county declares."""

    added: list[AddedDivision] | None = parameter("新设")


class Policy(Document):
    """One layer of policy as written, or the whole chain merged. Every section may be undeclared."""

    kind: Literal["policy"] = required("文件类型")
    jurisdiction: JurisdictionCode = required("辖区代码", examples=["331004"])
    name: str = required("名称", examples=["路桥区"])
    parent: JurisdictionCode | None = optional("上级辖区", examples=["330000"])
    version: str = required("版本", examples=["2024.1"])
    status: PolicyStatus = required("状态")
    effective: Effective = required("有效期")
    issued: Issued | None = optional("印发")
    legal_sources: list[LegalSource] = optional("依据文件", default=[])
    classification: Classification | None = parameter("分类")
    institutions: Institutions | None = parameter("机构设置")
    establishment: EstablishmentPolicy | None = parameter("编制")
    posts: Posts | None = parameter("岗位设置")
    duties: Duties | None = parameter("权责事项")
    divisions: Divisions | None = parameter("区划变更")
    checks: dict[str, CheckSetting] = optional("核查项", default={})
    decision: DecisionDeclaration | None = optional("结论规则")
    rules: list[RuleDeclaration] = optional("自定规则", default=[])
