"""position.xlsx: who lives where today, as the case system would list it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.demo.chance import Chance
from data.demo.episodes import code_in
from data.demo.establishments import Establishment
from data.demo.life import Child, Day, Kind, Stay
from data.demo.names import WORKERS
from data.demo.portrait import date
from data.demo.present import Present
from data.demo.workbook import Row
from placements.codes import CollectionYear

_ELSEWHERE = {Kind.PARENTS: "With parents", Kind.ADOPTION: "Adoptive family", Kind.KIN: "Relatives"}
_PLANNED_DAYS = range(7, 121)
_OTHER_PLACES = {
    "R2": "Hospital",
    "R3": "Family centre",
    "R5": "Custody",
    "S1": "Residential school",
    "R1": "Care home",
}


def beds_of(homes: Iterable[Present], registered: Iterable[Establishment], today: Day) -> dict[str, tuple[str, str]]:
    """The home and the bed of every child who lives in a home that is known, by the child's code."""
    beds = {code: (home.ref, bed) for home in homes for code, bed in home.beds.items()}
    for place in registered:
        there = [code for started, ended, code in place.bookings if started <= today < ended]
        beds |= {code: (place.ref, str(place.pattern.places - at)) for at, code in enumerate(there)}
    return beds


def position_rows(
    children: Iterable[Child], refs: Mapping[str, str], beds: Mapping[str, tuple[str, str]], today: Day, seed: int
) -> list[Row]:
    """A child looked after today a row; a home that is not known is called by its provider or by what it is."""
    rows: list[Row] = []
    for child in children:
        period = child.period_on(today)
        if period is None:
            continue
        stay = period.stay_on(today)
        home, bed = beds.get(child.code, (_words(stay), ""))
        chance = Chance(seed, "position", child.code)
        rows.append(
            {
                "child": refs[child.code],
                "first_name": child.name,
                "dob": child.dob,
                "sex": child.sex,
                "home": home,
                "bed": bed,
                "from": date(_first_day_there(period.stays, stay)),
                "expected_end": _expected_end(chance, child, stay, today),
                "legal_status": period.legal_on(today),
                "place": code_in(stay.place, CollectionYear.from_date(date(today))),
                "place_provider": stay.provider,
                "postcode": stay.address.spot.postcode if stay.address else "",
                "home_postcode": "" if child.uasc else child.home.postcode,
                "social_worker": chance.one_of(WORKERS),
            }
        )
    return rows


def _words(stay: Stay) -> str:
    if stay.address is not None and stay.address.home:
        return stay.address.home
    return _ELSEWHERE.get(stay.kind) or _OTHER_PLACES.get(stay.place, "Other arrangement")


def _first_day_there(stays: list[Stay], stay: Stay) -> Day:
    """Since when the child has lived there: a change of status with the same carers does not count."""
    place = stays.index(stay)
    while stays[place].same_carer and place:
        place -= 1
    return stays[place].started


def _expected_end(chance: Chance, child: Child, stay: Stay, today: Day) -> object:
    """A planned end, known for some short stays only."""
    soon = stay.ended - today
    return date(stay.ended) if soon in _PLANNED_DAYS and chance.happens(0.5) else None
