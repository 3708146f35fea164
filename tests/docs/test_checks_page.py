"""docs/checks.md: every rule under what it judges, and every heading can be linked to."""

from __future__ import annotations

import re
from collections import Counter

from policy_engine import standard_rules
from tools.checks_document import checks_document

HEADINGS = re.findall(r"^(#+) (.*)$", checks_document(), re.MULTILINE)


def test_no_heading_comes_twice() -> None:
    anchors = Counter(re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for _, text in HEADINGS)
    assert [anchor for anchor, times in anchors.items() if times > 1] == []


def test_codes_stand_in_order_below_what_they_judge() -> None:
    parts: list[list[str]] = []
    for level, text in HEADINGS:
        if level == "##":
            parts.append([])
        elif level == "###":
            parts[-1].append(text.split()[0])
    assert len(parts) == 6
    assert all(codes == sorted(set(codes)) for codes in parts)


def test_every_rule_is_there_once() -> None:
    rules = [text.split("`")[1] for level, text in HEADINGS if level == "####"]
    assert sorted(rules) == sorted(sheet.id for sheet in standard_rules())
