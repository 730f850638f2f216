"""How long children stay: rates of leaving by each route, how they go on, and who comes back within a year."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from forecasting import national
from forecasting.calendar import Calendar
from forecasting.exposure import DAYS_A_YEAR, Exposure
from forecasting.history import History
from forecasting.pooling import Factor, draw_rates, draw_shares, pooled_shares
from forecasting.spells import days_between
from forecasting.states import RETURN_EDGES, ROUTES, SETTINGS, Floats, birthdays
from forecasting.tables import ADULT, RETURN_KIND, RETURN_KINDS, Records
from forecasting.trend import LEAVING, draw_levels
from placements.codes import ExitRoute

_GROUP, _SETTING, _CARE = range(3)
_MONTHS_A_QUARTER = 3
_BACK_A_YEAR = 0.05
"""Returns a year of absence before anything is counted: this project's assumption, outweighed by a few returns."""
_BACK_EVENTS = 2.0


def draw_leaving(exposure: Exposure, rates: Records, rng: np.random.Generator) -> Floats:
    """Fill the draws of leaving, a day, and return the mean rate a year [group, setting, days in care].

    How often children leave is drawn first, by whatever route, and then by which: a route that is rare here takes
    nothing from what many exits say of the whole. Every draw expects as many exits in the time of the record: how that
    level goes on is drawn by `draw_level`.
    """
    drawn = draw_rates(exposure.left.sum(axis=0), exposure.leaving, _factors(), len(rates), rng)
    expected = (drawn * exposure.leaving).sum(axis=(1, 2, 3))
    drawn *= (expected.mean() / expected)[:, None, None, None]
    routes = draw_shares(np.moveaxis(exposure.left, 0, -1), _wider_routes(exposure.left), len(rates), rng)
    rates["leaving"] = drawn[..., None] * routes / DAYS_A_YEAR
    mean: Floats = drawn.mean(axis=0)
    return mean


def _factors() -> list[Factor]:
    """How leaving varies with age, setting and time in care, as in England before anything is counted."""
    by_group, by_care = national.leaving_by_group(), national.leaving_by_care_days()
    return [
        Factor((), np.array(national.leaving_a_year().sum())),
        Factor((_GROUP,), by_group),
        Factor((_SETTING,), _by_setting_and_route().sum(axis=1)),
        Factor((_CARE,), by_care),
        Factor((_GROUP, _CARE), np.ones((len(by_group), len(by_care)))),
    ]


def _by_setting_and_route() -> Floats:
    """[setting, route] England's exits as multiples of the mean rate of leaving: adoption is mostly from placement."""
    by_route = national.leaving_a_year() / national.leaving_a_year().sum()
    relative = np.tile(by_route, (len(SETTINGS), 1))
    relative[:, ROUTES.index(ExitRoute.ADOPTION)] *= national.adoption_by_setting()
    return relative


def _wider_routes(left: Floats) -> Floats:
    """[group, setting, care, route] what setting, age and time in care each say of the route, put together."""
    england = _by_setting_and_route()
    whole = pooled_shares(left.sum(axis=(1, 2, 3)), national.leaving_a_year() / national.leaving_a_year().sum())
    by_setting = pooled_shares(left.sum(axis=(1, 3)).T, england / england.sum(axis=1, keepdims=True))
    by_group = pooled_shares(left.sum(axis=(2, 3)).T, whole) / whole
    by_care = pooled_shares(left.sum(axis=(1, 2)).T, whole) / whole
    together = by_setting[None, :, None] * by_group[:, None, None] * by_care
    wider: Floats = together / together.sum(axis=-1, keepdims=True)
    return wider


def draw_level(
    exposure: Exposure, mean_rate: Floats, calendar: Calendar, runs: int, rng: np.random.Generator
) -> Floats:
    """[run, month] what rates of leaving are multiplied by: how their level went, and how it may go on."""
    expected = (exposure.leaving_by_quarter * mean_rate).sum(axis=(1, 2, 3))
    ahead = -(-len(calendar.lengths) // _MONTHS_A_QUARTER)
    level = draw_levels(exposure.left_by_quarter, expected, LEAVING, ahead, runs, rng)
    return np.repeat(level, _MONTHS_A_QUARTER, axis=1)[:, : len(calendar.lengths)]


def draw_returns(history: History, rates: Records, rng: np.random.Generator) -> None:
    """Fill the draws of coming back, a day, by how the child left and how long ago; adopted children do not."""
    events, years = _absences(history)
    drawn = rng.gamma(_BACK_EVENTS + events, size=(len(rates), *events.shape))
    rates["back"] = drawn / (_BACK_EVENTS / _BACK_A_YEAR + years) / DAYS_A_YEAR


def _absences(history: History) -> tuple[Floats, Floats]:
    """[kind, time since leaving] returns, and years of absence in which one was possible and would be seen."""
    gone = absent(history, np.datetime64(history.first))
    until = np.minimum(gone["until"], RETURN_EDGES[-1])
    back = (gone["until"] == gone["returned"]) & (gone["returned"] < RETURN_EDGES[-1])
    events, years = np.zeros((RETURN_KINDS, len(RETURN_EDGES) - 1)), np.zeros((RETURN_KINDS, len(RETURN_EDGES) - 1))
    for kind in range(RETURN_KINDS):
        mine = gone["kind"] == kind
        for band, (low, high) in enumerate(pairwise(RETURN_EDGES)):
            years[kind, band] = np.clip(until[mine] - low, 0, high - low).sum() / DAYS_A_YEAR
            events[kind, band] = (mine & back & (low <= gone["returned"]) & (gone["returned"] < high)).sum()
    return events, years


def absent(history: History, since: np.datetime64) -> dict[str, np.ndarray]:
    """Everybody who left on or after `since` by a route from which children come back, one row a leaving.

    row: position in `history.spells` of its last spell; route, kind; returned: days until care began again (infinite if
    not); until: days until then, the 18th birthday or the cut, whichever is first.
    """
    last = history.spells.drop_duplicates("period", keep="last")
    again = last.groupby("child")["period_start"].shift(-1).to_numpy().astype("datetime64[D]")
    end, route = last["end"].to_numpy().astype("datetime64[D]"), last["route"].to_numpy()
    mine = (route >= 0) & (RETURN_KIND[route] >= 0) & (end >= since)
    left, adult = end[mine], birthdays(last["dob"].to_numpy()[mine], ADULT)
    returned = np.nan_to_num(days_between(again[mine], left), nan=np.inf)
    limit = np.minimum(days_between(adult, left), -days_between(left, np.datetime64(history.cut)))
    return {
        "row": last.index.to_numpy()[mine],
        "route": route[mine],
        "kind": RETURN_KIND[route[mine]],
        "returned": returned,
        "until": np.minimum(returned, limit),
        "since": -days_between(left, np.datetime64(history.cut)),
    }
