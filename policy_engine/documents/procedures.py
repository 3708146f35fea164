"""What a policy says of procedures (工作程序): the steps of selection and of a duty's admission.

Sections S2 and S3 of the published account; the shares of a meeting follow L4.
"""

from __future__ import annotations

from policy_engine.documents.fields import UNCLEAR, Count, Document, Share, parameter, required
from policy_engine.documents.terms import DayCount, EstablishmentType, Origin


class Meeting(Document):
    """Who must attend a meeting and who must consent, as shares of those due."""

    attend_at_least: Share | None = parameter(
        "出席不低于", looser="down", examples=["2/3"], description="到会人数占应到人数的比例，不得低于此数"
    )
    consent_more_than: Share | None = parameter(
        "赞成超过", looser="down", examples=["1/2"], description="赞成人数占应到人数的比例，须超过此数"
    )


class Step(Document):
    """One step (步骤) of a procedure; steps are taken in the order of the list."""

    id: str = required("编号", examples=["publicise"], description="步骤编号，同一程序内不重复")
    name: str = required("名称", looser="neutral", examples=["公示实施"], description="步骤名称")
    min_days: Count | None = parameter(
        "最短时限", looser="down", examples=[5], description="这一步至少进行多少天"
    )
    days: DayCount | None = parameter(
        "计日方式",
        looser=("working", "calendar"),
        absent=UNCLEAR,
        examples=["working"],
        description="working：按工作日；calendar：按自然日",
    )
    first_day_counts: bool | None = parameter(
        "首日计入", looser="up", absent=UNCLEAR, examples=[False], description="起始当天是否计入时限"
    )
    meeting: Meeting | None = parameter(
        "会议", description="这一步须开会决定的，到会和赞成的比例", examples=[{"attend_at_least": "2/3"}]
    )


class Eligible(Document):
    """Who may take part in selection."""

    establishment: list[EstablishmentType] = required(
        "编制类型",
        looser="up",
        description="哪些编制类型的人员",
        examples=[["administrative", "public_institution"]],
    )
    origin: list[Origin] = required(
        "来源", looser="up", description="哪些来源的人员", examples=[["own", "dispatched"]]
    )


class Selection(Document):
    """Selection of posts (选岗)."""

    steps: list[Step] | None = parameter(
        "步骤",
        looser="down",
        description="选岗程序的各个步骤，按先后排列",
        examples=[[{"id": "announce", "name": "发布公告"}]],
    )
    max_choices: Count | None = parameter(
        "志愿数上限", looser="up", description="每人最多填几个志愿岗位", examples=[3]
    )
    eligible: Eligible | None = parameter(
        "参加范围",
        looser="up",
        description="哪些人可以参加选岗",
        examples=[{"establishment": ["administrative"], "origin": ["own", "dispatched"]}],
    )


class Admission(Document):
    """Admission of a duty (事项准入)."""

    steps: list[Step] | None = parameter(
        "步骤",
        looser="down",
        description="事项准入的各个步骤，按先后排列",
        examples=[[{"id": "propose", "name": "提出"}]],
    )


class Procedures(Document):
    """The county's procedures."""

    selection: Selection | None = parameter(
        "选岗", description="选岗程序", examples=[{"steps": [{"id": "announce", "name": "发布公告"}]}]
    )
    admission: Admission | None = parameter(
        "事项准入", description="事项准入程序", examples=[{"steps": [{"id": "propose", "name": "提出"}]}]
    )
