"""A set-up with a batch of actions done, as a file."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence

from policy_engine.diagnostics import Text
from policy_engine.documents.actions import Actions
from policy_engine.documents.dumping import tree_of
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Report
from policy_engine.reports.block_yaml import block_lines
from policy_engine.reports.policy_data import json_value
from policy_engine.reports.policy_keys import in_keys
from policy_engine.reports.words import one_line
from policy_engine.roster.projection import changes_roster, moment
from policy_engine.source.canonical import key_languages
from policy_engine.source.tree import MappingNode

_DIGITS_SHOWN = 12


def written_setup(
    before: Loaded[Setup], after: Setup, actions: Loaded[Actions], report: Report, *, as_json: bool = False
) -> bytes:
    """The set-up `after`, in YAML, with comments that say what it was made from; JSON has no comments.

    `before` is the file that it was made from, whose language its keys have; `report` is the township's.
    Its `as_of` is the first day on which all that changed the roster holds: on an earlier one it would not
    be as it says. What is written reads back as the same document; RuntimeError where it does not.
    """
    dated = after.model_copy(update={"as_of": _day(before.document, actions.document, report)})
    keys = key_languages(before.tree).get(before.name, "en")
    tree = in_keys(tree_of(dated), keys, Setup)
    lines = [_in_json(tree)] if as_json else [*_head(before, actions, report), *block_lines(tree)]
    data = "".join(f"{line}\n" for line in lines).encode("utf-8")
    read = load(Setup, data, "setup.json" if as_json else "setup.yaml")
    if read.document != dated or read.warnings:
        raise RuntimeError("the set-up does not read back as it was written")
    return data


def _in_json(tree: MappingNode) -> str:
    return json.dumps(json_value(tree.to_plain()), ensure_ascii=False, indent=2, allow_nan=False)


def _day(before: Setup, actions: Actions, report: Report) -> datetime.date:
    done = {result.id for result in report.actions if result.done}
    changing = (a for a in actions.actions if a.id in done and changes_roster(a))
    return max([before.as_of, *(moment(action, actions.as_of) for action in changing)])


def _head(before: Loaded[Setup], actions: Loaded[Actions], report: Report) -> Sequence[str]:
    done = [one_line(action.id) for action in report.actions if action.done]
    rejected = [one_line(action.id) for action in report.actions if not action.done]
    setup, batch = _named(before), _named(actions)
    texts = [
        Text(f"{one_line(before.document.township.name)}机构设置方案，已计入下列人事事项。",
             "The set-up with these actions done."),
        Text(f"原方案：{setup}", f"set-up: {setup}"),
        Text(f"人事事项：{batch}，按 {report.dates.on} 有效的政策核查",
             f"actions: {batch}, by the policy in force on {report.dates.on}"),
        Text(f"已办理：{'、'.join(done)}", f"done: {', '.join(done)}"),
    ]  # fmt: skip
    if report.calendar is not None:
        calendar = _with_digest(report.calendar.path, report.calendar.sha256)
        texts.append(Text(f"工作日历（自备）：{calendar}", f"own calendar: {calendar}"))
    if rejected:
        texts.append(Text(f"不予办理、未计入：{'、'.join(rejected)}", f"rejected: {', '.join(rejected)}"))
    return [f"# {said}" for said in (*(text.zh for text in texts), *(text.en for text in texts))]


def _named(loaded: Loaded[Setup] | Loaded[Actions]) -> str:
    return _with_digest(loaded.name, loaded.sha256)


def _with_digest(name: str, sha256: str) -> str:
    return one_line(f"{name} (sha256 {sha256[:_DIGITS_SHOWN]})")
