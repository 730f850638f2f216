"""What was loaded: when, by whom, which file, how many rows, and what is still to put right."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.found import shown
from api.house import house_of
from api.loading_words import titled
from api.looks import noted_look
from api.reports.findings import TYPES, findings_file
from api.security import SignedIn
from api.templating import about, page
from placements.audit_chain import Event
from placements.permissions import Permission
from placements.repository.loads import findings_of, load_line, load_lines
from placements.repository.records import records_for


def loads(request: Request, person: SignedIn) -> Response:
    """Every load, the newest first."""
    with records_for(house_of(request).engine, person.viewer) as records:
        lines = load_lines(records)
    return page(
        request,
        "loads.html",
        title="What was loaded",
        person=person,
        lines=lines,
        titled=titled,
        still=sum(line.open for line in lines),
        may_load=person.viewer.may(Permission.LOAD_DATA),
    )


def one_load(request: Request, person: SignedIn, number: int) -> Response:
    """One load with its findings."""
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        line, found = load_line(records, number), findings_of(records, number)
    noted_look(house, person.viewer, Permission.SEE_FINDINGS, Event.CHILD_READ, "findings", load=number)
    return page(
        request,
        "load.html",
        title=f"{titled(line.load.noun)}, loaded {line.load.at:%d/%m/%Y}",
        person=person,
        line=line,
        load=line.load,
        heading=titled(line.load.noun),
        found=shown(found, request.query_params),
        at=f"/loads/{number}",
    )


def findings(request: Request, person: SignedIn, number: int, form: str) -> Response:
    """What was found in one load, as a file to put it right from."""
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        line, found = load_line(records, number), findings_of(records, number)
    noted_look(house, person.viewer, Permission.SEE_FINDINGS, Event.CHILD_READ, "findings", load=number)
    made = findings_file(found, titled(line.load.noun), about(house.engine).authority, form)
    kept = {"Content-Disposition": f'attachment; filename="put-right-{line.load.noun}-{number}.{form}"'}
    return Response(made, media_type=TYPES[form], headers=kept)
