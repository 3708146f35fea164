"""The names that every expression may use, with their types."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.documents.ledger import Ledger
from policy_engine.documents.policy import Policy
from policy_engine.documents.reflection import record_type
from policy_engine.documents.setup import Setup
from policy_engine.expr.types import DATE, FieldType, Nullable, RecordType, Type

# Facts about the versions of the policy, given by whoever looked them up.
POLICY_VERSIONS = RecordType(
    "Policy versions",
    lambda: {
        "later_from": FieldType(Nullable(DATE), "optional", "later_from", "其后版本施行日"),
    },
)

ROOTS: Mapping[str, Type] = {
    "setup": record_type(Setup),
    "county_ledger": Nullable(record_type(Ledger)),
    "params": record_type(Policy),
    "policy": POLICY_VERSIONS,
    "on": DATE,
}
