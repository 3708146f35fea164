"""A selection round (选岗): a log of dated events with their evidence. Section S2 of the account."""

from __future__ import annotations

from typing import Annotated, Literal

from policy_engine.documents.fields import Count, Day, Document, expected, optional, required, written_as
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import JurisdictionCode, TownshipCode
from policy_engine.documents.terms import NoticeChannel

# Events that are no step of the policy's: somebody objects, the result takes effect, the round is given up.
OBJECTION, EFFECT, ABANDON = "objection", "effect", "abandon"
Digest = Annotated[str, written_as(
    r"^[0-9a-f]{64}$",
    "64 位校验值，由 round append 填写", "a digest of 64 digits, filled in by round append",
)]  # fmt: skip


class Notice(Document):
    """The announcement of a round (公告)."""

    number: Identifier = required("文号", description="公告文号", examples=["路北选〔2024〕1号"])
    posts: list[str] = required("岗位", description="拿出来选的岗位编号", examples=[["P01", "P02"]])
    channels: list[NoticeChannel] = optional("公开渠道", default=[], description="公告发布在哪里")


class Application(Document):
    """Who applies for which posts, first choice first."""

    person: Identifier = required("人员", description="人员编号", examples=["R001"])
    choices: list[str] = required("志愿", description="志愿岗位编号，按先后", examples=[["P01", "P02"]])


class Match(Document):
    """A person and a post that were matched."""

    person: Identifier = required("人员", description="人员编号", examples=["R001"])
    post: Identifier = required("岗位", description="岗位编号", examples=["P01"])
    transfer: str | None = optional(
        "组织调剂", description="不在本人志愿内的，写明调剂理由", examples=["志愿岗位已满，本人同意调剂"]
    )


class Placing(Document):
    """A line of a list: who comes to which post."""

    person: Identifier = required("人员", description="人员编号", examples=["R001"])
    post: Identifier = required("岗位", description="岗位编号", examples=["P01"])


class Minutes(Document):
    """The minutes of a meeting that decides: numbers of members, votes, recusals and the decision."""

    number: str | None = optional("文号", description="会议纪要文号", examples=["路北党委纪要〔2024〕9号"])
    due: Count = required("应到人数", description="应到会的成员人数", examples=[9])
    attended: Count = required("实到人数", description="实际到会的成员人数", examples=[7])
    consent: Count = required("赞成票数", description="赞成的票数", examples=[6])
    members: list[str] | None = expected("到会人员", description="到会成员的人员编号", examples=[["R001"]])
    recused: list[str] = optional(
        "回避人员", default=[], description="回避的成员的人员编号", examples=[["R002"]]
    )
    decided: list[Placing] = required("决定名单", description="会议决定的人选和岗位")


class Objection(Document):
    """An objection raised during the publicity, and when it was settled."""

    about: Identifier = required("内容", description="异议内容，不写举报人姓名", examples=["R003 任职年限"])
    closed: Day | None = optional(
        "办结日期", description="核查办结的日期；未办结不写", examples=["2024-10-15"]
    )


class Event(Document):
    """One entry of the log: when a step began, until when it lasted, and its evidence."""

    step: Identifier = required(
        "步骤",
        description="政策规定的步骤编号或名称；或 objection（异议）、effect（生效）、abandon（终止）",
        examples=["announce"],
    )
    date: Day = required("日期", description="这一步开始的日期", examples=["2024-09-02"])
    until: Day | None = optional("止", description="这一步的最后一天", examples=["2024-09-06"])
    notice: Notice | None = optional("公告", description="发布公告的证明")
    applications: list[Application] | None = optional("报名", description="报名人员和志愿")
    matches: list[Match] | None = optional("匹配结果", description="双向选岗的结果")
    minutes: Minutes | None = optional("会议记录", description="集体研究的记录")
    placings: list[Placing] | None = optional("名单", description="公示的名单，或者生效的名单")
    objection: Objection | None = optional("异议", description="公示期间的异议")
    notified: Day | None = optional(
        "书面通知日期", description="结果书面通知本人的日期", examples=["2024-10-16"]
    )
    appeal_until: Day | None = optional(
        "申诉截止日期", description="告知本人可以申请复核、申诉的最后一天", examples=["2024-11-15"]
    )
    previous: Digest | None = optional(
        "前一条校验值", description="前一条记录的校验值，由 round append 填写", examples=["0" * 64]
    )


class Round(Document):
    """A round as its log stands; the log is the truth, whatever else is shown is worked out from it."""

    kind: Literal["round"] = required("文件类型", description="固定为“选岗”（round）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", examples=["331004"], description="县（市、区）6 位区划代码，加引号"
    )
    township: TownshipCode = required(
        "乡镇(街道)", description="哪个镇街选岗，9 位区划代码，加引号", examples=["331004003"]
    )
    as_of: Day = required("基准日", examples=["2024-09-02"], description="按哪一天的政策办理，一般是公告日")
    status: str | None = optional("状态", description="illustrative：示例", examples=["illustrative"])
    number: Identifier = required("编号", description="本次选岗的编号", examples=["路北选〔2024〕1号"])
    promotes: bool = required("提拔", description="是否属于提拔任职（晋升职务职级）", examples=[False])
    consulted: list[str] | None = expected(
        "征求意见单位", description="已征求意见的部门；没有写 []", examples=[["组织部", "人社局"]]
    )
    last: Digest | None = optional(
        "末条校验值", description="最后一条记录的校验值，由 round append 填写", examples=["0" * 64]
    )
    events: list[Event] = required("记录", description="事件记录，按先后排列；还没有写 []")
