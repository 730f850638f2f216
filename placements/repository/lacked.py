"""What referrals should have said, as those who looked after the children told afterwards: of one, and how often."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.disclosing.rules import Figure, hide_small
from placements.models.child import Child
from placements.models.outcome import Lacked, Outcome
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Missed:
    """What the referral of a child should have said, what that is about, and when it was told."""

    child: str
    words: str
    about: tuple[Lacked, ...]
    on: dt.date


@asks(Permission.SEE_SENSITIVE)
def lacked_of(records: Records, children: Collection[str]) -> Sequence[Missed]:
    """What earlier referrals of these children should have said, the newest first, the same words once."""
    query = (
        sa.select(Child.ref, Outcome.referral_lacked, Outcome.lacked_about, Outcome.recorded_on)
        .join(Child, Child.id == Outcome.child_id)
        .where(Child.ref.in_(children), Outcome.referral_lacked.is_not(None))
        .order_by(Outcome.recorded_on.desc(), Outcome.id.desc())
    )
    found: dict[tuple[str, str], Missed] = {}
    for ref, words, about, on in records.session.execute(query):
        if words:
            found.setdefault((ref, words), Missed(ref, words, tuple(map(Lacked, about)), on))
    return list(found.values())


@asks(Permission.SEE_REFERRALS)
def missed_most(records: Records) -> list[tuple[Lacked, Figure]]:
    """How many children each thing was missed of, the most first; one to five are hidden, and then not in order."""
    children: dict[Lacked, set[int]] = defaultdict(set)
    for child, about in records.session.execute(sa.select(Outcome.child_id, Outcome.lacked_about)):
        for one in about:
            children[Lacked(one)].add(child)
    counted = [(one, hide_small(len(who))) for one, who in children.items()]
    return sorted(counted, key=lambda pair: (-(pair[1].value or 0), pair[0]))
