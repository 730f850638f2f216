"""Writing a paper in the form that the name of the file asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from api.reports.referral import ReferralPaper, as_text
from placements.errors import Refused


def _pdf(paper: ReferralPaper) -> bytes:
    from api.reports.referral_pdf import as_pdf

    return as_pdf(paper)


def _docx(paper: ReferralPaper) -> bytes:
    from api.reports.referral_docx import as_docx

    return as_docx(paper)


FORMS: Mapping[str, Callable[[ReferralPaper], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".txt": lambda paper: as_text(paper).encode(),
}


def write_paper(paper: ReferralPaper, path: Path) -> None:
    """Write the paper as PDF, Word or text, by the end of the file's name. Raises Refused for another."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise Refused(
            "A referral is not written in this form.", given=path.name, do_next=f"End the name in {', '.join(FORMS)}."
        )
    try:
        path.write_bytes(form(paper))
    except OSError as error:
        raise Refused("The file cannot be written.", given=path, do_next=f"{error.strerror}.") from error
