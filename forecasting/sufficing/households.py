"""Households that will come and go, from the recruitment funnel: which of them leave, and what new ones are like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forecasting.funnel_ahead import PlacesAhead
from forecasting.states import Ints
from forecasting.sufficing.room import Changes
from matching.home_facts import HomeFacts
from placements.models.home import HomeKind, HomeStatus


def changes_ahead(ahead: PlacesAhead, homes: Sequence[HomeFacts], places: Ints, authority: str, seed: int) -> Changes:
    """Say run by run which households leave and whom the new ones are like.

    The funnel says how many places come and go; which household leaves is drawn among the authority's own, and a new
    one is like one of its own in the area, drawn too, for nothing else is known of who will ask to foster. A household
    leaves, or comes, in the month by which as many places have gone, or come.
    """
    runs, months = ahead.gained.shape
    own = np.array([at for at, home in enumerate(homes) if _own(home) and places[at]], dtype=np.int64)
    like = own[[homes[at].la_code == authority and homes[at].status is HomeStatus.ACTIVE for at in own]]
    gone = np.full((runs, len(homes)), months)
    more = np.zeros((runs, len(homes), months), np.int64)
    left, came = (np.cumsum(one, axis=1) for one in (ahead.left, ahead.gained))
    for run in range(runs):
        random = np.random.default_rng([seed % 2**64, run])
        leaving = random.permutation(own)
        gone[run, leaving] = np.searchsorted(left[run], np.cumsum(places[leaving]))
        if len(like):
            coming = random.choice(like, size=int(came[run, -1]) + 1)
            when = np.searchsorted(came[run], np.cumsum(places[coming]))
            for home, month in zip(coming.tolist(), when.tolist(), strict=True):
                more[run, home, month:] += places[home]
    return Changes(gone, more)


def _own(home: HomeFacts) -> bool:
    return home.kind is HomeKind.FOSTERING and home.is_own
