"""How long an episode or an order may last."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from placements.importing.ssda903.checks.check import Found, check, hits
from placements.importing.ssda903.material import Days, Mask, Material
from placements.models.loading import Level

_TEMPORARY_DAYS = {"T1": 42, "T3": 21, "T4": 7}
_CARER_HOLIDAYS = 2
_BREAK_DAYS = 17
_BREAK_DAYS_A_YEAR = 75
_ORDER_DAYS = {"L1": 3, "L2": 21, "L3": 7}


@check(
    "903-temp-long",
    Level.WARNING,
    "T1 over 42 days, T3 over 21, T4 over 7; more than two T3 in 12 months",
    "375-377, 379",
)
def temporary_long(material: Material) -> Found:
    """A temporary placement that has become more than that."""
    ep = material.episodes
    days = _days(material)
    for place, most in _TEMPORARY_DAYS.items():
        yield hits(
            *("episodes", ep.now, (ep.now["PLACE"] == place).to_numpy() & (days > most), "PLACE"),
            f"the temporary placement {{PLACE}} lasts {{days}} days, and {place} at most {most}. Correct it or a date.",
            days=days,
        )
    holidays = ep.now[ep.now["PLACE"] == "T3"]
    third = holidays.groupby(["ret", "child"])["DECOM"].shift(_CARER_HOLIDAYS).to_numpy()
    often = holidays["DECOM"].to_numpy() < _year_after(third)
    yield hits(
        *("episodes", holidays, often, "PLACE"),
        "this is the third placement for a carer's holiday (T3) within 12 months; two are usual. Check the type.",
    )


@check(
    "903-break-17",
    Level.WARNING,
    "V3 break over 17 days; over 75 days in 12 months; V3 and V4 in one year",
    "365, 367, 426",
)
def short_breaks(material: Material) -> Found:
    """Short breaks that are no longer short."""
    ep = material.episodes
    days = _days(material)
    breaks = (ep.now["LS"] == "V3").to_numpy()
    yield hits(
        *("episodes", ep.now, breaks & (days > _BREAK_DAYS), "LS"),
        f"the short break lasts {{days}} days, and a break at most {_BREAK_DAYS}. Correct LS or a date.",
        days=days,
    )
    keys = material.key(ep.now)
    total = np.bincount(keys, weights=np.where(breaks, days, 0))[keys] if len(keys) else np.zeros(0)
    yield hits(
        *("episodes", ep.now, _last(keys, breaks) & (total > _BREAK_DAYS_A_YEAR), "LS"),
        f"the short breaks in this return come to {{total}} days, at most {_BREAK_DAYS_A_YEAR} in 12 months. Check LS.",
        total=total.astype(np.int64),
    )
    agreed = (ep.now["LS"] == "V4").to_numpy()
    both = np.isin(keys, keys[breaks])
    yield hits(
        *("episodes", ep.now, _last(keys, agreed) & both, "LS"),
        "the child has both V3 and V4 in one year. Record either each break (V3) or the agreement (V4).",
    )


@check("903-short-orders", Level.WARNING, "L1 over 72 hours, L2 over 21 days, L3 over 7", "361-363")
def short_orders(material: Material) -> Found:
    """An order of protection past its limit; the limits are those of the data, not of the law."""
    ep = material.episodes
    begins = ~ep.continues | ep.changed("LS")
    starts = ep.now["DECOM"].to_numpy()[np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))]
    ends = np.append(begins[1:], True)[: len(begins)]
    days = _between(starts, _until(material))
    for status, most in _ORDER_DAYS.items():
        yield hits(
            *("episodes", ep.now, (ep.now["LS"] == status).to_numpy() & ends & (days > most), "LS"),
            f"legal status {{LS}} lasts {{days}} days from {{starts}}, and at most {most}. Correct LS or a date.",
            days=days,
            starts=starts,
        )


def _until(material: Material) -> Days:
    """The end of each episode; the day after the collection year for one still open."""
    ep = material.episodes
    past = material.ends[ep.now["ret"].to_numpy()] + np.timedelta64(1, "D")
    ends = ep.now["DEC"].to_numpy()
    return np.where(np.isnat(ends), past, ends)


def _days(material: Material) -> npt.NDArray[np.int64]:
    return _between(material.episodes.now["DECOM"].to_numpy(), _until(material))


def _between(starts: Days, ends: Days) -> npt.NDArray[np.int64]:
    days: npt.NDArray[np.int64] = (ends - starts).astype("timedelta64[D]").astype(np.int64)
    return days


def _last(keys: npt.NDArray[np.int64], marked: Mask) -> Mask:
    """Of the marked rows of each key, the last."""
    last = np.zeros(len(keys), dtype=bool)
    at = np.flatnonzero(marked)
    _, from_the_end = np.unique(keys[at][::-1], return_index=True)
    last[at[len(at) - 1 - from_the_end]] = True
    return last


def _year_after(days: Days) -> Days:
    """The same day a year later; 1 March for 29 February."""
    months = days.astype("datetime64[M]")
    into = days.astype("datetime64[D]") - months.astype("datetime64[D]")
    later: Days = (months + np.timedelta64(12, "M")).astype("datetime64[D]") + into
    return later


CHECKS = (temporary_long, short_breaks, short_orders)
