"""A referral for children whose records are held: written whole, often from the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.references import child_by, referral_by
from placements.errors import Refused
from placements.models.base import Known
from placements.models.child import Child, Constraint, Need, Risk
from placements.models.referral import (
    Duration,
    Plan,
    Referral,
    ReferralChild,
    ReferralKind,
    ShareWith,
    Suitability,
    Urgency,
)
from placements.permissions import Permission
from placements.referring.tonight import next_ref, said_here
from placements.unit_of_work import UnitOfWork

SETTINGS = ("foster", "kin", "K2", "K3")
Fact = type[Need] | type[Risk] | type[Constraint]
FACTS: dict[str, tuple[Fact, sa.orm.InstrumentedAttribute[Any]]] = {
    "need": (Need, Need.domain),
    "risk": (Risk, Risk.kind),
    "constraint": (Constraint, Constraint.kind),
}
"""The facts that grow old, by what a page calls them, each with the column that says which it is."""


@dataclass(frozen=True)
class ReferralGiven:
    """A referral as typed: for whom, why, by when, and what the plan says; what was left out is not known."""

    children: Sequence[str]
    kind: ReferralKind
    needed_by: dt.datetime
    urgency: Urgency
    duration: Duration = Duration.UNKNOWN
    plan: Plan = Plan.UNKNOWN
    settings: Mapping[str, Suitability] = field(default_factory=dict)
    preferred_area: str | None = None
    max_travel_min: int | None = None
    pen_picture: str | None = None
    team: str | None = None
    share_with: ShareWith | None = None
    parent_and_child: bool = False
    carer_ended: Known = Known.NOT_ASKED


def write_referral(work: UnitOfWork, given: ReferralGiven, *, copied_from: str | None = None) -> Referral:
    """Write a new referral; `copied_from` names the one it was copied from, for the audit. Raises Refused, NotFound."""
    work.viewer.must(Permission.WRITE_REFERRALS)
    if given.needed_by <= work.clock():
        raise Refused(
            "The moment by which a home is needed has passed.",
            given=f"{given.needed_by:%d/%m/%Y %H:%M}",
            do_next="Give a moment still to come.",
        )
    if not given.children:
        raise Refused("No child is named.", do_next="Give the reference of at least one child.")
    if copied_from is not None:
        referral_by(work.session, copied_from)
    children = [child_by(work.session, ref) for ref in dict.fromkeys(given.children)]
    said = said_here(work)
    facts = vars(given) | {"settings": {name: value.value for name, value in given.settings.items()}}
    facts |= {"needed_by": given.needed_by.astimezone(dt.UTC), "share_with": given.share_with}
    del facts["children"]
    referral = Referral(ref=next_ref(work, Referral.ref, f"R-{said['as_of']:%y%m%d}"), **facts, **said)
    work.session.add(referral)
    work.session.flush()
    work.session.add_all(ReferralChild(referral_id=referral.id, child_id=child.id) for child in children)
    work.session.flush()
    work.record(
        Event.REFERRAL_WRITTEN,
        f"referral {referral.ref}",
        children=[child.ref for child in children],
        copied_from=copied_from,
    )
    return referral


def still_true(work: UnitOfWork, child: str, facts: Sequence[tuple[str, str]]) -> int:
    """Note that facts of a child, each a kind and what it says (need, autism), were asked again and are true today.

    Returns how many rows that confirmed. Raises NotFound, and Refused for a fact that is not recorded.
    """
    work.viewer.must(Permission.WRITE_REFERRALS)
    found = child_by(work.session, child)
    return sum(_confirm(work, found, kind, says) for kind, says in facts)


def _confirm(work: UnitOfWork, child: Child, kind: str, says: str) -> int:
    if kind not in FACTS:
        raise Refused("Needs, risks and constraints grow old.", given=kind, do_next="Choose one of the list.")
    table, column = FACTS[kind]
    rows: Sequence[Any] = work.session.scalars(sa.select(table).where(table.child_id == child.id, column == says)).all()
    if not rows:
        raise Refused("This fact is not recorded.", given=f"{kind}: {says}", do_next="Choose one of the list.")
    said = said_here(work)
    for row in rows:
        row.as_of, row.author = said["as_of"], said["author"]
    work.record(Event.REFERRAL_WRITTEN, f"child {child.ref}", still_true=f"{kind}: {says}")
    return len(rows)
