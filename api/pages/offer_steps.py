"""The steps of an offer as forms: asked, offered, yes, no, taken back; the agreements it needs; what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import named, stepped
from api.forms import Filled, Typed
from api.pages.offer import draw_offer
from api.security import SignedIn
from api.signin import Person
from placements.deciding import offers
from placements.deciding.funding import Cost, agree_funding
from placements.deciding.promised import promise_support
from placements.deciding.references import offer_by
from placements.deciding.sign_offs import ask_sign_offs, record_theirs, sign
from placements.models.offer import OfferState, RefusalReason
from placements.unit_of_work import UnitOfWork

LONGEST_WAIT = 14 * 24
AT_ONCE = dt.timedelta(hours=1)


def asked(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Note that the home was asked, and when it should answer."""
    hours = filled.whole("hours", f"Give whole hours, 1 to {LONGEST_WAIT}", low=1, high=LONGEST_WAIT)
    if hours is None and not filled.faulty("hours"):
        filled.fault("hours", "Say in how many hours they should answer")
    words = filled.text("asked-words")
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: offers.approach(work, number, work.clock() + dt.timedelta(hours=hours or 1), words),
    )


def offered(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Note the home that a provider offers; it is a known home from now on."""
    home = filled.must("home", "Give the reference of the home offered; record it first if it is new", most=40)
    weekly = filled.pence("weekly", "Give the price a week in pounds, such as 1,063.00")
    words = filled.text("offered-words")
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: offers.offered(work, number, home=home or None, weekly_pence=weekly, words=words),
    )


def accepted(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Note who took the children on the home's side, and as what; asked and answered at once counts as both."""
    by = filled.must("by", "Say who said yes, by name", most=120)
    of = filled.must("as", "Say as what they said yes", most=60)
    starts = filled.day("starts", "Give the day it starts, such as 5 6 2026", must=False)
    weekly = filled.pence("weekly", "Give the price a week in pounds, such as 1,063.00")
    words, support = filled.text("yes-words"), filled.text("support", most=400)
    cost = filled.pence("support-cost", "Give what the support costs a week, such as 70; 0 where it costs nothing")
    if support and cost is None and not filled.faulty("support-cost"):
        filled.fault("support-cost", "Give what the support costs a week, such as 70; 0 where it costs nothing")

    def step(work: UnitOfWork) -> object:
        _ask_if_not_yet(work, number)
        said = offers.accept(
            work, number, accepted_by=by, accepted_as=of, starts_on=starts, weekly_pence=weekly, words=words
        )
        return promise_support(work, number, support, cost or 0) if support else said

    return _step(request, person, filled, number, step)


def declined(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Note the home's no, with its reason."""
    reason = filled.choice("no-reason", RefusalReason, "Choose why they said no; other where none fits")
    words = filled.text("no-words")

    def step(work: UnitOfWork) -> object:
        _ask_if_not_yet(work, number)
        return offers.decline(work, number, reason or RefusalReason.OTHER, words)

    return _step(request, person, filled, number, step)


def withdrawn(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Take the approach back, saying why."""
    words = filled.must("back-words", "Say why it is taken back")
    return _step(request, person, filled, number, lambda work: offers.withdraw(work, number, words))


def agreements(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Ask for every agreement that the newest search wants for this home."""
    return _step(request, person, filled, number, lambda work: ask_sign_offs(work, number))


def agreed(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Give or refuse an agreement of one's own office, or write down what another body said."""
    rule = filled.text("rule", most=40)
    answer = filled.text(f"answer-{rule}")
    if answer not in {"yes", "no"}:
        filled.fault(f"answer-{rule}", "Say whether it is agreed")
    reason = filled.must(f"reason-{rule}", "Say why, in a sentence")
    agrees = answer == "yes"
    if filled.has("theirs"):
        by = filled.must(f"by-{rule}", "Say who agreed or refused there, by name", most=120)
        body = filled.must(f"of-{rule}", "Say of which body they are", most=80)
        return _step(
            request,
            person,
            filled,
            number,
            lambda work: record_theirs(work, number, rule, by=by, of=body, agrees=agrees, reason=reason),
        )
    return _step(
        request,
        person,
        filled,
        number,
        lambda work: sign(work, number, rule, named(person), agrees=agrees, reason=reason),
    )


def funded(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Agree what the home costs, within the authority's scheme of delegation."""
    weekly = filled.pence("fund-weekly", "Give the price a week in pounds, such as 1,063.00")
    if weekly is None and not filled.faulty("fund-weekly"):
        filled.fault("fund-weekly", "Give the price a week in pounds, such as 1,063.00")
    starts = filled.day("fund-from", "Give the first day it is agreed for")
    ends = filled.day("fund-to", "Give the day after the last it is agreed for")
    panel = filled.day("fund-panel", "Give the day the panel sat, or leave it empty", must=False)
    words = filled.text("fund-words")

    def step(work: UnitOfWork) -> object:
        today = work.clock().date()
        cost = Cost(weekly or 0, starts or today, ends or today)
        return agree_funding(work, number, named(person), cost, panel_on=panel, words=words)

    return _step(request, person, filled, number, step)


def _ask_if_not_yet(work: UnitOfWork, number: int) -> None:
    """A home that is rung and answers at once was asked a moment before."""
    if offer_by(work.session, number).state is OfferState.IDENTIFIED:
        offers.approach(work, number, work.clock() + AT_ONCE, "Rung.")


def _step(
    request: Request, person: Person, filled: Typed, number: int, step: Callable[[UnitOfWork], object]
) -> Response:
    """Take the step and show the offer again; where it is refused, with everything that was typed."""
    return stepped(request, person, filled, step, f"/offers/{number}", partial(draw_offer, request, person, number))
