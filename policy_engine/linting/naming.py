"""How ids are written that nothing else prescribes: docs/linting.md has the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.documents.lint_facts import LintedId
from policy_engine.linting.reader import FileReader, dotted
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode

# One language in one id, and nothing that is easily mistyped: spaces, brackets, full-width signs.
_HAN = r"[\u4e00-\u9fff0-9]+([-_][\u4e00-\u9fff0-9]+)*"
_WORDS = re.compile(rf"[a-z][a-z0-9]*([-_][a-z0-9]+)*|{_HAN}")
_NUMBERS = re.compile(rf"[A-Z0-9]+(-[A-Z0-9]+)*|{_HAN}")
_OF_WORDS = Text("小写英文单词（或汉字），用连字符或下划线连接，如 urban-subdistrict",
                 "lower-case words (or Chinese characters) joined by hyphens or underscores, such as "
                 "urban-subdistrict")  # fmt: skip
_OF_NUMBERS = Text("大写字母（或汉字）和数字，用连字符连接，如 A-01",
                   "capital letters (or Chinese characters) and digits joined by hyphens, such as "
                   "A-01")  # fmt: skip
# What offices number rather than name.
_NUMBERED = frozenset({"catalogue", "enforcement_items"})
_NAMED_CATALOGUES: tuple[Path, ...] = (("institutions", "special", "catalogue"),)
# The schema itself says how these are written.
_PRESCRIBED = frozenset({"legal_sources", "rules", "decision"})


def linted_ids(reader: FileReader) -> Iterator[LintedId]:
    """The ids that the file gives to something and that are written in another way."""
    for key, entry in reader.tree.entries.items():
        if key not in _PRESCRIBED:
            yield from _ids(reader, (key,), entry.node)


def _ids(reader: FileReader, path: Path, node: Node) -> Iterator[LintedId]:
    if isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            yield from _ids(reader, (*path, key), entry.node)
    elif isinstance(node, SequenceNode):
        for position, item in enumerate(node.items):
            inside = (*path, position)
            id_ = item.child("id")
            if isinstance(id_, ScalarNode) and item.child("remove") is None:
                yield from _unusual(reader, inside, id_)
            yield from _ids(reader, inside, item)


def _unusual(reader: FileReader, path: Path, node: ScalarNode) -> Iterator[LintedId]:
    numbered = path[-2] in _NUMBERED and path[:-1] not in _NAMED_CATALOGUES
    pattern, form = (_NUMBERS, _OF_NUMBERS) if numbered else (_WORDS, _OF_WORDS)
    if pattern.fullmatch(str(node.value)) is not None:
        return
    record = LintedId.model_construct(
        path=dotted(path),
        path_zh=reader.zh(path),
        id=str(node.value),
        form_zh=form.zh,
        form_en=form.en,
    )
    yield reader.record(record, node.span)
