"""Two people let a paper out: whoever wrote it asks, a second one signs in, reads those exact words and says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.people import Named, answerable, must_say
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.reading import Reading, ReadingOf, ReadingState
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england, next_working_day

TO_ASK = {ReadingOf.APPROACH: Permission.MAKE_OFFERS, ReadingOf.CARERS_PACK: Permission.WRITE_REFERRALS}
"""Who may ask for a reading: whoever may let such a paper out."""


@dataclass(frozen=True)
class ToRead:
    """A paper that is to leave: what it is, its exact text, what in it is rare, whom it is about, how it will go."""

    of: ReadingOf
    title: str
    text: str
    flags: Sequence[str] = ()
    asked: dict[str, Any] = field(default_factory=dict)
    referral_id: int | None = None
    decision_id: int | None = None
    child_id: int | None = None


def digest_of(text: str) -> str:
    """SHA-256 of the exact text."""
    return hashlib.sha256(text.encode()).hexdigest()


def ask_reading(work: UnitOfWork, paper: ToRead, person: Named) -> Reading:
    """Ask for a second person to read these words; the same words are not asked about twice. Raises Conflict."""
    answerable(work, person, TO_ASK[paper.of])
    standing = readings_of(work.session, paper.of, paper.text)
    if any(one.state is not ReadingState.SENT_BACK for one in standing):
        raise Conflict(
            "Somebody was asked to read exactly this already.",
            given=f"reading {standing[-1].id}",
            do_next="See the papers to read, or change the words.",
        )
    return _keep(work, paper, person)


def gone_alone(work: UnitOfWork, paper: ToRead, person: Named, because: str) -> Reading:
    """Note that one person alone let a paper out tonight, and why: somebody else reads it by the next working day."""
    answerable(work, person, TO_ASK[paper.of])
    why = must_say("Why one person alone lets it out", because)
    return _keep(work, paper, person, alone_because=why)


def _keep(work: UnitOfWork, paper: ToRead, person: Named, alone_because: str | None = None) -> Reading:
    today = day_in_england(work.clock())
    kept = Reading(
        **(vars(paper) | {"flags": list(paper.flags)}),
        digest=digest_of(paper.text),
        asked_at=work.clock(),
        asked_by=person.name.strip(),
        asked_as=person.role,
        alone_because=alone_because,
        read_by_day=next_working_day(today) if alone_because else None,
    )
    work.session.add(kept)
    work.session.flush()
    work.record(Event.READING_ASKED, f"reading {kept.id}", title=paper.title, digest=kept.digest, alone=alone_because)
    return kept


def read_paper(work: UnitOfWork, reading_id: int, *, may_go: bool, words: str = "") -> Reading:
    """Say, as the second person and signed in as oneself, that a paper may go, or send it back saying why.

    Raises NotFound, Conflict where it was answered, NotPermitted for whoever asked, Refused without words.
    """
    work.viewer.must(Permission.READ_PAPERS)
    kept = work.session.get(Reading, reading_id)
    if kept is None:
        raise NotFound("There is no such paper.", given=reading_id, do_next="See the papers to read.")
    if kept.state is not ReadingState.WAITING:
        raise Conflict("This was read already.", given=f"by {kept.read_by}", do_next="It stands.")
    if kept.asked_by.casefold() == work.viewer.name.casefold():
        raise NotPermitted(
            "Nobody is the second reader of their own paper.",
            given=kept.asked_by,
            do_next="Ask a colleague to read it.",
        )
    if not may_go:
        must_say("Why it may not go", words)
    kept.state = ReadingState.MAY_GO if may_go else ReadingState.SENT_BACK
    kept.read_at, kept.read_by, kept.read_as = work.clock(), work.viewer.name, work.viewer.role
    kept.words = words.strip()
    work.session.flush()
    work.record(Event.READING_ANSWERED, f"reading {kept.id}", now=kept.state, digest=kept.digest)
    return kept


def readings_of(session: Session, of: ReadingOf, text: str) -> list[Reading]:
    """Every reading of exactly these words, the oldest first; those that went out before they were read apart."""
    query = sa.select(Reading).where(Reading.of == of, Reading.digest == digest_of(text))
    return list(session.scalars(query.where(Reading.alone_because.is_(None)).order_by(Reading.id)))


def let_go_by(session: Session, of: ReadingOf, text: str) -> Reading | None:
    """The reading by which a second person let exactly these words go, or None: one changed word wants another."""
    found = [one for one in readings_of(session, of, text) if one.state is ReadingState.MAY_GO]
    return found[-1] if found else None


def must_be_read(session: Session, of: ReadingOf, text: str) -> Reading:
    """The reading that lets exactly these words go. Raises Refused where nobody signed in and said so."""
    found = let_go_by(session, of, text)
    if found is None:
        raise Refused(
            "A second named person reads a paper before it leaves the council, and nobody has read these words.",
            do_next="Ask a colleague to read it: they sign in and say that it may go. A changed word is read again.",
        )
    return found
