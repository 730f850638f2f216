"""Searching homes for a referral."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request

from api.house import house_of
from api.searches import search_for
from api.security import SignedIn
from api.shapes.search import SearchAnswer

Ref = Annotated[str, Path(max_length=40)]


def search(request: Request, person: SignedIn, ref: Ref) -> SearchAnswer:
    """Who could live where, for one open referral; that it was asked is written down."""
    return search_for(house_of(request), person.viewer, ref)
