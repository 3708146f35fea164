"""The texts of own rules: whether they are there, and in their languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_engine.documents.lint_facts import LintedParts, LintedText
from policy_engine.linting.reader import FileReader
from policy_engine.source.tree import MappingNode, Node, ScalarNode

_PARTS = {"title": "标题", "message": "意见", "remedy": "整改建议"}
_PUT_IN = re.compile(r"\{[^{}]*\}")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
# A name may be quoted in its own language.
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|\"[^\"]*\"|'[^']*'|[(（][^()（）]*[)）]")


def linted_texts(reader: FileReader) -> Iterator[LintedText]:
    """Each title, message and remedy of the file's own rules."""
    for path, id_ in reader.own_paths(("rules",)):
        for part, chinese in _PARTS.items():
            node = reader.tree.at((*path, part))
            if isinstance(node, MappingNode):
                zh, en = _said(node.child("zh")), _said(node.child("en"))
                record = LintedText.model_construct(
                    rule=id_,
                    part=part,
                    part_zh=chinese,
                    zh_said=bool(zh.strip()),
                    en_said=bool(en.strip()),
                    zh_in_chinese=_is_only_put_in(zh) or _HAN.search(zh) is not None,
                    en_in_english=_is_only_put_in(en) or _is_english(en),
                )
                yield reader.record(record, reader.span((*path, part)))


def _said(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def _is_only_put_in(text: str) -> bool:
    """Whether no letter of any language is left beside the values that are put in."""
    rest = _PUT_IN.sub("", text)
    return not any(sign.isalpha() for sign in rest)


def _is_english(text: str) -> bool:
    rest = _QUOTED.sub("", _PUT_IN.sub("", text))
    return _HAN.search(rest) is None and _LETTER.search(_PUT_IN.sub("", text)) is not None


def linted_parts(reader: FileReader) -> Iterator[LintedParts]:
    """Which texts the file's own rules have."""
    for path, id_ in reader.own_paths(("rules",)):
        record = LintedParts.model_construct(
            rule=id_,
            has_title=reader.tree.at((*path, "title")) is not None,
            has_remedy=reader.tree.at((*path, "remedy")) is not None,
        )
        yield reader.record(record, reader.span((*path, "id")))
