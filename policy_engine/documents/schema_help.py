"""What an editor tells the writer of a file: explanations, examples and what is wrong, in Chinese.

`markdownDescription`, `errorMessage` and `patternErrorMessage` are keywords of
editors, not of JSON Schema; validators pass over them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

import yaml

from policy_engine.source.schema_shape import Schema

_PRESENCE = {"required": "必填。", "expected": "应填；缺了，用到它的核查项目按无法核查处理。"}
_CODE = re.compile(r"\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Dumper(yaml.SafeDumper):
    """Codes in double quotes, as everybody writes them."""

    def represent_str(self, text: str) -> yaml.ScalarNode:
        style = '"' if _CODE.fullmatch(text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _Dumper.represent_str)


def explained(field: Schema, default: Any, *, required: bool) -> dict[str, Any]:
    """The title and the description of a field, with what its absence means; `default` as the file has it."""
    presence = _PRESENCE.get("required" if required else field.get("x-presence", ""), "")
    # Not as `default`: editors write that into every new record of a list.
    if default not in (None, [], {}):
        presence = f"不写则为 {str(default).lower() if isinstance(default, bool) else default}。"
    description = field.get("description", "").rstrip("。")
    return {"title": field["title"], "description": f"{description}。{presence}"}


def example_help(key: str, example: Any, about: Schema) -> dict[str, Any]:
    """The example of a field, `key` being its name in the file.

    Single values stand as `examples`, which editors also propose. Records and lists
    stand in the explanation, because editors propose them as "[object Object]".
    """
    if not isinstance(example, Mapping | list):
        return {"examples": [example]}
    written = yaml.dump(
        _days({key: example}),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=80,
        default_flow_style=None,
    )
    return {"markdownDescription": f"{about['description']}\n\n示例：\n\n```yaml\n{written}```"}


def _days(example: Any) -> Any:
    """Days as days, so that they are written without quotes."""
    if isinstance(example, Mapping):
        return {key: _days(value) for key, value in example.items()}
    if isinstance(example, list):
        return [_days(item) for item in example]
    is_day = isinstance(example, str) and _DAY.fullmatch(example)
    return datetime.date.fromisoformat(example) if is_day else example


def complaints(field: Schema, example: Any) -> dict[str, str]:
    """What the editor says of a single value that does not fit; its own words where nothing fits better.

    Nothing for a value of several forms: each of them speaks for itself.
    """
    types = field.get("type", [])
    kinds = set(types if isinstance(types, list) else [types]) - {"null"}
    shown = f'"{example}"' if isinstance(example, str) else str(example)
    if "const" in field:
        return {"errorMessage": f"只能写 {str(field['const']).lower()}。"}
    if "enum" in field:
        return {"errorMessage": f"可填：{'、'.join(map(str, field['enum']))}。"}
    if field.get("format") == "date":
        return {"errorMessage": "应写作 2024-03-01 这样的日期。"}
    if kinds == {"boolean"}:
        return {"errorMessage": "应为 true（是）或 false（否）。"}
    if kinds == {"integer"}:
        return {"errorMessage": f"应为整数，如 {shown}。"}
    if kinds == {"number"}:
        return {"errorMessage": f"应为数字，如 {shown}。"}
    if kinds == {"number", "string"}:
        return {"errorMessage": f"应为小数、百分比或分数，如 {example}。"}
    if kinds == {"string"}:
        quoted = shown if _CODE.fullmatch(str(example)) else '"2024"'
        said = {"errorMessage": f"应为文字；数字和代码请加引号，如 {quoted}。"}
        if "pattern" in field and "patternErrorMessage" not in field:
            said["patternErrorMessage"] = f"写法不对，应如 {shown}。"
        return said
    return {}
