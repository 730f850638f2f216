"""A child's wish in a form that can be held against a home: recorded in the child's words, taken back, listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.people import must_say
from placements.deciding.references import child_by, home_by
from placements.deciding.wishes import record_wishes
from placements.errors import NotFound, Refused
from placements.models.base import Answer
from placements.models.child import Child, ChildAnswer, Topic
from placements.models.home import HomeKind
from placements.models.placement import DECIDED_HERE
from placements.models.reference import Authority
from placements.models.wish import Wish, WishAbout, WishSays
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Said:
    """What a child says of a home: wants, would rather not or refuses what `value` names, and in which words."""

    says: WishSays
    about: WishAbout
    value: str
    words: str


def record_wish(work: UnitOfWork, child: str, said: Said, *, asked_by: str, asked_on: dt.date) -> Wish:
    """Record what a child wants, would rather not have or says no to; where no view is recorded yet, the words are one.

    A veto takes homes out of what the program suggests and hides none. Raises NotFound, Refused (a value that names
    nothing, a day still to come), NotPermitted.
    """
    work.viewer.must(Permission.WRITE_REFERRALS)
    if asked_on > work.clock().date():
        raise Refused("The day of asking is still to come.", given=asked_on, do_next="Give the day it was asked.")
    found = child_by(work.session, child)
    wish = Wish(
        child_id=found.id,
        about=said.about,
        value=_read(work.session, said.about, said.value),
        says=said.says,
        words=must_say("What the child said", said.words),
        as_of=asked_on,
        source=DECIDED_HERE,
        author=must_say("Who asked", asked_by),
    )
    work.session.add(wish)
    work.session.flush()
    if not _has_a_view(work.session, found):
        record_wishes(work, child, said.words, asked_by=asked_by, asked_on=asked_on)
    work.record(Event.WISHES_RECORDED, f"child {child}", wish=wish.id, says=said.says, about=said.about)
    return wish


def _has_a_view(session: Session, child: Child) -> bool:
    query = sa.select(ChildAnswer.answer).where(ChildAnswer.child_id == child.id, ChildAnswer.topic == Topic.WISHES)
    return session.scalar(query) in (Answer.GIVEN, Answer.NONE)


def _read(session: Session, about: WishAbout, value: str) -> str:
    """The value as it is held against homes. Raises NotFound or Refused where it names nothing."""
    given = value.strip()
    if about is WishAbout.HOME:
        return home_by(session, given).ref
    if about is WishAbout.LIVING_WITH:
        return child_by(session, given).ref
    if about is WishAbout.KIND and given.casefold() not in set(HomeKind):
        raise Refused("There is no such kind of home.", given=value, do_next=f"Give one of: {', '.join(HomeKind)}.")
    if about is WishAbout.AREA:
        named = sa.func.lower(Authority.name) == given.casefold()
        code = session.scalar(sa.select(Authority.la_code).where(sa.or_(Authority.la_code == given.upper(), named)))
        if code is None:
            raise NotFound("No authority has this code or name.", given=value, do_next="Give a code such as E06000014.")
        return code
    if about is WishAbout.SMOKING:
        return "yes"
    return must_say("The animal, or any,", given).casefold()


def take_back(work: UnitOfWork, wish_id: int, words: str, *, child: str | None = None) -> Wish:
    """Note that a child changed their mind: the wish stays on record and counts no longer.

    Where `child` is named, it must be theirs. Raises NotFound, Refused.
    """
    work.viewer.must(Permission.WRITE_REFERRALS)
    wish = work.session.get(Wish, wish_id)
    theirs = wish is not None and (child is None or child_by(work.session, child).id == wish.child_id)
    if wish is None or not theirs or wish.withdrawn_on is not None:
        raise NotFound("No wish that counts has this number.", given=wish_id, do_next="List the child's wishes.")
    wish.words = f"{wish.words}\nTaken back: {must_say('What the child said', words)}"
    wish.withdrawn_on, wish.withdrawn_by = work.clock().date(), work.viewer.name
    ref = work.session.get_one(Child, wish.child_id).ref
    work.record(Event.WISHES_RECORDED, f"child {ref}", wish=wish_id, taken_back=True)
    return wish
