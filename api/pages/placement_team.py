"""The placement team's first page: who needs a home, the most urgent first, with the clock of each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.sorting import ordered
from api.templating import page
from api.words import age, count, listed
from placements.audit_chain import Event
from placements.models.child import Child
from placements.models.offer import LIVE, OfferState
from placements.models.referral import ReferralKind, Urgency
from placements.permissions import Permission
from placements.repository.holds import HoldLine, holds_in_force, last_searched
from placements.repository.lists import ReferralLine, referral_lines
from placements.repository.looks import looks_to_review
from placements.repository.offers import OfferLine, offer_lines
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
STATE_WORDS = {
    OfferState.IDENTIFIED: "to ask",
    OfferState.APPROACHED: "asked",
    OfferState.OFFERED: "offered",
    OfferState.ACCEPTED: "said yes",
}


@dataclass(frozen=True)
class Line:
    """A referral as the list shows it."""

    ref: str
    children: str
    what: str
    needed_by: dt.datetime
    urgency: Urgency
    words: str
    tag: str
    stands: str
    searched: dt.datetime | None
    held_until: dt.datetime | None
    place: int


KEYS = {
    "needed": lambda line: line.needed_by,
    "children": lambda line: line.children,
    "urgency": lambda line: line.place,
    "searched": lambda line: line.searched or dt.datetime.min.replace(tzinfo=dt.UTC),
}


def placement_team(request: Request, person: SignedIn, order: str = "", urgency: str = "") -> Response:
    """Draw the list; the look at it is written down first."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, "open referrals")
    today, now = house.today(), house.clock()
    with records_for(house.engine, person.viewer) as records:
        offers, holds, searched = offer_lines(records), holds_in_force(records, now), last_searched(records)
        every = [_line(one, today, offers, holds, searched.get(one.referral.id)) for one in referral_lines(records)]
        may_review = person.viewer.may(Permission.REVIEW_LOOKS)
        to_review = len(looks_to_review(records)) if may_review else 0
    numbers = Counter(line.urgency.value for line in every)
    return page(
        request,
        "placement_team.html",
        title="Who needs a home",
        person=person,
        lines=ordered([line for line in every if urgency in {"", line.urgency}], order, KEYS),
        choices=[
            (None, "All", len(every)),
            *((one.value, words, numbers[one]) for one, words in URGENCY_WORDS.items()),
        ],
        may_write=person.viewer.may(Permission.WRITE_REFERRALS),
        may_review=may_review,
        to_review=to_review,
    )


def _line(
    one: ReferralLine,
    today: dt.date,
    offers: Sequence[OfferLine],
    holds: Sequence[HoldLine],
    searched: dt.datetime | None,
) -> Line:
    referral = one.referral
    return Line(
        ref=referral.ref,
        children=listed([called(child, today) for child in one.children]) or "no child named",
        what=KIND_WORDS[referral.kind] + (", parent and child together" if referral.parent_and_child else ""),
        needed_by=referral.needed_by,
        urgency=referral.urgency,
        words=URGENCY_WORDS[referral.urgency],
        tag=URGENCY_TAGS.get(referral.urgency, "govuk-tag--grey"),
        stands=_stands([line for line in offers if line.referral == referral.ref]),
        searched=searched,
        held_until=min((hold.lapses_at for hold in holds if hold.referral == referral.ref), default=None),
        place=list(URGENCY_WORDS).index(referral.urgency),
    )


def _stands(offers: Sequence[OfferLine]) -> str:
    """How far the asking has come: 1 said yes, 3 asked."""
    states = Counter(line.offer.state for line in offers if line.offer.state in LIVE)
    said = [f"{states[state]} {words}" for state, words in reversed(STATE_WORDS.items()) if states[state]]
    no = sum(line.offer.state is OfferState.DECLINED for line in offers)
    return listed([*said, *([count(no, "no", "noes")] if no else [])]) or "nobody asked yet"


def called(child: Child, today: dt.date) -> str:
    """A child as the team knows them: first name or reference, and age."""
    years = age(child.dob, today)
    said = "age not known" if years is None else "under 1" if years == 0 else str(years)
    return f"{child.name or child.ref}, {said}"
