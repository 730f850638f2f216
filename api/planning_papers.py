"""Papers for members and the public, drafted from the record or written from what was released, and their annex."""

from __future__ import annotations

import datetime as dt

from api.board.keeping import picture_now
from api.house import House
from api.looks import noted_look
from api.provided import bring_home_for, recruitment_for, sufficiency_for
from api.published import one_published, picture_in
from api.reports.annex import annex_paper
from api.reports.board import board_paper
from api.reports.paper import Paper
from api.reports.statement import statement_paper
from api.shapes.board import BoardDocument
from api.templating import about
from api.words import day, listed
from placements.audit_chain import Event
from placements.permissions import Permission, Viewer


def board_report(house: House, viewer: Viewer, release: str | None = None, meeting: dt.date | None = None) -> Paper:
    """The board paper's public part: a draft from the record, or from a release by its name. Raises NotFound."""
    noted_look(house, viewer, Permission.SEE_INDICATORS, Event.PAPER_READ, f"board paper {release or 'draft'}")
    picture, released = _picture(house, release)
    return board_paper(picture, released=released, meeting=meeting)


def sufficiency_statement(house: House, viewer: Viewer, release: str | None = None) -> Paper:
    """The sufficiency statement's public part, as `board_report`; what is short is worked out anew."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.PAPER_READ, f"sufficiency statement {release or 'draft'}")
    picture, released = _picture(house, release)
    _, brief = recruitment_for(house, viewer)
    return statement_paper(picture, sufficiency_for(house, viewer), brief, released=released)


def exempt_annex(house: House, viewer: Viewer) -> Paper:
    """The annex that is kept from the public, for a viewer who may see supply and the list of returns."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.PAPER_READ, "exempt annex")
    gap, returns = sufficiency_for(house, viewer), bring_home_for(house, viewer)
    return annex_paper(gap, returns, about(house.engine).authority)


def _picture(house: House, release: str | None) -> tuple[BoardDocument, str | None]:
    if release is None:
        return picture_now(house), None
    found = one_published(house, release)
    signed = listed([name for name, _ in found.signed_by])
    return picture_in(found), f"Released on {day(found.released_at)}, edition {found.edition}, signed by {signed}"
