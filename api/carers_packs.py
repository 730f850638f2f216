"""A carer's pack from the record: drafted, read by a second person, handed to a named carer; every look is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from api.reports.carers_pack import ForCarers, carers_pack
from api.reports.paper import Paper
from api.reports.plain import as_text
from matching.approaching.recognition import addresses_in
from placements.audit_chain import Event
from placements.deciding.people import Named, must_say
from placements.deciding.readings import ToRead, ask_reading, digest_of, gone_alone
from placements.errors import Conflict, NotFound, Refused
from placements.models.approach import Channel
from placements.models.child import Child
from placements.models.decision import Decision
from placements.models.reading import Reading, ReadingOf, ReadingState
from placements.models.referral import Referral, Urgency
from placements.permissions import Permission, Viewer
from placements.protected_looks import addresses_of_child, good_reason
from placements.repository.carers_packs import around_a_child
from placements.repository.children import child_with_facts
from placements.repository.decisions_seen import decision_seen
from placements.repository.records import Records
from placements.repository.reference import responsible_authority
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england

FILLED_IN_LATER = {"Family, school and whom the child sees": "filled in when the pack is handed over"}
"""What stands for addresses while the pack is read: whoever reads it learns that they will be there, and not which."""


@dataclass(frozen=True)
class Handing:
    """To whom a pack goes and how; why it holds addresses, where it does; why one person alone hands it over."""

    to: str
    how: Channel
    addresses_because: str = ""
    alone_because: str = ""


@dataclass(frozen=True, eq=False)
class About:
    """Which pack: the decision, the child by reference, who receives it, and the day it is written."""

    decision: Decision
    child: str
    to: str
    today: dt.date


@dataclass(frozen=True)
class Drafted:
    """A pack as it stands today: the child, the paper, and words in it that say where somebody is to be found."""

    told: ForCarers
    paper: Paper
    places: tuple[str, ...]
    tonight: bool


def drafted(
    records: Records, number: int, child: str, today: dt.date, *, to: str = "", addresses: bool = False
) -> Drafted:
    """The draft of a pack about a child of a decision. Raises NotFound, NotPermitted."""
    decision = decision_seen(records, number)
    if child not in decision.snapshot["children"]:
        raise NotFound(
            "The decision is not about this child.", given=child, do_next="Open it from the decision's page."
        )
    about = About(decision, child, to or _accepted_by(decision), today)
    told = _told(records, about, FILLED_IN_LATER if addresses else {})
    paper = carers_pack(told)
    referral = records.session.get(Referral, decision.referral_id) if decision.referral_id else None
    tonight = referral is None or referral.urgency is Urgency.TONIGHT
    return Drafted(told, paper, addresses_in(paper.texts()), tonight)


def pack_in_draft(engine: sa.Engine, viewer: Viewer, number: int, child: str, to: str = "") -> Paper:
    """The draft as a paper, marked as such; that it was read is kept. Raises as `drafted`."""
    with UnitOfWork(engine, viewer, Permission.SEE_SENSITIVE) as work:
        made = drafted(Records(work.session, viewer), number, child, day_in_england(work.clock()), to=to)
        work.record(Event.PAPER_READ, f"child {child}"[:120], decision=number, draft=True)
        work.commit()
    return made.paper


def ask_for_pack(work: UnitOfWork, number: int, child: str, handing: Handing, person: Named) -> Reading:
    """Ask for a second person to read a pack; or, of a placement made tonight, hand it over alone, saying why.

    Raises Refused where its words say where somebody is to be found, and where one person alone wants addresses on it
    or it is not tonight; Conflict where the same words were asked about.
    """
    records = Records(work.session, work.viewer)
    to, because = must_say("Who receives it", handing.to), handing.addresses_because.strip()
    if because:
        work.viewer.must(Permission.SEE_PROTECTED_POSTCODES)
        good_reason(because)
    draft = drafted(records, number, child, day_in_england(work.clock()), to=to, addresses=bool(because))
    if draft.places:
        raise Refused(
            "The words of the pack say where somebody is to be found.",
            given=", ".join(draft.places),
            do_next="Take it out of the words. If the carer needs addresses, tick that and say why.",
        )
    paper = ToRead(
        ReadingOf.CARERS_PACK,
        f"Carer's pack about {draft.told.name} ({child})"[:200],
        as_text(draft.paper),
        asked={"to": to, "how": handing.how.value, "addresses": because},
        decision_id=number,
        child_id=draft.told.child.id,
    )
    if not handing.alone_because.strip():
        return ask_reading(work, paper, person)
    if because or not draft.tonight:
        raise Refused(
            "One person alone hands over a pack tonight only, and never one with addresses.",
            given=handing.to,
            do_next="Ask a colleague to read it.",
        )
    return gone_alone(work, paper, person, handing.alone_because)


def handed_over(work: UnitOfWork, reading: int, *, addresses: bool = False) -> Paper:
    """The pack to hand over, exactly as it was let go; that it was taken, and for whom, is kept.

    With `addresses` they are filled in, which is a look to be reviewed. Raises NotFound, Refused where nobody let it
    go, Conflict where the record has changed since it was read.
    """
    records = Records(work.session, work.viewer)
    kept = work.session.get(Reading, reading)
    if kept is None or kept.of is not ReadingOf.CARERS_PACK or kept.decision_id is None:
        raise NotFound("There is no such pack.", given=reading, do_next="Open it from the decision's page.")
    if kept.state is not ReadingState.MAY_GO and not kept.alone_because:
        raise Refused("Nobody has let this pack go.", given=kept.title, do_next="A second person reads it first.")
    decision = decision_seen(records, kept.decision_id)
    child = work.session.get_one(Child, kept.child_id).ref
    because = str(kept.asked["addresses"])
    about = About(decision, child, kept.asked["to"], day_in_england(work.clock()))
    told = _told(records, about, FILLED_IN_LATER if because else {})
    if digest_of(as_text(carers_pack(told))) != kept.digest:
        raise Conflict(
            "The record has changed since this pack was read.", given=kept.title, do_next="Ask for it to be read again."
        )
    found = addresses_of_child(work, child, page="carer's pack", reason=because) if addresses else {}
    how = kept.asked["how"]
    work.record(Event.PAPER_READ, f"child {child}"[:120], pack=kept.id, to=about.to, how=how, addresses=addresses)
    return carers_pack(_told(records, about, found, released=True))


def _told(records: Records, about: About, addresses: Mapping[str, str], *, released: bool = False) -> ForCarers:
    child = child_with_facts(records, about.child)
    return ForCarers(
        child=child,
        around=around_a_child(records, child),
        council=responsible_authority(records).name,
        to=about.to,
        starts_on=dt.date.fromisoformat(about.decision.snapshot["starts_on"]),
        today=about.today,
        addresses=addresses,
        released=released,
    )


def _accepted_by(decision: Decision) -> str:
    return str((decision.snapshot.get("acceptance") or {}).get("by") or "whoever receives the child")
