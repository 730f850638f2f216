"""Every "no" as a page or as JSON: what is wrong, the value given, what to do next; never the inside of the program."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import Fault, note_fault
from api.security import ChooseFirst, SignInNeeded
from api.sign_in_page import sign_in_page
from api.signin import NotLetIn
from api.templating import page
from placements.errors import Conflict, HomewardError, NotFound, NotPermitted, Refused

STATUS: tuple[tuple[type[HomewardError], int], ...] = (
    (Fault, HTTPStatus.INTERNAL_SERVER_ERROR),
    (SignInNeeded, HTTPStatus.UNAUTHORIZED),
    (NotLetIn, HTTPStatus.UNAUTHORIZED),
    (NotPermitted, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (Refused, HTTPStatus.UNPROCESSABLE_ENTITY),
)
PROGRAMS = "/api/"


class Busy(HomewardError):
    """The record cannot be reached just now."""

    def __init__(self) -> None:
        super().__init__("The record is busy or cannot be reached.", do_next="Wait a moment and try again.")


def status_of(error: HomewardError) -> int:
    """The HTTP status that says the same as the error."""
    if isinstance(error, Busy):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return next((status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def answer_error(request: Request, error: HomewardError, status: int | None = None) -> Response:
    """The error for whoever asked: JSON for a program, the sign-in page or an error page for a person."""
    status = status or status_of(error)
    if request.url.path.startswith(PROGRAMS):
        return JSONResponse(error.as_json(), status)
    if isinstance(error, SignInNeeded):
        if kept := getattr(request.state, "typed", None):
            return sign_in_page(request, next_page=request.url.path, kept=kept, status=status)
        wanted = request.url.path if request.method == "GET" else "/"
        return RedirectResponse(f"/sign-in?next={quote(wanted)}", HTTPStatus.SEE_OTHER)
    if isinstance(error, ChooseFirst):
        return RedirectResponse("/your-password", HTTPStatus.SEE_OTHER)
    return page(
        request,
        "error.html",
        status=status,
        title=TITLES.get(HTTPStatus(status), "This cannot be done as asked"),
        error=error,
    )


TITLES = {
    HTTPStatus.UNAUTHORIZED: "You are not signed in",
    HTTPStatus.FORBIDDEN: "Your role may not do this",
    HTTPStatus.NOT_FOUND: "Page not found",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address cannot do that",
    HTTPStatus.CONFLICT: "Somebody else was first",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Sorry, there is a problem",
    HTTPStatus.SERVICE_UNAVAILABLE: "The record is busy",
}


def add_error_answers(app: FastAPI) -> None:
    """Teach the application to answer every kind of error in three parts."""

    def homeward(request: Request, error: Exception) -> Response:
        if not isinstance(error, HomewardError):
            raise error
        return answer_error(request, error)

    def by_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
        return answer_error(request, _http_in_words(status), status)

    def badly_asked(request: Request, error: Exception) -> Response:
        return answer_error(request, _validation_in_words(error))

    app.add_exception_handler(HomewardError, homeward)
    app.add_exception_handler(HTTPException, by_http)
    app.add_exception_handler(RequestValidationError, badly_asked)


def _http_in_words(status: int) -> HomewardError:
    if status == HTTPStatus.NOT_FOUND:
        return NotFound("There is no page at this address.", do_next="Check the address, or go to the start page.")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return Refused("This address does not take this method.", do_next="Use the links and buttons of the pages.")
    return Refused("The request could not be read.", do_next="Load the page again and try once more.")


def _validation_in_words(error: Exception) -> Refused:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    said = [f"{'.'.join(str(part) for part in fault['loc'][1:]) or 'the request'}: {fault['msg']}" for fault in faults]
    return Refused("The request cannot be understood.", given="; ".join(said), do_next="Correct it and ask again.")


class NoFaultEscapes:
    """Answers a fault of ours with a sentence and a reference; the server never sees the exception or its message."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; what escapes becomes an answer unless one has begun."""
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - the last boundary: whatever it is, it is noted and answered
            if scope["type"] != "http" or begun:
                raise RuntimeError(str(note_fault(error, "after the answer had begun"))) from None
            request = Request(scope, receive)
            await _in_words(request, error)(scope, receive, send)


def _in_words(request: Request, error: Exception) -> Response:
    if isinstance(error, OperationalError):
        note_fault(error, _where(request))
        return answer_error(request, Busy())
    return answer_error(request, note_fault(error, _where(request)))


def _where(request: Request) -> str:
    """The route's pattern, not the address asked for: an address may name a child."""
    route = request.scope.get("route")
    return f"{request.method} {getattr(route, 'path', 'no route')}"
