"""Trying and loading what somebody uploaded: through the same importers as the commands, and nothing left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from api.faults import note_fault
from api.house import House
from api.looks import noted_look
from api.signin import Person
from api.templating import about
from api.uploads import Settled, Stage, Upload
from placements.audit_chain import Event
from placements.errors import Conflict, Refused
from placements.importing.importers import importer_named
from placements.importing.load import import_noun
from placements.importing.outcome import ImportResult
from placements.importing.ssda903.load import import_ssda903
from placements.importing.ssda903.sources import INVENTED
from placements.models.loading import Level
from placements.permissions import Permission

RETURNS, POSTCODES = "ssda903", "postcodes"
LOOSE = "files chosen"
"""The folder under which single files of a return are shown together."""


def needs_of(noun: str) -> Permission:
    """What a person must be allowed in order to load a list. Raises Refused where there is none such."""
    return Permission.LOAD_DATA if noun in {RETURNS, POSTCODES} else importer_named(noun).needs


def try_it(house: House, person: Person, upload: Upload) -> None:
    """Begin to work out what loading would do; nothing is changed but that it was tried is written down."""

    def work() -> ImportResult:
        result = _run(house, person, upload, person.full_name, trial=True)
        told = {"read": result.read, "accepted": result.accepted, "refused": result.refused}
        noted_look(house, person.viewer, needs_of(upload.noun), Event.DATA_TRIED, upload.noun, **told)
        return result

    upload.begin(Stage.TRYING, Stage.TRIED, work, lambda error: note_fault(error, "trying a list"))


def load_it(house: House, person: Person, upload: Upload, *, set_aside: bool) -> None:
    """Begin to load what was tried; with `set_aside` the person answers for what is left out."""
    by = person.full_name if set_aside else None

    def work() -> ImportResult:
        result = _run(house, person, upload, by, trial=False)
        if result.refused:
            upload.result = _run(house, person, upload, person.full_name, trial=True)
            raise Conflict(
                "The record changed since this file was tried, and nothing was loaded.",
                do_next="Read what loading it would do now, and decide again.",
            )
        return result

    upload.begin(Stage.LOADING, Stage.LOADED, work, lambda error: note_fault(error, "loading a list"))


def settle(upload: Upload, said: Settled) -> None:
    """Take what a person said of headings, years and the day, beside what was said before."""
    before = upload.settled
    upload.settled = replace(
        before,
        as_at=said.as_at or before.as_at,
        columns={**before.columns, **said.columns},
        years={**before.years, **said.years},
    )


def errors_in(result: ImportResult) -> int:
    """How many findings must be put right."""
    return sum(fault.level is Level.ERROR for fault in result.findings)


def _run(house: House, person: Person, upload: Upload, by: str | None, *, trial: bool) -> ImportResult:
    def tell(doing: str) -> None:
        upload.doing = doing[:1].upper() + doing[1:]

    with _on_disk(upload, invented=about(house.engine).demonstration) as folder:
        if upload.noun == RETURNS:
            return import_ssda903(
                house.engine,
                person.viewer,
                _paths_of_a_return(folder),
                set_aside_by=by,
                years=upload.settled.years,
                progress=tell,
                within=folder,
                trial=trial,
            )
        return import_noun(
            house.engine,
            person.viewer,
            upload.noun,
            _one_file(folder, upload),
            set_aside_by=by,
            as_at=upload.settled.as_at,
            mapping=upload.settled.columns,
            progress=tell,
            within=folder,
            trial=trial,
        )


@contextmanager
def _on_disk(upload: Upload, *, invented: bool) -> Iterator[Path]:
    """The files in a folder that only this program's user can open, for as long as they are read.

    What is loaded into a demonstration is invented, as everything in it is.
    """
    with tempfile.TemporaryDirectory(prefix="homeward-load-") as made:
        folder = Path(made).resolve()
        loose = folder / LOOSE if upload.noun == RETURNS else folder
        loose.mkdir(exist_ok=True)
        for file in upload.files:
            zipped = Path(file.name).suffix.lower() == ".zip"
            ((folder if zipped else loose) / file.name).write_bytes(file.content)
        if invented:
            (folder / INVENTED).touch()
        yield folder


def _paths_of_a_return(folder: Path) -> list[Path]:
    zips = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".zip")
    loose = folder / LOOSE
    return [*([loose] if any(loose.iterdir()) else []), *zips]


def _one_file(folder: Path, upload: Upload) -> Path:
    if len(upload.files) != 1:
        raise Refused(
            "A list is loaded from one file.",
            given=f"{len(upload.files)} files",
            do_next="Choose the file of the list.",
        )
    return folder / upload.files[0].name
