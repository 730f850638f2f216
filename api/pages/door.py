"""Signing in and out."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from api.house import House, house_of
from api.own_address import own_address
from api.security import MaybePerson, SignedIn
from api.signin import NotLetIn
from api.templating import page
from placements.errors import HomewardError


def sign_in_form(request: Request, person: MaybePerson, next: str = "/") -> Response:  # noqa: A002 - the word in the address
    """The form to sign in; who is signed in already goes on."""
    if person is not None:
        return RedirectResponse(own_address(next), 303)
    return _form(request, next_page=next)


def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next_page: Annotated[str, Form(alias="next", max_length=500)] = "/",
) -> Response:
    """Sign a person in and go on to the page they wanted."""
    house = house_of(request)
    try:
        person = house.door.let_in(name.strip(), password)
    except NotLetIn as error:
        return _form(request, next_page=next_page, name=name, error=error, status=401)
    answer = RedirectResponse(own_address(next_page), 303)
    _set_cookie(house, answer, house.settings.cookie, person.token)
    answer.delete_cookie(house.settings.door_cookie, secure=house.settings.https, httponly=True, samesite="strict")
    return answer


def sign_out(request: Request, person: SignedIn) -> Response:
    """Sign a person out: the session ends on the server, and the browser forgets its cookie."""
    house = house_of(request)
    house.door.let_out(person)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(house.settings.cookie, secure=house.settings.https, httponly=True, samesite="strict")
    return answer


def _form(
    request: Request, *, next_page: str, name: str = "", error: HomewardError | None = None, status: int = 200
) -> Response:
    house = house_of(request)
    csrf = request.cookies.get(house.settings.door_cookie) or secrets.token_hex(32)
    answer = page(
        request,
        "sign_in.html",
        title="Error: Sign in" if error else "Sign in",
        status=status,
        csrf=csrf,
        next=own_address(next_page),
        name=name,
        error=error,
    )
    _set_cookie(house, answer, house.settings.door_cookie, csrf)
    return answer


def _set_cookie(house: House, answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, secure=house.settings.https, httponly=True, samesite="strict", path="/")
