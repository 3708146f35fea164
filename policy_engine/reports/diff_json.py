"""A comparison as JSON by schemas/diff.schema.json or matrix.schema.json, for programs."""

from __future__ import annotations

import json

from policy_engine.diff.model import Diff, Matrix
from policy_engine.reports.words import Language


def diff_json(made: Diff | Matrix, _language: Language) -> str:
    """Both languages are in the data; the argument changes nothing."""
    data = made.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
