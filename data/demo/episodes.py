"""Stays and legal statuses as the return tells them: episodes, a new one whenever either changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from data.demo.chance import Chance
from data.demo.coding import LISTED, LISTED_TOO, SUPPORTED
from data.demo.ending import ending
from data.demo.ground import Band, Ground
from data.demo.life import Child, Day, Period, Stay
from placements.codes import CollectionYear

_K3_FROM, _Z11_FROM = 2024, 2025
_LISTED = {LISTED: "Z11", LISTED_TOO: "Z14"}
_TEMPORARY_A_YEAR = 0.05
_TEMPORARY = {"T1": 0.30, "T3": 0.35, "T4": 0.25, "T2": 0.10}
_TEMPORARY_DAYS = {"T1": (2, 20), "T2": (5, 14), "T3": (5, 14), "T4": (2, 7)}
_LONG_ENOUGH = 200
_BEFORE_AND_AFTER = 40


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode over [decom, dec) with the codes of the return; postcodes as written, blank where there is none."""

    decom: Day
    dec: Day
    rne: str
    ls: str
    cin: str
    place: str
    provider: str
    rec: str
    reason: str
    home_post: str
    pl_post: str
    urn: str

    def place_in(self, year: CollectionYear) -> str:
        """The placement code that a return of this year uses."""
        return code_in(self.place, year)

    def urn_in(self, year: CollectionYear) -> str:
        """The URN in a return of this year: semi-independent living had none."""
        return "" if self.place_in(year) == "H5" else self.urn


def code_in(place: str, year: CollectionYear) -> str:
    """The code of a placement in a return of a year: two kinds of placement have changed code."""
    if place == SUPPORTED:
        return "K3" if year.start_year >= _K3_FROM else "H5"
    if place in _LISTED:
        return _LISTED[place] if year.start_year >= _Z11_FROM else "Z1"
    return place


def episodes(chance: Chance, land: Ground, child: Child, until: Day) -> list[Episode]:
    """Every episode of a child that begins by a day, in order."""
    told = (part for period in child.periods for part in _of_period(chance, child, period, until))
    moved = (part for episode in told for part in _with_temporary_move(chance, land, child, episode))
    return [episode for episode in moved if episode.decom <= until]


def _of_period(chance: Chance, child: Child, period: Period, until: Day) -> list[Episode]:
    """One episode from each day on which the home or the legal status changes to the next such day."""
    stays = {stay.started: stay for stay in period.stays}
    legal = dict(period.legal)
    days = sorted({*stays, *legal, period.left})
    return [
        _episode(chance, child, period, (day, after), stays, legal) for day, after in pairwise(days) if day <= until
    ]


def _episode(
    chance: Chance,
    child: Child,
    period: Period,
    days: tuple[Day, Day],
    stays: dict[Day, Stay],
    legal: dict[Day, str],
) -> Episode:
    day, after = days
    stay = period.stay_on(day)
    address = stay.address
    return Episode(
        decom=day,
        dec=after,
        rne="S" if day == period.started else _rne(stays.get(day), status=day in legal),
        ls=period.legal_on(day),
        cin=period.need,
        place=stay.place,
        provider=stay.provider,
        rec=ending(chance, child, period, stay) if after == period.left else "X1",
        reason=stay.reason if after in stays else "",
        home_post="" if child.uasc else child.home.postcode,
        pl_post=address.spot.postcode if address is not None else "",
        urn=address.urn if address is not None else "",
    )


def _rne(moved: Stay | None, *, status: bool) -> str:
    """What changed, and whether the carer did."""
    if moved is None:
        return "L"
    return ("U" if status else "T") if moved.same_carer else ("B" if status else "P")


def _with_temporary_move(chance: Chance, land: Ground, child: Child, usual: Episode) -> list[Episode]:
    """A long fostering episode may be broken by a hospital stay or a holiday, from which the child comes back."""
    days = usual.dec - usual.decom
    if usual.place[0] != "U" or days < _LONG_ENOUGH or not chance.happens(_TEMPORARY_A_YEAR * days / 365):
        return [usual]
    place = chance.pick(_TEMPORARY)
    begins = usual.decom + chance.whole(_BEFORE_AND_AFTER, days - _BEFORE_AND_AFTER)
    ends = begins + chance.whole(*_TEMPORARY_DAYS[place])
    elsewhere = land.draw(chance, Band.IN_AREA, child.home).postcode
    return [
        replace(usual, dec=begins, rec="X1", reason=""),
        Episode(begins, ends, "P", usual.ls, usual.cin, place, "", "X1", "", usual.home_post, elsewhere, ""),
        replace(usual, decom=ends, rne="P"),
    ]
