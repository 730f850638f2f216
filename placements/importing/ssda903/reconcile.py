"""Several returns that tell of the same episodes: the later one holds, and what it says differently is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from placements.importing.ssda903.held import STATED
from placements.repository.standing import known_ends, standing

_WHILE_OPEN = ("DEC", "REC", "REASON_PLACE_CHANGE")


@dataclass(frozen=True)
class Difference:
    """One thing that a newer return says differently: of which year's return, of whom, what, before and after."""

    year: int
    child: str
    what: str
    before: str | None
    after: str | None


def stands(versions: pd.DataFrame) -> pd.Series:
    """Which versions hold, for a table with CHILD, year and DECOM."""
    named = versions.rename(columns={"DECOM": "decom"}).assign(child=pd.factorize(versions["CHILD"])[0])
    return pd.Series(standing(named), index=versions.index, dtype=bool)


def restated(versions: pd.DataFrame) -> list[Difference]:
    """What each later return says differently of an episode that an earlier one told, or that it takes back.

    `versions` are those of every return that counts, with the column `new` where they come with this load; pairs in
    which neither is new were listed before. A DEC given where there was none is news, not a difference.
    """
    ordered = versions.sort_values(["CHILD", "DECOM", "year"], ignore_index=True)
    newer = ordered.shift(-1)
    same = ((ordered["CHILD"] == newer["CHILD"]) & (ordered["DECOM"] == newer["DECOM"])).to_numpy()
    either = ordered["new"].to_numpy() | np.append(ordered["new"].to_numpy()[1:], False)[: len(ordered)]
    pairs = same & either
    found = list(_changed(ordered[pairs], newer[pairs]))
    gone = ordered[~same & ~stands(ordered).to_numpy()]
    return found + list(_taken_back(gone, ordered))


def resubmitted(before: pd.DataFrame, after: pd.DataFrame) -> list[Difference]:
    """What a return says differently from the return of the same year that it replaces."""
    both = before.merge(after, on=["CHILD", "DECOM"], suffixes=(" before", ""), how="outer", indicator=True)
    shared = both[both["_merge"] == "both"]
    earlier = pd.DataFrame({name: shared[f"{name} before"] for name in ("DEC", *STATED)}).assign(DECOM=shared["DECOM"])
    found = list(_changed(earlier, shared, ended=True))
    year = int(after["year"].iloc[0]) if len(after) else int(before["year"].iloc[0]) if len(before) else 0
    for side, told in (("left_only", ("given", None)), ("right_only", (None, "given"))):
        rows = both[both["_merge"] == side]
        found += [
            Difference(year, child, f"episode of {day:%d/%m/%Y}", *told)
            for child, day in zip(rows["CHILD"], rows["DECOM"], strict=True)
        ]
    return found


def _changed(older: pd.DataFrame, newer: pd.DataFrame, *, ended: bool = False) -> Iterator[Difference]:
    """Fields of the same episode that differ; with `ended`, also an end where there was none."""
    was_open = older["DEC"].isna().to_numpy()
    for name in ("DEC", *STATED):
        before, after = older[name].astype(object), newer[name].astype(object)
        blank = older[name].isna().to_numpy() & newer[name].isna().to_numpy()
        differs = (before.to_numpy() != after.to_numpy()) & ~blank
        if name in _WHILE_OPEN and not ended:
            differs &= ~was_open
        for at in np.flatnonzero(differs):
            yield Difference(
                int(newer["year"].iloc[at]),
                str(newer["CHILD"].iloc[at]),
                f"{name} of the episode of {older['DECOM'].iloc[at]:%d/%m/%Y}",
                _word(before.iloc[at]),
                _word(after.iloc[at]),
            )


def _taken_back(gone: pd.DataFrame, every: pd.DataFrame) -> Iterator[Difference]:
    """Episodes that a later return of the child leaves no room for, and does not state."""
    if gone.empty:
        return
    years = every.drop_duplicates(["CHILD", "year"])[["CHILD", "year", "new"]]
    later = gone.merge(years, on="CHILD", suffixes=("", " later"))
    later = later[(later["year later"] > later["year"]) & (later["new"] | later["new later"])]
    for _, row in later.drop_duplicates(["CHILD", "DECOM"]).iterrows():
        yield Difference(
            int(row["year later"]), str(row["CHILD"]), f"episode of {row['DECOM']:%d/%m/%Y}", "given", None
        )


def _word(value: object) -> str | None:
    if isinstance(value, pd.Timestamp):
        return f"{value:%d/%m/%Y}"
    return None if value is None or value is pd.NaT or value == "" else str(value)


def periods_of_care(episodes: pd.DataFrame) -> pd.DataFrame:
    """Unbroken times in care, from the episodes that stand: columns child, starts_on, ends_on, exit_reason, cin, ls.

    `episodes` have `child`, `year`, `heard`, `decom`, `dec`, `rne`, `rec`, `cin` and `ls` (see `known_ends`).
    A period goes on while each episode begins on the day the last ended, and not with RNE S.
    """
    ordered = episodes.sort_values(["child", "decom"], ignore_index=True)
    ends = known_ends(ordered)
    child, decom = ordered["child"].to_numpy(), ordered["decom"].to_numpy()
    joined = (child[1:] == child[:-1]) & (decom[1:] == ends[:-1]) & (ordered["rne"].to_numpy()[1:] != "S")
    first = np.append(True, ~joined)[: len(ordered)]
    last = np.append(~joined, True)[: len(ordered)]
    stated = (ordered["dec"].to_numpy() == ends) & (ordered["rec"] != "X1").to_numpy()
    exit_reason = np.where(stated, ordered["rec"].astype(object), "")
    return pd.DataFrame(
        {
            "child": child[first],
            "starts_on": decom[first],
            "ends_on": ends[last],
            "exit_reason": exit_reason[last],
            "cin": ordered["cin"].to_numpy()[first],
            "ls": ordered["ls"].to_numpy()[first],
        }
    )
