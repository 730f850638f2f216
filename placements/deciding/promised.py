"""Yes with support: what was promised to the carers, what it costs a week, and that somebody arranges it by a day."""

from __future__ import annotations

from placements.audit_chain import Event
from placements.deciding.people import must_say
from placements.deciding.references import offer_by
from placements.deciding.tasks import ToDo, add_task
from placements.errors import Refused
from placements.models.offer import LIVE
from placements.models.task import Task
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england, next_working_day

RULE = "support-promised"
PENCE = 100


def promise_support(work: UnitOfWork, offer_id: int, what: str, weekly_pence: int) -> Task:
    """Note support without which the carers would not have said yes, with its weekly cost, as a task to arrange it.

    It is due on the first day of the home, or on the next working day where that has come. Raises NotFound, Refused.
    """
    work.viewer.must(Permission.MAKE_OFFERS)
    offer = offer_by(work.session, offer_id)
    if offer.state not in LIVE:
        raise Refused("The offer is closed.", given=offer.state, do_next="Promise support with an open offer.")
    if weekly_pence < 0:
        raise Refused("Support costs something, or nothing.", given=weekly_pence, do_next="Give whole pence a week.")
    today = day_in_england(work.clock())
    starts = offer.starts_on if offer.starts_on and offer.starts_on > today else next_working_day(today)
    words = must_say("Which support", what).rstrip(".")
    task = add_task(
        work,
        ToDo(
            RULE,
            f"Arrange the support promised to the carers: {words}, £{weekly_pence / PENCE:,.2f} a week.",
            "placement officer",
            starts,
            "what the carers said",
        ),
        referral_id=offer.referral_id,
        offer_id=offer.id,
    )
    work.session.flush()
    work.record(Event.OFFER_MOVED, f"offer {offer.id}", support=words, weekly_pence=weekly_pence)
    return task
