"""Where postcodes lie, as positions that can be measured between."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import sqlalchemy as sa

from placements.geography import degrees, normalise_postcode
from placements.models.reference import Postcode
from placements.permissions import Permission
from placements.repository.records import Records, asks

_AT_ONCE = 5_000


@asks(Permission.SEE_REFERENCE)
def positions_of(records: Records, postcodes: Iterable[str | None]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude (degrees, WGS84) by postcode without spaces; one not held is absent, never (0, 0)."""
    wanted = sorted({known for text in postcodes if (known := normalise_postcode(text))})
    rows: list[tuple[str, int, int]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        query = sa.select(Postcode.postcode, Postcode.easting, Postcode.northing).where(
            Postcode.postcode.in_(wanted[start : start + _AT_ONCE])
        )
        rows += [(name, easting, northing) for name, easting, northing in records.session.execute(query)]
    if not rows:
        return {}
    grid = np.array([row[1:] for row in rows], dtype=np.float64)
    latitudes, longitudes = degrees(grid[:, 0], grid[:, 1])
    return {row[0]: (float(latitudes[i]), float(longitudes[i])) for i, row in enumerate(rows)}
