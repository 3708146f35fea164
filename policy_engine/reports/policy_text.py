"""The policy in force as YAML that reads back, with the origin of each line behind it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from policy_engine.diagnostics import Span, Text
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.reports.layout import pad, table
from policy_engine.reports.policy_keys import Keys, in_keys
from policy_engine.reports.policy_yaml import flow_text, key_text
from policy_engine.reports.words import LAYER, NOT_BINDING, POLICY_STATUS, Language, one_line
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

# What the file has on one line stays on one line up to here; longer lines push their origin out.
_LINE_CELLS = 88
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    origin: str


def policy_text(policy: PolicyInForce, on: datetime.date, keys: Keys, language: Language) -> str:
    """Comments that name the layers, then every value with the layer, file and line that it comes from."""
    writer = _Writer(policy, language)
    body = _aligned(list(writer.entries(in_keys(policy.tree, keys), "")))
    return "".join(f"{line}\n" for line in (*_head(policy, on, language), *body))


def origin_text(policy: PolicyInForce, span: Span) -> str:
    """Such as "路桥区 2024-01-01.yaml:46"."""
    return one_line(f"{policy.layer_of(span).name} {span.file.rpartition('/')[2]}:{span.line}")


def layer_rows(policy: PolicyInForce, language: Language) -> list[str]:
    """One line for each file of the chain, the nation first, in columns."""
    rows = []
    for layer in policy.layers:
        kind, status = (LAYER[layer.kind], POLICY_STATUS[layer.status])
        from_, until = layer.effective.from_, layer.effective.until
        period = Text(f"{from_} 起" if until is None else f"{from_} 至 {until}",
                      f"from {from_}" if until is None else f"{from_} to {until}")  # fmt: skip
        words = (kind.in_language(language), f"{layer.jurisdiction} {layer.name}", layer.version,
                 status.in_language(language), period.in_language(language), layer.file)  # fmt: skip
        rows.append([one_line(word) for word in words])
    return table(rows)


def title_text(policy: PolicyInForce, on: datetime.date, language: Language) -> str:
    """Whose policy, on which day."""
    layer = policy.layers[-1]
    return one_line(
        Text(f"{layer.jurisdiction} {layer.name}：{on} 有效的政策（各级合并）",
             f"{layer.jurisdiction} {layer.name}: the policy in force on {on}, all layers merged")
        .in_language(language)
    )  # fmt: skip


def _head(policy: PolicyInForce, on: datetime.date, language: Language) -> Iterator[str]:
    yield f"# {title_text(policy, on, language)}"
    if not policy.binding:
        yield f"# {NOT_BINDING.in_language(language)}"
    yield from (f"#   {row}" for row in layer_rows(policy, language))
    if policy.later_from is not None:
        day = policy.later_from
        later = Text(f"{day} 起有新的版本", f"a later version takes effect on {day}")
        yield f"# {later.in_language(language)}"


def _aligned(lines: list[_Line]) -> Iterator[str]:
    widths = [cell_len(line.text) for line in lines]
    column = max((cells for cells in widths if cells <= _LINE_CELLS), default=0)
    for line in lines:
        yield f"{pad(line.text, column)}  # {line.origin}"


class _Writer:
    def __init__(self, policy: PolicyInForce, language: Language) -> None:
        self._policy = policy
        self._language = language

    def entries(self, node: MappingNode, indent: str) -> Iterator[_Line]:
        for key, entry in node.entries.items():
            head = f"{indent}{key_text(key)}:"
            flow = f"{head} {flow_text(entry.node)}"
            if _stays_on_one_line(entry.node, flow):
                yield _Line(flow, self._at(_place(entry)))
            else:
                yield _Line(head, self._of_block(entry))
                yield from self._block(entry.node, indent + _INDENT)

    def _block(self, node: Node, indent: str) -> Iterator[_Line]:
        if isinstance(node, MappingNode):
            yield from self.entries(node, indent)
        elif isinstance(node, SequenceNode):
            for item in node.items:
                yield from self._item(item, indent)

    def _item(self, item: Node, indent: str) -> Iterator[_Line]:
        flow = f"{indent}- {flow_text(item)}"
        if _stays_on_one_line(item, flow):
            yield _Line(flow, self._at(item.span))
            return
        first, *rest = self._block(item, indent + _INDENT)
        yield _Line(f"{indent}- {first.text[len(indent) + len(_INDENT) :]}", first.origin)
        yield from rest

    def _at(self, span: Span) -> str:
        return origin_text(self._policy, span)

    def _of_block(self, entry: Entry) -> str:
        """The line of the key, where one file wrote all of it; else the layers that share in it."""
        files = {span.file for span in _spans(entry.node)}
        if len(files) == 1:
            return self._at(_place(entry))
        names = [one_line(layer.name) for layer in self._policy.layers if layer.file in files]
        merged = Text(f"合并：{'、'.join(names)}", f"merged: {', '.join(names)}")
        return merged.in_language(self._language)


def _place(entry: Entry) -> Span:
    """Where the entry is written: its key, unless a lower layer wrote the key and an upper one the value."""
    return entry.key_span if entry.key_span.file == entry.node.span.file else entry.node.span


def _stays_on_one_line(node: Node, line: str) -> bool:
    """Whether the file has all of it on one line, and that line can still be read."""
    if isinstance(node, ScalarNode) or _is_empty(node):
        return True
    places = {(span.file, number) for span in _spans(node) for number in (span.line, span.end_line)}
    return len(places) == 1 and cell_len(line) <= _LINE_CELLS


def _is_empty(node: Node) -> bool:
    return next(_below(node), None) is None


def _below(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        yield from (entry.node for entry in node.entries.values())
    elif isinstance(node, SequenceNode):
        yield from node.items


def _spans(node: Node) -> Iterable[Span]:
    """The places of the node and of everything in it."""
    yield node.span
    for below in _below(node):
        yield from _spans(below)
