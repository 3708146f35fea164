"""Names in two languages: forms as keys of tables, one entry under two names, both languages in one file."""

from __future__ import annotations

import pytest

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import layer_schema_of, schema_of
from policy_engine.source.canonical import canonical, key_languages, mixed_keys
from policy_engine.source.read import read_tree
from policy_engine.source.schema_errors import schema_diagnostics
from policy_engine.source.schema_shape import Schema, chinese_title, shapes_of
from policy_engine.source.tree import MappingNode


def policy(text: str) -> MappingNode:
    return canonical(read_tree(text.encode(), "x.yaml").root, schema_of(Policy))


def refused(text: str) -> list[Diagnostic]:
    with pytest.raises(DocumentError) as caught:
        policy(text)
    return list(caught.value.diagnostics)


def test_a_table_by_form_takes_the_chinese_names_of_forms() -> None:
    chinese = "岗位设置: {岗位上限: {按: 建制, 取值: {镇: 95, 街道: 90}, 其他: 80}}"
    english = "posts: {cap: {by: form, values: {town: 95, subdistrict: 90}, default: 80}}"
    assert policy(chinese).to_plain() == policy(english).to_plain()


def test_a_table_by_form_of_records_takes_them_too() -> None:
    tree = policy("编制: {编制标准: {取值: {镇: {行政: 1, 事业: 2}}, 按: form}}")
    assert tree.to_plain()["establishment"]["quota"]["values"] == {
        "town": {"administrative": 1, "public_institution": 2}
    }


def test_a_table_by_class_keeps_its_keys() -> None:
    tree = policy("posts: {cap: {按: 类别, 取值: {镇: 95}}}")
    assert tree.to_plain()["posts"]["cap"] == {"by": "class", "values": {"镇": 95}}


@pytest.mark.parametrize("text", [
    "posts: {cap: 1, 岗位上限: 2}",
    "institutions: {设置模板（按类别）: a, 设置模板(按类别): b}",
    "posts: {cap: {by: form, values: {镇: 1, town: 2}}}",
])  # fmt: skip
def test_one_entry_under_two_names_is_told_with_both_places(text: str) -> None:
    (found,) = refused(text)
    assert found.code == "keys.both-names"
    assert len(found.related) == 1


def test_one_chinese_name_twice_is_a_duplicate_key() -> None:
    (found,) = refused("posts: {岗位上限: 1, 岗位上限: 2}")
    assert found.code == "yaml.duplicate-key"


@pytest.mark.parametrize(("written", "meant"), [("ｃａｐ", "cap"), ("岗位上线", "cap")])
def test_a_name_in_other_letters_is_asked_about(written: str, meant: str) -> None:
    tree = policy(f"posts: {{{written}: 90}}")
    said = [one for one in schema_diagnostics(tree, schema_of(Policy)) if one.code == "schema.unknown-key"]
    assert said[0].help is not None
    assert f"是否想写 {meant}（" in said[0].help.zh


def test_the_hint_at_mixed_names_stands_at_the_first_of_the_fewer() -> None:
    hint = mixed_keys(policy("name: 路桥区\nversion: '1'\nposts:\n  岗位上限: 90\n  seats_max: 3\n"))
    assert hint is not None
    assert (hint.code, hint.severity, str(hint.span)) == ("keys.mixed", Severity.HINT, "x.yaml:4:3")


@pytest.mark.parametrize("text", [
    "name: 路桥区\nposts: {cap: {by: class, values: {中心镇: 95}}}\n",
    "classification: {townships: {'331004003': 中心镇}}",
    "名称: 路桥区\n岗位设置: {岗位上限: {按: 类别, 取值: {central-town: 95}}, 分类上限: {general: 8}}",
])  # fmt: skip
def test_ids_and_classes_and_values_do_not_make_a_file_mixed(text: str) -> None:
    assert mixed_keys(policy(text)) is None


def _titled(schema: Schema) -> list[tuple[Schema, str, str]]:
    """Every form of the schema with its keys and their Chinese titles."""
    forms = [schema, *schema["$defs"].values()]
    return [
        (form, name, title)
        for form in forms
        for name, below in form.get("properties", {}).items()
        if (title := chinese_title(below)) is not None
    ]


def test_every_titled_key_of_a_layer_is_understood_by_its_chinese_title() -> None:
    schema = layer_schema_of(Policy)
    shapes = shapes_of(schema)
    titled = _titled(schema)
    assert [name for form, name, title in titled if shapes.property_name(form, title) != name] == []
    assert "删除" in {title for _, _, title in titled}


@pytest.mark.parametrize(("text", "language"), [
    ("名称: 甲\n版本: '1'\nposts: {}", "zh"),
    ("name: 甲\n版本: '1'", "zh"),
    ("name: 甲\nversion: '1'\n编制: {}", "en"),
    ("名称: 甲\nclassification: {townships: {a: b, c: d, e: f}}\n版本: '1'\n状态: 草案", "zh"),
])  # fmt: skip
def test_the_language_of_a_file_is_that_of_most_of_its_named_entries(text: str, language: str) -> None:
    assert key_languages(policy(text)) == {"x.yaml": language}


def test_of_a_merged_tree_each_file_keeps_its_own_language() -> None:
    county = canonical(read_tree("自定规则: [{编号: x}]".encode(), "county.yaml").root, schema_of(Policy))
    province = policy("name: 甲\nversion: '1'\nposts: {cap: 1, seats_max: 2}")
    merged = MappingNode({**province.entries, **county.entries}, province.span)
    assert key_languages(merged) == {"x.yaml": "en", "county.yaml": "zh"}
    missing = [one for one in schema_diagnostics(merged, schema_of(Policy)) if one.span]
    said = [one.help.zh for one in missing if one.help and one.span and one.span.file == "county.yaml"]
    assert said == ["请补上“意见: …”。", "请补上“要求: …”。"]
