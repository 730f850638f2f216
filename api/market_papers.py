"""Papers for planners and providers, drawn up from the record: market note, monthly monitor, budget, track record."""

from __future__ import annotations

from api.board.said import short_points
from api.figures import forecast_for, past_for
from api.house import House
from api.looks import noted_look
from api.outlook import outlook_of
from api.provided import budget_for, sufficiency_for, supply_for
from api.reports.market_note import market_note
from api.reports.money import budget_paper
from api.reports.monitor import Month, monitor_paper
from api.reports.paper import Paper
from api.reports.track_record import track_record_paper
from api.shapes.backtest import BackTestSummary
from api.templating import about
from forecasting.sufficing.unmet_needs import unmet_needs_found
from placements.audit_chain import Event
from placements.permissions import Permission, Viewer
from placements.providing.agreements import Agreements, agreements
from placements.repository.back_tests import back_test_held
from placements.repository.providers import contracts_held, prices_held
from placements.repository.records import records_for, to_forecast


def market_report(house: House, viewer: Viewer) -> Paper:
    """The needs forecast for framework providers, with no child in it. Raises NotPermitted (supply)."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.PAPER_READ, "market note")
    gap = sufficiency_for(house, viewer)
    outlook = outlook_of(forecast_for(house, viewer), tell_small=False)
    return market_note(outlook, short_points(gap), gap.shortages, gap.mix, about(house.engine).authority)


def monitor_report(house: House, viewer: Viewer) -> Paper:
    """What a commissioner looks at each month; money only for who may see spending. Raises NotPermitted (supply)."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.PAPER_READ, "monthly monitor")
    tell_small = viewer.may(Permission.SEE_EPISODES)
    with records_for(house.engine, viewer) as records:
        unmet = unmet_needs_found(to_forecast(records), house.today())
    may_spend = viewer.may(Permission.SEE_SPENDING)
    month = Month(
        on=house.today(),
        past=past_for(house),
        outlook=outlook_of(forecast_for(house, viewer), tell_small=tell_small),
        supply=supply_for(house, viewer),
        unmet=unmet,
        budget=budget_for(house, viewer) if may_spend else None,
        agreed=agreed_for(house, viewer) if may_spend else None,
        tell_small=tell_small,
    )
    return monitor_paper(month, about(house.engine).authority)


def budget_report(house: House, viewer: Viewer) -> Paper:
    """The budget of the year, forecast line by line so that the lines add up. Raises NotPermitted (spending)."""
    return budget_paper(budget_for(house, viewer), about(house.engine).authority)


def track_record_report(house: House, viewer: Viewer) -> Paper:
    """How earlier forecasts fared. Raises NotPermitted (forecasts)."""
    noted_look(house, viewer, Permission.SEE_FORECASTS, Event.PAPER_READ, "track record")
    with records_for(house.engine, viewer) as records:
        held = back_test_held(to_forecast(records))
    found = None if held is None else BackTestSummary.model_validate(held)
    return track_record_paper(found, about(house.engine).authority)


def agreed_for(house: House, viewer: Viewer) -> Agreements:
    """Agreements and prices in force or to come, for a viewer who may see prices."""
    with records_for(house.engine, viewer) as records:
        return agreements(contracts_held(records), *prices_held(records), house.today())
