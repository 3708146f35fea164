"""Personnel actions (人事事项): one family, told apart by `action`, and a batch of them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from policy_engine.documents.action_base import (
    ActionBase,
    Appointment,
    Borrow,
    ConcurrentPost,
    Dispatch,
    PersonAction,
    Placement,
    PostChoice,
    Release,
    Rotation,
)
from policy_engine.documents.duty_actions import DutyAdmission, Portrait, StatementPublication
from policy_engine.documents.fields import Count, Day, Document, Relation, expected, optional, required
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import JurisdictionCode, Post


class SpecialAssignment(ActionBase):
    """专项任务: several people take a special-task post for a task that ends."""

    relations: ClassVar[dict[str, Relation]] = {
        "target": Relation(index="post_by_id", key="post", target="Post", title="岗位", many=False),
    }

    action: Literal["special_assignment"] = required(
        "事项", description="固定为“专项任务”（special_assignment）"
    )
    post: Identifier = required("岗位", description="专项岗位的编号", examples=["T01"])
    new_post: Post | None = optional(
        "新设岗位", description="岗位设置中还没有的，按岗位填写，编号与“岗位”一致"
    )
    persons: Annotated[list[str], Field(min_length=1)] = required(
        "人员", description="人员编号", examples=[["R001", "R002"]]
    )
    main: bool = optional("主岗", default=True, description="是否作为主岗", examples=[True])
    leaves: list[str] = optional(
        "离任岗位", default=[], description="这些人同时离开的岗位编号", examples=[["P05"]]
    )
    task: str | None = optional("任务", description="专项任务", examples=["高铁新区征迁"])


class Mentorship(ActionBase):
    """结对: an experienced person guides a newer one."""

    action: Literal["mentorship"] = required("事项", description="固定为“结对”（mentorship）")
    mentor: Identifier = required("导师", description="导师的人员编号", examples=["R001"])
    mentee: Identifier = required("学员", description="学员的人员编号", examples=["R002"])


class Training(ActionBase):
    """培训: a training that people have taken, or are to take."""

    action: Literal["training"] = required("事项", description="固定为“培训”（training）")
    persons: Annotated[list[str], Field(min_length=1)] = required(
        "人员", description="参训人员编号", examples=[["R001", "R002"]]
    )
    hours: Count = required("学时", description="学时数", examples=[24])
    subject: Identifier = required("内容", description="培训内容", examples=["财务管理"])
    plan: str | None = optional(
        "培训计划", description="主管部门条线培训计划的文号", examples=["路财〔2024〕5号"]
    )
    source: str | None = optional("培训来源", description="培训的来源或平台", examples=["浙里学习"])


class Handover(ActionBase):
    """交接: the work of a post is handed over by a list that is signed."""

    action: Literal["handover"] = required("事项", description="固定为“交接”（handover）")
    post: Identifier = required("岗位", description="岗位编号", examples=["P05"])
    from_person: Identifier = required("移交人", description="移交人的人员编号", examples=["R001"])
    to_person: Identifier = required("接收人", description="接收人的人员编号", examples=["R002"])
    signed: Day | None = optional("签字日期", description="交接清单签字的日期", examples=["2024-05-31"])


Action = Annotated[
    Appointment | PostChoice | ConcurrentPost | Dispatch | Borrow | Rotation | SpecialAssignment
    | Mentorship | Training | Handover | Release | DutyAdmission | StatementPublication | Portrait,
    Field(discriminator="action"),
]  # fmt: skip


class Journal(Document):
    """Actions done earlier that later ones are judged against, by kind."""

    mentorship: list[Mentorship] = optional("结对", default=[], description="已结的对子", examples=[[]])
    training: list[Training] = optional("培训", default=[], description="已办的培训", examples=[[]])
    handover: list[Handover] = optional("交接", default=[], description="已签的交接", examples=[[]])
    dispatch: list[Dispatch] = optional("派驻", default=[], description="已办的派驻", examples=[[]])
    release: list[Release] = optional("离岗", default=[], description="已办的离岗", examples=[[]])
    borrow: list[Borrow] = optional("借用", default=[], description="已办的借用", examples=[[]])
    duty_admission: list[DutyAdmission] = optional(
        "事项准入", default=[], description="已准入的事项", examples=[[]]
    )
    statement_publication: list[StatementPublication] = optional(
        "说明书公开", default=[], description="已办的公开", examples=[[]]
    )
    portrait: list[Portrait] = optional("岗位画像", default=[], description="已做的画像", examples=[[]])


class JudgedAction(Document):
    """The action that is judged, under its kind and the families it belongs to: lists of one or none."""

    any: list[ActionBase] = optional("任何事项", default=[])
    placement: list[Placement] = optional("到岗", default=[])
    person_action: list[PersonAction] = optional("个人事项", default=[])
    appointment: list[Appointment] = optional("任职", default=[])
    post_choice: list[PostChoice] = optional("选岗", default=[])
    concurrent_post: list[ConcurrentPost] = optional("兼岗", default=[])
    dispatch: list[Dispatch] = optional("派驻", default=[])
    borrow: list[Borrow] = optional("借用", default=[])
    rotation: list[Rotation] = optional("轮岗", default=[])
    special_assignment: list[SpecialAssignment] = optional("专项任务", default=[])
    mentorship: list[Mentorship] = optional("结对", default=[])
    training: list[Training] = optional("培训", default=[])
    handover: list[Handover] = optional("交接", default=[])
    release: list[Release] = optional("离岗", default=[])
    duty_admission: list[DutyAdmission] = optional("事项准入", default=[])
    statement_publication: list[StatementPublication] = optional("说明书公开", default=[])
    portrait: list[Portrait] = optional("岗位画像", default=[])


class Actions(Document):
    """A batch of actions, in the order in which they are to be done."""

    kind: Literal["actions"] = required("文件类型", description="固定为“人事事项”（actions）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", examples=["331004"], description="县（市、区）6 位区划代码，加引号"
    )
    as_of: Day = required("基准日", examples=["2024-06-01"], description="按哪一天的政策核查")
    status: str | None = optional("状态", description="illustrative：示例", examples=["illustrative"])
    consulted: list[str] | None = expected(
        "征求意见单位", description="已征求意见的部门；没有写 []", examples=[["组织部", "人社局"]]
    )
    actions: Annotated[list[Action], Field(min_length=1)] = required("事项清单", description="按办理先后排列")
