"""An upload that waits: what loading it would do, what to settle first, loading it for good, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import Response

from api import loading_words as words
from api.changing import on_to, or_again
from api.forms import Filled, Typed
from api.found import shown
from api.house import house_of
from api.loading import POSTCODES, RETURNS, errors_in, load_it, settle, try_it
from api.reports.findings import TYPES, findings_file
from api.security import SignedIn
from api.signin import Person
from api.templating import about, page
from api.uploads import Settled, Stage, Upload
from placements.codes import HELD_YEARS
from placements.errors import Conflict, HomewardError
from placements.importing.importers import importer_named
from placements.importing.outcome import Fault, ImportResult
from placements.importing.ssda903.file_faults import YEAR
from placements.permissions import Permission
from placements.repository.lists import standing_returns
from placements.repository.records import records_for

LOOK_AGAIN_SECONDS = 2
HEADINGS = frozenset({"column-unused", "column-twice", "column-likened"})
UNREAD = "-"


def upload(request: Request, person: SignedIn, reference: str) -> Response:
    """Draw how far the upload has come."""
    return _draw(request, person, _waiting(request, person, reference))


def settled(request: Request, person: SignedIn, filled: Filled, reference: str) -> Response:
    """Take what the person says of headings and years, and work out anew what loading would do."""
    waiting = _waiting(request, person, reference)

    def step() -> Response:
        said = Settled(
            columns={heading: None if ours == UNREAD else ours for heading, ours in _pairs(filled, "heading")},
            years=dict(_pairs(filled, "year")),
        )
        _must_be_tried(waiting)
        settle(waiting, said)
        try_it(house_of(request), person, waiting)
        return on_to(f"/uploads/{reference}")

    return _or_again(request, person, waiting, filled, step)


def load(request: Request, person: SignedIn, filled: Filled, reference: str) -> Response:
    """Load what was tried, as the signed-in person; what cannot be right is left out only if they say so."""
    waiting = _waiting(request, person, reference)

    def step() -> Response:
        result = _must_be_tried(waiting)
        leaves_out = errors_in(result) > 0
        if leaves_out and not filled.has("aside"):
            filled.fault("aside", "Tick this to load the rest, or put the file right and choose it again")
        filled.refuse_if_wrong()
        load_it(house_of(request), person, waiting, set_aside=leaves_out)
        return on_to(f"/uploads/{reference}")

    return _or_again(request, person, waiting, filled, step)


def forget(request: Request, person: SignedIn, filled: Filled, reference: str) -> Response:
    """Forget the upload."""
    del filled
    waiting = _waiting(request, person, reference)
    if waiting.stage is Stage.LOADING:
        raise Conflict("This file is being loaded.", do_next="Wait until it is loaded.")
    house_of(request).uploads.forget(waiting)
    return on_to("/loading")


def findings(request: Request, person: SignedIn, reference: str, form: str) -> Response:
    """What was found, as a file to put it right from."""
    waiting = _waiting(request, person, reference)
    found = waiting.result.findings if waiting.result else ()
    council = about(house_of(request).engine).authority
    made = findings_file(found, waiting.name, council, form)
    kept = {"Content-Disposition": f'attachment; filename="put-right-{waiting.noun}.{form}"'}
    return Response(made, media_type=TYPES[form], headers=kept)


def _waiting(request: Request, person: Person, reference: str) -> Upload:
    house = house_of(request)
    return house.uploads.waiting(person.viewer.name, reference, house.clock())


def _must_be_tried(waiting: Upload) -> ImportResult:
    if waiting.result is None or waiting.stage not in {Stage.TRIED, Stage.STOPPED}:
        raise Conflict("This file is being worked on, or has been loaded.", do_next="Wait a moment, and look again.")
    return waiting.result


def _pairs(filled: Typed, name: str) -> list[tuple[str, str]]:
    """What was chosen for each of several things: the thing stands in a field of its own."""
    numbered = enumerate(filled.several(f"{name}-of"), start=1)
    return [(of, chosen) for number, of in numbered if (chosen := filled.text(f"{name}-{number}"))]


def _or_again(
    request: Request, person: Person, waiting: Upload, filled: Typed, step: Callable[[], Response]
) -> Response:
    return or_again(
        step, lambda error, status: _draw(request, person, waiting, filled=filled, problem=error, status=status)
    )


def _draw(
    request: Request,
    person: Person,
    waiting: Upload,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    if waiting.busy:
        drawn = page(request, "loading_wait.html", title=f"Reading {waiting.name}", person=person, upload=waiting)
        drawn.headers["Refresh"] = f"{LOOK_AGAIN_SECONDS}"
        return drawn
    problem = problem or waiting.problem
    result = waiting.result
    done = waiting.stage is Stage.LOADED
    title = f"Loaded: {waiting.name}" if done else f"What loading {waiting.name} would do"
    return page(
        request,
        "loading_tried.html",
        title=f"{'Error: ' if problem else ''}{title}",
        person=person,
        status=status,
        upload=waiting,
        result=result,
        told=_told(request, person, waiting),
        done=done,
        errors=errors_in(result) if result else 0,
        whose=words.whose,
        found=shown(result.findings, request.query_params) if result else None,
        headings=_headings(result),
        columns=_columns(waiting),
        unread=UNREAD,
        years=_years(result),
        labels=[(year.label, year.label) for year in reversed(HELD_YEARS)],
        list_title=words.titled(waiting.noun),
        may_see=person.viewer.may(Permission.SEE_FINDINGS),
        may_forecast=person.viewer.may(Permission.SEE_FORECASTS),
        may_supply=person.viewer.may(Permission.SEE_SUPPLY),
        at=f"/uploads/{waiting.number}",
        typed=filled or Typed(),
        problem=problem,
    )


def _told(request: Request, person: Person, waiting: Upload) -> list[str]:
    if waiting.result is None:
        return []
    if waiting.stage is Stage.LOADED:
        return words.did(waiting.result)
    standing: list[str] = []
    if waiting.noun == RETURNS and person.viewer.may(Permission.SEE_FINDINGS):
        with records_for(house_of(request).engine, person.viewer) as records:
            standing = [one.year for one in standing_returns(records)]
    return words.would_do(waiting.result, standing)


def _headings(result: ImportResult | None) -> list[Fault]:
    """The headings of which a person may say what they are, each once."""
    found = [one for one in result.findings if one.rule in HEADINGS and one.column] if result else []
    return list({one.column: one for one in found}.values())


def _columns(waiting: Upload) -> list[tuple[str, str]]:
    return [] if waiting.noun in {RETURNS, POSTCODES} else words.columns_of(importer_named(waiting.noun).noun)


def _years(result: ImportResult | None) -> list[Fault]:
    """The returns whose year cannot be told."""
    return [one for one in result.findings if one.rule == YEAR] if result else []
