"""Counting by category, with every category of a list shown even where nobody is in it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from placements.indicators.row import Part


def parts_of(values: pd.Series, categories: Iterable[str]) -> tuple[Part, ...]:
    """How many values fall in each category, in the order of the categories."""
    counted = values.value_counts()
    return tuple(Part(category, int(counted.get(category, 0))) for category in categories)
