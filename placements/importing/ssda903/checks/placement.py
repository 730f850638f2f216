"""Whether placement type, provider, URN, age and legal status go together."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from placements.codes import WITHOUT_PROVIDER, Place, ages_on
from placements.importing.ssda903.checks.check import Found, Hits, check, hits
from placements.importing.ssda903.material import Material
from placements.models.loading import Level

_YOUNGEST = {"K3": 16, "H5": 16, "P2": 16, "R5": 10, "S1": 4, "P3": 14}
_NOT_OWN = ["P1", "R2", "R5"]
_NOT_OTHER_PUBLIC = [place.value for place in Place if place.value[0] in "UA" or place in (Place.K1, Place.K2)]
_PROVIDERS = (
    # provider codes, placement types with which they do not go
    (["PR1", "PR2"], _NOT_OWN),
    (["PR4", "PR5"], ["P1"]),
    (["PR3"], _NOT_OTHER_PUBLIC),
)
_WITHOUT_URN = ["H5", "P1", "P2", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z1"]
_URN_EITHER_WAY = ["Z11", "Z12", "Z13", "Z14"]
_URN_FORM = re.compile(r"SC[0-9]{6}|[0-9]{7}|XXXXXXX")
_ELSEWHERE = ["NIR", "SCO", "WAL"]


@check("903-age-place", Level.WARNING, "K3, H5 or P2 under 16, R5 under 10, S1 under 4, P3 under 14", "370-374")
def age_place(material: Material) -> Found:
    """A placement for which the child is too young."""
    frame = material.frame("episodes")
    ages = ages_on(material.born(frame), frame["DECOM"].to_numpy())
    youngest = frame["PLACE"].astype(object).map(_YOUNGEST).to_numpy(dtype=np.float64)
    whole = np.where(np.isnan(ages), 0, ages).astype(np.int64)
    yield hits(
        *("episodes", frame, ages < youngest, "PLACE"),
        "the child was {age} when placement type {PLACE} began on {DECOM}, which is too young for it. Check both.",
        age=whole,
    )


@check("903-parents-s20", Level.WARNING, "P1 with V2", "378")
def parents_under_section_20(material: Material) -> Found:
    """With own parents and accommodated by agreement, which exclude each other."""
    frame = material.frame("episodes")
    both = ((frame["PLACE"] == "P1") & (frame["LS"] == "V2")).to_numpy()
    yield hits(
        *("episodes", frame, both, "PLACE"),
        "the child is placed with parents (P1) and accommodated under section 20 (V2); both cannot hold. Correct one.",
    )


@check(
    "903-provider-type",
    Level.WARNING,
    "PR0 without P1; PR1 or PR2 with P1, R2, R5; PR4 or PR5 with P1; PR3 with fostering, adoption, K1, K2",
    "550, 527-531",
)
def provider_type(material: Material) -> Found:
    """A provider that cannot provide such a placement."""
    frame = material.frame("episodes")
    wrong = ((frame["PLACE_PROVIDER"] == "PR0") & (frame["PLACE"] != "P1")).to_numpy()
    for providers, places in _PROVIDERS:
        wrong = wrong | (frame["PLACE_PROVIDER"].isin(providers) & frame["PLACE"].isin(places)).to_numpy()
    yield hits(
        *("episodes", frame, wrong, "PLACE_PROVIDER"),
        "provider {PLACE_PROVIDER} does not go with placement type {PLACE}. Correct one of the two.",
    )


@check("903-provider-missing", Level.WARNING, "provider blank where required, or given for T or Z", "526, 213")
def provider_missing(material: Material) -> Found:
    """Own or agency is told by the provider alone."""
    frame = material.frame("episodes")
    blank = (frame["PLACE_PROVIDER"] == "").to_numpy()
    without = frame["PLACE"].isin([place.value for place in WITHOUT_PROVIDER]).to_numpy()
    yield hits(
        *("episodes", frame, blank & ~without & (frame["PLACE"] != "").to_numpy(), "PLACE_PROVIDER"),
        "no provider is given for placement type {PLACE}. Give PR0 to PR5.",
    )
    yield hits(
        *("episodes", frame, ~blank & without, "PLACE_PROVIDER"),
        "provider {PLACE_PROVIDER} is given for placement type {PLACE}, which has none. Take it out.",
    )


@check(
    "903-urn",
    Level.WARNING,
    "URN missing where required, given where not, or in no form a URN has "
    "(unknown, closed or ill-fitting URNs are not judged: no list of registered providers is held)",
    "218, 222",
)
def urn(material: Material) -> Found:
    """The inspected provider by its number."""
    frame = material.frame("episodes")
    given = (frame["URN"] != "").to_numpy()
    none = (frame["PLACE"].isin(_WITHOUT_URN)).to_numpy()
    either = (frame["PLACE"].isin([*_URN_EITHER_WAY, ""]) | frame["PL_LA"].isin(_ELSEWHERE)).to_numpy()
    yield hits(
        *("episodes", frame, ~given & ~none & ~either, "URN"),
        "no URN is given for placement type {PLACE}. Give the number of the home or agency, or XXXXXXX.",
    )
    stands_for_none = (frame["URN"] == "XXXXXXX").to_numpy()
    yield hits(
        *("episodes", frame, given & none & ~stands_for_none, "URN"),
        "URN {URN} is given for placement type {PLACE}, which has none. Take it out, or correct the type.",
    )
    yield _ill_formed(frame)


def _ill_formed(frame: pd.DataFrame) -> Hits | None:
    cells = frame["URN"].cat
    bad = np.array([bool(text) and _URN_FORM.fullmatch(text) is None for text in cells.categories], dtype=bool)
    return hits(
        *("episodes", frame, bad[cells.codes.to_numpy()], "URN"),
        'URN "{URN}" is not a URN: SC and 6 digits, 7 digits, or XXXXXXX. Correct it.',
    )


CHECKS = (age_place, parents_under_section_20, provider_type, provider_missing, urn)
