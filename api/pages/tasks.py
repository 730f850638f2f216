"""What is to be done, by whom and by when: late first; each is closed with what was done."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed
from api.house import house_of
from api.looks import noted_look
from api.own_address import own_address
from api.security import SignedIn
from api.signin import Person
from api.sorting import ordered
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.deciding.tasks import close_task
from placements.errors import HomewardError
from placements.permissions import Permission
from placements.repository.records import records_for
from placements.repository.tasks import TaskLine, open_tasks

KEYS: dict[str, Callable[[TaskLine], Any]] = {
    "due": lambda line: line.task.due_on,
    "who": lambda line: line.task.who,
    "what": lambda line: line.task.what,
    "about": lambda line: (line.referral or "", line.child or ""),
}
LATE, TODAY, WEEK = "late", "today", "week"


def tasks(
    request: Request, person: SignedIn, who: str = "", referral: str = "", due: str = "", order: str = ""
) -> Response:
    """Draw the list; filters stand in the address."""
    return _draw(request, person, {"who": who, "referral": referral, "due": due, "order": order}, Typed())


def close(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Close a task as done, or as not needed, with what was done or why."""
    back = own_address(filled.text("back"), "/tasks")

    def step() -> Response:
        words = filled.must(f"words-{number}", "Say what was done, or why it is not needed")
        filled.refuse_if_wrong()
        needed = filled.text("do") != "not-needed"
        changed(house_of(request), person, lambda work: close_task(work, number, words, needed=needed))
        return on_to(back)

    return or_again(
        step, lambda error, status: _draw(request, person, _asked_in(back), filled, problem=error, status=status)
    )


def _asked_in(address: str) -> dict[str, str]:
    """The filters of a page by its address."""
    return dict(parse_qsl(urlsplit(address).query))


def _draw(
    request: Request,
    person: Person,
    asked: dict[str, str],
    filled: Typed,
    *,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    referral, office = asked.get("referral") or None, asked.get("who") or None
    noted_look(
        house,
        person.viewer,
        Permission.SEE_REFERRALS,
        Event.CHILD_READ,
        f"referral {referral}" if referral else "tasks",
    )
    today = house.today()
    with records_for(house.engine, person.viewer) as records:
        every = open_tasks(records, today, referral=referral)
    offices = Counter(line.task.who for line in every)
    lines = [line for line in every if office in {None, line.task.who} and _due(line, asked.get("due", ""), today)]
    query = urlencode(dict(request.query_params))
    return page(
        request,
        "tasks.html",
        title=f"{'Error: ' if problem else ''}Tasks and clocks",
        person=person,
        status=status,
        lines=ordered(lines, asked.get("order", ""), KEYS),
        referral=referral,
        today=today,
        dues=[
            (None, "All", len(every)),
            *((name, words, sum(_due(line, name, today) for line in every)) for name, words in _DUES),
        ],
        offices=[(None, "Everybody", len(every)), *((one, sentence(one), n) for one, n in sorted(offices.items()))],
        may_close=person.viewer.may(Permission.DO_TASKS),
        back=f"/tasks?{query}" if query else filled.text("back") or "/tasks",
        typed=filled,
        problem=problem,
    )


_DUES = ((LATE, "Late"), (TODAY, "Today"), (WEEK, "Within a week"))


def _due(line: TaskLine, when: str, today: dt.date) -> bool:
    due = line.task.due_on
    if when == LATE:
        return due < today
    if when == TODAY:
        return due == today
    return when != WEEK or today <= due < today + dt.timedelta(days=7)
