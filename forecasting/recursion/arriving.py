"""Expected arrivals: by month, month of birth and first setting, from the same draws that the simulator arrives by."""

from __future__ import annotations

import datetime as dt

import numpy as np

from forecasting.recursion.levered import STAGE_AGES, STAGES, Levered
from forecasting.states import BAND_AGES, SETTINGS, YOUNGEST, Floats, Ints
from forecasting.tables import ARRIVING, LARGEST_FAMILY, MONTHS_TO_18, Records
from placements.codes import AGE_BANDS

_DAYS_A_MONTH = 365.25 / 12
_DAY_BEGUN = 0.5
_EVEN = 0.05
"""Slopes up to this count as none."""
AGES_IN_MONTHS: Ints = np.arange(MONTHS_TO_18)
_AGES = AGES_IN_MONTHS
_STAGE_OF_AGE: Ints = np.searchsorted(12 * STAGE_AGES, _AGES, side="right").astype(np.int64)
_BAND_OF_AGE: Ints = np.searchsorted(12 * BAND_AGES, _AGES, side="right").astype(np.int64)
_POSSIBLE = (_AGES[:, None] // 12 >= YOUNGEST).astype(np.float64)


def families(rates: np.void, table: Levered, levers: Records) -> Floats:
    """[month, age in months, setting] children expected of one family that would come in each month without levers.

    Brothers and sisters included, each in the first home that it starts in; a family that a scenario keeps out of care
    counts nothing.
    """
    months = len(table.next)
    own = table.next[:, ARRIVING, _STAGE_OF_AGE, :]
    alike = np.append([False], (own[1:] == own[:-1]).all(axis=(1, 2)))
    found = np.zeros((months, len(AGE_BANDS), MONTHS_TO_18, len(SETTINGS)))
    older = older_by_gap(rates["gaps"])
    for month in range(months):
        found[month] = found[month - 1] if alike[month] else _by_youngest(rates, own[month], older)
    expected: Floats = np.einsum("mb,mbas->mas", levers["entries"][0, :months], found)
    return expected


def _by_youngest(rates: np.void, own: Floats, older: Floats) -> Floats:
    """[age band of the youngest, age in months, setting] children expected of one family; own [age, setting]."""
    sizes = rates["sizes"] / rates["sizes"].sum()
    at_least = np.cumsum(sizes[::-1])[::-1]
    of_band = (np.arange(len(AGE_BANDS))[:, None] == _BAND_OF_AGE).astype(np.float64)
    only = of_band * _as_shares(rates["only"])
    member = (of_band * _as_shares(rates["youngest"]))[:, :, None] * own
    found: Floats = sizes[0] * only[:, :, None] * own + at_least[1] * member
    for others in range(1, LARGEST_FAMILY):
        member = _next_older(member, own, older, float(rates["together"]))
        found = found + at_least[others] * member
    return found


def _next_older(younger: Floats, own: Floats, older: Floats, together: float) -> Floats:
    """[band, age, setting] of the next older child: in the younger's setting as often as estimated, where possible."""
    came = np.einsum("ao,bas->bos", older, younger, optimize=True)
    joined = together * came * _POSSIBLE
    alone = came.sum(axis=-1) - joined.sum(axis=-1)
    found: Floats = joined + alone[..., None] * own
    return found


def older_by_gap(gaps: Floats) -> Floats:
    """[age, age of the next older in months] chances; younger by the gap where the older would be grown up."""
    shares = _as_shares(gaps)
    age, gap = np.meshgrid(_AGES, _AGES, indexing="ij")
    to = np.where(age + gap < MONTHS_TO_18, age + gap, np.maximum(age - gap, 0))
    found = np.zeros((MONTHS_TO_18, MONTHS_TO_18))
    np.add.at(found, (age.ravel(), to.ravel()), np.broadcast_to(shares, to.shape).ravel())
    return found


def unaccompanied(rates: np.void, table: Levered) -> Floats:
    """[month, age in months, setting] children expected of one unaccompanied child who comes in each month."""
    first = table.next[:, ARRIVING, STAGES + _STAGE_OF_AGE, :]
    expected: Floats = _as_shares(rates["unaccompanied"])[None, :, None] * first
    return expected


def months_of_birth(cut: dt.date, months: int) -> tuple[Floats, Ints]:
    """Chances [month of arriving, age in months, one of four], and the months of birth (from the first of `born_from`).

    A child so many months old on arriving, and an even chance of a month more, arrives at any moment of the month; none
    is born later, or 18 before it. Who is so old has lived so many days and begun another, of which on average half has
    passed: a child is born on the day that many whole days before.
    """
    first = np.datetime64(cut, "M")
    edges = (first + np.arange(-MONTHS_TO_18 - 3, months + 3)).astype("datetime64[D]") - np.datetime64(cut, "D")
    days = edges.astype(np.float64)
    arriving = np.arange(months)[:, None, None]
    born = arriving + MONTHS_TO_18 - _AGES[None, :, None] - 2 + np.arange(4)
    began, ended = days[arriving + MONTHS_TO_18 + 3], days[arriving + MONTHS_TO_18 + 4]
    oldest = ((_AGES[None, :, None] + 1) * _DAYS_A_MONTH - _DAY_BEGUN).astype(np.float64)
    upto = [_born_before(days[born + 3 + after], began, ended, oldest) for after in (0, 1)]
    chances = np.where((born >= arriving) & (born <= arriving + MONTHS_TO_18), upto[1] - upto[0], 0.0)
    return chances / chances.sum(axis=-1, keepdims=True), np.clip(born, 0, MONTHS_TO_18 + months - 1)


def slopes_of(expected: Floats) -> Floats:
    """[month of birth, month] whether those born in a month arrive late in another (up to 1) or early (down to -1).

    expected [month, age in months] arrivals. Born and arriving so many months apart, who comes late in the month is a
    month older than who comes early; where more come of the one age than of the other, they do not come evenly.
    """
    months = len(expected)
    apart = np.arange(months)[None, :] - (np.arange(MONTHS_TO_18 + months) - MONTHS_TO_18)[:, None]
    padded = np.pad(expected, ((0, 0), (1, 1)))
    month, inside = np.arange(months)[None, :], (apart >= 0) & (apart <= MONTHS_TO_18)
    younger, older = (padded[month, np.clip(apart, 0, MONTHS_TO_18) + more] for more in (0, 1))
    both = younger + older
    slopes = np.divide(older - younger, both, out=np.zeros_like(both), where=inside & (both > 0))
    return np.where(np.abs(slopes) > _EVEN, slopes, 0.0)


def _born_before(day: Floats, began: Floats, ended: Floats, oldest: Floats) -> Floats:
    """The chance to be born before a day, for who is at most so many days old at any moment from `began` to `ended`."""
    since = day + oldest
    area = (ended - began) * _DAYS_A_MONTH
    before: Floats = (
        _half_square(since - began)
        - _half_square(since - ended)
        - _half_square(since - _DAYS_A_MONTH - began)
        + _half_square(since - _DAYS_A_MONTH - ended)
    ) / area
    return before


def band_of_months(months: Ints) -> Ints:
    """The published age band of ages in months."""
    return _BAND_OF_AGE[months]


def _half_square(days: Floats) -> Floats:
    halved: Floats = np.maximum(days, 0.0) ** 2 / 2
    return halved


def _as_shares(weights: Floats) -> Floats:
    total = weights.sum()
    shares: Floats = weights / total if total > 0 else weights
    return shares
