"""A person's own password: chosen by nobody else."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.accounts import LONGEST_PASSWORD, SHORTEST_PASSWORD
from api.changing import or_again
from api.forms import Filled, Typed
from api.house import house_of
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from placements.errors import HomewardError


def password_form(request: Request, person: SignedIn) -> Response:
    """The form to choose a password."""
    return _draw(request, person, Typed())


def password(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Put the new password in place of the old one; wherever else the person is signed in ends."""
    given = {name: next(iter(filled.fields.get(name, ())), "")[:LONGEST_PASSWORD] for name in ("old", "new", "again")}

    def step() -> Response:
        if not given["old"]:
            filled.fault("old", "Give your present password")
        if not given["new"]:
            filled.fault("new", "Give a new password")
        elif given["new"] != given["again"]:
            filled.fault("again", "Type the new password twice in the same way")
        filled.refuse_if_wrong()
        house_of(request).door.choose_password(person, given["old"], given["new"])
        return page(request, "your_password.html", title="Your password", person=person, done=True)

    return or_again(step, lambda error, status: _draw(request, person, filled, problem=error, status=status))


def _draw(
    request: Request, person: Person, filled: Typed, *, problem: HomewardError | None = None, status: int = 200
) -> Response:
    return page(
        request,
        "your_password.html",
        title=f"{'Error: ' if problem else ''}Your password",
        person=person,
        status=status,
        done=False,
        shortest=SHORTEST_PASSWORD,
        typed=filled,
        problem=problem,
    )
