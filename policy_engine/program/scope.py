"""The names that expressions may use, with their types: one set for set-ups, one for policies."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.diagnostics import Text
from policy_engine.documents.chain import Chain
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
    Text("政策版本", "versions of the policy"),
)

ROOTS: Mapping[str, Type] = {
    "setup": record_type(Setup),
    "county_ledger": Nullable(record_type(Ledger)),
    "params": record_type(Policy),
    "policy": POLICY_VERSIONS,
    "on": DATE,
}

# What the checks of policies themselves may use: the chain, read off the policy in force, and its document.
POLICY_ROOTS: Mapping[str, Type] = {
    "chain": record_type(Chain),
    "document": record_type(Policy),
    "county_ledger": Nullable(record_type(Ledger)),
    "on": DATE,
}
