"""Days on which what is in force changes, of versions and inside of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from policy_engine.documents.ledger import Ledger
from policy_engine.documents.policy import Policy
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.layer import LayerFile

_DAY = datetime.timedelta(days=1)


def day_after(day: datetime.date) -> datetime.date | None:
    """None after 9999-12-31, the last day there is, which people write where something has no end."""
    return None if day == datetime.date.max else day + _DAY


def turning_points(policy: Policy) -> Iterator[datetime.date]:
    """Days on which a legal source that is cited, an approval or a new township begins or has ended."""
    cited = {id_ for rule in policy.rules for id_ in rule.basis}
    cited |= {id_ for entry in policy.envelope for id_ in entry.basis}
    for source in policy.legal_sources:
        if source.id in cited:
            yield from _period(source.from_, source.until)
    for approval in policy.approvals:
        yield from _period(approval.date, approval.until)
    divisions = policy.divisions
    for added in divisions.added if divisions is not None and divisions.added is not None else ():
        yield added.from_


def _period(first: datetime.date | None, last: datetime.date | None) -> Iterator[datetime.date]:
    if first is not None:
        yield first
    if last is not None and (after := day_after(last)) is not None:
        yield after


def interval(chains: Chains, file: LayerFile) -> tuple[datetime.date, datetime.date | None]:
    """The first and the last day on which a file is in force: its own last day, or the next version's eve."""
    layer = file.layer
    later = [
        v.from_ for v in chains.repository.versions(layer.jurisdiction) if v.from_ > layer.effective.from_
    ]
    ends = [day for day in (layer.effective.until, later[0] - _DAY if later else None) if day is not None]
    return layer.effective.from_, min(ends, default=None)


def dates_to_judge(chains: Chains, file: LayerFile) -> list[datetime.date]:
    """The days inside the file's interval on which its chain changes: its first, and those of other layers.

    Also the day after an upper layer's last one, and the days on which the county's ledger changes.
    """
    first, last = interval(chains, file)
    days = {first}
    repository = chains.repository
    for code in chains.codes_above(file.layer.jurisdiction):
        for version in repository.versions(code):
            days.add(version.from_)
            until = chains.until_of(code, version)
            after = None if until is None else day_after(until)
            if after is not None:
                days.add(after)
    days |= {ledger.from_ for ledger in repository.ledgers(file.layer.jurisdiction)}
    return sorted(day for day in days if first <= day and (last is None or day <= last))


def inner_dates(
    policy: PolicyInForce, ledger: Ledger | None, first: datetime.date, last: datetime.date | None
) -> list[datetime.date]:
    """The turning points inside the file's interval, after its first day; the end of the ledger, too."""
    days = {
        *turning_points(policy.document),
        *_period(None, None if ledger is None else ledger.effective.until),
    }
    return sorted(day for day in days if first < day and (last is None or day <= last))
