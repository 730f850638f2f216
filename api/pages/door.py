"""Signing in and out."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.accounts import LONGEST_PASSWORD as LONGEST
from api.forms import Filled
from api.house import house_of
from api.own_address import own_address
from api.security import MaybePerson, SignedIn
from api.sign_in_page import kept_in, set_cookie, sign_in_page
from api.sign_on import SIGNED_OUT_PATH
from api.signin import NotLetIn
from api.templating import page


def sign_in_form(request: Request, person: MaybePerson, next: str = "/") -> Response:  # noqa: A002 - the word in the address
    """The form to sign in; who is signed in already goes on."""
    if person is not None:
        return RedirectResponse(own_address(next), 303)
    return sign_in_page(request, next_page=next)


def sign_in(request: Request, filled: Filled) -> Response:
    """Sign a person in and go on to the page they wanted, or to the form they were sending when their time ran out."""
    house = house_of(request)
    next_page, kept = filled.text("next", most=500), kept_in(filled)
    name = filled.text("name", most=200)
    try:
        person = house.door.let_in(name, next(iter(filled.fields.get("password", ())), "")[:LONGEST])
    except NotLetIn as error:
        return sign_in_page(request, next_page=next_page, kept=kept, name=name, error=error, status=401)
    answer: Response = RedirectResponse(own_address(next_page), 303)
    if kept:
        answer = page(
            request, "send_again.html", title="Send it now", person=person, to=own_address(next_page), kept=kept
        )
    set_cookie(house, answer, house.settings.cookie, person.token)
    answer.delete_cookie(house.settings.door_cookie, secure=house.settings.https, httponly=True, samesite="strict")
    return answer


def sign_out(request: Request, person: SignedIn) -> Response:
    """Sign a person out: the session ends on the server, and the browser forgets its cookie."""
    house = house_of(request)
    house.door.let_out(person)
    answer = RedirectResponse(SIGNED_OUT_PATH if house.sign_on else "/sign-in", 303)
    answer.delete_cookie(house.settings.cookie, secure=house.settings.https, httponly=True, samesite="strict")
    return answer
