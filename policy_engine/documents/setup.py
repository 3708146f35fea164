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

JurisdictionCode = Annotated[str, Field(pattern=r"^\d{6}$")]
TownshipCode = Annotated[str, Field(pattern=r"^\d{9}$")]
Identifier = Annotated[str, Field(min_length=1)]


class Township(Document):
    """The township as it describes itself; its claims never set its own limits."""

    code: TownshipCode = required("代码", description="9 位区划代码", examples=["331004003"])
    name: Identifier = required("名称", examples=["路北街道"])
    form: Form = required("建制", description="镇、乡或街道")
    class_: str | None = expected("类别", alias="class", description="乡镇(街道)自报的类别")
    position: str | None = optional("功能定位", examples=["商贸服务型"])


class Quantity(Document):
    """A measured value with its unit: {value: 9.8, unit: 10k_person} or "9.8 万人"."""

    value: Amount = required("数值")
    unit: Identifier = required("单位", examples=["10k_person", "万人"])


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

    year: int = required("年度", examples=[2023])
    values: dict[str, WrittenQuantity] = required("取值", description="指标 → 数值和单位")


class InstitutionEstablishment(Document):
    """The establishment an institution claims to have been approved with; a kind not named is 0."""

    administrative: Count = optional("行政", default=0)
    public_institution: Count = optional("事业", default=0)


class Institution(Document):
    """An institution (机构) of the township."""

    relations: ClassVar[dict[str, Relation]] = {
        "posts": Relation(index="posts_of_institution", target="Post", title="岗位"),
    }

    id: Identifier = required("编号")
    name: Identifier = required("名称", examples=["党建办"])
    kind: InstitutionKind = required("机构类别")
    function: str | None = optional("职能", description="平台的职能", examples=["party"])
    catalogue: str | None = optional("参考目录", description="县级特色机构目录中的编号")
    approval: str | None = optional("批准文号", examples=["路编〔2024〕2号"])
    establishment: InstitutionEstablishment | None = expected("编制")
    plates: list[str] = optional("挂牌", default=[])


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

    id: Identifier = required("编号")
    name: Identifier = required("名称", examples=["党建综合岗"])
    institution: Identifier = required("所在机构", description="机构编号")
    kind: PostKind = required("岗位类别")
    catalogue: str | None = optional("参考目录", description="县级岗位目录中的编号")
    seats: Annotated[int, Field(ge=1)] | None = expected("核定人数")
    score: Amount | None = optional("岗位分值")
    statement: dict[StatementKey, str] | None = optional("权责说明书", description="要素 → 内容")
    task: str | None = optional("任务", description="专项岗位的任务")
    from_: Day | None = optional("起", alias="from")
    until: Day | None = optional("止")


class Slot(Document):
    """A mid-level slot that a person holds, wherever she sits."""

    rank: Rank = required("正副")


class Grade(Document):
    """The post grade of public-institution staff."""

    series: Identifier = required("序列", examples=["professional"])
    level: Count = required("等级", examples=[7])


class Person(Document):
    """A person on the roster. Establishment, origin and status are three separate facts."""

    relations: ClassVar[dict[str, Relation]] = {
        "assignments": Relation(index="assignments_of_person", target="Assignment", title="任岗"),
        "posts": Relation(index="posts_of_person", target="Post", title="任职岗位"),
    }

    id: Identifier = required("编号")
    name: Identifier = required("姓名", examples=["张*"])
    establishment: EstablishmentType = required("编制类型")
    origin: Origin = required("来源")
    status: PersonStatus = required("状态")
    unit: str | None = optional("派出单位", description="派驻或借入人员的原单位")
    slot: Slot | None = optional("占用职数", description="占用的中层职数")
    grade: Grade | None = optional("岗位等级")


class Assignment(Document):
    """Who holds which post, from when (inclusive) until when (inclusive)."""

    relations: ClassVar[dict[str, Relation]] = {
        "holder": Relation(index="person_by_id", key="person", target="Person", title="人员", many=False),
        "held": Relation(index="post_by_id", key="post", target="Post", title="岗位", many=False),
    }

    person: Identifier = required("人员")
    post: Identifier = required("岗位")
    main: bool = required("主岗")
    from_: Day = required("起", alias="from")
    until: Day | None = optional("止")


class MidLevelNumbers(Document):
    """Mid-level slots: 正职 and 副职."""

    chief: Count = required("正职")
    deputy: Count = required("副职")


class Claimed(Document):
    """The numbers the township says were approved; compared with the county's ledger."""

    administrative: Count = required("行政")
    public_institution: Count = required("事业")
    leaders: Count = required("领导职数")
    mid_level: MidLevelNumbers = required("中层职数")


class Duty(Document):
    """A duty (权责事项) and the post that leads on it."""

    relations: ClassVar[dict[str, Relation]] = {
        "lead": Relation(index="post_by_id", key="lead_post", target="Post", title="主责岗位", many=False),
    }

    id: Identifier = required("编号")
    name: Identifier = required("名称")
    list: DutyList = required("所属清单")
    lead_post: str | None = optional("主责岗位")


class Setup(Document):
    """The whole set-up. An empty list is a statement; an absent one makes what reads it incomplete."""

    relations: ClassVar[dict[str, Relation]] = {
        "current_assignments": Relation(
            index="current_assignments", target="Assignment", title="基准日有效的任岗"
        ),
    }

    kind: Literal["setup"] = required("文件类型")
    jurisdiction: JurisdictionCode = required("辖区代码", examples=["331004"])
    as_of: Day = required("基准日", examples=["2024-03-01"])
    status: str | None = optional("状态", description="illustrative:示例")
    township: Township = required("乡镇(街道)")
    template: str | None = expected("设置模板", description="自报所用模板", examples=["full"])
    indicators: Indicators | None = expected("分类指标")
    institutions: list[Institution] | None = expected("机构设置")
    posts: list[Post] | None = expected("岗位设置")
    persons: list[Person] | None = expected("人员")
    assignments: list[Assignment] | None = expected("任岗")
    claimed: Claimed | None = expected("申报数")
    duties: list[Duty] | None = expected("权责事项")
