"""Stays with outside providers, from the return: with whom, of what kind, from which age, how far, how they ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from placements.codes import ChangeReason, EpisodeEnd, Setting, age_on, is_unplanned, setting_of
from placements.geography.published import PL_DISTANCE_UNKNOWN
from placements.indicators.spells import Spells

A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class ProviderStay:
    """A child's stay over [starts, ends) with one provider; a blank end still runs on the day of the record.

    `age` in whole years on the first day; `where` tells households and homes apart; `miles` from the child's home, None
    where not known; `unplanned` says how it ended: None while it runs, and where no reason is recorded.
    """

    child: int
    provider: int
    setting: Setting
    age: int
    starts: dt.date
    ends: dt.date | None
    where: str
    miles: float | None
    unplanned: bool | None

    def kept(self, day: dt.date) -> bool | None:
        """Whether it lasted a year, or ended as planned before; None where that is not known by the end of a day."""
        if (self.ends or day) - self.starts >= A_YEAR:
            return True
        return None if self.ends is None or self.unplanned is None else not self.unplanned


def stays_with_providers(spells: Spells, by_urn: Mapping[str, int]) -> list[ProviderStay]:
    """Every stay whose URN is a provider's; homes of which nobody holds a provider are left out."""
    rows = spells.rows.to_dict("records")
    usual = spells.rows["usual"].to_numpy()
    found = []
    for home in spells.homes.to_dict("records"):
        first, last = rows[usual[home["first"]]], rows[home["last"]]
        provider, setting = by_urn.get(first["urn"]), setting_of(first["place"])
        if provider is not None and setting is not None and not pd.isna(first["dob"]):
            found.append(_stay(home, first, last, provider, setting))
    return found


def _stay(
    home: Mapping[Any, Any], first: Mapping[Any, Any], last: Mapping[Any, Any], provider: int, setting: Setting
) -> ProviderStay:
    starts, ends = home["start"].date(), None if pd.isna(home["end"]) else home["end"].date()
    miles = first["pl_distance"]
    known = not np.isnan(miles) and miles != PL_DISTANCE_UNKNOWN
    return ProviderStay(
        child=home["child"],
        provider=provider,
        setting=setting,
        age=age_on(first["dob"].date(), starts),
        starts=starts,
        ends=ends,
        where=first["pl_post"] or first["urn"],
        miles=float(miles) if known else None,
        unplanned=None if ends is None else _unplanned(last["reason_place_change"], last["rec"]),
    )


def _unplanned(reason: str, end: str) -> bool | None:
    """How a stay ended: by the reason for the change of home or, on leaving care, by the reason the episode ceased."""
    if reason:
        return is_unplanned(ChangeReason(reason))
    if not end or end == EpisodeEnd.X1:
        return None
    return EpisodeEnd(end) is EpisodeEnd.E4B
