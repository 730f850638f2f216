"""Searching homes for a referral, and planning for all."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request

from api.house import house_of
from api.searches import plan_for, search_for
from api.security import SignedIn
from api.shapes.plan import Plan
from api.shapes.search import SearchAnswer

LONGEST_PLAN = 30
Ref = Annotated[str, Path(max_length=40)]


def search(request: Request, person: SignedIn, ref: Ref) -> SearchAnswer:
    """Who could live where, for one open referral; that it was asked is written down."""
    return search_for(house_of(request), person.viewer, ref)


def plan(request: Request, person: SignedIn, time_limit: Annotated[float, Query(gt=0, le=LONGEST_PLAN)] = 10.0) -> Plan:
    """The best use of the known homes for every open referral together, in at most `time_limit` seconds."""
    return plan_for(house_of(request), person.viewer, time_limit)
