"""What a person says of a doubtful match: the same child, the same home, or not."""

from __future__ import annotations

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.errors import Conflict, NotFound
from placements.importing.one_child import known_from_returns_alone, merge_into
from placements.models.child import Child
from placements.models.home import Home
from placements.models.loading import HomeMatch, IdMatch, MatchState
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork


def decide_child(engine: sa.Engine, viewer: Viewer, list_ref: str, id903: str, *, same: bool) -> None:
    """Say whether the child of a list and a child of the returns are one; if so the two records become one.

    Raises NotFound where no such match waits, Conflict where the records cannot become one.
    """
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        other = work.session.scalar(sa.select(Child).where(Child.id903 == id903))
        match = work.session.scalar(
            sa.select(IdMatch)
            .join(Child, Child.id == IdMatch.child_id)
            .where(IdMatch.list_ref == list_ref, Child.id903 == id903)
        )
        child = work.session.scalar(sa.select(Child).where(Child.ref == list_ref))
        if child is None or other is None or match is None:
            raise NotFound(
                f"No match of {list_ref} with the child {id903} of the returns waits for a decision.",
                do_next="Load the list again, and decide on what it lists as doubtful.",
            )
        state = MatchState.CONFIRMED if same else MatchState.REFUSED
        if same:
            if child.id903 is not None or not known_from_returns_alone(work.session, other):
                raise Conflict(
                    f"{list_ref} and {id903} cannot become one child: both are known elsewhere by other codes.",
                    do_next="Put the code of the return right in the children's list and load it.",
                )
            merge_into(work.session, child, other)
            match = IdMatch(list_ref=list_ref, child_id=child.id, state=state, because=match.because, at=work.clock())
            work.session.add(match)
        match.state, match.at, match.by = state, work.clock(), viewer.name[:120]
        work.record(Event.MATCH_DECIDED, list_ref, id903=id903, same=same)
        work.commit()


def decide_home(engine: sa.Engine, viewer: Viewer, list_text: str, home_ref: str, *, same: bool) -> None:
    """Say whether what a list calls a home is a home that is held; the next list is read accordingly.

    Raises NotFound where no such match waits.
    """
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        match = work.session.scalar(
            sa.select(HomeMatch)
            .join(Home, Home.id == HomeMatch.home_id)
            .where(HomeMatch.list_text == list_text[:200], Home.ref == home_ref)
        )
        if match is None:
            raise NotFound(
                f"No match of {list_text!r} with the home {home_ref} waits for a decision.",
                do_next="Load the list again, and decide on what it lists as doubtful.",
            )
        match.state = MatchState.CONFIRMED if same else MatchState.REFUSED
        match.at, match.by = work.clock(), viewer.name[:120]
        work.record(Event.MATCH_DECIDED, list_text[:120], home=home_ref, same=same)
        work.commit()
