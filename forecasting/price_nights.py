"""Nights times prices, run by run, in compiled code: one pass over every count, most of which are nought."""

from __future__ import annotations

from forecasting.compiled import compiled
from forecasting.states import Floats
from forecasting.tables import Counts


@compiled
def price_nights(nights: Counts, rates: Floats, pence: Floats, spent: Counts, total: Floats) -> None:
    """Fill in from nights [run, month, home, age] at rates [home, age, month], not yet rounded.

    pence [run, month, home]; spent [run, month, home] nights; total [home, age, month] nights of all runs together.
    """
    runs, months, homes, ages = nights.shape
    for run in range(runs):
        for month in range(months):
            for home in range(homes):
                cost, there = 0.0, 0
                for age in range(ages):
                    count = nights[run, month, home, age]
                    if count:
                        cost += count * rates[home, age, month]
                        there += count
                        total[home, age, month] += count
                pence[run, month, home] = cost
                spent[run, month, home] = there
