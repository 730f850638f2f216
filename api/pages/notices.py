"""Notices on homes: the clock of each, the meeting, what is tried first, and the search beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again, stepped
from api.forms import Filled, Typed, day_boxes, typed_from
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.deciding import notices as service
from placements.errors import HomewardError, NotFound
from placements.models.notice import GivenBy, SupportKind
from placements.permissions import Permission
from placements.repository.records import records_for
from placements.repository.tasks import running_notices
from placements.unit_of_work import UnitOfWork

GIVERS = [(one.value, words) for one, words in zip(GivenBy, ("The carers", "The provider", "We did"), strict=True)]
KINDS = [(one.value, sentence(one)) for one in SupportKind]


def notices(request: Request, person: SignedIn) -> Response:
    """The notices that run, the first to end first."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_CHILDREN, Event.CHILD_READ, "notices")
    with records_for(house.engine, person.viewer) as records:
        lines = running_notices(records)
    may = person.viewer.may(Permission.WRITE_REFERRALS)
    return page(
        request,
        "notices.html",
        title="Notices on homes",
        person=person,
        lines=lines,
        today=house.today(),
        may_write=may,
    )


def new_form(request: Request, person: SignedIn, child: str = "") -> Response:
    """The form to record notice."""
    return _new(request, person, typed_from({"child": child} | day_boxes("on", house_of(request).today())))


def new(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Record notice on a child's home and start its clocks."""

    def step() -> Response:
        child = filled.must("child", "Give the child’s reference", most=40)
        by = filled.choice("by", GivenBy, "Say who gave notice")
        on = filled.day("on", "Give the day notice was given, such as 5 6 2026")
        ends = filled.day("ends", "Give the day the home ends")
        meeting = filled.day("meeting", "Give the day of the stability meeting, or leave it empty", must=False)
        reason = filled.must("reason", "Say why, in their words")
        filled.refuse_if_wrong()
        house = house_of(request)
        today = house.today()
        given = service.Given(by or GivenBy.CARER, on or today, ends or today, reason, meeting)
        made = changed(
            house,
            person,
            lambda work: service.give_notice(work, child, given, referral=filled.text("referral") or None),
        )
        return on_to(f"/notices/{made.id}")

    return or_again(step, lambda error, status: _new(request, person, filled, problem=error, status=status))


def notice(request: Request, person: SignedIn, number: int) -> Response:
    """Draw one notice that runs, with a form for each next step."""
    return _draw(request, person, number)


def met(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Record the stability meeting and what it agreed."""
    on = filled.day("met", "Give the day of the meeting, such as 5 6 2026")
    words = filled.must("met-words", "Say what the meeting agreed")
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: service.hold_meeting(work, number, on or work.clock().date(), words),
    )


def tried(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Record what is tried to keep the child in the home, with its weekly cost."""
    kind = filled.choice("kind", SupportKind, "Say what is tried")
    what = filled.must("what", "Say what it is, in a sentence")
    weekly = filled.pence("weekly", "Give pounds a week, such as 70; 0 where it costs nothing")
    if weekly is None and not filled.faulty("weekly"):
        filled.fault("weekly", "Give pounds a week, such as 70; 0 where it costs nothing")
    starts = filled.day("starts", "Give the day it starts, such as 5 6 2026")
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: service.try_support(
            work, number, kind or SupportKind.COSTED_SUPPORT, what, weekly or 0, starts or work.clock().date()
        ),
    )


def went(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Record what came of support that was tried."""
    support = filled.whole("support", "Choose what was tried", low=1, high=2**31)
    words = filled.must(f"went-{support}", "Say what came of it")
    return _step(request, person, filled, number, lambda work: service.say_how_it_went(work, support or 0, words))


def beside(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Join the referral whose search runs beside."""
    ref = filled.must("referral", "Give the reference of the referral", most=40)
    return _step(request, person, filled, number, lambda work: service.search_beside(work, number, ref))


def risk(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Record why the child cannot wait for a meeting or for support."""
    words = filled.must("risk", "Say why the child cannot wait")
    return _step(request, person, filled, number, lambda work: service.say_immediate_risk(work, number, words))


def take_back(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Record that the notice was taken back: the child stays."""
    words = filled.must("back", "Say why it was taken back")

    draw = partial(_draw, request, person, number)
    return stepped(request, person, filled, lambda work: service.take_back(work, number, words), "/notices", draw)


def _step(
    request: Request, person: Person, filled: Typed, number: int, step: Callable[[UnitOfWork], object]
) -> Response:
    return stepped(request, person, filled, step, f"/notices/{number}", partial(_draw, request, person, number))


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
        line = next((one for one in running_notices(records) if one.notice.id == number), None)
    if line is None:
        raise NotFound(
            "No notice with this number runs.", given=number, do_next="See the notices that run, or the child's page."
        )
    noted_look(house, person.viewer, Permission.SEE_CHILDREN, Event.CHILD_READ, f"child {line.child}"[:120])
    today = house.today()
    return page(
        request,
        "notice.html",
        title=f"{'Error: ' if problem else ''}Notice on the home of {line.child}",
        person=person,
        status=status,
        line=line,
        notice=line.notice,
        today=today,
        kinds=KINDS,
        givers=dict(GIVERS),
        may_write=person.viewer.may(Permission.WRITE_REFERRALS),
        sees_prices=person.viewer.may(Permission.SEE_PRICES),
        typed=(filled or Typed()).over(typed_from(day_boxes("met", today) | day_boxes("starts", today))),
        problem=problem,
    )


def _new(
    request: Request, person: Person, filled: Typed, *, problem: HomewardError | None = None, status: int = 200
) -> Response:
    return page(
        request,
        "notice_new.html",
        title=f"{'Error: ' if problem else ''}Record notice on a home",
        person=person,
        status=status,
        givers=GIVERS,
        typed=filled,
        problem=problem,
    )
