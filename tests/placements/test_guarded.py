"""Which columns hold what no page shows by itself: none whose name says so can be forgotten."""

from __future__ import annotations

import re

import sqlalchemy as sa

from placements.models import Base
from placements.models.guarded import Guarded, guarded_columns

TELLS_WHERE = re.compile(
    r"post(code)?$|address|area$|easting|northing|latitude|longitude|geometry|polygon", re.IGNORECASE
)
LETS_IN = re.compile(r"password|secret|token|csrf|hash|subject|key$", re.IGNORECASE)
OPEN = {
    "applicants.area": "the part of the town somebody who enquired lives in, as recruitment counts them",
    "audit.subject": "what an audit row is about: a reference",
    "postcodes.easting": "every postcode of the country, as published",
    "postcodes.northing": "every postcode of the country, as published",
    "postcodes.postcode": "every postcode of the country, as published",
    "providers.postcode": "the office of a company, as its register publishes it",
    "referral_tokens.token": "the word that stands for a child in papers that leave the council",
    "referrals.preferred_area": "the part of the town in which a home is looked for",
    "schools.postcode": "schools are public",
}
"""Columns whose names sound guarded and are not, each with why."""


def columns() -> dict[str, sa.Column[object]]:
    return {f"{table.name}.{column.name}": column for table in Base.metadata.sorted_tables for column in table.columns}


def marked() -> dict[str, Guarded]:
    return {str(column): kind for column, kind in guarded_columns(Base.metadata)}


def test_a_column_that_sounds_as_if_it_told_where_somebody_lives_is_guarded_or_said_not_to_be() -> None:
    sounds = {name for name in columns() if TELLS_WHERE.search(name) or LETS_IN.search(name.split(".")[1])}
    yes_no = {name for name in sounds if isinstance(columns()[name].type, sa.Boolean)}
    assert sounds - yes_no - marked().keys() == OPEN.keys()


def test_nothing_is_both_guarded_and_open() -> None:
    assert not marked().keys() & OPEN.keys()


def test_where_children_carers_and_those_they_fear_live_is_guarded() -> None:
    assert {name for name, kind in marked().items() if kind is Guarded.ADDRESS} == {
        "children.home_postcode",
        "contacts.place_postcode",
        "episodes.home_post",
        "episodes.pl_post",
        "homes.postcode",
        "people_of_concern.area",
        "people_of_concern.place_postcode",
        "residences.postcode",
    }
