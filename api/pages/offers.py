"""The board of offers: who was asked, who answered what, whom to write to next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, named, on_to
from api.forms import Filled
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.sorting import ordered
from api.templating import page
from api.words import sentence
from placements.approaching.chase import chase
from placements.approaching.closing import close_approach
from placements.audit_chain import Event
from placements.models.approach import WhyNot
from placements.models.offer import LIVE, OfferState
from placements.permissions import Permission
from placements.repository.approaches import ApproachLine, approach_lines
from placements.repository.offers import OfferLine, offer_lines
from placements.repository.records import records_for

STATES = {
    OfferState.ACCEPTED: "Said yes",
    OfferState.OFFERED: "Offered",
    OfferState.APPROACHED: "Asked",
    OfferState.IDENTIFIED: "To ask",
    OfferState.DECLINED: "Said no",
    OfferState.WITHDRAWN: "Taken back",
    OfferState.PLACED: "Placed",
    OfferState.ENDED: "Ended",
}
LIVE_ONLY = "live"
WHY_NOT = [(one.value, sentence(one)) for one in WhyNot]
FAR = 2**63


@dataclass(frozen=True)
class Line:
    """An offer with its paper, if one was sent."""

    offer: OfferLine
    paper: ApproachLine | None


KEYS: dict[str, Callable[[Line], Any]] = {
    "referral": lambda line: line.offer.referral,
    "who": lambda line: line.offer.home or line.offer.provider or "",
    "state": lambda line: list(STATES).index(line.offer.offer.state),
    "due": lambda line: line.offer.offer.reply_due.timestamp() if line.offer.offer.reply_due else FAR,
}


def offers(
    request: Request, person: SignedIn, referral: str = "", state: str = LIVE_ONLY, order: str = "state"
) -> Response:
    """Draw the board, of every referral or of one; that it was looked at is written down."""
    house = house_of(request)
    subject = f"referral {referral}" if referral else "offers"
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, subject[:120])
    with records_for(house.engine, person.viewer) as records:
        papers = approach_lines(records, referral or None)
        by_offer = {one.offer.id: one for one in papers}
        every = [Line(one, by_offer.get(one.offer.id)) for one in offer_lines(records, referral or None)]
    numbers = Counter(line.offer.offer.state for line in every)
    live = sum(numbers[one] for one in LIVE)
    return page(
        request,
        "offers.html",
        title="Asked and offered",
        person=person,
        lines=ordered([line for line in every if _wanted(line, state)], order, KEYS),
        referral=referral,
        choices=[
            (None, "Open", live),
            *((one.value, words, numbers[one]) for one, words in STATES.items() if numbers[one]),
            ("all", "All", len(every)),
        ],
        words=STATES,
        chase=chase(papers, house.clock()),
        why_not=WHY_NOT,
        may_offer=person.viewer.may(Permission.MAKE_OFFERS),
    )


def close(request: Request, person: SignedIn, filled: Filled, reference: str) -> Response:
    """Tell a provider why not: one reason, and the words to send are kept."""
    why = filled.choice("why", WhyNot, "Choose why not")
    filled.refuse_if_wrong()
    kept = changed(
        house_of(request),
        person,
        lambda work: close_approach(work, reference, why or WhyNot.OTHER_HOME_CHOSEN, named(person)),
    )
    return on_to(f"/approaches/{kept.reference}")


def _wanted(line: Line, state: str) -> bool:
    now = line.offer.offer.state
    return state == "all" or (now in LIVE if state == LIVE_ONLY else now == state)
