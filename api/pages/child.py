"""One child at the desk: wishes, searches, decisions, where they live, and everybody who looked."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import stepped
from api.forms import Filled, Typed, day_boxes, typed_from
from api.house import house_of
from api.looks import noted_look
from api.pages.placement_team import KIND_WORDS, URGENCY_WORDS, called
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.wishes_held import wishes_held
from placements.audit_chain import Event
from placements.deciding.placing import end_placement
from placements.deciding.wishes import wishes_of
from placements.errors import HomewardError, NotFound
from placements.permissions import Permission
from placements.repository.child_history import history_of
from placements.repository.family import children_by_refs
from placements.repository.looks import looks_at_child
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork

EVENTS = {
    "child_read": "Looked",
    "searched": "Searched, or looked at a search",
    "paper_read": "Read a paper",
    "names_shown": "Asked for the names of homes",
    "referral_written": "Wrote the referral or confirmed a fact",
    "wishes_recorded": "Recorded wishes",
    "carers_noted": "Wrote what carers are told",
    "gap_noted": "Noted what is missing",
    "notice_given": "Recorded notice",
    "child_placed": "Placed the child",
    "bed_released": "Ended a stay",
    "return_asked": "Wrote down an answer about coming home",
    "return_planned": "Planned coming home",
    "return_moved": "Said how a plan to come home goes",
}
"""What was done, for whoever reads who looked."""


def child(request: Request, person: SignedIn, ref: str) -> Response:
    """Draw the page; this look is written down first and stands on it."""
    return _draw(request, person, ref)


def ended(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """End where the child lives from a day on, with the reason; the bed is free from that day."""
    on = filled.day("ended", "Give the day from which the child lives there no longer, such as 5 6 2026")
    because = filled.must("because", "Say why it ended")
    today = house_of(request).today()

    def step(work: UnitOfWork) -> None:
        end_placement(work, ref, on or today, because)

    return stepped(request, person, filled, step, f"/children/{ref}", partial(_draw, request, person, ref))


def _draw(
    request: Request,
    person: Person,
    ref: str,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        if not children_by_refs(records, [ref]):
            raise NotFound("No child has this reference.", given=ref, do_next="Check the reference.")
    noted_look(house, person.viewer, Permission.SEE_SENSITIVE, Event.CHILD_READ, f"child {ref}"[:120])
    with records_for(house.engine, person.viewer) as records:
        found = children_by_refs(records, [ref])[0]
        return page(
            request,
            "child.html",
            title=("Error: " if problem else "") + called(found, house.today()),
            person=person,
            status=status,
            child=found,
            called={found.ref: found.name or found.ref},
            wishes=wishes_of(records.session, [found]),
            held=wishes_held(records, ref),
            history=history_of(records, found),
            looks=looks_at_child(records, found),
            kinds=KIND_WORDS,
            urgencies=URGENCY_WORDS,
            events=EVENTS,
            may_write=person.viewer.may(Permission.WRITE_REFERRALS),
            may_end=person.viewer.may(Permission.HOLD_BEDS),
            may_record=person.viewer.may(Permission.RECORD_HAPPENED),
            typed=(filled or Typed()).over(typed_from(day_boxes("ended", house.today()))),
            problem=problem,
        )
