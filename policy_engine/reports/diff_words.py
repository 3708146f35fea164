"""The words of comparisons, and the values of policies as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_engine.diagnostics import Text
from policy_engine.diff.model import Change, ChangeKind, Compared, Diff, Direction, Said
from policy_engine.findings.report_model import Shown
from policy_engine.reports.diff_names import in_chinese
from policy_engine.reports.words import (
    LAYER,
    POLICY_STATUS,
    Language,
    bracketed,
    one_line,
    value_text,
)

TITLE = Text("政策对比", "Policies compared")
MATRIX_TITLE = Text("政策对照表", "Policies side by side")
NOTHING = Text("两项政策没有差别。", "The policies do not differ.")
NO_ROWS = Text("各项政策没有差别。", "The policies do not differ.")
NOT_DECLARED = Text("未规定", "not declared")
_EMPTY = Text("空", "null")
_OTHERS = Text("其他", "others")
_BY_CLASS = Text("按类别", "by class")
_BY_FORM = Text("按建制", "by form")

DIRECTION: Mapping[Direction, Text] = {
    "looser": Text("放宽", "looser"),
    "tighter": Text("收紧", "tighter"),
    "different": Text("不同", "different"),
    "neutral": Text("无实质变化", "neutral"),
}
MEANING: Mapping[Direction, Text] = {
    "looser": Text("允许得更多，或要求得更少", "more is allowed, or less is asked"),
    "tighter": Text("允许得更少，或要求得更多", "less is allowed, or more is asked"),
    "different": Text("宽严不能判定，请人工核对", "cannot be told to be looser or tighter: look at it"),
    "neutral": Text("不影响核查", "nothing that is judged changes"),
}
APPROVED = Text("已批准", "approved")
APPROVED_MEANING = Text("已列入批准的变动，不再计入", "listed in the approvals, and not counted")
KIND: Mapping[ChangeKind, Text] = {
    "added": Text("新增", "added"),
    "removed": Text("删除", "removed"),
    "changed": Text("修改", "changed"),
    "renamed": Text("改名", "renamed"),
    "reordered": Text("调整次序", "reordered"),
}
NUMBER = Text("序号", "no.")
PATH = Text("栏目", "parameter")
REASON = Text("判断理由", "reason")
FINGERPRINT = Text("指纹", "fingerprint")
CHANGE = Text("变化", "change")
JUDGED = Text("宽严", "direction")
OUTLIER_SIGN = "★"


def values_text(change: Change, language: Language) -> tuple[str, str]:
    """What both sides say."""
    return value_of(change.a, change.path_a, language), value_of(change.b, change.path, language)


def value_of(said: Said | None, path: str, language: Language) -> str:
    """What one side says at its path."""
    if said is None:
        return NOT_DECLARED.in_language(language)
    if said.value is None:
        return _EMPTY.in_language(language)
    if said.keys and isinstance(said.value, dict):
        return _table_text(said.value, said.keys, path, language)
    value = in_chinese(said.value, path) if language == "zh" else said.value
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return " ".join(f"({number}) {value_text(item, language)}" for number, item in enumerate(value, 1))
    return value_text(value, language)


def _table_text(table: Mapping[str, Shown], keys: Mapping[str, str], path: str, language: Language) -> str:
    """A whole table under the names of its classes: 特大 100，较大 90（按类别）."""
    values = table["values"]
    if not isinstance(values, dict):
        raise TypeError(f"no table: {table!r}")
    entries = {keys.get(key, key): (each, f"{path}.values.{key}") for key, each in values.items()}
    if table.get("default") is not None:
        entries[_OTHERS.in_language(language)] = (table["default"], f"{path}.default")
    told = (_entry_text(name, each, at, language) for name, (each, at) in entries.items())
    by = _BY_FORM if table["by"] == "form" else _BY_CLASS
    return bracketed(("，" if language == "zh" else ", ").join(told), by.in_language(language), language)


def _entry_text(name: str, value: Shown, path: str, language: Language) -> str:
    text = value_text(in_chinese(value, path) if language == "zh" else value, language)
    return bracketed(name, text, language) if isinstance(value, dict) else f"{name} {text}"


def place_of(said: Said, language: Language) -> str:
    """file:line, and whose line it is: a county's value may stand in the province's file."""
    return one_line(bracketed(f"{said.file}:{said.line}", LAYER[said.layer].in_language(language), language))


def title_of(change: Change, language: Language) -> str:
    """What the change is about, with what happened to it where it did not just change."""
    title = one_line(change.title.in_language(language))
    kind = KIND[change.kind].in_language(language)
    return title if change.kind == "changed" else bracketed(title, kind, language)


def path_of(change: Change, language: Language) -> str:
    """Where in a policy it stands; both places of what was renamed."""
    path = change.path_a if change.kind == "removed" else change.path
    if change.kind == "renamed" and change.path != change.path_a:
        path = f"{change.path_a} → {change.path}"
    return one_line(path if language == "en" else chinese_first(change.path_zh, path))


def chinese_first(chinese: str, path: str) -> str:
    """Both names of a path, where there are two."""
    return path if chinese in ("", path) else f"{chinese} {path}"


def compared_text(compared: Compared, language: Language) -> str:
    """Which policy it is: whose, which version, from when, and on which day it was looked at."""
    status = POLICY_STATUS[compared.status].in_language(language)
    if language == "zh":
        said = (f"{compared.name}（{compared.jurisdiction}）{compared.version} 版（{status}），"
                f"{compared.effective_from} 起施行；各级政策按 {compared.on} 有效的合并")  # fmt: skip
    else:
        said = (f"{compared.name} ({compared.jurisdiction}), version {compared.version} ({status}), from "
                f"{compared.effective_from}; all layers as in force on {compared.on}")  # fmt: skip
    return one_line(said)


def labels(columns: Sequence[Compared]) -> list[str]:
    """A short name for each: the county's, with its version or what was asked where that is needed."""
    for name in (lambda each: each.name, lambda each: f"{each.name} {each.version}", lambda each: each.asked):
        found = [one_line(name(each)) for each in columns]
        if len(set(found)) == len(found):
            return found
    return [f"{number} {one_line(each.asked)}" for number, each in enumerate(columns, 1)]


def approval_text(change: Change, language: Language) -> str:
    """By whom it was approved, with the number, the day and the reason; "" for what is not approved."""
    approval = change.approval
    if approval is None:
        return ""
    if language == "zh":
        said = f"{approval.number}（{approval.by}，{approval.date}）：{approval.reason}"
    else:
        said = f"{approval.number} ({approval.by}, {approval.date}): {approval.reason}"
    return one_line(said)


def marked_title(change: Change, language: Language) -> str:
    """The title; of what is approved, under whose heading no direction stands, with the direction."""
    title = title_of(change, language)
    if change.approved is None:
        return title
    return f"[{DIRECTION[change.direction].in_language(language)}] {title}"


def counts_text(diff: Diff, language: Language) -> str:
    """How many changes of which direction."""
    summary = diff.summary
    numbers: Mapping[Direction, int] = {
        "looser": summary.looser, "tighter": summary.tighter,
        "different": summary.different, "neutral": summary.neutral,
    }  # fmt: skip
    total = sum(numbers.values())
    parts = [f"{DIRECTION[each].in_language(language)} {number}" for each, number in numbers.items()]
    if summary.approved:
        parts.append(f"{APPROVED.in_language(language)} {summary.approved}")
    if language == "zh":
        return f"共 {total} 处变化：{'，'.join(parts)}。"
    return f"Changes: {total} ({', '.join(parts)})."
