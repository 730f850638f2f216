"""Keeping a scenario under a title, and taking it off the list again."""

from __future__ import annotations

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.errors import NotFound, Refused
from placements.models.scenario import KeptScenario
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

LONGEST_TITLE = 120


def keep_scenario(work: UnitOfWork, title: str, owner: str, document: str) -> KeptScenario:
    """Keep a scenario's document under a title that no scenario on the list has. Raises Refused, NotPermitted."""
    work.viewer.must(Permission.KEEP_SCENARIOS)
    named = {"title": title.strip(), "owner": owner.strip()}
    for what, given in named.items():
        if not given or len(given) > LONGEST_TITLE:
            raise Refused(
                f"A scenario needs a {what}.", given=given[:40], do_next=f"Write up to {LONGEST_TITLE} characters."
            )
    standing = sa.select(KeptScenario.id).where(
        KeptScenario.title == named["title"], KeptScenario.taken_away_at.is_(None)
    )
    if work.session.scalar(standing) is not None:
        raise Refused("There is a scenario of this title.", given=named["title"], do_next="Choose another title.")
    kept = KeptScenario(
        title=named["title"],
        owner=named["owner"],
        document=document,
        kept_at=work.clock(),
        kept_by=work.viewer.name,
    )
    work.session.add(kept)
    work.session.flush()
    work.record(Event.SCENARIO_KEPT, f"scenario {kept.id}", title=kept.title)
    return kept


def take_away_scenario(work: UnitOfWork, number: int) -> None:
    """Take a scenario off the list; it stays in the record. Raises NotFound, NotPermitted."""
    work.viewer.must(Permission.KEEP_SCENARIOS)
    kept = work.session.get(KeptScenario, number)
    if kept is None or kept.taken_away_at is not None:
        raise NotFound("There is no such scenario.", given=number, do_next="See the list of scenarios.")
    kept.taken_away_at, kept.taken_away_by = work.clock(), work.viewer.name
    work.record(Event.SCENARIO_TAKEN_AWAY, f"scenario {number}")
