"""Which of several returns is believed: the later one, for every day from the first that it tells of a child."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.codes import CollectionYear

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


def standing(versions: pd.DataFrame) -> Mask:
    """Which versions of episodes hold: those that begin before anything a later return says of the same child.

    `versions` has the columns `child`, `year` (in which the collection year of the return starts) and `decom`; each
    return is there once. A return tells of every episode that touches its year, so from the first episode it gives a
    child on, it is the whole truth of that child and earlier returns are not: restated episodes stand as restated.
    """
    firsts = versions.groupby(["child", "year"], sort=True)["decom"].min()
    later = firsts.iloc[::-1].groupby(level="child", sort=False)
    newest_first = later.cummin().groupby(level="child", sort=False).shift(1)
    told_from = newest_first.reindex(pd.MultiIndex.from_frame(versions[["child", "year"]])).to_numpy()
    decom = versions["decom"].to_numpy()
    answer: Mask = np.isnat(told_from) | (decom < told_from)
    return answer


def known_ends(episodes: pd.DataFrame) -> Days:
    """When each standing episode ended, NaT while open: as its return says, but never after the next one begins.

    `episodes` stand, are sorted by `child` and `decom`, and have `dec`, `rne`, `year` and `heard` besides: the newest
    return that would name the child if still in care. An episode left open that no later return takes up ended as the
    next began if that goes on (RNE not S); if care starts anew, or the newest return forgets the child, it ended with
    the year whose return last knew it. So whoever a return does not name is not counted in care at its end.
    """
    decom, dec = episodes["decom"].to_numpy(), episodes["dec"].to_numpy()
    child = episodes["child"].to_numpy()
    follows = np.append(child[1:] == child[:-1], False)[: len(child)]
    begins = np.append(decom[1:], np.datetime64("NaT"))[: len(decom)]
    anew = np.append(episodes["rne"].to_numpy()[1:] == "S", False)[: len(child)]
    last_known = _day_after_year(episodes["year"].to_numpy())
    taken_up = np.where(anew, np.minimum(last_known, begins), begins)
    forgotten = np.where(episodes["heard"] > episodes["year"], last_known, dec)
    told = np.where(np.isnat(dec), np.where(follows, taken_up, forgotten), dec)
    return np.where(follows & (told > begins), begins, told)


def newest_heard(year: pd.Series, newest: int, left_out: pd.Series) -> pd.Series:
    """The newest return that would name each child if still in care: the newest held, but for those it left out.

    `year` is that of the return that tells of the episode; `left_out` are children whose rows a load set aside, of whom
    silence says nothing.
    """
    return year.where(left_out, newest)


def _day_after_year(years: npt.NDArray[np.int64]) -> Days:
    different, at = np.unique(years, return_inverse=True)
    days = np.array([CollectionYear(int(year)).end_exclusive for year in different], dtype="datetime64[s]")
    return days[at]
