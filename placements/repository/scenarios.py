"""The scenarios on the list."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.scenario import KeptScenario
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.KEEP_SCENARIOS)
def scenarios_kept(records: Records) -> Sequence[KeptScenario]:
    """Every scenario that was not taken away, the newest first."""
    query = sa.select(KeptScenario).where(KeptScenario.taken_away_at.is_(None)).order_by(KeptScenario.id.desc())
    return records.session.scalars(query).all()


@asks(Permission.KEEP_SCENARIOS)
def scenario_by(records: Records, number: int) -> KeptScenario:
    """One scenario. Raises NotFound."""
    kept = records.session.get(KeptScenario, number)
    if kept is None or kept.taken_away_at is not None:
        raise NotFound("There is no such scenario.", given=number, do_next="See the list of scenarios.")
    return kept
