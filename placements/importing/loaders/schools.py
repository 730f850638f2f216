"""Schools, as Get Information about Schools and its extracts list them."""

from __future__ import annotations

from placements.importing.batch import Batch, check_lengths, held
from placements.importing.wording import plain
from placements.models.reference import School

_OPEN = ("open", "yes", "1", "true")
_CLOSED = ("closed", "proposed", "no", "0", "false")


def check(batch: Batch) -> None:
    """List what is wrong with the schools."""
    rows = batch.first
    check_lengths(batch, rows, School, {"urn": "urn", "name": "name", "phase": "phase"})
    for row in rows:
        if (text := row.text("status")) and _is_open(text) is None:
            batch.wrong(row, "cell-choice", f"{text!r} does not begin with open, closed or proposed.", "status")


def write(batch: Batch) -> None:
    """Write the schools."""
    schools: dict[str, School] = held(batch.session, School.urn, (row.words("urn") for row in batch.first))
    for row in batch.first:
        urn = row.words("urn")
        if urn not in schools:
            schools[urn] = School(urn=urn, name=row.words("name"))
            batch.session.add(schools[urn])
        school = schools[urn]
        school.name, school.as_of = row.words("name"), batch.said_on
        if row.has("postcode"):
            school.postcode = row.text("postcode")
        if row.has("phase"):
            school.phase = row.text("phase")
        if row.has("status"):
            school.open = _is_open(row.text("status") or "")
    batch.session.flush()


def _is_open(text: str) -> bool | None:
    """Whether a status says open ("Open, but proposed to close" does) or closed; None where it says neither."""
    words = plain(text)
    if words.startswith(_OPEN):
        return True
    return False if words.startswith(_CLOSED) else None
