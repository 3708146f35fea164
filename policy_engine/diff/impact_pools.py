"""How pools stand under two policies: what each limit gains or loses, and what must go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import PoolChange, Quantity, Standing
from policy_engine.expr.numbers import Number
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.wording import shown

# The pools that are shown, in their order. Those of a whole county are the same under any policy.
QUANTITIES: Mapping[str, Quantity] = {
    "counted-posts": "counted-posts",
    "special-task-posts": "special-task-posts",
    "featured-posts": "featured-posts",
    "administrative-establishment": "administrative-establishment",
    "public-institution-establishment": "public-institution-establishment",
    "administrative-quota": "administrative-quota",
    "public-institution-quota": "public-institution-quota",
    "leaders": "leaders",
    "mid-level": "mid-level",
    "mid-level-chief": "mid-level",
    "mid-level-deputy": "mid-level",
}
# Over its limit a featured post need not go: it may stay as an ordinary one.
_MAY_STAY: frozenset[Quantity] = frozenset({"featured-posts"})


@dataclass(frozen=True, slots=True)
class PoolLevel:
    """How a pool stands, exactly. `limit` is None where it is not known."""

    title: Text
    used: Number
    limit: Number | None

    @property
    def over(self) -> Number:
        """What is used beyond the limit; 0 where none is known."""
        return 0 if self.limit is None else max(self.used - self.limit, 0)


# By the pools' ids.
Levels = Mapping[str, PoolLevel]


def pool_changes(old: Levels, new: Levels) -> tuple[PoolChange, ...]:
    """Every pool that is there under one of the policies."""
    return tuple(
        _change(id_, quantity, old.get(id_), new.get(id_))
        for id_, quantity in QUANTITIES.items()
        if id_ in old or id_ in new
    )


def _change(id_: str, quantity: Quantity, old: PoolLevel | None, new: PoolLevel | None) -> PoolChange:
    title = next(level.title for level in (new, old) if level is not None)
    return PoolChange(
        id=id_,
        quantity=quantity,
        title=Bilingual.of(title),
        old=_standing(old),
        new=_standing(new),
        net=_less(None if new is None else new.limit, None if old is None else old.limit),
        must_go=_less(_known_over(new), _known_over(old)),
    )


def _standing(level: PoolLevel | None) -> Standing | None:
    if level is None:
        return None
    return Standing(
        used=shown(level.used),
        limit=shown(level.limit),
        left=_less(level.limit, level.used),
        over=shown(_known_over(level)),
    )


def _known_over(level: PoolLevel | None) -> Number | None:
    return None if level is None or level.limit is None else level.over


def _less(one: Number | None, other: Number | None) -> Shown:
    return None if one is None or other is None else shown(one - other)


@dataclass(frozen=True, slots=True)
class Sum:
    """A quantity of one township: its limit and what is over it."""

    limit: Number
    over: Number


def sums_of(quantity: Quantity, old: Levels, new: Levels) -> tuple[Sum, Sum] | None:
    """A township's under both policies; None where it is not known under both."""
    before, after = _sum_of(quantity, old), _sum_of(quantity, new)
    return None if before is None or after is None else (before, after)


def _sum_of(quantity: Quantity, levels: Levels) -> Sum | None:
    """Chiefs and deputies, where they are apart, are never set off against each other."""
    pools = [levels[id_] for id_, each in QUANTITIES.items() if each == quantity and id_ in levels]
    parts = [Sum(pool.limit, pool.over) for pool in pools if pool.limit is not None]
    if not parts or len(parts) < len(pools):
        return None
    return Sum(sum(part.limit for part in parts), sum(part.over for part in parts))


def over_limits(old: Levels, new: Levels) -> tuple[Number, Number]:
    """Posts, establishment and slots over the limits that are known under both policies."""
    pairs = [
        pair
        for quantity in dict.fromkeys(QUANTITIES.values())
        if quantity not in _MAY_STAY and (pair := sums_of(quantity, old, new)) is not None
    ]
    return sum(before.over for before, _ in pairs), sum(after.over for _, after in pairs)
