"""What stands on the page when somebody decides, and what still stands in the way of a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.beds import first_day
from placements.deciding.funding import costs_money, funding_of
from placements.deciding.notices import not_tried_yet
from placements.deciding.people import Named
from placements.deciding.references import children_of_offer
from placements.deciding.searches import GOOD_FOR, document_of, search_by
from placements.deciding.sign_offs import option_of, sign_offs_of
from placements.deciding.wishes import not_recorded, wishes_of
from placements.models.child import Child
from placements.models.decision import OverrideReason
from placements.models.funding import FundingApproval
from placements.models.home import Home
from placements.models.offer import Offer, OfferState
from placements.models.referral import Referral, Urgency
from placements.models.search import Search
from placements.models.sign_off import SignOff, SignOffState

WISHES_RULE = "wishes-recorded"
NOT_KNOWN = "unknown"


@dataclass(frozen=True)
class Decided:
    """What a named person decides and says: nothing here is filled in by the program.

    `notes` answers the records a rule wants (rule to words), `supports` names what closes each essential gap (need to
    words), `accepting_unknown` says why the home is right although a rule could not be judged, `against_veto` why it is
    right although a child said no to it.
    """

    person: Named
    reason: str
    wishes_weighed: str
    contest_route: str
    override: OverrideReason | None = None
    accepting_unknown: str = ""
    against_veto: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    supports: Mapping[str, str] = field(default_factory=dict)
    child_told_on: dt.date | None = None


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way of a decision, and who can clear it."""

    about: str
    what: str
    who: str


@dataclass(frozen=True, eq=False)
class Page:
    """An accepted offer with everything that a decision about it rests on."""

    offer: Offer
    referral: Referral
    children: tuple[Child, ...]
    home: Home
    search: Search
    document: dict[str, Any]
    option: dict[str, Any]
    wishes: list[dict[str, Any]]
    sign_offs: tuple[SignOff, ...]
    funding: FundingApproval | None
    bought_in: bool
    starts_on: dt.date
    passed_over: int | None
    above_declined: bool

    @property
    def tonight(self) -> bool:
        """Whether the child needs the home tonight, so that money is agreed afterwards."""
        return self.referral.urgency is Urgency.TONIGHT


def read_page(session: Session, offer: Offer, search_id: int | None, now: dt.datetime) -> Page:
    """Read the page of an offer. Raises Refused where no search showed this home as an option."""
    found, option = option_of(session, offer, search_id)
    search = search_by(session, found)
    referral = session.get_one(Referral, offer.referral_id)
    document = document_of(session, search)
    children = tuple(children_of_offer(session, offer))
    starts_on = offer.starts_on or first_day(referral, now)
    above = _above(document, option)
    declined = _declined(session, offer)
    return Page(
        offer=offer,
        referral=referral,
        children=children,
        home=session.get_one(Home, offer.home_id),
        search=search,
        document=document,
        option=option,
        wishes=wishes_of(session, children),
        sign_offs=tuple(sign_offs_of(session, offer)),
        funding=funding_of(session, offer, starts_on),
        bought_in=costs_money(session, offer),
        starts_on=starts_on,
        passed_over=min((one["rank"] for one in above), default=None),
        above_declined=all(one["home"] in declined for one in above),
    )


def obstacles(session: Session, page: Page, now: dt.datetime) -> list[Obstacle]:
    """What somebody must do or record before anybody can decide."""
    found = []
    if page.offer.state is not OfferState.ACCEPTED:
        found.append(Obstacle("acceptance", "The home has not accepted.", "the carers or the registered manager"))
    if now - page.search.at > GOOD_FOR:
        found.append(Obstacle("search", "The search is more than 72 hours old: search again.", "placement officer"))
    missing = not_recorded(page.wishes)
    if missing:
        what = f"Not recorded: {', '.join(missing)}."
        found.append(Obstacle("wishes", what, "the child's social worker"))
    given = {one.rule: one for one in page.sign_offs}
    for wanted in page.option["approvals"]:
        one = given.get(wanted["id"])
        if one is None or one.state is not SignOffState.GIVEN:
            said = "refused" if one and one.state is SignOffState.REFUSED else "not given yet"
            found.append(Obstacle(wanted["id"], f"{wanted['because']} It is {said}.", wanted["who"]))
    if page.bought_in and page.funding is None and not page.tonight:
        found.append(Obstacle("funding", "The cost is not agreed.", "whoever the scheme of delegation names"))
    return found + [Obstacle("notice", what, "team manager") for what in not_tried_yet(session, page.children)]


def to_be_said(page: Page, decided: Decided | None = None) -> list[Obstacle]:
    """What whoever decides must still say: about records, gaps, what is not known, and a home passed over."""
    notes = decided.notes if decided else {}
    supports = decided.supports if decided else {}
    who = "whoever decides"
    found = [
        Obstacle(one["id"], f"{one['because']} Write the note.", who)
        for one in page.option["records"]
        if one["id"] != WISHES_RULE and not notes.get(one["id"], "").strip()
    ]
    found += [
        Obstacle(str(gap["about"]), str(gap["because"]), who)
        for gap in page.option["gaps"]
        if gap.get("essential") and not supports.get(str(gap["about"]), "").strip()
    ]
    if page.option["status"] == NOT_KNOWN and not (decided and decided.accepting_unknown.strip()):
        missing = " ".join(one["because"] for one in page.option["unknown"])
        found.append(Obstacle("unknown", f"{missing} Find out, or say why the home is right all the same.", who))
    vetoes = " ".join(one["because"] for one in page.option.get("vetoed", ()))
    if vetoes and not (decided and decided.against_veto.strip()):
        found.append(Obstacle("child-veto", f"{vetoes} Say why the home is right all the same.", who))
    if page.passed_over is not None and not page.above_declined and not (decided and decided.override):
        found.append(Obstacle("override", f"Option {page.passed_over} ranks above: say why it was passed over.", who))
    return found


def _above(document: dict[str, Any], option: dict[str, Any]) -> list[dict[str, Any]]:
    """The options that rank above one, those shown as its equals apart."""
    ordered = sorted(document["options"], key=lambda one: one["rank"])
    place = next(place for place, one in enumerate(ordered) if one["rank"] == option["rank"])
    while place > 0 and ordered[place]["level_with_above"]:
        place -= 1
    return ordered[:place]


def _declined(session: Session, offer: Offer) -> set[str]:
    query = sa.select(Home.ref).join(Offer, Offer.home_id == Home.id)
    said_no = (Offer.referral_id == offer.referral_id, Offer.state == OfferState.DECLINED)
    return set(session.scalars(query.where(*said_no)))
