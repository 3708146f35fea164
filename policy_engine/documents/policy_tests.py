"""Tests that stand next to a policy (政策测试): set-ups, what is changed in them, and what must be found."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from policy_engine.documents.fields import Amount, Day, Document, optional, required
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import JurisdictionCode
from policy_engine.documents.rules import CheckCode, RuleId
from policy_engine.documents.terms import AppraisalGrade, Outcome, Severity, Status, TakenAlong

Times = Annotated[int, Field(ge=1, le=1000)]


class Patch(Document):
    """One change of a document: exactly one of `add`, `drop` and `set`."""

    add: Identifier | None = optional("添加", description="往哪个清单里添加记录", examples=["岗位设置"])
    like: Identifier | None = optional("参照", description="照哪一条记录的样子，填它的编号", examples=["P10"])
    times: Times = optional("个数", default=1, description="添加几条；编号自动取为不重复的", examples=[5])
    with_: dict[str, Any] = optional(
        "内容",
        alias="with",
        default={},
        description="新记录的内容；有“参照”时只写与它不同的栏目",
        examples=[{"kind": "general"}],
    )
    drop: Identifier | None = optional(
        "去掉", description="去掉哪些记录或哪个栏目", examples=["机构设置[职能=service]"]
    )
    with_its: list[TakenAlong] = optional(
        "连同",
        default=[],
        description="连同挂在它下面的哪些记录一起去掉",
        examples=[["posts", "assignments"]],
    )
    set: Identifier | None = optional("修改", description="修改哪个栏目", examples=["岗位设置[P01].核定人数"])
    to: Any = optional("改为", description="改成什么；写 null 即不填", examples=[3])


class Fixture(Document):
    """A set-up that tests start from: a file, or another fixture, and what is changed in it."""

    setup: Identifier | None = optional(
        "机构设置方案", description="方案文件，相对于测试文件", examples=["../cases/lubei-2024-complies.yaml"]
    )
    from_: Identifier | None = optional(
        "沿用", alias="from", description="沿用本文件中的另一个方案", examples=["路北街道"]
    )
    change: list[Patch] = optional("变动", default=[], description="在它上面逐条改动")


class ExpectedFinding(Document):
    """A finding that must be there. What is not written may be anything."""

    code: CheckCode | None = optional("核查项", description="核查项的代码", examples=["U12"])
    rule: RuleId | None = optional("规则", description="规则的编号", examples=["posts-over-cap"])
    subject: Identifier | None = optional("对象", description="所指记录的编号，或其位置", examples=["P01"])
    severity: Severity | None = optional("等级", description="处理等级")
    status: Status | None = optional("意见状态", description="不符合、无法核查，或已豁免")
    observed: Any = optional("实际值", description="报告中的实际值", examples=[91])
    limit: Any = optional("限值", description="报告中的限值", examples=[90])
    times: Times = optional("条数", default=1, description="这样的意见有几条", examples=[2])


class ExpectedResult(Document):
    """What one person's result comes to when it is recomputed. What is not written may be anything.

    null says that there is none: no total, a grade that is open, no bonus.
    """

    total: Amount | None = optional("得分", description="应得的总分（调整以后）", examples=[88.4])
    grade: AppraisalGrade | None = optional(
        "等次", description="按政策应拟定的等次；null 即不拟定", examples=["competent"]
    )
    bonus: Amount | None = optional("绩效奖金", description="应得的奖金（元）", examples=[12347])


class Expectation(Document):
    """What must come out. `findings` is the whole set; `findings_include` only a part of it."""

    outcome: Outcome | None = optional("结论", description="应得出的结论")
    class_: Identifier | None = optional(
        "类别", alias="class", description="应认定的类别编号", examples=["composite"]
    )
    score: Any = optional("得分", description="按赋分分类的，应得的总分", examples=[72.5])
    findings: list[ExpectedFinding] | None = optional(
        "意见", description="全部意见，一条不多、一条不少；没有写 []"
    )
    findings_include: list[ExpectedFinding] | None = optional("意见包括", description="至少有这些意见")
    not_judged: list[Identifier] | None = optional(
        "未核查", description="因未作规定而没有核查的核查项或规则，一项不多、一项不少", examples=[["U24"]]
    )
    results: dict[str, ExpectedResult] | None = optional(
        "考核结果",
        description="送核材料是考核的，各人应算出的结果：人员编号 → 得分、等次、奖金",
        examples=[{"R029": {"total": 88.4, "grade": "competent", "bonus": 12347}}],
    )
    in_force: dict[str, Any] | None = optional(
        "现行规定",
        description="合并各级之后，政策的这些栏目应是什么：路径 → 取值；记录清单可只写编号",
        examples=[{"procedures.selection.steps": ["announce", "register"]}],
    )


class PolicyTest(Document):
    """One test; its name is a sentence."""

    name: Identifier = required(
        "名称", description="一句话，同一文件内不重复", examples=["岗位正好 90 个的，符合"]
    )
    given: Identifier = required("给定", description="从哪个方案开始", examples=["路北街道"])
    on: Day | list[Day] | None = optional(
        "日期", description="按哪一天的政策，可列几天逐日测试；不写按材料的基准日", examples=["2025-01-01"]
    )
    change: list[Patch] = optional("变动", default=[], description="在方案上逐条改动")
    submit: Identifier | None = optional(
        "送核材料", description="人事事项、选岗或考核文件；不写则核查方案本身",
        examples=["../cases/lubei-2024-round-complies.yaml"],
    )  # fmt: skip
    traces: Identifier | None = optional(
        "痕迹表", description="考核所用的痕迹表，相对于测试文件", examples=["../cases/suxi-2024-traces.csv"]
    )
    change_submitted: list[Patch] = optional("材料变动", default=[], description="在送核材料上逐条改动")
    expect: Expectation = required("预期", description="应得出什么")


class PolicyTests(Document):
    """A file of tests. Findings of codes `not_compared` count only where a test expects them."""

    kind: Literal["tests"] = required("文件类型", description="固定为“政策测试”（tests）")
    jurisdiction: JurisdictionCode = required(
        "辖区代码", examples=["331004"], description="测试哪个辖区的政策，6 位区划代码，加引号"
    )
    status: str | None = optional("状态", description="illustrative：示例", examples=["illustrative"])
    not_compared: list[CheckCode] = optional(
        "不比对", default=[], description="这些核查项的意见，没有写进预期的不算多出", examples=[["U33"]]
    )
    fixtures: dict[str, Fixture] = required(
        "方案",
        description="名称 → 方案",
        examples=[{"路北街道": {"setup": "../cases/lubei-2024-complies.yaml"}}],
    )
    tests: list[PolicyTest] = required("测试", description="逐条测试")
