"""What a policy says of assessment (考核评价): section S5 of the published account, bounded by L5, L6, L8.

Here stands how a result is computed: its parts, what they weigh, how it is rounded. Grades and who is
graded are in assessment_grades, what hangs on a result in assessment_rewards.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy_engine.documents.assessment_grades import (
    AdjustmentBand,
    AssessmentPool,
    GradeLine,
    RaisedShare,
    ServiceRules,
)
from policy_engine.documents.assessment_rewards import (
    BonusRules,
    GradeEffects,
    RegularAssessment,
    ResultPublicity,
    SnailPost,
)
from policy_engine.documents.classification import Scale
from policy_engine.documents.fields import Amount, Count, Document, Share, optional, parameter, required
from policy_engine.documents.terms import AssessmentPeriod, FactorUse, RoundedWhen, RoundingMode, TraceMetric


class Scorer(Document):
    """Who scores a dimension, and how much of the dimension's score that is."""

    id: str = required("编号", examples=["chief"], description="评分人编号，考核材料以此对应")
    name: str = required("名称", looser="neutral", examples=["主要领导"], description="由谁评分")
    weight: Share = required(
        "权重", examples=["60%"], description="占这一维度得分的比例；各评分人之和应为 100%"
    )


class Dimension(Document):
    """One dimension (维度) of everyday assessment."""

    id: str = required("编号", examples=["loyalty"], description="维度编号，考核材料以此或以名称对应")
    name: str = required("名称", looser="neutral", examples=["政治忠诚度"], description="维度名称")
    max: Annotated[Amount, Field(gt=0)] = required("满分", examples=[20], description="这一维度的满分")
    weight: Share = required("权重", examples=["20%"], description="占日常考评的比例；各维度之和应为 100%")
    scored_by: list[Scorer] | None = optional(
        "评分人",
        description="由哪些人评分、各占多少；不写则只有一个评分",
        examples=[[{"id": "chief", "name": "主要领导", "weight": "100%"}]],
    )


class TraceColumns(Document):
    """Under which headings of a table the facts of a trace stand."""

    id: str = required(
        "编号",
        looser="neutral",
        examples=["工单编号"],
        description="区分每一条痕迹的编号所在的列；重复的只计一次",
    )
    person: str = required("人员", looser="neutral", examples=["人员编号"], description="人员编号所在的列")
    date: str = required(
        "日期", looser="neutral", examples=["交办日期"], description="交办日期所在的列，按它归入考核期"
    )
    assigned: str | None = optional(
        "交办量", looser="neutral", examples=["交办数"], description="交办件数所在的列；不写则每条算一件"
    )
    done: str | None = optional(
        "办结", looser="neutral", examples=["办结数"], description="办结件数（或 是、否）所在的列"
    )
    progress: str | None = optional(
        "推进进度", looser="neutral", examples=["推进进度"], description="推进进度所在的列"
    )
    updated: str | None = optional(
        "更新时间",
        looser="neutral",
        examples=["更新时间"],
        description="更新时间所在的列：同一编号有几个状态的，取冻结日期前最后一个；不写则同一编号只能有一个状态",
    )
    clock_in: str | None = optional(
        "打卡", looser="neutral", examples=["打卡次数"], description="打卡次数所在的列"
    )
    points: str | None = optional("积分", looser="neutral", examples=["积分"], description="积分所在的列")
    study_time: str | None = optional(
        "学习时长", looser="neutral", examples=["学习时长"], description="学习时长所在的列"
    )


class Metric(Document):
    """One metric of work traces: what it weighs, and how its value becomes points."""

    id: TraceMetric = required("编号", description="哪一项指标", examples=["completion"])
    weight: Share = required("权重", examples=["40%"], description="占工作痕迹得分的比例；各项之和应为 100%")
    scale: Scale | None = optional(
        "赋分标准",
        description="数值如何折算成 0–100 分；完成率、推进进度以百分数计（90% 写 90），可不写；其他必须写",
        examples=[{"from": 0, "to": 20}],
    )


class Traces(Document):
    """Assessment by traces of work (工作痕迹)."""

    metrics: list[Metric] | None = parameter(
        "指标",
        description="工作痕迹按哪些指标计算，各占多少",
        examples=[[{"id": "completion", "weight": "100%"}]],
    )
    columns: TraceColumns | None = parameter(
        "列名",
        description="痕迹表的列名",
        examples=[{"id": "工单编号", "person": "人员编号", "date": "交办日期"}],
    )
    full_progress: Annotated[Amount, Field(gt=0)] | None = parameter(
        "满进度", absent=100, examples=[100], description="推进进度写到多少算完成；不写为 100"
    )


class BallotOption(Document):
    """What may be ticked on a ballot, and what it is worth."""

    id: str = required("编号", examples=["good"], description="选项编号，考核材料以此或以名称对应")
    name: str = required("名称", looser="neutral", examples=["好"], description="选项名称")
    points: Annotated[Amount, Field(ge=0, le=100)] = required(
        "分值", examples=[100], description="这一选项折算多少分（0–100）"
    )


class BallotGroup(Document):
    """A group of voters whose ballots are counted apart."""

    id: str = required("编号", examples=["staff"], description="评议主体编号，考核材料以此或以名称对应")
    name: str = required("名称", looser="neutral", examples=["全体干部"], description="评议主体名称")
    weight: Share = required("权重", examples=["100%"], description="占民主测评的比例；各主体之和应为 100%")


class Ballots(Document):
    """Ballots (民主测评)."""

    options: list[BallotOption] | None = parameter(
        "选项", description="测评票的选项和折算分", examples=[[{"id": "good", "name": "好", "points": 100}]]
    )
    groups: list[BallotGroup] | None = parameter(
        "评议主体",
        description="由哪些人测评、各占多少",
        examples=[[{"id": "staff", "name": "全体干部", "weight": "100%"}]],
    )
    turnout_at_least: Share | None = parameter(
        "参评率不低于",
        looser="down",
        examples=["2/3"],
        description="收回的票数占应参评人数的比例，不得低于此数",
    )
    periods: list[AssessmentPeriod] | None = parameter(
        "考核周期", description="哪些周期的考核进行测评；不写则都进行", examples=[["year"]]
    )


class Mix(Document):
    """What the parts of a result weigh; a part that is not named has none."""

    dimension: Share | None = parameter("日常考评", examples=["40%"], description="各维度得分所占比例")
    trace: Share | None = parameter(
        "工作痕迹", looser="up", absent=0, examples=["40%"], description="工作痕迹得分所占比例"
    )
    ballot: Share | None = parameter("民主测评", examples=["20%"], description="民主测评得分所占比例")
    regular: Share | None = parameter(
        "平时考核", examples=["20%"], description="考核期内各次平时考核平均分所占比例"
    )


class PostRating(Document):
    """One factor by which posts are rated: workload, difficulty."""

    id: str = required("编号", examples=["workload"], description="因素编号，考核材料以此或以名称对应")
    name: str = required("名称", looser="neutral", examples=["工作量"], description="因素名称")
    weight: Share = required("权重", examples=["60%"], description="占岗位系数的比例；各因素之和应为 100%")


class FactorRange(Document):
    """The range in which a post's factor must lie."""

    min: Amount = required("下限", looser="down", examples=[0.8], description="岗位系数不低于此数")
    max: Amount = required("上限", looser="up", examples=[1.5], description="岗位系数不高于此数")


class PostFactor(Document):
    """The post's factor (岗位系数): the weighted mean of its ratings by workload and difficulty."""

    factors: list[PostRating] | None = parameter(
        "因素",
        description="按哪些因素给岗位赋分",
        examples=[[{"id": "workload", "name": "工作量", "weight": "100%"}]],
    )
    range: FactorRange | None = parameter(
        "范围", description="岗位系数的范围", examples=[{"min": 0.8, "max": 1.5}]
    )
    applies_to: FactorUse | None = parameter(
        "用于",
        description="乘在总分（total）、工作痕迹得分（trace）上，还是只用于奖金（bonus）",
        examples=["bonus"],
    )
    without_post: Annotated[Amount, Field(ge=0)] | None = parameter(
        "无岗系数", examples=[1], description="没有岗位的人员按此系数；不写则这些人没有岗位系数"
    )


class Rounding(Document):
    """How results are rounded."""

    mode: RoundingMode = required(
        "方式", description="四舍五入、四舍六入五成双，或者舍去", examples=["half_up"]
    )
    decimals: Annotated[Count, Field(le=6)] = required("小数位数", description="保留几位小数", examples=[1])
    when: RoundedWhen = required("时点", description="只在最后舍入，还是每一部分都舍入", examples=["end"])


class AssessmentPolicy(Document):
    """The county's assessment of posts and people."""

    not_assessed_together: list[str] | None = parameter(
        "不纳入一体化考核单位",
        looser="up",
        examples=[["公安派出所"]],
        description="不与乡镇（街道）一体考核的派驻单位",
    )
    dimensions: list[Dimension] | None = parameter(
        "维度",
        description="日常考评的维度",
        examples=[[{"id": "loyalty", "name": "政治忠诚度", "max": 20, "weight": "100%"}]],
    )
    traces: Traces | None = parameter(
        "工作痕迹",
        description="按工作痕迹考核的办法",
        examples=[{"metrics": [{"id": "completion", "weight": "100%"}]}],
    )
    ballots: Ballots | None = parameter(
        "民主测评", description="民主测评的办法", examples=[{"turnout_at_least": "2/3"}]
    )
    mix: Mix | None = parameter(
        "构成",
        description="总分由哪些部分构成，各占多少；之和应为 100%",
        examples=[{"dimension": "40%", "trace": "40%", "ballot": "20%"}],
    )
    post_factor: PostFactor | None = parameter(
        "岗位系数", description="岗位赋分的办法", examples=[{"applies_to": "bonus"}]
    )
    rounding: Rounding | None = parameter(
        "舍入", description="得分如何舍入", examples=[{"mode": "half_up", "decimals": 1, "when": "end"}]
    )
    service: ServiceRules | None = parameter(
        "任职时间", description="任职时间不足、调动、请假的如何考核", examples=[{"graded_from_months": 6}]
    )
    pools: list[AssessmentPool] | None = parameter(
        "考核范围",
        description="分哪几类人员分别计算优秀名额",
        examples=[[{"id": "civil", "name": "公务员", "establishment": ["administrative"]}]],
    )
    grades: list[GradeLine] | None = parameter(
        "等次", description="各等次的分数线，从高到低", examples=[[{"id": "excellent", "at_least": 90}]]
    )
    excellent_share: Share | None = parameter(
        "优秀比例", looser="up", examples=["20%"], description="评为优秀的人数占参加考核人数的比例上限"
    )
    excellent_raised: RaisedShare | None = parameter(
        "提高的优秀比例",
        description="符合所列情形并经批准的，优秀比例可以提高到多少",
        examples=[{"share": "25%", "grounds": ["获得市级以上集体荣誉"]}],
    )
    excellent_lowered: Share | None = parameter(
        "降低的优秀比例", looser="up", examples=["15%"], description="单位考核不合格的，优秀比例不超过多少"
    )
    leaders_in_base: bool | None = parameter(
        "领导计入基数",
        looser="up",
        absent=False,
        examples=[False],
        description="领导班子成员是否计入优秀名额的基数；不写为不计入",
    )
    adjustment: AdjustmentBand | None = parameter(
        "党委调节", description="党（工）委可以在多大幅度内调整得分", examples=[{"points_at_most": 3}]
    )
    effects: list[GradeEffects] | None = parameter(
        "结果运用",
        description="各等次在评先评优、干部使用、职级、职称、奖金上如何运用",
        examples=[
            [
                {
                    "id": "excellent",
                    "honours": "allowed",
                    "appointment": "allowed",
                    "rank": "allowed",
                    "title": "allowed",
                    "bonus": 1.2,
                }
            ]
        ],
    )
    bonus: BonusRules | None = parameter(
        "绩效奖金", description="绩效奖金如何分配", examples=[{"by": ["grade"]}]
    )
    snail_post: SnailPost | None = parameter(
        "蜗牛岗", description="“蜗牛岗”如何评定", examples=[{"at_most": 2, "hearing": True}]
    )
    regular: RegularAssessment | None = parameter(
        "平时考核", description="平时考核的周期和时限", examples=[{"every": "quarter", "due_days": 15}]
    )
    publicity: ResultPublicity | None = parameter(
        "公示", description="优秀等次名单的公示", examples=[{"days": 5, "count": "working"}]
    )
