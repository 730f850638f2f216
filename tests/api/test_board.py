"""The board's picture: six numbers, what is hidden and why, money by its rules, never a small number."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from defusedxml import ElementTree
from fastapi import FastAPI

from api.board.drafting import picture_of
from api.board.gathered import Households, Other
from api.board.outlook import chance_above, in_tenths
from api.shapes.board import BoardDocument
from placements.disclosing.rules import NOTE
from placements.permissions import Role
from tests.api.answers_made_up import series
from tests.api.board_made_up import NEWEST, gathered_made_up, keep_board
from tests.api.visitors import signed_in_as

SMALL = {"1", "2", "3", "4", "5"}


def picture(**newest: int) -> BoardDocument:
    return picture_of(gathered_made_up(**newest))


def counts(found: BoardDocument, table: str) -> dict[str, str]:
    return {row.words: row.count for one in found.where if one.id == table for row in one.rows}


def test_six_numbers_stand_first_each_with_five_years_and_a_sentence() -> None:
    found = picture()
    assert [number.figure for number in found.numbers] == ["240", "51%", "21%", "13%", "90%", "67%"]
    assert all(len(number.trend) == 5 for number in found.numbers)
    assert found.numbers[0].sentence == "11 fewer than a year before."
    assert found.numbers[1].sentence == "Up from 49% a year before."


def test_few_whose_place_is_not_known_stand_with_those_further_away() -> None:
    assert counts(picture(), "where") == {
        "In our own area": "123",
        "In a neighbouring area": "60",
        "Further away, or not known": "57",
        "All": "240",
    }
    assert any("joined" in text for text in picture().hidden)


def test_a_headline_of_few_children_is_told_over_three_years() -> None:
    number = next(one for one in picture(moved=4).numbers if one.id == "I20")
    assert (number.figure, number.period) == ("9%", "2024 to 2026, 31 March each")
    assert number.trend[-1].figure == "c"
    assert "three years" in number.sentence


def test_a_change_of_few_children_is_not_told_in_words() -> None:
    assert picture(children=249).numbers[0].sentence == "About the same as a year before."


def test_money_is_told_to_the_nearest_ten_thousand_and_only_by_its_rules() -> None:
    found = picture()
    assert found.money.middle_pence == 1_510_000_000
    assert [column.pence for column in found.columns] == [13_000_000, 21_000_000, None]
    assert found.months


def test_what_is_asked_of_the_board_and_what_is_hidden_are_said() -> None:
    assert picture().hidden[0] == NOTE
    assert picture().asks == []


def test_risks_carry_their_chance_in_tenths() -> None:
    assert [risk.chance for risk in picture().risks] == ["less than 1 in 10", "6 in 10"]
    assert chance_above(series(240.0, 10.0), 0, 240.0) == pytest.approx(0.5)
    assert chance_above(series(240.0, 10.0), 0, 100.0) > 0.9
    assert [in_tenths(chance) for chance in (0.01, 0.5, 0.99)] == ["less than 1 in 10", "5 in 10", "more than 9 in 10"]


def test_no_table_of_the_picture_holds_a_count_from_one_to_five() -> None:
    for found in (picture(), picture(moved=4), picture(unknown=1), picture(children=231)):
        every = [row.count for one in (*found.where, *found.stability, *found.carers) for row in one.rows]
        assert not SMALL & set(every)


def test_the_page_shows_members_the_picture_and_writes_down_the_look(app: FastAPI) -> None:
    keep_board(app)
    answer = signed_in_as(app, Role.BOARD_MEMBER).get("/board")
    assert answer.status_code == 200
    figures = re.findall(r'<span class="app-figure__number">(.*?)</span>', answer.text)
    assert figures == ["240", "51%", "21%", "13%", "90%", "67%"]
    assert NOTE in answer.text
    cells = re.findall(r"<td[^>]*>(.*?)</td>", answer.text, re.DOTALL)
    assert not SMALL & {cell.strip() for cell in cells}


def test_why_children_moved_who_is_far_and_whether_it_might_have_been_avoided_are_told_in_few_lines() -> None:
    found = picture_of(
        replace(
            gathered_made_up(),
            ages={
                ("Under 10", "over_20_miles"): 20,
                ("Under 10", "up_to_20_miles"): 80,
                ("10 to 15", "over_20_miles"): 30,
            }
            | {("10 to 15", "up_to_20_miles"): 97, ("10 to 15", "unknown"): 13},
            households=Households(NEWEST, {"mainstream": 8, "family_and_friends": 3}, {"mainstream": 9}),
        )
    )
    reasons = {row.words: row.count for one in found.stability if one.id == "asked" for row in one.rows}
    assert (reasons["The carer asked"], reasons["All"]) == ("40", "160")
    (ages,) = found.groups
    assert [(row.words, row.count, row.share) for row in ages.rows] == [
        ("Under 10", "20", "20%"),
        ("10 to 15", "30", "21%"),
        ("All", "50", "21%"),
    ]
    joined = {row.words: row.count for one in found.carers if one.id == "joined" for row in one.rows}
    assert joined == {"Foster carers": "c", "Relatives or friends": "c", "All": "11"}
    assert found.changed[0] == "Children in our care: 240. 11 fewer than a year before."


def test_others_stand_beside_our_number_of_the_newest_year_that_both_publish() -> None:
    others = [Other("England", "I10", year, 17 + year - 2024, "DfE") for year in (2024, 2025, 2027)]
    others += [Other("Elsewhere", "I09", 2025, 60, "DfE"), Other("Elsewhere", "I24", 2025, 9, "DfE")]
    lines = picture_of(replace(gathered_made_up(), others=others)).compared
    assert [(one.what, one.period) for one in lines] == [
        ("In our own area", "31 March 2025"),
        ("More than 20 miles from home", "31 March 2025"),
    ]
    assert [(other.name, other.figure) for other in lines[1].others] == [("Elsewhere", "not known"), ("England", "18%")]


def test_the_report_and_its_two_pages_are_taken_away_as_drafts(app: FastAPI) -> None:
    keep_board(app)
    client = signed_in_as(app, Role.BOARD_MEMBER)
    whole, short = (client.get(f"/board/{name}.html") for name in ("paper", "two-pages"))
    assert "Draft: not released." in whole.text
    assert "Draft: not released." in short.text
    assert len(short.text) < len(whole.text)
    assert client.get("/board/paper.exe").status_code == 404


def test_the_charts_hold_no_figure_that_the_tables_do_not(app: FastAPI) -> None:
    keep_board(app)
    client = signed_in_as(app, Role.BOARD_MEMBER)
    for name, wanted in (("children", ("250 · 80%", "240 · middle", "230 · 80%")), ("money", ("£1.00m · middle",))):
        answer = client.get(f"/board/{name}.svg")
        words = "".join(ElementTree.fromstring(answer.content).itertext())
        assert all(label in words for label in wanted)
        assert "95%" not in words
    assert client.get("/board/homes.svg").status_code == 404


def test_a_record_without_returns_says_what_to_load(app: FastAPI) -> None:
    assert "homeward import ssda903" in signed_in_as(app, Role.BOARD_MEMBER).get("/board").text
