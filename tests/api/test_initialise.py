"""A council starts with its own neighbours, population, postcodes around it and prices that say they are published."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.initialise import YORK, initialise
from data import tables
from placements.database import open_engine
from placements.errors import Refused
from placements.models.contract import PriceLine, PriceStanding
from placements.permissions import Role, Viewer
from placements.repository.postcodes import postcode_book
from placements.repository.records import records_for
from placements.repository.reference import adjoining_authorities, populations, responsible_authority

ADMIN = Viewer("Ada Invented", Role.ADMINISTRATOR)


def test_york_starts_with_its_neighbours_postcodes_and_published_prices(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    held = initialise(engine, ADMIN, YORK)
    assert held.adjoining == ("East Riding of Yorkshire", "North Yorkshire")
    with records_for(engine, ADMIN) as records:
        assert responsible_authority(records).name == "York"
        assert adjoining_authorities(records, YORK) == {"E06000011", "E06000065"}
        assert populations(records, YORK)[2024] == 34_758
        places = postcode_book(records).look_up(["YO1 7HH", "ZZ1 1ZZ"])
        assert (places.known.tolist(), places.la_codes[0]) == ([True, False], YORK)
    with Session(engine) as session:
        assert set(session.scalars(sa.select(PriceLine.standing))) == {PriceStanding.PUBLISHED}
    with pytest.raises(Refused, match="in use already"):
        initialise(engine, ADMIN, YORK)
    engine.dispose()


def test_an_unknown_authority_is_refused_and_leaves_nothing(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    with pytest.raises(Refused, match="upper-tier authority"):
        initialise(engine, ADMIN, "E99999999")
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_an_authoritys_own_published_price_comes_before_englands() -> None:
    day = dt.date(2026, 6, 5)

    def fostering(la_code: str) -> list[int]:
        lines = tables.published_prices(la_code, day)
        return [
            line.amount_pence
            for line in lines
            if line.setting == "mainstream_fostering" and line.provider_kind == "own"
        ]

    assert fostering(YORK) == [61_000]
    assert fostering("E08000035") == [76_500]


def test_every_authority_with_neighbours_has_postcode_areas() -> None:
    for row in tables.rows_of("authorities"):
        assert tables.postcode_areas_around(row["la_code"]), row["name"]
