"""Reports made by hand, with every kind of finding and with texts that formats must not trip over."""

from __future__ import annotations

import datetime
from typing import Any

from policy_engine.documents.terms import OUTCOMES
from policy_engine.findings.report import (
    Basis,
    ClassPart,
    Condition,
    Dates,
    Engine,
    Finding,
    Input,
    LedgerUsed,
    NotJudgedCheck,
    PolicyLayer,
    Report,
    ReportClass,
    Reports,
    ReportTownship,
    Subject,
    Summary,
    WaiverUsed,
)
from policy_engine.findings.report_model import Bilingual, Clause

HOSTILE = '=1+2\n</script>,"a"|b|*x*_y_[z](u) `c` 100% ::error::\x1b[31m\u202e&<b>'
S2 = Basis(id="S2", title="构建乡镇（街道）岗位化运行机制", verified=True)
L1 = Basis(id="L1", title="机构设置和编制管理条例", verified=False)


def over_cap(**changes: Any) -> Finding:
    """A blocking finding with everything that a finding can have."""
    made: dict[str, Any] = {
        "code": "U12",
        "id": "posts-over-cap",
        "severity": "block",
        "status": "fail",
        "title": Bilingual(zh="岗位总数不超上限", en="posts within the cap"),
        "subject": Subject(kind="setup", id="331004003", path="posts", line=16, column=1),
        "observed": 91,
        "limit": 90,
        "margin": -1,
        "message": Bilingual(zh="计入上限的岗位 91 个，上限 90 个", en="91 counted posts, cap 90"),
        "clause": Clause(
            file="policies/331004-luqiao/2024-01-01.yaml", line=46,
            path="posts.cap.values.urban-subdistrict", layer="county", value=90,
        ),
        "basis": (S2, L1),
        "remedy": Bilingual(zh="至少核减 1 个计入上限的岗位", en="drop at least 1 counted post"),
    }  # fmt: skip
    return Finding(**(made | changes))


def incomplete() -> Finding:
    """A warning's check that could not be judged: it blocks."""
    return over_cap(
        code="U22", id="duties-per-post", severity="warn", status="incomplete", subject=None,
        title=Bilingual(zh="每岗事项数", en="duties per post"), observed=None, limit=None, margin=None,
        message=Bilingual(zh="方案没有 duties（权责事项）", en="the set-up has no duties"),
        clause=None, basis=(), remedy=None,
    )  # fmt: skip


def warning() -> Finding:
    return over_cap(
        code="U15", id="featured-share", severity="warn", observed="2/7", limit=0.2, margin="-3/35",
        title=Bilingual(zh="特色岗位比例", en="featured share"),
        message=Bilingual(zh="特色岗位占 2/7，上限 0.2", en="featured posts are 2/7, at most 0.2"),
    )  # fmt: skip


def information() -> Finding:
    """A county's own rule: no code of its own, its id instead; values of other kinds."""
    return over_cap(
        code="own-rule", id="own-rule", severity="info", observed=False, limit=["a", "b"], margin=None,
        title=Bilingual(zh="own-rule", en="own-rule"), basis=(), remedy=None,
        subject=Subject(kind="person", id="R001", path="persons[0]", line=40, column=5),
        message=Bilingual(zh="示意", en="for information"),
    )  # fmt: skip


def waived() -> Finding:
    used = WaiverUsed(
        number="路编〔2024〕9号", by="路桥区委编委", granted=87, until=datetime.date(2024, 12, 31),
        file="policies/331004-luqiao/waivers/2024-9.yaml", line=11,
    )  # fmt: skip
    return over_cap(code="U07", id="special-over-limit", status="waived", waiver=used)


POLICY_FILE = "policies/331004-luqiao/2024-01-01.yaml"
LEDGER_FILE = "policies/331004-luqiao/ledger/2024-01-01.yaml"


def of_policy(**changes: Any) -> Finding:
    """What a check of the policy itself found: it stands in the policy's file, not in the submission."""
    made: dict[str, Any] = {
        "code": "Q04", "id": "bound-excellent-share",
        "title": Bilingual(zh="不突破上级约束", en="within the bounds above"),
        "subject": Subject(file=POLICY_FILE, kind="policy", id="331004",
                           path="assessment.excellent_share", line=47, column=70),
        "observed": 0.25, "limit": 0.2, "margin": -0.05,
        "message": Bilingual(zh="“考核评价.优秀比例”为 25%，上级规定不得高于 20%",
                             en='"assessment.excellent_share" is 25%, the layer above allows 20% at most'),
        "clause": Clause(file="policies/330000-zhejiang/2023-01-01.yaml", line=34, path="envelope",
                         layer="province", value=None),
        "remedy": Bilingual(zh="改为 20% 或更低", en="make it 20% or less"), "basis": (),
    }  # fmt: skip
    return over_cap(**(made | changes))


def of_ledger() -> Finding:
    subject = Subject(file=LEDGER_FILE, kind="ledger", id="331004", path="townships[2]", line=9, column=5)
    return over_cap(
        code="Q09", id="ledger-townships", severity="warn", subject=subject, observed=None, limit=None,
        title=Bilingual(zh="核定表齐全", en="the ledger is whole"), margin=None, clause=None, remedy=None,
        message=Bilingual(zh="没有蓬街镇的核定数", en="nothing is approved for Pengjie"),
    )  # fmt: skip


def of_files(**changes: Any) -> Report:
    """A report on findings in the submission, in the policy and in the ledger."""
    return report(of_policy(), of_ledger(), over_cap(), incomplete(), **changes)


def hostile() -> Finding:
    """Text of a submission that tries to break out of every format."""
    text = Bilingual(zh=HOSTILE, en=HOSTILE)
    subject = Subject(kind="post", id=HOSTILE, path="posts[0]", line=1, column=1)
    return over_cap(code="U14", id="post-in-catalogue", subject=subject, observed=HOSTILE, limit=None,
                    margin=None, message=text, remedy=text)  # fmt: skip


def report(*findings: Finding, **changes: Any) -> Report:
    """A report on these findings; rejected when one of them blocks."""
    failed = [finding for finding in findings if finding.status == "fail"]
    summary = Summary(
        block=sum(f.severity == "block" for f in failed),
        warn=sum(f.severity == "warn" for f in failed),
        info=sum(f.severity == "info" for f in failed),
        incomplete=sum(f.status == "incomplete" for f in findings),
        waived=sum(f.status == "waived" for f in findings),
        not_judged=3,
    )
    blocks = summary.block + summary.incomplete > 0
    made: dict[str, Any] = {
        "engine": Engine(version="0.1.0", rulebook_version="1.0"),
        "outcome": "rejected" if blocks else ("conditional" if summary.warn else "approved"),
        "binding": False,
        "township": ReportTownship(code="331004003", name="路北街道", form="subdistrict"),
        "dates": Dates(as_of=datetime.date(2024, 3, 1), on=datetime.date(2024, 4, 1)),
        "class_": _class(),
        "policy": _layers(),
        "ledger": LedgerUsed(file="policies/331004-luqiao/ledger/2024-01-01.yaml", approval="路编〔2024〕1号",
                             sha256="c" * 64),
        "input": Input(path="方案/lubei.yaml", sha256="d" * 64),
        "findings": findings,
        "not_judged": _not_judged(),
        "conditions": _conditions(findings),
        "routes": ("县委编委",),
        "obligations": ("半年后复核",),
        "summary": summary,
    }  # fmt: skip
    return Report(**(made | changes))


def _class() -> ReportClass:
    parts = (
        ClassPart(id="area", name="地域面积", value=12.4, unit="km2", points=29.2308, weight=20),
        ClassPart(id="population", name="人口", value=123610, unit="person", points="649/8", weight=35),
    )
    return ReportClass(id="urban-subdistrict", name="城区型街道", score=69.9987, parts=parts,
                       declared="urban-subdistrict",
                       declared_name="城区型街道", reason=None)  # fmt: skip


def _layers() -> tuple[PolicyLayer, ...]:
    county = PolicyLayer(
        layer="county", jurisdiction="331004", name="路桥区", version="2024.1",
        effective_from=datetime.date(2024, 1, 1), status="illustrative",
        file="policies/331004-luqiao/2024-01-01.yaml", sha256="b" * 64,
    )  # fmt: skip
    province = {"layer": "province", "jurisdiction": "330000", "name": "浙江省", "version": "2023.1",
                "status": "issued", "file": "policies/330000-zhejiang/2023-01-01.yaml"}  # fmt: skip
    return (county.model_copy(update=province), county)


def _not_judged() -> tuple[NotJudgedCheck, ...]:
    reason = Bilingual(zh="各级政策均未声明 posts.grade_ratios", en="no layer declares posts.grade_ratios")
    scores = Bilingual(zh="各级政策均未声明 classification.indicators",
                       en="no layer declares classification.indicators")  # fmt: skip
    return (
        NotJudgedCheck(code="U02", id="indicator-present", reason=scores),
        NotJudgedCheck(code="U02", id="indicator-unit", reason=scores),
        NotJudgedCheck(code="U24", id="grade-ratio", reason=reason),
    )


def _conditions(findings: tuple[Finding, ...]) -> tuple[Condition, ...]:
    return tuple(
        Condition(finding=position, message=finding.remedy or finding.message)
        for position, finding in enumerate(findings)
        if finding.status == "fail" and finding.severity == "warn"
    )


def full() -> Report:
    """One finding of every kind, in the order of their codes as an engine gives them."""
    return report(waived(), over_cap(), warning(), incomplete(), information())


def clean(**changes: Any) -> Report:
    """A set-up that complies, by a policy that binds."""
    township = ReportTownship(code="331004001", name="路南街道", form="subdistrict")
    nothing = {"not_judged": (), "routes": (), "obligations": (), "binding": True, "township": township,
               "input": Input(path="方案/lunan.yaml", sha256="e" * 64)}  # fmt: skip
    return report(**(nothing | changes))


def several(*reports: Report) -> Reports:
    each = reports or (full(), clean())
    outcomes = [report.outcome for report in each]
    return Reports(reports=each, summary={name: outcomes.count(name) for name in OUTCOMES})
