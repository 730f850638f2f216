"""Choosing what to load and giving its file: nothing changes until what would happen has been read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from api import loading_words as words
from api.changing import on_to, or_again
from api.forms import Filled, Typed, day_boxes, typed_from
from api.house import house_of
from api.loading import POSTCODES, RETURNS, needs_of, try_it
from api.reports.findings import TYPES
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.uploads import MEGABYTE, MOST_BYTES, MOST_FILES, Given, Settled, safe_name
from placements.errors import HomewardError, NotFound
from placements.importing.importers import importer_named
from placements.permissions import Permission
from placements.repository.lists import loads
from placements.repository.records import records_for
from placements.repository.sides import matches

ENDINGS = {
    RETURNS: ".csv,.xml,.zip",
    POSTCODES: ".csv",
    "replies": ".xlsx,.csv,.txt,.eml",
}
USUAL_ENDINGS = ".xlsx,.csv"


async def given(request: Request) -> list[Given]:
    """The files that were sent, each under a safe name; a box left empty sends none."""
    form = await request.form()
    files: list[Given] = []
    for one in form.getlist("files"):
        if isinstance(one, UploadFile) and one.filename:
            files.append(Given(safe_name(one.filename, [file.name for file in files]), await one.read()))
    await form.close()
    return files


Files = Annotated[list[Given], Depends(given)]


def lists(request: Request, person: SignedIn) -> Response:
    """The lists that the person may load, with when each was last loaded."""
    house = house_of(request)
    may_see = person.viewer.may(Permission.SEE_FINDINGS)
    with records_for(house.engine, person.viewer) as records:
        newest = {load.noun: load for load in reversed(loads(records))} if may_see else {}
        waiting = len(matches(records, waiting=True))
    return page(
        request,
        "loading.html",
        title="Load a list",
        person=person,
        groups=words.choices(person.viewer, newest),
        waiting=waiting,
        may_see=may_see,
    )


def one_list(request: Request, person: SignedIn, name: str) -> Response:
    """The form for one list."""
    house = house_of(request)
    _must(person, name)
    typed = typed_from(day_boxes("on", house.today())) if _dated(name) else Typed()
    return _form(request, person, name, typed)


def give(request: Request, person: SignedIn, filled: Filled, files: Files, name: str) -> Response:
    """Take the files and begin to work out what loading them would do."""
    _must(person, name)

    def step() -> Response:
        house = house_of(request)
        _check(filled, files, name)
        on = filled.day("on", "Give the day the list is true for, such as 5 6 2026") if _dated(name) else None
        filled.refuse_if_wrong()
        upload = house.uploads.put(person.viewer.name, name, files, Settled(as_at=on), house.clock())
        try_it(house, person, upload)
        return on_to(f"/uploads/{upload.number}")

    return or_again(step, lambda error, status: _form(request, person, name, filled, problem=error, status=status))


def template(request: Request, person: SignedIn, name: str) -> Response:
    """An empty, explained workbook of the list."""
    from placements.importing.template import write_template

    del request
    _must(person, name)
    if not words.has_template(name):
        raise NotFound("This list has no workbook to fill in.", given=name, do_next="Load it as it was exported.")
    with tempfile.TemporaryDirectory(prefix="homeward-load-") as folder:
        path = Path(folder) / f"{name}.xlsx"
        write_template(name, path)
        made = path.read_bytes()
    kept = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(made, media_type=TYPES["xlsx"], headers=kept)


def _must(person: Person, name: str) -> None:
    person.viewer.must(needs_of(name))


def _dated(name: str) -> bool:
    return name not in {RETURNS, POSTCODES} and importer_named(name).dated


def _check(filled: Typed, files: list[Given], name: str) -> None:
    if not files:
        filled.fault("files", "Choose a file")
    elif not any(file.content for file in files):
        filled.fault("files", "The file is empty. Choose another")
    elif len(files) > 1 and name != RETURNS:
        filled.fault("files", "Choose one file: a list is loaded from one workbook or CSV file")
    elif len(files) > MOST_FILES or sum(len(file.content) for file in files) > MOST_BYTES:
        message = f"Choose at most {MOST_FILES} files of {MOST_BYTES // MEGABYTE} MB together, or put them in a zip"
        filled.fault("files", message)


def _form(
    request: Request,
    person: Person,
    name: str,
    filled: Typed,
    *,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "loading_one.html",
        title=f"{'Error: ' if problem else ''}Load: {words.titled(name)}",
        person=person,
        status=status,
        name=name,
        heading=words.titled(name),
        explain=words.explained(name),
        several=name == RETURNS,
        dated=_dated(name),
        has_template=words.has_template(name),
        accept=ENDINGS.get(name, USUAL_ENDINGS),
        most=MOST_BYTES // MEGABYTE,
        typed=filled,
        problem=problem,
    )
