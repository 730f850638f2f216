"""One flat sheet of carers makes homes, terms and beds; what is not said is not guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.base import Sex
from placements.models.contract import Provider, ProviderKind
from placements.models.home import Bed, Home, HomeHold, HomeKind, HomeStatus
from placements.models.household import Approval, Basis, Person, Term
from placements.models.reference import Authority, Postcode
from tests.placements.importing.sheets.books import TODAY, csv_file, errors, load, rules, taken, workbook


def flat(engine: sa.Engine, folder: Path, **facts: object) -> list[str]:
    """Load one household of these facts; the rules of the findings."""
    row = {"household": "H1", "bedrooms": 1} | facts
    return rules(taken(engine, "carers", csv_file(folder / "c.csv", [list(row), list(row.values())])))


def home(engine: sa.Engine) -> Home:
    with Session(engine) as session:
        return session.scalars(sa.select(Home)).one()


def approval(engine: sa.Engine) -> Approval:
    with Session(engine) as session:
        return session.scalars(sa.select(Approval)).one()


def beds(engine: sa.Engine) -> list[Bed]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(Bed).order_by(Bed.id)))


def test_a_reference_and_a_number_of_bedrooms_make_a_home_with_assumed_beds(engine: sa.Engine, tmp_path: Path) -> None:
    assert flat(engine, tmp_path, bedrooms=2) == []
    held = home(engine)
    assert (held.kind, held.status) == (HomeKind.FOSTERING, HomeStatus.UNKNOWN)
    assert [(bed.label, bed.assumed, bed.confirmed_on) for bed in beds(engine)] == [
        ("1", True, None),
        ("2", True, None),
    ]
    with Session(engine) as session:
        assert session.scalars(sa.select(Approval)).all() == [], "a list that says nothing of approval gives none"


def test_a_blank_term_is_no_limit_and_an_absent_column_is_unknown(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, age_min=None, age_max=None, number="unknown")
    held = approval(engine)
    assert (held.age_term, held.number_term, held.sex_term, held.types_term) == (
        Term.NO_LIMIT,
        Term.UNKNOWN,
        Term.UNKNOWN,
        Term.UNKNOWN,
    )


@pytest.mark.parametrize(
    ("written", "ages"),
    [("5-12", (5, 12)), ("0 to 18 years", (0, 18)), ("10+", (10, None)), ("4 yrs", (4, None))],
)
def test_ages_are_read_as_people_write_them(
    sqlite_engine: sa.Engine, tmp_path: Path, written: str, ages: tuple[int, int | None]
) -> None:
    flat(sqlite_engine, tmp_path, age_min=written)
    held = approval(sqlite_engine)
    assert (held.age_term, held.age_min, held.age_max) == (Term.LIMIT, *ages)


@pytest.mark.parametrize(
    ("written", "sex"), [("Male", Sex.MALE), ("girls only", None), ("either", None), ("F", Sex.FEMALE)]
)
def test_a_sex_that_cannot_be_read_is_a_finding(
    sqlite_engine: sa.Engine, tmp_path: Path, written: str, sex: Sex | None
) -> None:
    if written == "girls only":
        path = csv_file(tmp_path / "c.csv", [["household", "bedrooms", "sex"], ["H1", 1, written]])
        assert [rule for rule, _, _ in errors(load(sqlite_engine, "carers", path))] == ["cell-term"]
        return
    flat(sqlite_engine, tmp_path, sex=written)
    assert approval(sqlite_engine).sex == sex
    assert approval(sqlite_engine).sex_term is (Term.LIMIT if sex else Term.NO_LIMIT)


@pytest.mark.parametrize(
    "facts",
    [
        {"age_min": 12, "age_max": 5},
        {"age_min": "ten"},
        {"number": "2+1"},
        {"types": "short;forever"},
        {"kind": "hotel"},
        {"approved_from": "01/02/2026", "approved_to": "01/02/2026"},
        {"supervision_cap": 11},
        {"bedrooms": 100},
        {"carers": "n" * 121},
    ],
)
def test_terms_that_cannot_be_are_findings(sqlite_engine: sa.Engine, tmp_path: Path, facts: dict[str, object]) -> None:
    row = {"household": "H1", "bedrooms": 1} | facts
    result = load(sqlite_engine, "carers", csv_file(tmp_path / "c.csv", [list(row), list(row.values())]))
    assert result.refused
    assert len(result.findings) == 1


def test_a_regulation_is_read_however_it_is_written_and_is_27_for_foster_carers_who_give_none(
    engine: sa.Engine, tmp_path: Path
) -> None:
    flat(engine, tmp_path, basis="Regulation 24 temporary")
    assert approval(engine).basis is Basis.REG24_TEMPORARY
    flat(engine, tmp_path, basis=None)
    assert approval(engine).basis is Basis.REG27
    flat(engine, tmp_path, basis=None, kind="Connected person")
    assert approval(engine).basis is Basis.OTHER


def test_beds_are_as_many_as_the_most_that_is_said(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, number=3, bedrooms=2)
    assert len(beds(engine)) == 3
    flat(engine, tmp_path, number=1, bedrooms=1)
    assert len(beds(engine)) == 1, "a later list wins, and an assumed bed that nobody slept in goes"


def test_a_household_without_any_count_is_listed_and_has_no_bed(engine: sa.Engine, tmp_path: Path) -> None:
    assert flat(engine, tmp_path, bedrooms=None) == ["beds-unknown"]
    assert beds(engine) == []


def test_beds_that_are_listed_replace_those_assumed(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, bedrooms=3)
    sheets = {
        "households": [["household", "bedrooms"], ["H1", 3]],
        "beds": [["home", "bed", "room", "sharing"], ["H1", "1", "front", "siblings"], ["H1", "back", "back", "no"]],
    }
    taken(engine, "carers", workbook(tmp_path / "c.xlsx", sheets))
    assert {(bed.label, bed.assumed) for bed in beds(engine)} == {("1", False), ("back", False)}


def test_only_as_many_beds_as_are_said_to_be_free_are_confirmed(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, bedrooms=3, vacancies=1, vacancy_confirmed_on="03/06/2026")
    assert [str(bed.confirmed_on) for bed in beds(engine)] == ["2026-06-03", "None", "None"]
    flat(engine, tmp_path, bedrooms=3, vacancies=0, vacancy_confirmed_on="04/06/2026")
    assert [bed.confirmed_on for bed in beds(engine)] == [None, None, None]


def test_a_number_of_vacancies_that_is_not_known_confirms_none(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, bedrooms=2, vacancies="?", vacancy_confirmed_on="03/06/2026")
    assert [bed.confirmed_on for bed in beds(engine)] == [None, None]


def test_what_a_carer_said_to_be_free_is_kept_beside_the_beds(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, bedrooms=3, vacancies=0, vacancy_confirmed_on="03/06/2026")
    with Session(engine) as session:
        assert session.execute(sa.select(Home.said_free, Home.said_free_on)).one() == (0, dt.date(2026, 6, 3))


def test_more_vacancies_than_free_beds_are_listed(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, bedrooms=1)
    taken(engine, "position", csv_file(tmp_path / "p.csv", [["child", "home"], ["C1", "H1"]]))
    assert flat(engine, tmp_path, bedrooms=1, vacancies=1, vacancy_confirmed_on="05/06/2026") == ["vacancies-differ"]
    assert [bed.confirmed_on for bed in beds(engine)] == [None]


def test_the_authority_s_own_provider_is_made_when_it_is_needed(engine: sa.Engine, tmp_path: Path) -> None:
    with Session(engine) as session:
        session.add(Authority(la_code="E06000014", name="York", responsible=True))
        session.commit()
    flat(engine, tmp_path, provider="In-house")
    with Session(engine) as session:
        [own] = session.scalars(sa.select(Provider))
        assert (own.kind, own.name) == (ProviderKind.OWN, "York")
    assert home(engine).provider_id == own.id


def test_an_agency_that_is_not_held_is_kept_by_its_name_and_listed(engine: sa.Engine, tmp_path: Path) -> None:
    assert flat(engine, tmp_path, provider="Fairways") == ["provider-new"]
    assert flat(engine, tmp_path, provider="FAIRWAYS") == []
    with Session(engine) as session:
        assert [(one.ref, one.kind) for one in session.scalars(sa.select(Provider))] == [
            ("Fairways", ProviderKind.OTHER)
        ]


def test_a_home_lies_in_the_authority_of_its_postcode(engine: sa.Engine, tmp_path: Path) -> None:
    with Session(engine) as session:
        session.add(Postcode(postcode="YO17PR", easting=460000, northing=452000, la_code="E06000014"))
        session.commit()
    flat(engine, tmp_path, postcode="yo1 7pr")
    assert (home(engine).postcode, home(engine).la_code) == ("YO17PR", "E06000014")


def test_carers_named_in_the_flat_sheet_live_there(engine: sa.Engine, tmp_path: Path) -> None:
    flat(engine, tmp_path, carers="Ann & Bob")
    flat(engine, tmp_path, carers="Ann and Carl")
    with Session(engine) as session:
        assert session.scalars(sa.select(Person.name).order_by(Person.id)).all() == ["Ann", "Carl"]


def test_people_who_are_listed_are_not_replaced_by_names(engine: sa.Engine, tmp_path: Path) -> None:
    sheets = {
        "households": [["household", "carers", "bedrooms"], ["H1", "Ann and Bob", 1]],
        "people": [
            ["household", "living_as", "first_name", "sex"],
            ["H1", "carer", "Ann", "F"],
            ["H1", "own child", None, "M"],
        ],
    }
    taken(engine, "carers", workbook(tmp_path / "c.xlsx", sheets))
    flat(engine, tmp_path, carers="Ann and Bob")
    with Session(engine) as session:
        held = session.scalars(sa.select(Person).order_by(Person.id)).all()
        assert [(one.living_as.value, one.name) for one in held] == [("carer", "Ann"), ("own_child", None)]


def test_two_unnamed_people_of_one_kind_are_two_people(engine: sa.Engine, tmp_path: Path) -> None:
    sheets = {
        "households": [["household", "bedrooms"], ["H1", 1]],
        "people": [["household", "living_as"], ["H1", "carer"], ["H1", "carer"]],
    }
    assert taken(engine, "carers", workbook(tmp_path / "c.xlsx", sheets)).findings == ()
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 2


def test_a_sheet_without_rows_takes_nothing_away(engine: sa.Engine, tmp_path: Path) -> None:
    households = [["household", "bedrooms"], ["H1", 1]]
    holds = [["household", "kind", "from"], ["H1", "leave", "01/06/2026"]]
    taken(engine, "carers", workbook(tmp_path / "c.xlsx", {"households": households, "holds": holds}))
    taken(engine, "carers", workbook(tmp_path / "c.xlsx", {"households": households, "holds": holds[:1]}))
    with Session(engine) as session:
        assert session.scalars(sa.select(HomeHold.as_of)).all() == [TODAY]


def test_a_row_about_a_household_that_nobody_knows_is_a_finding(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets = {
        "households": [["household", "bedrooms"], ["H1", 1]],
        "beds": [["home", "bed"], ["H9", "1"]],
        "skills": [["household", "domain", "level"], ["H8", "autism", 1]],
    }
    result = load(sqlite_engine, "carers", workbook(tmp_path / "c.xlsx", sheets))
    assert [rule for rule, _, _ in errors(result)] == ["home-unknown", "household-unknown"]
