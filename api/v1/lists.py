"""Health, and the lists of what the record holds."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import sqlalchemy as sa
from fastapi import Query, Request

from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.shapes.lists import FoundThing, Health, HeldReturn, KnownHome, OpenReferral, ReferralChild
from api.words import age
from placements.audit_chain import Event
from placements.permissions import Permission
from placements.repository.lists import findings, home_lines, referral_lines, standing_returns
from placements.repository.records import records_for

LARGEST_ID = 2**31 - 1


def health(request: Request) -> Health:
    """Whether the service and its record answer."""
    with house_of(request).engine.connect() as connection:
        connection.execute(sa.text("select 1"))
    return Health(status="ok", version=version("homeward"))


def open_referrals(request: Request, person: SignedIn) -> list[OpenReferral]:
    """Open referrals, the most urgent first; the look at them is written down."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, "open referrals")
    with records_for(house.engine, person.viewer) as records:
        lines = referral_lines(records)
    return [
        OpenReferral(
            referral=line.referral.ref,
            kind=line.referral.kind,
            urgency=line.referral.urgency,
            needed_by=line.referral.needed_by,
            duration=line.referral.duration,
            plan=line.referral.plan,
            parent_and_child=line.referral.parent_and_child,
            children=[
                ReferralChild(child=child.ref, age=age(child.dob, house.today()), sex=child.sex.value)
                for child in line.children
            ],
        )
        for line in lines
    ]


def known_homes(request: Request, person: SignedIn) -> list[KnownHome]:
    """Known homes that are not closed, with their beds as they stand today."""
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        lines = home_lines(records, house.today())
    return [
        KnownHome(
            home=line.home.ref,
            kind=line.home.kind,
            status=line.home.status,
            provider=line.provider,
            authority=line.home.la_code,
            beds=line.beds,
            taken=line.taken,
            confirmed_on=line.confirmed_on,
        )
        for line in lines
    ]


def held_returns(request: Request, person: SignedIn) -> list[HeldReturn]:
    """The yearly returns held."""
    with records_for(house_of(request).engine, person.viewer) as records:
        return [
            HeldReturn(year=one.year, path=one.path, loaded_at=one.loaded_at, children_set_aside=one.children_set_aside)
            for one in standing_returns(records)
        ]


def found_things(
    request: Request,
    person: SignedIn,
    rule: Annotated[str | None, Query(max_length=40)] = None,
    after: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0,
    most: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[FoundThing]:
    """Findings in the order in which they were found; `after` takes the last id of the page before."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_FINDINGS, Event.CHILD_READ, "findings", rule=rule, after=after)
    with records_for(house.engine, person.viewer) as records:
        return [
            FoundThing(
                id=one.id,
                file=one.file,
                row=one.row,
                column=one.column,
                rule=one.rule,
                level=one.level.value,
                value=one.value,
                message=one.message,
            )
            for one in findings(records, rule=rule, after=after, most=most)
        ]
