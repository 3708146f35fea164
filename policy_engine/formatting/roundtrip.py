"""A YAML file opened for editing: what is not changed stays letter for letter as it was.

ruamel.yaml keeps comments, quotes and the choice of block or flow, but not the line breaks
inside braces, nor an indentation that it was not told of. So what it writes of the file
*before* the edit is compared with what it writes *after* it, and only the lines that differ
are taken over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from policy_engine.diagnostics import DocumentError
from policy_engine.formatting.file_form import opened
from policy_engine.source.read import read_tree

# Lines are never broken: no file is as wide as this.
_ANY_WIDTH = 1 << 30
_STEP = 2


class Editable:
    """One YAML document. Change `root` in place, then take `data()`.

    `root` holds what the file says as ruamel.yaml's CommentedMap, CommentedSeq and scalars; keys
    stand as written, Chinese or English. Whoever edits validates the result.
    Raises DocumentError when the file cannot be read, as `read_tree` does.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._text, self._form = opened(data, name)
        read_tree(data, name)  # refuses aliases, tags and keys written twice, with their places
        self._yaml = _yaml()
        self.root: CommentedMap = self._yaml.load(self._text)
        self._yaml.indent(mapping=_STEP, sequence=_STEP + _offset(self.root), offset=_offset(self.root))
        self._before = self._written()

    def _written(self) -> str:
        stream = io.StringIO()
        self._yaml.dump(self.root, stream)
        return stream.getvalue()

    def data(self) -> bytes:
        """The bytes of the file with the edits. Unedited, those that were read (but for mixed line ends)."""
        after = self._written()
        if after == self._before:
            return self._form.encode(self._text)
        merged = _taken_over(self._text, self._before, after)
        return self._form.encode(merged if self._says(merged, after) else after)

    def _says(self, merged: str, meant: str) -> bool:
        """Whether both say the same; lines pieced together from two layouts might not."""
        try:
            said = read_tree(merged.encode(), self._name).root.to_plain()
        except DocumentError:
            return False
        return bool(said == read_tree(meant.encode(), self._name).root.to_plain())


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _ANY_WIDTH
    return yaml


def _offset(root: CommentedMap) -> int:
    """By how much the file indents the dashes of a list below its key: that of its first such list."""
    return next(_offsets(root), _STEP)


def _offsets(node: Any) -> Iterator[int]:
    if isinstance(node, CommentedMap) and not node.fa.flow_style():
        for value in node.values():
            if isinstance(value, CommentedSeq) and value and not value.fa.flow_style():
                yield max(0, value.lc.col - node.lc.col)
            yield from _offsets(value)
    elif isinstance(node, CommentedSeq) and not node.fa.flow_style():
        for item in node:
            yield from _offsets(item)


def _taken_over(original: str, before: str, after: str) -> str:
    """`original` with the lines replaced in which `after` differs from `before`.

    Where `before` is laid out otherwise than `original`, the whole differing stretch is taken over.
    """
    lines, old, new = (text.splitlines(keepends=True) for text in (original, before, after))
    edits = [each for each in _differences(old, new) if each[0] != "equal"]
    result: list[str] = []
    for tag, start, end, old_start, old_end in _differences(lines, old):
        touched = [each for each in edits if _touches(each, old_start, old_end)]
        if tag == "equal" or touched:
            result += _edited(old, new, touched, old_start, old_end)
        else:
            result += lines[start:end]
    return "".join(result)


_Difference = tuple[str, int, int, int, int]


def _differences(first: list[str], second: list[str]) -> list[_Difference]:
    return list(SequenceMatcher(None, first, second, autojunk=False).get_opcodes())


def _touches(edit: _Difference, start: int, end: int) -> bool:
    """Whether an edit belongs to old[start:end]; an insertion belongs to the stretch it begins or ends."""
    _tag, first, last, *_ = edit
    if first == last:
        return start < first <= end or first == start == 0
    return first < end and last > start


def _edited(old: list[str], new: list[str], edits: list[_Difference], start: int, end: int) -> list[str]:
    """old[start:end] with its edits; what an edit puts in goes where the edit begins."""
    result: list[str] = []
    at = start
    for _tag, old_start, old_end, new_start, new_end in edits:
        result += old[at : max(at, old_start)]
        if old_start >= start:
            result += new[new_start:new_end]
        at = max(at, min(old_end, end))
    return result + old[at:end]
