"""Reports on assessments made by hand, with everything that results can have."""

from __future__ import annotations

from typing import Any

from policy_engine.findings.report import Finding, Input, Report, Subject
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.scores import Scores
from tests.reports import makers
from tests.reports.action_makers import SETUP, remade

DOCUMENT = Input(path="考核/2024.yaml", sha256="f" * 64)
POLICY = makers.POLICY_FILE
NO_CLASS = {"id": None, "name": None, "score": None, "parts": (), "declared": None, "declared_name": None,
            "reason": None}  # fmt: skip


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def clause(path: str, line: int, value: Any) -> dict[str, Any]:
    return {"file": POLICY, "line": line, "path": path, "layer": "county", "value": value}


def parts(dimension: Any, trace: Any, ballot: Any) -> tuple[dict[str, Any], ...]:
    """Three parts; "n/a" does not apply, and its weight is gone; None is missing."""
    values = {"dimension": (dimension, 0.4), "trace": (trace, 0.4), "ballot": (ballot, 0.2)}
    return tuple({"part": part, "value": None if value == "n/a" else value,
                  "weight": None if value == "n/a" else weight}
                 for part, (value, weight) in values.items())  # fmt: skip


def person(id_: str, total: Any, **changes: Any) -> dict[str, Any]:
    """Somebody of the civil servants, graded competent, of whom nothing was submitted."""
    made = {
        "person": id_, "name": "张**", "line": int(id_[1:]) * 10, "pool": "civil", "pool_name": "公务员",
        "exempt": False, "leader": False, "parts": parts(90, total, 86), "factor": None,
        "before_adjustment": total, "adjusted": None, "total": total, "service": "graded",
        "service_reason": None, "grade": "competent", "grade_reason": None, "bonus": 12000,
        "submitted_total": None, "submitted_grade": None, "submitted_bonus": None,
    }  # fmt: skip
    return made | changes


def people() -> tuple[dict[str, Any], ...]:
    """In the document's order: nobody stands where the result would put them."""
    tie = both("与另 1 人并列，优秀名额不足", "tied with another, too few places")
    return (
        person("R007", None, name=None, parts=parts(90, "n/a", None), before_adjustment=None, grade=None,
               bonus=None, missing=(both("没有民主测评的得票", "there are no votes"),),
               grade_reason=both("没有得分", "there is no total")),
        person("R001", 88.4, submitted_total=87.9, submitted_grade="excellent", submitted_bonus=12000,
               grade="competent", factor=1.14, adjusted=1.5, before_adjustment=86.9,
               parts=parts(90, 85.3333, "n/a")),
        person("R002", 93, name="欧阳**", grade=None, grade_reason=tie, submitted_grade="excellent"),
        person("R003", 93, grade=None, grade_reason=tie, submitted_grade="competent"),
        person("R004", 95.25, grade="excellent", bonus=15000.5, submitted_total=95.25,
               submitted_grade="excellent"),
        person("R005", "265/3", pool="staff", pool_name="事业人员", service="not_excellent",
               service_reason=both("病假 184 天，超过 183 天", "184 days of sick leave, more than 183")),
        person("R006", None, pool=None, pool_name=None, exempt=True, parts=(), grade=None, bonus=None,
               service=None, before_adjustment=None),
        person("R008", 91, leader=True, grade=None, bonus=None,
               grade_reason=both("领导班子成员的等次由县委确定", "leaders are graded by the county")),
    )  # fmt: skip


def pools() -> tuple[dict[str, Any], ...]:
    share = clause("assessment.excellent_share", 110, 0.2)
    common = {"share": 0.2, "share_reason": both("一般情形", "the usual share"), "clause": share}
    tie = {"total": 93, "people": ("R002", "R003"), "places": 1}
    return (
        {"id": "civil", "name": "公务员", "people": 6, "eligible": 5, "quota": 1, "proposed": 1,
         "submitted": 3, "tie": tie} | common,
        {"id": "staff", "name": "事业人员", "people": 1, "eligible": 1, "share": None, "clause": None,
         "share_reason": both("没有写明单位考核是否合格", "nobody says whether the unit failed"),
         "quota": None, "proposed": 0, "submitted": 0},
    )  # fmt: skip


BONUS = {"pot": 60000, "unit": 11111.1111, "shared": 59999.5, "left": 0.5, "reason": None,
         "clause": clause("assessment.bonus", 130, None)}  # fmt: skip
TRACES = {"file": "痕迹/2024.csv", "sha256": "a" * 64, "read": 1000, "counted": 900, "duplicates": 50,
          "outside_period": 30, "after_freeze": 12, "of_others": 8}  # fmt: skip
HEAD = {"number": "路考〔2024〕1号", "every": "year", "from_": "2024-01-01", "until": "2024-12-31"}


def scores(**changes: Any) -> Scores:
    made = HEAD | {"people": people(), "pools": pools(), "bonus": BONUS, "traces": TRACES, "final": False}
    return Scores.model_validate(made | changes)


def total_differs() -> Finding:
    """Found of the second entry of the document."""
    subject = Subject(kind="assessedentry", id=None, path="people[1]", line=10, column=5)
    return makers.over_cap(
        code="A01", id="total-recomputed", subject=subject, observed=87.9, limit=88.4, margin=None,
        title=Bilingual(zh="得分重新计算一致", en="the total is what is recomputed"),
        message=Bilingual(zh="报送 87.9 分，重新计算为 88.4 分", en="87.9 was submitted, 88.4 is computed"),
        clause=None, remedy=None,
    )  # fmt: skip


def too_many() -> Finding:
    subject = Subject(kind="assessment", id=HEAD["number"], path="", line=1, column=1)
    return makers.over_cap(
        code="A06", id="excellent-within-quota", subject=subject, observed=3, limit=1, margin=-2,
        title=Bilingual(zh="优秀不超名额", en="the excellent within their places"),
        message=Bilingual(zh="“公务员”报送优秀 3 人，名额 1 人", en="3 excellent civil servants, 1 place"),
    )  # fmt: skip


def assessment(*found: Finding, **changes: Any) -> Report:
    """A rejected assessment: a total and grades that were submitted otherwise, a tie, somebody missing."""
    made: dict[str, Any] = {"kind": "assessment", "input": DOCUMENT, "setup": SETUP, "class": NO_CLASS,
                            "ledger": None, "scores": scores()}  # fmt: skip
    return remade(makers.report(*(found or (total_differs(), too_many()))), **(made | changes))


def complete(**changes: Any) -> Report:
    """Results that are final: nothing is missing, nothing was found."""
    made = {"people": (person("R001", 88.4), person("R002", 90)), "pools": (), "bonus": None,
            "traces": None, "final": True}  # fmt: skip
    whole = {"kind": "assessment", "input": DOCUMENT, "class": NO_CLASS, "scores": scores(**made)}
    return remade(makers.clean(), **(whole | changes))


def node(zh: str, en: str, value: Any, exact: str | None, *figures: Any, **changes: Any) -> dict[str, Any]:
    made = {"label": both(zh, en), "value": value, "exact": exact, "figures": figures}
    return made | changes


def worked() -> dict[str, Any]:
    """A total whose ballots do not apply, so that their weight was shared out."""
    mix = "assessment.mix"
    loyalty = node("政治忠诚度", "loyalty", 90, "90", weight=0.2,
                   formula=both("18 ÷ 20 × 100", "18 ÷ 20 × 100"),
                   clause=clause("assessment.dimensions[0].max", 60, 20))  # fmt: skip
    others = node("其余四个维度", "the other four", 90, "90", weight=0.8)
    everyday = node("日常考评", "everyday", 90, "90", loyalty, others, weight="2/3", declared=0.4,
                    formula=both("20% × 90 + 80% × 90", "20% × 90 + 80% × 90"),
                    clause=clause(f"{mix}.dimension", 88, 0.4))  # fmt: skip
    traces = node("工作痕迹", "traces", 85.3333, "256/3", weight="1/3", declared=0.2,
                  formula=both("(80 + 90 + 86) ÷ 3", "(80 + 90 + 86) ÷ 3"),
                  clause=clause(f"{mix}.trace", 89, 0.2))  # fmt: skip
    ballots = node("民主测评", "ballots", None, None, declared=0.4,
                   note=both("本期不进行民主测评，权重按比例分摊给其他部分",
                             "no ballots in this period: the weight is shared out in proportion"),
                   clause=clause(f"{mix}.ballot", 90, 0.4))  # fmt: skip
    exact = node("舍入前", "before rounding", 88.4444, "796/9", everyday, traces, ballots,
                 formula=both("2/3 × 90 + 1/3 × 256/3", "2/3 × 90 + 1/3 × 256/3"))  # fmt: skip
    rounded = both("796/9 保留 1 位小数（四舍五入）", "796/9 rounded half up (decimals: 1)")
    return node("得分", "total", 88.4, "88.4", exact, formula=rounded,
                clause=clause("assessment.rounding", 99, None))  # fmt: skip


def bonus_worked() -> dict[str, Any]:
    """A bonus of a pot that does not come out."""
    pot = node(
        "奖金总额",
        "pot",
        60000,
        "60000",
        clause=clause("townships.331004003.bonus_pots[0].amount", 27, 60000),
    )
    everybody = node("系数之和", "sum of coefficients", 5.4, "5.4")
    unit = node("单位值", "unit", 11111.1111, "100000/9", pot, everybody,
                formula=both("60000 ÷ 5.4", "60000 ÷ 5.4"))  # fmt: skip
    grade = node("等次系数", "factor of the grade", 1.2, "1.2",
                 note=both("建议的等次：优秀", "proposed grade: excellent"),
                 clause=clause("assessment.effects[excellent].bonus", 120, 1.2))  # fmt: skip
    return node("奖金", "bonus", 13333, "13333", unit, grade,
                formula=both("40000/3 保留 0 位小数（舍去）",
                             "40000/3 rounded down (decimals: 0)"))  # fmt: skip


def explained(**changes: Any) -> Report:
    """The same with the working of one person's total."""
    explained_ = {"figure": worked(), "bonus_figure": bonus_worked()}
    listed = [each | (explained_ if each["person"] == "R001" else {}) for each in people()]
    return assessment(**({"scores": scores(people=listed)} | changes))


def change(id_: str, before: Any, after: Any, by: Any, **changes: Any) -> dict[str, Any]:
    made = {"person": id_, "name": "张**", "total_before": before, "total_after": after, "total_by": by,
            "grade_before": "competent", "grade_after": "competent", "bonus_before": 12000,
            "bonus_after": 12000, "bonus_by": 0}  # fmt: skip
    return made | changes


def tried(**changes: Any) -> dict[str, Any]:
    """Less weight on traces, so that one becomes excellent; one has no total under the other weights."""
    made: dict[str, Any] = {
        "before": "331004 2024.1", "after": "331004 2024.1（改动后）",
        "sets": (
            {"path": "assessment.mix.trace", "path_zh": "考核评价.构成.工作痕迹", "before": 0.4,
             "after": 0.3},
            {"path": "assessment.mix.ballot", "path_zh": "考核评价.构成.民主测评", "before": 0.2,
             "after": "7/30", "follows": True},
        ),
        "changed": (
            change("R001", 88.4, 90.1, 1.7, grade_after="excellent", bonus_after=15000, bonus_by=3000),
            change("R005", "265/3", None, None, grade_after=None, bonus_after=None, bonus_by=None),
            change("R002", 93, 92.5, -0.5, grade_before=None, grade_after=None),
        ),
        "same": 5, "grades_changed": 2, "bonus_changed": 2,
        "bonus_open": (both("假设的政策：奖金不能分配：有 1 人得分未定（R005）。",
                            "after: the bonus cannot be shared out: the total: open for 1 (R005)."),),
        "problems": (both("工作痕迹权重 30% 低于上级规定的 35%", "traces weigh 30%, less than 35%"),),
    }  # fmt: skip
    return made | changes


def what_if(**changes: Any) -> Report:
    """The same results beside those under other weights."""
    return assessment(**({"what_if": tried()} | changes))
