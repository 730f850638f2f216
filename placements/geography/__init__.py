"""Where things are: postcodes, authorities, distances, and the published place fields."""

from __future__ import annotations

from placements.geography.book import UNKNOWN_AUTHORITY, Places, PostcodeBook
from placements.geography.county import upper_tier, upper_tiers
from placements.geography.distance import METRES_IN_A_MILE, metres_between, metres_matrix, miles
from placements.geography.grid import degrees
from placements.geography.locality import Locality, Neighbours
from placements.geography.postcode import areas_of, normalise_postcode, show_postcode, without_postcodes
from placements.geography.published import (
    FAR_MILES,
    PL_DISTANCE_UNKNOWN,
    OutsideEngland,
    PlLocation,
    over_20_miles,
    pl_distance,
    pl_distance_miles,
    pl_la,
    pl_location,
)
from placements.geography.sources import postcodes_from_onspd, postcodes_from_wheel

__all__ = [
    "FAR_MILES",
    "METRES_IN_A_MILE",
    "PL_DISTANCE_UNKNOWN",
    "UNKNOWN_AUTHORITY",
    "Locality",
    "Neighbours",
    "OutsideEngland",
    "PlLocation",
    "Places",
    "PostcodeBook",
    "areas_of",
    "degrees",
    "metres_between",
    "metres_matrix",
    "miles",
    "normalise_postcode",
    "over_20_miles",
    "pl_distance",
    "pl_distance_miles",
    "pl_la",
    "pl_location",
    "postcodes_from_onspd",
    "postcodes_from_wheel",
    "show_postcode",
    "upper_tier",
    "upper_tiers",
    "without_postcodes",
]
