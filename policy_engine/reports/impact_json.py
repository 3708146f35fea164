"""JSON by schemas/impact.schema.json, for programs."""

from __future__ import annotations

import json

from policy_engine.diff.impact_model import Impact
from policy_engine.reports.words import Language


def impact_json(impact: Impact, _language: Language) -> str:
    """Both languages are in the data; the argument changes nothing."""
    data = impact.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
