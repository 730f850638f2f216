"""Keeping a home empty for children to come, and ending it, on the home's page: by name, with reason and end."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, named, on_to, or_again
from api.forms import Filled
from api.house import house_of
from api.pages.homes import draw_home
from api.security import SignedIn
from placements.deciding.kept_empty import keep_empty, release_home


def keep(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Keep the home empty until a day: whoever lives there stays, and nobody new is suggested."""

    def step() -> Response:
        reason = filled.must("keep-reason", "Say for whom or for what it is kept empty")
        starts = filled.day("keep-from", "Give the first day, such as 5 6 2026, or leave it empty", must=False)
        ends = filled.day("keep-to", "Give the day on which it takes children again")
        filled.refuse_if_wrong()
        house = house_of(request)
        last = ends or house.today()
        changed(
            house,
            person,
            lambda work: keep_empty(work, ref, named(person), reason, ends_on=last, starts_on=starts),
        )
        return on_to(f"/homes/{ref}#kept-empty")

    return or_again(
        step, lambda error, status: draw_home(request, person, ref, filled=filled, problem=error, status=status)
    )


def release(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Let the home take children again before its end."""

    def step() -> Response:
        reason = filled.must("release-reason", "Say why it takes children again")
        filled.refuse_if_wrong()
        changed(house_of(request), person, lambda work: release_home(work, ref, named(person), reason))
        return on_to(f"/homes/{ref}#kept-empty")

    return or_again(
        step, lambda error, status: draw_home(request, person, ref, filled=filled, problem=error, status=status)
    )
