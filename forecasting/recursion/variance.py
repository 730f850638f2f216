"""How far chance alone spreads the total about its mean, the parameters being given.

Children in care at the cut stay, or leave and come back, each for themselves. Families arrive as a Poisson process, so
that the variance of what they leave in care is the expected square of what one family does: its mean, and twice the
chance for every pair of brothers and sisters that both are there, each for itself given their ages. Left out: that two
who share a first home leave at rates more alike, and that brothers and sisters who come back do so beside each other.
"""

from __future__ import annotations

import numpy as np

from forecasting.recursion.arriving import AGES_IN_MONTHS, band_of_months, older_by_gap
from forecasting.states import Floats, Ints
from forecasting.tables import LARGEST_FAMILY, Records


def of_children(here: Floats, left: Floats, back: Floats, still: Floats) -> tuple[Floats, Floats]:
    """[month] the variance of the children in care at the cut, and how many of them are expected to have come back.

    here [child, month] the chance to be in care without a break; left [child, month, way]; back [month left, month,
    way]; still [child, month of arriving, month] the chance of who came back in a month to be in care.
    """
    came_back = np.einsum("clw,lmw->cm", left, back)
    again = np.einsum("cm,cmt->ct", came_back, still)
    there = here + again
    variance: Floats = (there * (1 - there)).sum(axis=0)
    return variance, again.sum(axis=0)


def of_pairs(rates: np.void, arrivals: Floats, levers: Records, still: Floats) -> Floats:
    """[month] what brothers and sisters who are in care together add to the variance.

    arrivals [month of arriving] families expected; still [month of arriving, age in months, month] the chance of a
    child of that age to be in care.
    """
    months = len(arrivals)
    older = older_by_gap(rates["gaps"])
    came, month = np.triu_indices(months)
    ahead = np.ascontiguousarray(still[came, :, month].T)
    pairs = np.zeros(len(came))
    other = ahead
    for weight in _pair_weights(rates, levers, older, months):
        other = older @ other
        pairs += 2 * np.einsum("pa,ap,ap->p", weight[came], ahead, other)
    return np.bincount(month, weights=pairs * arrivals[came], minlength=months).astype(np.float64)


def _pair_weights(rates: np.void, levers: Records, older: Floats, months: int) -> list[Floats]:
    """[steps apart in age] [month of arriving, age in months of the younger] pairs expected in one family."""
    sizes = rates["sizes"] / rates["sizes"].sum()
    at_least = np.cumsum(sizes[::-1])[::-1]
    youngest = rates["youngest"] / max(rates["youngest"].sum(), 1e-300)
    younger = [levers["entries"][0, :months][:, band_of_months(AGES_IN_MONTHS)] * youngest]
    for _ in range(LARGEST_FAMILY - 2):
        younger.append(younger[-1] @ older)
    found = []
    for apart in range(1, LARGEST_FAMILY):
        reached = [at_least[number + apart] * younger[number] for number in range(LARGEST_FAMILY - apart)]
        found.append(np.sum(reached, axis=0))
    return found


def by_age(still: Floats, chances: Floats, born: Ints) -> Floats:
    """[month of arriving, age in months, month] from still [month of birth, month of arriving, month]."""
    month = np.arange(chances.shape[0])[:, None]
    found = np.zeros((*chances.shape[:2], still.shape[-1]))
    for one in range(chances.shape[-1]):
        found += chances[..., one, None] * still[born[..., one], month]
    return found
