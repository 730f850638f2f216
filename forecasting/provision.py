"""Everything a commissioner is told of supply: places, blocks, recruitment and places ahead, the return beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from forecasting.blocks import BlockUse, blocks_used
from forecasting.funnel import Funnel, funnel_from
from forecasting.funnel_ahead import PlacesAhead, places_ahead
from forecasting.on_the_way import OnTheWay, on_the_way
from forecasting.stated import Beside, Figure, beside, return_figures
from forecasting.supply import Expected, Supply, supply
from placements.permissions import Permission
from placements.repository.records import Records
from placements.repository.recruitment import applicants, holds_in_force, stated_places

_DRAWS = 1_000


@dataclass(frozen=True)
class Provision:
    """Supply today and ahead. `figures` are those of the fostering return; `notes` say what is missing and why."""

    supply: Supply
    blocks: tuple[BlockUse, ...]
    funnel: Funnel
    on_the_way: OnTheWay
    ahead: PlacesAhead
    figures: tuple[Figure, ...]
    stated: tuple[Beside, ...]
    notes: tuple[str, ...]


def provision(
    records: Records,
    *,
    today: dt.date | None = None,
    months: int = 36,
    seed: int = 1,
    expected: Expected | None = None,
) -> Provision:
    """Supply with blocks (for those who may see spending), recruitment and the return. Raises NotPermitted.

    Why single households are on hold is added up by reason only for those who may see sensitive facts.
    """
    found = supply(records, today=today, expected=expected)
    may_spend = records.viewer.may(Permission.SEE_SPENDING)
    why = holds_in_force(records, found.on) if records.viewer.may(Permission.SEE_SENSITIVE) else None
    figures = return_figures((places for places, _ in found.homes), why)
    funnel = funnel_from(records, found.on)
    return Provision(
        supply=found,
        blocks=blocks_used(records, found.on) if may_spend else (),
        funnel=funnel,
        on_the_way=on_the_way(applicants(records)),
        ahead=places_ahead(funnel, _next_month(found.on), months, _DRAWS, seed),
        figures=figures,
        stated=beside(stated_places(records), figures),
        notes=() if may_spend else ("Blocks of beds are shown to those who may see spending.",),
    )


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
