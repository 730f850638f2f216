"""The page on which people sign in, with what they were sending when their time ran out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response

from api.forms import Typed
from api.house import House, house_of
from api.own_address import own_address
from api.sign_on import WAY_PATH, SignOnFailed
from api.templating import page
from placements.errors import HomewardError

KEPT = "kept-"
Kept = Sequence[tuple[str, str]]


def sign_in_page(
    request: Request,
    *,
    next_page: str,
    kept: Kept = (),
    name: str = "",
    error: HomewardError | None = None,
    status: int = 200,
) -> Response:
    """The form to sign in; what somebody was sending stands in it, hidden, and is sent only when they say so."""
    house = house_of(request)
    csrf = request.cookies.get(house.settings.door_cookie) or secrets.token_hex(32)
    answer = page(
        request,
        "sign_in.html",
        title="Error: Sign in" if error else "Sign in",
        status=status,
        csrf=csrf,
        next=own_address(next_page),
        kept=[(f"{KEPT}{field}", value) for field, value in kept],
        name=name,
        error=error,
        error_in_form=not isinstance(error, SignOnFailed),
        passwords=not house.settings.sign_on_only,
        sign_on=f"{WAY_PATH}?{urlencode({'next': own_address(next_page)})}" if house.sign_on else "",
    )
    set_cookie(house, answer, house.settings.door_cookie, csrf)
    return answer


def kept_in(filled: Typed) -> list[tuple[str, str]]:
    """What somebody was sending when their time ran out, as the form to sign in kept it."""
    return [
        (field.removeprefix(KEPT), value)
        for field, values in filled.fields.items()
        if field.startswith(KEPT)
        for value in values
    ]


def set_cookie(house: House, answer: Response, name: str, value: str) -> None:
    """Set a cookie that no script reads and no other site sends."""
    answer.set_cookie(name, value, secure=house.settings.https, httponly=True, samesite="strict", path="/")
