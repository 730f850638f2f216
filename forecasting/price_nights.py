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
    for home in range(nights.shape[0]):
        for age in range(nights.shape[1]):
            _price(nights[home, age], rates[home, age], pence[home], spent[home], total[home, age])


@compiled
def _price(nights: Counts, rate: Floats, pence: Floats, spent: Counts, total: Floats) -> None:
    """The nights of one kind of home and one year of age; runs without any are passed over."""
    runs, months = nights.shape
    for run in range(runs):
        anybody = 0
        for month in range(months):
            anybody |= nights[run, month]
        if anybody:
            for month in range(months):
                slept = nights[run, month]
                pence[run, month] += slept * rate[month]
                spent[run, month] += slept
                total[month] += slept
