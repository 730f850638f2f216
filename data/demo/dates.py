"""Days as the files write them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from data.demo.life import Day


@lru_cache(maxsize=40_000)
def written(day: Day) -> str:
    """A day as the return writes it: 05/06/2026."""
    return f"{dt.date.fromordinal(day):%d/%m/%Y}"
