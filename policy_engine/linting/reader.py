"""What every reader of facts needs: the file in its chain, and a place for records and safe changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from policy_engine.diagnostics import Span
from policy_engine.documents.fields import Document
from policy_engine.documents.paths import chinese_place
from policy_engine.linting.edits import Edit
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.county import CountyProgram
from policy_engine.source.tree import MappingNode, Path, ScalarNode

D = TypeVar("D", bound=Document)


class FileReader:
    """The lowest file of a chain: facts are read of it alone.

    `places` has the place of each record, by its identity; `edits` the change that is
    safe at a place, where there is one.
    """

    def __init__(self, program: CountyProgram) -> None:
        self.program = program
        self.policy: PolicyInForce = program.policy
        self.file = self.policy.files[-1]
        self.tree: MappingNode = self.file.tree
        self.places: dict[int, Span] = {}
        self.edits: dict[Span, Edit] = {}

    def record(self, record: D, span: Span, edit: Edit | None = None) -> D:
        """Keeps the record's place, and what may be changed there."""
        self.places[id(record)] = span
        if edit is not None:
            self.edits[span] = edit
        return record

    def span(self, path: Path) -> Span:
        """Where the file writes what stands at the path of its own tree: at its key, where it has one."""
        return self.tree.key_span(path) or self.tree.span_of(path)

    def zh(self, path: Path) -> str:
        return chinese_place(self.tree, path)

    def is_own(self, span: Span | None) -> bool:
        return span is not None and span.file == self.file.layer.file

    def own_paths(self, path: Path) -> Iterator[tuple[Path, str]]:
        """The records of a list of the file, each with its id."""
        node = self.tree.at(path)
        for position, item in enumerate(getattr(node, "items", ())):
            id_ = item.child("id")
            if isinstance(id_, ScalarNode):
                yield (*path, position), str(id_.value)


def dotted(path: Path) -> str:
    """posts.cap, rules[0].when"""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
