"""Cash claimed for a child who came home, and cash released: finance says what the budget line really gave back."""

from __future__ import annotations

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import Named, answerable, must_say
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.return_home import ReturnCash, ReturnPlan
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork


def claim(
    work: UnitOfWork, plan_id: int, year: int, pence: int, budget_code: str, holder: str, person: Named
) -> ReturnCash:
    """Claim so much of a financial year as cash to be released from a budget line, by its code and its holder.

    Raises Refused for a return that has not come about: what has not happened saves nothing.
    """
    answerable(work, person, Permission.CLAIM_SAVINGS)
    plan = work.session.get(ReturnPlan, plan_id)
    if plan is None:
        raise NotFound("There is no such return.", given=plan_id, do_next="See the returns that were planned.")
    if plan.returned_on is None:
        raise Refused("The child has not come home.", given=plan_id, do_next="Claim it when the child has.")
    if pence < 0:
        raise Refused("A claim is not below nothing.", given=pence, do_next="Give whole pence, 0 or more.")
    if work.session.scalar(sa.select(ReturnCash.id).filter_by(plan_id=plan_id, year=year)) is not None:
        raise Conflict("This year was claimed already.", given=f"{plan_id}, {year}", do_next="It stands.")
    cash = ReturnCash(
        plan_id=plan_id,
        year=year,
        claimed_pence=pence,
        budget_code=must_say("The budget line", budget_code),
        holder=must_say("Who holds the budget", holder),
        by=person.name,
        at=work.clock(),
    )
    work.session.add(cash)
    work.session.flush()
    work.record(Event.SAVING_CLAIMED, f"return {plan_id}", year=year, pence=pence)
    return cash


def release(work: UnitOfWork, plan_id: int, year: int, pence: int, person: Named) -> ReturnCash:
    """Record what the budget line released of a claim; only finance says so, and it may be less, or below nothing."""
    answerable(work, person, Permission.CLAIM_SAVINGS)
    if person.role is not Role.FINANCE:
        raise NotPermitted("Only finance says what was released.", given=person.role, do_next="Ask finance.")
    cash = work.session.scalar(sa.select(ReturnCash).filter_by(plan_id=plan_id, year=year))
    if cash is None:
        raise NotFound("Nothing was claimed.", given=f"{plan_id}, {year}", do_next="Claim it first.")
    cash.released_pence = pence
    work.record(Event.SAVING_CLAIMED, f"return {plan_id}", year=year, released=pence)
    return cash
