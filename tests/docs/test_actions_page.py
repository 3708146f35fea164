"""What docs/actions.md shows can be done as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from policy_engine import ActionChecker
from policy_engine.documents.calendar import load_calendar
from policy_engine.documents.load import load
from policy_engine.documents.round import Event, Round
from policy_engine.documents.schema import schema_of
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/actions.md").read_text("utf-8")
BLOCKS = re.findall(r"```yml\n(.*?)```", PAGE, re.DOTALL)


def block(beginning: str) -> bytes:
    found: str
    (found,) = [each for each in BLOCKS if each.startswith(beginning)]
    return found.encode()


def test_the_batch_can_be_tried_on_the_set_up_that_the_page_names() -> None:
    (named,) = re.findall(r"`--setup (policies/\S+)`", PAGE)
    setups = [((ROOT / named).read_bytes(), named)]
    examined = ActionChecker(ROOT / "policies").check(block("文件类型: 人事事项"), "事项.yaml", setups)
    (report,) = examined.reports.reports
    assert [result.done for result in report.actions] == [True, True, True]


def test_the_empty_record_is_one() -> None:
    loaded = load(Round, block("文件类型: 选岗"), "选岗.yaml")
    assert (loaded.document.events, loaded.warnings) == ([], ())


def test_the_calendar_is_one() -> None:
    assert list(load_calendar(block("文件类型: 工作日历"), "日历.yaml")) == [2027]


def test_the_evidence_is_that_of_an_event() -> None:
    for beginning, field in (("公告:", "notice"), ("会议记录:", "minutes")):
        tree = canonical(read_tree(block(beginning), "证明.yaml").root, schema_of(Event))
        written = {"step": "x", "date": "2024-09-02", **tree.to_plain()}
        assert getattr(Event.model_validate(written), field) is not None
