"""Children: none, unknown, not asked and blank stay four answers; a code of the return is one child's."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.models.base import Answer
from placements.models.care import PeriodOfCare
from placements.models.child import Child, ChildAnswer, ChildTrait, Constraint, Risk, RiskLevel, RiskTo, Topic
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from tests.placements.importing.sheets.books import ADMIN, TODAY, csv_file, errors, load, rules, taken, workbook

AREA = "POLYGON ((-1.12 53.93, -1.08 53.93, -1.08 53.96, -1.12 53.96, -1.12 53.93))"


def one_child(engine: sa.Engine, folder: Path, **facts: object) -> None:
    row = {"child": "C1"} | facts
    taken(engine, "children", csv_file(folder / "c.csv", [list(row), list(row.values())]))


def answers(engine: sa.Engine, topic: Topic) -> list[Answer]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(ChildAnswer.answer).where(ChildAnswer.topic == topic)))


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("none", [Answer.NONE]),
        ("Unknown", [Answer.UNKNOWN]),
        ("not asked", [Answer.NOT_ASKED]),
        ("AUT;LD", [Answer.GIVEN]),
        (None, []),
    ],
)
def test_the_four_answers_and_a_blank_are_never_confused(
    engine: sa.Engine, tmp_path: Path, written: str | None, held: list[Answer]
) -> None:
    one_child(engine, tmp_path, disability="MOB")
    one_child(engine, tmp_path, disability=written)
    assert answers(engine, Topic.DISABILITY) == held
    with Session(engine) as session:
        codes = list(session.scalars(sa.select(ChildTrait.code)))
        assert codes == (["AUT", "LD"] if held == [Answer.GIVEN] else [])


def test_a_column_that_is_absent_leaves_what_is_held(engine: sa.Engine, tmp_path: Path) -> None:
    one_child(engine, tmp_path, disability="MOB", first_name="Ada")
    one_child(engine, tmp_path, school_year=9)
    assert answers(engine, Topic.DISABILITY) == [Answer.GIVEN]
    with Session(engine) as session:
        [child] = session.scalars(sa.select(Child))
        assert (child.name, child.school_year) == ("Ada", 9)


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"disability": "none;AUT"}, "answer-contradicts"),
        ({"disability": "SAD"}, "cell-code"),
        ({"allergy": "cats:awful"}, "cell-code"),
        ({"communication": "shouting"}, "cell-code"),
        ({"ethnicity": "CNHE"}, "cell-code"),
        ({"legal_status": "court"}, "cell-code"),
        ({"dob": "06/06/2026"}, "dob-future"),
        ({"supervision": 5}, "cell-number"),
        ({"school_year": 15}, "cell-number"),
        ({"id903": "x" * 21}, "cell-long"),
    ],
)
def test_what_cannot_be_of_a_child_is_a_finding(
    sqlite_engine: sa.Engine, tmp_path: Path, facts: dict[str, object], rule: str
) -> None:
    row = {"child": "C1"} | facts
    result = load(sqlite_engine, "children", csv_file(tmp_path / "c.csv", [list(row), list(row.values())]))
    assert [found for found, _, _ in errors(result)] == [rule]


@pytest.mark.parametrize(
    ("sheet", "rows", "rule"),
    [
        ("needs", [["child", "domain", "level"], ["C1", "none", None], ["C1", "autism", 2]], "answer-contradicts"),
        ("needs", [["child", "domain", "level"], ["C1", "autism", None]], "cell-required"),
        ("needs", [["child", "domain", "level"], ["C1", "autism", "unknown"]], "cell-required"),
        ("needs", [["child", "domain"], ["C1", "autism"]], "cell-required"),
        ("needs", [["child", "domain", "level"], ["C1", "juggling", 2]], "cell-choice"),
        ("needs", [["child", "domain", "level"], ["C9", "autism", 2]], "child-unknown"),
        ("risks", [["child", "kind"], ["C1", "criminal_exploitation"]], "cell-required"),
        ("risks", [["child", "kind", "to_whom"], ["C1", "fire", "ghosts"]], "cell-choice"),
        ("constraints", [["child", "kind", "value"], ["C1", "max_children", "few"]], "constraint-value"),
        ("constraints", [["child", "kind", "value"], ["C1", "carer_sex", "any"]], "constraint-value"),
        ("constraints", [["child", "kind", "value"], ["C1", "not_with", None]], "constraint-value"),
        ("constraints", [["child", "kind", "value"], ["C1", "avoid_area", "Acomb"]], "constraint-value"),
        ("constraints", [["child", "kind", "value"], ["C1", "avoid_area", "POINT (0 0)"]], "constraint-value"),
        ("constraints", [["child", "kind"], ["C1", "none"], ["C1", "alone"]], "answer-contradicts"),
        ("siblings", [["child_a", "child_b", "relation"], ["C1", "C1", "full"]], "pair-of-one"),
        ("siblings", [["child_a", "child_b", "relation"], ["C1", "C1", None]], "cell-required"),
        ("people_of_concern", [["child", "person", "radius_miles"], ["C1", "Uncle", "near"]], "cell-number"),
        ("people_of_concern", [["child", "person", "radius_miles"], ["C1", "Uncle", "-1"]], "cell-number"),
        ("people_of_concern", [["child", "person", "area"], ["C1", "Uncle", "Acomb"]], "area-unreadable"),
        ("people_of_concern", [["child", "person"], ["C9", "Uncle"]], "child-unknown"),
        ("past_stays", [["child", "home", "ending"], ["C1", "H1", "badly"]], "cell-choice"),
    ],
)
def test_what_cannot_be_of_a_need_risk_constraint_or_pair_is_a_finding(
    sqlite_engine: sa.Engine, tmp_path: Path, sheet: str, rows: list[list[object]], rule: str
) -> None:
    sheets = {"children": [["child"], ["C1"]], sheet: rows}
    result = load(sqlite_engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    assert rule in [found for found, _, _ in errors(result)]


def test_a_risk_that_is_listed_is_present_and_its_level_is_not_guessed(engine: sa.Engine, tmp_path: Path) -> None:
    sheets = {"children": [["child"], ["C1"]], "risks": [["child", "kind"], ["C1", "fire"], ["C1", "missing"]]}
    taken(engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    with Session(engine) as session:
        held = session.scalars(sa.select(Risk).order_by(Risk.id)).all()
        assert [(risk.risk_to, risk.level) for risk in held] == [
            (RiskTo.OTHERS, RiskLevel.PRESENT),
            (RiskTo.CHILD, RiskLevel.PRESENT),
        ]


def test_a_constraint_without_reason_or_decider_is_kept_and_said_not_to_be_in_force(
    engine: sa.Engine, tmp_path: Path
) -> None:
    rows = [["child", "kind", "value", "reason", "decided_by"], ["C1", "avoid_area", AREA, None, None]]
    sheets = {"children": [["child"], ["C1"]], "constraints": rows}
    result = taken(engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    assert rules(result) == ["constraint-not-in-force"]
    with Session(engine) as session:
        assert session.scalars(sa.select(Constraint.value)).all() == [AREA]


def test_a_child_to_be_kept_from_who_is_not_held_is_listed(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["child", "kind", "value", "reason", "decided_by"], ["C1", "not_with", "C9", "Harm.", "Willa Invented"]]
    sheets = {"children": [["child"], ["C1"]], "constraints": rows}
    assert rules(taken(sqlite_engine, "children", workbook(tmp_path / "c.xlsx", sheets))) == ["child-unknown"]


def test_a_pair_the_other_way_round_is_the_same_pair(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["child_a", "child_b", "relation"], ["C1", "C2", "full"], ["C2", "C1", "full"]]
    sheets = {"children": [["child"], ["C1"], ["C2"]], "siblings": rows}
    taken(engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    assert answers(engine, Topic.SIBLINGS) == [Answer.GIVEN, Answer.GIVEN]
    rows[2][2] = "half"
    result = load(engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    assert [(rule, row) for rule, row, _ in errors(result)] == [("row-twice", 2), ("row-twice", 3)]


@pytest.mark.parametrize(("said", "held"), [("none", Answer.NONE), ("Unknown", Answer.UNKNOWN)])
def test_no_brothers_or_sisters_is_not_the_same_as_not_asked(
    engine: sa.Engine, tmp_path: Path, said: str, held: Answer
) -> None:
    rows = [["child_a", "child_b", "relation"], ["C1", said, None]]
    sheets = {"children": [["child"], ["C1"], ["C2"]], "siblings": rows}
    taken(engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    assert answers(engine, Topic.SIBLINGS) == [held]


def test_none_beside_a_pair_is_for_a_person(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["child_a", "child_b", "relation"], ["C1", "none", None], ["C2", "C1", "full"]]
    sheets = {"children": [["child"], ["C1"], ["C2"]], "siblings": rows}
    result = load(sqlite_engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    assert errors(result)[0][:2] == ("answer-contradicts", 2)


def test_a_person_of_concern_without_any_place_is_listed_and_kept(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets = {"children": [["child"], ["C1"]], "people_of_concern": [["child", "person"], ["C1", "Uncle"]]}
    result = taken(sqlite_engine, "children", workbook(tmp_path / "c.xlsx", sheets))
    assert rules(result) == ["person-without-place"]


def of_returns(engine: sa.Engine, code: str = "903A") -> None:
    """A child whom a return has told of, with a period of care."""
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        child = Child(ref=code, id903=code, ethnicity="WBRI")
        work.session.add(child)
        work.session.flush()
        work.session.add(PeriodOfCare(child_id=child.id, starts_on=TODAY))
        work.record(Event.DATA_LOADED, "test")
        work.commit()


def held(engine: sa.Engine) -> list[tuple[str, str | None, str | None, int]]:
    """Reference, code, ethnicity and number of periods of care of every child."""
    with Session(engine) as session:
        return [
            (
                child.ref,
                child.id903,
                child.ethnicity,
                len(session.scalars(sa.select(PeriodOfCare.id).where(PeriodOfCare.child_id == child.id)).all()),
            )
            for child in session.scalars(sa.select(Child).order_by(Child.id))
        ]


def test_a_child_of_the_returns_takes_the_case_system_s_reference(engine: sa.Engine, tmp_path: Path) -> None:
    of_returns(engine)
    one_child(engine, tmp_path, id903="903A")
    assert held(engine) == [("C1", "903A", "WBRI", 1)]


def test_two_records_of_one_child_become_one_when_the_code_is_given(engine: sa.Engine, tmp_path: Path) -> None:
    one_child(engine, tmp_path)
    of_returns(engine)
    one_child(engine, tmp_path, id903="903A")
    assert held(engine) == [("C1", "903A", "WBRI", 1)]


def test_a_code_of_two_children_is_a_finding(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "c.csv", [["child", "id903"], ["C1", "903A"], ["C2", "903A"]])
    assert [rule for rule, _, _ in errors(load(engine, "children", path))] == ["id903-twice", "id903-twice"]
    one_child(engine, tmp_path, id903="903A")
    for row, rule in ((["C2", "903A"], "id903-taken"), (["C1", "903B"], "id903-differs")):
        path = csv_file(tmp_path / "c.csv", [["child", "id903"], row])
        assert [found for found, _, _ in errors(load(engine, "children", path))] == [rule]


def test_a_referral_of_a_child_who_is_not_held_is_a_finding(engine: sa.Engine, tmp_path: Path) -> None:
    row = {"referral": "R1", "children": "C1", "kind": "new", "needed_by": "05/06/2026 17:00", "urgency": "tonight"}
    path = csv_file(tmp_path / "r.csv", [list(row), list(row.values())])
    assert [rule for rule, _, _ in errors(load(engine, "referrals", path))] == ["child-unknown"]
    one_child(engine, tmp_path)
    assert taken(engine, "referrals", path).findings == ()


def test_a_setting_that_is_both_preferred_and_unsuitable_is_a_finding(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    one_child(sqlite_engine, tmp_path)
    row = {"referral": "R1", "children": "C1", "kind": "new", "needed_by": "05/06/2026", "urgency": "planned"}
    row |= {"preferred": "foster", "unsuitable": "Foster"}
    path = csv_file(tmp_path / "r.csv", [list(row), list(row.values())])
    assert [rule for rule, _, _ in errors(load(sqlite_engine, "referrals", path))] == ["answer-contradicts"]
