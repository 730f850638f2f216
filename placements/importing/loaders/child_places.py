"""Where a child must not be, and where the child has been: people of concern and earlier stays."""

from __future__ import annotations

import sqlalchemy as sa

from placements.geography import METRES_IN_A_MILE
from placements.importing.batch import Batch, check_lengths
from placements.importing.loaders.constraints import is_area
from placements.importing.rows import Row
from placements.models.child import Child, Ending, PastStay, PersonOfConcern

_FARTHEST_MILES = 100.0
_PLACES = ("place_postcode", "area", "at_home", "school_urn")


def check_places(batch: Batch) -> None:
    """List distances and areas that cannot be read, and people of concern without any place to keep from."""
    rows = batch.sheet("people_of_concern")
    check_lengths(batch, rows, PersonOfConcern, {"person": "person", "at_home": "at_home", "school_urn": "school_urn"})
    check_lengths(batch, batch.sheet("past_stays"), PastStay, {"home": "home"})
    for row in rows:
        if row.text("radius_miles") and _metres(row) is None:
            message = f"{row.text('radius_miles')!r} is not a distance in miles, above 0 and up to {_FARTHEST_MILES:g}."
            batch.wrong(row, "cell-number", message, "radius_miles")
        if (area := row.text("area")) and not is_area(area):
            message = "Give the area as WGS84 polygon text, longitude first: POLYGON ((-1.10 53.95, -1.05 53.95, ...))."
            batch.wrong(row, "area-unreadable", message, "area")
        if row.text("person") and not any(row.text(column) for column in _PLACES):
            message = "Neither a place, an area, a home nor a school: no home can be held against this person."
            batch.note(row, "person-without-place", message, "person", row.text("child"))


def write_places(batch: Batch, children: dict[str, Child]) -> None:
    """Replace the people of concern and the earlier stays of the children that each sheet names."""
    for name, model in (("people_of_concern", PersonOfConcern), ("past_stays", PastStay)):
        ids = {children[row.words("child")].id for row in batch.sheet(name)}
        batch.session.execute(sa.delete(model).where(model.__table__.c.child_id.in_(ids)))
    for row in batch.sheet("people_of_concern"):
        batch.session.add(_person(batch, row, children[row.words("child")].id))
    for row in batch.sheet("past_stays"):
        batch.session.add(_stay(batch, row, children[row.words("child")].id))
    batch.session.flush()


def _person(batch: Batch, row: Row, child_id: int) -> PersonOfConcern:
    return PersonOfConcern(
        child_id=child_id,
        person=row.words("person"),
        place_postcode=row.text("place_postcode"),
        radius_metres=_metres(row),
        area=row.text("area"),
        at_home=row.text("at_home"),
        school_urn=row.text("school_urn"),
        **batch.said(row),
    )


def _stay(batch: Batch, row: Row, child_id: int) -> PastStay:
    return PastStay(
        child_id=child_id,
        home=row.words("home"),
        ended_on=row.day("ended_on"),
        ending=Ending(row.text("ending") or Ending.UNKNOWN),
        **batch.said(row),
    )


def _metres(row: Row) -> int | None:
    """The distance in whole metres; None where it is blank or no distance."""
    try:
        miles = float(row.words("radius_miles"))
    except ValueError:
        return None
    return round(miles * METRES_IN_A_MILE) if 0 < miles <= _FARTHEST_MILES else None
