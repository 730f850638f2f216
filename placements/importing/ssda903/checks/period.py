"""What must hold from one episode to the next inside a period of care."""

from __future__ import annotations

import numpy as np

from placements.codes import TEMPORARY
from placements.importing.ssda903.checks.check import Found, check, hits
from placements.importing.ssda903.material import Mask, Material
from placements.models.loading import Level

_PLACE = ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN")
_NEW_PLACEMENT = ["P", "T", "B", "U"]


@check("903-need-changed", Level.WARNING, "CIN changes within one period of care", "504")
def need_changed(material: Material) -> Found:
    """A category of need is fixed when care starts."""
    ep = material.episodes
    yield hits(
        *("episodes", ep.now, ep.continues & ep.changed("CIN"), "CIN"),
        "CIN is {CIN} here and was {before} in the episode before; it is fixed for the period of care. Correct one.",
        before=ep.before["CIN"],
    )


@check("903-rne-unchanged", Level.WARNING, "RNE says legal status or placement changed but it did not", "434-436")
def rne_unchanged(material: Material) -> Found:
    """A new episode in which nothing is new."""
    ep = material.episodes
    legal = ep.continues & ep.now["RNE"].isin(["L", "B", "U"]).to_numpy() & ~ep.changed("LS")
    yield hits(
        *("episodes", ep.now, legal, "LS"),
        "RNE {RNE} says that the legal status changed, and it is {LS} as before. Correct RNE or LS.",
    )
    moved = ep.continues & ep.now["RNE"].isin(_NEW_PLACEMENT).to_numpy() & ~ep.changed(*_PLACE)
    yield hits(
        *("episodes", ep.now, moved, "PLACE"),
        "RNE {RNE} says that the placement changed; type, provider, postcode and URN did not. Correct one.",
    )


@check(
    "903-reason-change",
    Level.WARNING,
    "reason missing on a move, or given on an open or temporary episode",
    "225, 226, 233",
)
def reason_change(material: Material) -> Found:
    """A move has a reason, written on the episode that ends; nothing else has."""
    ep = material.episodes
    given = (ep.now["REASON_PLACE_CHANGE"] != "").to_numpy()
    temporary = _temporary(material)
    to_temporary = np.append(temporary[1:], False)[: len(temporary)]
    moves = ep.goes_on & ep.after["RNE"].isin(_NEW_PLACEMENT).to_numpy() & ~temporary & ~to_temporary
    yield hits(
        *("episodes", ep.now, moves & ~given, "REASON_PLACE_CHANGE"),
        "the child moved on {DEC} and no reason for the change is given. Give it, for example CARPL.",
    )
    yield hits(
        *("episodes", ep.now, given & ep.now["DEC"].isna().to_numpy(), "REASON_PLACE_CHANGE"),
        "the reason {REASON_PLACE_CHANGE} is given for an episode that has not ended. Take it out, or give DEC.",
    )
    yield hits(
        *("episodes", ep.now, given & temporary & ep.now["DEC"].notna().to_numpy(), "REASON_PLACE_CHANGE"),
        "the reason {REASON_PLACE_CHANGE} is given for a temporary episode ({PLACE}). Take it out.",
    )


@check(
    "903-temp-return",
    Level.WARNING,
    "T code not followed by return to same type and postcode; starts or ends a period of care",
    "383, 380, 381",
)
def temporary_return(material: Material) -> Found:
    """A temporary move ends where it began."""
    ep = material.episodes
    temporary = _temporary(material)
    yield hits(
        *("episodes", ep.now, temporary & (ep.now["RNE"] == "S").to_numpy(), "PLACE"),
        "care starts with the temporary placement {PLACE}. Give the usual placement first.",
    )
    ends_care = temporary & ep.now["DEC"].notna().to_numpy() & ~ep.now["REC"].isin(["", "X1"]).to_numpy()
    yield hits(
        *("episodes", ep.now, ends_care, "PLACE"),
        "care ended (REC {REC}) from the temporary placement {PLACE}. Give the usual placement last.",
    )
    home = _usual_before(ep.continues, temporary)
    back = temporary & ep.goes_on & (home >= 0) & ~np.append(temporary[1:], True)[: len(temporary)]
    elsewhere = np.zeros(len(temporary), dtype=bool)
    for column in ("PLACE", "PL_POST"):
        codes = ep.now[column].cat.codes.to_numpy()
        after = ep.after[column].cat.codes.to_numpy()
        elsewhere |= codes[home] != after
    yield hits(
        *("episodes", ep.now, back & elsewhere, "PLACE"),
        "after the temporary placement {PLACE} the child did not return to the same type and postcode. Check both.",
    )


def _usual_before(continues: Mask, temporary: Mask) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each episode the position of the last that was not temporary in the same period of care; -1 if none."""
    at = np.arange(len(temporary))
    first = np.maximum.accumulate(np.where(continues, 0, at))
    usual = np.maximum.accumulate(np.where(temporary, -1, at))
    return np.where(usual >= first, usual, -1)


def _temporary(material: Material) -> Mask:
    answer: Mask = material.episodes.now["PLACE"].isin(list(TEMPORARY)).to_numpy()
    return answer


CHECKS = (need_changed, rne_unchanged, reason_change, temporary_return)
