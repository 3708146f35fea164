"""The records of a township's set-up: institutions, posts, duties, what it claims of itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from policy_engine.documents.fields import (
    Amount,
    Count,
    Day,
    Document,
    Relation,
    StatementKey,
    expected,
    optional,
    required,
    written_as,
)
from policy_engine.documents.people import Identifier
from policy_engine.documents.terms import (
    DutyList,
    Form,
    InstitutionKind,
    PostKind,
    PostWork,
)
from policy_engine.expr.numbers import plain
from policy_engine.expr.units import parse_quantity

JurisdictionCode = Annotated[str, written_as(
    r"^[0-9]{6}$", "6 位数字，加引号，如 \"331004\"", "6 digits, in quotes, e.g. \"331004\"",
)]  # fmt: skip
TownshipCode = Annotated[str, written_as(
    r"^[0-9]{9}$", "9 位数字，加引号，如 \"331004003\"", "9 digits, in quotes, e.g. \"331004003\"",
)]  # fmt: skip


class Township(Document):
    """The township as it describes itself; its claims never set its own limits."""

    code: TownshipCode = required("代码", description="9 位区划代码", examples=["331004003"])
    name: Identifier = required("名称", examples=["路北街道"], description="镇街全称")
    form: Form = required("建制", description="镇、乡或街道")
    class_: str | None = expected(
        "类别", alias="class", description="乡镇(街道)自报的类别", examples=["urban-subdistrict"]
    )
    position: str | None = optional("功能定位", examples=["商贸服务型"], description="自报的功能定位")


class Quantity(Document):
    """A measured value with its unit: {value: 9.8, unit: 10k_person} or "9.8 万人"."""

    value: Amount = required("数值", description="数值", examples=[9.8])
    unit: Identifier = required("单位", examples=["10k_person", "万人"], description="计量单位")


def _quantity(value: object) -> object:
    """A quantity written as one text. It came without keys, so none are marked as set."""
    if not isinstance(value, str):
        return value
    amount, unit = parse_quantity(value)
    return Quantity.model_construct(_fields_set=set(), value=Decimal(plain(amount)), unit=unit)


WrittenQuantity = Annotated[
    Quantity,
    BeforeValidator(
        _quantity, json_schema_input_type=Quantity | Annotated[str, Field(examples=["9.8 万人"])]
    ),
]


class Indicators(Document):
    """The indicators of one year, by the id the policy gives them."""

    year: int = required("年度", examples=[2023], description="指标数值的年度")
    values: dict[str, WrittenQuantity] = required(
        "取值", description="指标 → 数值和单位", examples=[{"population": "9.8 万人"}]
    )


class InstitutionEstablishment(Document):
    """The establishment an institution claims to have been approved with; a kind not named is 0."""

    administrative: Count = optional("行政", default=0, description="行政编制数", examples=[6])
    public_institution: Count = optional("事业", default=0, description="事业编制数", examples=[3])


class Institution(Document):
    """An institution (机构) of the township."""

    relations: ClassVar[dict[str, Relation]] = {
        "posts": Relation(index="posts_of_institution", target="Post", title="岗位"),
    }

    id: Identifier = required("编号", description="编号，供岗位引用；不重复", examples=["I1"])
    name: Identifier = required("名称", examples=["党建办"], description="机构名称")
    kind: InstitutionKind = required("机构类别", description="属于哪一类机构")
    function: str | None = optional("职能", description="平台的职能", examples=["party"])
    catalogue: str | None = optional("参考目录", description="县级特色机构目录中的编号", examples=["trade"])
    approval: str | None = optional("批准文号", examples=["路编〔2024〕2号"], description="批准设立的文号")
    establishment: InstitutionEstablishment | None = expected(
        "编制", description="批准的编制数", examples=[{"administrative": 6, "public_institution": 3}]
    )
    plates: list[str] = optional("挂牌", default=[], description="挂的牌子", examples=[["人武部"]])


class Post(Document):
    """A post (岗位): one entry of the post list, with its seats."""

    relations: ClassVar[dict[str, Relation]] = {
        "holders": Relation(index="holders_of_post", target="Person", title="任岗人员"),
        "assignments": Relation(index="assignments_of_post", target="Assignment", title="任岗"),
        "duties": Relation(index="duties_of_post", target="Duty", title="主责事项"),
        "home": Relation(
            index="institution_by_id", key="institution", target="Institution", title="所在机构", many=False
        ),
    }

    id: Identifier = required("编号", description="编号，供任岗和事项引用；不重复", examples=["P01"])
    name: Identifier = required("名称", examples=["党建综合岗"], description="岗位名称")
    institution: Identifier = required("所在机构", description="机构编号", examples=["I1"])
    kind: PostKind = required("岗位类别", description="属于哪一类岗位")
    catalogue: str | None = optional("参考目录", description="县级岗位目录中的编号", examples=["A-01"])
    seats: Annotated[int, Field(ge=1)] | None = expected("核定人数", description="核定几人", examples=[2])
    score: Amount | None = optional("岗位分值", description="岗位的分值", examples=[85])
    statement: dict[StatementKey, str] | None = optional(
        "权责说明书", description="要素 → 内容", examples=[{"basics": "承担党建综合工作"}]
    )
    task: str | None = optional("任务", description="专项岗位的任务", examples=["高铁新区征迁"])
    from_: Day | None = optional(
        "起", alias="from", description="专项岗位的起始日期", examples=["2024-01-05"]
    )
    until: Day | None = optional("止", description="专项岗位的最后一天", examples=["2024-06-30"])
    work: list[PostWork] = optional(
        "岗位性质", default=[], description="岗位涉及的重点工作", examples=[["finance"]]
    )
    reports_to: str | None = expected(
        "直接上级", description="直接领导本岗位的岗位编号；领导岗位可不写", examples=["P01"]
    )


class MidLevelNumbers(Document):
    """Mid-level slots: 正职 and 副职."""

    chief: Count = required("正职", description="中层正职职数", examples=[7])
    deputy: Count = required("副职", description="中层副职职数", examples=[6])


class Claimed(Document):
    """The numbers the township says were approved; compared with the county's ledger."""

    administrative: Count = required("行政", description="申报的行政编制数", examples=[41])
    public_institution: Count = required("事业", description="申报的事业编制数", examples=[40])
    leaders: Count = required("领导职数", description="申报的领导职数", examples=[9])
    mid_level: MidLevelNumbers = required(
        "中层职数", description="申报的中层职数", examples=[{"chief": 7, "deputy": 6}]
    )


class Duty(Document):
    """A duty (权责事项) and the post that leads on it."""

    relations: ClassVar[dict[str, Relation]] = {
        "lead": Relation(index="post_by_id", key="lead_post", target="Post", title="主责岗位", many=False),
    }

    id: Identifier = required("编号", description="编号，不重复", examples=["D01"])
    name: Identifier = required("名称", description="事项名称", examples=["组织开展基层党建工作"])
    list: DutyList = required("所属清单", description="列入哪张事项清单")
    lead_post: str | None = optional("主责岗位", description="主责岗位的编号", examples=["P01"])
