"""An assessment (考核) as a township submits it: scores, ballots, what was decided (section S5).

Names may stand for the ids that the policy gives: of dimensions, scorers, options, groups, factors, kinds
of leave, grounds. What the policy does not know is refused by whoever computes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from policy_engine.documents.assessment_people import AssessedEntry, PostEntry, SnailEntry
from policy_engine.documents.fields import Count, Day, Document, expected, optional, required, written_as
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import JurisdictionCode, TownshipCode
from policy_engine.documents.terms import AssessmentPeriod, Form


class AssessmentTime(Document):
    """The period that is assessed, both days included."""

    every: AssessmentPeriod = required("周期", description="月度、季度、半年还是年度考核", examples=["year"])
    from_: Day = required("起", alias="from", description="考核期的第一天", examples=["2024-01-01"])
    until: Day = required("止", description="考核期的最后一天", examples=["2024-12-31"])


class FrozenTraces(Document):
    """The table of traces as it was frozen: nothing later counts, and the file is known by its digest."""

    on: Day = required("冻结日期", description="痕迹数据冻结的日期，其后的更新不计", examples=["2025-01-05"])
    sha256: Annotated[str, written_as(
        r"^[0-9a-f]{64}$", "64 位校验值，由 score 命令显示", "a digest of 64 digits, as score shows it",
    )] | None = optional("校验值", description="冻结时痕迹表文件的校验值", examples=["0" * 64])  # fmt: skip
    counted: Count | None = optional("计入条数", description="计入考核的痕迹条数，去重以后", examples=[1200])


class VotersTurnout(Document):
    """How many were to vote in a group, and how many ballots came back."""

    group: Identifier | None = optional(
        "评议主体", description="哪一类评议主体；政策不分主体的不写", examples=["全体干部"]
    )
    due: Count = required("应参评人数", description="应参加测评的人数", examples=[60])
    cast: Count = required("收回票数", description="收回的有效票数", examples=[52])


class RaiseClaim(Document):
    """Why more may be excellent than usual."""

    ground: Identifier = required("情形", description="政策所列的哪种情形", examples=["获得市级以上集体荣誉"])
    approval: str | None = optional(
        "批准文号", description="批准提高比例的文号", examples=["义组〔2024〕9号"]
    )


class RegularHeld(Document):
    """One regular assessment that was held."""

    from_: Day = required("起", alias="from", description="这次平时考核的第一天", examples=["2024-01-01"])
    until: Day = required("止", description="这次平时考核的最后一天", examples=["2024-03-31"])
    done_on: Day | None = optional(
        "完成日期", description="考核完成的日期；未完成不写", examples=["2024-04-10"]
    )


class ListPublicity(Document):
    """When the list of the excellent was publicised, both days included."""

    from_: Day = required("起", alias="from", description="公示的第一天", examples=["2025-01-13"])
    until: Day = required("止", description="公示的最后一天", examples=["2025-01-17"])


class Assessment(Document):
    """One township's assessment of one period."""

    kind: Literal["assessment"] = required("文件类型", description="固定为“考核”（assessment）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", examples=["330782"], description="县（市、区）6 位区划代码，加引号"
    )
    township: TownshipCode = required(
        "乡镇(街道)", description="哪个镇街，9 位区划代码，加引号", examples=["330782101"]
    )
    form: Form | None = optional(
        "建制", description="镇、乡或街道；用 --setup 给出方案的不写", examples=["town"]
    )
    as_of: Day = required(
        "基准日", examples=["2024-12-31"], description="按哪一天的政策考核，一般是考核期最后一天"
    )
    status: str | None = optional("状态", description="illustrative：示例", examples=["illustrative"])
    number: Identifier = required("编号", description="本次考核的编号", examples=["苏溪考〔2024〕1号"])
    period: AssessmentTime = required(
        "考核期",
        description="考核的时期",
        examples=[{"every": "year", "from": "2024-01-01", "until": "2024-12-31"}],
    )
    traces: FrozenTraces | None = optional(
        "工作痕迹", description="冻结的痕迹数据；按工作痕迹考核的应写明", examples=[{"on": "2025-01-05"}]
    )
    turnout: list[VotersTurnout] | None = optional(
        "参评情况", description="民主测评的参评情况", examples=[[{"due": 60, "cast": 52}]]
    )
    unit_failed: bool | None = expected(
        "单位考核不合格", description="本单位考核是否不合格", examples=[False]
    )
    raised: RaiseClaim | None = optional(
        "提高优秀比例",
        description="申请提高优秀比例的情形和批准文号",
        examples=[{"ground": "获得市级以上集体荣誉", "approval": "义组〔2024〕9号"}],
    )
    leaders: list[str] | None = expected(
        "领导班子",
        description="领导班子成员的人员编号；没有写 []；用 --setup 给出方案的不写",
        examples=[["R001"]],
    )
    people: Annotated[list[AssessedEntry], Field(min_length=1)] = required(
        "人员", description="参加考核的人员", examples=[[{"person": "R002"}]]
    )
    posts: list[PostEntry] | None = optional(
        "岗位",
        description="各岗位的赋分；政策有岗位系数的应写明",
        examples=[[{"post": "P01", "ratings": {"工作量": 1.1}}]],
    )
    regular: list[RegularHeld] | None = optional(
        "平时考核",
        description="考核期内各次平时考核",
        examples=[[{"from": "2024-01-01", "until": "2024-03-31"}]],
    )
    snail_posts: list[SnailEntry] | None = optional(
        "蜗牛岗", description="评定的“蜗牛岗”；没有写 []", examples=[[]]
    )
    publicity: ListPublicity | None = optional(
        "公示", description="优秀等次名单的公示", examples=[{"from": "2025-01-13", "until": "2025-01-17"}]
    )
