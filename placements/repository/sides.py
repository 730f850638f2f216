"""A doubtful match side by side: what each of two records says, and what a person said of the two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.errors import NotFound
from placements.models.base import Sex
from placements.models.care import Episode, PeriodOfCare
from placements.models.child import Child
from placements.models.contract import Provider
from placements.models.home import Bed, Home, HomeKind
from placements.models.household import LivingAs, Person
from placements.models.loading import HomeMatch, IdMatch, MatchState
from placements.models.placement import Residence
from placements.permissions import Permission
from placements.repository.records import Records, asks

_MOST_DECIDED = 50


@dataclass(frozen=True)
class ChildSide:
    """What one record says of a child: enough to tell whether two are one, and no more."""

    ref: str
    id903: str | None
    dob: dt.date | None
    sex: Sex
    ethnicity: str | None
    lives: str | None
    since: dt.date | None
    first_in_care: dt.date | None
    episodes: int


@dataclass(frozen=True)
class HomeSide:
    """What is held of a home: enough to tell whether a list means it, and not where it lies."""

    ref: str
    name: str | None
    carers: tuple[str, ...]
    kind: HomeKind
    provider: str | None
    beds: int


@dataclass(frozen=True)
class Match:
    """One match: what a list writes, what it may be, why that is thought, and what a person said of it."""

    id: int
    kind: str
    listed: str
    may_be: str
    because: str
    state: MatchState
    at: dt.datetime
    by: str | None
    reason: str | None
    can_undo: bool


@dataclass(frozen=True)
class Beside:
    """A match with both sides; of a home the list gives words alone, and whom it writes there."""

    match: Match
    listed_child: ChildSide | None = None
    held_child: ChildSide | None = None
    held_home: HomeSide | None = None
    written_for: tuple[str, ...] = ()


@asks(Permission.LOAD_DATA)
def matches(records: Records, *, waiting: bool) -> list[Match]:
    """The matches that wait for a person, children first; or those that people decided, the newest first."""
    states = [MatchState.DOUBTFUL] if waiting else [MatchState.CONFIRMED, MatchState.REFUSED]
    ask = records.session.execute
    children = ask(_OF_CHILDREN.where(IdMatch.state.in_(states)))
    homes = ask(_OF_HOMES.where(HomeMatch.state.in_(states)))
    found = [_match(match, may_be) for match, may_be in children] + [_match(match, may_be) for match, may_be in homes]
    if waiting:
        return found
    return sorted(found, key=lambda one: one.at, reverse=True)[:_MOST_DECIDED]


@asks(Permission.LOAD_DATA)
def beside(records: Records, kind: str, number: int) -> Beside:
    """One match with what is known on both sides. Raises NotFound."""
    if kind not in _BY_KIND:
        raise _no_match(kind)
    return _BY_KIND[kind](records.session, number)


_OF_CHILDREN = sa.select(IdMatch, Child.id903).join(Child, Child.id == IdMatch.child_id).order_by(IdMatch.id)
_OF_HOMES = sa.select(HomeMatch, Home.ref).join(Home, Home.id == HomeMatch.home_id).order_by(HomeMatch.id)


def _match(match: IdMatch | HomeMatch, may_be: str | None) -> Match:
    decided = match.state in {MatchState.CONFIRMED, MatchState.REFUSED}
    if isinstance(match, IdMatch):
        kind, listed = "child", match.list_ref
        decided = decided and (match.state is MatchState.REFUSED or match.joined is not None)
    else:
        kind, listed = "home", match.list_text
    said = (match.because, match.state, match.at, match.by, match.reason)
    return Match(match.id, kind, listed, may_be or "", *said, can_undo=decided)


def _children(session: Session, number: int) -> Beside:
    found = session.execute(_OF_CHILDREN.where(IdMatch.id == number)).first()
    if found is None:
        raise _no_match(number)
    match, may_be = found
    held = session.get_one(Child, match.child_id)
    listed = session.scalar(sa.select(Child).where(Child.ref == match.list_ref)) or held
    return Beside(_match(match, may_be), _child_side(session, listed), _child_side(session, held))


def _homes(session: Session, number: int) -> Beside:
    found = session.execute(_OF_HOMES.where(HomeMatch.id == number)).first()
    if found is None:
        raise _no_match(number)
    match, may_be = found
    written = sa.select(Child.ref).join(Residence, Residence.child_id == Child.id)
    there = written.where(Residence.place_text == match.list_text, Residence.ends_on.is_(None)).order_by(Child.ref)
    home = _home_side(session, session.get_one(Home, match.home_id))
    return Beside(_match(match, may_be), held_home=home, written_for=tuple(session.scalars(there)))


def _no_match(number: object) -> NotFound:
    return NotFound("There is no such match.", given=number, do_next="See the matches that wait, and choose one.")


def _child_side(session: Session, child: Child) -> ChildSide:
    stay = session.scalar(
        sa.select(Residence).where(Residence.child_id == child.id, Residence.ends_on.is_(None)).limit(1)
    )
    episodes = sa.select(sa.func.count()).select_from(Episode).where(Episode.child_id == child.id)
    first = sa.select(sa.func.min(PeriodOfCare.starts_on)).where(PeriodOfCare.child_id == child.id)
    home = stay and stay.home_id and session.scalar(sa.select(Home.ref).where(Home.id == stay.home_id))
    return ChildSide(
        ref=child.ref,
        id903=child.id903,
        dob=child.dob,
        sex=child.sex,
        ethnicity=child.ethnicity,
        lives=(home or stay.place_text or stay.place) if stay else None,
        since=stay.starts_on if stay else None,
        first_in_care=session.scalar(first),
        episodes=session.scalar(episodes) or 0,
    )


def _home_side(session: Session, home: Home) -> HomeSide:
    carers: Sequence[str | None] = session.scalars(
        sa.select(Person.name).where(Person.home_id == home.id, Person.living_as == LivingAs.CARER).order_by(Person.id)
    ).all()
    provider = session.scalar(sa.select(Provider.name).where(Provider.id == home.provider_id))
    beds = session.scalar(sa.select(sa.func.count()).select_from(Bed).where(Bed.home_id == home.id)) or 0
    return HomeSide(home.ref, home.name, tuple(name for name in carers if name), home.kind, provider, beds)


_BY_KIND = {"child": _children, "home": _homes}
