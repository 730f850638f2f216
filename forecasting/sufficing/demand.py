"""Who needs a home in each month of each run, as kinds that the rules have judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.states import BAND_AGES, SETTINGS, Ints
from forecasting.sufficing.bands import Bands, bands_in
from forecasting.sufficing.children import ARRIVED, Children
from forecasting.sufficing.diary import FROM_BEFORE
from forecasting.sufficing.groups import ALONE
from forecasting.sufficing.kinds import PLANNED, SEXES, positions
from forecasting.sufficing.months import NO_NEED, Asking
from placements.codes import ages_on

_OLDEST = 17


@dataclass(frozen=True)
class Demand:
    """Children who need a home in some month, a row a child and run, sorted by run.

    start [run + 1]: the rows of run r are start[r] : start[r + 1]; kind [row, month] a position in `every_kind`,
    NO_NEED where none is needed; since [row, month]; family [row], ALONE for a child who came alone.
    """

    start: Ints
    kind: Ints
    since: Ints
    family: Ints

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return len(self.start) - 1

    def of(self, run: int) -> slice:
        """The rows of a run."""
        return slice(int(self.start[run]), int(self.start[run + 1]))

    def asking(self, run: int) -> Asking:
        """The children of a run, for the compiled loops."""
        rows = self.of(run)
        return Asking(self.kind[rows], self.since[rows], self.family[rows])


def demand_of(children: Children, bands: Bands, lives_at: Ints, gone: Ints, month_ends: Sequence[dt.date]) -> Demand:
    """Children need a home of a planned setting once they do not live where they lived at the start.

    Nor where their household has left: gone [run, home] is the month, lives_at [position in the stock] the home.
    """
    since = _since(children, lives_at, gone)
    planned = np.array([PLANNED.index(one) if one in PLANNED else -1 for one in SETTINGS])
    setting = np.where(children.setting >= 0, planned[children.setting], -1)
    needs = (setting >= 0) & (since != FROM_BEFORE)
    rows = np.flatnonzero(needs.any(axis=1))
    setting, needs = setting[rows], needs[rows]
    born = children.born[rows].astype("datetime64[D]")
    ends = np.array(month_ends, dtype="datetime64[D]")
    age = np.minimum(np.nan_to_num(ages_on(born[:, None], ends[None, :])), _OLDEST).astype(np.int64)
    band = bands_in(
        bands, children.who[rows], setting, np.searchsorted(BAND_AGES, age, side="right"), children.luck[rows, 0]
    )
    sex = (children.luck[rows, 1] * len(SEXES)).astype(np.int64)
    kind = np.where(needs, positions()[setting, age, sex[:, None], band - 1], NO_NEED)
    return Demand(
        start=np.searchsorted(children.run[rows], np.arange(children.runs + 1)),
        kind=kind.astype(np.int64),
        since=since[rows],
        family=np.where(children.who[rows] == ARRIVED, children.family[rows], ALONE).astype(np.int64),
    )


def _since(children: Children, lives_at: Ints, gone: Ints) -> Ints:
    since = children.since.astype(np.int64)
    home = np.where(children.who >= 0, lives_at[children.who], -1)
    stock = np.flatnonzero(home >= 0)
    left = gone[children.run[stock], home[stock]][:, None]
    month = np.arange(since.shape[1])
    lost = (since[stock] == FROM_BEFORE) & (month >= left)
    since[stock] = np.where(lost, left, since[stock])
    return since
