"""Loading a noun from a workbook or CSV: all of it or nothing, unless a named person leaves out what failed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from placements.audit_chain import Event
from placements.errors import Conflict, Refused
from placements.importing.batch import Batch
from placements.importing.dates import LONDON
from placements.importing.given import digest_of_files, shown_from
from placements.importing.importers import Importer, importer_named
from placements.importing.kept import keep_children_left_out, keep_import, keep_mappings, learnt_of
from placements.importing.outcome import Fault, ImportResult
from placements.importing.pages import Page, Unreadable
from placements.importing.postcodes import import_postcodes
from placements.importing.reading import Guide, Reading, read_noun
from placements.importing.set_aside import cannot_be_set_aside, fails_unnamed, left_out, without
from placements.importing.wording import plain
from placements.importing.workbook import read_pages
from placements.models.loading import Level
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork, now_utc

Progress = Callable[[str], None]
_LONGEST_NAME = 120
# PostgreSQL's words for what only happens beside others; SQLite lets one write at a time. Anything else is our fault.
_SOMEBODY_WAS_FIRST = frozenset({"23503", "23505", "40001", "40P01"})
_OF_CHILDREN = frozenset({"children", "position", "annex-a"})


@dataclass(frozen=True)
class Order:
    """What somebody asked to be loaded, and how."""

    engine: sa.Engine
    viewer: Viewer
    importer: Importer
    path: Path
    set_aside_by: str | None = None
    as_at: dt.date | None = None
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    progress: Progress = lambda message: None
    within: Path | None = None
    trial: bool = False

    @property
    def today(self) -> dt.date:
        """Today in London."""
        return now_utc().astimezone(LONDON).date()


def import_noun(  # noqa: PLR0913
    engine: sa.Engine,
    viewer: Viewer,
    noun: str,
    path: Path,
    *,
    set_aside_by: str | None = None,
    as_at: dt.date | None = None,
    mapping: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
    within: Path | None = None,
    trial: bool = False,
) -> ImportResult:
    """Load one list (`noun` is a name of the catalogue, `annex-a` or `postcodes`) from a workbook or CSV file.

    Any finding of level E refuses the whole, and nothing is kept but a row in the audit; with `set_aside_by`, a named
    person, the failing rows and everything about their child, household or home are left out instead. `as_at` is the
    day the list is of: without it a position is of the day in its title, else of the day the file was last changed,
    and other facts are of today. `mapping` says which column a heading is ({"Placement": "home"}; None leaves it
    unread) and is remembered. Every row read is accepted or rejected. A `trial` answers what a load would and changes
    nothing; the path of the folder `within` which the file stands is neither shown nor kept.
    Raises NotPermitted, NotFound (no such file), Refused (no such noun or column), Conflict (changed meanwhile).
    """
    path = Path(path)
    if noun == "postcodes":
        viewer.must(Permission.LOAD_DATA)
        return import_postcodes(engine, viewer, path, within=within, trial=trial)
    viewer.must(importer_named(noun).needs)
    order = Order(
        engine,
        viewer,
        importer_named(noun),
        path,
        _named(set_aside_by),
        as_at,
        _checked_mapping(importer_named(noun), mapping or {}),
        progress or (lambda message: None),
        within,
        trial,
    )
    started = time.perf_counter()
    order.progress(f"Reading {path.name}")
    try:
        pages = read_pages(path)
    except Unreadable as error:
        fault = Fault(path.name, None, None, error.rule, Level.ERROR, _given(error), f"{error.what} {error.do_next}")
        return _refuse(order, [fault], 0, started)
    try:
        return _load(order, pages, started)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in _SOMEBODY_WAS_FIRST:
            raise
        raise Conflict(
            f"{path.name} was not loaded: somebody else changed the same records at the same time.",
            do_next="Load it again.",
        ) from error


def _load(order: Order, pages: tuple[Page, ...], started: float) -> ImportResult:
    noun = order.importer.noun
    with UnitOfWork(order.engine, order.viewer, order.importer.needs) as work:
        guide = Guide(order.today, order.mapping, learnt_of(work.session, noun.name))
        reading = read_noun(noun, order.path, pages, guide)
        batch = _batch(order, work, reading)
        order.progress(f"Checking {reading.read:,} rows")
        order.importer.check(batch)
        errors = [fault for fault in batch.faults if fault.level is Level.ERROR]
        if not errors or (order.set_aside_by and not cannot_be_set_aside(errors, reading.rows)):
            return _accept(order, work, batch, reading, started)
    return _refuse(order, batch.faults, reading.read, started, **batch.extra)


def _batch(order: Order, work: UnitOfWork, reading: Reading) -> Batch:
    as_at, because = order.as_at, "given"
    if as_at is None and order.importer.dated:
        changed = dt.datetime.fromtimestamp(order.path.stat().st_mtime, LONDON).date()
        as_at, because = (reading.titled, "title of the list") if reading.titled else (changed, "date of the file")
    extra: dict[str, object] = {"as_at": str(as_at), "as_at_because": because} if order.importer.dated else {}
    return Batch(
        work=work,
        noun=order.importer.noun,
        file=order.path.name,
        as_at=as_at or order.today,
        said_on=as_at or order.today,
        invented=any((folder / "INVENTED.txt").is_file() for folder in list(order.path.absolute().parents)[:2]),
        rows=reading.rows,
        faults=list(reading.faults),
        extra=dict(extra),
    )


def _accept(order: Order, work: UnitOfWork, batch: Batch, reading: Reading, started: float) -> ImportResult:
    noun = order.importer.noun
    batch.left_out = left_out(noun, reading.rows, batch.faults)
    batch.has_unnamed_failures = fails_unnamed(noun, reading.rows, batch.faults)
    batch.rows = without(noun, reading.rows, batch.faults, batch.left_out)
    accepted = sum(map(len, batch.rows.values()))
    rejected = reading.read - accepted
    order.progress(f"Writing {accepted:,} rows")
    order.importer.write(batch)
    counts = (reading.read, accepted, rejected)
    by = order.set_aside_by if rejected else None
    path, digest = shown_from(order.path, order.within), digest_of_files([order.path])
    load = keep_import(work, noun.name, path, counts, batch.faults, by, digest)
    if noun.name in _OF_CHILDREN:
        taken = {row.words("child") for row in batch.first}
        keep_children_left_out(work, load.id, batch.left_out, taken, order.set_aside_by or "")
    keep_mappings(work, noun.name, reading)
    work.record(
        Event.DATA_LOADED,
        noun.name,
        file=order.path.name,
        read=reading.read,
        accepted=accepted,
        rejected=rejected,
        set_aside=len(batch.left_out),
        set_aside_by=by,
        digest=digest,
    )
    if not order.trial:
        work.commit()
    return ImportResult(
        noun=noun.name,
        read=reading.read,
        accepted=accepted,
        rejected=rejected,
        findings=tuple(batch.faults),
        seconds=time.perf_counter() - started,
        set_aside=len(batch.left_out),
        extra=batch.extra,
    )


def _refuse(order: Order, faults: list[Fault], read: int, started: float, **extra: object) -> ImportResult:
    """Keep nothing but the word that the load was refused, and by which rules."""
    noun = order.importer.noun.name
    rules = sorted({fault.rule for fault in faults if fault.level is Level.ERROR})
    if not order.trial:
        with UnitOfWork(order.engine, order.viewer, order.importer.needs) as work:
            work.record(Event.DATA_REFUSED, noun, file=order.path.name, read=read, rules=rules)
            work.commit()
    return ImportResult(
        noun=noun,
        read=read,
        accepted=0,
        rejected=read,
        findings=tuple(faults),
        seconds=time.perf_counter() - started,
        refused=True,
        extra=extra,
    )


def _named(set_aside_by: str | None) -> str | None:
    if set_aside_by is not None and not 0 < len(set_aside_by.strip()) <= _LONGEST_NAME:
        raise Refused(
            "Rows are left out by a named person.",
            given=repr(set_aside_by[:_LONGEST_NAME]),
            do_next=f"Give the person's name, of at most {_LONGEST_NAME} characters.",
        )
    return set_aside_by and set_aside_by.strip()


def _checked_mapping(importer: Importer, mapping: Mapping[str, str | None]) -> dict[str, str | None]:
    columns = [column.name for sheet in importer.noun.sheets for column in sheet.columns]
    for heading, column in mapping.items():
        if column is not None and column not in columns:
            raise Refused(
                f"The heading {heading!r} is mapped to a column that {importer.noun.name} does not have.",
                given=column,
                do_next=f"Use one of: {', '.join(dict.fromkeys(columns))}.",
            )
    return {plain(heading): column for heading, column in mapping.items()}


def _given(error: Unreadable) -> str | None:
    return None if error.given is None else str(error.given)
