"""Official figures about the same children: read as printed, beside ours in every audit. Numbers are invented."""

from __future__ import annotations

import datetime as dt

import pytest

from placements.disclosing.audit import audit
from placements.disclosing.elsewhere import already_given_away, of_the_same_children
from placements.disclosing.prepare import prepare
from placements.disclosing.refusals import AuditFailed
from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Category, Cell, Dimension, Population, Table
from placements.errors import Refused
from placements.publishing.official import official_tables

CODE = "E06000099"
HEADINGS = "time_period,new_la_code,cla_group,characteristic,number,percentage"
LOCALITY = "Distance between home and placement and locality of placement"
CROSSED = {
    "1. Placed inside the LA boundary, 20 miles or less from home": "90",
    "2. Placed outside the LA boundary, 20 miles or less from home": "31",
    "3. Placed inside the LA boundary, more than 20 miles from home": "c",
    "4. Placed outside the LA boundary, more than 20 miles from home": "40",
    "5. Placed inside the LA boundary, distance not known or not recorded": "c",
    "6. Placed outside the LA boundary, distance not known or not recorded": "11",
    "Total": "180",
}
DISTANCE = {
    "Placed 20 miles or less from home": "121",
    "Placed more than 20 miles from home": "43",
    "Distance not known or not recorded": "16",
    "Total": "180",
}


def file_of(groups: dict[str, dict[str, str]], *, code: str = CODE, year: str = "2025") -> str:
    rows = [
        f'{year},{code},{group},"{what}",{number},' for group, cells in groups.items() for what, number in cells.items()
    ]
    return "\n".join([HEADINGS, *rows])


def tables_of(**groups: dict[str, str]) -> list[ShownTable]:
    names = {"locality": LOCALITY, "distance": "Distance between home and placement", "placement": "Placement"}
    return official_tables(file_of({names[name]: cells for name, cells in groups.items()}), CODE)


def test_two_published_tables_that_are_safe_alone_and_leak_together_are_refused() -> None:
    assert all(found.width >= 3 for found in audit(tables_of(locality=CROSSED)))
    assert audit(tables_of(distance=DISTANCE)) == []
    with pytest.raises(AuditFailed, match="known to within 0"):
        audit(tables_of(locality=CROSSED, distance=DISTANCE))


def test_what_the_publisher_gave_away_is_told_apart_from_what_we_must_still_guard() -> None:
    both = tables_of(locality=CROSSED, distance=DISTANCE)
    told = already_given_away(both)
    assert all(found.width >= 3 for found in audit(told))
    assert [mark for one in both for mark in one.marks.values()].count(Mark.REVEALING) == 2
    assert Mark.REVEALING not in {mark for one in told for mark in one.marks.values()}
    alone = tables_of(locality=CROSSED)
    assert already_given_away(alone) == alone


def test_a_hidden_row_is_never_read_as_a_number_and_only_printed_totals_count() -> None:
    (crossed,) = tables_of(locality=CROSSED)
    hidden = {cell for cell, mark in crossed.marks.items() if mark is Mark.REVEALING}
    assert hidden == {("in_area", "over_20_miles"), ("in_area", "unknown")}
    assert crossed.is_hidden(("in_area", None))
    assert crossed.count((None, None)).value == 180
    assert crossed.count(("in_area", "up_to_20_miles")).value == 90


def ours(counts: dict[str, int], facts: str = "ours") -> Table:
    bands = (
        Category.of("In", "in_area"),
        Category.of("Near", "neighbouring"),
        Category.of("Far", "further", "unknown"),
    )
    march = Population("children looked after", dt.date(2025, 3, 31), facts)
    return Table("where", "where", (march,), (Dimension("I09", bands),), {(name,): n for name, n in counts.items()})


def theirs(inside: int, outside: int) -> list[ShownTable]:
    rows = {
        "Placed inside the local authority boundary": str(inside),
        "Placed outside the local authority boundary": str(outside),
        "Total": str(inside + outside),
    }
    return official_tables(file_of({"Locality of placement": rows}), CODE)


def test_our_hidden_band_cannot_be_had_by_taking_what_we_show_from_what_they_print() -> None:
    table = ours({"In": 94, "Near": 82, "Far": 4})
    marks: dict[Cell, Mark] = {("Far",): Mark.SMALL, (None,): Mark.BESIDE}
    alone = ShownTable(table, marks)
    assert all(found.width >= 3 for found in audit([alone]))
    with pytest.raises(AuditFailed):
        audit([alone], of_the_same_children(theirs(94, 86), [table]))
    (shown,) = prepare([table], theirs(94, 86)).shown
    assert shown.is_hidden(("Far",))
    assert shown.is_hidden(("Near",))


def test_a_table_that_disagrees_with_ours_stays_an_edition_of_its_own() -> None:
    table = ours({"In": 94, "Near": 60, "Far": 26})
    (same,) = of_the_same_children(theirs(94, 86), [table])
    (other,) = of_the_same_children(theirs(100, 80), [table])
    assert same.table.populations == table.populations
    assert other.table.populations[0].facts == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("year,characteristic\n2025,Total", "lacks columns"),
        (file_of({"Placement": {"Foster placements": "10", "Total": "10"}}, code="E06000001"), "No row"),
        (file_of({"Placement": {"Foster placements": "10"}}), "no total"),
        (file_of({"Placement": {"Foster placements": "10", "Total": "12"}}), "do not add up"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        official_tables(text, CODE)


def test_two_printed_rows_that_are_one_category_of_ours_are_added_and_hidden_if_either_is() -> None:
    rows = {
        "Own provision (by the LA)": "100",
        "Private provision": "30",
        "Voluntary/third sector provision": "8",
        "Total": "138",
    }
    (told,) = official_tables(file_of({"Place providers": rows}), CODE)
    assert told.count(("agency",)).value == 38
    rows |= {"Voluntary/third sector provision": "c", "Other LA provision": "c", "Own provision (by the LA)": "90"}
    (hidden,) = official_tables(file_of({"Place providers": rows}), CODE)
    assert hidden.is_hidden(("agency",))
    assert hidden.is_hidden(("other_authority",))


def test_a_share_told_by_its_numerator_alone_tells_the_rest_as_well() -> None:
    rows = {"With 3 or more placements during the year": "26", "Total children": "240"}
    (told,) = official_tables(file_of({"CLA on 31 March": rows}), CODE)
    assert told.count(("I20 not counted",)).value == 214
    rows["With 3 or more placements during the year"] = "c"
    (hidden,) = official_tables(file_of({"CLA on 31 March": rows}), CODE)
    assert hidden.is_hidden(("I20 counted",))
    assert hidden.is_hidden(("I20 not counted",))
