"""Postcodes: how they are written, where they lie, and that an unknown one is never placed anywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.errors import Refused
from placements.geography import (
    UNKNOWN_AUTHORITY,
    PostcodeBook,
    areas_of,
    metres_between,
    normalise_postcode,
    postcodes_from_onspd,
    postcodes_from_wheel,
    show_postcode,
    upper_tier,
    without_postcodes,
)

YORK, NORTH_YORKSHIRE, EAST_RIDING = "E06000014", "E06000065", "E06000011"


@pytest.fixture(scope="module")
def around_york() -> PostcodeBook:
    return postcodes_from_wheel(["YO", "HG"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("YO24 4AB", "YO244AB"),
        (" yo24\u00a04ab ", "YO244AB"),
        ("yo1 7hh", "YO17HH"),
        ("S11AA", "S11AA"),
        ("EC1A 1BB", "EC1A1BB"),
        ("W1A\t0AX", "W1A0AX"),
    ],
)
def test_a_postcode_is_read_however_it_is_spaced_or_capitalised(text: str, expected: str) -> None:
    assert normalise_postcode(text) == expected


@pytest.mark.parametrize("text", [None, "", "York", "YO24", "YO24 4", "YO24 4A", "YO24 44B", "YO24 4CB", "YO24 4AB1"])
def test_what_is_no_full_postcode_is_not_read_as_one(text: str | None) -> None:
    assert normalise_postcode(text) is None


@given(st.text(max_size=10))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_postcode(text)
    assert once is None or normalise_postcode(once) == normalise_postcode(show_postcode(once)) == once


def test_the_area_of_a_postcode_is_the_letters_in_front() -> None:
    assert areas_of(np.array(["YO244AB", "S11AA", "SE11AA", "B1 1AA"])).tolist() == ["YO", "S", "SE", "B"]


def test_york_postcodes_lie_in_york_and_its_two_neighbours(around_york: PostcodeBook) -> None:
    found = around_york.look_up(["YO1 7HH", "YO24 4AB", "YO31 7EX", "HG1 1AA", "YO25 6NX"])
    assert found.known.all()
    assert found.la_codes.tolist() == [YORK, YORK, YORK, NORTH_YORKSHIRE, EAST_RIDING]
    assert set(around_york.la_codes.tolist()) == {YORK, NORTH_YORKSHIRE, EAST_RIDING}


def test_no_postcode_of_york_lies_more_than_25_kilometres_from_the_minster(around_york: PostcodeBook) -> None:
    in_york = around_york.postcodes[around_york.la_codes == YORK]
    assert len(in_york) > 12_000
    found = around_york.look_up(in_york.tolist())
    assert metres_between(53.9623, -1.0819, found.latitudes, found.longitudes).max() < 25_000


def test_every_postcode_of_the_package_is_in_the_form_we_read(around_york: PostcodeBook) -> None:
    assert all(normalise_postcode(postcode) == postcode for postcode in around_york.postcodes.tolist())


def test_an_unknown_postcode_is_unknown_and_never_at_nought_nought(around_york: PostcodeBook) -> None:
    found = around_york.look_up(["ZZ99 9ZZ", None, "", "not a postcode", "YO1 7HH"])
    assert found.known.tolist() == [False, False, False, False, True]
    unknown = ~found.known
    for figures in (found.eastings, found.northings, found.latitudes, found.longitudes):
        assert np.isnan(figures[unknown]).all()
        assert np.isfinite(figures[~unknown]).all()
    assert set(found.la_codes[unknown].tolist()) == {UNKNOWN_AUTHORITY}
    assert not found.in_england[unknown].any()


def test_a_book_cannot_be_changed(around_york: PostcodeBook) -> None:
    with pytest.raises(ValueError, match="read-only"):
        around_york.eastings[0] = 0.0


def test_nothing_asked_is_nothing_found(around_york: PostcodeBook) -> None:
    assert len(around_york.look_up([])) == 0
    assert len(PostcodeBook.of([], [], [], []).look_up(["YO1 7HH"])) == 1
    assert not PostcodeBook.of([], [], [], []).look_up(["YO1 7HH"]).known.any()


POSTCODES = st.lists(st.sampled_from(["YO17HH", "YO244AB", "HG11AA", "LS11AA", "S11AA"]), unique=True)


@given(POSTCODES, st.lists(st.sampled_from(["YO1 7HH", "yo244ab", "HG1 1AA", "LS1 1AA", "", None, "W1A 0AX"])))
def test_a_look_up_of_many_equals_a_look_up_in_a_dictionary(held: list[str], asked: list[str | None]) -> None:
    positions = np.arange(1, len(held) + 1, dtype=np.float64)
    book = PostcodeBook.of(held, positions, positions * 2, [f"E0{number:07d}" for number in range(len(held))])
    naive = dict(zip(held, positions.tolist(), strict=True))
    found = book.look_up(asked)
    expected = [naive.get((text or "").replace(" ", "").upper(), np.nan) for text in asked]
    np.testing.assert_array_equal(found.eastings, expected)
    np.testing.assert_array_equal(found.northings, np.array(expected) * 2)
    np.testing.assert_array_equal(found.known, ~np.isnan(np.array(expected, dtype=np.float64)))


def test_a_postcode_given_twice_keeps_the_later_line() -> None:
    book = PostcodeBook.of(["YO17HH", "YO17HH"], [1, 2], [3, 4], [YORK, EAST_RIDING])
    assert list(book.rows()) == [("YO17HH", 2, 4, EAST_RIDING)]


def test_what_is_stored_reads_back_as_the_same_book(around_york: PostcodeBook) -> None:
    again = PostcodeBook.of(*zip(*around_york.rows(), strict=True))
    for column in ("postcodes", "eastings", "northings", "la_codes"):
        np.testing.assert_array_equal(getattr(again, column), getattr(around_york, column))


def test_a_district_is_raised_to_the_county_that_looks_after_its_children() -> None:
    assert upper_tier("E07000171") == "E10000024"  # Bassetlaw, Nottinghamshire
    assert upper_tier("E07000122") == "E10000017"  # Pendle, Lancashire
    assert upper_tier(YORK) == YORK


def test_a_district_abolished_before_2023_is_refused() -> None:
    with pytest.raises(Refused, match="E07000165"):  # Harrogate
        upper_tier("E07000165")


def test_northern_ireland_has_an_authority_and_no_place_on_our_grid() -> None:
    book = postcodes_from_wheel(["BT"])
    found = book.look_up(["BT1 5GS"])
    assert found.known.all()
    assert found.la_codes.tolist() == ["N09000003"]
    assert np.isnan(found.eastings).all()
    assert np.isnan(found.latitudes).all()
    assert list(book.rows()) == []


@pytest.mark.parametrize("areas", [["QQ"], ["YO", "JE"]])
def test_an_area_without_postcodes_is_refused_by_name(areas: list[str]) -> None:
    with pytest.raises(Refused, match=areas[-1]):
        postcodes_from_wheel(areas)


@pytest.mark.parametrize("areas", [[], ["YO1"], [""], ["York"]])
def test_what_is_no_postcode_area_is_refused(areas: list[str]) -> None:
    with pytest.raises(Refused, match="one or two letters"):
        postcodes_from_wheel(areas)


OLD_HEADINGS = "pcd,pcd2,pcds,dointr,oslaua,oseast1m,osnrth1m,lat,long"
NEW_HEADINGS = "pcd7,pcd8,pcds,dointr,lad25cd,east1m,north1m,lat,long"
LINES = """YO1 7HH,YO1  7HH,YO1 7HH,198001,E06000014,460340,452157,53.96,-1.08
S8 8 9AA,,S88 9AA,198001,,,,,
S1  1AA,S1   1AA,S1 1AA,198001,E08000039,435460,387250,53.38,-1.46
SE1 1AA,SE1  1AA,SE1 1AA,198001,E09000028,532500,179900,51.5,-0.09
S81 8AA,S81  8AA,S81 8AA,198001,E07000171,458500,379000,53.3,-1.12
IM1 1AA,IM1  1AA,IM1 1AA,198001,M99999999,,,,
"""


@pytest.mark.parametrize("headings", [OLD_HEADINGS, NEW_HEADINGS])
def test_an_onspd_file_of_either_layout_is_read_by_its_headings(tmp_path: Path, headings: str) -> None:
    file = tmp_path / "onspd.csv"
    file.write_text("\ufeff" + headings + "\n" + LINES, encoding="utf-8")
    assert list(postcodes_from_onspd(file).rows()) == [
        ("S11AA", 435460, 387250, "E08000039"),
        ("S818AA", 458500, 379000, "E10000024"),
        ("SE11AA", 532500, 179900, "E09000028"),
        ("YO17HH", 460340, 452157, "E06000014"),
    ]


def test_only_the_areas_asked_for_are_kept_of_an_onspd_file(tmp_path: Path) -> None:
    file = tmp_path / "onspd.csv"
    file.write_text(OLD_HEADINGS + "\n" + LINES, encoding="utf-8")
    assert [row[0] for row in postcodes_from_onspd(file, ["s"]).rows()] == ["S11AA", "S818AA"]
    with pytest.raises(Refused, match="LS"):
        postcodes_from_onspd(file, ["S", "LS"])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "empty"),
        (b"pcd,oslaua,oseast1m\nYO1 7HH,E06000014,460340\n", "northing"),
        ((OLD_HEADINGS + "\nYO1 7HH,\u00e9,,,,,,,\n").encode("latin-1"), "UTF-8"),
    ],
)
def test_a_postcode_file_that_cannot_be_read_is_refused_with_its_fault(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    file = tmp_path / "onspd.csv"
    file.write_bytes(content)
    with pytest.raises(Refused, match=complaint):
        postcodes_from_onspd(file)


def test_an_onspd_file_with_headings_only_gives_an_empty_book(tmp_path: Path) -> None:
    file = tmp_path / "onspd.csv"
    file.write_text(OLD_HEADINGS + "\n", encoding="utf-8")
    assert len(postcodes_from_onspd(file)) == 0


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("PL_POST YO24 4AB is not in the file", "PL_POST YO24 *** is not in the file"),
        ("yo244ab", "yo24 ***"),
        ("from YO1 7PR to SW1A  1AA.", "from YO1 *** to SW1A ***."),
        ("child N-260605-1, row 12, 903-postcode", "child N-260605-1, row 12, 903-postcode"),
    ],
)
def test_a_text_is_cut_to_the_districts_of_its_postcodes(text: str, cut: str) -> None:
    assert without_postcodes(text) == cut
