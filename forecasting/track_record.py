"""The forecast's own track record: kept with the returns it was made from, and shown beside every forecast."""

from __future__ import annotations

from typing import Any

from forecasting.backtest import BackTest
from placements.audit_chain import Event
from placements.models.back_test import BackTest as Kept
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork


def keep(work: UnitOfWork, found: BackTest, digest: str) -> None:
    """Keep the summary of a back-test under the digest of the returns it was made from."""
    work.viewer.must(Permission.SEE_FORECASTS)
    work.session.add(
        Kept(returns_digest=digest, made_at=work.clock(), made_by=work.viewer.name, document=summary_of(found))
    )
    work.record(Event.FORECAST_MADE, "back-test", returns=digest, forecasts=len(found.judged))


def summary_of(found: BackTest) -> dict[str, Any]:
    """What stands beside every forecast: how the total has fared by horizon, and how wide its range should be.

    `last_year` sets the forecast made from the last return but one beside what the last return says.
    """
    document = found.as_json()
    last = [one for one in found.judged if one.kind == "by_return" and one.series == "total"]
    newest = max(last, key=lambda one: (one.origin, -one.months), default=None)
    return {
        "total": found.total(),
        "range_scale": document["range_scale"],
        "last_year": None if newest is None else newest.as_json(),
        "replicates": found.replicates,
        "seed": found.seed,
    }
