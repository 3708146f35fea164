"""A waiver (豁免批复): what an office may leave aside for a township, for how long, and up to what bound."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from policy_engine.documents.envelope import Bound
from policy_engine.documents.fields import Count, Day, Document, optional, parameter, required
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import JurisdictionCode, TownshipCode
from policy_engine.documents.terms import PolicyStatus, WaiverState


class RunDownStep(Document):
    """A bound that replaces the one before it, from a day on."""

    from_: Day = required("起", alias="from", description="自哪一天起按此限值", examples=["2024-10-01"])
    granted: Bound = required("准予限值", description="自该日起准予的限值，只能逐步收紧", examples=[96])


class WaiverEntry(Document):
    """One thing that is waived in one township.

    `granted` is the bound that holds instead of the check's own; a check without
    figures has none. `uses` is how many matters it may cover at once.
    """

    code: Identifier = required(
        "核查项", description="豁免哪一核查项：编号或规则编号", examples=["U12", "posts-over-cap"]
    )
    township: TownshipCode = required(
        "乡镇(街道)", description="哪个镇街，9 位区划代码，加引号", examples=["331004003"]
    )
    subject: Identifier | None = optional(
        "对象",
        description="只对哪个机构、岗位或人员，填其编号；针对整个镇街的核查项不写",
        examples=["P01"],
    )
    granted: Bound | None = optional(
        "准予限值", description="准予放宽到多少；没有数值的核查项不写", examples=[97, "25%"]
    )
    from_: Day = required("起", alias="from", description="准予的第一天", examples=["2024-03-01"])
    until: Day = required("止", description="准予的最后一天，含当日（北京时间）", examples=["2024-12-31"])
    uses: Annotated[int, Field(ge=1)] | None = optional(
        "数量", description="同时最多准予几处；不写为 1", examples=[1]
    )
    schedule: Annotated[list[RunDownStep], Field(min_length=1)] | None = optional(
        "逐步收紧", description="到期前分步收紧的限值", examples=[[{"from": "2024-10-01", "granted": 96}]]
    )
    reason: Identifier = required("理由", description="为什么准予", examples=["撤并后过渡期内逐步核减"])
    basis: list[str] = optional("依据", default=[], description="依据文件的编号", examples=[["S2"]])


class Waiver(Document):
    """An approval that leaves checks aside. A draft counts for nothing."""

    kind: Literal["waiver"] = required("文件类型", description="固定为“豁免批复”（waiver）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", description="所属县（市、区）6 位区划代码，加引号", examples=["331004"]
    )
    number: Identifier = required("文号", description="批复的文号", examples=["路编〔2024〕9号"])
    by: Identifier = required("批准机关", description="批准机关全称", examples=["路桥区委编委"])
    date: Day = required("日期", description="批准日期", examples=["2024-02-28"])
    status: PolicyStatus = required("状态", description="草案、示例或已印发；草案不起作用")
    entries: Annotated[list[WaiverEntry], Field(min_length=1)] = required(
        "豁免事项", description="准予的各项，一项一条"
    )


class WaiverMet(Document):
    """A waiver's entry as a check met it: what the checks of waivers (V) read. Nobody writes it.

    `state` is that of the entry on the day; the counts are of matters it speaks of: covered, beyond the
    bound, over the number allowed, and left uncovered although they hold the outcome up.
    """

    number: str = required("文号")
    by: str = required("批准机关")
    code: str = required("核查项")
    township: str = required("乡镇(街道)")
    from_: Day = required("起", alias="from")
    until: Day = required("止")
    day: Day = required("核查日")
    state: WaiverState = required("效力")
    uses: Count = required("数量")
    covered: Count = required("已豁免")
    exceeded: Count = required("超出准予限值")
    exhausted: Count = required("超出准予数量")
    open: Count = required("未获豁免")
    observed: str = required("实际值")
    granted: str = required("准予限值")
    written: str = required("批复所写限值")
    days_left: Count = required("剩余天数")
    of_setup: bool = required("机构设置方案")
    approver_known: bool = required("规定了批准机关")


class WaiverPolicy(Document):
    """What a layer says of waivers (豁免). Every layer's word holds: a lower one can only narrow it."""

    not_for: list[str] | None = parameter(
        "不得豁免",
        looser="down",
        description="哪些核查项本级及下级不得豁免：编号或规则编号",
        examples=[["U12"]],
    )
    approvers: list[Identifier] | None = parameter(
        "批准机关",
        looser="up",
        description="哪些机关可以批准豁免，写全称；不写则不限",
        examples=[["路桥区委编委"]],
    )
