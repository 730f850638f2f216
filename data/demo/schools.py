"""Invented schools of the authority and around it, with URNs that no school has."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from data.demo.chance import Chance
from data.demo.ground import Band, Ground, Spot
from data.demo.names import INVENTED, PLACES
from placements.codes import age_on

COLUMNS = ("urn", "name", "postcode", "phase", "status")
_PRIMARIES, _SECONDARIES, _SPECIAL, _OUTSIDE = 44, 10, 3, 14
_FIRST_URN = 900_001
LAST_YEAR = 11
_SECONDARY_FROM, _SEPTEMBER = 7, 9


@dataclass(frozen=True)
class School:
    """An invented school."""

    urn: str
    name: str
    spot: Spot
    phase: str
    status: str = "Open"


def schools(land: Ground, scale: float, seed: int) -> list[School]:
    """Schools as many as York has in proportion: primary, secondary, special, and some outside; one is closed."""
    chance = Chance(seed, "schools")
    phases = [
        *("Primary" for _ in range(ceil(_PRIMARIES * scale))),
        *("Secondary" for _ in range(ceil(_SECONDARIES * scale))),
        *("Special" for _ in range(ceil(_SPECIAL * scale))),
    ]
    made = [_school(chance, land, phase, number, Band.IN_AREA) for number, phase in enumerate(phases)]
    for extra in range(ceil(_OUTSIDE * scale)):
        phase = "Secondary" if extra % 3 == 0 else "Primary"
        made.append(_school(chance, land, phase, len(made), Band.OUTSIDE_NEAR))
    closed = _school(chance, land, "Primary", len(made), Band.IN_AREA)
    return [*made, School(closed.urn, closed.name, closed.spot, closed.phase, "Closed")]


def _school(chance: Chance, land: Ground, phase: str, number: int, band: Band) -> School:
    spot = land.draw(chance, band, land.home(chance))
    name = f"{PLACES[number % len(PLACES)]} {phase} School {number + 1} {INVENTED}"
    return School(str(_FIRST_URN + number), name, spot, phase)


def school_year(born: dt.date, on: dt.date) -> int | None:
    """The national curriculum year of a child in the school year that holds a day; None before school or after year 11.

    Year 1 begins in September after the fifth birthday (by 31 August); reception is year 0.
    """
    september = on.year if on.month >= _SEPTEMBER else on.year - 1
    started = dt.date(september, 8, 31)
    if born > started:
        return None
    year = age_on(born, started) - 4
    return year if 0 <= year <= LAST_YEAR else None


def school_for(chance: Chance, every: list[School], home: Spot, year: int, *, special: bool) -> School:
    """The nearest of a few open schools of the right phase, seen from home."""
    phase = "Special" if special else "Secondary" if year >= _SECONDARY_FROM else "Primary"
    fitting = [school for school in every if school.phase == phase and school.status == "Open"]
    near = chance.some_of(fitting, 6)
    return min(
        near, key=lambda school: abs(school.spot.easting - home.easting) + abs(school.spot.northing - home.northing)
    )


def write_schools(folder: Path, every: list[School]) -> None:
    """Write schools.csv."""
    with (folder / "schools.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(
            (school.urn, school.name, school.spot.postcode, school.phase, school.status) for school in every
        )
