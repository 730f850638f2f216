"""Cuts looked for where they bite: fragments of which a home can never take two, as a relaxation's fractions show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matching.optimising.constraints import Floats, Places
from matching.plan_problem import Bools, Ints

NOTICED = 1e-3
"""By how much a cut must cut off what the relaxation has: less is not worth a row."""


@dataclass(frozen=True, eq=False)
class _Sort:
    """For one small number of places, which fragments are large for their home and which are of middling size."""

    large: Ints
    middling: Ints
    family_there: Ints
    """Of each middling fragment, its family and home in one number."""


def cliques(places: Places, amounts: Floats) -> sparse.csr_array:
    """Rows, each over all fragments and at most 1, that no plan breaks and these amounts do.

    Leave fewer than ``small`` places in a home, and whatever takes ``small`` or more no longer fits. So of the
    fragments that leave fewer, and the fragments of one family that take ``small`` or more, a home takes one (two of
    one family in one home count as the fragment of both). It is what makes the relaxation of a full council whole.
    """
    found = [_violated(places, amounts, small) for small in range(1, int(places.free.max(initial=0)) // 2 + 1)]
    rows = [row for row in found if row.shape[0]]
    return sparse.csr_array(sparse.vstack(rows)) if rows else sparse.csr_array((0, amounts.size))


def _violated(places: Places, amounts: Floats, small: int) -> sparse.csr_array:
    """The rows for one number of places."""
    sort = _sort(places, small)
    by_large = np.bincount(places.home[sort.large], amounts[sort.large], minlength=int(places.home.max(initial=0)) + 1)
    keys, number = np.unique(sort.family_there, return_inverse=True)
    home = keys // places.families
    total = np.bincount(number, amounts[sort.middling], minlength=keys.size) + by_large[home]
    broken: Bools = total > 1 + NOTICED
    row_of = np.cumsum(broken) - 1
    own = broken[number]
    large_row, large_column = _large_of(places, sort.large, home[broken])
    row = np.concatenate([row_of[number[own]], large_row])
    column = np.concatenate([sort.middling[own], large_column])
    return sparse.csr_array((np.ones(row.size), (row, column)), shape=(int(broken.sum()), amounts.size))


def _sort(places: Places, small: int) -> _Sort:
    """Which fragments are concerned."""
    possible = places.free >= 2 * small
    large = possible & (places.bodies > places.free - small)
    middling = np.flatnonzero(possible & ~large & (places.bodies >= small))
    return _Sort(np.flatnonzero(large), middling, places.home[middling] * places.families + places.family[middling])


def _large_of(places: Places, large: Ints, homes: Ints) -> tuple[Ints, Ints]:
    """The rows and columns of all large fragments of these homes, a row for each home given."""
    large = large[np.argsort(places.home[large], kind="stable")]
    starts = np.searchsorted(places.home[large], homes, side="left")
    counts = np.searchsorted(places.home[large], homes, side="right") - starts
    row = np.repeat(np.arange(homes.size), counts)
    within = np.arange(row.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return row, large[np.repeat(starts, counts) + within]
