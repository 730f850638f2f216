"""Telling a provider that it is over, and why: one reason of a closed list, and the words are ready to send."""

from __future__ import annotations

from placements.approaching.letters import closing
from placements.approaching.references import approach_by
from placements.audit_chain import Event
from placements.deciding.offers import give_feedback, withdraw
from placements.deciding.people import Named, answerable
from placements.deciding.references import offer_by
from placements.errors import Conflict, Refused
from placements.models.approach import Approach, WhyNot
from placements.models.offer import LIVE, OfferState
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork


def close_approach(work: UnitOfWork, reference: str, why: WhyNot, person: Named) -> Approach:
    """Withdraw an approach that is still open, and keep the words with which the provider is told why.

    Raises NotFound; Refused for an approach that became a placement; Conflict where the provider was told already.
    """
    answerable(work, person, Permission.MAKE_OFFERS)
    kept = approach_by(work.session, reference)
    offer = offer_by(work.session, kept.offer_id)
    if kept.why_not is not None:
        raise Conflict(
            "The provider was told already.", given=f"{kept.reference}: {kept.why_not}", do_next="Nothing more to do."
        )
    if offer.state in {OfferState.PLACED, OfferState.ENDED}:
        raise Refused("This approach became a home.", given=kept.reference, do_next="Close the others.")
    if offer.state in LIVE:
        withdraw(work, offer.id, f"Closed: {why.value}.")
    give_feedback(work, offer.id)
    kept.why_not, kept.closing_text = why, closing(kept.reference, why)
    kept.closed_at, kept.closed_by = work.clock(), person.name.strip()
    work.session.flush()
    work.record(Event.APPROACH_CLOSED, f"approach {kept.reference}", why=why, by=kept.closed_by)
    return kept
