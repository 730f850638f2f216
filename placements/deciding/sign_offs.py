"""Agreements that the rules want for a home: asked for with the offer, given or refused by a named person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.beds import first_day
from placements.deciding.clocks import PRACTICE
from placements.deciding.people import Named, answerable, must_say
from placements.deciding.references import children_of_offer, offer_by
from placements.deciding.searches import document_of, newest_search, option_in, search_by, why_not_an_option
from placements.deciding.tasks import ToDo, add_task, close_by_rule
from placements.errors import Conflict, NotPermitted, Refused
from placements.models.home import Home
from placements.models.offer import LIVE, Offer
from placements.models.referral import Referral
from placements.models.sign_off import SignOff, SignOffState
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england, working_day_before

OURS: dict[str, frozenset[Role]] = {
    "director of children's services": frozenset({Role.DIRECTOR}),
    "nominated officer": frozenset({Role.NOMINATED_OFFICER, Role.DIRECTOR}),
    "agency decision maker": frozenset({Role.NOMINATED_OFFICER, Role.DIRECTOR}),
    "head of service": frozenset({Role.NOMINATED_OFFICER, Role.DIRECTOR}),
    "whom the scheme of delegation names": frozenset({Role.TEAM_MANAGER, Role.NOMINATED_OFFICER, Role.DIRECTOR}),
}
"""Whose agreement it is, by the rule's own words; whatever is not here is another body's, told to us by name."""
ASKED_FIRST = "ask for the agreements with this offer first"


def option_of(session: Session, offer: Offer, search_id: int | None = None) -> tuple[int, dict[str, Any]]:
    """The search (the newest of the referral unless one is named) and what it showed of this offer's home.

    Raises Refused where there was no search, or where the home was no option in it.
    """
    search = newest_search(session, offer.referral_id) if search_id is None else search_by(session, search_id)
    if search is None or search.referral_id != offer.referral_id:
        raise Refused("No search was made for this referral.", given=search_id, do_next="Search, and look at it.")
    if offer.home_id is None:
        raise Refused("No home is named yet.", given=f"offer {offer.id}", do_next="Wait for the provider's offer.")
    home = session.get_one(Home, offer.home_id).ref
    children = [child.ref for child in children_of_offer(session, offer)]
    document = document_of(session, search)
    option = option_in(document, children, home)
    if option is None:
        raise why_not_an_option(document, children, home)
    return search.id, option


def ask_sign_offs(work: UnitOfWork, offer_id: int) -> list[SignOff]:
    """Ask for every agreement that the newest search wants for this home; those asked for already stand."""
    work.viewer.must(Permission.MAKE_OFFERS)
    offer = offer_by(work.session, offer_id)
    if offer.state not in LIVE:
        raise Conflict("The offer is closed.", given=offer.state, do_next="Make a new offer.")
    _, option = option_of(work.session, offer)
    due_on = _due_on(work, offer)
    held = {one.rule for one in sign_offs_of(work.session, offer)}
    for wanted in option["approvals"]:
        if wanted["id"] not in held:
            held.add(wanted["id"])
            who = wanted["who"] or "whoever decides"
            work.session.add(
                SignOff(
                    offer_id=offer.id,
                    rule=wanted["id"],
                    who=who,
                    because=wanted["because"],
                    state=SignOffState.ASKED,
                    asked_at=work.clock(),
                    due_on=due_on,
                )
            )
            todo = ToDo(_rule_of_task(wanted["id"]), f"Agree, or refuse: {wanted['because']}", who, due_on, PRACTICE)
            add_task(work, todo, offer_id=offer.id, referral_id=offer.referral_id)
    work.session.flush()
    work.record(Event.SIGN_OFF, f"offer {offer.id}", asked=sorted(held))
    return sign_offs_of(work.session, offer)


def _due_on(work: UnitOfWork, offer: Offer) -> dt.date:
    """The working day before the home is needed, so that somebody can decide in time; today where that has come."""
    starts_on = offer.starts_on or first_day(work.session.get_one(Referral, offer.referral_id), work.clock())
    return max(working_day_before(starts_on), day_in_england(work.clock()))


def _rule_of_task(rule: str) -> str:
    return f"agree-{rule}"[:40]


def chase_sign_off(work: UnitOfWork, offer_id: int, rule: str) -> SignOff:
    """Note that an agreement that is late was asked for again today. Raises Refused where it is not late."""
    work.viewer.must(Permission.MAKE_OFFERS)
    asked = _asked(work, offer_id, rule)
    today = day_in_england(work.clock())
    if asked.state is not SignOffState.ASKED or asked.due_on > today:
        raise Refused("Nothing is late here.", given=rule, do_next=f"It is due on {asked.due_on:%d/%m/%Y}.")
    asked.chased_on = today
    work.session.flush()
    work.record(Event.SIGN_OFF, f"offer {offer_id}", rule=rule, chased=str(today))
    return asked


def sign(work: UnitOfWork, offer_id: int, rule: str, person: Named, *, agrees: bool, reason: str) -> SignOff:
    """Give or refuse an agreement of one's own office, with a reason; a refusal closes this home to the children."""
    answerable(work, person, Permission.SIGN_OFF)
    asked = _asked(work, offer_id, rule)
    offices = OURS.get(asked.who, frozenset(Role))
    if asked.who not in OURS:
        raise Refused(
            "This agreement is another body's to give.", given=asked.who, do_next="Record who gave it there, by name."
        )
    if person.role not in offices:
        raise NotPermitted(f"Only the {asked.who} can agree.", given=person.role, do_next="Ask that person to sign.")
    return _settle(work, asked, person.name, person.role, agrees=agrees, reason=reason)


def record_theirs(
    work: UnitOfWork, offer_id: int, rule: str, *, by: str, of: str, agrees: bool, reason: str
) -> SignOff:
    """Record what a named person of another body (a fostering service, another authority) agreed or refused."""
    work.viewer.must(Permission.MAKE_OFFERS)
    asked = _asked(work, offer_id, rule)
    if asked.who in OURS:
        raise NotPermitted(
            "This agreement is our own office's.", given=asked.who, do_next="That person signs it themselves."
        )
    return _settle(work, asked, by, must_say("Of which body", of), agrees=agrees, reason=reason)


def sign_offs_of(session: Session, offer: Offer) -> list[SignOff]:
    """The agreements asked for with an offer."""
    return list(session.scalars(sa.select(SignOff).where(SignOff.offer_id == offer.id).order_by(SignOff.id)))


def _asked(work: UnitOfWork, offer_id: int, rule: str) -> SignOff:
    offer = offer_by(work.session, offer_id)
    found = {one.rule: one for one in sign_offs_of(work.session, offer)}
    if rule not in found:
        wanted = ", ".join(found) or f"none yet: {ASKED_FIRST}"
        raise Refused("No such agreement was asked for.", given=rule, do_next=f"Asked for: {wanted}.")
    return found[rule]


def _settle(work: UnitOfWork, asked: SignOff, by: str, role: str, *, agrees: bool, reason: str) -> SignOff:
    if asked.state is not SignOffState.ASKED:
        raise Conflict("This was answered already.", given=f"{asked.state} by {asked.by}", do_next="It stands.")
    asked.by, asked.role, asked.at = must_say("Who agreed", by), role, work.clock()
    asked.reason = must_say("The reason", reason)
    asked.state = SignOffState.GIVEN if agrees else SignOffState.REFUSED
    close_by_rule(
        work, _rule_of_task(asked.rule), f"{asked.state.value.title()} by {asked.by}.", offer_id=asked.offer_id
    )
    work.session.flush()
    work.record(Event.SIGN_OFF, f"offer {asked.offer_id}", rule=asked.rule, now=asked.state, by=asked.by)
    return asked
