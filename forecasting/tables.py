"""What the simulator reads and writes, as records of fixed shape: compiled once for every size of forecast."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from forecasting.states import (
    AGE_GROUPS,
    CARE_EDGES,
    HOME_EDGES,
    PLACES,
    PROVIDERS,
    RETURN_EDGES,
    ROUTES,
    SETTINGS,
    SIBLINGS,
    Floats,
)
from placements.codes import AGE_BANDS, ExitRoute

Counts = npt.NDArray[np.int32]
Records = npt.NDArray[np.void]

MOST_MONTHS = 120
MOST_LOOKS = 1_461
MOST_DAYS = 3_653
ADULT = 18
MONTHS_TO_18 = 12 * ADULT
LARGEST_FAMILY = 6

EIGHTEEN = len(ROUTES)
"""The route, after those that have a rate, of who leaves on the 18th birthday."""
ARRIVING = len(SETTINGS)
"""The origin, in the shares of settings, of a child who comes into care."""
NEWLY = len(PROVIDERS)
"""The provider before, in the shares of providers, of a child who comes to a setting anew."""
_TO_FAMILY = (ExitRoute.HOME_PLANNED, ExitRoute.HOME_UNPLANNED, ExitRoute.OTHER_FAMILY)
RETURN_KIND = np.array(
    [0 if r in _TO_FAMILY else -1 if r is ExitRoute.ADOPTION else 1 for r in ROUTES] + [-1], dtype=np.int64
)
"""By route: 0 left for family, 1 otherwise; -1 does not come back under the same number (adopted, or 18)."""
RETURN_KINDS = 2


class Rates(Protocol):
    """One draw of everything that is estimated; rates are a day, shares need not add up to 1.

    leaving [group, setting, days in care, route], moving [group, setting, days in the home], back [kind, time since];
    shares: settings [origin, group, setting], providers [setting, before, provider], places [setting, provider, place];
    sizes of a family; by month of age only, youngest, unaccompanied; gaps, months to the next older child; together,
    the chance that a brother or sister starts where the next younger does.
    """

    leaving: Floats
    moving: Floats
    back: Floats
    settings: Floats
    providers: Floats
    places: Floats
    sizes: Floats
    only: Floats
    youngest: Floats
    gaps: Floats
    unaccompanied: Floats
    together: float


RATES = np.dtype(
    [
        ("leaving", np.float64, (len(AGE_GROUPS), len(SETTINGS), len(CARE_EDGES), len(ROUTES))),
        ("moving", np.float64, (len(AGE_GROUPS), len(SETTINGS), len(HOME_EDGES))),
        ("back", np.float64, (RETURN_KINDS, len(RETURN_EDGES) - 1)),
        ("settings", np.float64, (len(SETTINGS) + 1, len(AGE_GROUPS), len(SETTINGS))),
        ("providers", np.float64, (len(SETTINGS), len(PROVIDERS) + 1, len(PROVIDERS))),
        ("places", np.float64, (len(SETTINGS), len(PROVIDERS), len(PLACES))),
        ("sizes", np.float64, (LARGEST_FAMILY,)),
        ("only", np.float64, (MONTHS_TO_18,)),
        ("youngest", np.float64, (MONTHS_TO_18,)),
        ("gaps", np.float64, (MONTHS_TO_18,)),
        ("unaccompanied", np.float64, (MONTHS_TO_18,)),
        ("together", np.float64),
    ],
    align=True,
)


class Course(Protocol):
    """What changes by month in one run.

    families and unaccompanied [month] arrivals a day; leaving [month] what rates of leaving are multiplied by, and
    lived [month] what it adds up to, day by day, before each month.
    """

    families: Floats
    unaccompanied: Floats
    leaving: Floats
    lived: Floats


COURSE = np.dtype(
    [
        ("families", np.float64, (MOST_MONTHS,)),
        ("unaccompanied", np.float64, (MOST_MONTHS,)),
        ("leaving", np.float64, (MOST_MONTHS + 1,)),
        ("lived", np.float64, (MOST_MONTHS + 1,)),
    ],
    align=True,
)


class Days(Protocol):
    """The months, and the midnights at which they are looked at, the same in every run.

    cut_day: the cut in days from 1970; months of them; starts [month + 1] in days from the cut, beyond the last the
    end; month_of [day] the month of each day from the cut; looks_before [day] how many looks there are at the midnight
    that opens each day or before it.
    """

    cut_day: int
    months: int
    starts: Floats
    month_of: npt.NDArray[np.int16]
    looks_before: npt.NDArray[np.int16]


DAYS = np.dtype(
    [
        ("cut_day", np.int64),
        ("months", np.int64),
        ("starts", np.float64, (MOST_MONTHS + 1,)),
        ("month_of", np.int16, (MOST_DAYS + 1,)),
        ("looks_before", np.int16, (MOST_DAYS + 1,)),
    ],
    align=True,
)


class Tally(Protocol):
    """What is counted in one run: children at the midnights looked at, nights and events by month.

    stock [look, setting, age band]; provider, place, siblings [look, kind]; uasc [look]: children more or fewer than at
    the look before. nights [setting, provider, age in years, month, 2]: of children more or fewer than are counted for
    the whole month, and how many more or fewer are counted so from the next month on; slept [setting, provider, age] 1
    where there are any. came, returned, moved, unaccompanied [month]; left [month, route or 18]; turned [month,
    setting] who left at 18; families [month, size].
    """

    stock: Counts
    provider: Counts
    place: Counts
    siblings: Counts
    uasc: Counts
    nights: Counts
    slept: npt.NDArray[np.int8]
    came: Counts
    returned: Counts
    moved: Counts
    left: Counts
    turned: Counts
    families: Counts
    unaccompanied: Counts


LOOKED = {
    "stock": (len(SETTINGS), len(AGE_BANDS)),
    "provider": (len(PROVIDERS),),
    "place": (len(PLACES),),
    "siblings": (len(SIBLINGS),),
    "uasc": (),
}
"""The shape of what is counted at each look."""
COUNTED = {
    "came": (),
    "returned": (),
    "moved": (),
    "left": (len(ROUTES) + 1,),
    "turned": (len(SETTINGS),),
    "families": (len(SIBLINGS),),
    "unaccompanied": (),
}
"""The shape of what is counted in each month."""
TALLY = np.dtype(
    [(name, np.int32, (MOST_LOOKS + 1, *shape)) for name, shape in LOOKED.items()]
    + [(name, np.int32, (MOST_MONTHS, *shape)) for name, shape in COUNTED.items()]
    + [("nights", np.int32, (len(SETTINGS), len(PROVIDERS), ADULT, MOST_MONTHS, 2))]
    + [("slept", np.int8, (len(SETTINGS), len(PROVIDERS), ADULT))],
    align=True,
)
