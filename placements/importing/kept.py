"""What is remembered of a load: its counts, its findings, who was left out, and how its headings were read."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.importing.outcome import Fault
from placements.importing.reading import Learnt, Reading
from placements.models.loading import ColumnMapping, Finding, Import, SetAside
from placements.unit_of_work import UnitOfWork


def learnt_of(session: Session, noun: str) -> Learnt:
    """How the headings of earlier files of this noun were read."""
    prefix = f"{noun}/"
    kept: dict[str, dict[str, dict[str, object]]] = {}
    for mapping in session.scalars(sa.select(ColumnMapping).where(ColumnMapping.noun.startswith(prefix))):
        kept.setdefault(mapping.noun.removeprefix(prefix), {})[mapping.headings_digest] = mapping.columns
    return kept


def keep_mappings(work: UnitOfWork, noun: str, reading: Reading) -> None:
    """Remember how headings were read, where that is new."""
    for (sheet, digest), columns in reading.learnt.items():
        name = f"{noun}/{sheet}"
        held = work.session.scalar(
            sa.select(ColumnMapping).where(ColumnMapping.noun == name, ColumnMapping.headings_digest == digest)
        )
        if held is not None and held.columns == columns:
            continue
        if held is not None:
            work.session.delete(held)
            work.session.flush()
        work.session.add(
            ColumnMapping(
                noun=name,
                headings_digest=digest,
                columns=dict(columns),
                saved_at=work.clock(),
                saved_by=work.viewer.name[:120],
            )
        )
        work.record(Event.MAPPING_SAVED, name, digest=digest, columns=dict(columns))


def keep_import(
    work: UnitOfWork,
    noun: str,
    path: str,
    counts: tuple[int, int, int],
    faults: list[Fault],
    set_aside_by: str | None,
    digest: str,
) -> Import:
    """Store an accepted load with its findings; `counts` are read, accepted and rejected rows."""
    read, accepted, rejected = counts
    load = Import(
        noun=noun,
        path=path[-400:],
        at=work.clock(),
        by=work.viewer.name[:120],
        read_rows=read,
        accepted=accepted,
        rejected=rejected,
        set_aside_by=set_aside_by,
        digest=digest,
    )
    work.session.add(load)
    work.session.flush()
    work.session.add_all(_finding(load.id, fault) for fault in faults)
    return load


def _finding(import_id: int, fault: Fault) -> Finding:
    return Finding(
        import_id=import_id,
        file=fault.file[-200:],
        row=fault.row,
        column=fault.column and fault.column[:80],
        rule=fault.rule,
        level=fault.level,
        value=fault.value,
        message=fault.message,
        child=fault.child and fault.child[:40],
    )


def keep_children_left_out(work: UnitOfWork, import_id: int, out: frozenset[str], taken: set[str], by: str) -> None:
    """Remember the children left out of a load, and that those taken now are left out no more."""
    work.session.execute(
        sa.update(SetAside).where(SetAside.child.in_(sorted(taken | out)), SetAside.still).values(still=False)
    )
    work.session.add_all(SetAside(import_id=import_id, child=child[:40], by=by) for child in sorted(out))
