"""The scenarios and programmes on the list."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.scenario import KeptKind, KeptScenario
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.KEEP_SCENARIOS)
def scenarios_kept(records: Records, kind: KeptKind = KeptKind.SCENARIO) -> Sequence[KeptScenario]:
    """Every scenario, or every programme, that was not taken away, the newest first."""
    query = sa.select(KeptScenario).where(KeptScenario.taken_away_at.is_(None), KeptScenario.kind == kind)
    return records.session.scalars(query.order_by(KeptScenario.id.desc())).all()


@asks(Permission.KEEP_SCENARIOS)
def scenario_by(records: Records, number: int, kind: KeptKind = KeptKind.SCENARIO) -> KeptScenario:
    """One scenario or programme. Raises NotFound."""
    kept = records.session.get(KeptScenario, number)
    if kept is None or kept.taken_away_at is not None or kept.kind is not kind:
        raise NotFound(f"There is no such {kind}.", given=number, do_next=f"See the list of {kind}s.")
    return kept
