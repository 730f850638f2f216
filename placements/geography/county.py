"""Which upper-tier authority looks after children where postcodes name a district council."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from placements.errors import Refused

# The 21 counties that still have districts (geography of April 2023 and April 2025), each with the numbers of its
# districts: E07000117 to E07000128 lie in Lancashire. Source: Department for Education, local authority district to
# local authority hierarchy (dfe-published-data-qa, data/la_lad_hierarchy.csv), OGL v3.
_COUNTIES: dict[str, tuple[range, ...]] = {
    "E10000003": (range(8, 13),),  # Cambridgeshire
    "E10000007": (range(32, 40),),  # Derbyshire
    "E10000008": (range(40, 48),),  # Devon
    "E10000011": (range(61, 66),),  # East Sussex
    "E10000012": (range(66, 78),),  # Essex
    "E10000013": (range(78, 84),),  # Gloucestershire
    "E10000014": (range(84, 95),),  # Hampshire
    "E10000015": (range(95, 104), range(240, 244)),  # Hertfordshire
    "E10000016": (range(105, 117),),  # Kent
    "E10000017": (range(117, 129),),  # Lancashire
    "E10000018": (range(129, 136),),  # Leicestershire
    "E10000019": (range(136, 143),),  # Lincolnshire
    "E10000020": (range(143, 150),),  # Norfolk
    "E10000024": (range(170, 177),),  # Nottinghamshire
    "E10000025": (range(177, 182),),  # Oxfordshire
    "E10000028": (range(192, 200),),  # Staffordshire
    "E10000029": (range(200, 207), range(244, 246)),  # Suffolk
    "E10000030": (range(207, 218),),  # Surrey
    "E10000031": (range(218, 223),),  # Warwickshire
    "E10000032": (range(223, 230),),  # West Sussex
    "E10000034": (range(234, 240),),  # Worcestershire
}
_COUNTY_BY_DISTRICT = {
    f"E07{number:06d}": county for county, runs in _COUNTIES.items() for run in runs for number in run
}
_DISTRICT = "E07"


def upper_tier(la_code: str) -> str:
    """The upper-tier authority of a local authority code: the county of a district, any other code itself.

    Raises Refused for a district of no county that stands: its postcodes come from before April 2023.
    """
    if not la_code.startswith(_DISTRICT):
        return la_code
    if la_code not in _COUNTY_BY_DISTRICT:
        raise Refused(
            "This district council belongs to no county of today.",
            given=la_code,
            do_next="Use a postcode file of April 2023 or later.",
        )
    return _COUNTY_BY_DISTRICT[la_code]


def upper_tiers(la_codes: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    """The upper-tier authority of each of many local authority codes, as `upper_tier`."""
    codes, positions = np.unique(la_codes, return_inverse=True)
    return np.array([upper_tier(str(code)) for code in codes], dtype="U9")[positions]
