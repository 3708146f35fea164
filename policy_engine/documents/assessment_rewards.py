"""What hangs on a result, as a policy says it: uses, bonus, snail post, publicity (section S5)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy_engine.documents.fields import Amount, Count, Document, optional, parameter, required
from policy_engine.documents.terms import (
    AppraisalGrade,
    AssessmentPeriod,
    BonusBase,
    DayCount,
    ResultUse,
    UseOfResult,
)


class GradeEffects(Document):
    """What a grade means for the five uses of results (结果运用)."""

    id: AppraisalGrade = required("编号", examples=["excellent"], description="哪个等次")
    honours: UseOfResult = required(
        "评先评优", looser=("barred", "allowed"), examples=["allowed"], description="能否评先评优"
    )
    appointment: UseOfResult = required(
        "干部使用", looser=("barred", "allowed"), examples=["allowed"], description="能否提拔使用"
    )
    rank: UseOfResult = required(
        "职级晋升", looser=("barred", "allowed"), examples=["allowed"], description="能否晋升职（等）级"
    )
    title: UseOfResult = required(
        "职称评聘", looser=("barred", "allowed"), examples=["allowed"], description="能否评聘职称"
    )
    bonus: Annotated[Amount, Field(ge=0)] = required(
        "绩效奖金", looser="up", examples=[1.2], description="奖金系数；0 为不发"
    )


class BonusRules(Document):
    """How the bonus pot, which the county's ledger states, is shared out."""

    by: list[BonusBase] | None = parameter(
        "依据", examples=[["grade", "post"]], description="按哪些系数的乘积分配：等次系数、岗位系数、得分"
    )
    spread_at_most: Annotated[Amount, Field(ge=1)] | None = parameter(
        "最大差距", looser="up", examples=[2], description="发放奖金的人中，最高的不超过最低的几倍"
    )
    decimals: Annotated[Count, Field(le=2)] | None = parameter(
        "小数位数", absent=2, examples=[0], description="奖金保留几位小数（元），其后舍去；不写为 2"
    )
    periods: list[AssessmentPeriod] | None = parameter(
        "考核周期", examples=[["year"]], description="哪些周期的考核发放奖金；不写则都发放"
    )


class SnailTrigger(Document):
    """A ground on which a post may be named a snail post."""

    id: str = required("编号", examples=["low-total"], description="情形编号，考核材料以此或以名称对应")
    name: str = required("名称", looser="neutral", examples=["得分低于 60 分"], description="情形名称")
    below: Amount | None = optional(
        "低于", looser="up", examples=[60], description="得分低于多少才算；不写则凭事实认定"
    )


class SnailPost(Document):
    """The snail post (蜗牛岗) of Jinyun: grounds, number, procedure, effects.

    Looser is what lets a township name more of them: those who are named need the grounds and the limit.
    """

    triggers: list[SnailTrigger] | None = parameter(
        "情形",
        looser="up",
        description="哪些情形可以评为“蜗牛岗”",
        examples=[[{"id": "low-total", "name": "得分低于 60 分", "below": 60}]],
    )
    at_most: Count | None = parameter("上限", looser="up", examples=[2], description="每个考核期最多评几个")
    hearing: bool | None = parameter(
        "听取申辩", looser="down", examples=[True], description="决定前是否必须听取本人陈述申辩"
    )
    effects: list[ResultUse] | None = parameter(
        "影响",
        looser="down",
        examples=[["honours", "bonus"]],
        description="被评为“蜗牛岗”的，本考核期内不得享有哪些",
    )


class RegularAssessment(Document):
    """Regular assessment (平时考核): how often, and by when."""

    every: AssessmentPeriod | None = parameter(
        "周期", examples=["quarter"], description="每月、每季度还是每半年一次"
    )
    due_days: Count | None = parameter(
        "时限", looser="up", examples=[15], description="周期结束后多少个自然日内完成"
    )


class ResultPublicity(Document):
    """How long the list of the excellent is publicised."""

    days: Count | None = parameter("最短时限", looser="down", examples=[5], description="公示至少几天")
    count: DayCount | None = parameter(
        "计日方式",
        looser=("working", "calendar"),
        examples=["working"],
        description="working：按工作日；calendar：按自然日",
    )
