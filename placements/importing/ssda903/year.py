"""Which collection year a return is of: by its dates, unless a person says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.codes import FIRST_HELD, LAST_HELD, CollectionYear
from placements.errors import Refused
from placements.importing.outcome import Fault
from placements.importing.ssda903.file_faults import YEAR, file_error

_MARCH_FROM_APRIL = 3


def years_of(
    paths: Sequence[str], episodes: pd.DataFrame, said: Mapping[str, str] | None
) -> tuple[list[CollectionYear | None], list[Fault]]:
    """The collection year of each return, in the order of `paths`, and the faults of those that have none.

    `said` gives years a person has stated, by path. Raises Refused for one that names no return of the load.
    """
    stated = _stated(paths, said or {})
    years = [stated.get(path) or _by_dates(episodes[episodes["ret"] == at]) for at, path in enumerate(paths)]
    return years, _faults(paths, years)


def _stated(paths: Sequence[str], said: Mapping[str, str]) -> dict[str, CollectionYear]:
    """The years a person has stated, by the path of the return they name: in full, or by its last parts."""
    stated = {}
    for name, label in said.items():
        meant = [path for path in paths if _names(name, path)]
        if len(meant) != 1:
            raise Refused(
                f"--year {name}={label} names {'no return' if not meant else 'several returns'} of this load.",
                given=name,
                do_next=f"Name one of: {', '.join(paths) or 'none was found'}.",
            )
        stated[meant[0]] = CollectionYear.from_label(label)
    return stated


def _names(name: str, path: str) -> bool:
    parts = PurePath(name).parts
    return bool(parts) and PurePath(path).parts[-len(parts) :] == parts


def _by_dates(episodes: pd.DataFrame) -> CollectionYear | None:
    """The year that holds most DEC dates, else most DECOM dates; the later one where two hold as many."""
    for column in ("DEC", "DECOM"):
        starts = _start_years(episodes[column].to_numpy())
        if len(starts):
            years, times = np.unique(starts, return_counts=True)
            return CollectionYear(int(years[len(times) - 1 - np.argmax(times[::-1])]))
    return None


def _start_years(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    """The year in which the collection year of each day starts; blanks left out."""
    months = days[~np.isnat(days)].astype("datetime64[M]") - np.timedelta64(_MARCH_FROM_APRIL, "M")
    return months.astype("datetime64[Y]").astype(np.int64) + 1970


def _faults(paths: Sequence[str], years: Sequence[CollectionYear | None]) -> list[Fault]:
    faults = []
    for at, (path, year) in enumerate(zip(paths, years, strict=True)):
        if year is None:
            message = "No episode has a date that can be read, so the year is not known. State it: --year PATH=YYYY/YY."
            faults.append(file_error(path, YEAR, message))
        elif not FIRST_HELD <= year <= LAST_HELD:
            message = (
                f"By its dates this is the return of {year}; code lists are held for {FIRST_HELD} to {LAST_HELD}. "
                "Leave it out, or state the year if the dates mislead: --year PATH=YYYY/YY."
            )
            faults.append(file_error(path, YEAR, message, value=year.label))
        elif year in years[:at]:
            message = (
                f"This and {paths[years.index(year)]} are both returns of {year}. Load the newer one last, alone: "
                "it replaces the other and the differences are listed. Or state a misread year: --year PATH=YYYY/YY."
            )
            faults.append(file_error(path, YEAR, message, value=year.label))
    return faults
