"""The application: the only place where its parts are joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

import sqlalchemy as sa
from anyio.to_thread import current_default_thread_limiter
from argon2 import PasswordHasher
from fastapi import Depends, FastAPI

from api.answers import Answers
from api.errors import NoFaultEscapes, add_error_answers
from api.house import DeskClock, House
from api.limits import BodyLimit
from api.routes import ROUTES
from api.routing import Audience, Route
from api.security import StrictHeaders, guard
from api.settings import Settings
from api.shapes.refusal import Refusal
from api.sign_on import SignOn
from api.signin import Door
from api.templating import environment
from placements.database import CONNECTIONS, open_engine
from placements.unit_of_work import now_utc

REQUESTS_AT_ONCE = CONNECTIONS // 3
"""Each holds at most two connections, one to read and one to write; what is left is for what is worked out beside."""
REFUSALS: dict[int | str, dict[str, object]] = {
    401: {"model": Refusal, "description": "Nobody is signed in"},
    403: {"model": Refusal, "description": "The role may not do this"},
    404: {"model": Refusal, "description": "There is no such thing in the record"},
    409: {"model": Refusal, "description": "Somebody else was first"},
    422: {"model": Refusal, "description": "The input is wrong; nothing was changed"},
    503: {"model": Refusal, "description": "The record is busy"},
}


class UndeclaredRoute(RuntimeError):
    """The application answers at an address that the table of routes does not declare."""


def create_app(
    settings: Settings,
    engine: sa.Engine | None = None,
    *,
    clock: Callable[[], dt.datetime] = now_utc,
    hasher: PasswordHasher | None = None,
    routes: Iterable[Route] = ROUTES,
) -> FastAPI:
    """Join settings, record, door and pages into one application; the clock and the hasher may be a test's."""
    routes, engine = tuple(routes), engine or open_engine(settings.database)
    app = FastAPI(
        title="homeward", version="1", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_so_many_at_once
    )
    app.state.house = House(
        settings=settings,
        engine=engine,
        clock=DeskClock(engine, clock),
        door=Door(engine, settings, clock, hasher or PasswordHasher()),
        answers=Answers(),
        pages=environment(),
        menu=tuple(route for route in routes if route.menu),
        sign_on=SignOn(settings, clock) if settings.sign_on_issuer else None,
    )
    for route in routes:
        _open(app, route)
    add_error_answers(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(NoFaultEscapes)
    app.add_middleware(StrictHeaders, https=settings.https)
    refuse_undeclared(app, routes)
    return app


@asynccontextmanager
async def _so_many_at_once(app: FastAPI) -> AsyncIterator[None]:
    """Let no more requests work at once than there are connections for; others wait their turn."""
    current_default_thread_limiter().total_tokens = REQUESTS_AT_ONCE
    yield


def _open(app: FastAPI, route: Route) -> None:
    for_programs = route.audience is Audience.PROGRAM
    app.add_api_route(
        route.path,
        route.answer,
        methods=[route.method],
        dependencies=[Depends(guard(route))],
        include_in_schema=for_programs,
        response_model=route.answers,
        responses=REFUSALS if for_programs else None,
    )


def refuse_undeclared(app: FastAPI, routes: Iterable[Route]) -> None:
    """Stop the start of an application that has a way in which the table does not declare, or declares twice."""
    declared = [(route.method, route.path) for route in routes]
    if len(set(declared)) != len(declared):
        raise UndeclaredRoute("A route is declared twice: give each method and path once in api/routes.py.")
    for found in app.routes:
        methods = getattr(found, "methods", None) or {"ANY"}
        for method in methods:
            if (method, getattr(found, "path", "")) not in declared:
                raise UndeclaredRoute(f"{method} {found!r} is not declared in api/routes.py.")
