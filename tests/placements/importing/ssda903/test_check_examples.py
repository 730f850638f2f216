"""Every rule by example: a return of 2021/22 that breaks it, and one that only just does not.

Each case is a rule, its level, what is different from the usual child and episodes, and the row and column blamed
(None: nothing is). Episodes are written from row 2 on, in the order given.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from placements.importing.ssda903.checks.registry import CHECKS
from tests.placements.importing.ssda903.checking import checked
from tests.placements.importing.ssda903.towns import (
    A_CHILD,
    ABROAD,
    AWAY,
    FAR,
    HOME,
    NORTH,
    Row,
    child,
    episode,
    write_return,
)

YEAR = 2021
Blame = tuple[int, str] | None
Case = tuple[str, str, dict[str, Any], Blame]


def one(**changes: str) -> dict[str, Any]:
    return {"episodes": [episode(**changes)]}


def two(first: dict[str, str], second: dict[str, str]) -> dict[str, Any]:
    """An episode to 1 August that goes on in another, as changed."""
    to = {"DEC": "01/08/2021", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"}
    then = {"DECOM": "01/08/2021", "RNE": "P", "PL_POST": AWAY}
    return {"episodes": [episode(**{**to, **first}), episode(**{**then, **second})]}


def away(place: str, days: str, **changes: str) -> list[Row]:
    """A temporary placement from 1 August, and the return to the usual one."""
    stay = {
        "DECOM": "01/08/2021",
        "RNE": "P",
        "PLACE": place,
        "PLACE_PROVIDER": "",
        "URN": "",
        "DEC": days,
        "REC": "X1",
    }
    return [
        episode(DEC="01/08/2021", REC="X1"),
        episode(**stay),
        episode(**{"DECOM": days, "RNE": "P", **changes}),
    ]


def beside(kind: str, **row: str) -> dict[str, Any]:
    return {kind: [{"CHILD": "1", "DOB": A_CHILD["DOB"], **row}]}


CASES: list[Case] = [
    ("903-child-unknown", "E", beside("oc2", CHILD="2"), (2, "CHILD")),
    ("903-child-unknown", "E", beside("oc2"), None),
    ("903-child-unknown", "E", one(CHILD=""), (2, "CHILD")),
    ("903-child-unknown", "E", {"header": [child(), child(CHILD="1" * 21)]}, (3, "CHILD")),
    ("903-child-unknown", "E", {"header": [child(), child(CHILD="1" * 20)]}, None),
    ("903-child-twice", "E", {"header": [child(), child(SEX="2")]}, (3, "CHILD")),
    ("903-dob-differs", "E", beside("uasc", SEX="1", DOB="16/06/2010"), (2, "DOB")),
    ("903-dob-differs", "E", beside("uasc", SEX="1", DOB=""), None),
    ("903-date", "E", one(DECOM="31/06/2021"), (2, "DECOM")),
    ("903-date", "E", one(DECOM="2021-06-01"), (2, "DECOM")),
    ("903-date", "E", one(DECOM=""), (2, "DECOM")),
    ("903-date", "E", one(DEC="soon", REC="E8"), (2, "DEC")),
    ("903-date", "E", {"header": [child(DOB="15/06/0210")]}, (2, "DOB")),
    ("903-date", "E", beside("missing", MISSING="M", MIS_START=""), (2, "MIS_START")),
    ("903-date", "E", beside("prev_perm", PREV_PERM="P1", DATE_PERM="zz/06/2015"), None),
    ("903-date", "E", beside("prev_perm", PREV_PERM="P1", DATE_PERM="zz/zz/zzzz"), None),
    ("903-date", "E", beside("prev_perm", PREV_PERM="P1", DATE_PERM="01/zz/2015"), (2, "DATE_PERM")),
    ("903-code-year", "E", one(PLACE="K3", DECOM="01/06/2021"), (2, "PLACE")),
    ("903-code-year", "E", one(PLACE="H5", PLACE_PROVIDER="PR4", URN=""), None),
    ("903-code-year", "E", one(PLACE="u6"), (2, "PLACE")),
    ("903-code-year", "E", one(LS=""), (2, "LS")),
    ("903-code-year", "E", {"header": [child(SEX="M")]}, (2, "SEX")),
    ("903-code-year", "E", beside("oc2", SDQ_SCORE="41"), (2, "SDQ_SCORE")),
    ("903-code-year", "E", beside("oc2", SDQ_SCORE="40"), None),
    ("903-code-year", "E", beside("oc3", ACTIV="P3"), (2, "ACTIV")),
    ("903-formula", "E", one(URN="=1+1"), (2, "URN")),
    ("903-formula", "E", one(PL_POST="@SUM(A1)"), (2, "PL_POST")),
    ("903-formula", "E", one(URN="-"), None),
    ("903-end-pair", "E", one(DEC="01/08/2021"), (2, "REC")),
    ("903-end-pair", "W", one(REC="E8"), (2, "REC")),
    ("903-end-pair", "W", one(DEC="01/08/2021", REC="E8"), None),
    ("903-end-before-start", "E", one(DEC="31/05/2021", REC="E8"), (2, "DEC")),
    ("903-same-day", "E", one(DEC="01/06/2021", REC="E8"), (2, "DEC")),
    ("903-overlap", "E", two({}, {"DECOM": "31/07/2021"}), (3, "DECOM")),
    ("903-overlap", "E", two({"DEC": "", "REC": ""}, {}), (3, "DECOM")),
    ("903-overlap", "E", two({}, {}), None),
    ("903-gap", "E", one(DEC="01/08/2021", REC="X1"), (2, "REC")),
    ("903-gap", "E", two({}, {"DECOM": "02/08/2021"}), (2, "REC")),
    ("903-gap", "E", two({}, {}), None),
    ("903-restart", "E", two({}, {"RNE": "S"}), (3, "RNE")),
    ("903-restart", "E", two({"REC": "E4A"}, {"DECOM": "05/08/2021"}), (3, "RNE")),
    ("903-restart", "E", two({"REC": "E4A"}, {"DECOM": "05/08/2021", "RNE": "S"}), None),
    ("903-after-end", "E", two({"REC": "E2"}, {"DECOM": "05/08/2021", "RNE": "S"}), (3, "DECOM")),
    ("903-after-end", "E", {"header": [child(DOB="01/08/2003")], **two({}, {})}, (3, "DECOM")),
    ("903-after-end", "E", {"header": [child(DOB="02/08/2003")], **two({}, {})}, None),
    ("903-before-birth", "E", {"header": [child(DOB="02/06/2021")]}, (2, "DECOM")),
    ("903-before-birth", "E", {"header": [child(DOB="01/06/2021")]}, None),
    ("903-over-18-start", "W", {"header": [child(DOB="01/06/2003")]}, (2, "DECOM")),
    ("903-over-18-start", "W", {"header": [child(DOB="02/06/2003")]}, None),
    ("903-future", "E", one(DECOM="01/04/2022"), (2, "DECOM")),
    ("903-future", "E", one(DEC="01/04/2022", REC="E8"), (2, "DEC")),
    ("903-future", "E", one(DEC="31/03/2022", REC="E8"), None),
    ("903-need-changed", "W", two({}, {"CIN": "N2"}), (3, "CIN")),
    ("903-need-changed", "W", two({"REC": "E8"}, {"DECOM": "05/08/2021", "RNE": "S", "CIN": "N2"}), None),
    ("903-rne-unchanged", "W", two({}, {"RNE": "L"}), (3, "LS")),
    ("903-rne-unchanged", "W", two({}, {"RNE": "L", "LS": "C2"}), None),
    ("903-rne-unchanged", "W", two({"PL_POST": AWAY}, {}), (3, "PLACE")),
    ("903-rne-unchanged", "W", two({"PL_POST": AWAY}, {"URN": "SC123456"}), None),
    ("903-temp-return", "W", {"episodes": away("T3", "15/08/2021", PLACE="K2")}, (3, "PLACE")),
    ("903-temp-return", "W", {"episodes": away("T3", "15/08/2021")}, None),
    ("903-temp-return", "W", one(PLACE="T1", PLACE_PROVIDER="", URN=""), (2, "PLACE")),
    ("903-temp-return", "W", one(PLACE="T1", RNE="P", DEC="05/06/2021", REC="E8"), (2, "PLACE")),
    ("903-temp-long", "W", {"episodes": away("T4", "09/08/2021")}, (3, "PLACE")),
    ("903-temp-long", "W", {"episodes": away("T4", "08/08/2021")}, None),
    ("903-temp-long", "W", {"episodes": away("T3", "23/08/2021")}, (3, "PLACE")),
    ("903-temp-long", "W", {"episodes": away("T1", "12/09/2021")}, None),
    ("903-age-place", "W", {"header": [child(DOB="02/06/2005")], **one(PLACE="H5")}, (2, "PLACE")),
    ("903-age-place", "W", {"header": [child(DOB="01/06/2005")], **one(PLACE="H5")}, None),
    ("903-age-place", "W", {"header": [child(DOB="02/06/2017")], **one(PLACE="S1")}, (2, "PLACE")),
    ("903-parents-s20", "W", one(PLACE="P1", LS="V2"), (2, "PLACE")),
    ("903-parents-s20", "W", one(PLACE="P1", LS="C2"), None),
    ("903-provider-type", "W", one(PLACE_PROVIDER="PR0"), (2, "PLACE_PROVIDER")),
    ("903-provider-type", "W", one(PLACE="P1", PLACE_PROVIDER="PR0"), None),
    ("903-provider-type", "W", one(PLACE="R5", PLACE_PROVIDER="PR1"), (2, "PLACE_PROVIDER")),
    ("903-provider-type", "W", one(PLACE="P1", PLACE_PROVIDER="PR5"), (2, "PLACE_PROVIDER")),
    ("903-provider-type", "W", one(PLACE="K1", PLACE_PROVIDER="PR3"), (2, "PLACE_PROVIDER")),
    ("903-provider-missing", "W", one(PLACE_PROVIDER=""), (2, "PLACE_PROVIDER")),
    ("903-provider-missing", "W", one(PLACE="Z1", PLACE_PROVIDER="PR4"), (2, "PLACE_PROVIDER")),
    ("903-provider-missing", "W", one(PLACE="Z1", PLACE_PROVIDER=""), None),
    ("903-urn", "W", one(URN=""), (2, "URN")),
    ("903-urn", "W", one(URN="", PL_POST=ABROAD), None),
    ("903-urn", "W", one(PLACE="P1", URN="1234567"), (2, "URN")),
    ("903-urn", "W", one(PLACE="P1", URN="XXXXXXX"), None),
    ("903-urn", "W", one(URN="SC12345"), (2, "URN")),
    ("903-urn", "W", one(URN="SC123456"), None),
    ("903-postcode", "W", one(PL_POST="YO99 9ZZ"), (2, "PL_POST")),
    ("903-postcode", "W", one(HOME_POST="unknown"), (2, "HOME_POST")),
    ("903-postcode", "W", one(PL_POST="yo11aa"), (2, "PL_POST")),
    ("903-postcode", "W", one(PL_POST=HOME, PLACE="P1", PLACE_PROVIDER="PR0", URN=""), None),
    ("903-distance", "W", one(PL_POST=""), (2, "PL_POST")),
    ("903-distance", "W", one(HOME_POST="", LS="V4"), None),
    ("903-distance", "W", {**one(HOME_POST=""), **beside("uasc", SEX="1")}, None),
    ("903-distance", "W", one(PL_POST=ABROAD), None),
    ("903-uasc-distance", "W", beside("uasc", SEX="1", DUC="01/01/2020"), (2, "HOME_POST")),
    ("903-own-away", "W", one(PLACE="K2", PL_POST=AWAY), (2, "PL_POST")),
    ("903-own-away", "W", one(PL_POST=AWAY), None),
    ("903-break-17", "W", one(LS="V3", DEC="19/06/2021", REC="E8"), (2, "LS")),
    ("903-break-17", "W", one(LS="V3", DEC="18/06/2021", REC="E8"), None),
    ("903-break-17", "W", two({"LS": "V3", "DEC": "10/06/2021", "REC": "E8"}, {"RNE": "S", "LS": "V4"}), (3, "LS")),
    ("903-short-orders", "W", one(LS="L1", DEC="05/06/2021", REC="E8"), (2, "LS")),
    ("903-short-orders", "W", one(LS="L1", DEC="04/06/2021", REC="E8"), None),
    ("903-short-orders", "W", one(LS="L2", DEC="22/06/2021", REC="E8"), None),
    ("903-short-orders", "W", one(LS="L3", DEC="09/06/2021", REC="E8"), (2, "LS")),
    ("903-reason-change", "W", two({"REASON_PLACE_CHANGE": ""}, {}), (2, "REASON_PLACE_CHANGE")),
    ("903-reason-change", "W", two({"REASON_PLACE_CHANGE": ""}, {"RNE": "L", "LS": "C2"}), None),
    ("903-reason-change", "W", one(REASON_PLACE_CHANGE="CARPL"), (2, "REASON_PLACE_CHANGE")),
    ("903-adopted-path", "W", one(DEC="01/08/2021", REC="E12"), (2, "REC")),
    ("903-adopted-path", "W", two({"PLACE": "A6", "LS": "E1"}, {"DEC": "01/09/2021", "REC": "E12"}), None),
    ("903-adopted-path", "W", one(PLACE="A5", LS="C2"), (2, "LS")),
    ("903-sgo-path", "W", one(PLACE="K2", DEC="01/08/2021", REC="E46"), (2, "REC")),
    ("903-sgo-path", "W", one(PLACE="U1", DEC="01/08/2021", REC="E45"), None),
    (
        "903-missing-open",
        "W",
        {**one(DEC="01/08/2021", REC="E8"), **beside("missing", MIS_START="20/07/2021")},
        (2, "MIS_END"),
    ),
    ("903-missing-open", "W", beside("missing", MIS_START="20/07/2021"), None),
]


@pytest.mark.parametrize(("rule", "level", "files", "blame"), CASES)
def test_a_rule_blames_the_row_and_column_that_break_it(
    tmp_path: Path, rule: str, level: str, files: dict[str, Any], blame: Blame
) -> None:
    faults = checked({write_return(tmp_path, **files): YEAR})
    found = [(fault.row, fault.column) for fault in faults if (fault.rule, fault.level.value) == (rule, level)]
    assert found == ([blame] if blame else [])


def test_a_usual_return_has_no_finding(tmp_path: Path) -> None:
    assert checked({write_return(tmp_path): YEAR}) == []


def test_three_carers_holidays_in_twelve_months_are_one_too_many(tmp_path: Path) -> None:
    rows = [
        row
        for month in ("06", "08", "10")
        for row in (
            episode(DECOM=f"01/{month}/2021", RNE="S" if month == "06" else "P", DEC=f"10/{month}/2021", REC="X1"),
            episode(DECOM=f"10/{month}/2021", RNE="P", PLACE="T3", DEC=f"01/{int(month) + 2:02d}/2021", REC="X1"),
        )
    ]
    found = checked({write_return(tmp_path, episodes=rows): YEAR})
    sentences = [fault.message for fault in found if fault.rule == "903-temp-long" and "third" in fault.message]
    assert len(sentences) == 1
    assert sentences[0].startswith("Episodes row 7, child 1: ")


def test_short_breaks_of_more_than_75_days_in_a_year_are_too_many(tmp_path: Path) -> None:
    rows = [
        episode(DECOM=f"01/{month}/2021", DEC=f"17/{month}/2021", REC="E8", LS="V3")
        for month in ("05", "06", "07", "08", "09")
    ]
    found = checked({write_return(tmp_path, episodes=rows): YEAR})
    assert [(fault.rule, fault.row) for fault in found] == [("903-break-17", 6)]
    assert "80 days" in found[0].message


@pytest.mark.parametrize(("there", "count"), [(NORTH, 1), (AWAY, 0)])
def test_a_placement_farther_off_than_england_is_long_is_seen(tmp_path: Path, there: str, count: int) -> None:
    faults = checked({write_return(tmp_path, episodes=[episode(HOME_POST=FAR, PL_POST=there)]): YEAR})
    found = [fault for fault in faults if fault.rule == "903-distance"]
    assert len(found) == count
    assert all("402.6 miles" in fault.message for fault in found)


def test_a_child_open_last_year_and_absent_this_year_is_missed(tmp_path: Path) -> None:
    last = write_return(tmp_path / "a")
    this = write_return(tmp_path / "b", header=[child(CHILD="2")], episodes=[episode(CHILD="2", DECOM="01/05/2022")])
    (found,) = checked({last: 2021, this: 2022})
    assert (found.rule, found.level.value, found.row, found.child) == ("903-missing-from-year", "W", 2, "1")
    assert found.file == str(last / "episodes.csv")


@pytest.mark.parametrize(
    ("years", "before", "after", "columns"),
    [
        ((2021, 2022), {}, {}, []),
        ((2021, 2022), {}, {"LS": "C2"}, ["LS"]),
        ((2021, 2022), {}, {"PLACE": "U4", "URN": "SC123456"}, ["PLACE", "URN"]),
        ((2021, 2022), {}, {"DECOM": "02/06/2021", "LS": "C2"}, ["DECOM"]),
        ((2024, 2025), {"PLACE": "H5", "URN": ""}, {"PLACE": "K3", "URN": ""}, []),
        ((2024, 2025), {"PLACE": "Z1", "URN": ""}, {"PLACE": "Z13", "URN": ""}, []),
        ((2024, 2025), {"PLACE": "K2"}, {"PLACE": "K3"}, ["PLACE"]),
    ],
)
def test_what_this_year_says_differently_of_last_years_open_episode_is_listed(
    tmp_path: Path, years: tuple[int, int], before: dict[str, str], after: dict[str, str], columns: list[str]
) -> None:
    people = [[child(SEX="1" if year < 2024 else "M")] for year in years]
    last = write_return(tmp_path / "a", header=people[0], episodes=[episode(**before)])
    this = write_return(tmp_path / "b", header=people[1], episodes=[episode(**after)])
    found = [fault for fault in checked({last: years[0], this: years[1]}) if fault.rule == "903-year-break"]
    assert [fault.column for fault in found] == columns
    assert {fault.file for fault in found} <= {str(this / "episodes.csv")}


@pytest.mark.parametrize(("place", "count"), [("K2", 0), ("Z12", 0), ("K3", 1), ("P1", 1), ("U6", 1)])
def test_an_order_depriving_of_liberty_fits_few_settings(tmp_path: Path, place: str, count: int) -> None:
    files = {
        "header": [child(SEX="M")],
        **one(PLACE=place, DECOM="01/06/2026"),
        **beside("dolo", DOLO_START="02/06/2026"),
    }
    found = [fault for fault in checked({write_return(tmp_path, **files): 2026}) if fault.rule == "903-dolo"]
    assert len(found) == count


def test_every_rule_has_an_example_here() -> None:
    elsewhere = {"903-year-break", "903-missing-from-year", "903-dolo"}
    assert {rule for rule, *_ in CASES} | elsewhere == {check.id for check in CHECKS}


def test_a_sentence_says_where_what_and_how_to_put_it_right(tmp_path: Path) -> None:
    rows = two({"DEC": "10/06/2021"}, {"DECOM": "03/06/2021"})
    (found,) = [fault for fault in checked({write_return(tmp_path, **rows): YEAR}) if fault.rule == "903-overlap"]
    assert found.message == (
        "Episodes row 3, child 1: the episode starting 03/06/2021 begins before the previous one ended (10/06/2021). "
        "Correct one of the two dates."
    )
    assert found.value == "03/06/2021"


def test_a_code_of_another_year_names_the_year_and_what_it_would_have(tmp_path: Path) -> None:
    header = [child(SEX="M")]
    (found,) = checked({write_return(tmp_path, header=header, episodes=[episode(PLACE="H5", URN="")]): 2025})[:1]
    assert (found.rule, found.column, found.value) == ("903-code-year", "PLACE", "H5")
    assert found.message.endswith('PLACE "H5" is not a code of 2025/26. In 2025/26 it would be K3.')
