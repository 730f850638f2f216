"""Postcodes are held area by area ("YO", "LS"): those around the authority, and any that the data turn out to need."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa

from placements.errors import Refused
from placements.geography import PostcodeBook, areas_of, postcodes_from_wheel
from placements.models.reference import Postcode, Setting
from placements.unit_of_work import UnitOfWork

HELD = "postcode_area:"
_PACKAGE = "installed postcode package (ONS Postcode Directory)"
_AT_ONCE = 10_000


def areas_held(work: UnitOfWork) -> frozenset[str]:
    """The areas whose postcodes are in the record already."""
    names = work.session.scalars(sa.select(Setting.name).where(Setting.name.startswith(HELD)))
    return frozenset(name.removeprefix(HELD) for name in names)


def ensure_areas(work: UnitOfWork, areas: Iterable[str]) -> frozenset[str]:
    """Hold the postcodes of these areas; return the areas that exist nowhere, so that the caller can say so."""
    wanted = frozenset(areas) - areas_held(work)
    if not wanted:
        return frozenset()
    try:
        store(work, postcodes_from_wheel(wanted), source=_PACKAGE)
    except Refused:
        return _ensure_one_by_one(work, wanted)
    return frozenset()


def _ensure_one_by_one(work: UnitOfWork, areas: frozenset[str]) -> frozenset[str]:
    """At least one area exists nowhere: hold the others, and say which."""
    unknown: set[str] = set()
    for area in sorted(areas):
        try:
            store(work, postcodes_from_wheel([area]), source=_PACKAGE)
        except Refused:
            unknown.add(area)
    return frozenset(unknown)


def _in_area(area: str) -> sa.ColumnElement[bool]:
    return sa.or_(*(Postcode.postcode.startswith(f"{area}{digit}") for digit in range(10)))


def store(work: UnitOfWork, book: PostcodeBook, source: str) -> int:
    """Write a book's postcodes, replacing the areas it covers, and remember where each area came from."""
    areas = sorted({str(area) for area in areas_of(book.postcodes)})
    held = areas_held(work)
    for area in areas:
        if area in held:
            work.session.execute(sa.delete(Postcode).where(_in_area(area)))
        work.session.merge(Setting(name=HELD + area, value=source))
    columns = ("postcode", "easting", "northing", "la_code")
    rows, stored = book.rows(), 0
    while part := [dict(zip(columns, row, strict=True)) for row in islice(rows, _AT_ONCE)]:
        work.session.execute(sa.insert(Postcode), part)
        stored += len(part)
    return stored
