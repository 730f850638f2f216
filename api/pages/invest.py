"""Programmes to invest in: kept under a title, worked out beside what happens otherwise, taken away as a paper."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Hashable

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed, typed_from
from api.house import HOUSE, House, house_of
from api.investing import ACTIONS, DEDUCTED, document_of, programme_in
from api.looks import noted_look
from api.pages.paper_page import drawn, file_of, waiting
from api.reports.invest import invest_paper
from api.reports.paper import Paper
from api.security import SignedIn
from api.shapes.invest import Invest
from api.signin import Person
from api.templating import about, page
from forecasting.investing.programme_file import programme_from_toml
from placements.audit_chain import Event
from placements.errors import HomewardError
from placements.models.scenario import KeptKind, KeptScenario
from placements.permissions import Permission, Viewer
from placements.repository.audit import data_version
from placements.repository.records import records_for
from placements.repository.scenarios import scenario_by, scenarios_kept
from placements.scenarios import keep_scenario, take_away_scenario

MONTHS, RUNS, SEED = 36, 300, 1


def programmes(request: Request, person: SignedIn) -> Response:
    """Draw the programmes that are kept, and the form for another."""
    return _form(request, person, typed_from({"owner": person.full_name}))


def keep(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Keep a programme, and go on to its answer."""
    house = house_of(request)

    def step() -> Response:
        programme, owner = programme_in(filled, _next_quarter(house.today()))
        title, document = filled.text("title"), document_of(programme)
        kept = changed(house, person, lambda work: keep_scenario(work, title, owner, document, KeptKind.PROGRAMME).id)
        return on_to(f"/invest/{kept}")

    return or_again(step, lambda error, status: _form(request, person, filled, problem=error, status=status))


def programme(request: Request, person: SignedIn, number: int) -> Response:
    """Draw what a programme costs and saves, or say that it is being worked out."""
    house = house_of(request)
    kept = _kept(house, person, number)
    if not house.answers.begun(*_question(house, kept), lambda: _worked_out(house, person.viewer, kept)):
        return waiting(request, person, kept.title)
    paper = _paper(house, person, kept)
    return drawn(request, person, paper, "programme.html", at=f"/invest/{number}/paper", beside={"kept": kept})


def programme_file(request: Request, person: SignedIn, number: int, form: str) -> Response:
    """What a programme costs and saves, to take away."""
    house = house_of(request)
    return file_of(_paper(house, person, _kept(house, person, number)), "programme", form)


def document(request: Request, person: SignedIn, number: int) -> Response:
    """A programme as its file, to be read, changed and run with `homeward invest --programme`."""
    kept = _kept(house_of(request), person, number)
    name = f'attachment; filename="programme-{number}.toml"'
    return Response(kept.document, media_type="application/toml", headers={"Content-Disposition": name})


def take_away(request: Request, person: SignedIn, number: int) -> Response:
    """Take a programme off the list."""
    house = house_of(request)
    _kept(house, person, number)
    changed(house, person, lambda work: take_away_scenario(work, number))
    return on_to("/invest")


def _form(
    request: Request, person: Person, typed: Typed, *, problem: HomewardError | None = None, status: int = 200
) -> Response:
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        kept = scenarios_kept(records, KeptKind.PROGRAMME)
    return page(
        request,
        "invest.html",
        title=f"{'Error: ' if problem else ''}Invest to save",
        person=person,
        status=status,
        kept=kept,
        actions=ACTIONS,
        deducted=DEDUCTED,
        starts=_next_quarter(house.today()),
        typed=typed,
        problem=problem,
    )


def _kept(house: House, person: Person, number: int) -> KeptScenario:
    with records_for(house.engine, person.viewer) as records:
        return scenario_by(records, number, KeptKind.PROGRAMME)


def _question(house: House, kept: KeptScenario) -> tuple[Hashable, int]:
    with records_for(house.engine, HOUSE) as records:
        return ("invest", kept.id, kept.document), data_version(records)


def _paper(house: House, person: Person, kept: KeptScenario) -> Paper:
    noted_look(house, person.viewer, Permission.SEE_SAVINGS, Event.FORECAST_MADE, "invest", title=kept.title[:120])
    found = house.answers.kept(*_question(house, kept), lambda: _worked_out(house, person.viewer, kept))
    return invest_paper(found, about(house.engine).authority)


def _worked_out(house: House, viewer: Viewer, kept: KeptScenario) -> Invest:
    from api.shapes.invest import invest_shape
    from forecasting.invest import invest

    began = time.perf_counter()
    with records_for(house.engine, viewer) as records:
        found = invest(
            records, programme_from_toml(kept.document, kept.title), months=MONTHS, replicates=RUNS, seed=SEED
        )
    return invest_shape(found, SEED, time.perf_counter() - began)


def _next_quarter(today: dt.date) -> dt.date:
    """The first day of the quarter after this one: programmes begin then unless another day is given."""
    month = today.year * 12 + 3 * ((today.month - 1) // 3) + 3
    return dt.date(month // 12, month % 12 + 1, 1)
