"""A template explains itself, and once filled in it loads without a finding as the very facts that were typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from placements.errors import Refused
from placements.geography import normalise_postcode
from placements.importing.catalogue import NOUNS
from placements.importing.dates import LONDON
from placements.importing.template import write_template
from placements.models.base import Answer, Base
from placements.models.child import (
    Child,
    ChildAnswer,
    ChildTrait,
    Constraint,
    Contact,
    Need,
    PastStay,
    PersonOfConcern,
    Risk,
    SiblingRelation,
    Topic,
)
from placements.models.contract import Contract, PriceLine, Provider
from placements.models.home import Bed, Home, HomeHold, Registration
from placements.models.household import Approval, Exemption, HomeLanguage, Person, Skill, Willingness
from placements.models.reference import School
from placements.models.referral import KinConsidered, Referral, ReferralChild
from tests.placements.importing.sheets import filled
from tests.placements.importing.sheets.books import TODAY, csv_file, errors, load, taken
from tests.scale import scaled

SOME = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    max_examples=scaled(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
Row = dict[str, Any]


def loaded(engine: sa.Engine, noun: str, rows: filled.Rows, as_text: bool) -> None:
    """Fill a template, load it, and find nothing to say about it."""
    with TemporaryDirectory() as folder:
        path = filled.fill_template(noun, Path(folder) / f"{noun}.xlsx", rows, days_as_text=as_text)
        result = load(engine, noun, path)
    assert result.findings == (), errors(result)
    assert result.accepted == result.read == sum(map(len, rows.values()))


def same(record: Base, row: Row, facts: dict[str, str | tuple[str, Callable[[Any], Any]]]) -> None:
    """Each fact that was typed is the one that is held."""
    for column, said in facts.items():
        attribute, read = said if isinstance(said, tuple) else (said, lambda value: value)
        assert getattr(record, attribute) == read(row.get(column)), (column, row)
    if "as_of" in row and hasattr(record, "as_of"):
        assert record.as_of == (row["as_of"] or TODAY)


def one(session: Session, model: type[Any], **where: Any) -> Any:
    return session.scalars(sa.select(model).filter_by(**where)).one()


def or_unknown(value: Any) -> Any:
    return value or "unknown"


def or_not_asked(value: Any) -> Any:
    return value or "not_asked"


def or_empty(value: Any) -> Any:
    return value or []


@pytest.mark.parametrize("noun", NOUNS)
def test_an_empty_template_loads_as_nothing_and_explains_every_column(
    sqlite_engine: sa.Engine, tmp_path: Path, noun: str
) -> None:
    path = tmp_path / f"{noun}.xlsx"
    write_template(noun, path)
    result = taken(sqlite_engine, noun, path)
    assert (result.read, result.findings) == (0, ())
    book = openpyxl.load_workbook(path)
    notes = [[str(cell.value or "") for cell in line] for line in book["Notes"].iter_rows()]
    for sheet in NOUNS[noun].sheets:
        assert [str(cell.value) for cell in book[sheet.name][1]] == [column.name for column in sheet.columns]
        for column in sheet.columns:
            line = next(line for line in notes if line[1:4:2] == [column.name, column.explain])
            assert all(choice in line[5] for choice in column.choices)
            assert line[7]


def test_a_template_offers_the_choices_of_a_column(tmp_path: Path) -> None:
    write_template("children", tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    [sex] = [one for one in book["children"].data_validations.dataValidation if "E2" in str(one.sqref)]
    cells = book["Lists"][str(sex.formula1).removeprefix("Lists!").replace("$", "")]
    assert [cell[0].value for cell in cells] == ["M", "F", "U"]


def test_a_template_of_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such list"):
        write_template("pets", tmp_path / "t.xlsx")


@SOME
@given(rows=filled.providers(), as_text=st.booleans())
def test_providers_are_held_as_typed(engine: sa.Engine, rows: filled.Rows, as_text: bool) -> None:
    loaded(engine, "providers", rows, as_text)
    with Session(engine) as session:
        for row in rows["providers"]:
            told = ("name", "kind", "urn", "age_min", "age_max", "grade", "graded_on")
            facts = {name: name for name in (*told, "suspended_since", "suspended_by", "suspended_because")}
            provider = one(session, Provider, ref=row["provider"])
            same(provider, row, facts)  # type: ignore[arg-type]
            same(provider, row, {"postcode": ("postcode", normalise_postcode), "areas": ("areas", or_empty)})
            same(provider, row, {"registered": ("registered", or_not_asked)})
            same(provider, row, {"suspended": ("suspended", lambda said: said == "yes")})


@SOME
@given(rows=filled.carers(), as_text=st.booleans())
def test_households_are_held_as_typed(engine: sa.Engine, rows: filled.Rows, as_text: bool) -> None:
    loaded(engine, "carers", rows, as_text)
    with Session(engine) as session:
        for row in rows["households"]:
            home = one(session, Home, ref=row["household"])
            same(home, row, {"carers": "name", "available_from": "available_from", "fee_level": "fee_level"})
            same(home, row, {"kind": ("kind", lambda kind: kind or "fostering"), "status": ("status", or_unknown)})
            same(home, row, {"step_free": ("step_free", or_not_asked), "smokers": ("smokers", or_not_asked)})
            same(home, row, {"postcode": ("postcode", normalise_postcode), "supervision_cap": "supervision_cap"})
            same_approval(one(session, Approval, home_id=home.id), row)
            listed = {bed["bed"] for bed in rows["beds"] if bed["home"] == home.ref}
            beds = session.scalars(sa.select(Bed).where(Bed.home_id == home.id)).all()
            assert {bed.label for bed in beds} == (listed or {str(number) for number in range(1, 10)})
            assert all(bed.assumed is not bool(listed) for bed in beds)
        for sheet, (model, facts) in HOUSEHOLD_SHEETS.items():
            same_sheet(session, rows[sheet], model, facts)


def same_approval(approval: Approval, row: Row) -> None:
    """A blank term is no limit, "unknown" is unknown, anything else a limit."""
    same(approval, row, {"approved_from": "starts_on", "approved_to": "ends_on", "types": ("types", or_empty)})
    same(approval, row, {"named": ("named", or_empty)})
    ages = [row["age_min"], row["age_max"]]
    unknown = "unknown" in ages
    assert approval.age_term == ("unknown" if unknown else "no_limit" if ages == [None, None] else "limit")
    assert [approval.age_min, approval.age_max] == ([None, None] if unknown else ages)
    for column, value, held in (
        ("number", approval.number, approval.number_term),
        ("sex", approval.sex, approval.sex_term),
    ):
        said = row[column]
        limit = None if said in {"unknown", "either"} else said
        assert value == limit
        assert held == ("unknown" if said == "unknown" else "no_limit" if limit is None else "limit")


HOUSEHOLD_SHEETS: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "people": (
        Person,
        {"living_as": "living_as", "first_name": "name", "dob": "dob", "sex": ("sex", lambda s: s or "U")},
    ),
    "skills": (Skill, {"domain": "domain", "level": "level", "evidence": "evidence"}),
    "languages": (HomeLanguage, {"language": "language", "fluency": "fluency"}),
    "willing": (Willingness, {"about": "about", "value": "value", "answer": "answer"}),
    "holds": (HomeHold, {"kind": "kind", "from": "starts_on", "to": "ends_on", "reason": "reason"}),
    "exemptions": (Exemption, {"children": ("children", or_empty), "from": "starts_on", "to": "ends_on"}),
}


def same_sheet(session: Session, rows: list[Row], model: type[Any], facts: dict[str, Any]) -> None:
    """The rows of a sheet are held in the order in which they were typed, household by household."""
    for ref in {row["household"] for row in rows}:
        home = one(session, Home, ref=ref)
        held = session.scalars(sa.select(model).where(model.home_id == home.id).order_by(model.id)).all()
        typed = [row for row in rows if row["household"] == ref]
        assert len(held) == len(typed)
        for record, row in zip(held, typed, strict=True):
            same(record, row, facts)


@SOME
@given(rows=filled.homes(), as_text=st.booleans())
def test_registered_homes_are_held_as_typed(engine: sa.Engine, rows: filled.Rows, as_text: bool) -> None:
    loaded(engine, "homes", rows, as_text)
    with Session(engine) as session:
        for row in rows["homes"]:
            home = one(session, Home, ref=row["home"])
            same(home, row, {"kind": "kind", "name": "name", "urn": "urn", "status": ("status", or_unknown)})
            registration = one(session, Registration, home_id=home.id)
            same(registration, row, {"age_min": "age_min", "age_max": "age_max", "sex": "sex", "places": "places"})
            same(registration, row, {"registration": ("status", or_unknown), "registered_from": "starts_on"})
            same(registration, row, {"needs_accepted": ("needs_accepted", or_empty), "grade": "grade"})
            beds = session.scalars(sa.select(Bed).where(Bed.home_id == home.id).order_by(Bed.id)).all()
            confirmed = [bed for bed in beds if bed.confirmed_on is not None]
            free = 9 if row["vacancies"] is None else row["vacancies"]
            assert len(confirmed) == (free if row["vacancy_confirmed_on"] else 0)
            assert {bed.confirmed_on for bed in confirmed} <= {row["vacancy_confirmed_on"]}


@SOME
@given(data=st.data(), as_text=st.booleans())
def test_contracts_and_prices_are_held_as_typed(engine: sa.Engine, data: st.DataObject, as_text: bool) -> None:
    agencies, houses = data.draw(filled.providers()), data.draw(filled.homes())
    loaded(engine, "providers", agencies, as_text)
    loaded(engine, "homes", houses, as_text)
    agreed = data.draw(filled.contracts(agencies["providers"][0]["provider"]))
    loaded(engine, "contracts", agreed, as_text)
    [contract] = agreed["contracts"]
    rows = data.draw(filled.prices(contract["contract"], houses["homes"][0]["home"]))
    loaded(engine, "prices", rows, as_text)
    with Session(engine) as session:
        held = one(session, Contract, ref=contract["contract"])
        same(held, contract, {"kind": "kind", "from": "starts_on", "to": "ends_on", "lots": ("lots", or_empty)})
        same(held, contract, {"tier": "tier", "beds": "beds", "notice_days": "notice_days"})
        for row in rows["prices"]:
            line = one(session, PriceLine, ref=row["line"])
            same(line, row, {"setting": "setting", "component": "component", "unit": "unit", "amount": "amount_pence"})
            same(line, row, {"from": "starts_on", "to": "ends_on", "age_min": "age_min", "age_max": "age_max"})
            assert (line.contract_id is None) == (row["contract"] is None)
            assert (line.home_id is None) == (row["home"] is None)


@SOME
@given(rows=filled.schools(), as_text=st.booleans())
def test_schools_are_held_as_typed(engine: sa.Engine, rows: filled.Rows, as_text: bool) -> None:
    loaded(engine, "schools", rows, as_text)
    with Session(engine) as session:
        for row in rows["schools"]:
            school = one(session, School, urn=row["urn"])
            same(school, row, {"name": "name", "phase": "phase", "postcode": ("postcode", normalise_postcode)})
            assert school.open is (None if row["status"] is None else row["status"].startswith("Open"))


BREAKS = ("break_days", "break_days_in_year", "break_home")
CHILD_FACTS = ("dob", "home_postcode_reason", "legal_from", "school_year", "supervision", "ethnicity", "legal_status")


@SOME
@given(data=st.data(), as_text=st.booleans())
def test_children_and_referrals_are_held_as_typed(engine: sa.Engine, data: st.DataObject, as_text: bool) -> None:
    rows = data.draw(filled.children())
    loaded(engine, "children", rows, as_text)
    refs = [row["child"] for row in rows["children"]]
    with Session(engine) as session:
        ids = {ref: one(session, Child, ref=ref).id for ref in refs}
        for row in rows["children"]:
            same_child(session, one(session, Child, ref=row["child"]), row)
        for row in rows["siblings"]:
            a, b = sorted((ids[row["child_a"]], ids[row["child_b"]]))
            pair = one(session, SiblingRelation, a_id=a, b_id=b)
            same(pair, row, {"relation": "relation", "assessed": ("assessed", lambda said: said or "not_assessed")})
            same(pair, row, {"assessed_on": "assessed_on", "contact_if_apart": "contact_if_apart"})
        same_needs(session, rows, ids)
    asked = data.draw(filled.referrals(refs))
    loaded(engine, "referrals", asked, as_text)
    with Session(engine) as session:
        same_referral(session, asked, ids)


def same_child(session: Session, child: Child, row: Row) -> None:
    """Who the child is, and how each topic was answered."""
    same(child, row, dict.fromkeys(CHILD_FACTS) | {name: name for name in CHILD_FACTS})  # type: ignore[arg-type]
    same(child, row, {"first_name": "name", "sex": ("sex", lambda sex: sex or "U"), "uasc": ("uasc", or_not_asked)})
    same(child, row, {"home_postcode": ("home_postcode", normalise_postcode), "id903": "id903"})
    assert child.school_urn == (None if row["school_urn"] in {None, "none", "unknown"} else row["school_urn"])
    topics = {"disability": Topic.DISABILITY, "allergy": Topic.ALLERGY, "communication": Topic.COMMUNICATION}
    for column, topic in topics.items():
        said = row[column]
        answers = session.scalars(sa.select(ChildAnswer).filter_by(child_id=child.id, topic=topic)).all()
        expected = {None: [], "none": [Answer.NONE], "unknown": [Answer.UNKNOWN]}.get(said and said[0], [Answer.GIVEN])
        assert [answer.answer for answer in answers] == expected
        traits = session.scalars(
            sa.select(ChildTrait).filter_by(child_id=child.id, topic=topic).order_by(ChildTrait.id)
        )
        typed = said if expected == [Answer.GIVEN] else []
        assert [f"{one.code}:{one.severity}" if one.severity else one.code for one in traits] == typed


def same_needs(session: Session, rows: filled.Rows, ids: dict[str, int]) -> None:
    """Needs, risks, constraints and contacts, and the children who have none."""
    for sheet, model, column in (("needs", Need, "domain"), ("risks", Risk, "kind")):
        typed = {(ids[row["child"]], row[column]) for row in rows[sheet] if row[column] not in {"none", "unknown"}}
        held = session.execute(
            sa.select(model.child_id, getattr(model, column)).where(model.child_id.in_(ids.values()))
        )
        assert {(child, str(value)) for child, value in held} == typed
    b, a = ids[rows["needs"][-1]["child"]], ids[rows["risks"][-1]["child"]]
    assert one(session, ChildAnswer, child_id=b, topic=Topic.NEEDS).answer is Answer.NONE
    assert one(session, ChildAnswer, child_id=a, topic=Topic.RISKS).answer is Answer.UNKNOWN
    for row in rows["constraints"]:
        held = one(session, Constraint, child_id=ids[row["child"]])
        same(held, row, {"kind": "kind", "value": "value", "reason": "reason", "review_on": "review_on"})
        assert held.not_with_id == ids.get(row["value"])
    [row] = rows["contacts"]
    contact = one(session, Contact, child_id=ids[row["child"]])
    same(contact, row, {"person": "person", "times_month": "times_month", "supervised": ("supervised", or_not_asked)})
    [row] = rows["people_of_concern"]
    person = one(session, PersonOfConcern, child_id=ids[row["child"]])
    same(person, row, {"person": "person", "at_home": "at_home", "school_urn": "school_urn"})
    assert person.radius_metres == {None: None, "0.5": 805, "2": 3219}[row["radius_miles"]]
    [row] = rows["past_stays"]
    stay = one(session, PastStay, child_id=ids[row["child"]])
    same(stay, row, {"home": "home", "ended_on": "ended_on", "ending": ("ending", or_unknown)})


def same_referral(session: Session, rows: filled.Rows, ids: dict[str, int]) -> None:
    """A referral with its children in order, its settings and the relatives considered."""
    [row], [kin] = rows["referrals"], rows["kin"]
    referral = one(session, Referral, ref=row["referral"])
    same(referral, row, {"kind": "kind", "urgency": "urgency", "team": "team", "pen_picture": "pen_picture"})
    same(referral, row, {"duration": ("duration", or_unknown), "plan": ("plan", or_unknown)})
    assert referral.needed_by.astimezone(LONDON).replace(tzinfo=None) == row["needed_by"]
    assert referral.parent_and_child is (row["parent_and_child"] == "yes")
    same(referral, row, {"carer_ended": ("carer_ended", or_not_asked), "review_held_on": "review_held_on"})
    same(referral, row, dict.fromkeys(BREAKS) | {name: name for name in BREAKS})  # type: ignore[arg-type]
    wanted = {name: column for column in ("preferred", "suitable", "unsuitable") for name in row[column]}
    assert referral.settings == wanted
    query = sa.select(ReferralChild.child_id).filter_by(referral_id=referral.id).order_by(ReferralChild.id)
    assert session.scalars(query).all() == [ids[ref] for ref in row["children"]]
    same(one(session, KinConsidered, referral_id=referral.id), kin, {"person": "person", "outcome": "outcome"})


def test_a_template_saved_as_csv_loads_too(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    columns = [column.name for column in NOUNS["providers"].sheets[0].columns]
    row = [
        "P1" if name == "provider" else "Fairways" if name == "name" else "ifa" if name == "kind" else ""
        for name in columns
    ]
    assert taken(sqlite_engine, "providers", csv_file(tmp_path / "providers.csv", [columns, row])).findings == ()
