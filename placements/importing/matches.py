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

_SAID = "a person said so"


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

    Any words may be settled, also those in which nobody saw a likeness. Raises NotFound where no such home is held.
    """
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        home_id = work.session.scalar(sa.select(Home.id).where(Home.ref == home_ref))
        if home_id is None:
            raise NotFound(
                f"No home with the reference {home_ref} is held.",
                given=home_ref,
                do_next="Look for its reference in the list of carers or homes, or load that list first.",
            )
        said = list_text[:200]
        matches = {
            match.home_id: match
            for match in work.session.scalars(sa.select(HomeMatch).where(HomeMatch.list_text == said))
        }
        if home_id not in matches:
            doubtful = HomeMatch(
                list_text=said, home_id=home_id, state=MatchState.DOUBTFUL, because=_SAID, at=work.clock()
            )
            work.session.add(doubtful)
            matches[home_id] = doubtful
        # One place has one meaning: who says that it is this home takes back that it was another.
        decided = matches.values() if same else [matches[home_id]]
        for match in decided:
            match.state = MatchState.CONFIRMED if same and match.home_id == home_id else MatchState.REFUSED
            match.at, match.by = work.clock(), viewer.name[:120]
        work.record(Event.MATCH_DECIDED, list_text[:120], home=home_ref, same=same)
        work.commit()
