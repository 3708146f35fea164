"""--set assessment.mix.trace=0.3: one value of the assessment's policy, and what it is set to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policy_engine.app.policy_path import policy_path
from policy_engine.app.scoring.material import SECTION
from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
from policy_engine.documents.paths import ById, Parsed, PolicyPath, path_text
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import schema_of
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

_EQUALS = re.compile(r"[=＝]")
OPTION = "--set"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is set, and to what; `written` is how the user wrote the value."""

    parsed: Parsed
    node: Node
    written: str

    @property
    def path(self) -> PolicyPath:
        return self.parsed.path

    @property
    def text(self) -> str:
        """assessment.mix.trace=0.3"""
        return f"{path_text(self.path)}={self.written}"


def settings_of(written: Iterable[str]) -> tuple[Setting, ...]:
    """What is set. Raises UsageError for what is no setting, or of something else than assessment."""
    found: dict[PolicyPath, Setting] = {}
    for each in written:
        setting = _setting(each)
        if setting.path in found:
            raise UsageError(_twice(setting))
        found[setting.path] = setting
    return tuple(found.values())


def _setting(written: str) -> Setting:
    if _is_undecodable(written):
        raise UsageError(_not_text(written))
    parts = _EQUALS.split(written, maxsplit=1)
    if len(parts) != 2 or not parts[0].strip() or not parts[1].strip():
        raise UsageError(_no_setting(written))
    parsed = policy_path(parts[0])
    if parsed.path[0] != SECTION or len(parsed.path) < 2:
        raise UsageError(_not_of_assessment(parts[0].strip()))
    value = parts[1].strip()
    return Setting(parsed, _node(parsed.path, value), value)


def _node(path: PolicyPath, value: str) -> Node:
    """The value in canonical words: the Chinese ones are read where they stand."""
    name = f"{OPTION} {path_text(path)}"
    try:
        root = read_tree(f"value: {value}".encode(), name).root
    except DocumentError as error:
        raise UsageError(_unreadable(path, error)) from error
    node = root.child("value")
    if node is None or len(root.entries) != 1 or not _is_plain(node):
        raise UsageError(_not_one_value(path))
    whole = canonical(_around(node, path), schema_of(Policy))
    found: Node | None = whole
    for step in path:
        found = None if found is None else found.child(0 if isinstance(step, ById) else step)
    return node if found is None else found


def _is_plain(node: Node) -> bool:
    """One value, or a list of such; nothing at all is none."""
    if isinstance(node, SequenceNode):
        return all(isinstance(item, ScalarNode) for item in node.items)
    return isinstance(node, ScalarNode) and node.value is not None


def _around(node: Node, path: PolicyPath) -> MappingNode:
    """A policy that says nothing else."""
    for step in reversed(path):
        if isinstance(step, ById):
            node = SequenceNode((node,), node.span)
        else:
            node = MappingNode({step: Entry(step, node.span, node)}, node.span)
    assert isinstance(node, MappingNode)  # noqa: S101 - a path begins with a name
    return node


def is_of_setting(span: Span | None) -> bool:
    """Whether a place lies in what was set."""
    return span is not None and span.file.startswith(f"{OPTION} ")


def refused_value(problem: Diagnostic) -> UsageError:
    """A value that the policy's form does not allow, as wrong usage."""
    where = "" if problem.span is None else problem.span.file
    return UsageError(Diagnostic(
        "score.set-value",
        Text(f"{where}：{problem.message.zh}", f"{where}: {problem.message.en}"),
        help=problem.help,
    ))  # fmt: skip


def _is_undecodable(written: str) -> bool:
    """Whether the command line had bytes that are no text: Python hands them on as lone surrogates."""
    return any("\ud800" <= sign <= "\udfff" for sign in written)


def _not_text(written: str) -> Diagnostic:
    shown = re.sub("[\ud800-\udfff]", "\ufffd", written)
    return Diagnostic(
        "score.set-bytes",
        Text(f"{OPTION} 中有不是文字的字节：“{shown}”。", f"{OPTION} has bytes that are no text: {shown}."),
        help=Text("终端的编码可能不是 UTF-8，请改用 UTF-8 后重新输入，或用英文路径，"
                  "如 --set assessment.mix.trace=0.3。",
                  "The terminal may not use UTF-8: switch it, or write the path in English, such as --set "
                  "assessment.mix.trace=0.3."),
    )  # fmt: skip


def _no_setting(written: str) -> Diagnostic:
    return Diagnostic(
        "score.set-form",
        Text(f"{OPTION} 应写成“路径=值”，写的是“{written}”。", f"{OPTION} takes PATH=VALUE, not {written}."),
        help=Text("如 --set assessment.mix.trace=0.3，或 --set 考核评价.构成.工作痕迹=30%。",
                  "Such as --set assessment.mix.trace=0.3."),
    )  # fmt: skip


def _not_of_assessment(path: str) -> Diagnostic:
    return Diagnostic(
        "score.set-elsewhere",
        Text(f"“{path}”不是考核评价（assessment）中的一个值，改它不影响得分。",
             f"{path} is no value of `assessment`; setting it changes no score."),
        help=Text("请写 assessment 之下的一个值，如 assessment.mix.trace；其他规定的影响用 impact 分析。",
                  "Set a value under `assessment`, such as assessment.mix.trace; for others use impact."),
    )  # fmt: skip


def _twice(setting: Setting) -> Diagnostic:
    path = path_text(setting.path)
    return Diagnostic(
        "score.set-twice",
        Text(f"{OPTION} 两次设定了 {path}（{setting.parsed.zh}）。", f"{OPTION} sets {path} twice."),
        help=Text("请只留一次。", "Leave one of them."),
    )


def _unreadable(path: PolicyPath, error: DocumentError) -> Diagnostic:
    first = error.diagnostics[0]
    text = path_text(path)
    return Diagnostic(
        "score.set-value",
        Text(f"{OPTION} {text}：{first.message.zh}", f"{OPTION} {text}: {first.message.en}"),
        help=first.help,
    )


def _not_one_value(path: PolicyPath) -> Diagnostic:
    text = path_text(path)
    return Diagnostic(
        "score.set-value",
        Text(f"{OPTION} {text}：一次设定一个值，写的不是。",
             f"{OPTION} {text}: one value at a time; this is not one."),
        help=Text("其中有几个值的，请分别用 --set 设定，如 --set assessment.mix.trace=0.3。",
                  "Set the values in it one by one, such as --set assessment.mix.trace=0.3."),
    )  # fmt: skip
