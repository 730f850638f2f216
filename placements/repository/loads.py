"""What was loaded: every load with what is still to put right, and its findings one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.care import Return
from placements.models.loading import Finding, Import, Level, SetAside
from placements.permissions import Permission
from placements.repository.records import Records, asks

RETURNS = "ssda903"


@dataclass(frozen=True)
class LoadLine:
    """A load with how much was found, of which years its returns are, and whether it still stands.

    A list stands until the same list is loaded again, returns until each was loaded again; what was found in a load
    that no longer stands is no longer open.
    """

    load: Import
    errors: int
    warnings: int
    years: tuple[str, ...]
    stands: bool
    still_set_aside: int

    @property
    def open(self) -> int:
        """How many findings are still to put right."""
        return self.errors + self.warnings if self.stands else 0


@asks(Permission.SEE_FINDINGS)
def load_lines(records: Records) -> list[LoadLine]:
    """Every load that was kept, the newest first."""
    session = records.session
    counted = session.execute(
        sa.select(Finding.import_id, Finding.level, sa.func.count(Finding.id)).group_by(
            Finding.import_id, Finding.level
        )
    )
    found = {(import_id, level): times for import_id, level, times in counted}
    years: dict[int, list[tuple[str, bool]]] = {}
    for import_id, year, replaced in session.execute(
        sa.select(Return.import_id, Return.year, Return.replaced_by_id).order_by(Return.year)
    ):
        years.setdefault(import_id, []).append((year, replaced is None))
    out = sa.select(SetAside.import_id, sa.func.count(SetAside.id)).where(SetAside.still).group_by(SetAside.import_id)
    set_aside: dict[int, int] = dict(session.execute(out).all())
    lines, seen = [], set()
    for load in session.scalars(sa.select(Import).order_by(Import.at.desc(), Import.id.desc())):
        returns = years.get(load.id, [])
        stands = any(standing for _, standing in returns) if load.noun == RETURNS else load.noun not in seen
        seen.add(load.noun)
        errors, warnings = (found.get((load.id, level), 0) for level in (Level.ERROR, Level.WARNING))
        told = tuple(year for year, _ in returns)
        lines.append(LoadLine(load, errors, warnings, told, stands, set_aside.get(load.id, 0)))
    return lines


@asks(Permission.SEE_FINDINGS)
def load_line(records: Records, number: int) -> LoadLine:
    """One load. Raises NotFound."""
    for line in load_lines(records):
        if line.load.id == number:
            return line
    raise NotFound("There is no such load.", given=number, do_next="See what was loaded, and choose one.")


@asks(Permission.SEE_FINDINGS)
def findings_of(records: Records, number: int) -> Sequence[Finding]:
    """What was found in one load, what must be put right first, in the order in which it was found."""
    worst_first = sa.case((Finding.level == Level.ERROR, 0), else_=1)
    query = sa.select(Finding).where(Finding.import_id == number)
    return records.session.scalars(query.order_by(worst_first, Finding.id)).all()
