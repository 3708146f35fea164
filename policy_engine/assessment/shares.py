"""Which share of the excellent holds: the usual one, the raised one, or that of a unit which failed.

A unit that failed wins over everything: its share is the lowered one (never above the usual one), and no
raise is granted. A raise needs a listed ground and an approval; without either the usual share holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from policy_engine.assessment.model import Given
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment import RaiseClaim
from policy_engine.documents.assessment_grades import RaisedShare
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.expr.functions_of_texts import is_blank, squeezed
from policy_engine.source.tree import Path

_USUAL: Path = ("assessment", "excellent_share")
_RAISED: Path = ("assessment", "excellent_raised", "share")
_LOWERED: Path = ("assessment", "excellent_lowered")


@dataclass(frozen=True, slots=True)
class ShareInForce:
    """The share with the path of the policy's value; both None where it cannot be told, and `reason` why."""

    share: Fraction | None
    path: Path | None
    reason: Text
    raise_granted: bool = False


def share_in_force(given: Given) -> ShareInForce:
    """The share of the excellent that holds for every pool of the assessment."""
    policy, failed = given.policy, given.document.unit_failed
    claim = given.document.raised
    refused = None if claim is None else _why_not_raised(claim, policy.excellent_raised)
    if failed is True:
        return _of_failed_unit(policy)
    if failed is None and (policy.excellent_lowered is not None or (claim is not None and refused is None)):
        return ShareInForce(None, None, Text(
            "没有写明单位考核是否不合格（unit_failed），不知道适用哪个优秀比例",
            "nobody says whether the unit failed (unit_failed), and the share of the excellent hangs on it",
        ))  # fmt: skip
    if claim is not None and refused is None and policy.excellent_raised is not None:
        return ShareInForce(Fraction(policy.excellent_raised.share), _RAISED, Text(
            f"符合“{claim.ground}”并经批准（{claim.approval}），按提高的比例",
            f'raised on the ground "{claim.ground}", with the approval {claim.approval}',
        ), raise_granted=True)  # fmt: skip
    return _usual(policy, refused)


def _of_failed_unit(policy: AssessmentPolicy) -> ShareInForce:
    lowered, usual = policy.excellent_lowered, policy.excellent_share
    if lowered is None:
        return _usual(policy, Text(
            "单位考核不合格，但政策没有规定降低的比例",
            "the unit failed, but the policy has no lowered share",
        ))  # fmt: skip
    if usual is not None and usual < lowered:
        return _usual(policy, Text(
            "单位考核不合格，但降低的比例高于一般比例",
            "the unit failed, but the lowered share is above the usual one",
        ))  # fmt: skip
    return ShareInForce(Fraction(lowered), _LOWERED, Text(
        "单位考核不合格，按降低的比例", "the unit failed, and the lowered share holds",
    ))  # fmt: skip


def _usual(policy: AssessmentPolicy, note: Text | None) -> ShareInForce:
    """The usual share; `note` says why it is none of the others."""
    before = Text("", "") if note is None else Text(f"{note.zh}，", f"{note.en}; ")
    if policy.excellent_share is None:
        return ShareInForce(None, None, Text(
            f"{before.zh}政策没有规定优秀比例", f"{before.en}the policy declares no share of the excellent",
        ))  # fmt: skip
    return ShareInForce(Fraction(policy.excellent_share), _USUAL, Text(
        f"{before.zh}按一般比例", f"{before.en}the usual share holds",
    ))  # fmt: skip


def is_numbered(approval: str | None) -> bool:
    """Whether an approval is stated by its number: words such as 口头同意 are none."""
    return not is_blank(approval) and any(sign.isnumeric() for sign in approval or "")


def _why_not_raised(claim: RaiseClaim, raised: RaisedShare | None) -> Text | None:
    if raised is None:
        return Text("政策没有规定可以提高比例", "the policy does not raise the share")
    if squeezed(claim.ground) not in map(squeezed, raised.grounds):
        return Text(
            f"“{claim.ground}”不是政策所列可以提高比例的情形",
            f'"{claim.ground}" is no ground that the policy lists for a raised share',
        )
    if not is_numbered(claim.approval):
        return Text("没有写明提高比例的批准文号", "no approval of a raised share is stated")
    return None
