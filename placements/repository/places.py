"""Where postcodes lie, as positions that can be measured between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa

from placements.geography import degrees, normalise_postcode
from placements.models.reference import Postcode
from placements.permissions import Permission
from placements.repository.records import Records, asks

_AT_ONCE = 5_000


class Position(NamedTuple):
    """A place on the ground in degrees (WGS84), and the authority it lies in."""

    latitude: float
    longitude: float
    la_code: str


@asks(Permission.SEE_REFERENCE)
def positions_of(records: Records, postcodes: Iterable[str | None]) -> dict[str, Position]:
    """The position of each postcode, by the postcode without spaces; one not held is absent, never (0, 0)."""
    wanted = sorted({known for text in postcodes if (known := normalise_postcode(text))})
    rows: list[tuple[str, int, int, str]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        query = sa.select(Postcode.postcode, Postcode.easting, Postcode.northing, Postcode.la_code).where(
            Postcode.postcode.in_(wanted[start : start + _AT_ONCE])
        )
        rows += [(name, east, north, la_code) for name, east, north, la_code in records.session.execute(query)]
    if not rows:
        return {}
    grid = np.array([row[1:3] for row in rows], dtype=np.float64)
    latitudes, longitudes = degrees(grid[:, 0], grid[:, 1])
    return {row[0]: Position(float(latitudes[i]), float(longitudes[i]), row[3]) for i, row in enumerate(rows)}
