"""The codes of the return for each stay, as far as they do not change with the year."""

from __future__ import annotations

from data.demo.chance import Chance
from data.demo.life import Child, Day, Kind, Period, Stay
from data.demo.providers import Providers

SUPPORTED = "supported"
"""Stands for the code of supported accommodation, which is H5 to 2023/24 and K3 from 2024/25."""
LISTED, LISTED_TOO = "listed", "listed too"
"""Stand for other placements, Z1 to 2024/25 and Z11 or Z14 from 2025/26."""
ADOPTION_AGENCY_URN = "XXXXXXX"

_LONG_TERM_DAYS = 700
_LONG_TERM_FROM_THE_START = 0.45
_OTHER_BY_AGE = (
    (2, {"R3": 0.80, "R2": 0.20}),
    (10, {"R2": 0.25, "S1": 0.20, "R1": 0.20, LISTED: 0.35}),
    (16, {"S1": 0.25, "R1": 0.15, "R2": 0.10, "R5": 0.10, LISTED: 0.40}),
    (18, {"R1": 0.15, "R5": 0.25, "P3": 0.15, LISTED: 0.45}),
)
_PROVIDER_OF_OTHER = {
    "R1": "PR4",
    "R2": "PR3",
    "R3": "PR4",
    "S1": "PR5",
    "R5": "PR3",
    "P3": "PR4",
    LISTED: "",
    LISTED_TOO: "",
}
_YOUNGEST = {"S1": 5.0, "R5": 12.0}


def write_codes(chance: Chance, child: Child, known: Providers, until: Day) -> None:
    """Give each stay that begins by a day its placement and provider code, and other places their URN."""
    for period in child.periods:
        for place, stay in enumerate(period.stays):
            if stay.started > until:
                break
            before = period.stays[place - 1] if place else None
            stay.place = _of_the_other(stay) or _place(chance, child, period, stay, before)
            _provider(chance, stay, known)


def _of_the_other(stay: Stay) -> str:
    """The code of the brother or sister whom the child is placed with; blank where there is none yet."""
    return stay.joins.place if stay.joins is not None and stay.joins.kind is stay.kind else ""


def _place(chance: Chance, child: Child, period: Period, stay: Stay, before: Stay | None) -> str:
    if stay.kind in (Kind.KIN, Kind.OWN, Kind.AGENCY):
        return _fostering(chance, period, stay, first=before is None)
    if stay.kind is Kind.ADOPTION:
        return _adoption(chance, period, stay)
    if stay.kind is Kind.OTHER:
        years = child.years(stay.started)
        table = next(table for below, table in _OTHER_BY_AGE if years < below)
        code = LISTED if child.uasc else chance.pick({c: w for c, w in table.items() if years >= _YOUNGEST.get(c, 0)})
        return LISTED_TOO if code == LISTED and chance.happens(0.5) else code
    fixed = {Kind.HOME: "K2", Kind.SECURE: "K1", Kind.SUPPORTED: SUPPORTED, Kind.PARENTS: "P1"}
    return fixed[stay.kind]


def _fostering(chance: Chance, period: Period, stay: Stay, *, first: bool) -> str:
    """Long term where matched for good; with carers who will adopt (U2, U5) where that is what comes next."""
    related = stay.kind is Kind.KIN
    following = next((other for other in period.stays if other.started == stay.ended), None)
    if following is not None and following.same_carer:
        adopting = following.kind is Kind.ADOPTION
        return ("U2" if adopting else "U3") if related else ("U5" if adopting else "U6")
    lasts = stay.ended - stay.started > _LONG_TERM_DAYS and not first
    if stay.same_carer or (lasts and chance.happens(_LONG_TERM_FROM_THE_START)):
        return "U1" if related else "U4"
    return "U3" if related else "U6"


def _adoption(chance: Chance, period: Period, stay: Stay) -> str:
    """Under a placement order (A5, A6); by consent (A3, A4) where there is none."""
    ordered = period.legal_on(stay.started) == "E1"
    if stay.same_carer:
        return "A5" if ordered else "A3"
    return "A6" if ordered else "A4"


def _provider(chance: Chance, stay: Stay, known: Providers) -> None:
    """The provider code where the address has not given it; URNs of adoption and of the family centre."""
    if stay.kind is Kind.PARENTS:
        stay.provider = "PR0"
    elif stay.kind is Kind.ADOPTION:
        stay.provider = stay.provider or ("PR1" if chance.happens(0.88) else "PR5")
        if stay.address is not None and not stay.same_carer:
            stay.address.urn = ADOPTION_AGENCY_URN
    elif stay.kind is Kind.OTHER:
        stay.provider = _PROVIDER_OF_OTHER[stay.place]
        if stay.address is not None:
            stay.address.urn = _urn_of_other(stay.place, known)


def _urn_of_other(place: str, known: Providers) -> str:
    """A family centre has its URN; a school is inspected elsewhere; care homes, hospitals and custody have none."""
    if place == "R3":
        return known.of_kind[Kind.OTHER][0].urn
    return ADOPTION_AGENCY_URN if place == "S1" else ""
