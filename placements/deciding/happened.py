"""What happened can always be recorded: a placement that is never suggested, by a named senior, with its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from placements.audit_chain import Event
from placements.deciding.beds import bed_for
from placements.deciding.clocks import DIRECTOR_TOLD, HAPPENED, HAPPENED_REVIEW, PRACTICE, SOCIAL_WORKER
from placements.deciding.people import Named, answerable, must_say
from placements.deciding.placing import end_earlier
from placements.deciding.references import child_by, home_by, referral_by
from placements.deciding.tasks import ToDo, add_task
from placements.deciding.wishes import wishes_of
from placements.errors import Conflict, NotFound, Refused
from placements.models.child import Child
from placements.models.decision import Decision, Happened
from placements.models.home import Home
from placements.models.placement import DECIDED_HERE, Residence
from placements.occupancy import take_place
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class WhatHappened:
    """Where children were placed outside what is ever suggested: the kind, since when, why, and who was told."""

    kind: Happened
    children: Sequence[str]
    starts_on: dt.date
    reason: str
    home: str | None = None
    place: str = ""
    notices: Sequence[str] = ()
    referral: str | None = None


def record_happened(work: UnitOfWork, what: WhatHappened, person: Named) -> Decision:
    """Record a placement that was made although it is never suggested; nothing refuses a fact.

    A free bed of a known home is taken; where there is none, the record says where the child lives all the same. The
    referral stays open, so that the search goes on. Raises Refused, NotPermitted.
    """
    answerable(work, person, Permission.RECORD_HAPPENED)
    if not what.children or not (what.home or what.place.strip()):
        raise Refused("Who was placed, and where, is missing.", do_next="Name the children and the home or the place.")
    home = home_by(work.session, what.home) if what.home else None
    children = [child_by(work.session, ref) for ref in what.children]
    decision = Decision(
        referral_id=referral_by(work.session, what.referral).id if what.referral else None,
        decided_by=person.name.strip(),
        role=person.role,
        at=work.clock(),
        reason=must_say("The reason", what.reason),
        happened=what.kind,
        wishes=list(wishes_of(work.session, children)),
        snapshot={
            "children": list(what.children),
            "home": what.home,
            "place": what.place.strip() or None,
            "starts_on": what.starts_on.isoformat(),
            "notices": [{"who": who, "told": False} for who in what.notices],
        },
    )
    work.session.add(decision)
    work.session.flush()
    for child in children:
        end_earlier(work, child.id, what.starts_on, "The child was placed elsewhere.", person)
        _house(work, child, home, what, decision)
    _start_clocks(work, what, decision, children)
    work.record(Event.HAPPENED, f"decision {decision.id}", kind=what.kind, by=person.name, role=person.role)
    return decision


def _house(work: UnitOfWork, child: Child, home: Home | None, what: WhatHappened, decision: Decision) -> None:
    if home is not None:
        try:
            bed = bed_for(work.session, home, child.id, what.starts_on, None, work.clock())
        except (Conflict, NotFound):
            bed = None
        if bed is not None:
            take_place(work, bed.id, child.id, decision, what.starts_on)
            return
    work.session.add(
        Residence(
            child_id=child.id,
            starts_on=what.starts_on,
            home_id=home.id if home else None,
            place_text=what.place.strip() or None,
            as_of=work.clock().date(),
            source=DECIDED_HERE,
            author=decision.decided_by,
        )
    )


def _start_clocks(work: UnitOfWork, what: WhatHappened, decision: Decision, children: Sequence[Child]) -> None:
    today = work.clock().date()
    todos = [clock.starting(today) for clock in (DIRECTOR_TOLD, HAPPENED_REVIEW)]
    todos += [clock.starting(what.starts_on) for clock in HAPPENED[what.kind]]
    todos += [ToDo("notice-sent", f"Tell {who}.", SOCIAL_WORKER, today, PRACTICE) for who in what.notices]
    for todo in todos:
        restricted = ToDo(**(vars(todo) | {"restricted": True}))
        add_task(work, restricted, decision_id=decision.id, referral_id=decision.referral_id, child_id=children[0].id)
