"""A township's set-up (机构设置方案): what is submitted for approval."""

from __future__ import annotations

from typing import ClassVar, Literal

from policy_engine.documents.actions import Journal
from policy_engine.documents.fields import Day, Document, Relation, expected, optional, required
from policy_engine.documents.people import Assignment, Person
from policy_engine.documents.records import (
    Claimed,
    Duty,
    Indicators,
    Institution,
    JurisdictionCode,
    Post,
    Township,
)


class Setup(Document):
    """The whole set-up. An empty list is a statement; an absent one makes what reads it incomplete."""

    relations: ClassVar[dict[str, Relation]] = {
        "current_assignments": Relation(
            index="current_assignments", target="Assignment", title="基准日有效的任岗"
        ),
    }

    kind: Literal["setup"] = required("文件类型", description="固定为“机构设置方案”（setup）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", examples=["331004"], description="县（市、区）6 位区划代码，加引号"
    )
    as_of: Day = required("基准日", examples=["2024-03-01"], description="按哪一天的情况和政策核查")
    status: str | None = optional("状态", description="illustrative：示例", examples=["illustrative"])
    township: Township = required("乡镇(街道)", description="报送方案的镇街")
    template: str | None = expected("设置模板", description="自报所用模板", examples=["full"])
    indicators: Indicators | None = expected(
        "分类指标",
        description="分类指标的年度和数值",
        examples=[{"year": 2023, "values": {"population": "9.8 万人"}}],
    )
    institutions: list[Institution] | None = expected("机构设置", description="全部机构；没有写 []")
    posts: list[Post] | None = expected("岗位设置", description="全部岗位；没有写 []")
    persons: list[Person] | None = expected("人员", description="全部人员，包括派驻、借入；没有写 []")
    assignments: list[Assignment] | None = expected("任岗", description="谁在哪个岗位；没有写 []")
    claimed: Claimed | None = expected("申报数", description="镇街自报的编制数和职数，与核定表比对")
    duties: list[Duty] | None = expected("权责事项", description="全部权责事项；没有写 []")
    journal: Journal | None = optional(
        "事项台账", description="此前已办结、以后核查仍要用到的人事事项", examples=[{"mentorship": []}]
    )
