"""Facts of a chain together with the places in the policy that they are about."""

from __future__ import annotations

from typing import NamedTuple

from policy_engine.documents.fields import Document
from policy_engine.source.tree import Path


class Placed(NamedTuple):
    """A fact and where in the policy it stands."""

    record: Document
    path: Path


def place_text(path: Path) -> str:
    """posts.cap, institutions.templates[0].platforms[1]"""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
