"""The reference tables as values, read from the CSV files beside this module; README.md gives the source of each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import hypot

from placements.errors import NotFound
from placements.geography import Neighbours

_YES = "yes"
AREAS_WITHIN_METRES = 80_000
"""How far around an authority postcodes are loaded unless asked otherwise: about 50 miles."""


@dataclass(frozen=True)
class Authority:
    """An upper-tier authority of England, responsible for children's services.

    `former_code` is the code that the same council carried before its latest boundary change, if it had another;
    `dfe_code` the three figures of the Department for Education; `adjoining_complete` says whether every authority
    that adjoins it is listed here.
    """

    la_code: str
    former_code: str | None
    dfe_code: str
    name: str
    region: str
    adjoining_complete: bool


@dataclass(frozen=True)
class _AreaPart:
    """The part of a postcode area that lies in one authority: how many postcodes, and their mean grid reference."""

    area: str
    la_code: str
    postcodes: int
    easting: int
    northing: int


@cache
def authorities() -> Mapping[str, Authority]:
    """Every upper-tier authority of England by its present code."""
    return {
        row["la_code"]: Authority(
            la_code=row["la_code"],
            former_code=row["former_code"] or None,
            dfe_code=row["dfe_code"],
            name=row["name"],
            region=row["region"],
            adjoining_complete=row["adjoining_complete"] == _YES,
        )
        for row in _rows("authorities.csv")
    }


def authority(code: str) -> Authority:
    """The authority of a present or former code, or of the department's three figures. Raises NotFound."""
    for candidate in authorities().values():
        if code in (candidate.la_code, candidate.former_code, candidate.dfe_code):
            return candidate
    raise NotFound(
        "No upper-tier authority of England has this code.",
        given=code,
        do_next="Give its nine-character code, for example E06000014 for York.",
    )


@cache
def neighbours() -> Neighbours:
    """Which authorities of Yorkshire and the Humber adjoin, and whose lists are whole."""
    pairs = ((row["la_code"], row["adjoins"]) for row in _rows("adjoining.csv"))
    return Neighbours.of(pairs, (code for code, found in authorities().items() if found.adjoining_complete))


@cache
def population() -> Mapping[tuple[str, int], int]:
    """Children aged 0 to 17 by authority (present code) and mid-year."""
    return {(row["la_code"], int(row["mid_year"])): int(row["children"]) for row in _rows("population.csv")}


def areas_around(la_code: str, metres: float = AREAS_WITHIN_METRES) -> tuple[str, ...]:
    """The postcode areas to load for an authority: its own, and those with a part whose middle lies within `metres`.

    Raises NotFound for an authority that is not in the table.
    """
    parts = _area_parts()
    own = [part for part in parts if part.la_code == la_code]
    if not own:
        raise NotFound("No postcode area is known for this authority.", given=la_code, do_next="Check the code.")
    total = sum(part.postcodes for part in own)
    easting = sum(part.easting * part.postcodes for part in own) / total
    northing = sum(part.northing * part.postcodes for part in own) / total
    near = {part.area for part in parts if hypot(part.easting - easting, part.northing - northing) <= metres}
    return tuple(sorted(near | {part.area for part in own}))


@cache
def _area_parts() -> tuple[_AreaPart, ...]:
    return tuple(
        _AreaPart(row["area"], row["la_code"], int(row["postcodes"]), int(row["easting"]), int(row["northing"]))
        for row in _rows("postcode_areas.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = files("data.reference").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
