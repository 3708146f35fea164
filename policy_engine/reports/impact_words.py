"""The words in which the impact of a change of policy is told."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import FindingKind, Flip, Impact, SetupImpact
from policy_engine.diff.model import Compared
from policy_engine.findings.report_model import Shown
from policy_engine.reports.words import OUTCOME, POLICY_STATUS, Language, bracketed, one_line, value_text

NOTICE = Text(
    "试算：每份方案按同一天、同一份编制核定表，在两版政策下各核查一次；不作为审批依据",
    "Trial run, no basis for approval: each set-up is judged under both policies on one day with one ledger",
)
NOTHING_DIFFERS = Text(
    "没有方案翻转：类别、结论、意见和限额在两版政策下都相同",
    "nothing flips: class, outcome, findings and limits of every set-up are the same under both policies",
)
FLIP: Mapping[Flip, Text] = {
    "class": Text("类别", "class"),
    "outcome": Text("结论", "outcome"),
    "findings": Text("意见", "findings"),
}
FINDING_KIND: Mapping[FindingKind, Text] = {
    "new": Text("新增", "new"),
    "worse": Text("加重", "worse"),
    "changed": Text("有变", "changed"),
    "better": Text("减轻", "better"),
    "gone": Text("不再有", "gone"),
}
UNCHANGED = Text("不变", "unchanged")
NOTHING = Text("-", "-")
_UNKNOWN_CLASS = Text("未能确定", "could not be computed")


def title(impact: Impact, language: Language) -> str:
    """Such as "路桥区政策调整的影响"."""
    name = impact.new.name
    said = Text(f"{name}政策调整的影响", f"Impact of a change of policy: {name}")
    return one_line(said.in_language(language))


def policy_text(policy: Compared, language: Language) -> str:
    """Such as "331004@2024-03-01：路桥区 2024.1 版，2024-01-01 起施行（示例）"."""
    status = POLICY_STATUS[policy.status].in_language(language)
    return one_line(Text(
        f"{policy.asked}：{policy.name} {policy.version} 版，{policy.effective_from} 起施行（{status}）",
        f"{policy.asked}: {policy.name}, version {policy.version}, from {policy.effective_from} ({status})",
    ).in_language(language))  # fmt: skip


def class_text(impact: SetupImpact, language: Language) -> str:
    """Such as "一般镇 → 小镇"; one word where it is the same."""
    unknown = _UNKNOWN_CLASS.in_language(language)
    old, new = (side.class_name or side.class_ or unknown for side in (impact.old, impact.new))
    return one_line(_from_to(old, new, "class" in impact.flips))


def outcome_text(impact: SetupImpact, language: Language) -> str:
    """Such as "建议同意 → 不予同意"."""
    old, new = (OUTCOME[side.outcome].in_language(language) for side in (impact.old, impact.new))
    return _from_to(old, new, impact.old.outcome != impact.new.outcome)


def _from_to(old: str, new: str, differs: bool) -> str:
    return f"{old} → {new}" if differs else new


def flips_text(impact: SetupImpact, language: Language) -> str:
    """What flips, by name."""
    named = [FLIP[flip].in_language(language) for flip in impact.flips]
    return ("、" if language == "zh" else ", ").join(named) or NOTHING.in_language(language)


def township_text(impact: SetupImpact, language: Language) -> str:
    """Such as "路北街道（331004003）"."""
    return one_line(bracketed(impact.township.name, impact.township.code, language))


def signed(value: Shown, language: Language) -> str:
    """A change with its sign: "+3", "-2", "0"; "-" where it cannot be told."""
    if value is None:
        return NOTHING.in_language(language)
    text = value_text(value, language)
    return f"+{text}" if number(value) > 0 else text


def figure(value: Shown, language: Language) -> str:
    """A figure; "-" where there is none."""
    return NOTHING.in_language(language) if value is None else value_text(value, language)


def number(value: Shown) -> Fraction:
    """A figure as the data shows it, to compare it and to draw it; what is none counts as 0."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Fraction(0)
    return Fraction(str(value))
