"""Writing a paper in the form that the name of the file asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from api.reports.paper import Paper
from placements.errors import Refused


def _pdf(paper: Paper) -> bytes:
    from api.reports.pdf import as_pdf

    return as_pdf(paper)


def _docx(paper: Paper) -> bytes:
    from api.reports.word import as_docx

    return as_docx(paper)


def _html(paper: Paper) -> bytes:
    from api.reports.web import as_html

    return as_html(paper)


def _xlsx(paper: Paper) -> bytes:
    from api.reports.excel import as_xlsx

    return as_xlsx(paper)


def _ods(paper: Paper) -> bytes:
    from api.reports.open_document import as_ods

    return as_ods(paper)


def _text(paper: Paper) -> bytes:
    from api.reports.plain import as_text

    return as_text(paper).encode()


FORMS: Mapping[str, Callable[[Paper], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".xlsx": _xlsx,
    ".ods": _ods,
    ".txt": _text,
}
"""The forms by the end of a file's name; each is made only when it is asked for, since some take long to load."""
LETTERS = (".pdf", ".docx", ".txt")
"""The forms in which a paper goes to a provider: to print, to edit, to paste into a secure e-mail."""


def written_as(paper: Paper, ending: str) -> bytes:
    """The paper in a form. Raises Refused for another, and for a workbook of a paper without a table."""
    form = FORMS.get(ending.lower())
    if form is None:
        raise Refused(
            "A paper is not written in this form.",
            given=ending or "no ending",
            do_next=f"End the name in {', '.join(FORMS)}.",
        )
    return form(paper)


def write_paper(paper: Paper, path: Path, template: Path | None = None) -> None:
    """Write the paper by the end of the file's name; a Word document may use the council's template. Raises Refused."""
    if template is not None and path.suffix.lower() == ".docx":
        from api.reports.word import as_docx

        made = as_docx(paper, template)
    else:
        made = written_as(paper, path.suffix)
    try:
        path.write_bytes(made)
    except OSError as error:
        raise Refused("The file cannot be written.", given=path, do_next=f"{error.strerror}.") from error
