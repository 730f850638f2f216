"""Loading SSDA903 returns: read, check, reconcile, derive and store, all of it or nothing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.codes import CollectionYear
from placements.errors import Refused
from placements.importing.given import digest_of_files, shown_from
from placements.importing.outcome import Fault, ImportResult
from placements.importing.ssda903.checks.check import run
from placements.importing.ssda903.checks.registry import CHECKS
from placements.importing.ssda903.derive import with_place_fields
from placements.importing.ssda903.file_faults import FILE, file_error
from placements.importing.ssda903.held import Held, read_held
from placements.importing.ssda903.material import Material
from placements.importing.ssda903.parse import ChildNumbers, Table, parse
from placements.importing.ssda903.positions import Gazetteer, gazetteer
from placements.importing.ssda903.record import Load, record_load, rejected_rows
from placements.importing.ssda903.returns import ReturnFiles, recognise_returns
from placements.importing.ssda903.sheet import Sheet, read_sheet
from placements.importing.ssda903.sources import are_invented, find_sources
from placements.importing.ssda903.xml_return import read_xml
from placements.importing.ssda903.year import years_of
from placements.models.loading import Level
from placements.models.reference import Authority
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork

NOUN = "ssda903"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Read:
    """What was read, before anything is compared with the record: returns with their years, tables, faults, rows."""

    returns: tuple[ReturnFiles, ...]
    years: tuple[CollectionYear, ...]
    tables: dict[str, Table]
    children: ChildNumbers
    faults: tuple[Fault, ...]
    count: int

    @property
    def stopped(self) -> bool:
        """Whether a fault of a whole file stops the load."""
        return any(fault.level is Level.ERROR for fault in self.faults)

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        """The returns found, by path and year."""
        paths = [entry.path for entry in self.returns[: len(self.years)]]
        return tuple((path, year.label) for path, year in zip(paths, self.years, strict=True))


def import_ssda903(  # noqa: PLR0913
    engine: sa.Engine,
    viewer: Viewer,
    paths: Sequence[Path],
    *,
    set_aside_by: str | None = None,
    years: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    within: Path | None = None,
    trial: bool = False,
) -> ImportResult:
    """Load the returns of one or many years from folders, files or zip archives, checked against each other.

    Without a name any finding of level E refuses the whole and nothing is kept but the audit row. With the name of the
    person who answers for it, the children touched by such findings are left out and the rest is kept; a fault of a
    whole file always refuses. `years` states the year of a return by its path where its dates mislead. A `trial`
    answers what a load would and changes nothing; the path of the folder `within` which the files stand is neither
    shown nor kept.
    Raises Refused where a path leads nowhere, a year is stated for no return, or the database is nobody's yet.
    """
    started = time.perf_counter()
    viewer.must(Permission.LOAD_DATA)
    say = progress or _silent
    name = _checked_name(set_aside_by)
    read = read_returns(paths, years, say, within)
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        responsible = _responsible(work)
        if read.stopped:
            return _refuse(work, read, read.faults, started, trial=trial)
        say("checking")
        held = read_held(work)
        places = gazetteer(work, _postcodes(read))
        material = _material(read, held, places, responsible)
        found, touched = run(CHECKS, material)
        faults = (*read.faults, *found)
        if touched and name is None:
            return _refuse(work, read, faults, started, trial=trial)
        out = frozenset(touched)
        if not trial:
            say("storing")
            shown = ", ".join(shown_from(path, within) for path in paths)
            digest, invented = digest_of_files(paths), are_invented(paths)
            load = Load(shown, digest, read.returns, material, faults, out, name, read.count, invented)
            record_load(work, load, held)
            places.keep(work)
            told = _audited(read, faults, set_aside=len(out), set_aside_by=name, digest=digest)
            work.record(Event.DATA_LOADED, NOUN, **told)
            work.commit()
    return _result(read, faults, started, rejected=rejected_rows(material, out), set_aside=len(out))


def read_returns(
    paths: Sequence[Path], years: Mapping[str, str] | None, say: Progress, within: Path | None = None
) -> Read:
    """Find and read every file, put returns together and tell their years; stops at faults of whole files."""
    found = find_sources(paths, within)
    sheets: list[Sheet] = []
    for source in found.sources:
        say(f"reading {source.file}")
        sheets += read_xml(source) if source.is_xml else [read_sheet(source)]
    recognised = recognise_returns(sheets)
    faults = (*found.faults, *recognised.faults)
    if not sheets and not any(fault.level is Level.ERROR for fault in faults):
        faults = (
            *faults,
            file_error(shown_from(paths[0], within) if paths else "", FILE, "There is no CSV or XML file here."),
        )
    count = sum(sheet.count for sheet in sheets)
    read = Read(recognised.returns, (), {}, ChildNumbers(), faults, count)
    return read if read.stopped else _with_years(read, years)


def _with_years(read: Read, said: Mapping[str, str] | None) -> Read:
    tables, children = parse(read.returns)
    years, faults = years_of([entry.path for entry in read.returns], tables["episodes"].frame, said)
    told = tuple(year for year in years if year is not None)
    complete = told if len(told) == len(years) else ()
    return Read(read.returns, complete, tables, children, (*read.faults, *faults), read.count)


def _material(read: Read, held: Held, places: Gazetteer, responsible: str) -> Material:
    """The tables with the place fields worked out, beside what is held."""
    paths = tuple(entry.path for entry in read.returns)
    material = Material(read.years, paths, read.tables, read.children.refs, held.without(read.years), held.asylum)
    episodes = read.tables["episodes"]
    frame = with_place_fields(episodes.frame, places.book, responsible, material.unaccompanied(episodes.frame))
    tables = {**read.tables, "episodes": Table(episodes.kind, frame, episodes.files)}
    return replace(material, tables=tables)


def _postcodes(read: Read) -> list[str]:
    episodes = read.tables["episodes"].frame
    return [str(text) for column in ("HOME_POST", "PL_POST") for text in episodes[column].cat.categories]


def _responsible(work: UnitOfWork) -> str:
    la_code = work.session.scalar(sa.select(Authority.la_code).where(Authority.responsible))
    if la_code is None:
        raise Refused(
            "This database does not say whose record it is, so no placement can be told to be in or out of the area.",
            do_next="Run `homeward init` with your authority's code first.",
        )
    return la_code


def _checked_name(name: str | None) -> str | None:
    if name is not None and not name.strip():
        raise Refused(
            "Setting children aside needs the name of the person who answers for it.",
            given=repr(name),
            do_next="Give a name: --set-aside-by NAME.",
        )
    return None if name is None else name.strip()


def _refuse(work: UnitOfWork, read: Read, faults: tuple[Fault, ...], started: float, *, trial: bool) -> ImportResult:
    """Keep nothing but the fact that it was to be loaded; of a trial not even that."""
    if not trial:
        work.record(Event.DATA_REFUSED, NOUN, **_audited(read, faults))
        work.commit()
    return _result(read, faults, started, rejected=read.count, refused=True)


def _audited(read: Read, faults: tuple[Fault, ...], **more: object) -> dict[str, object]:
    """What the audit row holds: which returns, how many rows, findings by rule; no child."""
    rules = Counter(f"{fault.rule} {fault.level.value}" for fault in faults)
    returns = [{"path": path, "year": year} for path, year in read.listed]
    return {"read": read.count, "returns": returns, "findings": dict(sorted(rules.items())), **more}


def _result(
    read: Read, faults: tuple[Fault, ...], started: float, *, rejected: int, set_aside: int = 0, refused: bool = False
) -> ImportResult:
    return ImportResult(
        noun=NOUN,
        read=read.count,
        accepted=read.count - rejected,
        rejected=rejected,
        findings=faults,
        seconds=time.perf_counter() - started,
        set_aside=set_aside,
        refused=refused,
        returns=read.listed,
    )


def _silent(stage: str) -> None:
    del stage
