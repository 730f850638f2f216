"""The ground that invented families stand on: real postcodes, drawn at random, never a service's address."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import numpy.typing as npt

from data.demo.chance import Chance
from placements.geography import FAR_MILES, PostcodeBook, pl_distance_miles, postcodes_from_wheel, show_postcode

AUTHORITY = "E06000014"
"""The outline borrowed: City of York."""
NORTH_YORKSHIRE, EAST_RIDING, LEEDS = "E06000065", "E06000011", "E08000035"
AREAS = ("YO", "HG", "HU", "LS", "DN", "WF")
# One point of the map with this many postcodes is a sorting office or a large user, not a street where people live.
_POSTCODES_OF_A_SORTING_OFFICE = 3
# Renamed long ago or, in YO1, shops and offices; the directory still lists them.
_DISTRICTS_GIVEN_UP = ("YO1", "YO2", "YO3", "YO4", "YO5", "YO6")
_METRES_IN_THE_PUBLISHED_MILE = 1609.3
_NEAR_ENOUGH_METRES = 30 * _METRES_IN_THE_PUBLISHED_MILE
_SURELY_NEAR_METRES = 19 * _METRES_IN_THE_PUBLISHED_MILE


class Band(StrEnum):
    """Where a placement lies, seen from the child's home."""

    IN_AREA = "in_area"
    OUTSIDE_NEAR = "outside_near"
    OUTSIDE_FAR = "outside_far"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that somebody lives at: the postcode as written, its grid reference in metres, its authority."""

    postcode: str
    easting: float
    northing: float
    la_code: str


@dataclass(frozen=True)
class Ground:
    """Rows of the postcode book to draw from: those inside the authority, those outside but near, and all outside."""

    book: PostcodeBook
    inside: npt.NDArray[np.int64]
    near: npt.NDArray[np.int64]
    outside: npt.NDArray[np.int64]

    def home(self, chance: Chance) -> Spot:
        """Where a family of the authority lives."""
        return self._spot(chance, self.inside)

    def draw(self, chance: Chance, band: Band, home: Spot, besides: Container[str] = ()) -> Spot:
        """A place of this band, seen from this home, with none of the postcodes in `besides`.

        Far is over 20 miles by the published measure.
        """
        pool = {Band.IN_AREA: self.inside, Band.OUTSIDE_NEAR: self.near, Band.OUTSIDE_FAR: self.outside}[band]
        while True:
            spot = self._spot(chance, pool)
            fits = band is Band.IN_AREA or is_far(home, spot) == (band is Band.OUTSIDE_FAR)
            if fits and spot.postcode not in besides:
                return spot

    def _spot(self, chance: Chance, pool: npt.NDArray[np.int64]) -> Spot:
        row = int(pool[chance.whole(0, len(pool) - 1)])
        book = self.book
        postcode = show_postcode(str(book.postcodes[row]))
        return Spot(postcode, float(book.eastings[row]), float(book.northings[row]), str(book.la_codes[row]))


def is_far(home: Spot, spot: Spot) -> bool:
    """Whether two places are over 20 miles apart, by the published measure."""
    across, along = home.easting - spot.easting, home.northing - spot.northing
    if across * across + along * along < _SURELY_NEAR_METRES * _SURELY_NEAR_METRES:
        return False
    return float(pl_distance_miles(home.easting, home.northing, spot.easting, spot.northing)) > FAR_MILES


@cache
def ground() -> Ground:
    """The ground around York, from the installed postcode package (ONS Postcode Directory, OGL v3); read once."""
    book = postcodes_from_wheel(AREAS)
    lived_in = _lived_in(book)
    inside = lived_in & (book.la_codes == AUTHORITY)
    middle = book.eastings[inside].mean(), book.northings[inside].mean()
    away = np.hypot(book.eastings - middle[0], book.northings - middle[1])
    outside = lived_in & ~inside
    pools = (inside, outside & (away < _NEAR_ENOUGH_METRES), outside)
    return Ground(book, *(np.flatnonzero(pool) for pool in pools))


def _lived_in(book: PostcodeBook) -> npt.NDArray[np.bool_]:
    """Which postcodes could be a street today: on the map, not at one point with several others, not given up."""
    points = np.nan_to_num(book.eastings) * 10_000_000 + np.nan_to_num(book.northings)
    _, which, times = np.unique(points, return_inverse=True, return_counts=True)
    given_up = np.isin(np.strings.slice(book.postcodes, np.strings.str_len(book.postcodes) - 3), _DISTRICTS_GIVEN_UP)
    return np.asarray((times[which] < _POSTCODES_OF_A_SORTING_OFFICE) & ~np.isnan(book.eastings) & ~given_up)
