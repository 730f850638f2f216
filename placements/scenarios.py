"""Keeping a scenario or a programme under a title, handing it to another owner, taking it off the list again."""

from __future__ import annotations

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.errors import NotFound, Refused
from placements.models.scenario import KeptKind, KeptScenario
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

LONGEST_TITLE = 120


def keep_scenario(
    work: UnitOfWork, title: str, owner: str, document: str, kind: KeptKind = KeptKind.SCENARIO
) -> KeptScenario:
    """Keep a document under a title that none of its kind on the list has. Raises Refused, NotPermitted."""
    work.viewer.must(Permission.KEEP_SCENARIOS)
    named = {"title": _said("title", title, kind), "owner": _said("owner", owner, kind)}
    standing = sa.select(KeptScenario.id).where(
        KeptScenario.title == named["title"], KeptScenario.kind == kind, KeptScenario.taken_away_at.is_(None)
    )
    if work.session.scalar(standing) is not None:
        raise Refused(f"There is a {kind} of this title.", given=named["title"], do_next="Choose another title.")
    kept = KeptScenario(
        title=named["title"],
        owner=named["owner"],
        document=document,
        kept_at=work.clock(),
        kept_by=work.viewer.name,
        kind=kind,
    )
    work.session.add(kept)
    work.session.flush()
    work.record(Event.SCENARIO_KEPT, f"scenario {kept.id}", title=kept.title)
    return kept


def hand_over(work: UnitOfWork, number: int, owner: str, document: str) -> None:
    """Give a scenario or programme another owner; `document` is the same with that owner on all it assumes.

    Raises NotFound, Refused, NotPermitted.
    """
    work.viewer.must(Permission.KEEP_SCENARIOS)
    kept = _kept(work, number)
    before, kept.owner = kept.owner, _said("owner", owner, kept.kind)
    kept.document = document
    work.record(Event.SCENARIO_HANDED_OVER, f"scenario {number}", before=before, owner=kept.owner)


def take_away_scenario(work: UnitOfWork, number: int) -> None:
    """Take a scenario off the list; it stays in the record. Raises NotFound, NotPermitted."""
    work.viewer.must(Permission.KEEP_SCENARIOS)
    kept = _kept(work, number)
    kept.taken_away_at, kept.taken_away_by = work.clock(), work.viewer.name
    work.record(Event.SCENARIO_TAKEN_AWAY, f"scenario {number}")


def _kept(work: UnitOfWork, number: int) -> KeptScenario:
    kept = work.session.get(KeptScenario, number)
    if kept is None or kept.taken_away_at is not None:
        raise NotFound("There is no such scenario.", given=number, do_next="See the list of scenarios.")
    return kept


def _said(what: str, given: str, kind: KeptKind) -> str:
    said = given.strip()
    if not said or len(said) > LONGEST_TITLE:
        article = f"The {kind} needs {'an' if what == 'owner' else 'a'} {what}."
        raise Refused(article, given=said[:40], do_next=f"Write up to {LONGEST_TITLE} characters.")
    return said
