"""The starters that `policy-engine new` fills in: commented drafts in Chinese, shipped with the product."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import Literal

Starter = Literal["county", "institutions", "setup", "county_tests", "rule", "rule_tests"]


def starter(name: Starter, /, **values: str) -> str:
    """The text of a starter with its gaps filled. KeyError for one that is left open."""
    text = files(__package__).joinpath("starters", f"{name}.yaml").read_text(encoding="utf-8")
    return Template(text).substitute(values)
