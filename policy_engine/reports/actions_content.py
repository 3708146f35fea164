"""What became of each action of a batch, and what is left of what they draw on."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.report import ActionResult, Report
from policy_engine.reports.content import Entry, Row, Section, finding_numbers
from policy_engine.reports.words import Language

_POOL_HEADINGS = (Text("额度", "pool"), Text("已用", "used"), Text("上限", "limit"), Text("结余", "left"))


def action_sections(report: Report, language: Language) -> Iterator[Section]:
    """Each action with its findings and pools, then what is left; nothing for any other report."""
    if not report.actions:
        return
    numbers = finding_numbers(report)
    entries = tuple(_entry(report, action, numbers, language) for action in report.actions)
    yield Section(_heading(report, language), entries=entries)
    pools = pools_at_the_end(report.actions)
    if pools:
        heading = Text("办理后结余", "what is left").in_language(language)
        headings = tuple(text.in_language(language) for text in _POOL_HEADINGS)
        yield Section(heading, table=(headings, *(_pool_row(pool, language) for pool in pools)))


def _heading(report: Report, language: Language) -> str:
    total, done = len(report.actions), sum(action.done for action in report.actions)
    return Text(
        f"逐项结果：共 {total} 项，办理 {done} 项，不予办理 {total - done} 项",
        f"action by action: {total}, done {done}, not done {total - done}",
    ).in_language(language)


def _entry(report: Report, action: ActionResult, numbers: dict[int, int], language: Language) -> Entry:
    rows = [Row(Text("核查意见", "findings").in_language(language), _findings(report, action, numbers, language))]
    changed = [pool for pool in action.pools if pool.before != pool.used or pool.id in action.used_up]
    if changed:
        # What a rejected action would have drawn is why it was rejected; it has not been drawn.
        label = Text("额度变化", "draws on") if action.done else Text("如予办理", "would draw on")
        values = tuple(pool_text(pool, used_up=pool.id in action.used_up, language=language) for pool in changed)
        rows.append(Row(label.in_language(language), values))
    return Entry(f"{action_name(action, language)}", "approved" if action.done else "rejected", tuple(rows))
