"""Tables by class or form that say the same for all, and defaults that stand for nobody."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.documents.lint_facts import TableDefault, TableEntries
from policy_engine.documents.terms import CHINESE
from policy_engine.linting.reader import FileReader, dotted
from policy_engine.program.declared import DeclaredTable, declared_tables
from policy_engine.source.tree import Node, Path, ScalarNode


def _own_tables(reader: FileReader) -> Iterator[DeclaredTable]:
    """Tables replace whole, so a table of the merged policy stands in one file."""
    for table in declared_tables(reader.policy.document):
        if reader.tree.at((*table.path, "values")) is not None:
            yield table


def table_entries(reader: FileReader) -> Iterator[TableEntries]:
    """Every table of the file with how many different values it has."""
    for table in _own_tables(reader):
        values = list(_values(reader, table.path))
        said = [value.to_plain() for value in values]
        different = [value for number, value in enumerate(said) if value not in said[:number]]
        first = values[0] if values else None
        record = TableEntries.model_construct(
            path=dotted(table.path),
            path_zh=reader.zh(table.path),
            number=len(values),
            different=len(different),
            value=first.text if isinstance(first, ScalarNode) else "",
        )
        yield reader.record(record, reader.span(table.path))


def _values(reader: FileReader, path: Path) -> Iterator[Node]:
    values = reader.tree.at((*path, "values"))
    for entry in getattr(values, "entries", {}).values():
        yield entry.node
    default = reader.tree.at((*path, "default"))
    if default is not None:
        yield default


def table_defaults(reader: FileReader) -> Iterator[TableDefault]:
    """The defaults of the file's tables. Which classes there are is known of a county alone."""
    classification = reader.policy.document.classification
    known = reader.file.layer.kind == "county" and classification is not None
    classes = [each.id for each in classification.classes or ()] if known and classification else []
    keys = {"class": classes, "form": list(CHINESE["form"])}
    for table in _own_tables(reader):
        path = (*table.path, "default")
        if reader.tree.at(path) is None or not keys[table.table.by]:
            continue
        record = TableDefault.model_construct(
            path=dotted(table.path),
            path_zh=reader.zh(table.path),
            by=table.table.by,
            stands_for=[key for key in keys[table.table.by] if key not in table.table.values],
        )
        yield reader.record(record, reader.span(path))
