"""The guard at every route, the proof that a form is ours, and the headers on every answer."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.house import house_of
from api.routing import Open, Route
from api.signin import Person
from placements.errors import HomewardError, NotPermitted
from placements.permissions import Permission

CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
MOST_TYPED = 100_000
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
STAY_WITH_HTTPS = "max-age=31536000"


class SignInNeeded(HomewardError):
    """Nobody is signed in, or no longer."""

    def __init__(self) -> None:
        super().__init__("You are not signed in, or you were signed out.", do_next="Sign in and try again.")


class ChooseFirst(NotPermitted):
    """Somebody has a temporary password: they choose their own before anything else."""

    def __init__(self) -> None:
        super().__init__(
            "Your password is a temporary one.", do_next="Choose your own on the page Your password, then go on."
        )


class NotOurForm(NotPermitted):
    """A change was asked for without the proof that our own page asked for it."""

    def __init__(self) -> None:
        super().__init__(
            "This form is out of date or did not come from this service.",
            do_next="Go back, load the page again and send the form once more. Nothing was changed.",
        )


def person_at(request: Request) -> Person | None:
    """Whoever is signed in, by the session's cookie; None where nobody is."""
    house = house_of(request)
    token = request.cookies.get(house.settings.cookie)
    if not token:
        return None
    house.clock.look()
    return house.door.recognise(token)


def signed_in(person: Annotated[Person | None, Depends(person_at)]) -> Person:
    """The signed-in person, for routes that are not public."""
    if person is None:
        raise SignInNeeded
    return person


MaybePerson = Annotated[Person | None, Depends(person_at)]
SignedIn = Annotated[Person, Depends(signed_in)]


def guard(route: Route) -> Callable[..., Awaitable[None]]:
    """What runs before a route answers: who is it, may they, and did our own page ask."""

    async def check(request: Request, person: MaybePerson) -> None:
        request.state.group = route.group
        if not route.admits(person):
            if person is None:
                await _keep_what_was_typed(request, route)
                raise SignInNeeded
            person.viewer.must(Permission(route.needs))
        if person is not None and person.must_choose and route.needs is not Open.PUBLIC and not route.at_the_door:
            raise ChooseFirst
        if route.changes:
            await _must_be_ours(request, route, person)

    return check


async def _keep_what_was_typed(request: Request, route: Route) -> None:
    """Keep the form of somebody whose time ran out while they typed, so that they can send it once they are back.

    Only where our own page sent it and it is no larger than people type; it is kept on the page, not on the server.
    """
    size = request.headers.get("content-length", "")
    if not route.changes or _from_elsewhere(request) or not size.isdecimal() or int(size) > MOST_TYPED:
        return
    fields = (await request.form()).multi_items()
    request.state.typed = [(name, value) for name, value in fields if isinstance(value, str) and name != CSRF_FIELD]


async def _must_be_ours(request: Request, route: Route, person: Person | None) -> None:
    """Refuse a change that another site asks for, or that does not carry the secret of the page it came from."""
    if route.needs is Open.PUBLIC:
        wanted = request.cookies.get(house_of(request).settings.door_cookie, "")
    else:
        wanted = "" if person is None else person.csrf
    if _from_elsewhere(request) or not wanted:
        raise NotOurForm
    given = request.headers.get(CSRF_HEADER)
    if given is None:
        given = str((await request.form()).get(CSRF_FIELD, ""))
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise NotOurForm


def _from_elsewhere(request: Request) -> bool:
    """Whether the browser itself says that another site sent the request."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


class StrictHeaders:
    """Puts the protective headers on every answer, errors included; what an answer sets itself stays."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.headers = {**HEADERS, "Strict-Transport-Security": STAY_WITH_HTTPS} if https else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
