"""A block of beds against buying the same beds one by one: which costs less at which occupancy.

A block's fixed part is paid whoever sleeps there, and a little more for each child; a bed bought one by one (spot) is
paid only for as long as a child lives in it. Exact in fractions of a penny; each figure is rounded once, half up.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from placements.amounts import DAYS_A_WEEK, half_up
from placements.errors import Refused

DAYS_A_YEAR = 365
STEPS = 4
"""A bed is filled in quarters: none of the time, a quarter, half, three quarters, all of it."""
MOST_BEDS = 50


@dataclass(frozen=True)
class Terms:
    """What is offered, in pence a week: `fixed` for the block, `besides` a child in it, `spot` a child elsewhere."""

    beds: int
    fixed: int
    besides: int
    spot: int

    def __post_init__(self) -> None:
        """Refuse what cannot be: see the messages."""
        if not 1 <= self.beds <= MOST_BEDS:
            raise Refused("A block has beds.", given=self.beds, do_next=f"Give a number from 1 to {MOST_BEDS}.")
        for name in ("fixed", "besides", "spot"):
            if getattr(self, name) < 0:
                raise Refused("A price is not below nothing.", given=getattr(self, name), do_next="Give 0 or more.")


@dataclass(frozen=True)
class AtOccupancy:
    """So many beds filled on average: pence a week for the block and for single beds, pence a child-week in it."""

    filled: float
    share: float
    block: int
    spot: int
    child_week: int | None

    @property
    def difference(self) -> int:
        """Pence a week by which the block is dearer; below nothing where it is cheaper."""
        return self.block - self.spot

    @property
    def a_year(self) -> int:
        """The same in a year of 365 days."""
        return half_up(Fraction(self.difference * DAYS_A_YEAR, DAYS_A_WEEK))


@dataclass(frozen=True)
class BlockOrSpot:
    """The two beside each other; `even` is how many beds must be filled for the block to cost no more, None for never.

    Above `beds` the block never pays for itself either, however full it is.
    """

    terms: Terms
    rows: tuple[AtOccupancy, ...]
    even: float | None

    @property
    def pays(self) -> bool:
        """Whether the block can cost no more than single beds at any occupancy."""
        return self.even is not None and self.even <= self.terms.beds


def block_or_spot(terms: Terms) -> BlockOrSpot:
    """The block against spot from empty to full, by quarters of its beds and at every whole number of children."""
    counted = {Fraction(child) for child in range(terms.beds + 1)}
    counted |= {Fraction(terms.beds * step, STEPS) for step in range(STEPS + 1)}
    saved = terms.spot - terms.besides
    return BlockOrSpot(
        terms,
        tuple(at(terms, filled) for filled in sorted(counted)),
        float(Fraction(terms.fixed, saved)) if saved > 0 else 0.0 if not (terms.fixed or saved) else None,
    )


def at(terms: Terms, filled: Fraction) -> AtOccupancy:
    """Both at so many beds filled on average."""
    block = terms.fixed + terms.besides * filled
    return AtOccupancy(
        filled=float(filled),
        share=float(filled / terms.beds),
        block=half_up(block),
        spot=half_up(terms.spot * filled),
        child_week=half_up(block / filled) if filled else None,
    )
