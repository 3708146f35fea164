"""A township's set-up (机构设置方案): what is submitted for approval."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

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
from policy_engine.documents.terms import (
    DutyList,
    EstablishmentType,
    Form,
    InstitutionKind,
    Origin,
    PersonStatus,
    PostKind,
    Rank,
)
from policy_engine.expr.numbers import plain
from policy_engine.expr.units import parse_quantity

JurisdictionCode = Annotated[str, written_as(
    r"^[0-9]{6}$", "6 位数字，加引号，如 \"331004\"", "6 digits, in quotes, e.g. \"331004\"",
)]  # fmt: skip
TownshipCode = Annotated[str, written_as(
    r"^[0-9]{9}$", "9 位数字，加引号，如 \"331004003\"", "9 digits, in quotes, e.g. \"331004003\"",
)]  # fmt: skip
Identifier = Annotated[str, Field(min_length=1)]


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


class Slot(Document):
    """A mid-level slot that a person holds, wherever she sits."""

    rank: Rank = required("正副", description="占用正职还是副职职数")


class Grade(Document):
    """The post grade of public-institution staff."""

    series: Identifier = required("序列", examples=["professional"], description="岗位序列")
    level: Count = required("等级", examples=[7], description="等级，数字越小等级越高")


class Person(Document):
    """A person on the roster. Establishment, origin and status are three separate facts."""

    relations: ClassVar[dict[str, Relation]] = {
        "assignments": Relation(index="assignments_of_person", target="Assignment", title="任岗"),
        "posts": Relation(index="posts_of_person", target="Post", title="任职岗位"),
    }

    id: Identifier = required("编号", description="编号，供任岗引用；不重复", examples=["R001"])
    name: Identifier = required("姓名", examples=["张*"], description="姓名，可只写姓")
    establishment: EstablishmentType = required("编制类型", description="占用哪类编制")
    origin: Origin = required("来源", description="本单位、派驻或借入")
    status: PersonStatus = required("状态", description="在岗、试用、退二线或借出")
    unit: str | None = optional("派出单位", description="派驻或借入人员的原单位", examples=["区自然资源分局"])
    slot: Slot | None = optional("占用职数", description="占用的中层职数", examples=[{"rank": "chief"}])
    grade: Grade | None = optional(
        "岗位等级", description="事业人员聘任的岗位等级", examples=[{"series": "professional", "level": 7}]
    )
    born: Day | None = optional(
        "出生日期",
        examples=["1985-06-01"],
        description="各项标准核查都不使用；县里自定规则可以使用，但不得只凭年龄",
    )


class Assignment(Document):
    """Who holds which post, from when (inclusive) until when (inclusive)."""

    relations: ClassVar[dict[str, Relation]] = {
        "holder": Relation(index="person_by_id", key="person", target="Person", title="人员", many=False),
        "held": Relation(index="post_by_id", key="post", target="Post", title="岗位", many=False),
    }

    person: Identifier = required("人员", description="人员编号", examples=["R001"])
    post: Identifier = required("岗位", description="岗位编号", examples=["P01"])
    main: bool = required("主岗", description="是否主岗；每人一个主岗", examples=[True])
    from_: Day = required("起", alias="from", description="任岗的第一天", examples=["2024-01-05"])
    until: Day | None = optional("止", description="任岗的最后一天；仍在岗则不写", examples=["2024-06-30"])


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
