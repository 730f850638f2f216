"""Papers that wait for a second person: who signs in, reads the exact words, and says that they may go or not yet."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import stepped
from api.forms import Filled, Typed
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from placements.audit_chain import Event
from placements.deciding.readings import read_paper
from placements.errors import HomewardError
from placements.models.reading import ReadingState
from placements.permissions import Permission
from placements.repository.readings import paper_to_read, papers_read, papers_to_read
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork

MAY_GO, NOT_YET = "may-go", "not-yet"


def readings(request: Request, person: SignedIn) -> Response:
    """The papers that wait, those of others first, and those read last."""
    with records_for(house_of(request).engine, person.viewer) as records:
        waiting = papers_to_read(records)
        return page(
            request,
            "readings.html",
            title="Papers to read",
            person=person,
            waiting=[one for one in waiting if one.asked_by != person.viewer.name],
            mine=[one for one in waiting if one.asked_by == person.viewer.name],
            done=papers_read(records),
            today=house_of(request).today(),
        )


def reading(request: Request, person: SignedIn, number: int) -> Response:
    """One paper, word for word, with what in it is rare; that it was opened is written down."""
    return _draw(request, person, number)


def read(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Say that the paper may go, or send it back saying why."""
    answer = filled.text("answer")
    if answer not in {MAY_GO, NOT_YET}:
        filled.fault("answer", "Say whether it may go")
    words = filled.must("words", "Say why it may not go yet") if answer == NOT_YET else filled.text("words")

    def step(work: UnitOfWork) -> object:
        return read_paper(work, number, may_go=answer == MAY_GO, words=words)

    return stepped(request, person, filled, step, "/readings", partial(_draw, request, person, number))


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
    with records_for(house.engine, person.viewer) as records:
        found, referral = paper_to_read(records, number)
    noted_look(house, person.viewer, Permission.SEE_SENSITIVE, Event.PAPER_READ, f"reading {number}")
    return page(
        request,
        "reading.html",
        title=f"{'Error: ' if problem else ''}{found.title}",
        person=person,
        status=status,
        reading=found,
        referral=referral,
        waits=found.state is ReadingState.WAITING,
        mine=found.asked_by == person.viewer.name,
        answers=[
            (MAY_GO, "It was in order" if found.alone_because else "It may go"),
            (NOT_YET, "It was not in order" if found.alone_because else "Not yet"),
        ],
        typed=filled or Typed(),
        problem=problem,
    )
