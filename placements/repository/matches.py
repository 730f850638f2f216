"""Matches that wait for a person: whether two references are one child, whether a name in a list is a known home."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.child import Child
from placements.models.home import Home
from placements.models.loading import HomeMatch, IdMatch, MatchState
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Doubtful:
    """What a list says, what it may be, and why that is thought."""

    kind: str
    listed: str
    may_be: str
    because: str

    def as_json(self) -> dict[str, str]:
        """The match for a program."""
        return {"kind": self.kind, "listed": self.listed, "may_be": self.may_be, "because": self.because}


@asks(Permission.LOAD_DATA)
def doubtful_matches(records: Records) -> list[Doubtful]:
    """Every match that nobody has decided yet, children first."""
    children = (
        sa.select(IdMatch.list_ref, Child.id903, IdMatch.because)
        .join(Child, Child.id == IdMatch.child_id)
        .where(IdMatch.state == MatchState.DOUBTFUL)
        .order_by(IdMatch.id)
    )
    homes = (
        sa.select(HomeMatch.list_text, Home.ref, HomeMatch.because)
        .join(Home, Home.id == HomeMatch.home_id)
        .where(HomeMatch.state == MatchState.DOUBTFUL)
        .order_by(HomeMatch.id)
    )
    return [
        Doubtful(kind, listed, may_be or "", because)
        for kind, query in (("child", children), ("home", homes))
        for listed, may_be, because in records.session.execute(query)
    ]
