"""One violation of a JSON Schema → diagnostics with place, fact, rule and way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jsonschema.exceptions import ValidationError

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.source import schema_form_problems as forms
from policy_engine.source import schema_key_problems as keys
from policy_engine.source import schema_value_problems as values
from policy_engine.source.schema_finding import Finding
from policy_engine.source.schema_ways_out import number_in_quotes


def diagnose(finding: Finding) -> Iterator[Diagnostic]:
    """The diagnostics for one violation; never none."""
    if "propertyNames" in finding.error.relative_schema_path or _about_a_key(finding.error):
        yield keys.unknown_map_key(finding)
        return
    quoted = list(number_in_quotes(finding)) if finding.error.validator in _NUMBER_REFUSED else []
    if quoted:
        yield from quoted
        return
    speak = _SPEAKERS.get(str(finding.error.validator), _other)
    yield from speak(finding)


def _about_a_key(error: ValidationError) -> bool:
    return isinstance(error.instance, str) and "propertyNames" in error.absolute_schema_path


def _other(finding: Finding) -> Iterator[Diagnostic]:
    keyword = str(finding.error.validator)
    yield finding.problem(
        "schema.other",
        Text(f"{finding.where.zh}不符合文件格式的要求（{keyword}），写的是{finding.written.zh}。",
             f"{finding.where.en} does not meet the format's requirement ({keyword}); it is "
             f"{finding.written.en}."),
        Text("请对照该类文件的样例核对这一栏目。", "Compare this entry with an example of such a document."),
    )  # fmt: skip


# What refuses a text where only a number, or a number too, is wanted.
_NUMBER_REFUSED = ("type", "pattern", "anyOf", "oneOf")
_SPEAKERS: Mapping[str, Callable[[Finding], Iterator[Diagnostic]]] = {
    "additionalProperties": keys.unknown_keys,
    "unevaluatedProperties": keys.unknown_keys,
    "required": keys.missing_keys,
    "enum": values.not_allowed,
    "const": values.not_allowed,
    "type": values.wrong_type,
    "minimum": values.bound,
    "exclusiveMinimum": values.bound,
    "maximum": values.bound,
    "exclusiveMaximum": values.bound,
    "pattern": values.pattern,
    "format": values.date_format,
    "minItems": values.size,
    "maxItems": values.size,
    "minLength": values.size,
    "maxLength": values.size,
    "minProperties": values.size,
    "maxProperties": values.size,
    "uniqueItems": values.repeated,
    "anyOf": forms.no_alternative,
    "oneOf": forms.no_alternative,
}
