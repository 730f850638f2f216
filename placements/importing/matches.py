"""What a person says of a doubtful match: the same child, the same home, or not; and that it was said in error."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.errors import Conflict, NotFound
from placements.importing.one_child import known_from_returns_alone, merge_into, part_again
from placements.models.child import Child
from placements.models.home import Home
from placements.models.loading import HomeMatch, IdMatch, MatchState
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork

_SAID = "a person said so"
_DECIDED = (MatchState.CONFIRMED, MatchState.REFUSED)


def decide_child(
    engine: sa.Engine, viewer: Viewer, list_ref: str, id903: str, *, same: bool, reason: str | None = None
) -> None:
    """Say whether the child of a list and a child of the returns are one; if so the two records become one.

    Said not to be one after they were joined, they are parted again. Raises NotFound where no such match waits,
    Conflict where the records cannot become one.
    """
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        match, child, other = _match_of(work.session, list_ref, id903)
        if match.state is MatchState.CONFIRMED and not same:
            other = _part(work.session, match, child)
        if same:
            match = _join(work, match, child, other)
        match.state = MatchState.CONFIRMED if same else MatchState.REFUSED
        _sign(work, reason, match)
        work.record(Event.MATCH_DECIDED, list_ref, id903=id903, same=same, reason=reason)
        work.commit()


def undo_child(engine: sa.Engine, viewer: Viewer, list_ref: str, id903: str, *, reason: str | None = None) -> None:
    """Take back what was said of a match: records joined are parted, and the match waits again.

    Raises NotFound where nothing was said of it.
    """
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        match, child, _ = _match_of(work.session, list_ref, id903)
        if match.state not in _DECIDED:
            raise NotFound(f"Nothing was said of {list_ref} and {id903} yet.", do_next="Decide on it first.")
        if match.state is MatchState.CONFIRMED:
            _part(work.session, match, child)
        _open_again(work, match)
        work.record(Event.MATCH_UNDONE, list_ref, id903=id903, reason=reason)
        work.commit()


def decide_home(
    engine: sa.Engine, viewer: Viewer, list_text: str, home_ref: str, *, same: bool, reason: str | None = None
) -> None:
    """Say whether what a list calls a home is a home that is held; the next list is read accordingly.

    Any words may be settled, also those in which nobody saw a likeness. Raises NotFound where no such home is held.
    """
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        home_id = _home_id(work.session, home_ref)
        said = list_text[:200]
        matches = _matches_of(work.session, said)
        if home_id not in matches:
            doubtful = HomeMatch(
                list_text=said, home_id=home_id, state=MatchState.DOUBTFUL, because=_SAID, at=work.clock()
            )
            work.session.add(doubtful)
            matches[home_id] = doubtful
        # One place has one meaning: who says that it is this home takes back that it was another.
        decided = [*matches.values()] if same else [matches[home_id]]
        for match in decided:
            match.state = MatchState.CONFIRMED if same and match.home_id == home_id else MatchState.REFUSED
        _sign(work, reason, *decided)
        work.record(Event.MATCH_DECIDED, list_text[:120], home=home_ref, same=same, reason=reason)
        work.commit()


def undo_home(engine: sa.Engine, viewer: Viewer, list_text: str, home_ref: str, *, reason: str | None = None) -> None:
    """Take back what was said of a home's name, with what followed from it: those matches wait again.

    Raises NotFound where nothing was said of it.
    """
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        matches = _matches_of(work.session, list_text[:200])
        match = matches.get(_home_id(work.session, home_ref))
        if match is None or match.state not in _DECIDED:
            raise NotFound(f"Nothing was said of {list_text!r} and {home_ref} yet.", do_next="Decide on it first.")
        together = [one for one in matches.values() if one.state in _DECIDED and one.at == match.at]
        for one in together:
            _open_again(work, one)
        work.record(Event.MATCH_UNDONE, list_text[:120], home=home_ref, reason=reason)
        work.commit()


def _match_of(session: Session, list_ref: str, id903: str) -> tuple[IdMatch, Child, Child]:
    """The match with the child of the list and that of the returns, which are one record once they were joined."""
    other = session.scalar(sa.select(Child).where(Child.id903 == id903))
    match = session.scalar(
        sa.select(IdMatch)
        .join(Child, Child.id == IdMatch.child_id)
        .where(IdMatch.list_ref == list_ref, Child.id903 == id903)
    )
    child = session.scalar(sa.select(Child).where(Child.ref == list_ref))
    if child is None or other is None or match is None:
        raise NotFound(
            f"No match of {list_ref} with the child {id903} of the returns waits for a decision.",
            do_next="Load the list again, and decide on what it lists as doubtful.",
        )
    return match, child, other


def _join(work: UnitOfWork, match: IdMatch, child: Child, other: Child) -> IdMatch:
    """Make one record of two; the match goes over to it."""
    if child.id903 is not None or not known_from_returns_alone(work.session, other):
        raise Conflict(
            f"{match.list_ref} and {other.id903} cannot become one child: both are known elsewhere by other codes.",
            do_next="Put the code of the return right in the children's list and load it.",
        )
    list_ref, because = match.list_ref, match.because
    joined = merge_into(work.session, child, other)
    made = IdMatch(
        list_ref=list_ref, child_id=child.id, state=match.state, because=because, at=work.clock(), joined=joined
    )
    work.session.add(made)
    return made


def _part(session: Session, match: IdMatch, child: Child) -> Child:
    """Make two records of one again; the match goes to the one that is known from the returns."""
    if match.joined is None:
        raise Conflict(
            f"{match.list_ref} was not joined with a child of the returns, so there is nothing to part.",
            do_next="Put the code of the return right in the children's list and load it.",
        )
    apart = part_again(session, child, match.joined)
    match.child_id, match.joined = apart.id, None
    return apart


def _home_id(session: Session, ref: str) -> int:
    home_id = session.scalar(sa.select(Home.id).where(Home.ref == ref))
    if home_id is None:
        raise NotFound(
            f"No home with the reference {ref} is held.",
            given=ref,
            do_next="Look for its reference in the list of carers or homes, or load that list first.",
        )
    return home_id


def _matches_of(session: Session, said: str) -> dict[int, HomeMatch]:
    found = session.scalars(sa.select(HomeMatch).where(HomeMatch.list_text == said))
    return {match.home_id: match for match in found}


def _sign(work: UnitOfWork, reason: str | None, *decided: IdMatch | HomeMatch) -> None:
    """Sign matches at one moment: what was decided together is known by it."""
    at = work.clock()
    for match in decided:
        match.at, match.by, match.reason = at, work.viewer.name[:120], reason


def _open_again(work: UnitOfWork, match: IdMatch | HomeMatch) -> None:
    match.state, match.at, match.by, match.reason = MatchState.DOUBTFUL, work.clock(), None, None
