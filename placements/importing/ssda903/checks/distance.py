"""Postcodes, distance from home, and placements of one's own far away."""

from __future__ import annotations

from placements.codes import SHORT_BREAKS, Place
from placements.importing.ssda903.checks.check import Found, check, hits
from placements.importing.ssda903.derive import TENTHS_UNKNOWN
from placements.importing.ssda903.material import Mask, Material
from placements.models.loading import Level

_FARTHEST_TENTHS = 3_500
_WITH_FAMILY = [place.value for place in Place if place.value[0] in "UA"]


@check("903-postcode", Level.WARNING, "not in the postcode file; home equals placement unless P1", "392c, 392d")
def postcode(material: Material) -> Found:
    """A postcode that is nowhere, or that says the child never left home."""
    frame = material.frame("episodes")
    for column, standing in (("HOME_POST", "home"), ("PL_POST", "pl")):
        yield hits(
            *("episodes", frame, (frame[standing] == "no postcode").to_numpy(), column),
            f"{column} is not a postcode, so no distance can be told. Correct it.",
        )
        yield hits(
            *("episodes", frame, (frame[standing] == "not found").to_numpy(), column),
            f"{column} {{{column}}} is not in the postcode file, so no distance can be told. Check it.",
        )
    yield hits(
        *("episodes", frame, _same_place(material) & (frame["PLACE"] != "P1").to_numpy(), "PL_POST"),
        "the placement has the postcode of the child's home, {PL_POST}, and is not with parents (P1). Check both.",
    )


def _same_place(material: Material) -> Mask:
    frame = material.frame("episodes")
    different = frame["home plain"].astype(object) != frame["pl plain"].astype(object)
    real = frame["home"].isin(["found", "not found"])
    answer: Mask = (~different & real).to_numpy()
    return answer


@check("903-distance", Level.WARNING, "over 350 miles, or missing without a UASC, V3 or V4 reason", "454, 392a")
def distance(material: Material) -> Found:
    """A distance that cannot be, or that cannot be told."""
    frame = material.frame("episodes")
    tenths = frame["tenths"].to_numpy()
    yield hits(
        *("episodes", frame, (tenths > _FARTHEST_TENTHS) & (tenths != TENTHS_UNKNOWN), "PL_POST"),
        "the placement is {miles} miles from home, and England is not that long. Check both postcodes.",
        miles=tenths / 10,
    )
    exempt = material.unaccompanied(frame) | frame["LS"].isin(list(SHORT_BREAKS)).to_numpy()
    for column, standing in (("HOME_POST", "home"), ("PL_POST", "pl")):
        yield hits(
            *("episodes", frame, (frame[standing] == "blank").to_numpy() & ~exempt, column),
            f"{column} is blank, so the distance from home cannot be told. Give the postcode.",
        )


@check("903-uasc-distance", Level.WARNING, "UASC or former UASC has a home postcode", "406")
def unaccompanied_with_home(material: Material) -> Found:
    """A home postcode of a child who came without family."""
    frame = material.frame("episodes")
    has_home = (frame["HOME_POST"] != "").to_numpy()
    yield hits(
        *("episodes", frame, material.unaccompanied(frame) & has_home, "HOME_POST"),
        "the child is or was unaccompanied and seeking asylum, and has a home postcode, {HOME_POST}. Leave it blank.",
    )


@check("903-own-away", Level.WARNING, "PR1, not fostering or adoption, outside own area", "1015")
def own_away(material: Material) -> Found:
    """The council's own provision in another council's area."""
    frame = material.frame("episodes")
    own = (frame["PLACE_PROVIDER"] == "PR1") & ~frame["PLACE"].isin(_WITH_FAMILY) & (frame["PL_LOCATION"] == "OUT")
    yield hits(
        *("episodes", frame, own.to_numpy(), "PL_POST"),
        "placement type {PLACE} is the authority's own (PR1) and lies outside its area. Check provider and postcode.",
    )


CHECKS = (postcode, distance, unaccompanied_with_home, own_away)
