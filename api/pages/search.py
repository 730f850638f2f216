"""A search, as the duty worker sees it: whom to ring first, what each home meets and lacks, and why others are out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from api.bundles import ORDERS, bundles_of, names_in
from api.hiding import letters_of, without_names
from api.house import House, house_of
from api.looks import noted_look
from api.pages.placement_team import URGENCY_TAGS, URGENCY_WORDS
from api.printing.alike import DRAFTS
from api.searches import search_for
from api.security import SignedIn
from api.shapes.search import Option, SearchAnswer
from api.signin import Person
from api.templating import page
from api.words import day, moment
from matching.rules.in_short import in_short
from placements.audit_chain import Event
from placements.errors import NotFound
from placements.models.child import Together as Assessed
from placements.models.offer import LIVE
from placements.models.referral import Urgency
from placements.permissions import Permission
from placements.repository.family import pairs_among
from placements.repository.holds import HoldLine, holds_in_force
from placements.repository.offers import OfferLine, offer_lines
from placements.repository.records import records_for

SHOWN_AT_ONCE = 5
MOST_PARTS = 2**12
SHOWN = "shown"
ASSESSED_WORDS = {
    Assessed.MUST: "assessed to live together",
    Assessed.PREFER: "assessed to live together if at all possible",
    Assessed.NEUTRAL: "assessed: together or apart",
    Assessed.APART: "assessed to live apart",
    Assessed.NOT_ASSESSED: "not assessed",
}


@dataclass(frozen=True)
class Going:
    """What goes on already with one home for the same children: an open offer, a bed held."""

    offers: Sequence[OfferLine]
    holds: Sequence[HoldLine]
    letters: dict[str, str]

    def offer(self, option: Option) -> OfferLine | None:
        """The open offer of this home for these children."""
        wanted = set(option.children)
        return next((one for one in self.offers if self._is(one.home, option) and set(one.children) == wanted), None)

    def hold(self, option: Option) -> HoldLine | None:
        """The hold of a bed in this home, the first to lapse."""
        return next((one for one in self.holds if self._is(one.home, option)), None)

    def _is(self, home: str | None, option: Option) -> bool:
        return option.home in {home, self.letters.get(home or "")}


def search(
    request: Request,
    person: SignedIn,
    ref: str,
    part: Annotated[int, Query(ge=0, le=MOST_PARTS)] = 0,
    order: str = "fit",
    rule: str = "",
    names: str = "",
) -> Response:
    """Draw the search for one referral; that it was made is written down first.

    `part` chooses who would live together: 0 for all of them, then each part of a group of brothers and sisters;
    `rule` shows only homes that one rule leaves out.
    """
    house = house_of(request)
    answer = search_for(house, person.viewer, ref)
    hidden = house.settings.hide_names and names != SHOWN
    if house.settings.hide_names and names == SHOWN:
        noted_look(
            house, person.viewer, Permission.SEE_REFERRALS, Event.NAMES_SHOWN, f"referral {ref}", search=answer.search
        )
    going = going_on(house, person, ref, letters_of(answer) if hidden else {})
    answer = without_names(answer) if hidden else answer
    bundles = bundles_of(answer)
    if part >= max(1, len(bundles)) or order not in ORDERS:
        raise NotFound("These children have no such part.", given=part, do_next="Choose one from the list on the page.")
    urgency = Urgency(answer.urgency)
    return page(
        request,
        "search.html",
        title=f"Homes for {names_in(answer, [child.child for child in answer.children])}",
        person=person,
        answer=answer,
        bundles=bundles,
        part=part,
        bundle=bundles[part] if bundles else None,
        assessments=assessments_of(house, person, answer),
        going=going,
        orders=ORDERS,
        order=order,
        rule=rule,
        rule_words=in_short,
        drafts=DRAFTS,
        hidden=hidden,
        at_once=SHOWN_AT_ONCE,
        names_of=lambda option: names_in(answer, option.children),
        called={child.child: child.name or child.child for child in answer.children},
        needed_by=moment(answer.needed_by),
        urgency=URGENCY_WORDS[urgency],
        tag=URGENCY_TAGS.get(urgency, "govuk-tag--grey"),
        may=may_do(person),
    )


def going_on(house: House, person: Person, ref: str, letters: dict[str, str]) -> Going:
    """The open offers and holds of a referral; `letters` says what each home is called on the page."""
    """The open offers and holds of a referral; `letters` says what each home is called on the page."""
    with records_for(house.engine, person.viewer) as records:
        offers = [one for one in offer_lines(records, ref) if one.offer.state in LIVE]
        holds = [one for one in holds_in_force(records, house.clock()) if one.referral == ref]
    return Going(offers, holds, letters)


def assessments_of(house: House, person: Person, answer: SearchAnswer) -> list[str]:
    """What was assessed of the children of the referral, in words; nothing of one child alone."""
    called = {child.child: child.name or child.child for child in answer.children}
    with records_for(house.engine, person.viewer) as records:
        pairs = pairs_among(records, list(called))
    said = {ASSESSED_WORDS[one.assessed] for one in pairs}
    if len(said) == 1 and len(pairs) == len(called) * (len(called) - 1) // 2:
        on = max((one.on for one in pairs if one.on), default=None)
        return [said.pop() + (f" ({day(on)})" if on else "")]
    return [f"{called[one.a]} and {called[one.b]}: {ASSESSED_WORDS[one.assessed]}" for one in pairs]


def may_do(person: Person) -> dict[str, bool]:
    """Which buttons a role is shown; the routes behind them ask again."""
    viewer = person.viewer
    return {
        "hold": viewer.may(Permission.HOLD_BEDS),
        "offer": viewer.may(Permission.MAKE_OFFERS),
        "write": viewer.may(Permission.WRITE_REFERRALS),
    }
