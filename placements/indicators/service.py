"""The indicators of a record: gathers what they need and answers every one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

import numpy as np

from placements.codes import CollectionYear
from placements.geography import Neighbours
from placements.indicators.catalogue import MEASURES, answers
from placements.indicators.facts import Facts, Pair, distance_known, far
from placements.indicators.need_band import need_band
from placements.indicators.row import Indicator
from placements.repository.episodes import episodes, returns_held
from placements.repository.planning import (
    children_at_school,
    children_meant_far,
    children_named,
    recorded_needs,
    siblings_assessed,
)
from placements.repository.records import Records
from placements.repository.reference import adjoining_authorities, populations, responsible_authority

AGE_GROUPS = {"Under 10": 0, "10 to 15": 10, "16 or 17": 16}
"""Groups of ages wide enough to be told of York's size, by the age at which each begins."""


def indicators(
    records: Records, as_at: dt.date | None = None, *, school_minutes: Mapping[int, float] | None = None
) -> list[Indicator]:
    """Every indicator I01 to I26 at the 31 March of the newest return, or of the newest that had ended by `as_at`.

    With `as_at` only such returns are used. `school_minutes` are door-to-door journeys by child id, where somebody has
    them. Every child's record is read, so the viewer must be one who may see them all: for others, ask as the house and
    cut what they may not see. Without any return every value is None, with the reason.
    Raises NotPermitted; Refused where the record does not say whose it is.
    """
    held = returns_held(records)
    ended = [year for year in held if as_at is None or year.end <= as_at]
    if ended:
        return answers(_gathered(records, ended, newest=ended[-1] == held[-1], school_minutes=school_minutes))
    because = "No return is held." if as_at is None else f"No return held had ended by {as_at.day} {as_at:%B %Y}."
    return [measure.definition.unanswered(None, because) for measure in MEASURES]


def _gathered(
    records: Records, ended: list[CollectionYear], *, newest: bool, school_minutes: Mapping[int, float] | None
) -> Facts:
    authority = responsible_authority(records)
    own = authority.la_code
    pairs = [(own, other) for other in adjoining_authorities(records, own)]
    return Facts(
        year=ended[-1],
        held=frozenset(ended),
        episodes=episodes(records, None if newest else ended[-1].end),
        responsible=own,
        neighbours=Neighbours.of(pairs, [own] if authority.adjoining_complete else []),
        population=populations(records, own),
        bands=_bands(records) if newest else None,
        siblings=tuple(Pair(*pair) for pair in siblings_assessed(records)) if newest else None,
        at_school=children_at_school(records) if newest else None,
        school_minutes=school_minutes,
        named=children_named(records, ended[-1]),
        far_by_plan=children_meant_far(records, ended[-1].end),
    )


def _bands(records: Records) -> dict[int, int]:
    """The need band of each child for whom it is known."""
    bands = {child: need_band(needs) for child, needs in recorded_needs(records).items()}
    return {child: band for child, band in bands.items() if band is not None}


def distance_by_age(records: Records) -> Counter[tuple[str, str]]:
    """Children looked after at the end of the newest year by group of ages and by category of I10.

    As for `indicators`, the viewer must be one who may see every child. Nothing where no return is held.
    """
    held = returns_held(records)
    if not held:
        return Counter()
    stock = _gathered(records, held, newest=True, school_minutes=None).stock
    group = np.searchsorted(list(AGE_GROUPS.values()), stock["age"].to_numpy(), side="right") - 1
    miles = stock["pl_distance"]
    distance = np.select([far(miles), distance_known(miles)], ["over_20_miles", "up_to_20_miles"], "unknown")
    return Counter(zip(np.array(list(AGE_GROUPS))[group].tolist(), distance.tolist(), strict=True))
