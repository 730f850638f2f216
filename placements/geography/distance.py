"""Straight-line distances over the ground, for many pairs of places at once."""

from __future__ import annotations

from math import cos, radians, sin, sqrt

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]

METRES_IN_A_MILE = 1609.344
"""The international mile. The published 20-mile indicator has a mile of its own: see `published.py`."""

# The ellipsoid of WGS84: half its long axis in metres, and the square of its eccentricity.
_AXIS = 6_378_137.0
_FLATTENING = 1 / 298.257223563
_ECCENTRICITY_SQUARED = _FLATTENING * (2 - _FLATTENING)


def metres_between(
    latitudes: npt.ArrayLike, longitudes: npt.ArrayLike, other_latitudes: npt.ArrayLike, other_longitudes: npt.ArrayLike
) -> Floats:
    """Metres from each place to its partner, in a straight line over the ground.

    Degrees of WGS84, arrays or numbers that broadcast against each other; the answer has their shape. A coordinate that
    is not known (NaN) gives a distance that is not known. Within a millimetre of the geodesic up to 100 km, 20 mm up to
    1,000 km: the chord through the earth, lengthened to an arc by the curvature of the ellipsoid along the pair.
    """
    given = [np.asarray(part, np.float64) for part in (latitudes, longitudes, other_latitudes, other_longitudes)]
    parts = np.broadcast_arrays(*given)
    flat = [np.ascontiguousarray(part).ravel() for part in parts]
    return np.asarray(_pairs(*flat)).reshape(parts[0].shape)


def metres_matrix(
    latitudes: npt.ArrayLike, longitudes: npt.ArrayLike, other_latitudes: npt.ArrayLike, other_longitudes: npt.ArrayLike
) -> Floats:
    """Metres from each of n places (rows) to each of m others (columns), as `metres_between`; shape (n, m)."""
    given = (latitudes, longitudes, other_latitudes, other_longitudes)
    flat = [np.ascontiguousarray(part, np.float64).ravel() for part in given]
    return np.asarray(_matrix(*flat))


def miles(metres: npt.ArrayLike) -> Floats:
    """Metres as miles, for the edge of the program where people read them."""
    return np.asarray(metres, np.float64) / METRES_IN_A_MILE


@njit(cache=True)
def _earth_point(latitude: float, longitude: float) -> tuple[float, float, float, float, float, float]:
    """Earth-centred x, y, z in metres, then what bends the arc: curvature east-west, its excess north-south, cos²."""
    phi, theta = radians(latitude), radians(longitude)
    sine, cosine = sin(phi), cos(phi)
    flattened = 1 - _ECCENTRICITY_SQUARED * sine * sine
    across = _AXIS / sqrt(flattened)
    east_west = 1 / across
    north_south = east_west * flattened / (1 - _ECCENTRICITY_SQUARED)
    x, y = across * cosine * cos(theta), across * cosine * sin(theta)
    return x, y, across * (1 - _ECCENTRICITY_SQUARED) * sine, east_west, north_south - east_west, cosine * cosine


@njit(cache=True)
def _arc(
    a: tuple[float, float, float, float, float, float], b: tuple[float, float, float, float, float, float]
) -> float:
    """The length of the arc over the chord between two earth points, by the series of the arc sine."""
    dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    square = dx * dx + dy * dy + dz * dz
    if square == 0.0:
        return 0.0
    northward = 2 * dz * dz / ((a[5] + b[5]) * square)
    curvature = 0.5 * (a[3] + b[3] + (a[4] + b[4]) * northward)
    bend = square * curvature * curvature
    return sqrt(square) * (1 + bend * (1 / 24 + bend * (3 / 640 + bend * (5 / 7168))))


@njit(cache=True)
def _pairs(latitudes: Floats, longitudes: Floats, other_latitudes: Floats, other_longitudes: Floats) -> Floats:
    metres = np.empty(len(latitudes))
    for i in range(len(latitudes)):
        here = _earth_point(latitudes[i], longitudes[i])
        metres[i] = _arc(here, _earth_point(other_latitudes[i], other_longitudes[i]))
    return metres


@njit(cache=True)
def _matrix(latitudes: Floats, longitudes: Floats, other_latitudes: Floats, other_longitudes: Floats) -> Floats:
    others = [_earth_point(other_latitudes[j], other_longitudes[j]) for j in range(len(other_latitudes))]
    metres = np.empty((len(latitudes), len(other_latitudes)))
    for i in range(len(latitudes)):
        here = _earth_point(latitudes[i], longitudes[i])
        for j in range(len(others)):
            metres[i, j] = _arc(here, others[j])
    return metres
