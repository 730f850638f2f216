"""An indicator's words together with the function that works it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from placements.indicators.definition import Definition
from placements.indicators.facts import Facts
from placements.indicators.row import Indicator


@dataclass(frozen=True)
class Measure:
    """What is meant, and how it is worked out from the facts."""

    definition: Definition
    answer: Callable[[Facts], Indicator]
