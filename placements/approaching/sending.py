"""Keeping what went to whom: the exact text and its digest, who sent it, who read it first, when the reply is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.approaching.references import approach_by
from placements.audit_chain import Event
from placements.deciding.offers import approach as note_approach
from placements.deciding.offers import identify
from placements.deciding.people import Named, answerable
from placements.deciding.readings import ToRead, digest_of, gone_alone, let_go_by
from placements.errors import Conflict, Refused
from placements.models.approach import Approach, Channel
from placements.models.offer import Offer
from placements.models.reading import Reading, ReadingOf
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Release:
    """Who sends a paper and how; one person alone says why.

    Whoever keeps the system, such as the command line, writes down in `checked_by` who read the paper; everybody else
    needs a second person who signed in and let it go (`placements.deciding.readings`).
    """

    person: Named
    channel: Channel = Channel.SECURE_EMAIL
    checked_by: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Paper:
    """One provider's paper as it goes out: the reference in it, the text, the draft of it that was read, its facts."""

    referral: str
    provider: str
    reference: str
    reply_due: dt.datetime
    text: str
    draft: str
    said: Mapping[str, object]
    children: Sequence[str] = ()
    tier: int | None = None
    flags: Sequence[str] = ()


def keep_sent(work: UnitOfWork, paper: Paper, release: Release) -> Approach:
    """Keep a paper that a named person is sending now; the program itself sends nothing.

    Raises Refused where nobody answers for it, where the second person is the first or has not read these words, and
    where one person alone gives no reason; Conflict where the provider is being asked about these children already.
    """
    answerable(work, release.person, Permission.MAKE_OFFERS)
    checked_by, reason = _released(work, paper, release)
    offer = identify(work, paper.referral, provider=paper.provider, children=paper.children)
    note_approach(work, offer.id, paper.reply_due, f"Sent under {paper.reference}.")
    reading = _reading(work, paper, release, offer, checked_by, reason)
    kept = Approach(
        offer_id=offer.id,
        reference=paper.reference,
        sent_at=work.clock(),
        sent_by=release.person.name.strip(),
        sent_as=release.person.role.value,
        channel=release.channel,
        paper=dict(paper.said),
        text=paper.text,
        digest=digest_of(paper.text),
        released_by=checked_by,
        reason=reason,
        reading_id=reading.id if reading else None,
        tier=paper.tier,
        flags=list(paper.flags),
    )
    work.session.add(kept)
    work.session.flush()
    work.record(
        Event.APPROACH_SENT,
        f"approach {kept.reference}",
        offer=offer.id,
        provider=paper.provider,
        digest=kept.digest,
        by=kept.sent_by,
        released_by=checked_by,
        reason=reason,
        tier=paper.tier,
        flags=list(paper.flags),
        channel=release.channel,
        reply_due=paper.reply_due.isoformat(),
    )
    return kept


def _released(work: UnitOfWork, paper: Paper, release: Release) -> tuple[str | None, str | None]:
    """Who read the paper, and why one person alone lets it go."""
    checked_by = (release.checked_by or "").strip() or None
    reason = (release.reason or "").strip() or None
    if work.viewer.role is not Role.ADMINISTRATOR:
        if checked_by:
            raise Refused(
                "A second person says so themselves.", given=checked_by, do_next="They sign in and read the paper."
            )
        read = let_go_by(work.session, ReadingOf.APPROACH, paper.draft)
        checked_by = read.read_by if read else None
    if checked_by and checked_by.casefold() == release.person.name.strip().casefold():
        raise Refused(
            "The second person must be somebody else.", given=checked_by, do_next="Ask a colleague to read the paper."
        )
    if not checked_by and not reason:
        raise Refused(
            "A second named person reads a paper before it leaves the council.",
            do_next="Ask a colleague to read it (--checked-by NAME); tonight, one person alone gives --reason instead.",
        )
    return checked_by, reason


def _reading(
    work: UnitOfWork, paper: Paper, release: Release, offer: Offer, checked_by: str | None, reason: str | None
) -> Reading | None:
    """Where the second person said that it may go; or, of what one person let go alone, where it is read afterwards."""
    if checked_by:
        return let_go_by(work.session, ReadingOf.APPROACH, paper.draft)
    alone = sa.select(Reading).where(Reading.digest == digest_of(paper.draft), Reading.alone_because.is_not(None))
    held = work.session.scalar(alone.order_by(Reading.id.desc()).limit(1))
    if held is not None:
        return held
    about = ToRead(
        ReadingOf.APPROACH,
        f"What providers were told of {paper.referral}",
        paper.draft,
        paper.flags,
        referral_id=offer.referral_id,
    )
    return gone_alone(work, about, release.person, reason or "")


def text_as_sent(work: UnitOfWork, reference: str) -> tuple[Approach, Offer]:
    """An approach exactly as it went out, and that somebody looked. Raises NotFound, and Conflict if it was altered."""
    work.viewer.must(Permission.SEE_SENSITIVE)
    kept = approach_by(work.session, reference)
    if digest_of(kept.text) != kept.digest:
        raise Conflict(
            "What is kept of this approach is not what was sent.",
            given=kept.reference,
            do_next="Restore the record from its backup: somebody changed it outside the program.",
        )
    work.record(Event.PAPER_READ, f"approach {kept.reference}")
    return kept, work.session.get_one(Offer, kept.offer_id)
