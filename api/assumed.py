"""The assumption log for a viewer: the base's, those of kept scenarios and, for who may see savings, programmes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from api.house import House
from api.looks import noted_look
from forecasting.assumption_log import Assumption, base_assumptions, programme_assumptions, scenario_assumptions
from forecasting.funnel import funnel_from, national_funnel
from forecasting.investing.programme_file import programme_as_toml, programme_from_toml
from forecasting.returning.assumptions import published_assumptions
from forecasting.scenario_file import scenario_as_toml, scenario_from_toml
from placements.audit_chain import Event
from placements.models.scenario import KeptKind, KeptScenario
from placements.permissions import Permission, Viewer
from placements.repository.back_tests import back_test_held
from placements.repository.prices import price_book
from placements.repository.records import Records, records_for, to_forecast
from placements.repository.scenarios import scenarios_kept

YEARS_AHEAD = 3


def assumptions_for(house: House, viewer: Viewer) -> tuple[list[Assumption], list[KeptScenario]]:
    """Every assumption, and what was kept that may be handed over. Raises NotPermitted (scenarios, prices)."""
    noted_look(house, viewer, Permission.KEEP_SCENARIOS, Event.FORECAST_MADE, "assumptions")
    with records_for(house.engine, viewer) as records:
        scenarios = list(scenarios_kept(records))
        sees_savings = viewer.may(Permission.SEE_SAVINGS)
        programmes = list(scenarios_kept(records, KeptKind.PROGRAMME)) if sees_savings else []
        found = _base(records, house.today())
    for kept in scenarios:
        found += scenario_assumptions(scenario_from_toml(kept.document, kept.title), kept.owner, kept.kept_at.date())
    for kept in programmes:
        found += programme_assumptions(programme_from_toml(kept.document, kept.title), kept.kept_at.date())
    return found, [*scenarios, *programmes]


def handed_to(kept: KeptScenario, owner: str) -> str:
    """The document of what was kept with another owner on everything that it assumes."""
    if kept.kind is KeptKind.SCENARIO:
        scenario = scenario_from_toml(kept.document, kept.title)
        return scenario_as_toml(replace(scenario, levers=tuple(replace(one, owner=owner) for one in scenario.levers)))
    programme = programme_from_toml(kept.document, kept.title)
    return programme_as_toml(
        replace(
            programme,
            actions=tuple(replace(one, owner=owner) for one in programme.actions),
            levers=tuple(replace(one, owner=owner) for one in programme.levers),
            deductions=tuple(replace(one, owner=owner) for one in programme.deductions),
        )
    )


def _base(records: Records, today: dt.date) -> list[Assumption]:
    funnel = funnel_from(records, today) if records.viewer.may(Permission.SEE_SUPPLY) else national_funnel()
    held = back_test_held(to_forecast(records))
    book = price_book(records)
    still = book.years_without_uplift(today, today.replace(year=today.year + YEARS_AHEAD, day=1))
    scale = None if held is None else float(held["range_scale"])
    return base_assumptions(funnel, published_assumptions(), book.lines, still, scale)
