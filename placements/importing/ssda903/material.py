"""What the checks look at: the tables of a load, each child's episodes in order, and what is held from before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.codes import CollectionYear
from placements.importing.ssda903.parse import TEXT, Table

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
_UASC_YEARS_BACK = 2


@dataclass(frozen=True)
class Material:
    """A load ready to be checked: the year and path of each return, its tables by name, and its children.

    `held` are the episodes of returns loaded before and not replaced by this load, with the columns CHILD, `year` (in
    which its collection year starts), DECOM, DEC, LS, CIN, PLACE, PLACE_PROVIDER and URN.
    """

    years: tuple[CollectionYear, ...]
    paths: tuple[str, ...]
    tables: Mapping[str, Table]
    refs: npt.NDArray[np.object_]
    held: pd.DataFrame
    held_asylum: frozenset[tuple[str, int]] = frozenset()

    def frame(self, name: str) -> pd.DataFrame:
        """The rows of one file over all returns; empty where no return has the file."""
        return self.tables[name].frame

    def has(self, name: str) -> bool:
        """Whether any return has this file."""
        return name in self.tables

    @cached_property
    def starts(self) -> Days:
        """1 April of each return's year."""
        return np.array([year.start for year in self.years], dtype="datetime64[s]")

    @cached_property
    def ends(self) -> Days:
        """31 March, the last day, of each return's year."""
        return np.array([year.end for year in self.years], dtype="datetime64[s]")

    def key(self, frame: pd.DataFrame) -> npt.NDArray[np.int64]:
        """One number for each child of each return."""
        keys: npt.NDArray[np.int64] = frame["ret"].to_numpy() * len(self.refs) + frame["child"].to_numpy()
        return keys

    @cached_property
    def births(self) -> Days:
        """The date of birth of each child of each return, by `key`, as its first Header row says; NaT if none does."""
        header = self.frame("header")
        born = np.full(len(self.years) * len(self.refs), np.datetime64("NaT", "s"))
        keys = self.key(header)[::-1]
        born[keys] = header["DOB"].to_numpy()[::-1]
        return born

    def born(self, frame: pd.DataFrame) -> Days:
        """The child's date of birth, for each row of a table."""
        return self.births[self.key(frame)]

    @cached_property
    def episodes(self) -> InOrder:
        """Every episode whose dates can be read, child by child in order of start."""
        frame = self.frame("episodes")
        readable = frame["DECOM"].notna() & (frame["DEC"].notna() | (frame["DEC" + TEXT] == ""))
        sorted_ = frame[readable].sort_values(["ret", "child", "DECOM", "row"], kind="stable", ignore_index=True)
        return InOrder(sorted_, sorted_.shift(1), sorted_.shift(-1))

    def unaccompanied(self, frame: pd.DataFrame) -> Mask:
        """Which rows are of a child in the UASC file of the same return, or of one of the two years before."""
        first = np.array([year.start_year for year in self.years])
        asked = first[frame["ret"].to_numpy()] * len(self.refs) + frame["child"].to_numpy()
        back = range(_UASC_YEARS_BACK + 1)
        answer: Mask = np.logical_or.reduce([np.isin(asked - years * len(self.refs), self._asylum) for years in back])
        return answer

    @cached_property
    def _asylum(self) -> npt.NDArray[np.int64]:
        """One number for each child and start year of a UASC file, of this load or, where it has no such year, held."""
        first = np.array([year.start_year for year in self.years], dtype=np.int64)
        number = {ref: at for at, ref in enumerate(self.refs)}
        held = [
            year * len(number) + number[ref] for ref, year in self.held_asylum if ref in number and year not in first
        ]
        if not self.has("uasc"):
            return np.array(held, dtype=np.int64)
        uasc = self.frame("uasc")
        told = first[uasc["ret"].to_numpy()] * len(number) + uasc["child"].to_numpy()
        return np.append(told, np.array(held, dtype=np.int64))


@dataclass(frozen=True)
class InOrder:
    """Episodes in order: `now`, and beside each row the child's `before` and `after` in the same return.

    Where there is none, `before` and `after` hold another child's row: look at `follows` and `leads`.
    """

    now: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame

    @cached_property
    def follows(self) -> Mask:
        """Whether an earlier episode of the child stands in the same return."""
        same = (self.now["child"] == self.before["child"]) & (self.now["ret"] == self.before["ret"])
        return same.to_numpy()

    @cached_property
    def leads(self) -> Mask:
        """Whether a later episode of the child stands in the same return."""
        return np.append(self.follows[1:], False)[: len(self.follows)]

    @cached_property
    def continues(self) -> Mask:
        """Whether the episode goes on with the period of care: it begins as the one before ended with X1."""
        joined = (self.before["DEC"] == self.now["DECOM"]) & (self.before["REC"] == "X1")
        return self.follows & joined.to_numpy()

    @cached_property
    def goes_on(self) -> Mask:
        """Whether the period of care goes on after the episode."""
        return np.append(self.continues[1:], False)[: len(self.continues)]

    def changed(self, *columns: str) -> Mask:
        """Whether any of these columns differs from the episode before."""
        differs = [self.now[column].cat.codes != self.before[column].cat.codes for column in columns]
        answer: Mask = np.logical_or.reduce([one.to_numpy() for one in differs])
        return answer
