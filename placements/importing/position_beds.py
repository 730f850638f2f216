"""The bed in which a listed child sleeps: taken if it is free, contested (and listed) if somebody else has it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placements.importing.batch import Batch
from placements.importing.rows import Row
from placements.importing.wording import same_text
from placements.migrations.occupancy_rule import NAME as BED_RULE
from placements.models.child import Child
from placements.models.home import Bed
from placements.models.placement import Occupancy, OccupancyKind, Residence, Standing

NOT_LISTED = "no longer on the list"


def take_bed(batch: Batch, row: Row, child: Child, home_id: int, starts_on: dt.date) -> Occupancy:
    """Take a bed for a child who lives in a home; without a free one the double booking is kept as contested.

    The bed named is taken, else the first free one, of which those not confirmed to be free come first.
    """
    if occupancy := _already_there(batch, child, home_id):
        return occupancy
    beds = _beds(batch, row, home_id)
    _release_lapsed(batch, beds)
    expected = row.day("expected_end")
    attempts: list[tuple[dt.date, dt.date | None]] = [(starts_on, None), (max(starts_on, batch.as_at), None)]
    if expected and expected > max(starts_on, batch.as_at):
        attempts.append((starts_on, expected))
    for start, end in dict.fromkeys(attempts):
        for bed in beds:
            occupancy = _occupancy(batch, row, child, bed, start)
            occupancy.ends_on = end
            if _taken(batch, occupancy):
                _say_if_later(batch, row, start, starts_on)
                return occupancy
    return _contested(batch, row, child, beds[0], starts_on)


def end_stay(batch: Batch, residence: Residence, on: dt.date, because: str) -> None:
    """End a stay on a day, with the bed that it took; one that began on that day or later is released whole."""
    residence.ends_on = max(on, residence.starts_on or on)
    if residence.occupancy_id is None:
        return
    occupancy = batch.session.get_one(Occupancy, residence.occupancy_id)
    if occupancy.standing is Standing.RELEASED or (occupancy.ends_on and occupancy.ends_on <= on):
        return
    occupancy.released_because = because
    if on <= occupancy.starts_on:
        occupancy.standing = Standing.RELEASED
    else:
        occupancy.ends_on = on


def leave_bed(batch: Batch, stay: Residence) -> bool:
    """Leave the bed of a stay that goes on; return whether it was slept in until today, and not only contested."""
    occupancy = batch.session.get_one(Occupancy, stay.occupancy_id)
    used = occupancy.standing is Standing.IN_FORCE and occupancy.starts_on < batch.as_at
    occupancy.released_because = "another bed of the same home"
    if used:
        occupancy.ends_on = min(occupancy.ends_on or batch.as_at, batch.as_at)
    else:
        occupancy.standing = Standing.RELEASED
    stay.occupancy_id = None
    return used


def holds_its_bed(batch: Batch, row: Row, residence: Residence) -> bool:
    """Whether the bed of a stay is in force today and the one that the row names."""
    if residence.occupancy_id is None:
        return False
    occupancy = batch.session.get_one(Occupancy, residence.occupancy_id)
    if occupancy.standing is not Standing.IN_FORCE or (occupancy.ends_on and occupancy.ends_on <= batch.as_at):
        return False
    label = batch.session.scalar(sa.select(Bed.label).where(Bed.id == occupancy.bed_id))
    return row.text("bed") is None or same_text(row.words("bed"), label or "")


def _already_there(batch: Batch, child: Child, home_id: int) -> Occupancy | None:
    """The bed that the child has in the home already, such as one taken when the placement was decided."""
    return batch.session.scalar(
        sa.select(Occupancy)
        .join(Bed, Bed.id == Occupancy.bed_id)
        .where(
            Bed.home_id == home_id,
            Occupancy.child_id == child.id,
            Occupancy.kind == OccupancyKind.PLACEMENT,
            Occupancy.standing == Standing.IN_FORCE,
            Occupancy.starts_on <= batch.as_at,
            sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > batch.as_at),
        )
    )


def _beds(batch: Batch, row: Row, home_id: int) -> list[Bed]:
    """The beds to try: the one that is named, else all of the home's, those not confirmed to be free first."""
    query = sa.select(Bed).where(Bed.home_id == home_id).order_by(Bed.confirmed_on.is_not(None), Bed.id)
    beds = list(batch.session.scalars(query))
    if not beds:
        message = "No bed of this home is held: one is assumed for the child."
        batch.note(row, "home-without-beds", message, "home", row.text("child"))
        bed = Bed(home_id=home_id, label="1", assumed=True)
        batch.session.add(bed)
        batch.session.flush()
        return [bed]
    label = row.text("bed")
    named = [bed for bed in beds if same_text(bed.label, label or "")]
    if label and not named:
        labels = ", ".join(bed.label for bed in beds)
        message = f"The home has no bed {label!r} (it has: {labels}); the child is held in the first free one."
        batch.note(row, "bed-unknown", message, "bed", row.text("child"))
    return named or beds


def _release_lapsed(batch: Batch, beds: list[Bed]) -> None:
    batch.session.execute(
        sa.update(Occupancy)
        .where(
            Occupancy.bed_id.in_([bed.id for bed in beds]),
            Occupancy.kind == OccupancyKind.HOLD,
            Occupancy.standing == Standing.IN_FORCE,
            Occupancy.lapses_at <= batch.work.clock(),
        )
        .values(standing=Standing.RELEASED, released_because="the hold lapsed")
    )


def _occupancy(batch: Batch, row: Row, child: Child, bed: Bed, starts_on: dt.date) -> Occupancy:
    return Occupancy(
        bed_id=bed.id,
        kind=OccupancyKind.PLACEMENT,
        starts_on=starts_on,
        expected_end=row.day("expected_end"),
        child_id=child.id,
        as_of=batch.as_at,
        source=batch.file[:200],
    )


def _taken(batch: Batch, occupancy: Occupancy) -> bool:
    """Whether the database gives the bed: it refuses one that somebody else has for any of the days."""
    try:
        with batch.session.begin_nested():
            batch.session.add(occupancy)
    except IntegrityError as error:
        if BED_RULE not in str(error.orig):
            raise
        return False
    return True


def _say_if_later(batch: Batch, row: Row, start: dt.date, said: dt.date) -> None:
    if start != said:
        message = f"The bed was somebody else's on {said:%d/%m/%Y}; it is held for the child from {start:%d/%m/%Y}."
        batch.note(row, "bed-taken-before", message, "from", row.text("child"))


def _contested(batch: Batch, row: Row, child: Child, bed: Bed, starts_on: dt.date) -> Occupancy:
    occupancy = _occupancy(batch, row, child, bed, starts_on)
    occupancy.standing = Standing.CONTESTED
    batch.session.add(occupancy)
    batch.session.flush()
    others = batch.session.scalars(
        sa.select(Child.ref)
        .join(Occupancy, Occupancy.child_id == Child.id)
        .where(
            Occupancy.bed_id == bed.id,
            Occupancy.standing == Standing.IN_FORCE,
            sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > starts_on),
        )
    )
    who = ", ".join(sorted(set(others))) or "somebody else"
    message = (
        f"No bed of the home is free: bed {bed.label} is {who}'s. The double booking is kept until it is put right."
    )
    batch.note(row, "bed-double-booked", message, "home", child.ref)
    return occupancy
