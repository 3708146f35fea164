"""A procedure's log as its replay saw it: what the checks of procedures range over."""

from __future__ import annotations

from policy_engine.documents.fields import Count, Day, Document, expected, optional, required
from policy_engine.documents.round import Event
from policy_engine.documents.terms import DayCount, Refusal


class Turn(Document):
    """One event of the log, in its order."""

    number: Count = required("序号", description="第几条记录，从 1 起")
    events: list[Event] = required("记录", description="记录本身：一条；事项准入的步骤没有")
    step: str = required("步骤", description="步骤编号")
    name: str = required("名称", description="步骤名称")
    date: Day = required("日期", description="开始的日期")
    accepted: bool = required("有效", description="是否按程序进行")
    refused: Refusal | None = optional("不予认可的原因")
    missing: list[str] = optional(
        "缺少的步骤", default=[], description="应在此前完成而记录中没有的步骤的名称"
    )
    earliest: Day | None = optional("最早日期", description="这一步最早可以开始的日期；无从推算的没有")
    ends: Day | None = optional("最后一天", description="这一步的最后一天；还没有结束的没有")
    min_days: Count | None = optional("最短时限", description="政策规定这一步至少进行几天")
    days: Count | None = expected("实际天数", description="按政策的计日方式，这一步进行了几天")
    day_count: DayCount | None = optional("计日方式", description="工作日或自然日")
    first_day_counts: bool | None = optional("首日计入", description="起始当天是否计入时限")


class Procedure(Document):
    """Where a procedure stands at the end of its log."""

    state: str | None = optional("当前步骤", description="最后完成的步骤；还没有开始的没有")
    closed: bool = required("已结束", description="是否已经结束")
    sealed: bool = required("有校验值", description="记录是否带有校验值")
    broken_at: Count | None = optional("校验不符", description="从第几条记录起校验值不符；相符的没有")
