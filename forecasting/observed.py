"""What happened, counted month by month just as the simulator counts: one run that is the record itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from forecasting.history import History
from forecasting.simulated import Simulated
from forecasting.states import BAND_AGES, PLACES, PROVIDERS, SETTINGS, Dates, Floats, Ints
from forecasting.tables import ADULT
from placements.codes import AGE_BANDS

Numbers = npt.NDArray[np.integer] | Floats

FLOWS = ("entries", "exits", "cost")
"""Series that add up over months; all others are counts at a month's end."""


@dataclass(frozen=True)
class Counted:
    """Counts by [run, month]: stock by setting and age band, by provider and by place; came, left; cost in pence."""

    stock: Numbers
    provider: Numbers
    place: Numbers
    came: Numbers
    left: Numbers
    cost: Floats

    def upto(self, month: int) -> Counted:
        """The months before this one."""
        return Counted(*(getattr(self, field.name)[:, :month] for field in fields(self)))

    def series(self) -> Iterator[tuple[str, Numbers]]:
        """Every series by name, `kind:value`, as [run, month]."""
        yield "total", self.stock.sum(axis=(2, 3))
        for kind, values, counts in (
            ("age", AGE_BANDS, self.stock.sum(axis=2)),
            ("setting", SETTINGS, self.stock.sum(axis=3)),
            ("provider", PROVIDERS, self.provider),
            ("place", PLACES, self.place),
        ):
            for at, value in enumerate(values):
                yield f"{kind}:{value}", counts[:, :, at]
        yield from (("entries", self.came), ("exits", self.left), ("cost", self.cost))


def simulated_counts(simulated: Simulated, rates: Floats) -> Counted:
    """What was simulated; `rates` [setting, provider, age] are pence a night."""
    own = rates[simulated.homes[:, 0], simulated.homes[:, 1]]
    cost = np.einsum("harm,ha->rm", simulated.nights, own, optimize=True)
    left = simulated.left.sum(axis=2)
    return Counted(simulated.stock, simulated.provider, simulated.place, simulated.came, left, cost)


def observed(history: History, rates: Floats) -> Counted:
    """What the record says of every month from its first to the cut, as one run."""
    months = np.arange(np.datetime64(history.first, "M"), np.datetime64(history.cut, "M"))
    lived = _lived(history, months)
    last = lived[lived["ends"]].assign(nights=1)
    nights = _count(lived, ["month", "setting", "provider", "age"], (len(months), len(SETTINGS), len(PROVIDERS), ADULT))
    ends = history.spells.drop_duplicates("period", keep="last")["end"].dropna().to_numpy()
    return Counted(
        stock=_count(last, ["month", "setting", "band"], (len(months), len(SETTINGS), len(AGE_BANDS)))[None],
        provider=_count(last, ["month", "provider"], (len(months), len(PROVIDERS)))[None],
        place=_count(last, ["month", "place"], (len(months), len(PLACES)))[None],
        came=_by_month(history.arrivals["start"].to_numpy(), months)[None],
        left=_by_month(ends, months)[None],
        cost=np.einsum("mspa,spa->m", nights, rates, optimize=True)[None],
    )


def _lived(history: History, months: Dates) -> pd.DataFrame:
    """A row for each child, home, month and age: its nights, age, band, setting, provider, place, if it ends the month.

    A month in which the child has a birthday is two rows.
    """
    spells = history.spells
    cut = np.datetime64(history.cut, "D")
    start = np.maximum(spells["start"].to_numpy().astype("datetime64[D]"), np.datetime64(history.first, "D"))
    end = np.minimum(spells["end"].fillna(pd.Timestamp(cut)).to_numpy().astype("datetime64[D]"), cut)
    first, last = start.astype("datetime64[M]"), (end - 1).astype("datetime64[M]")
    number = np.where(end > start, (last - first).astype(np.int64) + 1, 0)
    row = np.repeat(np.arange(len(spells)), number)
    month = first[row] + (np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number))
    opening, closing = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    low, high = np.maximum(start[row], opening), np.minimum(end[row], closing)
    dob = spells["dob"].to_numpy().astype("datetime64[D]")[row]
    into = dob - dob.astype("datetime64[M]")
    has_birthday = (dob.astype("datetime64[M]").astype(np.int64) % 12 == month.astype(np.int64) % 12) & (
        opening + into < closing
    )
    birthday = np.where(has_birthday, np.clip(opening + into, low, high), high)
    return pd.concat(
        [
            _rows(spells, row, dob, (low, birthday), (months, closing)),
            _rows(spells, row, dob, (birthday, high), (months, closing)),
        ]
    )


def _rows(
    spells: pd.DataFrame, row: Ints, dob: Dates, lived: tuple[Dates, Dates], calendar: tuple[Dates, Dates]
) -> pd.DataFrame:
    """The stretches [low, high), none across a birthday or a month's end, that last a night or more."""
    low, high = lived
    months, closing = calendar
    age = _ages(dob, low)
    found = pd.DataFrame(
        {
            "month": (low.astype("datetime64[M]") - months[0]).astype(np.int64),
            "nights": (high - low).astype(np.int64),
            "age": age,
            "band": np.searchsorted(BAND_AGES, age, side="right"),
            "ends": high == closing,
            **{name: spells[name].to_numpy()[row] for name in ("setting", "provider", "place")},
        }
    )
    return found[found["nights"] > 0]


def _ages(dob: Dates, day: Dates) -> Ints:
    """Whole years of age on each day; born on 29 February, a year older on 1 March."""
    months = (day.astype("datetime64[M]") - dob.astype("datetime64[M]")).astype(np.int64)
    before = (day - day.astype("datetime64[M]")) < (dob - dob.astype("datetime64[M]"))
    years: Ints = (months - before) // 12
    return years


def _by_month(days: Dates, months: Dates) -> Ints:
    at = (days.astype("datetime64[M]") - months[0]).astype(np.int64)
    return np.bincount(at[(at >= 0) & (at < len(months))], minlength=len(months))


def _count(rows: pd.DataFrame, axes: list[str], shape: tuple[int, ...]) -> Ints:
    cell = np.ravel_multi_index(tuple(rows[axis].to_numpy() for axis in axes), shape)
    nights = np.bincount(cell, weights=rows["nights"].to_numpy(), minlength=int(np.prod(shape)))
    return nights.astype(np.int64).reshape(shape)
