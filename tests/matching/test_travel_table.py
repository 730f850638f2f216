"""The council's table of journeys comes before the estimate, and a wrong row is refused by its number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from matching.policy import published_policy
from matching.travel import StraightLine, journeys
from matching.travel_table import TravelTable, read_travel_table
from placements.errors import Refused
from placements.repository.places import Position
from tests.matching.asked import searched
from tests.worlds import ADEL, LITTLEWORTH, LITTLEWORTH_SCHOOL, a_child, a_home, a_request

LINE = StraightLine(published_policy().travel)
GROUND = {"YO11AA": LITTLEWORTH, "YO11AB": LITTLEWORTH_SCHOOL, "YO62AA": ADEL}
FAR = a_home(position=ADEL)


def held(postcodes: set[str]) -> Mapping[str, Position]:
    """Where these postcodes lie, as far as held."""
    return {postcode: GROUND[postcode] for postcode in postcodes & set(GROUND)}


def table(tmp_path: Path, *rows: str, head: str = "from,to,minutes,mode", mode: str = "car") -> TravelTable:
    """A table of these rows."""
    path = tmp_path / "journeys.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return read_travel_table(path, held, LINE, mode)


def test_a_journey_in_the_table_comes_before_the_estimate(tmp_path: Path) -> None:
    found = journeys([a_child()], [FAR], table(tmp_path, "YO6 2AA,YO1 1AB,51,car")).between(a_child(), FAR)
    estimate = journeys([a_child()], [FAR], LINE).between(a_child(), FAR)
    assert found.school_minutes == 51
    assert found.home_minutes == estimate.home_minutes
    assert found.home_miles == estimate.home_miles


def test_a_journey_given_one_way_lasts_as_long_the_other_way_unless_that_is_given_too(tmp_path: Path) -> None:
    back = table(tmp_path, "YO1 1AB,YO6 2AA,48,car")
    assert journeys([a_child()], [FAR], back).between(a_child(), FAR).school_minutes == 48
    both = table(tmp_path, "YO1 1AB,YO6 2AA,48,car", "YO6 2AA,YO1 1AB,55,car")
    assert journeys([a_child()], [FAR], both).between(a_child(), FAR).school_minutes == 55


def test_modes_are_kept_apart(tmp_path: Path) -> None:
    rows = ("YO6 2AA,YO1 1AB,51,car", "YO6 2AA,YO1 1AB,80,Bus")
    assert journeys([a_child()], [FAR], table(tmp_path, *rows, mode="bus")).between(a_child(), FAR).school_minutes == 80


def test_a_row_whose_postcode_is_not_held_is_counted_and_said(tmp_path: Path) -> None:
    found = table(tmp_path, "YO6 2AA,YO1 1AB,51,car", "YO99 9ZZ,YO1 1AB,5,car")
    assert found.skipped == 1
    assert "1 rows name postcodes that are not held" in found.words


def test_a_search_says_where_its_minutes_come_from(tmp_path: Path) -> None:
    answer = searched(a_request(a_child()), FAR, model=table(tmp_path, "YO6 2AA,YO1 1AB,51,car"))
    assert "51 minutes to C-1's school" in str(answer.as_json())
    assert "by car, from the council's table" in answer.options[0].travel_words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["YO6 2AA,YO1 1AB,soon,car"], "Row 2 has no minutes"),
        (["YO6 2AA,YO1 1AB,-1,car"], "Row 2 has no minutes"),
        (["YO6 2AA,YO1 1AB,nan,car"], "Row 2 has no minutes"),
        (["YO6 2AA,YO1 1AB,5,car", "over there,YO1 1AB,5,car"], "Row 3 has no postcode"),
        (["YO6 2AA,YO1 1AB,5,car", "YO62AA,YO1 1AB,6,car"], "Row 3 gives a journey again"),
        (["YO6 2AA,YO1 1AB,5,walk"], "no row by car"),
        ([], "no row by car"),
    ],
)
def test_a_wrong_row_is_refused_by_its_number(tmp_path: Path, rows: list[str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        table(tmp_path, *rows)


def test_other_columns_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="other columns"):
        table(tmp_path, "1,2,3", head="a,b,c")
    with pytest.raises(Refused, match="cannot be read"):
        read_travel_table(tmp_path / "nowhere.csv", held, LINE)
