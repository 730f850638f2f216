"""The invented lists agree with each other: who lives where, in which bed, with whom, and who asks for a home."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.demo import names
from placements.codes import CODE_SETS, CollectionYear, age_on, is_valid
from placements.geography import postcodes_from_wheel
from placements.importing.catalogue import NOUNS
from tests.data.conftest import Written

TODAY = dt.date(2026, 6, 5)
WORKBOOKS = sorted(NOUNS.keys() - {"schools", "replies"})
OWN_LISTS = {*names.GIRLS, *names.BOYS, *names.SEEKING_GIRLS, *names.SEEKING_BOYS, *names.CARERS}


def dated(cell: dt.datetime) -> dt.date:
    return cell.date()


@pytest.mark.parametrize("noun", WORKBOOKS)
def test_every_sheet_has_the_columns_of_its_noun(written: Written, noun: str) -> None:
    book = load_workbook(written.folder / f"{noun}.xlsx", read_only=True)
    assert book.sheetnames == [sheet.name for sheet in NOUNS[noun].sheets]
    for sheet in NOUNS[noun].sheets:
        rows = list(book[sheet.name].iter_rows(max_row=2, values_only=True))
        assert tuple(column.name for column in sheet.columns) in rows


def test_the_schools_have_the_columns_of_their_noun(written: Written) -> None:
    heading = (written.folder / "schools.csv").read_text(encoding="utf-8").splitlines()[0]
    assert heading.split(",") == [column.name for column in NOUNS["schools"].sheets[0].columns]


def test_the_folder_says_that_every_person_is_invented(written: Written) -> None:
    assert "invented" in (written.folder / "INVENTED.txt").read_text(encoding="utf-8").splitlines()[0]


def test_every_organisation_says_in_its_name_that_it_is_invented(written: Written) -> None:
    schools = (written.folder / "schools.csv").read_text(encoding="utf-8").splitlines()[1:]
    called = [row["name"] for row in (*written.sheet("providers", "providers"), *written.sheet("homes", "homes"))]
    assert all("(invented)" in name for name in (*called, *schools))


def test_every_name_of_a_person_comes_from_the_lists_made_for_this(written: Written) -> None:
    people = [row["first_name"] for row in written.sheet("carers", "people")]
    people += [row["first_name"] for row in written.sheet("position", "position")]
    referred = {"Fitch", "Hob", "Ned", "Lunet", "Kestra", "Jago", "Oriel", "Senara", "Karwan", "Alder", "Zelah", None}
    people += [row["first_name"] for row in written.sheet("children", "children") if row["first_name"] not in referred]
    assert set(people) <= OWN_LISTS


def test_the_position_lists_who_is_in_care_and_nobody_else(written: Written) -> None:
    """The last return's open children and those since, less those who have left: each once."""
    position = written.sheet("position", "position")
    children = {row["child"]: row["id903"] for row in written.sheet("children", "children")}
    assert len({row["child"] for row in position}) == len(position)
    last = written.years[-1]
    still = {row["CHILD"] for row in written.file(last, "episodes") if not row["DEC"] and row["LS"][0] != "V"}
    still |= {row["CHILD"] for row in written.file(last, "episodes") if not row["DEC"] and row["LS"] == "V2"}
    in_returns = {str(children[row["child"]]) for row in position if children[row["child"]]}
    assert in_returns <= still
    assert len(still - in_returns) < len(still) * 0.2
    assert any(dated(row["from"]) > dt.date(2026, 3, 31) for row in position)


def test_no_bed_is_given_twice_and_every_bed_named_exists(written: Written) -> None:
    beds = {(row["home"], str(row["bed"])) for noun in ("carers", "homes") for row in written.sheet(noun, "beds")}
    taken = Counter((row["home"], str(row["bed"])) for row in written.sheet("position", "position") if row["bed"])
    assert taken.keys() <= beds
    assert max(taken.values()) == 1


def test_a_child_with_the_authoritys_own_carers_lives_in_a_known_home_with_a_bed(written: Written) -> None:
    known = {row["household"] for row in written.sheet("carers", "households")}
    for row in written.sheet("position", "position"):
        if row["place"][0] == "U" and row["place_provider"] == "PR1":
            assert row["home"] in known
            assert row["bed"]


def test_a_child_with_an_agency_is_listed_by_the_providers_name(written: Written) -> None:
    called = {row["name"] for row in written.sheet("providers", "providers")}
    agency = [
        row
        for row in written.sheet("position", "position")
        if row["place"][0] == "U" and row["place_provider"] != "PR1"
    ]
    assert agency
    assert {row["home"] for row in agency} <= called
    assert not any(row["bed"] for row in agency)


def test_no_household_holds_more_children_than_it_is_approved_for(written: Written) -> None:
    there = Counter(row["home"] for row in written.sheet("position", "position") if row["bed"])
    for row in written.sheet("carers", "households"):
        if isinstance(row["number"], int):
            assert there[row["household"]] <= row["number"]
            assert row["kind"] == "kinship" or row["vacancies"] == row["number"] - there[row["household"]]


def test_kinship_carers_are_approved_for_the_very_children_who_live_there(written: Written) -> None:
    position = written.sheet("position", "position")
    for row in written.sheet("carers", "households"):
        if row["kind"] == "kinship":
            there = {child["child"] for child in position if child["home"] == row["household"]}
            assert set(row["named"].split(";")) == there


def test_some_terms_are_unknown_some_have_no_limit_and_some_carers_were_never_asked(written: Written) -> None:
    households = [row for row in written.sheet("carers", "households") if row["kind"] == "fostering"]
    asked = {row["household"] for row in written.sheet("carers", "willing")}
    assert {"unknown", None} <= {row["age_max"] for row in households}
    assert {row["household"] for row in households} - asked


def test_vacancies_are_confirmed_lately_long_ago_or_never(written: Written) -> None:
    free = [row for row in written.sheet("carers", "households") if row["vacancies"]]
    ages = [(TODAY - dated(row["vacancy_confirmed_on"])).days if row["vacancy_confirmed_on"] else None for row in free]
    assert None in ages
    known = [age for age in ages if age is not None]
    assert min(known) <= 7 < max(known)


def test_a_household_that_is_not_available_says_why(written: Written) -> None:
    held = {row["household"]: row for row in written.sheet("carers", "holds")}
    leaving = {row["household"] for row in written.sheet("carers", "households") if row["status"] != "active"}
    assert held
    assert leaving <= held.keys()
    assert all(row["reason"] for row in held.values())


def test_brothers_and_sisters_have_one_home_postcode(written: Written) -> None:
    home = {row["child"]: row["home_postcode"] for row in written.sheet("children", "children")}
    pairs = written.sheet("children", "siblings")
    assert pairs
    assert all(home[pair["child_a"]] == home[pair["child_b"]] for pair in pairs)


def test_every_child_in_care_has_an_answer_about_needs_risks_and_constraints(written: Written) -> None:
    in_care = {row["child"] for row in written.sheet("position", "position")}
    for sheet in ("needs", "risks", "constraints"):
        assert in_care <= {row["child"] for row in written.sheet("children", sheet)}


def test_a_child_with_no_need_has_one_row_that_says_so(written: Written) -> None:
    for sheet, column in (("needs", "domain"), ("risks", "kind"), ("constraints", "kind")):
        rows = written.sheet("children", sheet)
        alone = {row["child"] for row in rows if row[column] in ("none", "unknown")}
        assert all(count == 1 for child, count in Counter(row["child"] for row in rows).items() if child in alone)


def test_wishes_are_told_for_some_and_not_asked_of_others(written: Written) -> None:
    asked = [bool(row["wishes"]) for row in written.sheet("children", "children")]
    assert 0.2 < sum(asked) / len(asked) < 0.9


def test_the_codes_of_the_position_are_of_this_year(written: Written) -> None:
    for row in written.sheet("position", "position"):
        for column, code in (
            ("PLACE", row["place"]),
            ("PLACE_PROVIDER", row["place_provider"]),
            ("LS", row["legal_status"]),
        ):
            assert column in CODE_SETS
            assert code is None or is_valid(column, code, CollectionYear(2026))


def test_every_postcode_is_a_real_one(written: Written) -> None:
    book = postcodes_from_wheel(("YO", "HG", "HU", "LS", "DN", "WF"))
    codes = [
        row["postcode"]
        for noun, sheet in (("position", "position"), ("carers", "households"), ("homes", "homes"))
        for row in written.sheet(noun, sheet)
    ]
    codes += [row["home_postcode"] for row in written.sheet("children", "children") if row["home_postcode"]]
    assert book.look_up(codes).known.all()


def test_the_referrals_are_a_dozen_of_every_urgency_and_kind(written: Written) -> None:
    referrals = written.sheet("referrals", "referrals")
    assert 12 <= len(referrals) <= 14
    assert {row["urgency"] for row in referrals} == {"tonight", "within_72h", "planned"}
    assert {"new", "breakdown", "planned_move", "step_down", "bring_home", "emergency"} <= {
        row["kind"] for row in referrals
    }
    assert all(0 <= (dated(row["needed_by"]) - TODAY).days <= 60 for row in referrals)


def test_every_child_referred_is_known_and_those_in_care_are_on_the_position(written: Written) -> None:
    known = {row["child"] for row in written.sheet("children", "children")}
    in_care = {row["child"] for row in written.sheet("position", "position")}
    referred = [child for row in written.sheet("referrals", "referrals") for child in row["children"].split(";")]
    assert len(referred) == len(set(referred))
    assert set(referred) <= known
    assert len(set(referred) & in_care) == 4


def one(written: Written, kind: str) -> dict[str, object]:
    return next(row for row in written.sheet("referrals", "referrals") if row["kind"] == kind)


def test_the_awkward_cases_are_there(written: Written) -> None:
    referrals = written.sheet("referrals", "referrals")
    children = {row["child"]: row for row in written.sheet("children", "children")}
    siblings = written.sheet("children", "siblings")
    constraints = written.sheet("children", "constraints")
    three = next(row["children"].split(";") for row in referrals if row["children"].count(";") == 2)
    assert all(children[child]["sex"] == "M" for child in three)
    assert {pair["assessed"] for pair in siblings if pair["child_a"] in three} == {"together_must"}
    sisters = next(row["children"].split(";") for row in referrals if row["children"].count(";") == 1)
    assert {pair["assessed"] for pair in siblings if pair["child_a"] in sisters} == {"apart_must"}
    assert any(row["parent_and_child"] == "yes" for row in referrals)
    assert children[str(one(written, "planned_move")["children"])]["school_year"] == 11
    assert {"avoid_area", "alone", "step_free", "no_younger"} <= {row["kind"] for row in constraints}
    assert any(row["uasc"] == "yes" and "English" not in row["languages"] for row in children.values() if row["uasc"])
    emergency = children[str(one(written, "emergency")["children"])]
    told = {name for name, cell in emergency.items() if cell is not None} - {"as_of", "source"}
    assert told == {"child", "dob", "sex"}


def test_the_area_to_avoid_holds_the_childs_own_home(written: Written) -> None:
    import shapely

    row = next(row for row in written.sheet("children", "constraints") if row["kind"] == "avoid_area")
    child = next(child for child in written.sheet("children", "children") if child["child"] == row["child"])
    place = postcodes_from_wheel(("YO",)).look_up([child["home_postcode"]])
    assert shapely.from_wkt(row["value"]).covers(shapely.Point(place.longitudes[0], place.latitudes[0]))


def test_no_child_in_supported_accommodation_today_is_under_16(written: Written) -> None:
    for row in written.sheet("position", "position"):
        assert row["place"] != "K3" or age_on(dated(row["dob"]), TODAY) >= 16


def test_every_price_says_where_it_comes_from_and_no_two_lines_share_a_reference(written: Written) -> None:
    lines = written.sheet("prices", "prices")
    assert all(line["source"] for line in lines)
    assert len({line["line"] for line in lines}) == len(lines)
    allowance = {
        line["age_min"]: line["amount"]
        for line in lines
        if line["setting"] == "kinship_fostering" and line["component"] == "allowance" and line["line"].endswith("2025")
    }
    assert allowance == {0: 170, 3: 176, 5: 194, 11: 220, 16: 258}


def test_the_folder_holds_these_files_and_no_others(written: Written) -> None:
    found = {path.name for path in Path(written.folder).iterdir()}
    assert found == {"returns", "schools.csv", "INVENTED.txt", *(f"{noun}.xlsx" for noun in WORKBOOKS)}
