"""The budget and the data's quality: papers for finance and planners, as pages and files."""

from __future__ import annotations

import time

from fastapi import Request
from fastapi.responses import Response

from api.budgets import as_json
from api.house import House, house_of
from api.looks import noted_look
from api.pages.paper_page import drawn, file_of, waiting
from api.reports.data_quality import data_quality_paper
from api.reports.money import budget_paper
from api.reports.paper import Paper
from api.security import SignedIn
from api.shapes.budget import Budget
from api.signin import Person
from api.templating import about
from placements.audit_chain import Event
from placements.permissions import Permission
from placements.repository.audit import desk_version
from placements.repository.lists import findings, findings_by_rule, loads, standing_returns
from placements.repository.matches import doubtful_matches
from placements.repository.records import records_for

RUNS, SEED = 400, 1
MOST_FINDINGS = 2_000


def budget(request: Request, person: SignedIn) -> Response:
    """Draw the budget of the year, or say that it is being worked out."""
    house = house_of(request)
    question, version = _of_budget(house, person)
    if not house.answers.begun(question, version, lambda: _worked_out(house, person)):
        return waiting(request, person, "Budget for homes")
    return drawn(request, person, _budget(house, person))


def budget_file(request: Request, person: SignedIn, form: str) -> Response:
    """The budget of the year, to take away."""
    return file_of(_budget(house_of(request), person), "budget", form)


def data_quality(request: Request, person: SignedIn) -> Response:
    """Draw what was loaded and what to put right."""
    return drawn(request, person, _data_quality(house_of(request), person))


def data_quality_file(request: Request, person: SignedIn, form: str) -> Response:
    """What was loaded and what to put right, to take away."""
    return file_of(_data_quality(house_of(request), person), "data-quality", form)


def _of_budget(house: House, person: Person) -> tuple[tuple[str, str], int]:
    with records_for(house.engine, person.viewer) as records:
        return ("budget", person.viewer.role), desk_version(records)


def _budget(house: House, person: Person) -> Paper:
    noted_look(house, person.viewer, Permission.SEE_SPENDING, Event.FORECAST_MADE, "budget")
    question, version = _of_budget(house, person)
    found = house.answers.kept(question, version, lambda: _worked_out(house, person))
    return budget_paper(found, about(house.engine).authority)


def _worked_out(house: House, person: Person) -> Budget:
    from forecasting.outturn import budget_year

    began = time.perf_counter()
    with records_for(house.engine, person.viewer) as records:
        found = budget_year(records, replicates=RUNS, seed=SEED)
    return Budget.model_validate(as_json(found, SEED, time.perf_counter() - began))


def _data_quality(house: House, person: Person) -> Paper:
    noted_look(house, person.viewer, Permission.SEE_FINDINGS, Event.CHILD_READ, "findings")
    with records_for(house.engine, person.viewer) as records:
        waiting_matches = doubtful_matches(records) if person.viewer.may(Permission.LOAD_DATA) else []
        return data_quality_paper(
            loads(records),
            standing_returns(records),
            findings_by_rule(records),
            findings(records, most=MOST_FINDINGS),
            waiting_matches,
            about(house.engine).authority,
        )
