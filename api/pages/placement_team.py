"""The placement team's first page: who needs a home, the most urgent first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.templating import page
from api.words import age, listed, moment
from placements.audit_chain import Event
from placements.models.child import Child
from placements.models.referral import ReferralKind, Urgency
from placements.permissions import Permission
from placements.repository.lists import ReferralLine, referral_lines
from placements.repository.records import records_for

URGENCY_TAGS = {Urgency.TONIGHT: "govuk-tag--red", Urgency.WITHIN_72H: "govuk-tag--orange"}
URGENCY_WORDS = {Urgency.TONIGHT: "Tonight", Urgency.WITHIN_72H: "Within 72 hours", Urgency.PLANNED: "Planned"}
KIND_WORDS = {
    ReferralKind.NEW: "Coming into care",
    ReferralKind.BREAKDOWN: "The home is ending early",
    ReferralKind.PLANNED_MOVE: "A planned move",
    ReferralKind.STEP_DOWN: "Stepping down from residential care",
    ReferralKind.BRING_HOME: "Coming back near home",
    ReferralKind.SHORT_BREAK: "A short break",
    ReferralKind.EMERGENCY: "An emergency",
}


@dataclass(frozen=True)
class Line:
    """A referral as the list shows it."""

    ref: str
    children: str
    what: str
    needed_by: str
    urgency: str
    tag: str


def placement_team(request: Request, person: SignedIn) -> Response:
    """Draw the list; the look at it is written down first."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, "open referrals")
    today = house.today()
    with records_for(house.engine, person.viewer) as records:
        lines = [_line(one, today) for one in referral_lines(records)]
    return page(request, "placement_team.html", title="Who needs a home", person=person, lines=lines)


def _line(one: ReferralLine, today: dt.date) -> Line:
    referral = one.referral
    return Line(
        ref=referral.ref,
        children=listed([called(child, today) for child in one.children]) or "no child named",
        what=KIND_WORDS[referral.kind] + (", parent and child together" if referral.parent_and_child else ""),
        needed_by=moment(referral.needed_by),
        urgency=URGENCY_WORDS[referral.urgency],
        tag=URGENCY_TAGS.get(referral.urgency, "govuk-tag--grey"),
    )


def called(child: Child, today: dt.date) -> str:
    """A child as the team knows them: first name or reference, and age."""
    years = age(child.dob, today)
    said = "age not known" if years is None else "under 1" if years == 0 else str(years)
    return f"{child.name or child.ref}, {said}"
