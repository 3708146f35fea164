"""Where a value of a policy comes from, as plain text and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from policy_engine.diagnostics import Text
from policy_engine.reports.layout import PAGE_CELLS, labelled
from policy_engine.reports.policy_data import json_value, layer_data
from policy_engine.reports.policy_keys import as_written
from policy_engine.reports.policy_text import title_text
from policy_engine.reports.policy_yaml import flow_text
from policy_engine.reports.words import LAYER, NOT_BINDING, SEVERITY, Language, bracketed, one_line, rule_key
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from policy_engine.app.policy_readers import Reader
    from policy_engine.app.policy_value import PolicyValue, Say
    from policy_engine.policyset.envelope import Bound

# Longer values are named by their parts.
_LONGEST_VALUE = 4 * PAGE_CELLS
_UNDECLARED = Text("各级政策均未规定", "no layer of policy declares it")
_GONE = Text("现行政策中没有这一项", "the policy in force does not have it")
_MERGED = {
    "by-key": Text("与其他层级按栏目逐项合并", "merged with other layers, entry by entry"),
    "by-id": Text("与其他层级按编号合并", "merged with other layers, by id"),
    "gathered": Text("各级同时有效", "holds together with those of other layers"),
    "whole": Text("与其他层级合并", "merged with other layers"),
}
_FORMS = {
    "at_least": Text("不低于", "at least"),
    "at_most": Text("不高于", "at most"),
    "keeps": Text("须保留本级已列各项", "keeps every entry of the bounding layer"),
    "keeps_order": Text("须保留本级已列各项及其先后", "keeps the entries of the bounding layer in order"),
    "none_of": Text("不得包含", "none of"),
    "one_of": Text("只能取", "one of"),
}
_CONSEQUENCES = {
    "not-judged": Text("因缺少这一规定而未核查", "not judged for want of it"),
    "incomplete": Text("因缺少这一规定而无法核查，按不符合处理", "not to be judged without it, so it blocks"),
}


def value_text(value: PolicyValue, language: Language) -> str:
    """Whose policy; what holds; layer by layer who set it, where and since when; bounds; checks."""
    policy, on = value.asked.policy, value.asked.on
    head = [title_text(policy, on, language)]
    if not policy.binding:
        head.append(NOT_BINDING.in_language(language))
    title = one_line(f"{value.path} {value.parsed.zh}")
    rows = [(label.in_language(language), list(lines)) for label, lines in _rows(value, language)]
    cells = max(cell_len(label) for label, _ in rows) + 2
    page = [*head, "", title, "-" * min(cell_len(title), PAGE_CELLS)]
    for label, lines in rows:
        page += labelled(label, [one_line(line) for line in lines], cells, indent=2)
    return "".join(f"{line.rstrip()}\n" for line in page)


def _rows(value: PolicyValue, language: Language) -> Iterator[tuple[Text, Iterator[str] | list[str]]]:
    yield Text("现行规定", "in force"), list(_in_force(value, language))
    for say in value.says:
        yield LAYER[say.layer.kind], _say(say, value, language)
    for bound in value.bounds:
        yield Text("上级约束", "bound"), _bound(bound, value, language)
    checks = [_reader(reader, language) for reader in value.readers]
    nothing = Text("没有核查方案的核查项用到它", "no check of set-ups reads it").in_language(language)
    yield Text("核查项", "checks"), checks or [nothing]


def _in_force(value: PolicyValue, language: Language) -> Iterator[str]:
    if value.node is not None:
        yield _shown(value.node, language)
        return
    said = any(say.node is not None for say in value.says)
    yield (_GONE if said else _UNDECLARED).in_language(language)
    if value.default is not None:
        shown = _shown(value.default, language)
        yield Text(f"未单独列出的，取“其他”（default）：{shown}",
                   f"what is not listed takes the default: {shown}").in_language(language)  # fmt: skip
    if value.there_are:
        zh, en = "、".join(value.there_are), ", ".join(value.there_are)
        yield Text(f"现有：{zh}", f"there are: {en}").in_language(language)


def _say(say: Say, value: PolicyValue, language: Language) -> Iterator[str]:
    """What the layer says, where and since when, and what became of it."""
    if say.span is None:
        silent = Text("未规定", "declares nothing").in_language(language)
        yield bracketed(say.layer.name, silent, language)
        return
    colon = "：" if language == "zh" else ": "
    became = _became(say, value).in_language(language)
    if say.node is None:
        yield f"{say.layer.name}{colon}{became}"
    else:
        yield f"{say.layer.name}{colon}{_shown(say.node, language)}"
    since = Text(f"自 {say.since} 起", f"since {say.since}").in_language(language)
    yield f"{say.span.file}:{say.span.line} {since}"
    if say.node is not None:
        yield became


def _became(say: Say, value: PolicyValue) -> Text:
    below = "" if say.by is None else say.by.name
    match say.outcome:
        case "merged":
            return _MERGED[value.merging]
        case "replaced":
            what = _whole(say.node)
            return Text(f"已被{below}取代（{what.zh}整体取代）",
                        f"replaced by {below} ({what.en} replace as a whole)")  # fmt: skip
        case "taken-away":
            return Text(f"已被{below}去掉", f"taken away by {below}")
        case "not-inherited":
            return Text("只对本级有效，下级不沿用", "for this layer alone; lower ones do not inherit it")
        case "removes":
            return Text(f"删去 {say.at}", f"removes {say.at}")
        case "drops":
            return Text(f"整体取代 {say.at}，其中没有这一项", f"replaces {say.at} as a whole, without it")
        case _:
            return Text("有效", "holds")


def _whole(node: Node | None) -> Text:
    if isinstance(node, MappingNode) and "by" in node.entries:
        return Text("分类取值表", "tables by class or form")
    if isinstance(node, SequenceNode):
        return Text("没有编号的清单", "lists without ids")
    return Text("单个值", "single values")


def _bound(bound: Bound, value: PolicyValue, language: Language) -> Iterator[str]:
    """The limit with its exception, code and grounds; then where it stands."""
    policy = value.asked.policy
    form = _FORMS[bound.form]
    said = f"{form.in_language(language)} {_limit(bound, value)}".rstrip()
    if bound.entry.unless is not None:
        other = _limit(bound, value, "unless")
        approval = bound.entry.unless.approval
        exception = Text(f"；经批准事项 {approval} 批准的，{form.zh} {other}",
                         f"; with approval {approval}, {form.en} {other}")  # fmt: skip
        said += exception.in_language(language)
    yield bracketed(said, " ".join([bound.entry.code, *bound.entry.basis]), language)
    yield f"{policy.files[bound.depth].layer.name} {bound.span.file}:{bound.span.line}"


def _limit(bound: Bound, value: PolicyValue, *inside: str) -> str:
    """The limit as it is written; "" for a bound that has none beside its form."""
    node = value.asked.policy.tree.at(("envelope", bound.number, *inside, bound.form))
    keeps = bound.form in ("keeps", "keeps_order")
    return "" if node is None or keeps else flow_text(as_written(node))


def _reader(reader: Reader, language: Language) -> str:
    severity = SEVERITY[reader.severity].in_language(language)
    text = f"{rule_key(reader.code, reader.id)} {reader.title.in_language(language)} [{severity}]"
    if reader.consequence == "none":
        return text
    return bracketed(text, _CONSEQUENCES[reader.consequence].in_language(language), language)


def _shown(node: Node, language: Language) -> str:
    """As its file has it; of a long one the names of its parts."""
    text = flow_text(as_written(node))
    if cell_len(text) <= _LONGEST_VALUE:
        return text
    if isinstance(node, MappingNode):
        parts = [entry.written for entry in node.entries.values()]
    else:
        parts = [_name(item) for item in node.items] if isinstance(node, SequenceNode) else []
    listed = "、".join(parts) if language == "zh" else ", ".join(parts)
    return Text(f"共 {len(parts)} 项：{listed}", f"{len(parts)} entries: {listed}").in_language(language)


def _name(item: Node) -> str:
    id_ = item.child("id")
    return str(id_.value) if isinstance(id_, ScalarNode) else flow_text(as_written(item))


def value_json(value: PolicyValue) -> str:
    """The same as data; layers with what each says under canonical keys."""
    return json.dumps(_data(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _data(value: PolicyValue) -> dict[str, Any]:
    policy = value.asked.policy
    return {
        "jurisdiction": policy.layers[-1].jurisdiction,
        "on": value.asked.on.isoformat(),
        "binding": policy.binding,
        "path": value.path,
        "path_zh": value.parsed.zh,
        "declared": value.node is not None,
        "value": _plain(value.node),
        "default": _plain(value.default),
        "there_are": list(value.there_are),
        "merging": value.merging,
        "layers": [_say_data(say) for say in value.says],
        "bounds": [_bound_data(bound, value) for bound in value.bounds],
        "checks": [
            {"code": reader.code, "id": reader.id, "severity": reader.severity,
             "title": {"zh": reader.title.zh, "en": reader.title.en}, "consequence": reader.consequence}
            for reader in value.readers
        ],
    }  # fmt: skip


def _plain(node: Node | None) -> Any:
    return None if node is None else json_value(node.to_plain())


def _say_data(say: Say) -> dict[str, Any]:
    return layer_data(say.layer) | {
        "outcome": say.outcome,
        "value": _plain(say.node),
        "line": None if say.span is None else say.span.line,
        "column": None if say.span is None else say.span.column,
        "since": None if say.since is None else say.since.isoformat(),
        "at": say.at,
        "by": None if say.by is None else say.by.jurisdiction,
    }


def _bound_data(bound: Bound, value: PolicyValue) -> dict[str, Any]:
    tree = value.asked.policy.tree
    layer = value.asked.policy.files[bound.depth].layer
    return {
        "form": bound.form,
        "limit": _plain(tree.at(("envelope", bound.number, bound.form))),
        "unless": _plain(tree.at(("envelope", bound.number, "unless"))),
        "code": bound.entry.code,
        "basis": list(bound.entry.basis),
        "layer": layer.kind,
        "file": bound.span.file,
        "line": bound.span.line,
    }
