"""What the rules A range over: an assessment recomputed.

Nobody writes it; policy_engine.assessment works it out.

Facts alone stand here, each beside what was submitted; rulebook/assessment*.yaml says which of them are
findings. `entries` holds the one entry of the document that a fact is about (none where there is none):
a finding stands at its line, and `written` says where in the entry a fact is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field

from policy_engine.documents.assessment import RaiseClaim, RegularHeld, VotersTurnout
from policy_engine.documents.assessment_people import AssessedEntry, LeaveSpell, PostEntry, SnailEntry
from policy_engine.documents.fields import Amount, Count, Day, Document, Share, expected, optional, required
from policy_engine.documents.terms import (
    AppraisalGrade,
    AssessedWith,
    AssessmentPeriod,
    GradedService,
    PersonStatus,
    ResultUse,
)

# A number that no decimal need hold: a weighted mean, a ratio.
Exact = Annotated[Fraction, Field(strict=False)]
_Written: TypeAlias = Mapping[str, tuple[str, ...]]
# The fields by which facts say what they are about.
_ABOUT = ("person", "post", "group", "name")


class FactDocument(Document):
    """Facts about entries. `written` says where in the entry each stands: the first place that there is."""

    written: ClassVar[_Written] = {}

    @property
    def about(self) -> str | None:
        """Whom or what the fact is about, as the document calls it."""
        return next((value for name in _ABOUT if (value := getattr(self, name, None)) is not None), None)


class DimensionFact(Document):
    """A score for a dimension, by one scorer."""

    dimension: str = required("维度", description="维度名称")
    scorer: str | None = optional("评分人")
    score: Amount = required("得分")
    max: Amount = required("满分")


class VotesFact(Document):
    """The votes of one group that were counted on a person, beside the turnout of the group."""

    group: str = required("评议主体", description="名称；政策不分主体的为空")
    counted: Count = required("计入票数", description="各选项票数的合计")
    due: Count | None = expected("应参评人数")
    cast: Count | None = expected("收回票数")


class PersonFact(FactDocument):
    """A person as recomputed. `total`, `grade`, `bonus` are missing where they cannot be computed.

    `assigned` and `done` are those that count: of the table of traces where there is one, else as claimed.
    """

    written: ClassVar[_Written] = {
        "submitted_total": ("submitted.total", "submitted"),
        "submitted_grade": ("submitted.grade", "submitted"),
        "submitted_bonus": ("submitted.bonus", "submitted"),
        "total": ("submitted.total", "submitted"),
        "used": ("submitted.uses", "submitted"),
        "assessed_with": ("assessed_with",),
        "scores": ("scores", "scores_by"),
        "votes": ("ballots",),
        "claimed_assigned": ("traces.assigned",),
        "claimed_done": ("traces.done",),
        "assigned": ("traces.assigned",),
        "done": ("traces.done",),
        "overdone_rows": ("traces",),
        "adjusted": ("adjustment.points",),
        "adjusted_by": ("adjustment.points",),
    }
    entries: list[AssessedEntry] = required("考核记录")
    person: str = required("人员")
    exempt: bool = required("不纳入一体化考核")
    dispatched: bool | None = expected(
        "派驻", description="没有写明来源、或派出单位不明以致不知是否纳入一体化考核的没有"
    )
    leader: bool | None = expected("领导班子成员")
    assessed_with: list[AssessedWith] | None = expected("考核归属")
    status: PersonStatus | None = optional("状态")
    pool: str | None = optional("考核范围")
    scores: list[DimensionFact] = required("维度得分")
    votes: list[VotesFact] = required("得票", description="各评议主体的得票；没有测评的为空")
    assigned: Amount | None = expected("交办量")
    done: Amount | None = expected("办结")
    overdone_rows: list[str] = required("办结多于交办的行", description="痕迹表中办结多于交办的行")
    after_freeze_only: Count | None = optional(
        "冻结后才更新的件数", description="考核期内交办、只有冻结以后的更新的件数；没有痕迹表的没有"
    )
    moved_out: Count | None = optional(
        "移出考核期的件数", description="原在考核期内、后来的更新改到考核期外的件数；没有痕迹表的没有"
    )
    handed_over: Count | None = optional(
        "转给他人的件数", description="考核期内交办、后来的更新改到他人名下的件数；没有痕迹表的没有"
    )
    taken_over: Count | None = optional(
        "他人转入的件数", description="计入的件数中原在他人名下的；没有痕迹表的没有"
    )
    lowered: Count | None = optional(
        "交办数改少的件数", description="计入的件数中，后来的更新把交办数改少了的；没有痕迹表的没有"
    )
    of_nothing: Count | None = optional(
        "交办数为零的条数", description="计入的痕迹中交办数写为 0 的；没有痕迹表的没有"
    )
    claimed_assigned: Count | None = optional("报送的交办量")
    claimed_done: Count | None = optional("报送的办结")
    total: Amount | None = expected("得分", description="重新计算、调整以后的得分")
    before_adjustment: Amount | None = expected("调整前得分")
    trace_weight: Exact | None = optional(
        "工作痕迹实际权重", description="不适用的部分分担以后的权重；工作痕迹不计入得分的没有"
    )
    adjusted: Amount | None = optional("调整分数")
    adjusted_by: Amount | None = optional("调整幅度", description="调整分数的绝对值")
    submitted_total: Amount | None = optional("报送得分")
    months: Count | None = optional("任职月数", description="考核期内任职的整月数")
    months_in_posts: Count | None = optional(
        "任岗月数", description="花名册上最早任岗到考核期末的整月数；没有花名册、没有任岗的没有"
    )
    leave: list[LeaveSpell] = required("请假")
    service: GradedService | None = expected("考核方式", description="按任职时间和请假应如何考核")
    service_zh: str = required("考核方式的理由")
    service_en: str = required("考核方式的理由(英文)")
    grade: AppraisalGrade | None = expected("建议等次")
    submitted_grade: AppraisalGrade | None = optional("报送等次")
    barred: list[ResultUse] | None = expected(
        "不得享有", description="报送等次（没有报送的，建议等次）不得享有的；等次未定或政策没有规定的没有"
    )
    used: list[ResultUse] | None = optional("已经给予")
    bonus: Amount | None = expected("奖金")
    submitted_bonus: Amount | None = optional("报送奖金")


class UnitFact(FactDocument):
    """A sending unit that is like one of those not assessed together, and is not among them."""

    written: ClassVar[_Written] = {"unit": ("unit",)}
    entries: list[AssessedEntry] = required("考核记录", description="所派人员中的第一人")
    person: str = required("人员", description="所派人员中的第一人")
    unit: str = required("派出单位")
    like: str = required("相近的单位", description="政策所列不纳入一体化考核的单位")
    people: Count = required("人数", description="派出的人数")


class LeftOutFact(FactDocument):
    """Somebody who is on the roster and not in the assessment."""

    person: str = required("人员")
    dispatched: bool = required("派驻")
    due: bool | None = expected(
        "应当考核", description="应当由本乡镇（街道）考核；派出单位不明以致不知是否纳入一体化考核的没有"
    )


class PoolFact(FactDocument):
    """People among whom the excellent are counted. `excellent` counts the submitted grades."""

    id: str = required("编号")
    name: str = required("名称")
    eligible: Count = required("参加考核人数", description="确定等次的人数，不含领导班子成员（除非政策计入）")
    share: Share | None = expected("优秀比例", description="适用的优秀比例")
    quota: Count | None = expected("优秀名额", description="比例乘以人数，舍去小数")
    excellent: Count = required("报送优秀人数")
    raise_granted: bool = required("提高比例有效")
    unit_failed: bool | None = expected("单位考核不合格")


class RaiseFact(FactDocument):
    """More excellent than usual were asked for."""

    written: ClassVar[_Written] = {
        "ground_listed": ("ground",),
        "ground": ("ground",),
        "approved": ("approval",),
    }
    entries: list[RaiseClaim] = required("提高优秀比例")
    ground: str = required("情形", description="填写的情形")
    ground_listed: bool = required("情形在列")
    approved: bool = required("经批准")


class TurnoutFact(FactDocument):
    """A group of voters; its name is empty where the policy knows no groups."""

    written: ClassVar[_Written] = {"due": ("due",), "cast": ("cast",)}
    entries: list[VotersTurnout] = required("参评情况")
    group: str = required("评议主体")
    due: Count = required("应参评人数")
    cast: Count = required("收回票数")


class FactorFact(FactDocument):
    """A post's factor."""

    written: ClassVar[_Written] = {"submitted": ("factor",), "factor": ("ratings",)}
    entries: list[PostEntry] = required("岗位赋分")
    post: str = required("岗位")
    factor: Exact | None = expected("岗位系数")
    submitted: Amount | None = optional("报送系数")


class RegularFact(FactDocument):
    """A regular assessment, shorter than the period assessed, that was due within it."""

    written: ClassVar[_Written] = {"done_on": ("done_on",)}
    entries: list[RegularHeld] = required("平时考核")
    from_: Day = required("起", alias="from")
    until: Day = required("止")
    due: Day = required("应完成日期")
    done_on: Day | None = optional("完成日期")


class SnailFact(FactDocument):
    """A snail post that was named."""

    written: ClassVar[_Written] = {
        "trigger_known": ("trigger",),
        "trigger": ("trigger",),
        "total": ("trigger",),
    }
    entries: list[SnailEntry] = required("蜗牛岗")
    person: str = required("人员")
    trigger_known: bool = required("情形在列")
    trigger: str = required("情形")
    below: Amount | None = optional("低于")
    total: Amount | None = expected("得分")


class TracesFact(Document):
    """The table of traces; numbers of rows."""

    given: bool = required("有痕迹表")
    frozen_on: Day | None = optional("冻结日期")
    digest_stated: bool = required("写明了校验值", description="材料写明了痕迹表的校验值")
    same_file: bool | None = optional("与冻结时一致", description="文件的校验值与写明的一致；没有写明的没有")
    counted: Count = required("计入条数")
    claimed: Count | None = optional("报送条数")
    duplicates: Count = required("重复条数")
    outside_period: Count = required("考核期外条数")
    after_freeze: Count = required("冻结后条数")
    ceiling: Exact | None = optional("权重上限", description="上级约束的工作痕迹权重上限；没有约束的没有")


class BonusFact(FactDocument):
    """The bonuses that were submitted, against the pot that the ledger states."""

    pot: Amount | None = expected("奖金总额")
    submitted: Amount | None = optional("报送奖金合计")
    spread: Exact | None = optional("差距", description="报送的最高奖金是最低的几倍")


class Assessed(FactDocument):
    """An assessment, recomputed; `written` says where in the document its own facts stand."""

    written: ClassVar[_Written] = {
        "every": ("period.every",),
        "from": ("period.from",),
        "until": ("period.until",),
        "raises": ("raised",),
        "leading": ("leaders",),
        "left_out": ("people",),
        "any_excellent": ("publicity",),
        "publicised_from": ("publicity.from",),
        "publicised_until": ("publicity.until",),
    }
    number: str = required("编号")
    township: str = required("乡镇(街道)")
    every: AssessmentPeriod = required("周期")
    from_: Day = required("起", alias="from")
    until: Day = required("止")
    people: list[PersonFact] = required("人员")
    leading: Count | None = optional(
        "领导班子成员数",
        description="花名册上的领导班子成员人数；没有花名册的，按领导班子名单；都没有的没有",
    )
    left_out: list[LeftOutFact] = required(
        "没有考核的人员", description="花名册上有、考核材料中没有的人员；没有给出花名册的为空"
    )
    units_alike: list[UnitFact] = required(
        "名称相近的派出单位", description="与政策所列不纳入一体化考核的单位相近、不在其列的派出单位"
    )
    pools: list[PoolFact] = required("考核范围")
    raises: list[RaiseFact] = required("提高优秀比例", description="申请提高优秀比例的；没有申请为空")
    turnout: list[TurnoutFact] = required("参评情况")
    posts: list[FactorFact] = required("岗位")
    regular: list[RegularFact] = required("平时考核")
    snail_posts: list[SnailFact] = required("蜗牛岗")
    traces: TracesFact | None = optional("工作痕迹")
    bonus: BonusFact | None = optional("绩效奖金")
    any_excellent: bool = required("有优秀等次", description="报送了优秀等次")
    publicised_from: Day | None = optional("公示起")
    publicised_until: Day | None = optional("公示止")
