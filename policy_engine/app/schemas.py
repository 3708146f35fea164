"""The JSON Schemas of every document, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policy_engine.documents.ledger import Ledger
from policy_engine.documents.policy import Policy
from policy_engine.documents.rules import Rulebook
from policy_engine.documents.schema import layer_schema_of, schema_of
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Report, Reports

# `policy` is one layer as an office writes it; `policy-whole` is all layers merged.
SCHEMAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "ledger": lambda: schema_of(Ledger),
    "policy": lambda: layer_schema_of(Policy),
    "policy-whole": lambda: schema_of(Policy),
    "report": lambda: schema_of(Report),
    "reports": lambda: schema_of(Reports),
    "rulebook": lambda: schema_of(Rulebook),
    "setup": lambda: schema_of(Setup),
}
