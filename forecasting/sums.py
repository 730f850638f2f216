"""What the rates and shares of one draw add up to, worked out once a run, so that a choice is one look along a row."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from forecasting.compiled import compiled
from forecasting.states import (
    AGE_GROUPS,
    BAND_AGES,
    CARE_EDGES,
    PLACES,
    PROVIDERS,
    ROUTES,
    SETTINGS,
    UASC_GROUP,
    YOUNGEST,
    Floats,
)
from forecasting.tables import ADULT, LARGEST_FAMILY, MONTHS_TO_18, Rates

STAGE_BEGINS = np.unique([0, *BAND_AGES, *YOUNGEST])
_STAGES = len(STAGE_BEGINS)
STAGE = np.array(
    [np.searchsorted(STAGE_BEGINS, np.arange(ADULT + 1), side="right") - 1 + uasc * _STAGES for uasc in range(2)]
)
"""[unaccompanied, age] the stage: children of one stage are of one age group, and the same settings are possible."""
_GROUP = np.append(np.searchsorted(BAND_AGES, STAGE_BEGINS, side="right"), np.full(_STAGES, UASC_GROUP))
_POSSIBLE = np.tile(STAGE_BEGINS, 2)[:, None] >= YOUNGEST
ONLY, WITH_OTHERS, GAPS, ALONE = range(4)


class Sums(Protocol):
    """Shares added to those before them, and rates of leaving by whatever route.

    leaving [group, setting, days in care]; settings [origin, stage, setting] of those possible at the stage; providers
    [setting, before, provider]; places [setting, provider, place]; sizes; ages [of whom, month].
    """

    leaving: Floats
    settings: Floats
    providers: Floats
    places: Floats
    sizes: Floats
    ages: Floats


SUMS = np.dtype(
    [
        ("leaving", np.float64, (len(AGE_GROUPS), len(SETTINGS), len(CARE_EDGES), len(ROUTES))),
        ("settings", np.float64, (len(SETTINGS) + 1, 2 * _STAGES, len(SETTINGS))),
        ("providers", np.float64, (len(SETTINGS), len(PROVIDERS) + 1, len(PROVIDERS))),
        ("places", np.float64, (len(SETTINGS), len(PROVIDERS), len(PLACES))),
        ("sizes", np.float64, (LARGEST_FAMILY,)),
        ("ages", np.float64, (4, MONTHS_TO_18)),
    ],
    align=True,
)


@compiled
def add_up(rates: Rates, sums: Sums) -> None:
    """Fill in the sums of one draw."""
    _add(rates.leaving.reshape(-1, len(ROUTES)), sums.leaving.reshape(-1, len(ROUTES)))
    for origin in range(len(sums.settings)):
        for stage in range(len(_GROUP)):
            total = 0.0
            for setting in range(len(SETTINGS)):
                total += _POSSIBLE[stage, setting] * rates.settings[origin, _GROUP[stage], setting]
                sums.settings[origin, stage, setting] = total
    _add(rates.providers.reshape(-1, len(PROVIDERS)), sums.providers.reshape(-1, len(PROVIDERS)))
    _add(rates.places.reshape(-1, len(PLACES)), sums.places.reshape(-1, len(PLACES)))
    _add(rates.sizes.reshape(1, -1), sums.sizes.reshape(1, -1))
    sums.ages[ONLY], sums.ages[WITH_OTHERS] = rates.only.cumsum(), rates.youngest.cumsum()
    sums.ages[GAPS], sums.ages[ALONE] = rates.gaps.cumsum(), rates.unaccompanied.cumsum()


@compiled
def _add(shares: Floats, upto: Floats) -> None:
    for row in range(len(shares)):
        total = 0.0
        for at in range(shares.shape[1]):
            total += shares[row, at]
            upto[row, at] = total
