"""The kinds by which the forecast tells children apart: setting, provider, place, age group, route out, time."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from placements.codes import AGE_BANDS, ExitRoute, Setting
from placements.geography import Locality

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Dates = npt.NDArray[np.datetime64]


class ProviderType(StrEnum):
    """Who provides the home; in fostering, private and voluntary providers are the agencies."""

    OWN = "own"
    PRIVATE = "private"
    VOLUNTARY = "voluntary"
    OTHER_AUTHORITY = "other_authority"
    OTHER_PUBLIC = "other_public"
    PARENTS = "parents"
    NOT_STATED = "not_stated"


PROVIDER_BY_CODE = {
    "PR0": ProviderType.PARENTS,
    "PR1": ProviderType.OWN,
    "PR2": ProviderType.OTHER_AUTHORITY,
    "PR3": ProviderType.OTHER_PUBLIC,
    "PR4": ProviderType.PRIVATE,
    "PR5": ProviderType.VOLUNTARY,
    "": ProviderType.NOT_STATED,
}

SETTINGS = tuple(Setting)
PROVIDERS = tuple(ProviderType)
PLACES = tuple(Locality)
ROUTES = tuple(route for route in ExitRoute if route is not ExitRoute.EIGHTEEN)
"""The routes out before 18; leaving on the 18th birthday is certain and has no rate. Independent living before 18
counts with `other`."""
AGE_GROUPS = (*(band.value for band in AGE_BANDS), "uasc")
"""The five published bands, and unaccompanied children of any age, who leave and move at rates of their own."""
BAND_AGES = np.array([1, 5, 10, 16], dtype=np.int64)
"""The age with which each published band after the first begins."""
UASC_GROUP = len(AGE_BANDS)
SIBLINGS = ("1", "2", "3", "4+")
"""Children by how many came into care together: alone, two, three, four or more."""

CARE_EDGES = np.array([0, 14, 56, 183, 365, 730, 1096, 1826, 3652], dtype=np.float64)
"""Days in care at which the rate of leaving may change: the published bands of the last period of care."""
HOME_EDGES = np.array([0, 7, 30, 91, 183, 365, 730, 1826], dtype=np.float64)
"""Days in one home at which the rate of moving may change: the published bands of placement duration."""
RETURN_EDGES = np.array([0, 91, 183, 365], dtype=np.float64)
"""Days since leaving between which the rate of coming back is constant; later arrivals are new entries."""

YOUNGEST = np.array(
    [
        {Setting.SUPPORTED: 16, Setting.CUSTODY: 10, Setting.RESIDENTIAL_SCHOOL: 4}.get(setting, 0)
        for setting in SETTINGS
    ]
)
"""The age under which a setting is impossible (validation rules 370 to 373)."""


def setting_position(setting: Setting) -> int:
    """The position of a setting in every array of the forecast."""
    return SETTINGS.index(setting)


def birthdays(dob: Dates, age: int | Ints) -> Dates:
    """The day on which each person turns `age`; born on 29 February, it is 1 March in common years."""
    born = dob.astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    into_month = born - month.astype("datetime64[D]")
    turned: Dates = (month + 12 * np.asarray(age)).astype("datetime64[D]") + into_month
    return turned
