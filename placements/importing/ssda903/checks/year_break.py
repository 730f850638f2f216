"""Whether this year's return takes up where last year's left off."""

from __future__ import annotations

import numpy as np
import pandas as pd

from placements.codes import CollectionYear, Place, successor
from placements.importing.ssda903.checks.check import NO_ROW, Found, Hits, check, hits
from placements.importing.ssda903.material import Material
from placements.models.loading import Level

_RESTATED = ("LS", "CIN", "PLACE", "PLACE_PROVIDER", "URN")
_GONE = (
    "the episode of {DECOM} was open at the end of last year, and this year's return has no episode of the child. "
    "Add the child, or end the episode in last year's. Until then the child counts as still looked after."
)
_CARRIED_OVER = {(old.value, new.value) for old in (Place.H5, Place.Z1) for new in successor(old, CollectionYear(2025))}


@check(
    "903-year-break",
    Level.WARNING,
    "first episode differs from last year's open one, after allowed carry-overs",
    "502, 503A-J",
)
def year_break(material: Material) -> Found:
    """An episode that crossed 31 March and is told differently on the other side."""
    if not _has_years_in_a_row(material):
        return
    now = _first_of_year(material)
    both = now.merge(_open_at_year_end(material), on=["CHILD", "year"], suffixes=("", " last"))
    moved = (both["DECOM"] != both["DECOM last"]).to_numpy()
    yield hits(
        *("episodes", both, moved, "DECOM"),
        "last year's return left an episode of {DECOM last} open; this year's first begins on {DECOM}. Correct one.",
    )
    for column in _RESTATED:
        here, before = both[column].astype(object), both[f"{column} last"].astype(object)
        differs = (here != before).to_numpy() & ~moved
        if column == "PLACE":
            carried = [pair in _CARRIED_OVER for pair in zip(before, here, strict=True)]
            differs &= ~np.array(carried, dtype=bool)
        sentence = (
            f"{column} of the episode of {{DECOM}} is {{{column}}} this year and was "
            f"{{{column} last}} in last year's return. Correct one of the returns."
        )
        yield hits("episodes", both, differs, column, sentence)


@check("903-missing-from-year", Level.WARNING, "open last year, absent this year", "1010, 562")
def missing_from_year(material: Material) -> Found:
    """A child who was in care on 31 March and of whom the next return says nothing."""
    if not _has_years_in_a_row(material):
        return
    left_open = _open_at_year_end(material)
    next_is_there = left_open["year"].isin([year.start_year for year in material.years]).to_numpy()
    present = pd.MultiIndex.from_frame(_children_of_years(material))
    gone = next_is_there & ~pd.MultiIndex.from_frame(left_open[["CHILD", "year"]]).isin(present)
    here = (left_open["ret"] >= 0).to_numpy()
    yield hits("episodes", left_open, gone & here, "DEC", _GONE)
    absent = left_open[gone & ~here]
    if len(absent):
        at = [material.years.index(CollectionYear(year)) for year in absent["year"]]
        yield Hits("episodes", absent.assign(ret=at), "DEC", _GONE)


def _has_years_in_a_row(material: Material) -> bool:
    """Whether any return of this load follows another, in the load or held."""
    every = {*material.years, *(CollectionYear(year) for year in material.held["year"].unique())}
    return any(year.previous in every for year in material.years)


def _first_of_year(material: Material) -> pd.DataFrame:
    """The first episode of each child in each return of this load."""
    episodes = material.episodes
    return _with_year(material, episodes.now[~episodes.follows], 0)


def _open_at_year_end(material: Material) -> pd.DataFrame:
    """The episode of each child that each return left open, with the year after it as `year`; held ones have no row."""
    now = material.episodes.now
    loaded = _with_year(material, now[now["DEC"].isna()], 1)
    held = material.held[material.held["DEC"].isna()]
    columns = {name: held[name] for name in ("CHILD", "DECOM", "DEC", *_RESTATED)}
    number = {ref: at for at, ref in enumerate(material.refs)}
    earlier = pd.DataFrame(
        {**columns, "year": held["year"] + 1, "ret": -1, "row": NO_ROW, "child": held["CHILD"].map(number).fillna(-1)}
    )
    every = pd.concat([earlier, loaded]) if len(earlier) else loaded
    return every.drop_duplicates(["CHILD", "year"], keep="last").reset_index(drop=True)


def _with_year(material: Material, frame: pd.DataFrame, later: int) -> pd.DataFrame:
    """The columns compared between returns, as plain texts, and the year in which the return starts, plus `later`."""
    first = np.array([year.start_year for year in material.years], dtype=np.int64)
    texts = {name: frame[name].astype(object) for name in ("CHILD", *_RESTATED)}
    rest = {name: frame[name] for name in ("ret", "row", "child", "DECOM", "DEC", "DECOM as written", "DEC as written")}
    return pd.DataFrame({**rest, **texts, "year": first[frame["ret"].to_numpy()] + later})


def _children_of_years(material: Material) -> pd.DataFrame:
    """Which children have an episode in which return of this load."""
    first = _first_of_year(material)
    return first[["CHILD", "year"]]


CHECKS = (year_break, missing_from_year)
