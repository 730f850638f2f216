"""England's published figures as starting points for rates and shares that the authority's own record is thin on.

Source: Department for Education, children looked after in England, year to 31 March 2024; `data/reference/national.md`
says how its rows became ours. The tables are read as files: this floor needs no code of the floor that keeps them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np

from forecasting.states import (
    CARE_EDGES,
    HOME_EDGES,
    PLACES,
    PROVIDERS,
    ROUTES,
    SETTINGS,
    Floats,
    ProviderType,
)
from placements.codes import AGE_BANDS, ExitRoute, Setting
from placements.geography import Locality

_OLDEST_BAND = "16+"
_BANDS = tuple(band.value for band in AGE_BANDS)
_DAYS_A_YEAR = 365.25
_MOVED_GROUP = {
    Setting.KINSHIP_FOSTERING: "fostering",
    Setting.MAINSTREAM_FOSTERING: "fostering",
    Setting.CHILDRENS_HOME: "homes",
    Setting.SECURE: "homes",
    Setting.CUSTODY: "other_residential",
}
"""The published placement group of a setting, where it is not the setting's own name."""


@cache
def _figures() -> dict[tuple[str, str, str], float]:
    """Every figure by table, group and category; NaN where the publisher suppressed it."""
    folder = resources.files("data").joinpath("reference")
    found = {}
    for name in ("national_flows.csv", "national_stock.csv", "national_placements.csv"):
        for row in csv.DictReader(folder.joinpath(name).read_text(encoding="utf-8").splitlines()):
            number = float("nan") if row["number"] == "c" else float(row["number"])
            found[row["table"], row["group"], row["category"]] = number
    return found


def _all(table: str, group: str, categories: Sequence[str]) -> Floats:
    found = [_figures().get((table, group, category), 0.0) for category in categories]
    return np.nan_to_num(np.array(found, dtype=np.float64)).astype(np.float64)


def _group_of(setting: Setting) -> str:
    return _MOVED_GROUP.get(setting, setting.value)


def _relative(rates: Floats, weights: Floats) -> Floats:
    """Rates as multiples of their mean over the children concerned."""
    relative: Floats = rates / np.average(rates, weights=weights)
    return relative


# --- leaving ----------------------------------------------------------------------------------------------------------


def leaving_a_year() -> Floats:
    """[route] exits a child-year before 18.

    The reasons published do not tell who left on the 18th birthday: those with a route of adult life are fewer than the
    birthdays, so the rest of the birthdays is taken out of `other`.
    """
    exits = _all("ceased", "route", ROUTES)
    adult = _figures()["ceased", "route", ExitRoute.EIGHTEEN]
    birthdays = _figures()["ceased", "age", "18th birthday"] + _figures()["ceased", "age", "after 18th birthday"]
    exits[ROUTES.index(ExitRoute.OTHER)] -= birthdays - adult
    return exits / _figures()["stock", "age", "total"]


def leaving_by_group() -> Floats:
    """[group] how many times the mean rate of leaving each age band has; unaccompanied children as the oldest band."""
    under_16 = _all("ceased", "age", _BANDS[:-1])
    ceased = np.append(under_16, _all("ceased", "age", ("16", "17")).sum())
    stock = _all("stock", "age", _BANDS)
    relative = _relative(ceased / stock, stock)
    return np.append(relative, relative[-1])


def leaving_by_care_days() -> Floats:
    """[days in care] how many times the mean rate of leaving each band has, from the lengths of finished stays.

    As in a life table of a population that does not change. Those who turned 18 are among the finished stays.
    """
    ended = np.array([_figures()["ceased", "days in care", _band(CARE_EDGES, at)] for at in range(len(CARE_EDGES))])
    return _relative(*_life_table(ended, CARE_EDGES, 2 * CARE_EDGES[-1]))


def adoption_by_setting() -> Floats:
    """[setting] how many times the mean rate of being adopted: nearly all from placement for adoption."""
    stock = _all("stock", "setting", SETTINGS)
    placed = SETTINGS.index(Setting.ADOPTION)
    adopted = _figures()["ceased", "route", ExitRoute.ADOPTION]
    from_placement = _figures()["ceased", "setting", Setting.ADOPTION]
    elsewhere = (adopted - from_placement) / (stock.sum() - stock[placed])
    rates = np.full(len(SETTINGS), elsewhere)
    rates[placed] = from_placement / stock[placed]
    return _relative(rates, stock)


# --- moving -----------------------------------------------------------------------------------------------------------


def moving_a_year() -> float:
    """Placement changes a child-year, those with the same carer left out."""
    changed = (
        _figures()["placements changed", "total", "all"] - _figures()["placements changed", "total", "status only"]
    )
    return changed / _figures()["stock", "age", "total"]


def moving_by_group() -> Floats:
    """[group] how many times the mean rate of moving each age band has; unaccompanied children as the oldest band."""
    changed = np.array(
        [
            _figures()["placements changed", band, "all"] - _figures()["placements changed", band, "status only"]
            for band in _BANDS
        ]
    )
    stock = _all("stock", "age", _BANDS)
    relative = _relative(changed / stock, stock)
    return np.append(relative, relative[-1])


def moving_by_setting() -> Floats:
    """[setting] how many times the mean rate of moving: placements that ended less those with which care ended."""
    stock = _all("stock", "setting", SETTINGS)
    ended, ceased, there = (np.zeros(len(SETTINGS)) for _ in range(3))
    groups = [_group_of(setting) for setting in SETTINGS]
    for at, group in enumerate(groups):
        same = [position for position, other in enumerate(groups) if other == group]
        ended[at] = _figures()["placements ceased", group, "total"]
        ceased[at] = _all("ceased", "setting", SETTINGS)[same].sum()
        there[at] = stock[same].sum()
    return _relative(np.maximum(ended - ceased, 1.0) / there, stock)


def moving_by_home_days() -> Floats:
    """[days in the home] how many times the mean rate of a placement's end each band has, as in a life table."""
    ended = np.array([_figures()["placements ceased", "all", _band(HOME_EDGES, at)] for at in range(len(HOME_EDGES))])
    return _relative(*_life_table(ended, HOME_EDGES, 2 * HOME_EDGES[-1]))


def _band(edges: Floats, at: int) -> str:
    last = "" if at + 1 == len(edges) else f"{edges[at + 1]:.0f}"
    return f"{edges[at]:.0f}-{last}"


def _life_table(ended: Floats, edges: Floats, longest: float) -> tuple[Floats, Floats]:
    """Rates a year and child-years by band, from how many ended in each; none is taken to last over `longest` days."""
    alive = np.append(ended[::-1].cumsum()[::-1], 0.0)
    widths = np.diff(np.append(edges, longest)) / _DAYS_A_YEAR
    lived = widths * (alive[:-1] + alive[1:]) / 2
    return ended / lived, lived


# --- where children go ------------------------------------------------------------------------------------------------


def first_settings() -> Floats:
    """[setting] the share of children whose first placement it is."""
    started = _all("started", "setting", SETTINGS) + 1.0
    shares: Floats = started / started.sum()
    return shares


def next_settings() -> Floats:
    """[setting] the share of placements that are of it; groups that hold several settings are split as the stock is."""
    stock = _all("stock", "setting", SETTINGS)
    groups = [_group_of(setting) for setting in SETTINGS]
    shares = np.array(
        [
            _figures()["placements ceased", group, "total"]
            * stock[at]
            / sum(stock[other] for other, name in enumerate(groups) if name == group)
            for at, group in enumerate(groups)
        ]
    )
    whole: Floats = shares / shares.sum()
    return whole


def providers_by_setting() -> Floats:
    """[setting, provider] shares.

    Not published apart, and assumed: relatives and friends foster for the authority itself, custody is public, and what
    is `other` has no provider in the return.
    """
    counts = np.stack([_providers(setting, "in_area") + _providers(setting, "outside") for setting in SETTINGS])
    for setting, provider in _ONE_PROVIDER.items():
        counts[SETTINGS.index(setting)] = np.equal(PROVIDERS, provider)
    shares: Floats = counts / counts.sum(axis=1, keepdims=True)
    return shares


_ONE_PROVIDER = {
    Setting.KINSHIP_FOSTERING: ProviderType.OWN,
    Setting.CUSTODY: ProviderType.OTHER_PUBLIC,
    Setting.OTHER: ProviderType.NOT_STATED,
}


def _providers(setting: Setting, where: str) -> Floats:
    return _all(f"provider {where}", _group_of(setting), [provider.value for provider in PROVIDERS])


def places_by_setting_and_provider() -> Floats:
    """[setting, provider, place] shares, inside and outside as the provider's, the rest as the setting's.

    Outside within 20 miles stands for neighbouring and over 20 for further, which the tables do not tell apart.
    """
    shares = np.zeros((len(SETTINGS), len(PROVIDERS), len(PLACES)))
    for at, setting in enumerate(SETTINGS):
        near, far, unknown, inside = _distances(setting)
        within = _providers(setting, "in_area") + inside
        outside = _providers(setting, "outside") + near + far
        known = 1.0 - unknown
        shares[at, :, PLACES.index(Locality.IN_AREA)] = known * within / (within + outside)
        shares[at, :, PLACES.index(Locality.NEIGHBOURING)] = known * outside / (within + outside) * near / (near + far)
        shares[at, :, PLACES.index(Locality.FURTHER)] = known * outside / (within + outside) * far / (near + far)
        shares[at, :, PLACES.index(Locality.UNKNOWN)] = unknown
    return shares


def _distances(setting: Setting) -> Floats:
    """Shares of a setting's children: outside within 20 miles, outside over 20, not known, in the area."""
    group = _group_of(setting)
    known = group if ("distance", group, "in_area") in _figures() else "other"
    rows = ("outside within 20 miles", "outside over 20 miles", "not known", "in_area")
    counts = _all("distance", known, rows) + 1.0
    shares: Floats = counts / counts.sum()
    return shares


# --- arriving ---------------------------------------------------------------------------------------------------------


def starting_by_band() -> Floats:
    """[age band] the share of children who start, unaccompanied ones (taken to be 16 or over) left out."""
    started = _all("started", "age", _BANDS)
    started[_BANDS.index(_OLDEST_BAND)] -= _figures()["started", "uasc", "uasc"]
    shares: Floats = started / started.sum()
    return shares
