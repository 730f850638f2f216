"""Times missing, and orders that deprive a child of liberty, set beside the child's episodes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from placements.codes import CollectionYear
from placements.importing.ssda903.checks.check import Found, Hits, check, hits
from placements.importing.ssda903.material import Material
from placements.models.loading import Level

_DOLO_FROM = CollectionYear(2026)
_NEVER_WITH_ORDER = ["K1", "P1", "R5", "K3"]
_WITH_ORDER = ["K2", "Z12", "Z13"]
_FAR = np.datetime64("2262-01-01", "s")


@check("903-missing-open", Level.WARNING, "missing period overlaps another, or outlives care", "574, 577")
def missing_open(material: Material) -> Found:
    """A time missing that cannot be as written."""
    if not material.has("missing"):
        return
    frame = material.frame("missing").sort_values(
        ["ret", "child", "MIS_START", "row"], kind="stable", ignore_index=True
    )
    frame = frame[frame["MIS_START"].notna()].reset_index(drop=True)
    before = frame.shift(1)
    follows = ((frame["child"] == before["child"]) & (frame["ret"] == before["ret"])).to_numpy()
    overlaps = (frame["MIS_START"] < before["MIS_END"].fillna(_FAR)).to_numpy()
    yield hits(
        *("missing", frame, follows & overlaps, "MIS_START"),
        "the missing period from {MIS_START} begins before the one of {before} ended. Correct the dates.",
        before=before["MIS_START"],
    )
    left = _left_care(material)[material.key(frame)]
    outlives = ~np.isnat(left) & (frame["MIS_END"].fillna(_FAR).to_numpy() > left)
    yield hits(
        *("missing", frame, outlives, "MIS_END"),
        "the missing period from {MIS_START} goes on after care ended on {left}. Give its end.",
        left=left,
    )


def _left_care(material: Material) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """The day on which the last episode of each child of each return ended, by key; NaT while one is open."""
    episodes = material.episodes
    last = ~episodes.leads
    left = np.full(len(material.years) * len(material.refs), np.datetime64("NaT", "s"))
    left[material.key(episodes.now)[last]] = episodes.now["DEC"].to_numpy()[last]
    return left


@check(
    "903-dolo",
    Level.WARNING,
    "order overlaps K1, P1, R5 or K3, or a setting other than K2, Z12, Z13; from 2026/27",
    "710, 709",
)
def deprivation_of_liberty(material: Material) -> Found:
    """An order in a setting where none is expected."""
    if not material.has("dolo"):
        return
    frame = material.frame("dolo").reset_index(names="order")
    frame = frame[np.array([material.years[at] >= _DOLO_FROM for at in frame["ret"]], dtype=bool)]
    pairs = frame.merge(material.episodes.now, on=["ret", "child"], suffixes=("", " episode"))
    starts, ends = pairs["DOLO_START"], pairs["DOLO_END"].fillna(_FAR)
    together = pairs[(pairs["DECOM"] < ends) & (pairs["DEC"].fillna(_FAR) > starts)]
    yield _orders(frame, together[together["PLACE"].isin(_NEVER_WITH_ORDER)], "which excludes an order")
    rest = together[~together["PLACE"].isin([*_NEVER_WITH_ORDER, *_WITH_ORDER])]
    yield _orders(frame, rest, "where none is expected (K2, Z12, Z13)")


def _orders(frame: pd.DataFrame, found: pd.DataFrame, why: str) -> Hits | None:
    first = found.drop_duplicates("order").set_index("order")["PLACE"].astype(object)
    place = frame["order"].map(first)
    return hits(
        *("dolo", frame, place.notna().to_numpy(), "DOLO_START"),
        f"the order from {{DOLO_START}} overlaps a placement of type {{place}}, {why}. Check both.",
        place=place,
    )


CHECKS = (missing_open, deprivation_of_liberty)
