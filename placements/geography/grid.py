"""From the British National Grid to degrees."""

from __future__ import annotations

from functools import cache

import numpy as np
from pyproj import Transformer

from placements.geography.distance import Floats


def degrees(eastings: Floats, northings: Floats) -> tuple[Floats, Floats]:
    """Latitudes and longitudes (WGS84) of grid references in metres (EPSG:27700); NaN stays NaN.

    Good to a few metres in place, and to far less between two places of one region, which is what distances need.
    """
    known = ~(np.isnan(eastings) | np.isnan(northings))
    latitudes, longitudes = np.full(len(known), np.nan), np.full(len(known), np.nan)
    if known.any():
        longitudes[known], latitudes[known] = _to_degrees().transform(eastings[known], northings[known])
    return latitudes, longitudes


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
