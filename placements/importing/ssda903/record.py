"""An accepted load put on record: the import, its findings, who was set aside, and everything it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from placements.importing.outcome import Fault
from placements.importing.ssda903.children import store_children
from placements.importing.ssda903.held import Held
from placements.importing.ssda903.material import Material
from placements.importing.ssda903.returns import ReturnFiles
from placements.importing.ssda903.store import Accepted, store_episodes, store_returns
from placements.importing.ssda903.store_facts import store_facts
from placements.importing.ssda903.writing import insert_rows
from placements.models.loading import Finding, Import, SetAside
from placements.unit_of_work import UnitOfWork

_AT_ONCE = 5_000
_PATH_WIDTH = 400
_FILE_WIDTH = 200
_COLUMN_WIDTH = 80
_CHILD_WIDTH = 40


@dataclass(frozen=True)
class Load:
    """Everything a load brings to be kept; `touched` are the numbers of the children set aside by `by`."""

    path: str
    digest: str
    returns: tuple[ReturnFiles, ...]
    material: Material
    faults: tuple[Fault, ...]
    touched: frozenset[int]
    by: str | None
    read: int
    invented: bool


def record_load(work: UnitOfWork, load: Load, held: Held) -> None:
    """Write the load."""
    keep = np.ones(len(load.material.refs), dtype=bool)
    keep[list(load.touched)] = False
    import_id = _store_import(work, load)
    ids = store_children(work, load.material, keep, load.invented)
    child_ids = np.array([ids.get(ref, 0) for ref in load.material.refs], dtype=np.int64)
    return_ids = store_returns(work, _return_rows(work, load, import_id), held)
    accepted = Accepted(load.material, keep, child_ids, return_ids)
    _store_set_aside(work, load, import_id, keep)
    store_episodes(work, accepted, held)
    store_facts(work, accepted)
    _store_findings(work, load, import_id)


def rejected_rows(material: Material, touched: frozenset[int]) -> int:
    """How many rows are left out with the children touched: all of theirs, in every file."""
    out = np.zeros(len(material.refs), dtype=bool)
    out[list(touched)] = True
    return sum(int(out[table.frame["child"].to_numpy()].sum()) for table in material.tables.values())


def _store_import(work: UnitOfWork, load: Load) -> int:
    rejected = rejected_rows(load.material, load.touched)
    entry = Import(
        noun="ssda903",
        path=load.path[:_PATH_WIDTH],
        at=work.clock(),
        by=work.viewer.name,
        read_rows=load.read,
        accepted=load.read - rejected,
        rejected=rejected,
        set_aside_by=load.by if load.touched else None,
        digest=load.digest,
    )
    work.session.add(entry)
    work.session.flush()
    return entry.id


def _return_rows(work: UnitOfWork, load: Load, import_id: int) -> list[dict[str, Any]]:
    """The rows of the returns table; the digest is over the files' own digests, by name, whatever their order."""
    moment = work.clock()
    return [
        {
            "import_id": import_id,
            "year": load.material.years[at].label,
            "path": entry.path[-_PATH_WIDTH:],
            "digest": _digest(entry),
            "loaded_at": moment,
            "children_set_aside": _set_aside_in(load, at),
        }
        for at, entry in enumerate(load.returns)
    ]


def _digest(entry: ReturnFiles) -> str:
    parts = sorted(f"{name}:{sheet.digest}" for name, sheet in entry.files.items())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _set_aside_in(load: Load, at: int) -> int:
    """How many of the children set aside are in this return."""
    present: set[int] = set()
    for table in load.material.tables.values():
        present.update(table.frame.loc[table.frame["ret"] == at, "child"].unique().tolist())
    return len(present & load.touched)


def _store_findings(work: UnitOfWork, load: Load, import_id: int) -> None:
    rows = [
        {
            "import_id": import_id,
            "file": fault.file[-_FILE_WIDTH:],
            "row": fault.row,
            "column": fault.column[:_COLUMN_WIDTH] if fault.column else fault.column,
            "rule": fault.rule,
            "level": fault.level,
            "value": fault.value,
            "message": fault.message,
            "child": fault.child[:_CHILD_WIDTH] if fault.child else fault.child,
        }
        for fault in load.faults
    ]
    insert_rows(work, Finding, rows)


def _store_set_aside(work: UnitOfWork, load: Load, import_id: int, keep: npt.NDArray[np.bool_]) -> None:
    """Name the children left out now; those who were left out before and are accepted now are so no longer."""
    still = set(work.session.scalars(sa.select(SetAside.child).where(SetAside.still)))
    back = sorted(still & set(load.material.refs[keep].tolist()))
    for start in range(0, len(back), _AT_ONCE):
        some = SetAside.child.in_(back[start : start + _AT_ONCE])
        work.session.execute(sa.update(SetAside).where(some).values(still=False))
    if load.by is not None:
        rows = [
            {"import_id": import_id, "child": str(load.material.refs[at])[:_CHILD_WIDTH] or "(blank)", "by": load.by}
            for at in sorted(load.touched)
        ]
        insert_rows(work, SetAside, [{**row, "still": True} for row in rows])
