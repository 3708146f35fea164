"""Actions on duties and on what a post is to do: admission, publication, portraits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from policy_engine.documents.action_base import ActionBase
from policy_engine.documents.fields import Day, Document, StatementKey, expected, optional, required
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import Duty
from policy_engine.documents.terms import DutySource, NoticeChannel, PortraitDimension


class AdmissionStep(Document):
    """One step of a duty's admission that was taken."""

    step: Identifier = required("步骤", description="政策规定的步骤编号或名称", examples=["propose"])
    date: Day = required("日期", description="完成这一步的日期", examples=["2024-05-06"])
    number: str | None = optional("文号", description="这一步形成的文件", examples=["路办〔2024〕8号"])
    agrees: bool | None = optional("是否同意", description="审核、意见和批准是否同意", examples=[True])


class DutyResources(Document):
    """What comes with an admitted duty; what is not given is written null or left out."""

    money: str | None = optional("经费", description="经费安排", examples=["每年 5 万元，区财政列支"])
    people: str | None = optional("人员", description="人员安排", examples=["随派 1 名执法人员"])
    training: str | None = optional(
        "业务培训", description="业务培训安排", examples=["主管部门集中培训 2 天"]
    )


class DutyAdmission(ActionBase):
    """事项准入: a duty is handed down to the township."""

    action: Literal["duty_admission"] = required("事项", description="固定为“事项准入”（duty_admission）")
    duty: Duty = required("权责事项", description="准入的事项")
    department: Identifier = required(
        "下放部门", description="原承担该事项的县级部门", examples=["区综合执法局"]
    )
    source: DutySource | None = expected("事项来源", description="事项的依据来自哪里")
    enforcement: bool = required("行政执法", description="是否属于行政执法事项", examples=[False])
    listed_as: str | None = optional(
        "目录编号", description="行政执法事项在省目录中的编号", examples=["ZF-012"]
    )
    steps: list[AdmissionStep] = required("步骤", description="已完成的准入步骤，按先后排列")
    resources: DutyResources | None = optional("保障", description="随事项下放的经费、人员、培训")
    filed: Day | None = optional("备案日期", description="清单调整备案的日期", examples=["2024-06-10"])


class StatementPublication(ActionBase):
    """说明书公开: post statements are made known inside and outside."""

    action: Literal["statement_publication"] = required(
        "事项", description="固定为“说明书公开”（statement_publication）"
    )
    posts: Annotated[list[str], Field(min_length=1)] = required(
        "岗位", description="公开哪些岗位的说明书，岗位编号", examples=[["P01"]]
    )
    finalised: Day | None = expected("定稿日期", description="说明书定稿的日期", examples=["2024-05-20"])
    channels: list[NoticeChannel] = required("公开渠道", description="在哪里公开")
    public_parts: list[StatementKey] = required(
        "对外公开要素", description="对外公开了说明书的哪些要素", examples=[["basics"]]
    )
    personal_data: bool = required("含个人信息", description="公开的内容是否含有个人信息", examples=[False])


class Portrait(ActionBase):
    """岗位画像: how a post does, by dimensions, once a cycle."""

    action: Literal["portrait"] = required("事项", description="固定为“岗位画像”（portrait）")
    post: Identifier = required("岗位", description="岗位编号", examples=["P01"])
    dimensions: dict[PortraitDimension, str] = required(
        "画像维度", description="维度 → 评价", examples=[{"saturation": "饱和"}]
    )
