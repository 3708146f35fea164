"""The people of a township: who is on the roster, what is on file about them, who holds which post."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from policy_engine.documents.fields import (
    Count,
    Day,
    Document,
    Relation,
    expected,
    optional,
    required,
    written_as,
)
from policy_engine.documents.terms import AppraisalGrade, EstablishmentType, Origin, PersonStatus, Rank

Identifier = Annotated[str, Field(min_length=1)]
HomeCode = Annotated[str, written_as(
    r"^[0-9]{6}$", "6 位数字，加引号，如 \"330803\"", "6 digits, in quotes, e.g. \"330803\"",
)]  # fmt: skip


class Slot(Document):
    """A mid-level slot that a person holds, wherever she sits."""

    rank: Rank = required("正副", description="占用正职还是副职职数")


class Grade(Document):
    """The post grade of public-institution staff."""

    series: Identifier = required("序列", examples=["professional"], description="岗位序列")
    level: Count = required("等级", examples=[7], description="等级，数字越小等级越高")


class Punishment(Document):
    """A punishment and its period, both days included (处分期、影响期)."""

    name: Identifier = required("名称", description="处分的种类", examples=["记过"])
    from_: Day = required("起", alias="from", description="作出处分的日期", examples=["2023-11-01"])
    until: Day = required("止", description="处分期（影响期）的最后一天", examples=["2024-10-31"])


class Appraisal(Document):
    """The result of one annual assessment (年度考核)."""

    year: int = required("年度", description="考核年度", examples=[2023])
    grade: AppraisalGrade = required("等次", description="考核等次；事业单位的合格填称职")


class Relative(Document):
    """A relative on the same roster to whom avoidance applies (回避关系)."""

    person: Identifier = required("人员", description="亲属的人员编号", examples=["R002"])
    relation: Identifier = required("关系", description="亲属关系", examples=["夫妻"])


class PersonnelFile(Document):
    """What the personnel file says (人事档案要点); what an action's checks read must be stated.

    An empty list is a statement; what is left out makes the checks that read it incomplete.
    """

    since: Day | None = expected("任现职时间", description="任现职务（职级）的日期", examples=["2021-07-01"])
    recruited: Day | None = expected("录用日期", description="录用（聘用）的日期", examples=["2019-08-01"])
    punishments: list[Punishment] | None = expected("处分", description="受过的处分；没有写 []")
    appraisals: list[Appraisal] | None = expected("年度考核", description="历年考核结果；没有写 []")
    certificates: list[str] | None = expected(
        "证书", description="持有的资格证书；没有写 []", examples=[["行政执法证"]]
    )
    relatives: list[Relative] | None = expected("亲属", description="同一单位中的亲属；没有写 []")
    home: HomeCode | None = expected(
        "籍贯", description="籍贯（成长地）的县级 6 位区划代码，加引号", examples=["330803"]
    )


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
    waiting_since: Day | None = optional(
        "待岗起始日", description="自哪一天起没有岗位；在岗的不写", examples=["2024-05-01"]
    )
    file: PersonnelFile | None = expected(
        "档案",
        description="人事档案要点，办理人事事项时核查",
        examples=[{"punishments": [], "relatives": []}],
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
