"""What the written files show: everything the calibration compares is counted here, from the files alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.demo.ground import AUTHORITY, ground
from placements.codes import SHORT_BREAKS, TEMPORARY, ages_on, setting_of
from placements.errors import NotFound
from placements.geography import over_20_miles, pl_distance, pl_location

_MONTHS_BEFORE_APRIL = 3
_CHANGES_HOME = ["S", "P", "T", "B", "U"]


@dataclass(frozen=True)
class Returns:
    """The returns of a folder put together: one row an episode, as the last return that tells of it tells it.

    `versions` has a row for each time an episode is told, in order of child, first day and return.
    """

    years: tuple[int, ...]
    versions: pd.DataFrame
    episodes: pd.DataFrame
    unaccompanied: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> Returns:
        """Read `returns/*/` of a folder. Raises NotFound where there are none."""
        folders = sorted((folder / "returns").glob("*-*"))
        if not folders:
            raise NotFound("There are no returns here.", given=folder, do_next="Give a folder written by generate.")
        episodes = pd.concat([_read(path, "episodes") for path in folders], ignore_index=True)
        header = pd.concat([_read(path, "header") for path in folders], ignore_index=True)
        seeking = pd.concat([_read(path, "uasc") for path in folders], ignore_index=True)
        for column in ("DECOM", "DEC"):
            episodes[column] = pd.to_datetime(episodes[column], format="%d/%m/%Y")
        born = pd.to_datetime(header.drop_duplicates("CHILD").set_index("CHILD")["DOB"], format="%d/%m/%Y")
        last_told = episodes.drop_duplicates(["CHILD", "DECOM"], keep="last").sort_values(["CHILD", "DECOM"])
        told = last_told[~last_told["LS"].isin([status.value for status in SHORT_BREAKS])]
        told = told.assign(born=told["CHILD"].map(born)).reset_index(drop=True)
        years = tuple(int(path.name[:4]) for path in folders)
        versions = episodes.sort_values(["CHILD", "DECOM"], kind="stable", ignore_index=True)
        return cls(years, versions, _with_runs(told), frozenset(seeking["CHILD"].tolist()))

    @property
    def census(self) -> pd.Timestamp:
        """31 March of the last return."""
        return pd.Timestamp(self.years[-1] + 1, 3, 31)

    def open_on(self, day: pd.Timestamp) -> pd.DataFrame:
        """Episodes that hold the midnight at the end of a day."""
        return self.episodes[(self.episodes["DECOM"] <= day) & ~(self.episodes["DEC"] <= day)]

    @cached_property
    def stock(self) -> pd.DataFrame:
        """Children looked after on the census day, a row each, with where they live."""
        return self._located(self.open_on(self.census))

    @cached_property
    def starts(self) -> pd.DataFrame:
        """Periods of care begun in the years of the returns."""
        first = pd.Timestamp(self.years[0], 4, 1)
        begun = self.episodes[(self.episodes["RNE"] == "S") & (self.episodes["DECOM"] >= first)]
        return begun.assign(age=ages_on(_days(begun["born"]), _days(begun["DECOM"])))

    @cached_property
    def exits(self) -> pd.DataFrame:
        """Periods of care ended, with the day they began as far as told."""
        ended = self.episodes[self.episodes["DEC"].notna() & (self.episodes["REC"] != "X1")]
        return ended[ended["DEC"] >= pd.Timestamp(self.years[0], 4, 1)]

    @cached_property
    def placements(self) -> pd.DataFrame:
        """Placements, a row each: a run of episodes in one home and type, temporary moves kept inside."""
        usual = self.episodes[~self.episodes["PLACE"].isin([place.value for place in TEMPORARY])]
        groups = usual.groupby("placement", sort=False)
        runs = groups.first()
        runs["DEC"], runs["left by"] = groups["DEC"].agg(_last), groups["REASON_PLACE_CHANGE"].last()
        settings = {place: setting_of(place) for place in runs["PLACE"].unique()}
        return runs.assign(setting=runs["PLACE"].map(settings))

    @cached_property
    def new_placements(self) -> pd.DataFrame:
        """Placements begun in the years of the returns, with where they are."""
        runs = self.placements
        new = runs["RNE"].isin(_CHANGES_HOME) & ~runs["back"]
        begun = runs[new & (runs["DECOM"] >= pd.Timestamp(self.years[0], 4, 1))]
        return self._located(begun)

    def _located(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows with PL_LOCATION and distance by the published definitions."""
        book = ground().book
        home, place = book.look_up(rows["HOME_POST"].tolist()), book.look_up(rows["PL_POST"].tolist())
        none = np.zeros(len(rows), dtype=bool)
        exempt = rows["CHILD"].isin(list(self.unaccompanied)).to_numpy()
        miles = pl_distance(home, place, exempt)
        return rows.assign(
            where=pl_location(place.la_codes, AUTHORITY, none), miles=miles, far=over_20_miles(np.nan_to_num(miles))
        )


def _last(values: pd.Series) -> object:
    return values.iloc[-1]


def _read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _days(values: pd.Series) -> npt.NDArray[np.datetime64]:
    return values.to_numpy(dtype="datetime64[D]")


def _with_runs(episodes: pd.DataFrame) -> pd.DataFrame:
    """Number the periods of care and the placements: a return from a temporary move goes on with the placement."""
    temporary = episodes["PLACE"].isin([place.value for place in TEMPORARY])
    same_child = episodes["CHILD"].eq(episodes["CHILD"].shift())
    back = temporary.shift(fill_value=False) & same_child & episodes["RNE"].ne("S")
    begins_period = ~same_child | episodes["RNE"].eq("S")
    begins = begins_period | (episodes["RNE"].isin(_CHANGES_HOME) & ~temporary & ~back)
    return episodes.assign(period=begins_period.cumsum(), placement=begins.cumsum(), back=back)


def start_years(days: pd.Series) -> pd.Series:
    """The year in which the collection year of each day starts."""
    april = days - pd.DateOffset(months=_MONTHS_BEFORE_APRIL)
    return pd.Series(april.dt.year)


def shares(values: pd.Series, groups: Mapping[str, list[str]]) -> dict[str, float]:
    """Per cent of the values in each group of codes; what is in no group counts in the whole."""
    return {name: 100 * float(values.isin(codes).mean()) for name, codes in groups.items()}
