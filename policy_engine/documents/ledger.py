"""The county's ledger of approved numbers (编制核定表)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from policy_engine.documents.fields import Count, Day, Document, optional, required
from policy_engine.documents.setup import (
    Identifier,
    InstitutionEstablishment,
    JurisdictionCode,
    MidLevelNumbers,
)


class Approval(Document):
    """The county's written approval of the ledger."""

    number: Identifier = required("文号", examples=["路编〔2024〕1号"])
    date: Day = required("日期")


class Effective(Document):
    """In force from the first to the last day, both included, Asia/Shanghai."""

    from_: Day = required("起", alias="from")
    until: Day | None = optional("止")


class LedgerTotal(Document):
    """What the county may hand out altogether."""

    administrative: Count = required("行政")
    public_institution: Count = required("事业")


class ClassSince(Document):
    """The class the county last gave the township, and since when."""

    id: Identifier = required("类别编号")
    since: Day = required("起")


class ApprovedInstitution(Document):
    """An institution as it was approved."""

    name: Identifier = required("名称")
    approval: Identifier = required("批准文号")
    establishment: InstitutionEstablishment = required("编制")
    plates: list[str] = optional("挂牌", default=[])


class ApprovedGrade(Document):
    """How many posts of one grade were approved."""

    series: Identifier = required("序列")
    level: Count = required("等级")
    max: Count = required("上限")


class TownshipLedger(Document):
    """The approved numbers of one township."""

    administrative: Count = required("行政")
    public_institution: Count = required("事业")
    leaders: Count = required("领导职数")
    mid_level: MidLevelNumbers = required("中层职数")
    class_: ClassSince | None = optional("类别", alias="class")
    institutions: list[ApprovedInstitution] | None = optional("机构设置")
    grades: list[ApprovedGrade] | None = optional("岗位等级")


class Ledger(Document):
    """All of a county's townships."""

    kind: Literal["ledger"] = required("文件类型")
    jurisdiction: JurisdictionCode = required("辖区代码")
    status: str | None = optional("状态", description="illustrative:示例")
    effective: Effective = required("有效期")
    approval: Approval = required("批准文号")
    total: LedgerTotal = required("总数")
    townships: dict[Annotated[str, Field(pattern=r"^\d{9}$")], TownshipLedger] = required("乡镇名录")
