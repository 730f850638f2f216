"""Answers pasted from e-mails: lines such as "Answer: no" under the reference of the paper; nothing is guessed."""

from __future__ import annotations

import re
from pathlib import Path

from placements.approaching.references import REFERENCE
from placements.importing.pages import Cell, Line, Page, as_line
from placements.importing.wording import plain

LABELS = {
    "answer": "answer",
    "reply": "answer",
    "reason": "reason",
    "if no why": "reason",
    "home": "home",
    "carers": "home",
    "if an offer carers or home": "home",
    "postcode": "postcode",
    "beds": "beds",
    "beds free": "beds",
    "weekly": "weekly",
    "weekly price": "weekly",
    "available from": "available_from",
    "answered at": "answered_at",
    "words": "words",
    "anything else": "words",
}
"""The labels of the answer form in the paper, and what people make of them, with the column each fills."""

HEADINGS = ("reference", *dict.fromkeys(LABELS.values()))
NOT_READ = "Answered in free words: read the e-mail."
_LABELLED = re.compile(r"^([^:]{2,40}):\s*(.*)$")
_QUOTED = re.compile(r"^[\s>*|]+")
_SAME = {"yes": "offer", "we offer a home": "offer", "y": "offer", "n": "no"}


def pasted_page(path: Path) -> Page | None:
    """The answers in a text file as a page of rows, one for each reference; None where the file is no such text.

    A reference begins a row, however it stands in the line. The first thing said under a label counts, so that the
    form quoted beneath an answer changes nothing. A reference without an answer makes a row that lacks one: a person
    must read that e-mail.
    """
    if path.suffix.lower() not in {".txt", ".eml", ".text"}:
        return None
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    rows: dict[str, tuple[int, dict[str, str]]] = {}
    said: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=2):
        bare = _QUOTED.sub("", line).strip()
        if (found := REFERENCE.search(bare)) is not None:
            said = rows.setdefault(found.group().upper(), (number, {}))[1]
        elif (labelled := _LABELLED.match(bare)) is not None:
            _keep(said, labelled.group(1), labelled.group(2).strip())
    if not rows:
        return None
    lines: list[Line] = [as_line(1, list(HEADINGS))]
    for reference, (number, told) in rows.items():
        shown = told or {"words": NOT_READ}
        cells: list[Cell] = [reference, *(shown.get(column) for column in HEADINGS[1:])]
        lines.append(as_line(number, cells))
    return Page("replies", tuple(lines))


def _keep(said: dict[str, str], label: str, value: str) -> None:
    """Keep what stands behind a known label, once; the choices of an unfilled form are no answer."""
    column = LABELS.get(plain(label))
    if column is None or not value or " / " in value or value.startswith(("(", "[")):
        return
    if column == "answer":
        value = _SAME.get(plain(value), value)
    said.setdefault(column, value)
