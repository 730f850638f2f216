"""Breaking the glass: where a home lies is shown for a reason only, is never printed by default, and is reviewed."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import must_say
from placements.deciding.references import child_by
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.child import Contact
from placements.models.home import Home
from placements.models.protected_look import ProtectedLook
from placements.models.reference import School
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import add_working_days, day_in_england

REVIEWED_WITHIN = 2
"""Working days within which a second person reviews why a postcode was shown (practice)."""
SHORTEST_REASON = 10


def postcodes_for(work: UnitOfWork, homes: Sequence[str], *, page: str, reason: str) -> dict[str, str]:
    """The postcodes of homes, by reference, for somebody who says why; the look stands in the list to be reviewed.

    A home without a postcode is absent. Raises NotPermitted, NotFound, and Refused where the reason says nothing.
    """
    work.viewer.must(Permission.SEE_PROTECTED_POSTCODES)
    why = good_reason(reason)
    if not homes:
        raise Refused("No home is named.", do_next="Choose at least one home.")
    found = dict(work.session.execute(sa.select(Home.ref, Home.postcode).where(Home.ref.in_(homes))).all())
    missing = [ref for ref in homes if ref not in found]
    if missing:
        raise NotFound("No home has this reference.", given=missing[0], do_next="See the list of homes.")
    _note_look(work, page, why, homes=list(homes))
    return {ref: postcode for ref, postcode in found.items() if postcode}


def addresses_of_child(work: UnitOfWork, child: str, *, page: str, reason: str) -> dict[str, str]:
    """Where a child's family lives, goes to school and meets whom, as far as it is known; the look is to be reviewed.

    Raises NotPermitted, NotFound, and Refused where the reason says nothing.
    """
    work.viewer.must(Permission.SEE_PROTECTED_POSTCODES)
    why, found = good_reason(reason), child_by(work.session, child)
    school = work.session.get(School, found.school_urn) if found.school_urn else None
    meets = work.session.scalars(sa.select(Contact).where(Contact.child_id == found.id).order_by(Contact.id))
    said = {"Family home": found.home_postcode, "School": school.postcode if school else None}
    said |= {f"Seeing {one.person}": one.place_postcode for one in meets}
    _note_look(work, page, why, children=[child])
    return {what: postcode for what, postcode in said.items() if postcode}


def good_reason(reason: str) -> str:
    """A reason for seeing an address that says something. Raises Refused."""
    why = must_say("The reason for seeing an address", reason)
    if len(why) < SHORTEST_REASON:
        raise Refused("The reason says too little.", given=why, do_next="Say in a sentence what it is needed for.")
    return why


def _note_look(
    work: UnitOfWork, page: str, why: str, homes: Sequence[str] = (), children: Sequence[str] = ()
) -> ProtectedLook:
    """Put a look on the list to be reviewed."""
    look = ProtectedLook(
        at=work.clock(),
        by=work.viewer.name,
        role=work.viewer.role,
        page=page,
        homes=list(homes),
        children=list(children),
        reason=why,
        review_by=add_working_days(day_in_england(work.clock()), REVIEWED_WITHIN),
    )
    work.session.add(look)
    work.session.flush()
    shown = {"homes": list(homes)} if homes else {"children": list(children)}
    work.record(Event.ADDRESS_SHOWN, f"look {look.id}", **shown, page=page, reason=why)
    return look


def review_look(work: UnitOfWork, look_id: int, *, in_order: bool, words: str) -> ProtectedLook:
    """Say, as a second person, whether a look was in order. Raises NotFound, NotPermitted, Conflict."""
    work.viewer.must(Permission.REVIEW_LOOKS)
    look = work.session.get(ProtectedLook, look_id)
    if look is None:
        raise NotFound("There is no such look.", given=look_id, do_next="See the list of looks to review.")
    if look.reviewed_at is not None:
        raise Conflict("This was reviewed already.", given=f"by {look.reviewed_by}", do_next="It stands.")
    if look.by.casefold() == work.viewer.name.casefold():
        raise NotPermitted("Nobody reviews their own look.", given=look.by, do_next="Ask another manager to review it.")
    look.reviewed_at, look.reviewed_by = work.clock(), work.viewer.name
    look.review_words, look.in_order = must_say("What the review found", words), in_order
    work.session.flush()
    work.record(Event.LOOK_REVIEWED, f"look {look.id}", in_order=in_order)
    return look
