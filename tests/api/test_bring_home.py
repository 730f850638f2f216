"""Bringing children home at the command line: the list, asking, planning, what came of it, and the cash."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from placements.models.home import Bed
from placements.models.return_home import ReturnPlan
from placements.permissions import Role
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from tests.api.test_cli import Line, line
from tests.api.visitors import ADMINISTRATOR, signed_in_as
from tests.forecasting.returning.stored import write

__all__ = ["line"]
WORKER = ("--by", "Wren Invented", "--role", "social_worker")
IRO = ("--by", "Ira Invented", "--role", "iro")
MANAGER = ("--by", "Marian Invented", "--role", "team_manager")


@pytest.fixture
def town(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, line: Line) -> sa.Engine:
    write(engine)
    with Session(engine) as session, session.begin():
        session.execute(sa.update(Bed).values(confirmed_on=dt.datetime.now(dt.UTC).date()))
    monkeypatch.setenv("HOMEWARD_DATABASE", engine.url.render_as_string())
    return engine


def days(number: int) -> str:
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=number)).isoformat()


def ask(line: Line, child: str, of: str, answer: str = "yes", *more: object) -> object:
    who = IRO if of == "iro" else WORKER
    return line("return", "ask", child, "--of", of, "--answer", answer, *who, "--on", days(-1), *more)


def all_agree(line: Line, child: str) -> None:
    for of in ("child", "social_worker", "iro"):
        ask(line, child, of)


def test_the_answer_holds_what_the_interfaces_paper_names(town: sa.Engine, line: Line) -> None:
    document = line("bring-home", "--json").json
    assert {"children", "not_considered", "moves_prevented", "unlock", "recruit_next", "totals"} <= set(document)
    assert document["not_considered"] == {"own_carers": 1}
    child = document["children"][0]
    held = {"child", "home_now", "status", "options", "earliest", "chance_lasts", "savings"}
    assert held <= set(child)
    assert {"cashable", "avoided", "growth", "deductions"} <= set(child["savings"])
    assert {one["status"] for one in document["children"]} == {"not_yet_asked"}
    assert (child["chance_lasts"]["stayed"], child["chance_lasts"]["of"]) == (20, 31)
    assert "not for publication" in document["for_whom"]
    with records_for(town, ADMINISTRATOR) as records:
        assert [row.who for row in audit_rows(records) if row.event == "bring_home_read"] == ["command line"]


def test_the_list_is_printed_for_a_commissioner(town: sa.Engine, line: Line) -> None:
    all_agree(line, "C-11")
    ask(line, "C-12", "child", "no", "--words", "I like it here.", "--revisit", days(90))
    shown = " ".join(line("bring-home").out.split())
    assert "4 children live outside the area" in shown
    assert "our own carers over the border 1" in shown
    assert "could come home now 1" in shown
    assert "wants to stay 1" in shown
    assert "The plan brings 1 child home" in shown
    assert "-> net" in shown
    assert "A rate of a group, not a prediction about this child" in shown
    assert "I like it here" not in shown
    assert "Hazel" not in shown


def test_what_was_said_is_read_again_in_the_childs_own_words(town: sa.Engine, line: Line) -> None:
    assert line("return", "list", "C-12").out == "Nobody was asked yet.\n"
    ask(line, "C-12", "child", "no", "--words", "I like it here.", "--revisit", days(90))
    assert "“I like it here.” (Wren Invented), to be asked again from" in line("return", "list", "C-12").out
    [row] = line("return", "list", "C-12", "--json").json
    assert (row["of"], row["answer"], row["words"]) == ("child", "no", "I like it here.")


def test_a_return_is_asked_planned_comes_about_and_its_cash_is_followed(town: sa.Engine, line: Line) -> None:
    early = line("return", "plan", "C-11", "--reason", "Family is here.", *MANAGER, "--on", days(40))
    assert early.code == 1
    assert "Not asked yet" in early.err
    all_agree(line, "C-11")
    wanted = ("--reason", "All agree.", *MANAGER, "--on", days(40), "--home", "H-1", "--json")
    planned = line("return", "plan", "C-11", *wanted)
    number = planned.json["return"]
    assert planned.json["home"] == "H-1"
    soon = line("return", "home", "C-11", *WORKER, "--on", days(40))
    assert soon.code == 1
    _move_plan(town, number, days(-3))
    assert line("return", "home", "C-11", *WORKER, "--on", days(-2), "--json").json["returned_on"] == days(-2)
    fallen = ("--line", "C300", "--holder", "Bryony Invented", "--by", "Chris Invented")
    assert line("return", "claim", number, "--year", 2026, "--pence", 90_000, *fallen).code == 0
    release = ("return", "release", number, "--year", 2026, "--pence", 30_000, "--by", "Fran Invented", "--json")
    assert line(*release).json == {"return": number, "year": 2026, "claimed_pence": 90_000, "released_pence": 30_000}
    document = line("bring-home", "--json").json
    assert document["totals"]["tracking"]["returned"] == 1
    assert document["totals"]["cash"][0]["released"] == 30_000
    assert {one["child"]: one["status"] for one in document["children"]}["C-11"] == "returned"
    ended = line("return", "ended", "C-11", "unplanned", "--reason", "Nights.", *WORKER, "--on", days(-1), "--json")
    assert ended.json["ended"] == "unplanned"
    assert line("bring-home", "--json").json["totals"]["tracking"]["unplanned"] == 1


def _move_plan(engine: sa.Engine, number: int, day: str) -> None:
    """As if it had been planned for a day that is past by now."""
    with Session(engine) as session, session.begin():
        session.get_one(ReturnPlan, number).planned_for = dt.date.fromisoformat(day)


def test_a_plan_is_given_up_with_a_reason(town: sa.Engine, line: Line) -> None:
    all_agree(line, "C-11")
    line("return", "plan", "C-11", "--reason", "All agree.", *MANAGER, "--on", days(40))
    assert "is given up" in line("return", "give-up", "C-11", "--reason", "The carers moved.", *WORKER).out


def test_why_a_child_lives_far_is_recorded_and_counted(town: sa.Engine, line: Line) -> None:
    far = line("return", "far", "C-12", "safety", "--reason", "Not safe here.", *WORKER, "--review", days(90), "--json")
    assert far.json["because"] == "safety"
    assert line("bring-home", "--json").json["not_considered"] == {"own_carers": 1, "safety": 1}


@pytest.mark.parametrize("command", ["ask", "far", "plan", "home", "ended", "give-up"])
def test_a_child_nobody_knows_is_refused(town: sa.Engine, line: Line, command: str) -> None:
    given = {
        "ask": ("--of", "child", "--answer", "yes", "--on", days(-1)),
        "far": ("safety", "--reason", "x", "--review", days(9)),
        "plan": ("--reason", "x", "--on", days(9)),
        "home": ("--on", days(-1)),
        "ended": ("planned", "--reason", "x", "--on", days(-1)),
        "give-up": ("--reason", "x"),
    }[command]
    who = MANAGER if command == "plan" else WORKER
    refused = line("return", command, "C-99", *given, *who)
    assert refused.code == 1
    assert "No child has this reference" in refused.err


def test_without_a_return_unlock_and_recruit_say_why_they_are_not_there(town: sa.Engine, line: Line) -> None:
    document = line("bring-home", "--json").json
    assert (document["unlock"], document["recruit_next"]) == (None, None)
    assert "SSDA903 return" in document["recruiting_because"]
    alone = line("bring-home", "--plan-only", "--json").json
    assert (alone["unlock"], alone["recruiting_because"]) == (None, "Left out of this answer: ask without --plan-only.")


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.TEAM_MANAGER])
def test_a_program_gets_the_same_with_savings_only_where_they_may_be_seen(
    town: sa.Engine, app: FastAPI, role: Role
) -> None:
    answer = signed_in_as(app, role).get("/api/v1/bring-home")
    assert answer.status_code == 200
    document = answer.json()
    assert document["not_considered"] == {"own_carers": 1}
    assert all(("savings" in child) is (role is Role.COMMISSIONER) for child in document["children"])
    assert "Hazel" not in answer.text
