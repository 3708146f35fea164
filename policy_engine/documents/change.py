"""What an action does to the roster, and what surrounds it in its batch: facts for the checks of actions."""

from __future__ import annotations

from policy_engine.documents.fields import Count, Day, Document, optional, required
from policy_engine.documents.people import Assignment, Person
from policy_engine.documents.records import Duty, Post


class Change(Document):
    """What one action changed on the roster; worked out by projecting it, never written by anybody."""

    started: list[Assignment] = optional("开始的任岗", default=[], description="因此开始的任岗")
    ended: list[Assignment] = optional("结束的任岗", default=[], description="因此结束的任岗，按结束前的样子")
    arrived: list[Person] = optional("新进人员", default=[], description="因此进入花名册的人员")
    left: list[Person] = optional("离开人员", default=[], description="因此离开花名册的人员")
    altered: list[Person] = optional(
        "情况有变的人员", default=[], description="原在花名册上、因此情况有变的人员，按变动前的样子"
    )
    new_posts: list[Post] = optional("新设岗位", default=[], description="因此设立的岗位")
    new_duties: list[Duty] = optional("新增事项", default=[], description="因此增加的权责事项")


class Batch(Document):
    """What surrounds an action: what came before it in the same batch."""

    as_of: Day = required("基准日", description="按哪一天的政策核查")
    roster_of: Day = required("花名册基准日", description="花名册是哪一天的")
    earlier_ids: list[str] = required("此前编号", description="排在前面的事项编号，包括没有办理的")
    last_from: Day | None = optional("上一件起始日", description="前面已办理、变动花名册的事项中最晚的起始日")
    townships: list[str] = required("镇街", description="送核的各镇街的代码")
    left: list[Person] = optional("本批离开人员", default=[], description="本批中此前离开花名册的人员")
    setup_faults: Count = optional(
        "方案原有问题数", default=0, description="送核方案本身有几条阻断意见或者无法核查"
    )
    consulted: list[str] | None = optional("征求意见单位", description="已征求意见的部门；没有填写的为空")


class CountyTotals(Document):
    """All rosters of the county together."""

    complete: bool = required("齐全", description="核定表中的镇街是否都有花名册")
    given: Count = required("送核镇街数", description="有花名册的镇街个数")
    townships: Count | None = optional("镇街总数", description="核定表中的镇街个数；没有核定表的没有")
    countable: bool = required("可清点", description="齐全时，各镇街的人员是否都能清点")
    administrative: Count | None = optional("全县各镇街行政编制实有数", description="各镇街方案不齐全的没有")
    public_institution: Count | None = optional(
        "全县各镇街事业编制实有数", description="各镇街方案不齐全的没有"
    )
    mentoring: Count = required("开展结对镇街数", description="有结对的镇街个数")
