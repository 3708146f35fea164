"""What is told of the impact of a change of policy, as labels, tables and entries; formats lay it out."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import (
    CountyPolicies,
    FindingKind,
    Impact,
    PoolChange,
    SetupImpact,
    Standing,
)
from policy_engine.diff.impact_totals import is_unchanged
from policy_engine.findings.report_model import Shown
from policy_engine.reports.content import Entry, Row
from policy_engine.reports.impact_findings import change_rows
from policy_engine.reports.impact_words import (
    NOTHING,
    NOTHING_DIFFERS,
    UNCHANGED,
    class_text,
    figure,
    flips_text,
    outcome_text,
    policy_text,
    signed,
    township_text,
)
from policy_engine.reports.words import LAYER, LISTING, Language, bracketed, file_text, one_line

TOTALS = Text("合计（每个乡镇、街道计最近一份方案）", "totals (the latest set-up of each township)")
OVERVIEW = Text("各方案，影响大的在前", "set-ups, those hit hardest first")
SAME = Text("两版政策下完全相同的方案", "set-ups that are the same under both policies")
_NONE = Standing(used=None, limit=None, left=None, over=None)
_KINDS: tuple[FindingKind, ...] = ("new", "worse", "better", "gone")


def head_rows(impact: Impact, language: Language) -> list[Row]:
    """The two policies, whose set-ups, and what came of it."""
    rows = [
        (Text("旧政策", "old policy"), (policy_text(impact.old, language), one_line(impact.old.file))),
        (Text("新政策", "new policy"), (policy_text(impact.new, language), one_line(impact.new.file))),
        (Text("涉及辖区", "counties"), tuple(_counties(impact, language))),
        (Text("方案", "set-ups"), tuple(_set_ups(impact, language))),
        (Text("结果", "result"), tuple(result_lines(impact, language))),
    ]
    return [Row(label.in_language(language), values) for label, values in rows if values]


def _counties(impact: Impact, language: Language) -> Iterator[str]:
    """With the layers that are not the same on both sides: they need not be the county's own."""
    for county in impact.counties:
        name = bracketed(county.name, county.jurisdiction, language)
        said = LISTING.in_language(language).join(_moved_layers(county, language))
        said = said or UNCHANGED.in_language(language)
        yield one_line(Text(f"{name}：{said}", f"{name}: {said}").in_language(language))


def _moved_layers(county: CountyPolicies, language: Language) -> Iterator[str]:
    """Such as "县级 2024.1 → 2025.1"; a layer that is there on one side alone is set against "-"."""
    old, new = ({layer.layer: layer for layer in side} for side in (county.old, county.new))
    for kind in dict.fromkeys((*old, *new)):
        before, after = old.get(kind), new.get(kind)
        if before is not None and after is not None and before.sha256 == after.sha256:
            continue
        none = NOTHING.in_language(language)
        versions = [none if each is None else each.version for each in (before, after)]
        yield f"{LAYER[kind].in_language(language)} {' → '.join(dict.fromkeys(versions))}"


def _set_ups(impact: Impact, language: Language) -> Iterator[str]:
    judged = impact.summary.judged
    yield Text(f"核查 {judged} 份", f"judged: {judged}").in_language(language)
    if impact.unread:
        names = one_line(LISTING.in_language(language).join(impact.unread))
        number = len(impact.unread)
        yield Text(f"无法核查、未计入 {number} 份：{names}",
                   f"could not be judged, in no figure: {number} ({names})",
                   ).in_language(language)  # fmt: skip
    if impact.left_out:
        number = len(impact.left_out)
        yield Text(f"其他文件和其他辖区的方案 {number} 份，未予核查",
                   f"other files, and set-ups of other jurisdictions: {number}, left out",
                   ).in_language(language)  # fmt: skip


def result_lines(impact: Impact, language: Language) -> Iterator[str]:
    """How many flip, in either direction, and what else is otherwise."""
    summary = impact.summary
    if summary.unchanged == summary.judged:
        yield NOTHING_DIFFERS.in_language(language)
        return
    yield Text(
        f"翻转 {summary.flipped} 份：由符合变为不符合 {summary.rejected} 份，由不符合变为符合 "
        f"{summary.admitted} 份；类别有变 {summary.class_} 份，结论有变 {summary.outcome} 份",
        f"{summary.flipped} flip: {summary.rejected} no longer comply, {summary.admitted} now comply; "
        f"class changed: {summary.class_}, outcome changed: {summary.outcome}",
    ).in_language(language)
    yield Text(
        f"意见：新增 {summary.findings_new} 条，加重 {summary.findings_worse} 条，"
        f"有变 {summary.findings_changed} 条，减轻 {summary.findings_better} 条，"
        f"不再有 {summary.findings_gone} 条",
        f"findings: {summary.findings_new} new, {summary.findings_worse} worse, "
        f"{summary.findings_changed} changed, {summary.findings_better} better, "
        f"{summary.findings_gone} gone",
    ).in_language(language)
    same = summary.unchanged
    yield Text(f"完全相同 {same} 份", f"the same in everything: {same}").in_language(language)
    if summary.no_longer_judged + summary.newly_judged > 0:
        yield Text(
            f"核查项：不再核查 {summary.no_longer_judged} 项次，新纳入核查 {summary.newly_judged} 项次",
            f"checks: no longer judged {summary.no_longer_judged}, newly judged {summary.newly_judged}",
        ).in_language(language)


def tables(impact: Impact, language: Language) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each table that has rows, with its heading."""
    for heading, rows in (
        (TOTALS, totals_rows(impact, language)),
        (OVERVIEW, overview_rows(impact, language)),
    ):
        if rows:
            yield heading.in_language(language), rows


def totals_rows(impact: Impact, language: Language) -> list[tuple[str, ...]]:
    """Limits and what is over them, headings first; [] where nothing can be summed up."""
    headings = (
        Text("项目", "what"), Text("旧限额", "old limit"), Text("新限额", "new limit"), Text("增减", "net"),
        Text("旧超出", "old over"), Text("新超出", "new over"), Text("未计", "untold"),
    )  # fmt: skip
    rows = [
        (
            total.title.in_language(language),
            figure(total.limit_old, language),
            figure(total.limit_new, language),
            signed(total.net, language),
            figure(total.over_old, language),
            figure(total.over_new, language),
            str(total.untold),
        )
        for total in impact.totals
    ]
    return [tuple(heading.in_language(language) for heading in headings), *rows] if rows else []


def overview_rows(impact: Impact, language: Language) -> list[tuple[str, ...]]:
    """One row for each set-up of which something is otherwise, headings first; [] where there is none."""
    headings = (
        Text("乡镇（街道）", "township"), Text("类别", "class"), Text("结论", "outcome"),
        Text("翻转", "flips"), Text("新增", "new"), Text("加重", "worse"), Text("减轻", "better"),
        Text("不再有", "gone"), Text("须多核减", "must go"),
    )  # fmt: skip
    rows = [tuple(heading.in_language(language) for heading in headings)]
    for each in changed(impact):
        kinds = [change.kind for change in each.findings]
        rows.append((
            one_line(each.township.name),
            class_text(each, language),
            outcome_text(each, language),
            flips_text(each, language),
            *(str(kinds.count(kind)) for kind in _KINDS),
            signed(each.must_go, language),
        ))  # fmt: skip
    return rows if len(rows) > 1 else []


def changed(impact: Impact) -> list[SetupImpact]:
    """The set-ups of which something is otherwise, be it a figure."""
    return [each for each in impact.setups if not is_unchanged(each)]


def entries(impact: Impact, language: Language) -> Iterator[Entry]:
    """Each set-up of which something is otherwise, with everything that is."""
    colon = "：" if language == "zh" else ": "
    for each in changed(impact):
        outcome = outcome_text(each, language)
        if "outcome" not in each.flips:
            outcome = bracketed(outcome, UNCHANGED.in_language(language), language)
        title = f"{township_text(each, language)}{colon}{outcome}"
        yield Entry(title, each.new.outcome, tuple(_entry_rows(each, language)))


def same_names(impact: Impact, language: Language) -> str:
    """The townships of which there is nothing to say."""
    names = [township_text(each, language) for each in impact.setups if is_unchanged(each)]
    return LISTING.in_language(language).join(names)


def _entry_rows(impact: SetupImpact, language: Language) -> Iterator[Row]:
    yield Row(Text("方案", "set-up").in_language(language), (_set_up(impact, language),))
    class_ = class_text(impact, language)
    yield Row(Text("类别", "class").in_language(language), (class_,))
    pools = tuple(_pool_text(pool, language) for pool in impact.pools if _moved(pool))
    if pools:
        yield Row(Text("限额", "limits").in_language(language), pools)
    for change in impact.findings:
        yield from change_rows(impact, change, language)
    yield from _judged_rows(impact, language)
    if impact.finding is not None:
        said = f"{impact.finding.code} {impact.finding.message.in_language(language)}"
        yield Row(Text("告知", "information").in_language(language), (one_line(said),))


def _judged_rows(impact: SetupImpact, language: Language) -> Iterator[Row]:
    """The checks that only one of the policies gives ground to judge, each with the reason."""
    for label, checks in (
        (Text("不再核查", "no longer judged"), impact.no_longer_judged),
        (Text("新纳入核查", "newly judged"), impact.newly_judged),
    ):
        if checks:
            said = (f"{check.code} {check.reason.in_language(language)}" for check in checks)
            yield Row(label.in_language(language), tuple(dict.fromkeys(map(one_line, said))))


def _set_up(impact: SetupImpact, language: Language) -> str:
    file = file_text(impact.input.path, language)
    return Text(
        f"{file}，基准日 {impact.as_of}，按 {impact.on} 核查",
        f"{file}, as of {impact.as_of}, judged on {impact.on}",
    ).in_language(language)


def _moved(pool: PoolChange) -> bool:
    return pool.old != pool.new


def _pool_text(pool: PoolChange, language: Language) -> str:
    """Such as "计入上限的岗位：实有 87，限额 85 → 83（-2），超出 2 → 4"."""
    old, new = pool.old or _NONE, pool.new or _NONE
    used = _both(old.used, new.used, language)
    limit = _both(old.limit, new.limit, language)
    over = _both(old.over, new.over, language)
    net = "" if pool.net in (None, 0) else signed(pool.net, language)
    limits = bracketed(limit, net, language) if net else limit
    title = pool.title.in_language(language)
    return one_line(Text(
        f"{title}：实有 {used}，限额 {limits}，超出 {over}",
        f"{title}: used {used}, limit {limits}, over it {over}",
    ).in_language(language))  # fmt: skip


def _both(old: Shown, new: Shown, language: Language) -> str:
    before, after = figure(old, language), figure(new, language)
    return before if before == after else f"{before} → {after}"
