"""Homes, returns home and what is short, for pages: worked out once for a state of the record and a role."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Hashable

from api.house import HOUSE, House
from api.looks import noted_look
from api.shapes.bring_home import BringHome
from api.shapes.budget import Budget
from api.shapes.recruit import Recruitment
from api.shapes.sufficiency import Sufficiency
from api.shapes.supply import Supply
from placements.audit_chain import Event
from placements.permissions import Permission, Viewer
from placements.repository.audit import desk_version
from placements.repository.records import records_for

BUDGET_RUNS, SEED = 400, 1
ON_ITS_OWN_PAGE = "What to unlock and whom to recruit stands on a page of its own."


def supply_for(house: House, viewer: Viewer) -> Supply:
    """The homes there are, for a viewer who may see supply."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.HOMES_READ, "supply")
    today = house.today()
    return house.answers.kept(("supply", today, viewer.role), _version(house), lambda: _supply(house, viewer, today))


def bring_home_for(house: House, viewer: Viewer) -> BringHome:
    """The working list of returns; savings only for who may see them."""
    noted_look(house, viewer, Permission.SEE_BRING_HOME, Event.BRING_HOME_READ, "bring-home")
    return house.answers.kept(*_of_bring_home(house, viewer), lambda: _bring_home(house, viewer, house.today()))


def bring_home_begun(house: House, viewer: Viewer) -> bool:
    """Whether the working list is at hand; where it is not, it is begun beside."""
    return house.answers.begun(*_of_bring_home(house, viewer), lambda: _bring_home(house, viewer, house.today()))


def sufficiency_for(house: House, viewer: Viewer) -> Sufficiency:
    """Which needs the area cannot meet, for a viewer who may see supply and forecasts."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.FORECAST_MADE, "sufficiency")
    return house.answers.kept(*_of_sufficiency(house), lambda: _sufficiency(house, house.today()))


def sufficiency_begun(house: House) -> bool:
    """Whether sufficiency is at hand; where it is not, it is begun beside."""
    return house.answers.begun(*_of_sufficiency(house), lambda: _sufficiency(house, house.today()))


def recruitment_for(house: House, viewer: Viewer) -> tuple[Recruitment, str]:
    """What to unlock and whom to recruit, and the brief, for a viewer who may see supply and forecasts."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.FORECAST_MADE, "recruit")
    return house.answers.kept(*_of_recruitment(house), lambda: _recruitment(house, house.today()))


def recruitment_begun(house: House) -> bool:
    """Whether the lists are at hand; where they are not, they are begun beside."""
    return house.answers.begun(*_of_recruitment(house), lambda: _recruitment(house, house.today()))


def budget_for(house: House, viewer: Viewer) -> Budget:
    """The budget of the year with paid lines reconciled, for a viewer who may see spending."""
    noted_look(house, viewer, Permission.SEE_SPENDING, Event.FORECAST_MADE, "budget")
    return house.answers.kept(*_of_budget(house, viewer), lambda: _budget(house, viewer))


def budget_begun(house: House, viewer: Viewer) -> bool:
    """Whether the budget is at hand; where it is not, it is begun beside."""
    return house.answers.begun(*_of_budget(house, viewer), lambda: _budget(house, viewer))


def _of_bring_home(house: House, viewer: Viewer) -> tuple[Hashable, int]:
    return ("bring home", house.today(), viewer.role), _version(house)


def _of_budget(house: House, viewer: Viewer) -> tuple[Hashable, int]:
    return ("budget", viewer.role), _version(house)


def _budget(house: House, viewer: Viewer) -> Budget:
    from api.budgets import as_json
    from forecasting.outturn import budget_year

    began = time.perf_counter()
    with records_for(house.engine, viewer) as records:
        found = budget_year(records, replicates=BUDGET_RUNS, seed=SEED)
    return Budget.model_validate(as_json(found, SEED, time.perf_counter() - began))


def _of_sufficiency(house: House) -> tuple[Hashable, int]:
    return ("sufficiency", house.today()), _version(house)


def _of_recruitment(house: House) -> tuple[Hashable, int]:
    return ("recruit", house.today()), _version(house)


def _sufficiency(house: House, today: dt.date) -> Sufficiency:
    from forecasting.sufficing.service import sufficiency

    with records_for(house.engine, HOUSE) as records:
        return Sufficiency.model_validate(sufficiency(records, today=today).as_json())


def _recruitment(house: House, today: dt.date) -> tuple[Recruitment, str]:
    from forecasting.recruiting.brief import brief
    from forecasting.recruiting.service import recruit

    with records_for(house.engine, HOUSE) as records:
        found = recruit(records, today=today)
    return Recruitment.model_validate(found.as_json()), brief(found)


def _version(house: House) -> int:
    with records_for(house.engine, HOUSE) as records:
        return desk_version(records)


def _supply(house: House, viewer: Viewer, today: dt.date) -> Supply:
    from api.shapes.supply import supply_shape
    from forecasting.provision import provision
    from forecasting.sufficing.kinds import requests_ahead

    with records_for(house.engine, viewer) as records:
        return supply_shape(provision(records, today=today, expected=requests_ahead))


def _bring_home(house: House, viewer: Viewer, today: dt.date) -> BringHome:
    from api.shapes.bringing_home import bring_home_shape
    from forecasting.bring_home import bring_home

    with records_for(house.engine, viewer) as records:
        found = bring_home(records, today=today)
    return bring_home_shape(found, sees_needs=viewer.may(Permission.SEE_SENSITIVE), because=ON_ITS_OWN_PAGE)
