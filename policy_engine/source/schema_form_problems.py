"""A value that has none of the forms it may have, or does not say which one is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.source.schema_finding import Finding
from policy_engine.source.schema_shape import Discriminator, chinese_title, folded
from policy_engine.source.schema_words import (
    KINDS,
    choice,
    described,
    forms_of,
    key_name,
    listed,
    nearest,
    place,
)


def no_alternative(finding: Finding) -> Iterator[Diagnostic]:
    """One message: by the key that tells the forms apart where there is one, else by the forms."""
    told_by = finding.shapes.discriminator(finding.full_schema())
    told = _by_constants(finding) if told_by is None else _by_discriminator(finding, told_by)
    if told is not None:
        yield told
        return
    forms = forms_of(finding.shapes, finding.limit)
    yield finding.problem(
        "schema.no-alternative",
        Text(f"{finding.where.zh}的写法不在允许之列，写的是{finding.written.zh}。",
             f"{finding.where.en} is in none of the allowed forms; it is {finding.written.en}."),
        Text(f"可以写：{forms.zh}。", f"It may be: {forms.en}."),
    )  # fmt: skip


def _by_discriminator(finding: Finding, told_by: Discriminator) -> Diagnostic:
    field = next(iter(told_by.forms.values()))["properties"][told_by.key]
    key = key_name(told_by.key, field, finding.language)
    if not isinstance(finding.instance, Mapping):
        kind = KINDS["object"]
        return finding.problem(
            "schema.wrong-type",
            Text(f"{finding.where.zh}应为{kind.zh}，写的是{finding.written.zh}。",
                 f"{finding.where.en} must be {kind.en}; it is {finding.written.en}."),
            Text(f"请逐项写“栏目: 内容”，并写明 {key}。", f'Write "name: value" entries, {key} among them.'),
        )  # fmt: skip
    if told_by.key in finding.instance:
        return _refused_value(finding, told_by.key, told_by.chinese)
    example = (chinese_title(field) if finding.language == "zh" else None) or told_by.key
    choices = listed(choice(value, known) for value, known in told_by.chinese.items())
    return finding.problem(
        "schema.missing-key",
        Text(f"{finding.where.zh}缺少栏目 {key}。", f"{finding.where.en} lacks the entry {key}."),
        Text(f"请补上“{example}: …”。可用的写法：{choices.zh}。",
             f'Add "{example}: …". Allowed values: {choices.en}.'),
    )  # fmt: skip


def _by_constants(finding: Finding) -> Diagnostic | None:
    """When every alternative is ruled out by one constant (`kind`), that key is the problem."""
    if not isinstance(finding.instance, Mapping):
        return None
    names: dict[str, Sequence[str]] = {}
    culprit = None
    for schema in finding.limit:
        for form in finding.shapes.objects(schema):
            for name, known in finding.shapes.constants(form).items():
                if name in finding.instance and culprit in (None, name):
                    culprit = name
                    names[str(known[0])] = [str(word) for word in known[1:]]
    return None if culprit is None else _refused_value(finding, culprit, names)


def _refused_value(finding: Finding, key: str, names: Mapping[str, Sequence[str]]) -> Diagnostic:
    """`names` has the allowed values of the key with their Chinese names."""
    path = (*finding.path, key)
    where = place(finding.tree, path)
    node = finding.tree.at(path)
    written = described(node) if node is not None else Text("", "")
    words = {word: value for value, known in names.items() for word in (value, *map(folded, known))}
    near = nearest(folded(str(finding.instance[key])), words)
    shown = None if near is None else choice(words[near], names[words[near]])
    ask = Text("", "") if shown is None else Text(f"是否想写 {shown}？", f"Did you mean {shown}? ")
    choices = listed(choice(value, known) for value, known in names.items())
    return finding.problem(
        "schema.not-allowed-value",
        Text(f"{where.zh}不能是{written.zh}。", f"{where.en} cannot be {written.en}."),
        Text(f"{ask.zh}可用的写法：{choices.zh}。", f"{ask.en}Allowed values: {choices.en}."),
        finding.tree.span_of(path),
    )
