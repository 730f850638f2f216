"""A change that a page asks for: made by the signed-in person, through the same services as the commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.errors import status_of
from api.forms import Typed
from api.house import House, house_of
from api.signin import Person
from placements.deciding.people import Named
from placements.errors import HomewardError
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

Answer = TypeVar("Answer")
SEE_OTHER = 303


def changed(house: House, person: Person, step: Callable[[UnitOfWork], Answer]) -> Answer:
    """Make one change and commit it with its audit row; each service asks for the permission that it needs."""
    with UnitOfWork(house.engine, person.viewer, Permission.SEE_REFERENCE, house.clock) as work:
        answer = step(work)
        work.commit()
        return answer


def named(person: Person) -> Named:
    """The signed-in person as who answers for a step: nobody signs for somebody else."""
    return Named(person.viewer.name, person.viewer.role)


def on_to(address: str) -> Response:
    """Go on to another page, so that loading it again sends nothing twice."""
    return RedirectResponse(address, SEE_OTHER)


def or_again(step: Callable[[], Response], again: Callable[[HomewardError, int], Response]) -> Response:
    """The answer of a step; where it is refused, the form again with all that was typed and what is wrong."""
    try:
        return step()
    except HomewardError as error:
        return again(error, status_of(error))


def stepped(
    request: Request,
    person: Person,
    filled: Typed,
    change: Callable[[UnitOfWork], object],
    to: str,
    draw: Callable[..., Response],
) -> Response:
    """Make the change that a form asks for and go on to a page; where it is refused, `draw` the form again as typed."""

    def take() -> Response:
        filled.refuse_if_wrong()
        changed(house_of(request), person, change)
        return on_to(to)

    return or_again(take, lambda error, status: draw(filled=filled, problem=error, status=status))
