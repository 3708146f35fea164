"""The names that expressions may use, with their types: one set for each kind of submission."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.diagnostics import Text
from policy_engine.documents.actions import Journal, JudgedAction
from policy_engine.documents.assessed import Assessed
from policy_engine.documents.chain import Chain
from policy_engine.documents.change import Batch, Change, CountyTotals
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.lint_facts import Lint
from policy_engine.documents.policy import Policy
from policy_engine.documents.reflection import record_type
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import Judges
from policy_engine.documents.turns import Procedure, Turn
from policy_engine.documents.waiver import WaiverMet
from policy_engine.expr.types import DATE, NUMBER, FieldType, ListType, MapType, Nullable, RecordType, Type

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

# What checks of procedures see of a log that was replayed.
_PROCEDURE: Mapping[str, Type] = {"turns": ListType(record_type(Turn)), "procedure": record_type(Procedure)}

# A roster with the actions done: `at` is the day for which its relations hold.
_ROSTER: Mapping[str, Type] = {
    **ROOTS,
    "at": DATE,
    "earlier": record_type(Journal),
    "batch": record_type(Batch),
    "county": record_type(CountyTotals),
}

# `setup` is the roster with the action done, `before` what was used of each pool without it.
ACTION_ROOTS: Mapping[str, Type] = {
    **_ROSTER,
    **_PROCEDURE,
    "judged": record_type(JudgedAction),
    "change": record_type(Change),
    "before": MapType(NUMBER),
}

# What the checks of policies themselves may use: the chain, read off the policy in force, and its document.
POLICY_ROOTS: Mapping[str, Type] = {
    "chain": record_type(Chain),
    "document": record_type(Policy),
    "county_ledger": Nullable(record_type(Ledger)),
    "on": DATE,
}

# An assessment is judged as it was recomputed; there need be no roster.
ASSESSMENT_ROOTS: Mapping[str, Type] = {
    "assessment": record_type(Assessed),
    "county_ledger": Nullable(record_type(Ledger)),
    "params": record_type(Policy),
    "policy": POLICY_VERSIONS,
    "on": DATE,
}

SCOPES: Mapping[Judges, Mapping[str, Type]] = {
    "setup": ROOTS,
    "action": ACTION_ROOTS,
    "roster": _ROSTER,
    "round": {**ROOTS, **_PROCEDURE, "round": record_type(Round)},
    "assessment": ASSESSMENT_ROOTS,
    "policy": POLICY_ROOTS,
    # Waivers as a check met them; there is no roster in it and no parameter.
    "waiver": {"waivers": ListType(record_type(WaiverMet))},
    # One policy file in its chain, as lint reads it.
    "lint": {"lint": record_type(Lint)},
}
