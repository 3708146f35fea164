"""What an assessment comes to, through everything from the files to the report."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from policy_engine.app.counties import Counties
from policy_engine.app.scoring.checker import ScoreChecker
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Report
from policy_engine.findings.scores import Figure, PersonScore
from policy_engine.reports.score_order import not_final
from tests.scoring.conftest import ANNUAL, HERE, ROSTER, Score, replaced
from tests.scoring.traces_table import table

WITHOUT_STATEMENTS = [
    ["form: town\n", ""],
    ["leaders: []\n", ""],
    *([["    establishment: administrative\n    origin: own\n    status: in_service\n", ""]] * 3),
    ["    establishment: public_institution\n    origin: own\n    status: in_service\n", ""],
    ["    post: P01\n", ""], ["    post: P02\n", ""], ["    post: P02\n", ""], ["    post: P03\n", ""],
]  # fmt: skip


@pytest.fixture(scope="module")
def report(score: Score) -> Report:
    return score(person="R001").report


def people(report: Report) -> dict[str, PersonScore]:
    assert report.scores is not None
    return {each.person: each for each in report.scores.people}


def codes(report: Report) -> set[tuple[str, str]]:
    return {(finding.code, finding.status) for finding in report.findings}


def test_the_worked_example_comes_to_what_it_comes_to_by_hand(report: Report) -> None:
    assert {person: each.total for person, each in people(report).items()} == {
        "R001": 88.4, "R002": 89.6, "330782***********4": 92.4, "R004": 76.7,
    }  # fmt: skip
    assert [(part.part, part.value, part.weight) for part in people(report)["R001"].parts] == [
        ("dimension", 90, 0.4), ("trace", 86.3, 0.4), ("ballot", 89.2, 0.2),
    ]  # fmt: skip
    # On condition: what is claimed of traces was not compared with a table.
    assert (report.kind, report.outcome) == ("assessment", "conditional")


def test_each_figure_has_its_line_of_policy(report: Report) -> None:
    figure = people(report)["R001"].figure
    assert figure is not None
    assert (figure.value, figure.exact) == (88.4, "88.4")
    found = {each.clause.path: each for each in below(figure) if each.clause is not None}
    mix = found["assessment.mix.ballot"]
    assert mix.clause is not None
    assert (mix.exact, mix.clause.file.rpartition("/policies/")[2], mix.clause.layer) == (
        "89.2", "330000-zhejiang/2022-01-01.yaml", "province",
    )  # fmt: skip
    line = (HERE / "policies/330000-zhejiang/2022-01-01.yaml").read_text("utf-8").splitlines()
    assert "ballot" in line[mix.clause.line - 1]
    assert all(person.figure is None for id_, person in people(report).items() if id_ != "R001")


def below(figure: Figure) -> list[Figure]:
    return [figure, *(each for inside in figure.figures for each in below(inside))]


def test_names_and_identity_numbers_are_masked_everywhere(score: Score) -> None:
    text = score(replaced(ANNUAL, ["total: 88.4", "total: 87.9"]), person="330782199001011234").report
    shown = text.model_dump_json()
    assert "199001011234" not in shown
    assert not any(name in shown for name in ("张三丰", "李四海", "王五", "赵六一"))
    assert "张**" in shown


def test_a_submitted_total_that_is_not_the_recomputed_one_is_found_at_its_line(score: Score) -> None:
    report = score(replaced(ANNUAL, ["total: 88.4", "total: 87.9"])).report
    (found,) = [each for each in report.findings if each.code == "A01"]
    assert (found.status, found.observed, found.limit, report.outcome) == ("fail", 87.9, 88.4, "rejected")
    assert found.subject is not None
    assert "87.9" in replaced(ANNUAL, ["total: 88.4", "total: 87.9"]).splitlines()[found.subject.line - 1]


def test_somebody_without_a_total_leaves_nothing_approved(score: Score) -> None:
    report = score(replaced(ANNUAL, ["{loyalty: 16, ", "{"])).report
    assert ("D02", "incomplete") in codes(report)
    assert report.outcome == "rejected"
    assert people(report)["R002"].total is None
    assert people(report)["R002"].missing


NO_TRACES = [
    [f"    traces: {{assigned: {each}}}\n", ""]
    for each in ("16, done: 14, progress: 91", "20, done: 20, progress: 100", "10, done: 10, progress: 100",
                 "0, done: 0")
]  # fmt: skip


def test_what_all_lack_is_told_once_with_the_way_out(score: Score) -> None:
    lacking = replaced(ANNUAL, *NO_TRACES, ["{loyalty: 16, ", "{"])
    found = [each for each in score(lacking).report.findings if each.code == "D02"]
    assert [(each.subject and each.subject.path, each.status, each.severity) for each in found] == [
        ("people", "incomplete", "block"), ("people[1]", "incomplete", "block"),
    ]  # fmt: skip
    shared, own = (each.message for each in found)
    assert shared.zh.startswith("4 人（R001、R002、330782***********4，另有 1 人）的得分算不出来")
    assert "--traces" in shared.zh
    assert "--traces" in shared.en
    assert own.zh.startswith("R002 的得分算不出来")
    assert "--traces" not in own.zh


def test_somebody_who_gets_no_grade_needs_no_total(score: Score) -> None:
    sick = "    leave: [{kind: 病假, from: 2024-01-01, until: 2024-12-31}]\n    scores: {diligence"
    report = score(replaced(ANNUAL, ["    scores: {loyalty: 16, diligence", sick])).report
    assert (people(report)["R002"].total, people(report)["R002"].grade) == (None, "ungraded")
    assert report.outcome == "conditional"
    assert report.scores is not None
    assert not people(report)["R002"].lacks_total
    assert report.scores.final


def test_a_total_submitted_for_somebody_who_gets_no_grade_is_wanted(score: Score) -> None:
    sick = (
        "    submitted: {total: 80}\n    leave: [{kind: 病假, from: 2024-01-01, until: 2024-12-31}]\n"
        "    scores: {diligence"
    )
    report = score(replaced(ANNUAL, ["    scores: {loyalty: 16, diligence", sick])).report
    assert people(report)["R002"].lacks_total
    assert ("D02", "incomplete") in codes(report)
    assert report.scores is not None
    assert not report.scores.final


def test_what_the_policy_is_warned_of_in_assessment_stands_in_the_report(tmp_path: Path) -> None:
    folder = shutil.copytree(HERE / "policies", tmp_path / "policies")
    county = folder / "330782-yiwu/2024-01-01.yaml"
    weights = ["mix: {dimension: 40%, trace: 40%}", "mix: {dimension: 30%, trace: 50%}"]
    county.write_text(replaced(county.read_text("utf-8"), weights), "utf-8")
    own = replaced(ANNUAL, ["    submitted: {total: 88.4, grade: competent}\n", ""])
    report = ScoreChecker(folder).score(own.encode(), "annual.yaml").report
    (found,) = [each for each in report.findings if each.code == "Q09"]
    assert (found.status, found.severity, found.observed, found.limit) == ("fail", "warn", 0.5, 0.45)
    assert found.subject is not None
    assert (found.subject.kind, found.subject.path) == ("policy", "assessment.mix.trace")
    assert report.outcome == "conditional"


def test_a_kind_of_leave_that_the_policy_is_warned_of_stands_in_the_report(tmp_path: Path) -> None:
    folder = shutil.copytree(HERE / "policies", tmp_path / "policies")
    county = folder / "330782-yiwu/2024-01-01.yaml"
    leave = ["    leave:\n", "    leave:\n      - {id: rest, name: 病休, then: graded}\n"]
    county.write_text(replaced(county.read_text("utf-8"), leave), "utf-8")
    report = ScoreChecker(folder).score(ANNUAL.encode(), "annual.yaml").report
    assert [(each.code, each.severity) for each in report.findings if each.code == "Q15"] == [("Q15", "warn")]


def test_a_roster_says_who_people_are(score: Score) -> None:
    stated = score().report.scores
    on_roster = score(replaced(ANNUAL, *WITHOUT_STATEMENTS), roster=ROSTER).report
    assert stated is not None
    assert on_roster.scores is not None
    assert on_roster.setup is not None
    assert on_roster.scores.pools == stated.pools
    for one, other in zip(stated.people, on_roster.scores.people, strict=True):
        assert one.model_copy(update={"line": other.line}) == other


def test_a_roster_is_found_once_it_is_known_whose_assessment_it_is(counties: Counties) -> None:
    text, setup = replaced(ANNUAL, *WITHOUT_STATEMENTS).encode(), (ROSTER.encode(), "setup.yaml")
    asked: list[tuple[str, str]] = []

    def found(document: Assessment) -> Loaded[Setup]:
        asked.append((document.jurisdiction, document.township))
        return load(Setup, *setup)

    checker = ScoreChecker(counties)
    by_finding = checker.score(text, "annual.yaml", setup=found)
    assert by_finding == checker.score(text, "annual.yaml", setup=setup)
    assert asked == [("330782", "330782105")]


def test_a_table_of_traces_comes_to_the_same_and_every_row_is_accounted_for(
    score: Score, tmp_path: Path
) -> None:
    file = tmp_path / "traces.csv"
    file.write_text(table(), "utf-8")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    frozen = replaced(
        ANNUAL, ["traces: {on: 2025-01-05}", f"traces: {{on: 2025-01-05, sha256: {digest}, counted: 46}}"]
    )
    report = score(frozen, traces=file).report
    assert {each.total for each in people(report).values()} == {88.4, 89.6, 92.4, 76.7}
    assert report.scores is not None
    read = report.scores.traces
    assert read is not None
    told = (read.read, read.counted, read.duplicates, read.outside_period, read.after_freeze, read.of_others)
    assert (told, read.sha256) == ((50, 46, 1, 1, 1, 1), digest)
    # One of R001's was updated after the freeze alone, of which it is warned.
    assert (codes(report), report.outcome) == ({("A04", "fail")}, "conditional")
    assert "traces-same-file" not in {each.id for each in report.findings}
    file.write_text(table() + "G903,R777,2024-03-02,1,100,2024-12-01\n", "utf-8")
    changed = score(frozen, traces=file).report
    assert ("traces-same-file", "rejected") in {(each.id, changed.outcome) for each in changed.findings}


def test_the_pot_is_shared_out_and_its_line_in_the_ledger_told(report: Report) -> None:
    assert report.scores is not None
    bonus = report.scores.bonus
    assert bonus is not None
    # 1.2 + 1 + 1.14 + 1 = 4.34; 60000 ÷ 4.34 = 13824.88…; floors: 16589, 13824, 15760, 13824
    assert (bonus.pot, bonus.shared, bonus.left) == (60000, 59997, 3)
    assert sum(int(str(each.bonus)) for each in report.scores.people) == 59997
    assert bonus.clause is not None
    ledger = (HERE / "policies/330782-yiwu/ledger/2024-01-01.yaml").read_text("utf-8").splitlines()
    assert "60000" in ledger[bonus.clause.line - 1]


def test_the_bonus_is_explained_from_the_pot_to_the_cut_off_amount(report: Report) -> None:
    person = people(report)["R001"]
    figure = person.bonus_figure
    assert figure is not None
    assert (figure.value, person.bonus, people(report)["R002"].bonus_figure) == (15760, 15760, None)
    # 60000 ÷ 4.34 × (1 × 1.14) = 3420000 ÷ 217, the yuan after the point cut off
    exact = {each.label.zh: each.exact for each in below(figure)}
    assert exact["舍去之前"] == "3420000/217"
    assert (exact["奖金总额"], exact["系数之和"], exact["奖金系数"]) == ("60000", "4.34", "1.14")
    assert (exact["等次系数"], exact["岗位系数"]) == ("1", "1.14")
    lines = {each.label.zh: each.clause for each in below(figure)}
    pot, grade = lines["奖金总额"], lines["等次系数"]
    assert pot is not None
    assert grade is not None
    assert pot.path == "townships.330782105.bonus_pots[0].amount"
    assert pot.file.endswith("ledger/2024-01-01.yaml")
    assert grade.path == "assessment.effects[competent].bonus"


STATED = "    establishment: administrative\n    origin: own\n    status: in_service\n"
NOBODYS_FACTOR = ["    post: P02\n", ""]  # that of R002


def test_nothing_is_final_while_nobody_says_who_leads(score: Score) -> None:
    open_ = score(replaced(ANNUAL, ["leaders: []\n", ""])).report
    assert open_.scores is not None
    assert not open_.scores.final
    assert any("没有写明是否领导班子成员" in each.zh for each in not_final(open_, open_.scores))


def test_nothing_is_final_while_bonuses_are_open(score: Score, report: Report) -> None:
    open_ = score(replaced(ANNUAL, NOBODYS_FACTOR)).report
    assert report.scores is not None
    assert open_.scores is not None
    assert open_.scores.bonus is not None
    assert (open_.scores.bonus.is_open, open_.outcome) == (True, report.outcome)
    assert (report.scores.final, open_.scores.final) == (True, False)
    assert [each.zh for each in not_final(open_, open_.scores)] == ["奖金未定，原因见“绩效奖金”"]
    assert not list(not_final(report, report.scores))


def test_a_submitted_bonus_that_nobody_can_compare_is_put_down_to_whoever_is_the_cause(score: Score) -> None:
    # The third person, whose id is an identity number, has no factor; R001 has one.
    text = replaced(
        ANNUAL, ["total: 88.4, grade: competent", "total: 88.4, grade: competent, bonus: 15760"],
        [f"    name: 王五\n{STATED}    post: P02\n", f"    name: 王五\n{STATED}"],
    )  # fmt: skip
    found = [each for each in score(text).report.findings if each.id == "submitted-bonus"]
    assert [(each.status, each.code) for each in found] == [("incomplete", "A01")]
    message = found[0].message
    assert "有 1 人岗位系数未定（330782***********4）" in message.zh
    assert "the post's factor: open for 1 (330782***********4)" in message.en
    assert "R001" not in message.zh


def test_a_period_that_brings_no_bonus_leaves_none_open(score: Score) -> None:
    month = replaced(
        ANNUAL, NOBODYS_FACTOR, ["every: year, from: 2024-01-01", "every: month, from: 2024-12-01"],
        ["    submitted: {total: 88.4, grade: competent}\n", ""],
    )  # fmt: skip
    scores = score(month).report.scores
    assert scores is not None
    assert scores.bonus is not None
    assert (scores.bonus.is_open, scores.final) == (False, True)


# Sending units beside 公安派出所, which the policy does not have assessed with the township.
UNITS = {
    "义乌市公安局": True, "苏溪警务站": True, "市交警大队苏溪中队": True, "苏溪 派出所警务室": True,
    "苏溪派出所": False, "苏溪自然资源所": False, "派出机构服务站": False, "市综合行政执法局": False,
    "无": False,
}  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_like_one_that_is_not_assessed_here_is_told(unit: str, score: Score) -> None:
    sent = replaced(ANNUAL, ["    origin: own\n", f"    origin: dispatched\n    unit: {unit}\n"])
    told = [each for each in score(sent).report.findings if each.id == "unit-as-listed"]
    assert [(each.code, each.severity, each.subject and each.subject.line) for each in told] == (
        [("A07", "warn", 18)] if UNITS[unit] else []
    )
    assert all(f"“{unit}”" in each.message.zh and "公安派出所" in each.message.zh for each in told)


def test_people_of_one_such_unit_are_told_of_once(score: Score) -> None:
    sent = ["    origin: own\n", "    origin: dispatched\n    unit: 市公安局\n"]
    report = score(replaced(ANNUAL, sent, sent)).report
    (told,) = [each for each in report.findings if each.id == "unit-as-listed"]
    assert "派出的 2 人" in told.message.zh


EXPLAINED = {
    "leads": (["leaders: []", "leaders: [R001]"], "领导班子成员不在乡镇（街道）分配"),
    "is of an exempt unit": (["    origin: own\n", "    origin: dispatched\n    unit: 苏溪派出所\n"],
                             "派出单位不纳入一体化考核，由派出单位发放"),
    "where nobody's is certain": (["    post: P03\n", ""], "奖金不能分配：有 1 人岗位系数未定（R004），"),
}  # fmt: skip


@pytest.mark.parametrize("case", EXPLAINED)
def test_why_somebody_has_no_bonus_stands_in_the_explanation(case: str, score: Score) -> None:
    change, said = EXPLAINED[case]
    figure = people(score(replaced(ANNUAL, change), person="R001").report)["R001"].bonus_figure
    assert figure is not None
    assert (figure.value, figure.figures) == (None, ())
    assert figure.note is not None
    assert figure.note.zh.startswith(said)


def test_a_snail_post_without_a_bonus_says_so_in_the_explanation(score: Score) -> None:
    named = ["snail_posts: []", "snail_posts: [{person: R001, trigger: low-total, decided_on: 2025-01-10}]"]
    figure = people(score(replaced(ANNUAL, named), person="R001").report)["R001"].bonus_figure
    assert figure is not None
    assert figure.value == 0
    (coefficient,) = [each for each in below(figure) if each.label.zh == "奖金系数"]
    assert coefficient.note is not None
    assert "蜗牛岗" in coefficient.note.zh
    assert coefficient.clause is not None
    assert coefficient.clause.path == "assessment.snail_post.effects"


def test_in_which_order_people_stand_changes_nothing(score: Score, report: Report) -> None:
    head, _, rest = ANNUAL.partition("people:\n")
    entries, posts, tail = rest.partition("posts:\n")
    each = entries.split("  - person: ")[1:]
    turned = "".join(f"  - person: {entry}" for entry in reversed(each))
    other = score(f"{head}people:\n{turned}{posts}{tail}", person="R001").report
    assert other.scores is not None
    assert report.scores is not None
    assert other.scores.pools == report.scores.pools
    for person, one in people(other).items():
        assert one.model_copy(update={"line": 0}) == people(report)[person].model_copy(update={"line": 0})


def test_a_person_who_is_not_in_it_is_asked_back(score: Score) -> None:
    with pytest.raises(UsageError) as caught:
        score(person="R01")
    help_ = caught.value.diagnostic.help
    assert (caught.value.diagnostic.code, help_ is not None and "R001" in help_.zh) == (
        "score.unknown-person",
        True,
    )


def test_without_a_policy_of_the_day_nothing_is_scored(score: Score) -> None:
    with pytest.raises(DocumentError):
        score(replaced(ANNUAL, ["as_of: 2024-12-31", "as_of: 2018-12-31"]))
