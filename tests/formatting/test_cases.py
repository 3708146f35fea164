"""Formatting, case by case: cases.yaml has the file before and after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.app.fmt import SCHEMAS_OF_KINDS
from policy_engine.formatting import formatter
from policy_engine.formatting.formatter import NotTheSameError, formatted

CASES = yaml.load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def _schema(text: str) -> Any:
    first = text.partition("kind: ")[2].partition("\n")[0]
    return SCHEMAS_OF_KINDS[first if first in SCHEMAS_OF_KINDS else "policy"]()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_file_is_formatted_and_then_stays_as_it_is(case: dict[str, Any]) -> None:
    schema = _schema(case["before"])
    once = formatted(case["before"].encode(), "a.yaml", schema, case.get("keys"))
    assert once.decode() == case["after"]
    assert formatted(once, "a.yaml", schema, case.get("keys")) == once


def test_byte_order_mark_and_line_ends_stay() -> None:
    data = b"\xef\xbb\xbf" + "kind:   policy  # 注\r\nposts:\r\n- 1\r\n".encode()
    result = formatted(data, "a.yaml", _schema("kind: policy"))
    assert result == b"\xef\xbb\xbf" + "kind: policy    # 注\r\nposts:\r\n  - 1\r\n".encode()


def test_a_text_that_ends_without_a_line_end_keeps_what_it_says() -> None:
    data = "posts: 1\nkind: policy\ntransition:\n  text: |\n    没有换行".encode()
    result = formatted(data, "a.yaml", _schema("kind: policy"))
    assert result.decode() == "kind: policy\nposts: 1\ntransition:\n  text: |\n    没有换行"


def test_what_would_not_say_the_same_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "written", lambda *_: "kind: setup\n")
    with pytest.raises(NotTheSameError):
        formatted(b"kind: policy\n", "a.yaml", _schema("kind: policy"))
