"""Every way in, declared: the application is made from this table and from nothing else."""

from __future__ import annotations

from api.pages import asset, door, start
from api.routing import Audience, Open, Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/assets/{name}", asset.asset, Open.PUBLIC, Audience.BROWSER),
    Route("GET", "/sign-in", door.sign_in_form, Open.PUBLIC, Audience.PERSON),
    Route("POST", "/sign-in", door.sign_in, Open.PUBLIC, Audience.PERSON),
    Route("POST", "/sign-out", door.sign_out, Open.SIGNED_IN, Audience.PERSON),
    Route("GET", "/", start.start, Open.SIGNED_IN, Audience.PERSON),
)
