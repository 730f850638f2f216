"""Which shortage sends children out of the area: the kinds of children short most nights, and what they have here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forecasting.states import Floats
from forecasting.sufficing.gap import CELLS, LOCAL, Gap, cell_of_kind
from forecasting.sufficing.kinds import PLANNED
from forecasting.sufficing.outlook import Outlook
from forecasting.sufficing.profiles import BANDS
from placements.codes import AGE_BANDS

_MOST = 10
_HALF = 0.5


@dataclass(frozen=True)
class Shortage:
    """Children alike who are short of homes in the area: their share of all nights without one, and what there is.

    homes and places: those in the area that could take such a child at the end, on average over the runs, with places
    for anybody; share_elsewhere of those nights there is a known home outside the area.
    """

    setting: str
    age: str
    need: str
    share: float
    nights: float
    share_elsewhere: float
    homes: float
    places: float

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        return dict(vars(self))


def shortages(gap: Gap, outlook: Outlook, lengths: Floats) -> Iterator[Shortage]:
    """The kinds of children who make up most of the nights without a home in the area, the most first."""
    nights = np.einsum("rmsab,m->sab", gap.short, lengths) / len(gap.short)
    away = np.einsum("rmwsab,m->wsab", gap.elsewhere, lengths) / len(gap.short)
    total = nights.sum()
    for cell in np.argsort(-nights, axis=None, kind="stable")[:_MOST]:
        at = np.unravel_index(cell, CELLS)
        if not nights[at]:
            return
        homes, places = _there(outlook, int(cell))
        yield Shortage(
            setting=PLANNED[at[0]].value,
            age=str(AGE_BANDS[at[1]]),
            need=str(BANDS[at[2]]),
            share=round(float(nights[at] / total), 4),
            nights=round(float(nights[at]), 1),
            share_elsewhere=round(float(away[:2, *at].sum() / nights[at]), 4),
            homes=round(homes, 1),
            places=round(places, 1),
        )


def _there(outlook: Outlook, cell: int) -> tuple[float, float]:
    """Homes and places in the area, at the end, that could take at least half of the kinds of a cell."""
    kinds = cell_of_kind() == cell
    could = (outlook.lawful.able[kinds] > 0).mean(axis=0) >= _HALF
    room = outlook.room[:, could & (outlook.tier == LOCAL), -1]
    return float((room > 0).sum(axis=1).mean()), float(room.sum(axis=1).mean())
