"""A document's bytes → positioned tree: the one entrance for YAML and JSON."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.source.encoding import decode
from policy_engine.source.json_tree import read_json
from policy_engine.source.tree import MappingNode, Node, ScalarNode
from policy_engine.source.yaml_tree import read_yaml

_ENTRY_WITHOUT_SPACE = re.compile(r"[^\s:：]{1,30}[:：]\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The document, and what the reader should be told although it could be read."""

    root: MappingNode
    warnings: tuple[Diagnostic, ...]


def read_tree(data: bytes, name: str) -> ReadResult:
    """Read one document.

    `name` is the file's name as messages show it; it decides between JSON
    (.json) and YAML (.yaml, .yml; JSON is read there too). Under any other name,
    such as "-", text that starts with { or [ is JSON. Raises DocumentError, and
    nothing else, whatever the bytes are.
    """
    text = decode(data, name)
    if not text.strip():
        raise DocumentError([_empty(name)])
    root, warnings = _read_text(text, name)
    if root is None or (isinstance(root, ScalarNode) and root.value is None and not root.text):
        raise DocumentError([_empty(name)])
    if not isinstance(root, MappingNode):
        raise DocumentError([*warnings, _not_a_mapping(root)])
    return ReadResult(root, tuple(sorted(warnings, key=lambda warning: warning.sort_key)))


def with_causes(problems: Iterable[Diagnostic], warnings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is wrong with a document that was read with warnings, each place told of once.

    How a value was read is often why it does not fit (“a，b” is one item): then
    the problem gets the warning's way out. Other warnings stay as they are.
    """
    causes = {warning.span: warning for warning in warnings}
    told: list[Diagnostic] = []
    for problem in problems:
        cause = causes.pop(problem.span, None)
        # To quote a number otherwise would lead to the same mistake again.
        own = cause is None or problem.code == "schema.number-in-quotes"
        told.append(problem if own or cause is None else replace(problem, help=cause.help))
    return told + list(causes.values())


def _read_text(text: str, name: str) -> tuple[Node | None, list[Diagnostic]]:
    suffix = name.rpartition(".")[2].lower()
    bracketed = text.lstrip()[:1] in ("{", "[")
    if suffix == "json" or (bracketed and suffix not in ("yaml", "yml")):
        return read_json(text, name)
    if bracketed:
        # {kind: setup} is YAML. But most of what looks so is JSON, and the models
        # take JSON under any name; whatever they take must be readable here, and
        # YAML knows neither tabs nor \ud83d\ude00.
        with contextlib.suppress(DocumentError):
            return read_json(text, name)
    return read_yaml(text, name)


def _empty(name: str) -> Diagnostic:
    return Diagnostic(
        "text.empty",
        Text("文件是空的，或只有注释。", "The file is empty, or has comments only."),
        Span(name, 1, 1, 1, 1),
        help=Text("请核对是否选错文件、保存是否成功。", "Check that it is the right file and was saved."),
    )


def _not_a_mapping(root: Node) -> Diagnostic:
    message = Text(
        "这份材料不是由“栏目: 内容”组成的。", 'The document does not consist of "name: value" entries.'
    )
    way_out = Text(
        "材料开头应写明类型，如 kind: setup。", "A document starts with its kind, e.g. kind: setup."
    )
    if isinstance(root, ScalarNode) and _ENTRY_WITHOUT_SPACE.search(root.text):
        way_out = Text("请用半角冒号，并在冒号后空一格，如 kind: setup。",
                       "Use a plain colon with a space after it, e.g. kind: setup.")  # fmt: skip
    return Diagnostic("text.not-a-mapping", message, root.span, help=way_out)
