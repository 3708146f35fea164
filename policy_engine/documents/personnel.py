"""What a policy says of staff (人员管理): admission to posts, promotion, rotation, loans, pairs, training.

Sections S2, S4 and S5 of the published account; L2, L4, L8 and L11 stand behind most of it.
"""

from __future__ import annotations

from policy_engine.documents.fields import Count, Document, Share, parameter, required
from policy_engine.documents.terms import (
    AppraisalGrade,
    BorrowApproval,
    EstablishmentType,
    PostKind,
    PostWork,
)


class Qualification(Document):
    """Posts with this work need this certificate."""

    id: str = required("编号", description="编号，同一清单内不重复", examples=["enforcement"])
    work: PostWork = required("岗位性质", description="哪种性质的岗位")
    certificate: str = required("证书", description="任岗人员应持有的证书", examples=["行政执法证"])


class Promotion(Document):
    """What promotion asks of a person."""

    last_grades: list[AppraisalGrade] | None = parameter(
        "上年度考核等次", description="上一年度考核为哪些等次的才可以提拔", looser="up",
        examples=[["excellent", "competent"]],
    )  # fmt: skip
    min_years: Count | None = parameter(
        "最低任职年限", looser="down", description="任现职满几年才可以提拔", examples=[2]
    )


class Punishments(Document):
    """Punishment always bars promotion for its period; whether it bars lateral moves is the policy's."""

    bind_lateral_moves: bool | None = parameter(
        "限制平级选岗",
        looser="down",
        absent=False,
        description="处分期（影响期）内是否也不得平级选岗、轮岗",
        examples=[True],
    )


class RotationPolicy(Document):
    """When people have to move, and how early they may."""

    key_work: list[PostWork] | None = parameter(
        "重点岗位",
        looser="down",
        description="哪些性质的岗位应当定期轮岗",
        examples=[["finance", "personnel"]],
    )
    max_years: Count | None = parameter(
        "最长任岗年限", looser="up", description="在重点岗位最多连续任岗几年", examples=[5]
    )
    min_months: Count | None = parameter(
        "最短任岗月数", looser="down", description="任岗满几个月才可以再动", examples=[12]
    )


class Service(Document):
    """The service term of new recruits (最低服务年限)."""

    min_years: Count | None = parameter(
        "最低服务年限", looser="down", description="新录用人员在本乡镇至少服务几年", examples=[5]
    )


class BorrowPolicy(Document):
    """Upper bodies that borrow from townships (上级借用)."""

    approval: BorrowApproval | None = parameter(
        "批准要求",
        looser=("required", "advised"),
        description="上级借用须经批准（required），还是提倡报批（advised）",
    )
    max_months: Count | None = parameter(
        "最长月数", looser="up", description="一次借用最长几个月", examples=[6]
    )


class MentorshipPolicy(Document):
    """Pairs of mentor and mentee (结对帮带)."""

    one_to_one: bool | None = parameter(
        "一对一", looser="down", absent=False, description="是否必须一名导师只带一名学员", examples=[True]
    )
    mentees_max: Count | None = parameter(
        "学员人数上限", looser="up", description="一名导师最多同时带几名学员", examples=[3]
    )
    min_months: Count | None = parameter(
        "最短月数", looser="down", description="结对至少几个月", examples=[12]
    )
    townships: Share | None = parameter(
        "乡镇覆盖率", looser="down", description="开展结对的镇街占全县镇街的比例", examples=["100%"]
    )


class HandoverPolicy(Document):
    """Handing over the work of a post (交接)."""

    grace_days: Count | None = parameter(
        "宽限天数", looser="up", description="生效后最迟几天内签交接清单；0 为生效前签妥", examples=[0]
    )


class TrainingPolicy(Document):
    """Training before a key post, and of everybody (培训)."""

    key_work_hours: Count | None = parameter(
        "重点岗位学时", looser="down", description="到重点岗位之前至少培训多少学时", examples=[24]
    )
    coverage: Share | None = parameter(
        "覆盖率", looser="down", description="一年内参加培训的人数占全体人员的比例", examples=["100%"]
    )


class Personnel(Document):
    """The county's rules for personnel actions."""

    admission: dict[PostKind, list[EstablishmentType]] | None = parameter(
        "岗位准入", looser="up", description="岗位类别 → 哪些编制类型的人可以任岗",
        examples=[{"mid_level": ["administrative", "public_institution"]}],
    )  # fmt: skip
    qualifications: list[Qualification] | None = parameter(
        "资格条件", looser="down", description="哪些岗位须持有什么证书"
    )
    work_words: dict[PostWork, list[str]] | None = parameter(
        "岗位性质用语", looser="down", description="岗位名称中有这些字样的，应登记相应的岗位性质",
        examples=[{"finance": ["财务", "出纳"]}],
    )  # fmt: skip
    promotion: Promotion | None = parameter("提拔", description="提拔任职的条件", examples=[{"min_years": 2}])
    punishments: Punishments | None = parameter(
        "处分", description="处分期内的限制", examples=[{"bind_lateral_moves": True}]
    )
    rotation: RotationPolicy | None = parameter(
        "轮岗", description="重点岗位轮岗和最短任岗时间", examples=[{"max_years": 5}]
    )
    service: Service | None = parameter(
        "服务期", description="新录用人员的服务期", examples=[{"min_years": 5}]
    )
    borrow: BorrowPolicy | None = parameter(
        "借用", description="上级借用人员的限制", examples=[{"approval": "required"}]
    )
    mentorship: MentorshipPolicy | None = parameter(
        "结对", description="结对帮带的办法", examples=[{"one_to_one": True}]
    )
    handover: HandoverPolicy | None = parameter(
        "交接", description="工作交接的期限", examples=[{"grace_days": 0}]
    )
    training: TrainingPolicy | None = parameter(
        "培训", description="培训的学时和覆盖率", examples=[{"key_work_hours": 24}]
    )
    unplaced_days: Count | None = parameter(
        "待岗天数上限", looser="up", description="没有岗位的状态最长几天", examples=[30]
    )
    commitment_days: Count | None = parameter(
        "承诺书期限", looser="up", description="到岗后几天内签订承诺书", examples=[7]
    )
    home_area_titles: list[str] | None = parameter(
        "地域回避岗位", looser="down", description="岗位名称以此开头的，不得由本县籍人员担任",
        examples=[["党委书记", "镇长"]],
    )  # fmt: skip
    appeal_days: Count | None = parameter(
        "申诉期限", looser="down", description="结果通知后至少几天内可以申请复核、申诉", examples=[30]
    )
    consulted_offices: list[str] | None = parameter(
        "征求意见部门", looser="down", description="办理前应征求意见的部门", examples=[["组织部", "人社局"]]
    )
