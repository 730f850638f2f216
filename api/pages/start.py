"""Where a person begins: what their role can open."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.security import SignedIn
from api.templating import page


def start(request: Request, person: SignedIn) -> Response:
    """The pages of the person's role, each with what it is for."""
    return page(request, "start.html", title="Start", person=person)
