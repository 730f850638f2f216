"""The reference tables agree with each other, with the postcodes, and with what is known of York."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from data import tables
from placements.geography import Locality, Neighbours, postcodes_from_wheel

YORK, NORTH_YORKSHIRE, EAST_RIDING, LEEDS = "E06000014", "E06000065", "E06000011", "E08000035"
AUTHORITIES = {row["la_code"]: row for row in tables.rows_of("authorities")}
YORKSHIRE = {code for code, row in AUTHORITIES.items() if row["region"] == "Yorkshire and The Humber"}
PAIRS = {(row["la_code"], row["adjoins"]) for row in tables.rows_of("adjoining")}
NEIGHBOURS = Neighbours.of(PAIRS, (code for code, row in AUTHORITIES.items() if row["adjoining_complete"] == "yes"))


def test_there_are_153_upper_tier_authorities_and_15_in_yorkshire_and_the_humber() -> None:
    assert len(AUTHORITIES) == 153
    assert len(YORKSHIRE) == 15
    assert len({row["dfe_code"] for row in AUTHORITIES.values()}) == 153
    assert len({row["region"] for row in AUTHORITIES.values()}) == 9


def test_a_former_code_belongs_to_one_authority_and_is_nobodys_present_code() -> None:
    former = [row["former_code"] for row in AUTHORITIES.values() if row["former_code"]]
    assert len(former) == len(set(former))
    assert not set(former) & set(AUTHORITIES)
    assert AUTHORITIES[NORTH_YORKSHIRE]["former_code"] == "E10000023"


def test_york_adjoins_north_yorkshire_and_the_east_riding_only() -> None:
    assert {code for code in AUTHORITIES if NEIGHBOURS.adjoins(YORK, code)} == {NORTH_YORKSHIRE, EAST_RIDING}


def test_every_authority_is_in_area_neighbouring_or_further_from_york() -> None:
    bands = {code: NEIGHBOURS.locality(YORK, code) for code in AUTHORITIES}
    assert bands[YORK] is Locality.IN_AREA
    assert bands[LEEDS] is Locality.FURTHER
    assert Locality.UNKNOWN not in bands.values()


def test_an_authority_at_the_edge_of_the_region_cannot_tell_about_those_outside() -> None:
    county_durham = "E06000047"
    assert NEIGHBOURS.locality(NORTH_YORKSHIRE, county_durham) is Locality.UNKNOWN
    assert NEIGHBOURS.locality(NORTH_YORKSHIRE, YORK) is Locality.NEIGHBOURING


def test_only_authorities_surrounded_by_listed_ones_have_a_whole_list() -> None:
    assert NEIGHBOURS.complete == {YORK, LEEDS, "E08000036"}


def test_pairs_stand_in_both_orders_lie_within_the_region_and_leave_nobody_out() -> None:
    assert {(other, one) for one, other in PAIRS} == PAIRS
    assert {code for pair in PAIRS for code in pair} == YORKSHIRE
    assert all(one != other for one, other in PAIRS)


def test_population_covers_every_authority_of_the_region_from_2012_to_2024() -> None:
    figures = {(row.la_code, row.mid_year): row.children for row in tables.populations()}
    assert set(figures) == {(code, year) for code in YORKSHIRE for year in range(2012, 2025)}
    assert figures[YORK, 2024] == 34_758
    assert figures[YORK, 2020] == 35_066


def test_a_population_never_jumps_by_a_tenth_from_one_year_to_the_next() -> None:
    for code in YORKSHIRE:
        figures = sorted((row.mid_year, row.children) for row in tables.populations() if row.la_code == code)
        assert all(abs(after - before) < before / 10 for (_, before), (_, after) in pairwise(figures))


def test_every_postcode_of_an_area_lies_in_an_authority_that_lists_the_area() -> None:
    listed = {row["la_code"]: set(row["areas"].split()) for row in tables.rows_of("postcode_areas")}
    assert set(listed) == set(AUTHORITIES)
    for area in ("YO", "DN", "BD"):
        found = set(np.unique(postcodes_from_wheel([area]).la_codes).tolist())
        assert found == {code for code, areas in listed.items() if area in areas}


def test_a_councils_published_starts_less_ceases_all_but_explain_the_change_of_its_stock() -> None:
    for code in dict.fromkeys(row["la_code"] for row in tables.rows_of("published_flows")):
        assert code in AUTHORITIES
        for before, (year, stock, started, ceased) in pairwise(tables.published_flows(code)):
            assert year == before[0] + 1
            if started is not None and ceased is not None:
                assert abs(stock - before[1] - started + ceased) <= 15
