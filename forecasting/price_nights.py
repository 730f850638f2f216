"""Nights times prices, run by run, in compiled code: one pass over every count, most of which are nought."""

from __future__ import annotations

from forecasting.compiled import compiled
from forecasting.states import Floats
from forecasting.tables import Counts


@compiled
def price_nights(nights: Counts, rates: Floats, pence: Floats, spent: Counts, total: Floats) -> None:
    """Add up nights [home, age, run, month] at rates [home, age, month], not yet rounded.

    pence [home, run, month]; spent [home, run, month] nights; total [home, age, month] nights of all runs together.
    """
    homes, ages, runs, _ = nights.shape
    for home in range(homes):
        for age in range(ages):
            for run in range(runs):
                slept = nights[home, age, run]
                if slept.any():
                    _price_run(slept, rates[home, age], pence[home, run], spent[home, run], total[home, age])


@compiled
def _price_run(slept: Counts, rate: Floats, pence: Floats, spent: Counts, total: Floats) -> None:
    """The months of one run, one kind of home and one year of age."""
    for month in range(len(slept)):
        pence[month] += slept[month] * rate[month]
        spent[month] += slept[month]
        total[month] += slept[month]
