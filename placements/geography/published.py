"""The place fields that the Department for Education derives and publishes, exactly by its own formulas.

They are for published indicators and for checks of a return, and for nothing else: distances that decide anything come
from `distance.py`. Source: SSDA903 guidance as restated in the open validation rules (392, 454, 1015).
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from placements.geography.book import UNKNOWN_AUTHORITY, Places
from placements.geography.distance import Floats

PL_DISTANCE_UNKNOWN = 999.9
FAR_MILES = 20.0
_KILOMETRES_IN_THE_PUBLISHED_MILE = 1.6093


class OutsideEngland(StrEnum):
    """What PL_LA holds in place of an authority of England."""

    NIR = "NIR"
    SCO = "SCO"
    WAL = "WAL"
    CON = "CON"
    NUK = "NUK"


class PlLocation(StrEnum):
    """PL_LOCATION: inside or outside the responsible authority; blank where it does not apply or is not known."""

    IN = "IN"
    OUT = "OUT"
    BLANK = ""


_COUNTRIES = {"N": OutsideEngland.NIR, "S": OutsideEngland.SCO, "W": OutsideEngland.WAL}


def pl_la(la_code: str) -> str | None:
    """PL_LA of an authority: its code in England, else the country; None where the place is not known.

    CON (confidential) and NUK (outside the United Kingdom) are stated by people, never worked out from a postcode.
    """
    if la_code == UNKNOWN_AUTHORITY:
        return None
    return _COUNTRIES.get(la_code[0], la_code)


def pl_distance_miles(
    home_eastings: npt.ArrayLike, home_northings: npt.ArrayLike, eastings: npt.ArrayLike, northings: npt.ArrayLike
) -> Floats:
    """PL_DISTANCE in miles to one decimal from two grid references in metres; 999.9 where any figure is NaN.

    The square root of dE² + dN², over 1,000, over 1.6093. Halves round up.
    """
    across = np.asarray(home_eastings, np.float64) - np.asarray(eastings, np.float64)
    along = np.asarray(home_northings, np.float64) - np.asarray(northings, np.float64)
    exact = np.sqrt(across**2 + along**2) / 1000 / _KILOMETRES_IN_THE_PUBLISHED_MILE
    tenths = np.floor(exact * 10 + 0.5)
    return np.where(np.isnan(exact), PL_DISTANCE_UNKNOWN, tenths / 10)


def pl_distance(home: Places, placement: Places, exempt: npt.NDArray[np.bool_]) -> Floats:
    """PL_DISTANCE of many placements: 999.9 where either postcode is unknown or outside England, NaN where exempt.

    `exempt` marks what the return leaves blank: short breaks (V3, V4) and unaccompanied asylum-seeking children.
    """
    countable = home.in_england & placement.in_england
    eastings, northings = np.where(countable, home.eastings, np.nan), np.where(countable, home.northings, np.nan)
    return np.where(exempt, np.nan, pl_distance_miles(eastings, northings, placement.eastings, placement.northings))


def over_20_miles(distances: Floats) -> npt.NDArray[np.bool_]:
    """Which PL_DISTANCE figures count as over 20 miles: above 20.0 and known."""
    known = np.not_equal(distances, PL_DISTANCE_UNKNOWN)
    return np.logical_and(np.greater(distances, FAR_MILES), known)


def pl_location(
    la_codes: npt.NDArray[np.str_], responsible: str, short_breaks: npt.NDArray[np.bool_]
) -> npt.NDArray[np.str_]:
    """PL_LOCATION of many placements: IN or OUT of the responsible authority, blank where unknown or a short break."""
    location = np.where(la_codes == responsible, PlLocation.IN.value, PlLocation.OUT.value)
    return np.where((la_codes == UNKNOWN_AUTHORITY) | short_breaks, PlLocation.BLANK.value, location)
