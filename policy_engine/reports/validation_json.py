"""A validation as JSON by schemas/validation.schema.json, for programs."""

from __future__ import annotations

import json

from policy_engine.findings.validation import Validation
from policy_engine.reports.words import Language


def validation_json(validation: Validation, _language: Language) -> str:
    """Both languages are in the data; the argument changes nothing."""
    data = validation.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
