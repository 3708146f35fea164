"""A policy (政策文件): the parameters and rules of one layer, or of all layers merged."""

from __future__ import annotations

from typing import Annotated, Literal

from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.classification import Classification
from policy_engine.documents.envelope import EnvelopeEntry, PolicyApproval
from policy_engine.documents.fields import (
    UNCLEAR,
    Count,
    Day,
    Document,
    Table,
    optional,
    parameter,
    required,
    written_as,
)
from policy_engine.documents.ledger import Effective
from policy_engine.documents.personnel import Personnel
from policy_engine.documents.policy_duties import Duties
from policy_engine.documents.policy_posts import Posts
from policy_engine.documents.procedures import Procedures
from policy_engine.documents.records import JurisdictionCode, TownshipCode
from policy_engine.documents.rules import CheckSetting, DecisionDeclaration, RuleDeclaration
from policy_engine.documents.terms import (
    Accounts,
    InstitutionKind,
    PolicyStatus,
    PostKind,
)
from policy_engine.documents.waiver import WaiverPolicy

SourceId = Annotated[str, written_as(
    r"^[A-Z][0-9]+$", "一个大写字母加数字，如 L4", "one capital letter and digits, e.g. L4",
)]  # fmt: skip


class LegalSource(Document):
    """A law or regulation that `basis` may cite."""

    id: SourceId = required("编号", examples=["L4"], description="编号，供各处“依据”引用；字母加数字")
    title: str = required(
        "标题", looser="neutral", description="法规或文件全称", examples=["党政领导干部选拔任用工作条例"]
    )
    number: str | None = optional(
        "文号", looser="neutral", description="发文字号", examples=["国发〔2024〕1号"]
    )
    from_: Day | None = optional("起", alias="from", description="施行日期", examples=["2019-03-03"])
    until: Day | None = optional(
        "止", description="失效前的最后一天；现行有效则不写", examples=["2024-12-31"]
    )
    verified: bool = optional(
        "已核对原文", looser="down", default=False, description="是否已对照原文核对", examples=[True]
    )


class Issued(Document):
    """The number under which a policy was issued."""

    number: str = required("文号", description="印发文号", examples=["路编〔2024〕1号"])
    by: str = required("印发机关", description="印发机关全称", examples=["路桥区委编委"])
    date: Day = required("日期", description="印发日期", examples=["2024-01-01"])
    sha256: str = required(
        "校验值",
        description="文件内容的校验值，由印发命令填写",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class Range(Document):
    """From min to max, both included; an open end is left out."""

    min: Count | None = optional("下限", looser="down", description="最少几个；不写则不限", examples=[3])
    max: Count | None = optional("上限", looser="up", description="最多几个；不写则不限", examples=[8])


class Named(Document):
    """An entry of a list with an id and a Chinese name."""

    id: str = required("编号", description="编号，供别处引用；同一清单内不重复", examples=["party"])
    name: str = required("名称", looser="neutral", description="中文名称", examples=["党的建设"])


class SpecialMax(Document):
    """How many special institutions (X) a template allows."""

    max: Count | None = parameter("上限", looser="up", description="最多设几个特色机构", examples=[3])


class Template(Document):
    """A template of institutions: "1+4+X", or the small one of comprehensive posts."""

    id: str = required("编号", examples=["full"], description="编号，供“设置模板(按类别)”引用")
    name: str | None = optional("名称", looser="neutral", description="模板名称", examples=["“1+4+X”"])
    institution_kinds: list[InstitutionKind] = required(
        "机构类别", looser="up", description="允许设置的机构类别"
    )
    post_kinds: list[PostKind] | None = optional("岗位类别", looser="up", description="不写则不限")
    command_room: Count | None = optional("综合信息指挥室", description="应设个数", examples=[1])
    platforms: list[str] = optional(
        "功能性平台机构",
        looser="down",
        default=[],
        description="应各设一个的职能",
        examples=[["party", "economy"]],
    )
    special: SpecialMax | None = parameter(
        "特色机构", description="特色机构（X）的数量限制", examples=[{"max": 3}]
    )
    posts: Range | None = optional("岗位设置", description="岗位数量的范围", examples=[{"min": 3, "max": 8}])


class SpecialInstitutions(Document):
    """The X of "1+4+X": its limit by class and the county's catalogue."""

    max: Count | Table[Count] | None = parameter(
        "上限", looser="up", absent=UNCLEAR, description="特色机构最多几个，可按类别分别规定", examples=[3]
    )
    catalogue: list[Named] | None = parameter(
        "参考目录",
        looser="up",
        description="特色机构的县级参考目录",
        examples=[[{"id": "trade", "name": "商贸发展"}]],
    )


class Institutions(Document):
    """Institution templates and what the county makes of them (机构设置)."""

    platforms: list[Named] | None = parameter(
        "功能性平台机构", description="功能性平台的职能清单", examples=[[{"id": "party", "name": "党的建设"}]]
    )
    templates: list[Template] | None = parameter("设置模板", description="机构设置的各种模板，如“1+4+X”")
    template: str | Table[str] | None = parameter(
        "设置模板(按类别)",
        description="哪一类镇街用哪个模板，填模板编号",
        examples=[{"by": "class", "values": {"central-town": "full"}, "default": "small"}],
    )
    special: SpecialInstitutions | None = parameter(
        "特色机构", description="特色机构（X）的数量和目录", examples=[{"max": 3}]
    )


class Quota(Document):
    """Establishment a township of a class may have, each kind apart."""

    administrative: Count = required("行政", looser="up", description="行政编制名额", examples=[60])
    public_institution: Count = required("事业", looser="up", description="事业编制名额", examples=[70])


class EstablishmentPolicy(Document):
    """Establishment by class (编制标准), and how it is accounted for where staff are used as one."""

    quota: Quota | Table[Quota] | None = parameter(
        "编制标准",
        looser="up",
        description="镇街的编制标准，可按类别分别规定",
        examples=[
            {
                "by": "class",
                "values": {"large": {"administrative": 60, "public_institution": 70}},
                "default": {"administrative": 50, "public_institution": 60},
            }
        ],
    )
    accounts: Accounts | None = parameter(
        "编制台账",
        looser=("separate", "merged"),
        examples=["separate"],
        description="人员统筹使用时，行政编制和事业编制台账 separate：分列；merged：合并（不允许）",
    )


class AddedDivision(Document):
    """A newly founded township that the shipped division codes do not know yet."""

    code: TownshipCode = required(
        "代码", description="新设镇街的 9 位区划代码，加引号", examples=["331004999"]
    )
    name: str = required("名称", looser="neutral", description="新设镇街的名称", examples=["滨海新镇"])
    from_: Day = required(
        "起", looser="down", alias="from", description="自哪一天起设立", examples=["2024-06-01"]
    )
    approval: str = required(
        "批准文号", looser="neutral", description="批准设立的文号", examples=["浙政函〔2024〕1号"]
    )


class Transition(Document):
    """How a new version deals with what the old one allowed; `null` says that nothing is granted."""

    until: Day | None = optional(
        "止", looser="neutral", examples=["2025-06-30"], description="过渡期的最后一天；没有过渡期写 null"
    )
    text: str | None = optional(
        "说明", looser="neutral", examples=["现有专项岗位办至期满"], description="过渡办法；没有写 null"
    )


class Divisions(Document):
    """Changes to the division codes that the county declares."""

    added: list[AddedDivision] | None = parameter(
        "新设", looser="up", absent=[], description="区划代码表中尚没有的新设镇街"
    )


class Policy(Document):
    """One layer of policy as written, or the whole chain merged. Every section may be undeclared."""

    kind: Literal["policy"] = required("文件类型", description="固定为“政策”（policy）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", examples=["331004"], description='本级 6 位区划代码，加引号；全国为 "000000"'
    )
    name: str = required("名称", looser="neutral", examples=["路桥区"], description="本级行政区名称")
    parent: JurisdictionCode | None = optional(
        "上级辖区", examples=["330000"], description="上级的 6 位区划代码，加引号；全国不写"
    )
    version: str = required("版本", examples=["2024.1"], description="版本号，加引号")
    status: PolicyStatus = required("状态", description="草案、示例或已印发")
    effective: Effective = required(
        "有效期",
        description="本版自哪天起、至哪天止有效",
        examples=[{"from": "2024-01-01", "until": "2024-12-31"}],
    )
    issued: Issued | None = optional("印发", description="印发信息，由印发命令填写；未印发写 null")
    legal_sources: list[LegalSource] = optional(
        "依据文件", default=[], description="“依据”可以引用的法规和文件"
    )
    classification: Classification | None = parameter(
        "分类", description="镇街怎样分类", examples=[{"method": "label"}]
    )
    institutions: Institutions | None = parameter(
        "机构设置", description="机构设置的模板、平台和特色机构", examples=[{"template": "full"}]
    )
    establishment: EstablishmentPolicy | None = parameter(
        "编制", description="编制标准和台账", examples=[{"accounts": "separate"}]
    )
    posts: Posts | None = parameter(
        "岗位设置", description="岗位数量、类别、人数和目录", examples=[{"cap": 90, "seats_max": 3}]
    )
    duties: Duties | None = parameter(
        "权责事项", description="权责事项的要求", examples=[{"per_post": {"min": 0, "max": 20}}]
    )
    personnel: Personnel | None = parameter(
        "人员管理", description="人事事项的条件和期限", examples=[{"unplaced_days": 30}]
    )
    divisions: Divisions | None = parameter("区划变更", description="区划代码表的变更")
    waivers: WaiverPolicy | None = parameter(
        "豁免", description="哪些核查项不得豁免、谁可以批准豁免", examples=[{"not_for": ["U12"]}]
    )
    procedures: Procedures | None = parameter(
        "工作程序",
        description="选岗等程序的步骤和时限",
        examples=[{"selection": {"steps": [{"id": "announce", "name": "发布公告"}]}}],
    )
    assessment: AssessmentPolicy | None = parameter(
        "考核评价", description="考核评价的比例和办法", examples=[{"excellent_share": "20%"}]
    )
    transition: Transition | None = optional(
        "过渡安排",
        description="新版与旧版如何衔接；没有过渡期也要写明 {until: null, text: null}",
        examples=[{"until": "2025-06-30", "text": "现有专项岗位办至期满"}],
    )
    envelope: list[EnvelopeEntry] = optional(
        "上级约束",
        looser="down",
        default=[],
        description="本级允许下级变动的范围；各级的约束同时有效",
        examples=[[{"path": "posts.cap", "at_most": 110}]],
    )
    approvals: list[PolicyApproval] = optional(
        "批准事项",
        looser="up",
        default=[],
        description="本级批准下级超出约束的事项",
        examples=[[{"id": "excellent-25", "number": "浙组〔2024〕1号", "date": "2024-01-01"}]],
    )
    checks: dict[str, CheckSetting] = optional(
        "核查项",
        default={},
        description="从严调整某项核查的等级，或规定必查",
        examples=[{"U12": {"required": True}}],
    )
    decision: DecisionDeclaration | None = optional("结论规则", description="核查意见如何归为结论、报送哪里")
    rules: list[RuleDeclaration] = optional(
        "自定规则", looser="down", default=[], description="本级自己增加的核查规则"
    )
