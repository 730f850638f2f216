"""Today's position: who lives where, what changed since the last list, and what is left to a person."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.database import open_engine
from placements.errors import Conflict, NotFound
from placements.importing.load import import_noun
from placements.importing.matches import decide_child, decide_home
from placements.importing.outcome import ImportResult
from placements.models.base import Sex
from placements.models.child import Child
from placements.models.home import Bed, Home
from placements.models.loading import IdMatch, MatchState, SetAside
from placements.models.placement import Occupancy, OccupancyKind, Residence, Standing
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from tests.engines import SqliteFiles
from tests.placements.importing.sheets.books import ADMIN, TODAY, csv_file, errors, load, rules, taken

COLUMNS = ["child", "first_name", "dob", "sex", "home", "bed", "from", "expected_end"]
DAY = dt.timedelta(days=1)
Listed = list[object]


@pytest.fixture
def homes(engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    """Three households: two beds, one bed, and one whose beds nobody counted."""
    rows = [
        ["household", "carers", "number", "bedrooms"],
        ["H1", "Robert and Susan Moor", 2, 2],
        ["H2", "Ann Field", 1, 1],
        ["H3", "Jo Beck", None, None],
    ]
    taken(engine, "carers", csv_file(tmp_path / "carers.csv", rows))
    return engine


def listed(engine: sa.Engine, folder: Path, rows: list[Listed], on: dt.date = TODAY, **more: object) -> ImportResult:
    """Load a list of children as of a day; it must be accepted."""
    result = load(engine, "position", csv_file(folder / "position.csv", [COLUMNS, *rows]), as_at=on, **more)
    assert not result.refused, errors(result)
    return result


def beds(engine: sa.Engine) -> set[tuple[str, str, str, str]]:
    """Child, home, bed and standing of everybody who has a bed with no end."""
    query = (
        sa.select(Child.ref, Home.ref, Bed.label, Occupancy.standing)
        .join(Occupancy, Occupancy.child_id == Child.id)
        .join(Bed, Bed.id == Occupancy.bed_id)
        .join(Home, Home.id == Bed.home_id)
        .where(Occupancy.ends_on.is_(None), Occupancy.standing != Standing.RELEASED)
    )
    with Session(engine) as session:
        return {(child, home, label, standing.value) for child, home, label, standing in session.execute(query)}


def stays(engine: sa.Engine, ref: str) -> list[tuple[str | None, dt.date | None, dt.date | None]]:
    """Every stay of a child: where, since when, until when."""
    query = (
        sa.select(Home.ref, Residence.place_text, Residence.starts_on, Residence.ends_on)
        .join(Child, Child.id == Residence.child_id)
        .outerjoin(Home, Home.id == Residence.home_id)
        .where(Child.ref == ref)
        .order_by(Residence.id)
    )
    with Session(engine) as session:
        return [(home or text, start, end) for home, text, start, end in session.execute(query)]


def test_children_are_put_in_the_beds_of_the_homes_named(homes: sa.Engine, tmp_path: Path) -> None:
    result = listed(
        homes,
        tmp_path,
        [
            ["C1", "Ada", "05/06/2015", "F", "H1", "2", "01/02/2026", None],
            ["C2", "Ben", "06/06/2016", "M", "Robert and Susan Moor", None, "01/03/2026", None],
            ["C3", "Cy", "07/06/2017", "M", "Mr Moor, SUSAN & Robert", None, None, "30/06/2026"],
        ],
    )
    assert beds(homes) == {("C1", "H1", "2", "in_force"), ("C2", "H1", "1", "in_force"), ("C3", "H1", "1", "contested")}
    assert rules(result) == ["bed-double-booked"]
    told = result.extra["differences"]
    assert [new["child"] for new in told["new"]] == ["C1", "C2", "C3"]
    assert told["last_list"] == 0


def test_the_same_list_again_changes_nothing(homes: sa.Engine, tmp_path: Path) -> None:
    rows: list[Listed] = [
        ["C1", "Ada", "05/06/2015", "F", "H1", None, "01/02/2026", None],
        ["C2", "Ben", "06/06/2016", "M", "The Willows Agency", None, "01/03/2026", None],
    ]
    listed(homes, tmp_path, rows)
    before = beds(homes), stays(homes, "C1"), stays(homes, "C2")
    for on in (TODAY, TODAY + DAY):
        told = listed(homes, tmp_path, rows, on).extra["differences"]
        assert (beds(homes), stays(homes, "C1"), stays(homes, "C2")) == before
        assert told == {
            "new": [],
            "moved": [],
            "dates_changed": [],
            "left": [],
            "unchanged": 2,
            "last_list": 2,
        }


def test_a_move_ends_the_stay_before_on_the_day_it_began(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, "01/02/2026", None]], TODAY - 7 * DAY)
    moved = listed(homes, tmp_path, [["C1", "Ada", None, "F", "H2", None, "03/06/2026", None]])
    assert stays(homes, "C1") == [
        ("H1", dt.date(2026, 2, 1), dt.date(2026, 6, 3)),
        ("H2", dt.date(2026, 6, 3), None),
    ]
    [change] = moved.extra["differences"]["moved"]
    assert change == {"child": "C1", "from": "H1", "to": "H2", "on": "2026-06-03"}
    assert beds(homes) == {("C1", "H2", "1", "in_force")}


def test_a_move_of_an_unknown_day_ends_the_stay_before_on_the_day_of_the_list(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, "01/02/2026", None]], TODAY - 7 * DAY)
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H2", None, None, None]])
    assert stays(homes, "C1") == [("H1", dt.date(2026, 2, 1), TODAY), ("H2", None, None)]


def test_two_children_who_change_places_both_get_their_bed(homes: sa.Engine, tmp_path: Path) -> None:
    listed(
        homes,
        tmp_path,
        [["C1", "Ada", None, "F", "H2", None, None, None], ["C2", "Ben", None, "M", "H1", "1", None, None]],
        TODAY - DAY,
    )
    listed(
        homes,
        tmp_path,
        [["C1", "Ada", None, "F", "H1", "1", None, None], ["C2", "Ben", None, "M", "H2", None, None, None]],
    )
    assert beds(homes) == {("C1", "H1", "1", "in_force"), ("C2", "H2", "1", "in_force")}


def test_a_child_no_longer_listed_has_left_on_the_day_of_the_list(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, "01/02/2026", None]], TODAY - DAY)
    result = listed(homes, tmp_path, [["C2", "Ben", None, "M", "H1", None, None, None]])
    assert stays(homes, "C1") == [("H1", dt.date(2026, 2, 1), TODAY)]
    [left] = result.extra["differences"]["left"]
    assert (left["child"], left["from"], left["on"]) == ("C1", "H1", "2026-06-05")
    assert beds(homes) == {("C2", "H1", "1", "in_force")}


def test_a_stay_that_begins_and_ends_on_one_day_is_released(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H2", None, "05/06/2026", None]])
    listed(homes, tmp_path, [["C2", "Ben", None, "M", "H2", None, "05/06/2026", None]])
    assert beds(homes) == {("C2", "H2", "1", "in_force")}
    with Session(homes) as session:
        standings = session.scalars(sa.select(Occupancy.standing).order_by(Occupancy.id)).all()
        assert standings == [Standing.RELEASED, Standing.IN_FORCE]


def test_a_double_booking_is_kept_until_the_bed_is_free(homes: sa.Engine, tmp_path: Path) -> None:
    both: list[Listed] = [
        ["C1", "Ada", None, "F", "H2", None, "01/02/2026", None],
        ["C2", "Ben", None, "M", "H2", None, "01/03/2026", None],
    ]
    assert rules(listed(homes, tmp_path, both, TODAY - DAY)) == ["bed-double-booked"]
    assert rules(listed(homes, tmp_path, both)) == ["bed-double-booked"]
    result = listed(homes, tmp_path, both[1:], TODAY + DAY)
    assert beds(homes) == {("C2", "H2", "1", "in_force")}
    assert rules(result) == ["bed-taken-before"]


def test_a_child_in_another_bed_of_the_same_home_is_moved_there(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", "1", "01/02/2026", None]], TODAY - DAY)
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", "2", "01/02/2026", None]])
    assert beds(homes) == {("C1", "H1", "2", "in_force")}
    assert stays(homes, "C1") == [("H1", dt.date(2026, 2, 1), None)]


def test_a_corrected_start_is_taken_without_a_move(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, "01/02/2026", None]], TODAY - DAY)
    result = listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, "11/02/2026", None]])
    assert stays(homes, "C1") == [("H1", dt.date(2026, 2, 11), None)]
    assert [change["child"] for change in result.extra["differences"]["dates_changed"]] == ["C1"]
    with Session(homes) as session:
        [start] = session.scalars(sa.select(Occupancy.starts_on).where(Occupancy.standing == Standing.IN_FORCE))
        assert start == dt.date(2026, 2, 11)


def test_a_return_to_the_same_home_is_a_new_stay(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, "01/02/2026", None]], TODAY - 7 * DAY)
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, "04/06/2026", None]])
    assert [start for _, start, _ in stays(homes, "C1")] == [dt.date(2026, 2, 1), dt.date(2026, 6, 4)]


def test_a_home_that_is_not_known_is_kept_in_words_and_listed(homes: sa.Engine, tmp_path: Path) -> None:
    result = listed(homes, tmp_path, [["C1", "Ada", None, "F", "Grandmother in Selby", None, None, None]])
    assert rules(result) == ["home-unknown"]
    assert stays(homes, "C1") == [("Grandmother in Selby", None, None)]
    assert beds(homes) == set()


def test_a_provider_whose_households_are_not_known_is_nothing_to_ask_about(homes: sa.Engine, tmp_path: Path) -> None:
    rows = [["provider", "name", "kind"], ["P1", "Fairways Fostering", "ifa"]]
    taken(homes, "providers", csv_file(tmp_path / "providers.csv", rows))
    result = listed(homes, tmp_path, [["C1", "Ada", None, "F", "Fairways fostering", None, None, None]])
    assert result.findings == ()


@pytest.mark.parametrize("written", ["Bob and Sue Moor", "Rob & Susie Moor", "Robert Moor", "Robert and Susan Moore"])
def test_a_likely_home_is_put_to_a_person_and_never_guessed(homes: sa.Engine, tmp_path: Path, written: str) -> None:
    rows: list[Listed] = [["C1", "Ada", None, "F", written, None, "01/02/2026", None]]
    result = listed(homes, tmp_path, rows)
    assert rules(result) == ["home-doubtful"]
    assert result.extra["doubtful_homes"] == [{"child": "C1", "home": written, "may_be": ["H1"]}]
    assert beds(homes) == set()
    decide_home(homes, ADMIN, written, "H1", same=True)
    again = listed(homes, tmp_path, rows, TODAY + DAY)
    assert again.findings == ()
    assert again.extra["differences"]["unchanged"] == 1
    assert beds(homes) == {("C1", "H1", "1", "in_force")}


def test_a_likely_home_that_a_person_refused_is_not_asked_about_again(homes: sa.Engine, tmp_path: Path) -> None:
    rows: list[Listed] = [["C1", "Ada", None, "F", "Bob and Sue Moor", None, None, None]]
    listed(homes, tmp_path, rows)
    decide_home(homes, ADMIN, "Bob and Sue Moor", "H1", same=False)
    assert rules(listed(homes, tmp_path, rows, TODAY + DAY)) == ["home-unknown"]


def test_words_in_which_nobody_saw_a_likeness_can_be_settled_too(homes: sa.Engine, tmp_path: Path) -> None:
    rows: list[Listed] = [["C1", "Ada", None, "F", "the bungalow", None, "01/02/2026", None]]
    assert rules(listed(homes, tmp_path, rows)) == ["home-unknown"]
    decide_home(homes, ADMIN, "the bungalow", "H1", same=True)
    assert listed(homes, tmp_path, rows, TODAY + DAY).findings == ()
    assert beds(homes) == {("C1", "H1", "1", "in_force")}


def test_words_mean_the_home_that_a_person_named_last(homes: sa.Engine, tmp_path: Path) -> None:
    rows: list[Listed] = [["C1", "Ada", None, "F", "the bungalow", None, "01/02/2026", None]]
    decide_home(homes, ADMIN, "the bungalow", "H1", same=True)
    decide_home(homes, ADMIN, "the bungalow", "H2", same=True)
    listed(homes, tmp_path, rows)
    assert {home for _, home, _, _ in beds(homes)} == {"H2"}


def test_a_home_that_is_not_held_cannot_be_what_a_list_means(homes: sa.Engine) -> None:
    with pytest.raises(NotFound, match="No home with the reference H99 is held"):
        decide_home(homes, ADMIN, "the bungalow", "H99", same=True)


def test_a_child_whom_nobody_asked_about_cannot_be_matched(homes: sa.Engine) -> None:
    with pytest.raises(NotFound):
        decide_child(homes, ADMIN, "C1", "903A", same=True)


@pytest.mark.parametrize(
    ("written", "status"), [("FCO", "C2"), ("Interim Care Order", "C1"), ("S.20", "V2"), ("EPO", "L2")]
)
def test_legal_status_is_read_as_workers_write_it(homes: sa.Engine, tmp_path: Path, written: str, status: str) -> None:
    rows = [["child", "first name", "home", "legal status"], ["C1", "Ada", "H1", written]]
    assert taken(homes, "position", csv_file(tmp_path / "list.csv", rows)).findings == ()
    with Session(homes) as session:
        assert session.scalars(sa.select(Child.legal_status).where(Child.ref == "C1")).one() == status


def test_a_home_whose_beds_are_not_held_gets_an_assumed_one(homes: sa.Engine, tmp_path: Path) -> None:
    result = listed(homes, tmp_path, [["C1", "Ada", None, "F", "H3", None, None, None]])
    assert rules(result) == ["home-without-beds"]
    with Session(homes) as session:
        assert session.scalars(sa.select(Bed.assumed).join(Home).where(Home.ref == "H3")).all() == [True]


def test_a_bed_that_the_home_does_not_have_is_listed_and_a_free_one_taken(homes: sa.Engine, tmp_path: Path) -> None:
    result = listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", "attic", None, None]])
    assert rules(result) == ["bed-unknown"]
    assert beds(homes) == {("C1", "H1", "1", "in_force")}


def in_returns(engine: sa.Engine, **facts: object) -> None:
    """A child known from the returns alone."""
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        work.session.add(Child(**({"ref": "903A", "id903": "903A"} | facts)))  # type: ignore[arg-type]
        work.record(Event.DATA_LOADED, "test")
        work.commit()


def test_a_child_of_the_returns_is_known_by_the_code(homes: sa.Engine, tmp_path: Path) -> None:
    in_returns(homes)
    result = listed(homes, tmp_path, [["903A", "Ada", None, "F", "H1", None, None, None]])
    assert result.findings == ()
    with Session(homes) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Child)) == 1


def test_a_child_who_may_be_one_of_the_returns_is_put_to_a_person(homes: sa.Engine, tmp_path: Path) -> None:
    in_returns(homes, dob=dt.date(2015, 6, 5), sex=Sex.FEMALE, ethnicity="WBRI")
    rows: list[Listed] = [["C1", "Ada", "05/06/2015", "F", "H1", None, None, None]]
    result = listed(homes, tmp_path, rows)
    assert rules(result) == ["child-doubtful"]
    assert [(doubt["child"], doubt["may_be"]) for doubt in result.extra["doubtful"]] == [("C1", "903A")]
    assert rules(listed(homes, tmp_path, rows, TODAY + DAY)) == ["child-doubtful"]
    decide_child(homes, ADMIN, "C1", "903A", same=True)
    assert listed(homes, tmp_path, rows, TODAY + 2 * DAY).findings == ()
    with Session(homes) as session:
        [child] = session.scalars(sa.select(Child))
        assert (child.ref, child.id903, child.ethnicity) == ("C1", "903A", "WBRI")
        [match] = session.scalars(sa.select(IdMatch))
        assert (match.state, match.by) == (MatchState.CONFIRMED, ADMIN.name)


def test_a_likely_child_whom_a_person_refused_is_not_asked_about_again(homes: sa.Engine, tmp_path: Path) -> None:
    in_returns(homes, dob=dt.date(2015, 6, 5), sex=Sex.FEMALE)
    rows: list[Listed] = [["C1", "Ada", "05/06/2015", "F", "H1", None, None, None]]
    listed(homes, tmp_path, rows)
    decide_child(homes, ADMIN, "C1", "903A", same=False)
    assert listed(homes, tmp_path, rows, TODAY + DAY).findings == ()
    with Session(homes) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Child)) == 2


def test_a_child_with_a_code_already_cannot_become_another(homes: sa.Engine, tmp_path: Path) -> None:
    in_returns(homes, dob=dt.date(2015, 6, 5), sex=Sex.FEMALE)
    listed(homes, tmp_path, [["C1", "Ada", "05/06/2015", "F", "H1", None, None, None]])
    with UnitOfWork(homes, ADMIN, Permission.LOAD_DATA) as work:
        work.session.execute(sa.update(Child).where(Child.ref == "C1").values(id903="903B"))
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    with pytest.raises(Conflict):
        decide_child(homes, ADMIN, "C1", "903A", same=True)


def test_a_blank_cell_takes_nothing_away_from_what_is_known_of_the_child(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", "05/06/2015", "F", "H1", None, None, None]])
    listed(homes, tmp_path, [["C1", None, None, None, "H1", None, None, None]])
    with Session(homes) as session:
        [child] = session.scalars(sa.select(Child))
        assert (child.name, child.dob, child.sex) == ("Ada", dt.date(2015, 6, 5), Sex.FEMALE)


def test_an_older_list_than_the_one_held_is_refused(homes: sa.Engine, tmp_path: Path) -> None:
    rows: list[Listed] = [["C1", "Ada", None, "F", "H1", None, None, None]]
    listed(homes, tmp_path, rows)
    result = load(homes, "position", csv_file(tmp_path / "old.csv", [COLUMNS, *rows]), as_at=TODAY - DAY)
    assert result.refused
    assert rules(result) == ["position-older"]


def test_the_day_of_a_list_is_given_else_in_its_title_else_the_day_of_the_file(
    homes: sa.Engine, tmp_path: Path
) -> None:
    row: Listed = ["C1", "Ada", None, "F", "H1", None, None, None]
    untitled = csv_file(tmp_path / "untitled.csv", [COLUMNS, row])
    noon = dt.datetime(2026, 6, 3, 12, tzinfo=dt.UTC).timestamp()
    os.utime(untitled, (noon, noon))
    first = import_noun(homes, ADMIN, "position", untitled)
    assert (first.extra["as_at"], first.extra["as_at_because"]) == ("2026-06-03", "date of the file")
    titled = csv_file(tmp_path / "titled.csv", [["Position as at 4 June 2026"], COLUMNS, row])
    second = import_noun(homes, ADMIN, "position", titled)
    assert (second.extra["as_at"], second.extra["as_at_because"]) == ("2026-06-04", "title of the list")
    third = import_noun(homes, ADMIN, "position", titled, as_at=TODAY)
    assert (third.extra["as_at"], third.extra["as_at_because"]) == ("2026-06-05", "given")


def test_a_child_whose_row_failed_is_set_aside_and_has_not_left(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, None, None]], TODAY - DAY)
    rows: list[Listed] = [
        ["C1", "Ada", "31/31/2015", "F", "H2", None, None, None],
        ["C2", "Ben", None, "M", "H2", None, None, None],
    ]
    path = csv_file(tmp_path / "position.csv", [COLUMNS, *rows])
    assert load(homes, "position", path).refused
    result = listed(homes, tmp_path, rows, set_aside_by="Marian Invented")
    assert (result.read, result.accepted, result.rejected, result.set_aside) == (2, 1, 1, 1)
    assert beds(homes) == {("C1", "H1", "1", "in_force"), ("C2", "H2", "1", "in_force")}
    with Session(homes) as session:
        assert [(one.child, one.by, one.still) for one in session.scalars(sa.select(SetAside))] == [
            ("C1", "Marian Invented", True)
        ]
    listed(homes, tmp_path, [["C1", "Ada", "31/03/2015", "F", "H1", None, None, None], rows[1]])
    with Session(homes) as session:
        assert session.scalars(sa.select(SetAside.still)).all() == [False]


def test_nobody_has_left_where_a_row_failed_and_nobody_knows_whose_it_is(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [["C1", "Ada", None, "F", "H1", None, None, None]], TODAY - DAY)
    rows: list[Listed] = [
        [None, "Ada", None, "F", "H1", None, None, None],
        ["C2", "Ben", None, "M", "H2", None, None, None],
    ]
    result = listed(homes, tmp_path, rows, set_aside_by="Marian Invented")
    assert "left-not-decided" in rules(result)
    assert ("C1", "H1", "1", "in_force") in beds(homes)


def test_a_list_that_is_much_shorter_than_the_last_is_questioned(homes: sa.Engine, tmp_path: Path) -> None:
    listed(homes, tmp_path, [[f"C{n}", None, None, "F", f"aunt {n}", None, None, None] for n in range(9)], TODAY - DAY)
    assert "list-much-shorter" in rules(listed(homes, tmp_path, [["C0", None, None, "F", "aunt 0", None, None, None]]))


def test_a_placement_that_was_decided_here_keeps_its_bed_when_the_list_says_it(
    homes: sa.Engine, tmp_path: Path
) -> None:
    with UnitOfWork(homes, ADMIN, Permission.LOAD_DATA) as work:
        child = Child(ref="C1")
        work.session.add(child)
        work.session.flush()
        bed = work.session.scalars(sa.select(Bed.id).join(Home).where(Home.ref == "H1").order_by(Bed.id.desc())).first()
        placement = Occupancy(
            bed_id=bed or 0,
            kind=OccupancyKind.PLACEMENT,
            starts_on=TODAY - DAY,
            child_id=child.id,
            as_of=TODAY,
            source="decision",
        )
        work.session.add(placement)
        work.record(Event.CHILD_PLACED, "test")
        work.commit()
    listed(homes, tmp_path, [["C1", None, None, None, "H1", None, "04/06/2026", None]])
    assert beds(homes) == {("C1", "H1", "2", "in_force")}
    with Session(homes) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Occupancy)) == 1


def test_a_lapsed_hold_gives_way_to_whoever_lives_there(homes: sa.Engine, tmp_path: Path) -> None:
    with UnitOfWork(homes, ADMIN, Permission.LOAD_DATA) as work:
        bed = work.session.scalars(sa.select(Bed.id).join(Home).where(Home.ref == "H2")).one()
        moment = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
        hold = Occupancy(
            bed_id=bed, kind=OccupancyKind.HOLD, starts_on=TODAY, lapses_at=moment, as_of=TODAY, source="test"
        )
        work.session.add(hold)
        work.record(Event.BED_HELD, "test")
        work.commit()
    assert listed(homes, tmp_path, [["C1", None, None, None, "H2", None, None, None]]).findings == ()
    assert beds(homes) == {("C1", "H2", "1", "in_force")}


def test_over_many_days_no_bed_is_given_twice_and_everybody_listed_is_somewhere(
    sqlite_files: SqliteFiles, tmp_path: Path, scale: Callable[[int], int]
) -> None:
    engine = open_engine(sqlite_files.migrated())
    rows = [["household", "bedrooms"], *([f"H{n}", n % 3 + 1] for n in range(6))]
    taken(engine, "carers", csv_file(tmp_path / "carers.csv", rows))
    chance = random.Random(11)
    where: dict[str, str] = {}
    for day in range(scale(200)):
        for child in [f"C{n}" for n in range(14)]:
            if chance.random() < 0.3:
                where[child] = f"H{chance.randrange(6)}"
            elif chance.random() < 0.1:
                where.pop(child, None)
        result = listed(
            engine, tmp_path, [[c, *[None] * 3, h, *[None] * 3] for c, h in where.items()], TODAY + day * DAY
        )
        held = beds(engine)
        assert {(child, home) for child, home, _, _ in held} == set(where.items())
        given = [(home, label) for _, home, label, standing in held if standing == "in_force"]
        assert len(given) == len(set(given))
        places = {home: sum(listed_home == home for listed_home in where.values()) for home in set(where.values())}
        short = sum(max(0, number - (int(home[1:]) % 3 + 1)) for home, number in places.items())
        assert rules(result).count("bed-double-booked") == short
    engine.dispose()
