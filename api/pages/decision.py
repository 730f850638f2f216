"""A decision as it was made, what it started, how it went, and the questions put to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import named, stepped
from api.forms import Filled, Typed, day_boxes, typed_from
from api.house import House, house_of
from api.looks import noted_look
from api.security import SignedIn
from api.shapes.deciding import decision_shape
from api.signin import Person
from api.templating import page
from api.words import listed, sentence
from placements.audit_chain import Event
from placements.codes.ending import ChangeReason
from placements.deciding import challenges, outcomes
from placements.errors import HomewardError, NotFound
from placements.models.challenge import RaisedFor
from placements.models.decision import Decision
from placements.models.outcome import HowItGoes, Lacked
from placements.permissions import Permission, Role
from placements.repository.decisions import challenges_of, outcomes_of
from placements.repository.decisions_seen import decision_seen, referral_of, tasks_of
from placements.repository.family import children_by_refs
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork

HOWS = [(one.value, sentence(one)) for one in HowItGoes]
LACKED = [(one.value, sentence(one)) for one in Lacked]
FOR = [(one.value, words) for one, words in zip(RaisedFor, ("The child", "A parent", "Myself", "A carer"), strict=True)]
ENDS = [(one.value, one.meaning) for one in ChangeReason]
AFTER = [(str(days), f"{days} days") for days in outcomes.ASKED_AFTER]
ANSWERING = frozenset({Permission.ANSWER_CHALLENGES, Permission.CHALLENGE_DECISIONS})


def decision(request: Request, person: SignedIn, number: int) -> Response:
    """Draw a decision; one that records what was never suggested is shown to the director only."""
    return _draw(request, person, number)


def told(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Note when the child was told, and by whom."""
    by = filled.must("told-by", "Say who told the child", most=120)
    on = filled.day("told-on", "Give the day the child was told, such as 5 6 2026")
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: outcomes.tell_child(work, number, on or work.clock().date(), by),
    )


def outcome(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Record how it goes for a child after 28 or 90 days."""
    child = filled.must("child", "Choose the child")
    after = filled.whole("after", "Choose 28 or 90 days", low=1, high=90)
    how = filled.choice("how", HowItGoes, "Say how it goes; not known is an answer")
    ended = filled.day("ended", "Give the day it ended, such as 5 6 2026", must=how is HowItGoes.ENDED)
    went = outcomes.Went(
        how or HowItGoes.NOT_KNOWN,
        child_says=filled.text("child-says"),
        carers_say=filled.text("carers-say"),
        referral_lacked=filled.text("lacked"),
        lacked_about=tuple(Lacked(one) for one in filled.several("lacked-about") if one in set(Lacked)),
        ended_on=ended,
        ended_because=filled.text("because") or None,
    )
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: outcomes.record_outcome(work, number, child, after or 0, went, named(person)),
    )


def question(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Question a decision, for oneself as reviewing officer or for the child, a parent or a carer."""
    about = filled.must("about", "Say what is questioned, in a sentence")
    whose = filled.choice("whose", RaisedFor, "Say whose question it is")
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: challenges.raise_challenge(work, number, named(person), about, raised_for=whose or RaisedFor.IRO),
    )


def answer(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Answer a question, take it higher, or close it; `number` is the question's."""
    words = filled.must(f"words-{number}", "Say it in a sentence")
    steps = {"answer": challenges.answer, "higher": challenges.escalate, "close": challenges.resolve}
    step = steps.get(filled.text("do"), challenges.answer)
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        asked = next((one for one in challenges_of(records) if one.id == number), None)
    if asked is None:
        raise NotFound("There is no such question.", given=number, do_next="See the decision's questions.")
    return _step(request, person, filled, asked.decision_id, lambda work: step(work, number, named(person), words))


def _step(
    request: Request, person: Person, filled: Typed, number: int, step: Callable[[UnitOfWork], object]
) -> Response:
    """Take a step about a decision that the person may see, and show it again."""
    _found(house_of(request), person, number)
    return stepped(request, person, filled, step, f"/decisions/{number}", partial(_draw, request, person, number))


def _draw(
    request: Request,
    person: Person,
    number: int,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    found = _found(house, person, number)
    noted_look(house, person.viewer, Permission.SEE_SENSITIVE, Event.CHILD_READ, f"decision {number}")
    with records_for(house.engine, person.viewer) as records:
        called = {one.ref: one.name or one.ref for one in children_by_refs(records, found.snapshot["children"])}
        viewer = person.viewer
        return page(
            request,
            "decision.html",
            title=("Error: " if problem else "") + _title(found, called),
            person=person,
            status=status,
            shown=decision_shape(found),
            referral=referral_of(records, found),
            called=called,
            tasks=tasks_of(records, number),
            outcomes=outcomes_of(records, number),
            refs={child.id: child.ref for child in children_by_refs(records, list(called))},
            questions=challenges_of(records, number),
            today=house.today(),
            typed=(filled or Typed()).over(
                typed_from({"told-by": person.full_name} | day_boxes("told-on", house.today()))
            ),
            problem=problem,
            hows=HOWS,
            lacked=LACKED,
            whose=FOR,
            ends=ENDS,
            after=AFTER,
            may={
                "tasks": viewer.may(Permission.DO_TASKS),
                "question": viewer.may(Permission.CHALLENGE_DECISIONS),
                "answer": viewer.may(Permission.ANSWER_CHALLENGES),
                "higher": viewer.role is Role.IRO,
            },
        )


def _found(house: House, person: Person, number: int) -> Decision:
    with records_for(house.engine, person.viewer) as records:
        return decision_seen(records, number)


def _title(found: Decision, called: dict[str, str]) -> str:
    where = found.snapshot.get("home") or found.snapshot.get("place") or "a home"
    return f"{where} for {listed(list(called.values()))}"
