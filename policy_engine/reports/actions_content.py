"""What became of each action of a batch, and what is left of what they draw on."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from policy_engine.diagnostics import Text
from policy_engine.findings.report import ActionResult, Pool, Report
from policy_engine.findings.report_model import Shown
from policy_engine.findings.wording import shown
from policy_engine.reports.content import Entry, Row, Section, finding_numbers
from policy_engine.reports.words import ACTION, LISTING, Language, bracketed, group_of, one_line, value_text

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
        heading = Text("办理后结余", "left after the batch").in_language(language)
        headings = tuple(text.in_language(language) for text in _POOL_HEADINGS)
        yield Section(heading, table=(headings, *(_pool_row(pool, language) for pool in pools)))


def _heading(report: Report, language: Language) -> str:
    total, done = len(report.actions), sum(action.done for action in report.actions)
    return Text(
        f"逐项结果：共 {total} 项，办理 {done} 项，不予办理 {total - done} 项",
        f"action by action: {total}, done {done}, not done {total - done}",
    ).in_language(language)


def _entry(report: Report, action: ActionResult, numbers: dict[int, int], language: Language) -> Entry:
    found = _findings(report, action, numbers, language)
    rows = [Row(Text("核查意见", "findings").in_language(language), (found,))]
    changed = [pool for pool in action.pools if pool.before != pool.used or pool.id in action.used_up]
    if changed:
        # What a rejected action would have drawn may be why it was rejected; it has not been drawn.
        label = Text("额度变化", "draws on") if action.done else Text("如予办理", "would draw on")
        values = tuple(pool_text(pool, language, used_up=pool.id in action.used_up) for pool in changed)
        rows.append(Row(label.in_language(language), values))
    return Entry(_title(action, language), "approved" if action.done else "rejected", tuple(rows))


def action_name(action: ActionResult, language: Language) -> str:
    """Such as "A01 任职"."""
    return one_line(f"{action.id} {ACTION[action.action].in_language(language)}")


def _title(action: ActionResult, language: Language) -> str:
    name, done = action_name(action, language), done_text(action)
    return Text(
        f"{name}，{action.from_} 起：{done.zh}", f"{name}, from {action.from_}: {done.en}"
    ).in_language(language)


def done_text(action: ActionResult) -> Text:
    """Whether the action is done, or the next ones are judged without it."""
    return Text("办理", "done") if action.done else Text("不予办理", "not done")


def _blocks(report: Report, action: ActionResult) -> bool:
    """Whether a finding of the action's own stands in its way."""
    return any(group_of(report.findings[place]) in ("block", "incomplete") for place in action.findings)


def _findings(report: Report, action: ActionResult, numbers: dict[int, int], language: Language) -> str:
    listed = LISTING.in_language(language).join(str(n) for n in sorted(numbers[p] for p in action.findings))
    if listed:
        listed = f"第 {listed} 条" if language == "zh" else f"no. {listed}"
    else:
        listed = Text("无", "none").in_language(language)
    if action.done or _blocks(report, action):
        return listed
    reason = Text("本项没有阻断意见，随整批不予办理", "nothing blocks it: rejected with the whole batch")
    return bracketed(listed, reason.in_language(language), language)


def pool_text(pool: Pool, language: Language, *, used_up: bool) -> str:
    """What the action changes in the pool: "中层职数：12 → 13 / 13，余 0（已用完）"."""
    before, used = (
        Text("未知", "unknown").in_language(language) if value is None else value_text(value, language)
        for value in (pool.before, pool.used)
    )
    limit = "" if pool.limit is None else f" / {value_text(pool.limit, language)}"
    comma, colon = ("，", "：") if language == "zh" else (", ", ": ")
    said = f"{_pool_name(pool, language)}{colon}{before} → {used}{limit}"
    left = left_text(pool, language)
    said = f"{said}{comma}{left}" if left else said
    if used_up and not _is_over(pool):
        said = bracketed(said, Text("已用完", "used up").in_language(language), language)
    return one_line(said)


def left_text(pool: Pool, language: Language) -> str:
    """What is left, or by how much it is exceeded; "" where nothing is known of it."""
    if pool.left is None or _is_over(pool):
        return _over_text(pool, language)
    left = value_text(pool.left, language)
    return Text(f"余 {left}", f"{left} left").in_language(language)


def _over_text(pool: Pool, language: Language) -> str:
    if not _is_over(pool):
        return ""
    over = value_text(shown(-_number(pool.left)), language)
    return Text(f"超 {over}", f"over by {over}").in_language(language)


def pools_at_the_end(actions: tuple[ActionResult, ...]) -> list[Pool]:
    """Every pool as the batch leaves it, in the order in which they are first named.

    What a rejected action would have drawn is not drawn. Where nothing at all was done the first action
    found the pool as it stays: in a batch that is rejected whole, the later ones were judged as if the
    earlier had been done.
    """
    none_done = not any(action.done for action in actions)
    found: dict[tuple[str, str], Pool] = {}
    for action in actions:
        for pool in action.pools:
            key = (pool.scope, pool.id)
            if action.done:
                found[key] = pool
            elif key not in found or not none_done:
                found[key] = _untouched(pool)
    return list(found.values())


def _untouched(pool: Pool) -> Pool:
    """The pool as it was before the action."""
    if pool.before is None or pool.used is None or pool.left is None:
        return pool.model_copy(update={"used": pool.before, "left": None})
    left = _number(pool.left) + _number(pool.used) - _number(pool.before)
    return pool.model_copy(update={"used": pool.before, "left": shown(left)})


def _pool_row(pool: Pool, language: Language) -> tuple[str, ...]:
    unlimited = Text("不限", "no limit").in_language(language)
    limit = unlimited if pool.limit is None else value_text(pool.limit, language)
    left = _over_text(pool, language) or value_text(pool.left, language)
    return (_pool_name(pool, language), value_text(pool.used, language), limit, left)


def _pool_name(pool: Pool, language: Language) -> str:
    title = one_line(pool.title.in_language(language))
    if pool.scope == "township":
        return title
    return bracketed(title, Text("全县", "whole county").in_language(language), language)


def _is_over(pool: Pool) -> bool:
    return pool.left is not None and _number(pool.left) < 0


def _number(value: Shown) -> Fraction:
    """A number of the report's data, exact: 3, 0.2, "2/7"."""
    return Fraction(str(value))
