"""Signing in and out through the council's own sign-on."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from requests import RequestException

from api.faults import note_fault
from api.house import House, house_of
from api.own_address import own_address
from api.security import MaybePerson
from api.sign_in_page import set_cookie, sign_in_page
from api.sign_on import WAY_PATH, Asked, SignOn, SignOnFailed
from api.templating import page
from placements.errors import NotFound

COOKIE_SECONDS = 600


def sign_on(request: Request, person: MaybePerson, next: str = "/") -> Response:  # noqa: A002 - the word in the address
    """Send the browser to the council's sign-on; who is signed in already goes on."""
    if person is not None:
        return RedirectResponse(own_address(next), 303)
    house = house_of(request)
    try:
        address, asked = _of(house).way_there(next)
    except (SignOnFailed, RequestException, ValueError) as error:
        note_fault(error, "the council's sign-on")
        failed = SignOnFailed("cannot be reached")
        return sign_in_page(request, next_page=next, error=failed, status=503)
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        house.settings.sign_on_cookie,
        asked.as_cookie(),
        max_age=COOKIE_SECONDS,
        secure=house.settings.https,
        httponly=True,
        samesite="lax",  # the way back begins on another site
        path="/",
    )
    return answer


def sign_on_answer(request: Request) -> Response:
    """Let in whom the sign-on vouches for.

    The answer is a page that goes on by itself: a browser takes no strict cookie along a way that began elsewhere.
    """
    house = house_of(request)
    way = _of(house)
    try:
        asked = Asked.from_cookie(request.cookies.get(house.settings.sign_on_cookie, ""))
        person = house.door.let_in_known(way.known(asked, request.query_params))
    except SignOnFailed as error:
        answer = sign_in_page(request, next_page="/", error=error, status=403)
    else:
        answer = page(request, "signed_on.html", title="You are signed in", to=own_address(asked.next_page))
        set_cookie(house, answer, house.settings.cookie, person.token)
    answer.delete_cookie(house.settings.sign_on_cookie, secure=house.settings.https, httponly=True, samesite="lax")
    return answer


def signed_out(request: Request) -> Response:
    """Say that somebody is signed out here, and where to sign out of the council's sign-on too."""
    way = _of(house_of(request))
    return page(request, "signed_out.html", title="You are signed out", way_out=way.way_out(), way_in=WAY_PATH)


def _of(house: House) -> SignOn:
    if house.sign_on is None:
        raise NotFound("There is no page at this address.", do_next="Check the address, or go to the start page.")
    return house.sign_on
