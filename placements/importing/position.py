"""Today's position: who lives where, what changed since the last list, and what a person must decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa

from placements.codes import LegalStatus, Place, Provider
from placements.importing.batch import Batch, check_in_order, check_lengths
from placements.importing.cells import choose
from placements.importing.outcome import Fault
from placements.importing.position_beds import NOT_LISTED, end_stay
from placements.importing.position_children import Children
from placements.importing.position_homes import Homes
from placements.importing.position_stays import Stays
from placements.importing.rows import Row
from placements.models.child import Child
from placements.models.home import Bed
from placements.models.loading import Level
from placements.models.placement import Residence

_CODES = {"legal_status": tuple(LegalStatus), "place": tuple(Place), "place_provider": tuple(Provider)}
_MANY = 5
_LARGE_PART = 0.3


def check(batch: Batch) -> None:
    """List what is wrong with the list."""
    rows = batch.first
    check_lengths(batch, rows, Child, {"child": "ref", "first_name": "name"})
    check_lengths(batch, rows, Residence, {"home": "place_text"})
    check_lengths(batch, rows, Bed, {"bed": "label"})
    check_in_order(batch, rows, "from", "expected_end")
    check_in_order(batch, rows, "dob", "from")
    for row in rows:
        if (born := row.day("dob")) and born > batch.as_at:
            batch.wrong(row, "dob-future", f"The date of birth {born:%d/%m/%Y} is still to come.", "dob")
        if (since := row.day("from")) and since > batch.as_at:
            message = f"{since:%d/%m/%Y} comes after the day of the list, {batch.as_at:%d/%m/%Y}."
            batch.note(row, "from-after-list", message, "from", row.text("child"))
        for column, codes in _CODES.items():
            if (text := row.text(column)) and choose(text, codes) is None:
                message = f"{text!r} is no code of the return ({', '.join(codes)}); it is read as not known."
                batch.note(row, "cell-code", message, column, row.text("child"))
    _check_age_of_list(batch)


def write(batch: Batch) -> None:
    """Write who lives where: moves end the stay before, whoever is no longer listed has left, and all of it is said."""
    listed = [row for row in batch.first if not _ceased(batch, row)]
    homes, children = Homes(batch), Children(batch)
    stays = Stays(batch)
    changes = [stays.compare(row, children.find(row), homes.find(row)) for row in listed]
    for row in batch.first:
        if ceased := _ceased(batch, row):
            stays.leave(row.words("child"), ceased, "no longer looked after")
    _end_unlisted(batch, stays, {change.child.id for change in changes})
    batch.session.flush()  # everybody who left is out before anybody comes
    for change in changes:
        stays.settle(change)
    batch.session.flush()
    batch.extra |= {
        "differences": stays.differences(changes),
        "doubtful": children.doubtful,
        "doubtful_homes": homes.doubtful,
    }


def _ceased(batch: Batch, row: Row) -> dt.date | None:
    """The day on which a listed child ceased to be looked after, if that is past."""
    ceased = row.day("ceased")
    return ceased if ceased and ceased <= batch.as_at else None


def _check_age_of_list(batch: Batch) -> None:
    newest = batch.session.scalar(sa.select(sa.func.max(Residence.as_of)))
    if newest is not None and newest > batch.as_at:
        message = (
            f"The list is as at {batch.as_at:%d/%m/%Y}, and one as at {newest:%d/%m/%Y} is held: an older list would"
            " undo what changed since. Load the newest list, or say which day it is of."
        )
        batch.faults.append(
            Fault(batch.file, None, None, "position-older", Level.ERROR, batch.as_at.isoformat(), message)
        )


def _end_unlisted(batch: Batch, stays: Stays, listed: Iterable[int]) -> None:
    """End the stays of everybody who was on the last list and is not on this one; nobody whose row failed is one."""
    unlisted = stays.not_of(set(listed), batch.left_out)
    if batch.has_unnamed_failures and unlisted:
        message = (
            f"{len(unlisted)} children of the last list are not on this one, but rows without a child's reference were"
            " left out: nobody is taken to have left."
        )
        batch.faults.append(Fault(batch.file, None, None, "left-not-decided", Level.WARNING, None, message))
        return
    if len(unlisted) > max(_MANY, _LARGE_PART * stays.held):
        message = f"{len(unlisted)} of {stays.held} children of the last list are not on this one. Is the list whole?"
        batch.faults.append(Fault(batch.file, None, None, "list-much-shorter", Level.WARNING, None, message))
    for residence in unlisted:
        end_stay(batch, residence, batch.as_at, NOT_LISTED)
        stays.note_left(residence, batch.as_at, NOT_LISTED)
