"""What a policy says of duties (权责事项): how many, how one is admitted, how posts are made known."""

from __future__ import annotations

from policy_engine.documents.fields import Count, Document, StatementKey, parameter, required
from policy_engine.documents.terms import NoticeChannel, PortraitDimension


class DutiesPerPost(Document):
    """How many duties one post should lead on."""

    min: Count | None = parameter("下限", looser="down", description="一个岗位至少主责几项", examples=[1])
    max: Count | None = parameter("上限", looser="up", description="一个岗位至多主责几项", examples=[20])


class EnforcementItem(Document):
    """An enforcement duty that the provincial list lets townships take (L9)."""

    id: str = required("编号", description="省目录中的编号", examples=["ZF-012"])
    name: str = required("名称", description="执法事项名称", examples=["对占用绿地的处罚"])


class AdmissionPolicy(Document):
    """What has to come with a duty that is handed down."""

    money: bool | None = parameter(
        "须有经费", looser="down", absent=False, description="准入事项是否必须有经费保障", examples=[True]
    )
    people: bool | None = parameter(
        "须有人员", looser="down", absent=False, description="准入事项是否必须有人员保障", examples=[True]
    )
    training: bool | None = parameter(
        "须有培训", looser="down", absent=False, description="准入事项是否必须有业务培训", examples=[True]
    )
    filing_days: Count | None = parameter(
        "备案期限", looser="up", description="清单调整后几天内备案", examples=[30]
    )
    enforcement_items: list[EnforcementItem] | None = parameter(
        "执法事项目录", looser="up", description="镇街可以承接的行政执法事项（省目录）"
    )


class NoticePolicy(Document):
    """How post statements are made known, inside and outside (双向公示)."""

    channels: list[NoticeChannel] | None = parameter(
        "公开渠道", looser="down", description="必须公开的渠道", examples=[["internal", "website", "board"]]
    )
    withheld_parts: list[StatementKey] | None = parameter(
        "不对外公开要素",
        looser="down",
        description="说明书中不对外公开的要素",
        examples=[["integrity_risks"]],
    )
    days: Count | None = parameter("公开期限", looser="up", description="定稿后几天内公开", examples=[10])


class PortraitPolicy(Document):
    """Portraits of posts (岗位画像)."""

    dimensions: list[PortraitDimension] | None = parameter(
        "画像维度", looser="down", description="画像必须包含的维度", examples=[["saturation"]]
    )
    months: Count | None = parameter("画像周期", looser="up", description="几个月至少做一次", examples=[12])


class Duties(Document):
    """Duties (权责事项)."""

    per_post: DutiesPerPost | None = parameter(
        "每岗事项数", description="一个岗位主责事项的数量范围", examples=[{"min": 0, "max": 20}]
    )
    admission: AdmissionPolicy | None = parameter(
        "事项准入", description="事项下放到镇街的条件", examples=[{"money": True, "filing_days": 30}]
    )
    notice: NoticePolicy | None = parameter(
        "说明书公开", description="岗位权责说明书公开的办法", examples=[{"channels": ["website", "board"]}]
    )
    portrait: PortraitPolicy | None = parameter(
        "岗位画像", description="岗位画像的维度和周期", examples=[{"dimensions": ["saturation"]}]
    )
