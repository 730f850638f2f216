"""How one episode follows another: no overlap, no gap inside a period of care, a start where care starts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from placements.codes import ages_on
from placements.importing.ssda903.checks.check import Found, check, hits
from placements.importing.ssda903.material import InOrder, Mask, Material
from placements.models.loading import Level

_ADULT = 18
_DIED = "E2"


@check("903-overlap", Level.ERROR, "next episode starts before the last ended, or the last is still open", "142, 501")
def overlap(material: Material) -> Found:
    """A child in two episodes at once."""
    ep = material.episodes
    still_open = ep.follows & ep.before["DEC"].isna().to_numpy()
    yield hits(
        *("episodes", ep.now, still_open, "DECOM"),
        "the episode starting {DECOM} begins while the one before, of {before}, has no end. End that, or correct this.",
        before=ep.before["DECOM"],
    )
    early = ep.follows & (ep.now["DECOM"] < ep.before["DEC"]).to_numpy()
    yield hits(
        *("episodes", ep.now, early, "DECOM"),
        "the episode starting {DECOM} begins before the previous one ended ({ended}). Correct one of the two dates.",
        ended=ep.before["DEC"],
    )


@check("903-gap", Level.ERROR, "REC X1 with a DEC but nothing follows, or next starts on another day", "388, 433")
def gap(material: Material) -> Found:
    """An episode said to be followed by another on the same day, which is not there."""
    ep = material.episodes
    to_be_followed = ((ep.now["REC"] == "X1") & ep.now["DEC"].notna()).to_numpy()
    yield hits(
        *("episodes", ep.now, to_be_followed & ~ep.leads, "REC"),
        "REC X1 says that another episode began on {DEC}, and none follows. Add it, or give the reason why care ended.",
    )
    later = to_be_followed & ep.leads & (ep.after["DECOM"] > ep.now["DEC"]).to_numpy()
    yield hits(
        *("episodes", ep.now, later, "REC"),
        "REC X1 says that another episode began on {DEC}; the next begins on {next}. Correct a date, or the reason.",
        next=ep.after["DECOM"],
    )


@check("903-restart", Level.ERROR, "RNE S on the day the last episode ended, or not S after leaving care", "431, 432")
def restart(material: Material) -> Found:
    """A start of care where care went on, or none where it began again."""
    ep = material.episodes
    starts = (ep.now["RNE"] == "S").to_numpy()
    same_day = ep.follows & (ep.now["DECOM"] == ep.before["DEC"]).to_numpy()
    yield hits(
        *("episodes", ep.now, same_day & starts, "RNE"),
        "RNE S says that care starts on {DECOM}, the day the one before ended. Use L, P, T, B or U, and REC X1 before.",
    )
    yield hits(
        *("episodes", ep.now, _after_leaving(ep) & ~starts, "RNE"),
        "RNE {RNE} says that care goes on, but the child left care on {left} (REC {rec}). Use S, or X1 before.",
        left=ep.before["DEC"],
        rec=ep.before["REC"],
    )


def _after_leaving(ep: InOrder) -> Mask:
    """Episodes that begin on or after the day on which the one before ended care."""
    left = ~ep.before["REC"].isin(["", "X1"]).to_numpy() & (ep.before["DEC"] <= ep.now["DECOM"]).to_numpy()
    return ep.follows & left


@check("903-after-end", Level.ERROR, "episodes follow a death (E2), or go on at or after the 18th birthday", "437")
def after_end(material: Material) -> Found:
    """An episode after which there can be none."""
    ep = material.episodes
    died = ep.follows & ever_before(ep, ((ep.now["REC"] == _DIED) & ep.now["DEC"].notna()).to_numpy())
    yield hits(
        *("episodes", ep.now, died, "DECOM"),
        "this episode of {DECOM} follows one that ended with the child's death (REC E2). Correct REC, or take it out.",
    )
    adult = ages_on(material.born(ep.now), ep.now["DECOM"].to_numpy()) >= _ADULT
    goes_on = adult & ~(ep.now["RNE"] == "S").to_numpy()
    yield hits(
        *("episodes", ep.now, goes_on, "DECOM"),
        "this episode goes on from {DECOM}, at or after the 18th birthday, when care ends. Correct the date, or DOB.",
    )


def ever_before(ep: InOrder, marked: Mask) -> Mask:
    """Whether any earlier episode of the child in the same return is marked."""
    so_far: npt.NDArray[np.int64] = np.cumsum(marked) - marked
    first = np.flatnonzero(~ep.follows)
    at_first: npt.NDArray[np.int64] = np.repeat(so_far[first], np.diff(np.append(first, len(marked))))
    answer: Mask = so_far > at_first
    return answer


CHECKS = (overlap, gap, restart, after_end)
