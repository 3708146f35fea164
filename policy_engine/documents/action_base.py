"""What all personnel actions (人事事项) have in common, and those that put somebody on a post."""

from __future__ import annotations

from typing import ClassVar, Literal

from policy_engine.documents.fields import Day, Document, Never, Relation, expected, optional, required
from policy_engine.documents.people import Identifier, Person, Slot
from policy_engine.documents.records import TownshipCode
from policy_engine.documents.terms import AssessedWith, BorrowDirection, ReleaseReason


class ActionBase(Document):
    """One action. `from` is the first day on which it has effect, `until` the last."""

    id: Identifier = required("编号", description="事项编号，同一批内不重复", examples=["A01"])
    township: TownshipCode | None = optional(
        "乡镇(街道)", description="哪个镇街的事项，9 位区划代码；只有一个镇街的可不写", examples=["331004003"]
    )
    from_: Day = required("起", alias="from", description="生效（开始）的第一天", examples=["2024-06-01"])
    until: Day | None = optional("止", description="最后一天；没有期限的不写", examples=["2025-05-31"])
    approval: str | None = optional("批准文号", description="批准文件的文号", examples=["路组〔2024〕3号"])
    note: str | None = optional("备注", description="说明", examples=["经党委会研究"])


class Placement(ActionBase):
    """Somebody comes to a post. Promotion and lateral moves are bound by different rules."""

    relations: ClassVar[dict[str, Relation]] = {
        "who": Relation(index="person_by_id", key="person", target="Person", title="人员", many=False),
        "target": Relation(index="post_by_id", key="post", target="Post", title="岗位", many=False),
    }

    person: Identifier = required("人员", description="人员编号", examples=["R001"])
    post: Identifier = required("岗位", description="到哪个岗位，岗位编号", examples=["P01"])
    main: bool = optional("主岗", default=True, description="是否作为主岗", examples=[True])
    promotes: bool = optional(
        "提拔", default=False, description="是否属于提拔任职（晋升职务职级）", examples=[False]
    )
    leaves: list[str] = optional(
        "离任岗位", default=[], description="同时离开的岗位编号；自生效之日起不再任岗", examples=[["P05"]]
    )
    slot: Slot | None = optional(
        "占用职数", description="同时占用的中层职数；不写则占用情况不变", examples=[{"rank": "deputy"}]
    )
    frees_slot: bool = optional(
        "腾出职数", default=False, description="是否腾出原占用的中层职数", examples=[True]
    )
    newcomer: Person | None = optional(
        "新进人员", description="不在花名册上的，按花名册填写其信息，编号与“人员”一致"
    )
    transferred_from: str | None = optional(
        "调出单位", description="编制随人从哪个县级部门划转而来", examples=["区商务局"]
    )
    commitment: Day | None = optional("承诺书", description="签订岗位承诺书的日期", examples=["2024-06-03"])


class Appointment(Placement):
    """任职: somebody is appointed to a post."""

    action: Literal["appointment"] = required("事项", description="固定为“任职”（appointment）")
    promotes: bool = required("提拔", description="是否属于提拔任职（晋升职务职级）", examples=[False])


class PostChoice(Placement):
    """选岗: the result of a selection round takes effect for one person."""

    action: Literal["post_choice"] = required("事项", description="固定为“选岗”（post_choice）")
    promotes: bool = required("提拔", description="是否属于提拔任职（晋升职务职级）", examples=[False])
    round: Identifier = required("选岗公告", description="选岗公告的文号", examples=["路北选〔2024〕1号"])


class ConcurrentPost(Placement):
    """兼岗: somebody takes a second post."""

    action: Literal["concurrent_post"] = required("事项", description="固定为“兼岗”（concurrent_post）")
    main: Never = optional("主岗", default=False, description="兼岗不是主岗，可不写", examples=[False])


class Rotation(Placement):
    """轮岗: somebody moves to another post at the same level."""

    action: Literal["rotation"] = required("事项", description="固定为“轮岗”（rotation）")


class PersonAction(ActionBase):
    """Something happens to one person on the roster."""

    relations: ClassVar[dict[str, Relation]] = {
        "who": Relation(index="person_by_id", key="person", target="Person", title="人员", many=False),
    }

    person: Identifier = required("人员", description="人员编号", examples=["R001"])


class Dispatch(PersonAction):
    """派驻: a county department's person works in the township."""

    action: Literal["dispatch"] = required("事项", description="固定为“派驻”（dispatch）")
    newcomer: Person | None = optional(
        "新进人员", description="不在花名册上的，按花名册填写其信息，编号与“人员”一致"
    )
    unit: str | None = optional("派出单位", description="派出单位全称", examples=["区自然资源分局"])
    managed_by: str | None = optional("日常管理", description="由谁负责日常管理", examples=["路北街道党工委"])
    assessed_with: AssessedWith | None = expected(
        "考核归口", description="与镇街干部一体考核（township），还是由派出单位考核（unit）"
    )
    post: str | None = optional("岗位", description="派驻到哪个岗位，岗位编号", examples=["P01"])
    moves_establishment: bool = optional(
        "划转编制", default=False, description="编制是否随人划转到镇街", examples=[False]
    )


class Borrow(PersonAction):
    """借用: an upper body borrows the township's staff, or the township borrows."""

    action: Literal["borrow"] = required("事项", description="固定为“借用”（borrow）")
    direction: BorrowDirection = required("借用方向", description="上级借用（upwards）还是借入（inwards）")
    unit: Identifier = required("借用单位", description="对方单位", examples=["区委组织部"])
    newcomer: Person | None = optional("新进人员", description="借入的人按花名册填写其信息，编号与“人员”一致")


class Release(PersonAction):
    """离岗: somebody leaves a post, leading posts, or the township."""

    action: Literal["release"] = required("事项", description="固定为“离岗”（release）")
    reason: ReleaseReason = required("原因", description="离开岗位的原因")
    post: str | None = optional("岗位", description="离开哪个岗位；不写则离开全部岗位", examples=["P05"])
