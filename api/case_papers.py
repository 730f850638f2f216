"""Papers about a child, from the record: a decision's note, the child's own page, a shortlist; each look is kept."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.reports.childs_page import childs_page
from api.reports.decision_note import Told, decision_note
from api.reports.paper import Paper
from api.reports.shortlist import shortlist
from api.shapes.deciding import decision_shape
from api.shapes.search import Option
from placements.audit_chain import Event
from placements.deciding.references import decision_by
from placements.deciding.shortlists import shortlist_by, shown
from placements.errors import NotFound, Refused
from placements.models.child import Child
from placements.models.decision import Decision
from placements.models.referral import Referral, ReferralChild
from placements.models.search import Search
from placements.permissions import Permission, Viewer
from placements.repository.records import Records
from placements.repository.reference import responsible_authority
from placements.unit_of_work import UnitOfWork


def note_of_decision(engine: sa.Engine, viewer: Viewer, number: int) -> Paper:
    """The note of a decision for the case system, on one page. Raises NotFound, Refused, NotPermitted."""
    with UnitOfWork(engine, viewer, Permission.SEE_SENSITIVE) as work:
        told = _told(work, number)
        work.commit()
    return decision_note(told)


def page_for_child(engine: sa.Engine, viewer: Viewer, number: int, child: str) -> Paper:
    """The child's own page about a decision: why this home, and how to question it. Raises as `note_of_decision`."""
    with UnitOfWork(engine, viewer, Permission.SEE_SENSITIVE) as work:
        told = _told(work, number)
        work.commit()
    if child not in told.children:
        raise NotFound(
            "The decision is not about this child.", given=child, do_next=f"Give one of {', '.join(told.children)}."
        )
    return childs_page(told, child)


def paper_of_shortlist(engine: sa.Engine, viewer: Viewer, number: int) -> Paper:
    """A shortlist side by side; homes are letters while their names are hidden. Raises NotFound, NotPermitted."""
    with UnitOfWork(engine, viewer, Permission.SEE_REFERRALS) as work:
        made = shortlist_by(work.session, number)
        referral = work.session.get_one(Search, made.search_id).referral_id
        names = _names_of_referral(work.session, referral) if referral else {}
        options = [Option.model_validate(one) for one in shown(work.session, number)]
        council = responsible_authority(Records(work.session, viewer)).name
        work.record(Event.PAPER_READ, f"shortlist {number}")
        work.commit()
    return shortlist(options, names, council, made.made_at, made.made_by)


def _told(work: UnitOfWork, number: int) -> Told:
    decision = decision_by(work.session, number)
    if decision.happened is not None:
        raise Refused(
            "This was never suggested: it was recorded after it happened.",
            given=number,
            do_next="The director's restricted list holds it (homeward restricted).",
        )
    told = Told(
        decision=decision_shape(decision),
        names=_names(work.session, decision),
        council=responsible_authority(Records(work.session, work.viewer)).name,
        referral=_referral(work.session, decision),
    )
    work.record(Event.PAPER_READ, f"decision {number}")
    return told


def _names(session: Session, decision: Decision) -> dict[str, str]:
    refs = decision.snapshot["children"]
    found = session.execute(sa.select(Child.ref, Child.name).where(Child.ref.in_(refs)))
    names = {ref: name or ref for ref, name in found}
    return {ref: names.get(ref, ref) for ref in refs}


def _names_of_referral(session: Session, referral: int) -> dict[str, str]:
    query = sa.select(Child.ref, Child.name).join(ReferralChild, ReferralChild.child_id == Child.id)
    return {ref: name or ref for ref, name in session.execute(query.where(ReferralChild.referral_id == referral))}


def _referral(session: Session, decision: Decision) -> str | None:
    return session.scalar(sa.select(Referral.ref).where(Referral.id == decision.referral_id))
