"""Keeping a home empty for children to come, and ending it, on the home's page: by name, with reason and end."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import named, stepped
from api.forms import Filled
from api.house import house_of
from api.pages.homes import draw_home
from api.security import SignedIn
from placements.deciding.kept_empty import keep_empty, release_home
from placements.unit_of_work import UnitOfWork


def keep(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Keep the home empty until a day: whoever lives there stays, and nobody new is suggested."""
    reason = filled.must("keep-reason", "Say for whom or for what it is kept empty")
    starts = filled.day("keep-from", "Give the first day, such as 5 6 2026, or leave it empty", must=False)
    ends = filled.day("keep-to", "Give the day on which it takes children again")
    last = ends or house_of(request).today()

    def step(work: UnitOfWork) -> object:
        return keep_empty(work, ref, named(person), reason, ends_on=last, starts_on=starts)

    draw = partial(draw_home, request, person, ref)
    return stepped(request, person, filled, step, f"/homes/{ref}#kept-empty", draw)


def release(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Let the home take children again before its end."""
    reason = filled.must("release-reason", "Say why it takes children again")
    draw = partial(draw_home, request, person, ref)
    to = f"/homes/{ref}#kept-empty"
    return stepped(request, person, filled, lambda work: release_home(work, ref, named(person), reason), to, draw)
