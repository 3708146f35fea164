"""Items that somebody had in the period and that do not count for them, told for each person.

The last state up to the freeze counts. Work that was not done can vanish by that unseen: it was updated after
the freeze only, or its day, its person or what is assigned was changed. Which those are the tables of
totals.py tell: ids with one row by `staged`, ids with several by `states` and `last_states`.
"""

# ruff: noqa: S608 - made of texts of our own alone

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from policy_engine.traces.model import Aside
from policy_engine.traces.session import Session
from policy_engine.traces.staging import Reading

# Whom the period's item was with, and whom it ended with: one row for each, however many states there are.
# Of what stayed in the period and with its person, only that of which less is assigned than before.
_CHANGED = (
    "SELECT DISTINCT id, states.person AS giver, last_states.person AS taker, last_states.inside AS inside "
    "FROM states JOIN last_states USING (digest, id) WHERE states.inside AND NOT states.late "
    "AND (states.person <> last_states.person OR NOT last_states.inside "
    "OR states.assigned > last_states.assigned)"
)
# The numbers are places in Aside.
_ASIDE = (
    f"WITH changed AS MATERIALIZED ({_CHANGED}) "
    "SELECT 0, person, count(*) FROM staged ANTI JOIN repeated USING (digest) "
    "WHERE late AND inside AND cause = 0 GROUP BY person "
    "UNION ALL SELECT 0, person, count(DISTINCT id) FROM states "
    "ANTI JOIN (SELECT id FROM states WHERE NOT late) USING (id) WHERE late AND inside GROUP BY person "
    "UNION ALL SELECT 1, giver, count(*) FROM changed WHERE giver = taker AND NOT inside GROUP BY giver "
    "UNION ALL SELECT 2, giver, count(*) FROM changed WHERE giver <> taker GROUP BY giver "
    "UNION ALL SELECT 3, taker, count(DISTINCT id) FROM changed WHERE giver <> taker AND inside "
    "GROUP BY taker "
    "UNION ALL SELECT 4, taker, count(*) FROM changed WHERE giver = taker AND inside GROUP BY taker"
)


def set_aside(session: Session, reading: Reading) -> Mapping[str, Aside]:
    """Who has any of these, and how many. Without a column of updates an id has one state, and nothing is
    known of changes."""
    if "updated" not in reading.fields:
        return {}
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for place, person, count in session.rows(_ASIDE):
        found[person][place] += count
    return {person: Aside(*counts) for person, counts in sorted(found.items())}
