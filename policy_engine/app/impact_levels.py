"""How a township's pools stand, and what its class may have of establishment."""

from __future__ import annotations

from policy_engine.app.check import Examination
from policy_engine.app.counties import County
from policy_engine.app.standing import outside_of_batches
from policy_engine.diagnostics import Text
from policy_engine.diff.impact_pools import Levels, PoolLevel
from policy_engine.engines.pools import CompiledPools
from policy_engine.program.fold import Township
from policy_engine.program.rules import Pool, Program, Rule

# The checks of the class's standards, whose figures are read as a pool's: approved, and at most so many.
_QUOTAS = {
    "quota-administrative": (
        "administrative-quota",
        Text("行政编制类别标准", "the class's standard of administrative establishment"),
    ),
    "quota-public-institution": (
        "public-institution-quota",
        Text("事业编制类别标准", "the class's standard of public-institution establishment"),
    ),
}


class LevelsOf:
    """The pools of townships; what is compiled for one class and form serves all that have them."""

    def __init__(self) -> None:
        self._made: dict[tuple[County, Township], tuple[CompiledPools, CompiledPools]] = {}

    def __call__(self, examination: Examination) -> Levels:
        """Each pool that is there and can be counted, by its id."""
        report, county = examination.report, examination.county
        township = Township(report.class_.id, report.township.form)
        pools, quotas = self._pools_of(county, township)
        standing = pools.levels(outside_of_batches(examination.facts))
        titles = {pool.id: pool.title for pool in (*pools.pools, *quotas.pools)}
        return {
            id_: PoolLevel(titles[id_], level.used, level.limit)
            for id_, level in (*standing.items(), *quotas.levels(examination.facts).items())
        }

    def _pools_of(self, county: County, township: Township) -> tuple[CompiledPools, CompiledPools]:
        """Those that actions draw on, and the class's standards."""
        key = (county, township)
        if key not in self._made:
            program = county.compiled(township).program
            quotas = tuple(pool for rule in program.rules if (pool := _quota(rule)) is not None)
            standards = Program(program.derivations, (), program.scope, pools=quotas)
            pools = CompiledPools(county.program.pools_for(township))
            self._made[key] = (pools, CompiledPools(standards))
        return self._made[key]


def _quota(rule: Rule) -> Pool | None:
    if rule.id not in _QUOTAS or rule.observed is None or rule.limit is None:
        return None
    id_, title = _QUOTAS[rule.id]
    return Pool(id_, title, "township", None, rule.observed, rule.limit)
