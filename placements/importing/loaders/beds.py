"""Beds: as a list names them, else as many as are approved or counted, and which of them are confirmed to be free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.importing.batch import Batch, Facts, check_lengths, fill
from placements.importing.rows import Row
from placements.models.base import Known
from placements.models.home import Bed, Home, Sharing
from placements.models.placement import Occupancy, Standing

MOST_BEDS = 99
_FACTS: Facts = {
    "room": ("room", Row.text),
    "sharing": ("sharing", lambda row, column: Sharing(row.text(column) or Sharing.UNKNOWN)),
    "step_free": ("step_free", Row.known),
}


def check_beds(batch: Batch, known_homes: Iterable[str]) -> None:
    """List bed rows of homes that are neither in the file nor held, and words that are too long."""
    known = set(known_homes)
    rows = batch.sheet("beds")
    for row in rows:
        if row.text("home") and row.words("home") not in known:
            message = f"{row.text('home')} is neither in this file nor held. Add it to the first sheet."
            batch.wrong(row, "home-unknown", message, "home")
    check_lengths(batch, rows, Bed, {"bed": "label", "room": "room"})


def write_beds(batch: Batch, homes: dict[str, Home]) -> set[str]:
    """Write the beds listed and return whose they are; a bed no longer listed goes, unless it was slept in."""
    listed: dict[str, list[Row]] = {}
    for row in batch.sheet("beds"):
        listed.setdefault(row.words("home"), []).append(row)
    for ref, rows in listed.items():
        home = homes[ref]
        beds = {bed.label: bed for bed in beds_of(batch.session, home)}
        for row in rows:
            bed = beds.pop(row.words("bed"), None) or _new_bed(batch.session, home, row.words("bed"))
            bed.assumed = False
            fill(bed, row, _FACTS)
        _remove(batch, rows[0], list(beds.values()))
    batch.session.flush()
    return set(listed)


def assume_beds(session: Session, home: Home, number: int) -> None:
    """Hold as many beds as the home is said to have, marked as assumed, where none was ever listed."""
    beds = beds_of(session, home)
    if any(not bed.assumed for bed in beds):
        return
    labels = {bed.label for bed in beds}
    free = (str(label) for label in range(1, number + len(beds) + 1) if str(label) not in labels)
    for _ in range(number - len(beds)):
        _new_bed(session, home, next(free), assumed=True)
    spare = [bed for bed in reversed(beds) if not _was_used(session, bed)]
    for bed in spare[: max(0, len(beds) - number)]:
        session.delete(bed)
    session.flush()


def confirm_vacancies(batch: Batch, row: Row, home: Home) -> None:
    """Date the vacancies a row confirms: as many free beds as it says, or all of them where the number is blank.

    A bed that is not confirmed to be free keeps no date: its vacancy is not known. The number itself is kept too, so
    that fewer places than the record shows free, or none, are not forgotten.
    """
    if not (row.has("vacancies") or row.has("vacancy_confirmed_on")):
        return
    number, confirmed_on = row.whole("vacancies"), row.day("vacancy_confirmed_on")
    home.said_free, home.said_free_on = number, confirmed_on
    if number is None and row.written.get("vacancies"):
        confirmed_on = None  # asked, and not known
    beds = beds_of(batch.session, home)
    taken = beds_taken(batch.session, beds, batch.as_at)
    free = [bed for bed in beds if bed.id not in taken]
    if number is not None and number > len(free):
        message = f"{number} places are said to be free, but only {len(free)} of {len(beds)} beds are not taken."
        batch.note(row, "vacancies-differ", message, "vacancies")
    confirmed = {bed.id for bed in (free if number is None else free[:number])} if confirmed_on else set()
    for bed in beds:
        bed.confirmed_on = confirmed_on if bed.id in confirmed else None
        bed.confirmed_by = batch.file[:120] if bed.id in confirmed else None


def beds_of(session: Session, home: Home) -> list[Bed]:
    """A home's beds in the order in which they were listed."""
    return list(session.scalars(sa.select(Bed).where(Bed.home_id == home.id).order_by(Bed.id)))


def beds_taken(session: Session, beds: list[Bed], on: dt.date) -> set[int]:
    """The beds of these that are taken on a day."""
    query = sa.select(Occupancy.bed_id).where(
        Occupancy.bed_id.in_([bed.id for bed in beds]),
        Occupancy.standing == Standing.IN_FORCE,
        Occupancy.starts_on <= on,
        sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > on),
    )
    return set(session.scalars(query))


def _new_bed(session: Session, home: Home, label: str, *, assumed: bool = False) -> Bed:
    bed = Bed(home_id=home.id, label=label, assumed=assumed, step_free=Known.UNKNOWN)
    session.add(bed)
    session.flush()
    return bed


def _remove(batch: Batch, row: Row, beds: list[Bed]) -> None:
    for bed in beds:
        if _was_used(batch.session, bed):
            message = f"Bed {bed.label} of {row.text('home')} is no longer listed; it is kept, since it was slept in."
            batch.note(row, "bed-no-longer-listed", message, "bed")
        else:
            batch.session.delete(bed)


def _was_used(session: Session, bed: Bed) -> bool:
    return session.scalar(sa.select(Occupancy.id).where(Occupancy.bed_id == bed.id).limit(1)) is not None
