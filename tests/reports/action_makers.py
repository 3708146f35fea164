"""Reports on actions and on rounds made by hand, from data as their own JSON has it."""

from __future__ import annotations

from typing import Any

from policy_engine.app.round_progress import progress_of
from policy_engine.documents.round import Event
from policy_engine.findings.report import ActionResult, Finding, Input, Report, RoundProgress, Subject
from policy_engine.findings.report_model import Bilingual
from policy_engine.procedures.replay import replay_round
from tests.procedures import makers as rounds
from tests.reports import makers

ROSTER = "方案/lubei.yaml"
SETUP = {"path": ROSTER, "sha256": "d" * 64}
BATCH = Input(path="事项/2024-06.yaml", sha256="a" * 64)
LOG = Input(path="选岗/2024-1.yaml", sha256="b" * 64)
TITLES = {
    "mid-level": {"zh": "中层职数", "en": "mid-level slots"},
    "administrative": {"zh": "行政编制", "en": "administrative establishment"},
    "featured-share": {"zh": "特色岗位比例", "en": "featured share"},
    "mentoring": {"zh": "结对", "en": "mentorships"},
}


def pool(id_: str, before: Any, used: Any, limit: Any, left: Any, scope: str = "township") -> dict[str, Any]:
    return {"id": id_, "title": TITLES[id_], "scope": scope, "before": before, "used": used, "limit": limit,
            "left": left}  # fmt: skip


def action(id_: str, *pools: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An appointment that was done and that nothing was found at."""
    made = {"id": id_, "action": "appointment", "from": "2024-06-01", "done": True, "findings": (),
            "pools": pools, "used_up": ()}  # fmt: skip
    return made | changes


def results(*actions: dict[str, Any]) -> tuple[ActionResult, ...]:
    return tuple(ActionResult.model_validate(each) for each in actions)


def slots_exceeded(**changes: Any) -> Finding:
    """Found at an action, in the roster that it would leave."""
    subject = Subject(file=ROSTER, kind="setup", id="331004003", path="persons", line=40, column=1)
    made: dict[str, Any] = {
        "code": "U18", "id": "mid-level-total", "subject": subject, "observed": 14, "limit": 13,
        "title": Bilingual(zh="中层职数不超核定数", en="mid-level slots within the approved number"),
        "message": Bilingual(zh="占用中层职数 14 名，核定 13 名", en="14 mid-level slots held, 13 approved"),
    }  # fmt: skip
    return makers.over_cap(**(made | changes))


def tenure() -> Finding:
    """Found at an action, in the action itself."""
    subject = Subject(kind="post_choice", id="A01", path="actions[0].from", line=8, column=5)
    return makers.over_cap(
        code="P07", id="tenure", severity="warn", subject=subject, observed="2024-06-01", limit="2024-07-01",
        margin=-30, title=Bilingual(zh="任现职年限", en="tenure"),
        message=Bilingual(zh="任现职不满政策规定的年限", en="tenure is shorter than the policy asks"),
    )  # fmt: skip


def batch(**changes: Any) -> Report:
    """Three actions: one with a warning, one that takes the last slot, one for which there is none left."""
    made: dict[str, Any] = {"kind": "actions", "input": BATCH, "setup": SETUP, "actions": (
        action("A01", pool("mid-level", 12, 12, 13, 1), pool("mentoring", 0, 1, None, None),
               action="post_choice", findings=(1,)),
        action("A02", pool("mid-level", 12, 13, 13, 0), pool("administrative", 812, 813, 820, 7, "county"),
               used_up=("mid-level",)),
        action("A03", pool("mid-level", 13, 14, 13, -1), pool("administrative", 813, 814, 820, 6, "county"),
               pool("featured-share", "2/7", 0.25, 0.2, -0.05),
               used_up=("mid-level",), findings=(2, 0), done=False),
    )}  # fmt: skip
    found = (slots_exceeded(), tenure(), makers.incomplete())
    return remade(makers.report(*found), **(made | changes))


def passed(**changes: Any) -> Report:
    """Actions that are all done, at which nothing was found."""
    made: dict[str, Any] = {"kind": "actions", "input": BATCH, "setup": SETUP, "actions": (
        action("A01", pool("mid-level", 11, 12, 13, 1)),
        action("A02", pool("mid-level", 12, 11, 13, 2), action="release", **{"from": "2024-06-03"}),
    )}  # fmt: skip
    return remade(makers.clean(), **(made | changes))


def turn(number: int, step: str, name: str, date: str, refused: str | None = None) -> dict[str, Any]:
    """An entry made by hand: texts that no policy would have."""
    return {"number": number, "step": step, "name": name, "date": date, "accepted": refused is None,
            "refused": refused}  # fmt: skip


def progress(*events: Event, **head: Any) -> RoundProgress:
    """What the engine makes of a round with these events; `head` changes the rest of it."""
    document = rounds.round_(events, **head)
    return progress_of(document, rounds.five(), replay_round(rounds.five(), document))


def selection(**changes: Any) -> Report:
    """A round in which deliberation came before its turn."""
    log = (
        rounds.event("announce", "2024-09-02"),
        rounds.event("register", "2024-09-06"),
        rounds.event("deliberate", "2024-09-10"),
        rounds.event("lottery", "2024-09-11"),
    )
    subject = Subject(kind="turn", id=None, path="events[2]", line=31, column=5)
    found = makers.over_cap(
        code="R01", id="steps-in-order", subject=subject, observed=None, limit=None, margin=None,
        title=Bilingual(zh="步骤次序", en="order of the steps"),
        message=Bilingual(zh="“集体研究”应在“双向选岗”之后", en='"集体研究" comes after "双向选岗"'),
    )  # fmt: skip
    made: dict[str, Any] = {"kind": "round", "input": LOG, "setup": SETUP, "round": progress(*log)}
    return remade(makers.report(found), **(made | changes))


def remade(report: Report, **changes: Any) -> Report:
    """The report with other parts, validated anew."""
    data = report.model_dump(by_alias=True)
    return Report.model_validate(data | changes)
