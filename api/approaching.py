"""Asking providers from the record: prepare, check, write a paper for each, keep exactly what went out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from api.reports.plain import as_text
from api.reports.referral import ReferralPaper, paper_from
from matching.approach import Approach as Candidate
from matching.approaching.service import Ask, Prepared, prepare, say
from matching.approaching.tiers import tier_of
from matching.snapshot import day_of
from placements.approaching.references import REFERENCE, next_reference
from placements.approaching.sending import Paper, Release, keep_sent, text_as_sent
from placements.audit_chain import Event
from placements.deciding.readings import ToRead, ask_reading, let_go_by
from placements.deciding.references import referral_by
from placements.errors import Refused
from placements.models.reading import Reading, ReadingOf
from placements.models.referral import Urgency
from placements.permissions import Permission, Viewer
from placements.repository.records import Records
from placements.unit_of_work import UnitOfWork, now_utc

TONIGHT = "A home is needed tonight."


@dataclass(frozen=True)
class Sent:
    """One provider's paper as kept, with the digest of its text."""

    provider: Candidate
    paper: ReferralPaper
    text: str
    digest: str
    early: bool


@dataclass(frozen=True)
class Approached:
    """What was asked of whom, or, without a release, what would be: `sent` is empty then and `draft` holds the text."""

    prepared: Prepared
    sent: tuple[Sent, ...]
    draft: str | None

    @property
    def released(self) -> bool:
        """Whether the papers were released and recorded."""
        return self.draft is None


def approach(
    engine: sa.Engine, viewer: Viewer, ask: Ask, release: Release, clock: Callable[[], dt.datetime] = now_utc
) -> Approached:
    """Ask providers about a referral: everything is checked and kept in one change, and the program sends nothing.

    A planned referral without a second reader is answered with a draft, and nothing is kept. Tonight one person may
    release a paper alone; facts that few children share, or a provider before its turn, then want a reason.
    Raises Recognisable, Refused, NotFound, NotPermitted, Conflict.
    """
    with UnitOfWork(engine, viewer, Permission.MAKE_OFFERS, clock) as work:
        records = Records(work.session, viewer)
        prepared = prepare(records, ask, work.clock())
        draft = draft_of(prepared)
        read = bool((release.checked_by or "").strip()) or _was_read(work, draft)
        if not read and not _may_go_alone(prepared, release):
            return Approached(prepared, (), draft)
        signed = replace(release, reason=release.reason or (None if read else TONIGHT))
        sent = tuple(_send(work, prepared, ask, signed, one, draft) for one in prepared.to_ask)
        work.commit()
    return Approached(prepared, sent, None)


def ask_to_read(
    engine: sa.Engine, viewer: Viewer, ask: Ask, release: Release, clock: Callable[[], dt.datetime] = now_utc
) -> Reading:
    """Ask for a second person to read what providers would be told, and keep how it is to go. Raises Conflict."""
    with UnitOfWork(engine, viewer, Permission.MAKE_OFFERS, clock) as work:
        prepared = prepare(Records(work.session, viewer), ask, work.clock())
        asked = {
            "provider": list(ask.providers),
            "pen": ask.pen_picture or "",
            "leave-out": list(ask.leave_out),
            "reason": ask.reason or "",
            "channel": release.channel.value,
        }
        paper = ToRead(
            ReadingOf.APPROACH,
            f"What providers are told of {ask.referral}",
            draft_of(prepared),
            prepared.flags,
            asked,
            referral_id=referral_by(work.session, ask.referral).id,
        )
        reading = ask_reading(work, paper, release.person)
        work.commit()
    return reading


def draft_of(prepared: Prepared) -> str:
    """What every provider would be told, word for word, before it has a reference."""
    return as_text(ReferralPaper(prepared.said).as_paper())


def _was_read(work: UnitOfWork, draft: str) -> bool:
    """Whether a second person signed in and let exactly these words go."""
    return let_go_by(work.session, ReadingOf.APPROACH, draft) is not None


def _may_go_alone(prepared: Prepared, release: Release) -> bool:
    """Whether one person alone may let it go, which is tonight only. Raises Refused where a reason is wanted."""
    if prepared.urgency is not Urgency.TONIGHT:
        return False
    if prepared.flags and not (release.reason or "").strip():
        raise Refused(
            "Few children share what the paper says, and nobody else has read it.",
            given="; ".join(prepared.flags),
            do_next="Let a second person read it (--checked-by NAME), leave facts out, or say why it goes (--reason).",
        )
    return True


def _send(work: UnitOfWork, prepared: Prepared, ask: Ask, release: Release, to: Candidate, draft: str) -> Sent:
    provider = to.provider.ref
    reference = next_reference(work, prepared.referral, provider)
    paper = ReferralPaper(prepared.said, reference, prepared.reply_due(work.clock()))
    text = as_text(paper.as_paper())
    kept = keep_sent(
        work,
        Paper(
            referral=prepared.referral,
            provider=provider,
            reference=reference,
            reply_due=paper.reply_due or work.clock(),
            text=text,
            draft=draft,
            said=paper.as_json(),
            children=ask.children,
            tier=tier_of(to),
            flags=prepared.flags,
        ),
        release,
    )
    return Sent(to, paper, text, kept.digest, provider in prepared.early)


def referral_paper(engine: sa.Engine, viewer: Viewer, name: str, ask_of: Sequence[str] = ()) -> ReferralPaper:
    """The paper under an approach's reference exactly as it was sent, or a draft for a referral, which names nobody.

    `ask_of` names children of the referral. That somebody looked is kept. Raises NotFound, Recognisable, Conflict.
    """
    with UnitOfWork(engine, viewer, Permission.SEE_REFERRALS) as work:
        if REFERENCE.fullmatch(name.strip()):
            kept, _ = text_as_sent(work, name)
            paper = paper_from(kept.paper)
        else:
            records = Records(work.session, viewer)
            paper = ReferralPaper(say(records, Ask(name, children=ask_of), day_of(records)))
            work.record(Event.PAPER_READ, f"referral {name}"[:120], draft=True)
        work.commit()
    return paper
