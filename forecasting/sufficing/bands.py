"""The need band of a child still to come, from children now in care: by setting and age, and how often that is right.

Where no needs are recorded, the setting alone must do, by shares that are this project's assumption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.states import BAND_AGES, Floats, Ints
from forecasting.sufficing.kinds import PLANNED
from forecasting.sufficing.profiles import BANDS
from forecasting.tables import Records
from placements.codes import AGE_BANDS, Setting

_ASSUMED = {
    Setting.MAINSTREAM_FOSTERING: (0.60, 0.25, 0.12, 0.03),
    Setting.CHILDRENS_HOME: (0.05, 0.25, 0.40, 0.30),
    Setting.SUPPORTED: (0.45, 0.35, 0.15, 0.05),
}
"""Before anything is recorded: this project's assumption, weighing as much as `_CHILDREN` children a cell."""
_CHILDREN = 4.0


@dataclass(frozen=True)
class Bands:
    """shares [setting of PLANNED, age band, need band] add up to 1; known [position in the stock]: 1 to 4, 0 unknown.

    recorded: children in these settings whose band is known, of `asked`; hits: for how many of them the likeliest band
    by setting and age, worked out without the child itself, is the one recorded.
    """

    shares: Floats
    known: Ints
    recorded: int
    asked: int
    hits: int

    @property
    def hit_rate(self) -> float | None:
        """The share of known bands that setting and age would have told; None where none is known."""
        return self.hits / self.recorded if self.recorded else None


def bands_of(stock: Records, child_ids: Sequence[int], recorded: Mapping[int, int]) -> Bands:
    """Learn the bands from the children in care (`recorded` by child id) as they live at the start."""
    known = np.array([recorded.get(child, 0) for child in child_ids], dtype=np.int64)
    setting = _planned()[stock["setting"]]
    age = np.searchsorted(BAND_AGES, stock["age"], side="right")
    asked = setting >= 0
    used = asked & (known > 0)
    counts = np.zeros((len(PLANNED), len(AGE_BANDS), len(BANDS)))
    np.add.at(counts, (setting[used], age[used], known[used] - 1), 1.0)
    hits = 0
    for at in np.flatnonzero(used):
        cell = (setting[at], age[at], known[at] - 1)
        counts[cell] -= 1
        hits += int(np.argmax(_shares(counts)[setting[at], age[at]])) == known[at] - 1
        counts[cell] += 1
    return Bands(_shares(counts), known, int(used.sum()), int(asked.sum()), hits)


def _shares(counts: Floats) -> Floats:
    """Each age group leans on all ages of its setting, and that on what is assumed."""
    assumed = np.array([_ASSUMED[setting] for setting in PLANNED])
    by_setting = counts.sum(axis=1) + _CHILDREN * assumed
    by_setting /= by_setting.sum(axis=-1, keepdims=True)
    both = counts + _CHILDREN * by_setting[:, None, :]
    shares: Floats = both / both.sum(axis=-1, keepdims=True)
    return shares


def _planned() -> Ints:
    """[setting] its position in PLANNED, -1 for one whose homes are not planned."""
    return np.array([PLANNED.index(one) if one in PLANNED else -1 for one in Setting], dtype=np.int64)


def bands_in(bands: Bands, who: Ints, planned: Ints, age_band: Ints, luck: Floats) -> Ints:
    """[row, month] the need band, 1 to 4: the child's own where it is recorded, else drawn by setting and age.

    who [row]; planned and age_band [row, month]; luck [row] decides, so that a child keeps its standing among others.
    """
    upto = np.cumsum(bands.shares, axis=-1)[planned, age_band]
    drawn = 1 + (luck[:, None, None] >= upto[..., :-1]).sum(axis=-1)
    own = np.where(who >= 0, bands.known[who], 0)
    return np.where(own[:, None] > 0, own[:, None], drawn)
