"""Who is graded and how many may be excellent, as a policy says it: L5, L6 15 and 41, section S5."""

from __future__ import annotations

from policy_engine.documents.fields import (
    UNCLEAR,
    Amount,
    Count,
    Document,
    Share,
    optional,
    parameter,
    required,
)
from policy_engine.documents.terms import (
    AppraisalGrade,
    EstablishmentType,
    GradedService,
    Origin,
    TransferRule,
)


class LeaveRule(Document):
    """What a kind of leave means for the grade when it lasted longer than some days."""

    id: str = required("编号", examples=["sick"], description="假别编号，考核材料以此或以名称对应")
    name: str = required("名称", looser="neutral", examples=["病假"], description="假别名称")
    over_days: Count | None = optional(
        "超过天数",
        looser="up",
        examples=[183],
        description="考核期内累计超过几天的，按下一项办理；不写则无论多久都正常考核",
    )
    then: GradedService = required(
        "处理",
        looser=("ungraded", "not_excellent", "graded"),
        examples=["ungraded"],
        description="不定等次、不得评优秀，或者正常考核",
    )


class ServiceRules(Document):
    """Short and transferred service, probation, leave."""

    graded_from_months: Count | None = parameter(
        "满几个月定等次", looser="down", examples=[6], description="考核期内任职满几个月才确定等次"
    )
    probation: GradedService | None = parameter(
        "试用期",
        looser=("ungraded", "not_excellent", "graded"),
        examples=["ungraded"],
        description="考核期末仍在试用期的如何考核",
    )
    transferred: TransferRule | None = parameter(
        "调动",
        examples=["counted"],
        description="年内调入的，原单位的任职时间计入（counted）还是不计入（not_counted）",
    )
    leave: list[LeaveRule] | None = parameter(
        "请假",
        description="各类请假如何考核",
        examples=[[{"id": "sick", "name": "病假", "over_days": 183, "then": "ungraded"}]],
    )


class AssessmentPool(Document):
    """People among whom the excellent are counted: civil servants, public-institution staff, dispatched."""

    id: str = required("编号", examples=["civil"], description="编号，考核材料以此或以名称对应")
    name: str = required("名称", looser="neutral", examples=["公务员"], description="名称")
    establishment: list[EstablishmentType] | None = optional(
        "编制类型",
        examples=[["administrative", "civil_service_like"]],
        description="哪些编制类型的人员；不写则不限",
    )
    origin: list[Origin] | None = optional(
        "来源", examples=[["own"]], description="哪些来源的人员；不写则不限"
    )


class GradeLine(Document):
    """The lowest total for a grade; the grades stand from best to worst, the last one from 0."""

    id: AppraisalGrade = required("编号", examples=["excellent"], description="哪个等次")
    at_least: Amount = required(
        "不低于", looser="down", examples=[90], description="得分达到多少可以评为这个等次"
    )


class RaisedShare(Document):
    """More excellent than usual, on listed grounds and with an approval. Undeclared, no ground raises it."""

    share: Share = required(
        "比例", looser="up", absent=UNCLEAR, examples=["25%"], description="优秀比例可以提高到多少"
    )
    grounds: list[str] = required(
        "情形",
        looser="up",
        absent=[],
        examples=[["获得市级以上集体荣誉"]],
        description="哪些情形可以提高，须经批准",
    )


class AdjustmentBand(Document):
    """How far the party committee may move a total, and for how many people."""

    points_at_most: Amount = required(
        "幅度", looser="up", absent=UNCLEAR, examples=[3], description="每人最多加减几分"
    )
    people_at_most: Share | None = optional(
        "人数比例", looser="up", examples=["10%"], description="最多调整百分之几的人；不写则不限"
    )
