"""Where a person begins: what their role can open."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.house import house_of
from api.menu import FEW, sections
from api.security import SignedIn
from api.templating import page


def start(request: Request, person: SignedIn) -> Response:
    """The pages of the person's role, each with what it is for."""
    pages = [route for route in house_of(request).menu if route.admits(person)]
    few = len(pages) <= FEW
    return page(
        request, "start.html", title="Start", person=person, pages=pages, sections=[] if few else sections(pages)
    )
