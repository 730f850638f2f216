"""Postcodes from a file of the ONS Postcode Directory."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd
import sqlalchemy as sa

from placements.audit_chain import Event
from placements.errors import NotFound, Refused
from placements.geography import PostcodeBook, postcodes_from_onspd
from placements.importing.given import digest_of_files, shown_from
from placements.importing.kept import keep_import
from placements.importing.outcome import Fault, ImportResult
from placements.importing.pages import MAX_BYTES
from placements.importing.postcode_areas import store
from placements.models.loading import Level
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork

_NAMES = ("pcds", "pcd7", "pcd8", "pcd")


def import_postcodes(
    engine: sa.Engine, viewer: Viewer, path: Path, *, within: Path | None = None, trial: bool = False
) -> ImportResult:
    """Load the postcodes of an ONSPD CSV file, replacing those held of the areas it covers.

    A row without a position on the grid of Great Britain, or of no authority, is listed and not kept. A `trial`
    changes nothing; the path of the folder `within` which the file stands is not kept.
    Raises NotFound where there is no such file.
    """
    started = time.perf_counter()
    if not path.is_file():
        raise NotFound("There is no such file.", given=path, do_next="Give a CSV file of the ONS Postcode Directory.")
    try:
        _refuse_large(path)
        book, texts = postcodes_from_onspd(path), _postcodes(path)
    except Refused as error:
        return _refuse(engine, viewer, path, error, started, trial=trial)
    except (ValueError, pd.errors.ParserError, OSError) as error:
        wrong = Refused(f"{path.name} is not a CSV file that can be read ({error}).", do_next="Fetch the file again.")
        return _refuse(engine, viewer, path, wrong, started, trial=trial)
    faults = _without_position(path, book, texts)
    read, rejected = len(texts), len(faults)
    with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
        store(work, book, source=f"{path.name} (ONS Postcode Directory)")
        digest, counts = digest_of_files([path]), (read, read - rejected, rejected)
        keep_import(work, "postcodes", shown_from(path, within), counts, faults, None, digest)
        work.record(Event.DATA_LOADED, "postcodes", file=path.name, read=read, rejected=rejected, digest=digest)
        if not trial:
            work.commit()
    seconds = time.perf_counter() - started
    return ImportResult("postcodes", read, read - rejected, rejected, tuple(faults), seconds)


def _refuse_large(path: Path) -> None:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Refused(
            f"{path.name} has {size / 1e6:,.0f} MB; at most {MAX_BYTES / 1e6:,.0f} MB are read.",
            do_next="Load the files of the areas that are needed: the directory's folder has one for each.",
        )


def _postcodes(path: Path) -> list[str]:
    """The postcode of every row, as written."""
    headings = pd.read_csv(path, nrows=0, encoding="utf-8-sig").columns
    name = next(heading for wanted in _NAMES for heading in headings if heading.lower() == wanted)
    return pd.read_csv(path, usecols=[name], dtype=str, keep_default_na=False, encoding="utf-8-sig")[name].tolist()


def _without_position(path: Path, book: PostcodeBook, texts: list[str]) -> list[Fault]:
    placed = ~np.isnan(book.look_up(texts).eastings)
    message = "The postcode has no position on the grid of Great Britain, or no authority, and is not kept."
    return [
        Fault(path.name, int(index) + 2, "postcode", "postcode-without-position", Level.WARNING, texts[index], message)
        for index in np.flatnonzero(~placed)
    ]


def _refuse(
    engine: sa.Engine, viewer: Viewer, path: Path, error: Refused, started: float, *, trial: bool
) -> ImportResult:
    given = None if error.given is None else str(error.given)
    fault = Fault(path.name, None, None, "postcodes-file", Level.ERROR, given, f"{error.what} {error.do_next}")
    if not trial:
        with UnitOfWork(engine, viewer, Permission.LOAD_DATA) as work:
            work.record(Event.DATA_REFUSED, "postcodes", file=path.name, rules=[fault.rule])
            work.commit()
    return ImportResult("postcodes", 0, 0, 0, (fault,), time.perf_counter() - started, refused=True)
