"""Papers for members and the public, drafted from the record or written from what was released, and their annex."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from api.board.keeping import picture_now
from api.board.said import Said, lines_of, short_points
from api.house import House
from api.looks import noted_look
from api.provided import bring_home_for, recruitment_for, sufficiency_for
from api.published import one_published, picture_in
from api.reports.annex import annex_paper
from api.reports.board import board_paper
from api.reports.council import OURS, Layout
from api.reports.paper import Certificate, Paper
from api.reports.statement import statement_paper
from api.templating import about
from api.words import day, listed
from placements.audit_chain import Event
from placements.permissions import Permission, Viewer
from placements.repository.releases import Published


def board_report(
    house: House,
    viewer: Viewer,
    release: str | None = None,
    meeting: dt.date | None = None,
    layout: Layout = OURS,
) -> Paper:
    """The board paper's public part: a draft from the record, or from a release by its name. Raises NotFound."""
    noted_look(house, viewer, Permission.SEE_INDICATORS, Event.PAPER_READ, f"board paper {release or 'draft'}")
    if release is None:
        return board_paper(picture_now(house), meeting=meeting, layout=layout)
    found = one_published(house, release)
    return board_paper(picture_in(found), certificate_of(found), meeting, layout)


def sufficiency_statement(house: House, viewer: Viewer, release: str | None = None) -> Paper:
    """The sufficiency statement's public part, as `board_report`. Raises Refused where a release has no such part."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.PAPER_READ, f"sufficiency statement {release or 'draft'}")
    if release is None:
        ahead = planned(house, viewer)
        picture = picture_now(house)
        return statement_paper(picture.model_copy(update={"short": ahead.short, "brief": ahead.brief}))
    found = one_published(house, release)
    return statement_paper(picture_in(found), certificate_of(found))


def planned(house: House, viewer: Viewer, asks: Sequence[str] = (), voice: Sequence[str] = ()) -> Said:
    """What is likely to be short and whom we look for, worked out for the statement, beside what people wrote."""
    _, brief = recruitment_for(house, viewer)
    return Said(asks, voice, short_points(sufficiency_for(house, viewer)), lines_of(brief))


def exempt_annex(house: House, viewer: Viewer) -> Paper:
    """The annex that is kept from the public, for a viewer who may see supply and the list of returns."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.PAPER_READ, "exempt annex")
    gap, returns = sufficiency_for(house, viewer), bring_home_for(house, viewer)
    return annex_paper(gap, returns, about(house.engine).authority)


def certificate_of(found: Published) -> Certificate:
    """What stands behind a paper written from a release."""
    signed = listed([name for name, _ in found.signed_by])
    return Certificate(
        words=f"Released on {day(found.released_at)}, edition {found.edition}, signed by {signed}",
        digest=found.digest,
        rules=found.certificate["rules"],
        guarded=found.certificate["guarded"],
        narrowest=found.certificate["narrowest_range"],
    )
