"""What was sent to a provider, word for word, and the papers of a decision, as files to take away."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.approaching import referral_paper
from api.case_papers import note_of_decision, page_for_child, paper_of_shortlist
from api.house import house_of
from api.reports.files import written_as
from api.reports.paper import Paper
from api.security import SignedIn
from api.templating import page
from placements.approaching.sending import text_as_sent
from placements.errors import NotFound
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def sent(request: Request, person: SignedIn, reference: str) -> Response:
    """The exact text under a reference, to be copied into the council's own secure e-mail or portal."""
    house = house_of(request)
    with UnitOfWork(house.engine, person.viewer, Permission.SEE_SENSITIVE, house.clock) as work:
        kept, offer = text_as_sent(work, reference)
        work.commit()
    return page(
        request, "sent.html", title=f"What was sent under {kept.reference}", person=person, kept=kept, offer=offer
    )


def sent_file(request: Request, person: SignedIn, reference: str, ending: str) -> Response:
    """The paper as it was sent, as Word, PDF or text."""
    return _file(referral_paper(house_of(request).engine, person.viewer, reference).as_paper(), reference, ending)


def decision_file(request: Request, person: SignedIn, number: int, ending: str) -> Response:
    """The note of a decision for the case system, one page."""
    return _file(note_of_decision(house_of(request).engine, person.viewer, number), f"decision-{number}", ending)


def childs_file(request: Request, person: SignedIn, number: int, ref: str, ending: str) -> Response:
    """The child's own page about a decision: never money."""
    return _file(
        page_for_child(house_of(request).engine, person.viewer, number, ref), f"decision-{number}-child", ending
    )


def shortlist_file(request: Request, person: SignedIn, number: int, ending: str) -> Response:
    """A shortlist side by side."""
    return _file(paper_of_shortlist(house_of(request).engine, person.viewer, number), f"shortlist-{number}", ending)


def _file(paper: Paper, name: str, ending: str) -> Response:
    if ending not in TYPES:
        raise NotFound("A paper is not kept in this form.", given=ending, do_next=f"Choose {', '.join(TYPES)}.")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(written_as(paper, f".{ending}"), media_type=TYPES[ending], headers=headers)
