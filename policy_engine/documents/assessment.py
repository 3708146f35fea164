"""What a policy says of assessment (考核评价): section S5 of the published account, bounded by L5, L6, L8."""

from __future__ import annotations

from policy_engine.documents.fields import Document, Share, parameter
from policy_engine.documents.terms import TraceMetric


class Traces(Document):
    """Assessment by traces of work (工作痕迹): by which metrics, and how much they weigh."""

    metrics: list[TraceMetric] | None = parameter(
        "指标", examples=[["assigned", "completion"]], description="工作痕迹按哪些指标计算"
    )
    weight: Share | None = parameter(
        "权重", looser="up", examples=["30%"], description="工作痕迹在考核总分中所占的比例"
    )


class Assessment(Document):
    """The county's assessment of staff."""

    excellent_share: Share | None = parameter(
        "优秀比例", looser="up", examples=["20%"], description="评为优秀的人数占参加考核人数的比例上限"
    )
    not_assessed_together: list[str] | None = parameter(
        "不纳入一体化考核单位",
        looser="up",
        examples=[["公安派出所"]],
        description="不与乡镇（街道）一体考核的派驻单位",
    )
    traces: Traces | None = parameter(
        "工作痕迹", description="按工作痕迹考核的办法", examples=[{"metrics": ["completion"]}]
    )
