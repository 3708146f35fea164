"""What an assessment says of each person, each post, each snail post."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy_engine.documents.fields import Amount, Count, Day, Document, optional, required
from policy_engine.documents.people import Identifier
from policy_engine.documents.terms import (
    AppraisalGrade,
    AssessedWith,
    EstablishmentType,
    Origin,
    PersonStatus,
    ResultUse,
)

Score = Annotated[Amount, Field(ge=0)]


class TraceClaim(Document):
    """A person's traces as the office adds them up: compared with the table, or taken where there is none."""

    assigned: Count = required(
        "交办量", description="考核期内交办的件数，去重以后；没有交办写 0", examples=[10]
    )
    done: Count = required("办结", description="其中办结的件数", examples=[9])
    progress: Annotated[Amount, Field(ge=0)] | None = optional(
        "推进进度", description="平均推进进度，与政策的满进度同一口径；没有交办的不写", examples=[85]
    )


class VotesReceived(Document):
    """The ballots on one person from one group: how many for each option."""

    group: Identifier | None = optional(
        "评议主体", description="哪一类评议主体；政策不分主体的不写", examples=["全体干部"]
    )
    votes: dict[str, Count] = required("票数", description="选项 → 票数", examples=[{"好": 40, "较好": 8}])


class ServiceSpell(Document):
    """When a person served here, where that is not the whole period; both days included."""

    from_: Day | None = optional(
        "起", alias="from", description="到任日期；考核期前就在的不写", examples=["2024-07-01"]
    )
    until: Day | None = optional("止", description="离任日期；考核期末仍在的不写", examples=["2024-10-31"])
    months_elsewhere: Count | None = optional(
        "原单位月数", description="调入的，考核期内在原单位任职的整月数", examples=[6]
    )


class LeaveSpell(Document):
    """A leave of absence, both days included."""

    kind: Identifier = required("假别", description="政策所列的哪一类假", examples=["病假"])
    from_: Day = required("起", alias="from", description="第一天", examples=["2024-03-01"])
    until: Day = required("止", description="最后一天", examples=["2024-05-31"])


class AdjustmentMade(Document):
    """The party committee moved a total."""

    points: Amount = required("分数", description="加减的分数，减分写负数", examples=[1.5])
    reason: Identifier = required("理由", description="调整的理由", examples=["牵头完成急难任务"])
    decision: str | None = optional(
        "决定文号", description="党（工）委会议的文号", examples=["苏溪党委纪要〔2025〕1号"]
    )


class SubmittedResult(Document):
    """What was decided on a person; compared with what is recomputed."""

    total: Amount | None = optional("得分", description="报送的得分（调整以后）", examples=[88.4])
    grade: AppraisalGrade | None = optional("等次", description="报送的等次", examples=["competent"])
    bonus: Score | None = optional("绩效奖金", description="报送的奖金（元）", examples=[12000])
    uses: list[ResultUse] | None = optional(
        "结果运用",
        description="已经据此给予的：评先评优、干部使用、职级晋升、职称评聘；没有写 []",
        examples=[["honours"]],
    )


class AssessedEntry(Document):
    """One person of an assessment."""

    person: Identifier = required("人员", description="人员编号", examples=["R002"])
    name: str | None = optional("姓名", description="姓名，可只写姓；输出时隐去", examples=["张*"])
    establishment: EstablishmentType | None = optional(
        "编制类型", description="用 --setup 给出方案的不写", examples=["administrative"]
    )
    origin: Origin | None = optional("来源", description="用 --setup 给出方案的不写", examples=["own"])
    status: PersonStatus | None = optional(
        "状态", description="用 --setup 给出方案的不写", examples=["in_service"]
    )
    unit: str | None = optional("派出单位", description="派驻或借入人员的原单位", examples=["市自然资源分局"])
    assessed_with: list[AssessedWith] | None = optional(
        "考核归属", description="派驻人员由谁考核：乡镇、派出单位；两处都考核的都写", examples=[["township"]]
    )
    post: str | None = optional(
        "岗位", description="主岗的岗位编号；用 --setup 给出方案的不写", examples=["P01"]
    )
    scores: dict[str, Score] | None = optional(
        "评分", description="维度 → 得分", examples=[{"政治忠诚度": 18, "勤勉敬业度": 17}]
    )
    scores_by: dict[str, dict[str, Score]] | None = optional(
        "各人评分",
        description="评分人 → 维度 → 得分；政策规定几个评分人的用这一项",
        examples=[{"主要领导": {"政治忠诚度": 18}}],
    )
    traces: TraceClaim | None = optional(
        "工作痕迹", description="本人工作痕迹的汇总", examples=[{"assigned": 10, "done": 9, "progress": 85}]
    )
    ballots: list[VotesReceived] | None = optional(
        "民主测评", description="本人得票", examples=[[{"votes": {"好": 40, "较好": 8}}]]
    )
    regular_totals: list[Score] | None = optional(
        "平时考核得分", description="考核期内各次平时考核的得分", examples=[[86, 88.5, 90, 87]]
    )
    service: ServiceSpell | None = optional(
        "任职时间", description="考核期内中途到任、离任的写明", examples=[{"from": "2024-07-01"}]
    )
    leave: list[LeaveSpell] | None = optional(
        "请假",
        description="考核期内的请假",
        examples=[[{"kind": "病假", "from": "2024-03-01", "until": "2024-05-31"}]],
    )
    adjustment: AdjustmentMade | None = optional(
        "党委调节",
        description="党（工）委对得分的调整",
        examples=[{"points": 1.5, "reason": "牵头完成急难任务"}],
    )
    submitted: SubmittedResult | None = optional(
        "报送结果",
        description="报送核查的结果；不写则只计算",
        examples=[{"total": 88.4, "grade": "competent"}],
    )


class PostEntry(Document):
    """How a post was rated; the factor is recomputed where it is stated."""

    post: Identifier = required("岗位", description="岗位编号", examples=["P01"])
    ratings: dict[str, Score] = required(
        "赋分", description="因素 → 系数", examples=[{"工作量": 1.1, "难易程度": 1.2}]
    )
    factor: Score | None = optional("岗位系数", description="报送的岗位系数；不写则只计算", examples=[1.14])


class Hearing(Document):
    """When a person was heard before a decision."""

    on: Day = required("日期", description="听取陈述申辩的日期", examples=["2025-01-08"])
    record: str | None = optional(
        "记录", description="笔录或说明的编号；政策要求听取申辩的应写明", examples=["申辩笔录1号"]
    )


class SnailEntry(Document):
    """A snail post that was named."""

    person: Identifier = required("人员", description="人员编号", examples=["R009"])
    trigger: Identifier = required("情形", description="政策所列的哪种情形", examples=["得分低于 60 分"])
    facts: list[str] | None = optional(
        "事实", description="据以认定的事实", examples=[["三季度 5 件交办事项逾期"]]
    )
    hearing: Hearing | None = optional(
        "听取申辩", description="决定前听取本人陈述申辩", examples=[{"on": "2025-01-08"}]
    )
    decided_on: Day = required("决定日期", description="作出决定的日期", examples=["2025-01-10"])
