"""The county's ledger of approved numbers (编制核定表)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from policy_engine.documents.fields import Amount, Count, Day, Document, optional, required
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import (
    InstitutionEstablishment,
    JurisdictionCode,
    MidLevelNumbers,
    TownshipCode,
)


class Approval(Document):
    """The county's written approval of the ledger."""

    number: Identifier = required("文号", examples=["路编〔2024〕1号"], description="批准文件的文号")
    date: Day = required("日期", description="批准日期", examples=["2024-01-01"])


class Effective(Document):
    """In force from the first to the last day, both included, Asia/Shanghai."""

    from_: Day = required("起", alias="from", description="生效的第一天", examples=["2024-01-01"])
    until: Day | None = optional("止", description="有效的最后一天；不写则长期有效", examples=["2024-12-31"])


class LedgerTotal(Document):
    """What the county may hand out altogether."""

    administrative: Count = required("行政", description="全县行政编制总数", examples=[520])
    public_institution: Count = required("事业", description="全县事业编制总数", examples=[480])


class ClassSince(Document):
    """The class the county last gave the township, and since when."""

    id: Identifier = required("类别编号", description="类别编号", examples=["urban-subdistrict"])
    since: Day = required("起", description="自哪一天起定为此类", examples=["2021-01-01"])


class ApprovedInstitution(Document):
    """An institution as it was approved."""

    name: Identifier = required("名称", description="批准的机构名称", examples=["党建办"])
    approval: Identifier = required("批准文号", description="批准设立的文号", examples=["路编〔2024〕2号"])
    establishment: InstitutionEstablishment = required(
        "编制", description="批准的编制数", examples=[{"administrative": 6, "public_institution": 3}]
    )
    plates: list[str] = optional("挂牌", default=[], description="批准挂的牌子", examples=[["人武部"]])


class ApprovedGrade(Document):
    """How many posts of one grade were approved."""

    series: Identifier = required("序列", description="岗位序列", examples=["professional"])
    level: Count = required("等级", description="等级，数字越小等级越高", examples=[7])
    max: Count = required("上限", description="该等级最多核定几个岗位", examples=[1])


class BonusPot(Document):
    """The bonus that the county approved for one period, both days included."""

    from_: Day = required("起", alias="from", description="考核期的第一天", examples=["2024-01-01"])
    until: Day = required("止", description="考核期的最后一天", examples=["2024-12-31"])
    amount: Annotated[Amount, Field(ge=0)] = required(
        "总额", description="核定的奖金总额（元）", examples=[960000]
    )
    approval: Identifier = required("批准文号", description="核定奖金的文号", examples=["义财〔2024〕9号"])


class TownshipLedger(Document):
    """The approved numbers of one township."""

    administrative: Count = required("行政", description="核定的行政编制数", examples=[41])
    public_institution: Count = required("事业", description="核定的事业编制数", examples=[40])
    leaders: Count = required("领导职数", description="核定的领导职数", examples=[9])
    mid_level: MidLevelNumbers = required(
        "中层职数", description="核定的中层职数", examples=[{"chief": 7, "deputy": 6}]
    )
    class_: ClassSince | None = optional("类别", alias="class", description="上次核定的类别及起始日期")
    institutions: list[ApprovedInstitution] | None = optional("机构设置", description="核定的机构")
    grades: list[ApprovedGrade] | None = optional("岗位等级", description="核定的岗位等级")
    bonus_pots: list[BonusPot] | None = optional("绩效奖金", description="核定的绩效奖金总额，按考核期")


class Ledger(Document):
    """All of a county's townships."""

    kind: Literal["ledger"] = required("文件类型", description="固定为“编制核定表”（ledger）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", description="本县（市、区）6 位区划代码，加引号", examples=["331004"]
    )
    status: str | None = optional("状态", description="illustrative：示例", examples=["illustrative"])
    effective: Effective = required(
        "有效期", description="核定表自哪天起、至哪天止有效", examples=[{"from": "2024-01-01"}]
    )
    approval: Approval = required("批准文号", description="批准核定表的文件")
    total: LedgerTotal = required("总数", description="全县编制总数")
    townships: dict[TownshipCode, TownshipLedger] = required(
        "乡镇名录",
        description="各镇街的核定数：9 位区划代码 → 核定数",
        examples=[
            {
                "331004003": {
                    "administrative": 41,
                    "public_institution": 40,
                    "leaders": 9,
                    "mid_level": {"chief": 7, "deputy": 6},
                }
            }
        ],
    )
