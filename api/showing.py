"""What the demonstration shows each audience: the same answers and the same tables as the commands."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from rich.console import Console

from api.keeping import kept
from api.printing.bring_home import print_bring_home
from api.printing.duty import print_duty_sheet
from api.printing.forecast import print_forecast
from api.printing.indicators import print_indicators
from api.printing.options import print_search
from api.printing.plan import print_plan
from api.printing.supply import print_supply
from api.shapes.bringing_home import bring_home_shape
from api.shapes.forecast import Forecast
from api.shapes.indicator import Indicator
from api.shapes.search import SearchAnswer
from api.shapes.supply import supply_shape
from placements.permissions import Viewer
from placements.repository.lists import referral_lines
from placements.repository.records import records_for

Progress = Callable[[str], None]
SHOWN_OPTIONS = 5
RECRUITING = "ask `homeward bring-home`, which works them out beside the list."


def show_placement_team(console: Console, engine: sa.Engine, viewer: Viewer, progress: Progress) -> None:
    """Every open referral searched, the answer for the largest group of brothers and sisters shown, and all planned."""
    from matching.duty_sheet import duty_sheet
    from matching.service import plan, search

    console.rule("For the placement team")
    with records_for(engine, viewer) as records:
        progress("searching")
        lines = sorted(referral_lines(records), key=lambda line: len(line.children))
        found = [kept(records, line.referral.ref, search(records, line.referral.ref).as_json()) for line in lines]
        print_search(console, SearchAnswer.model_validate(found[-1]), most=SHOWN_OPTIONS)
        progress("planning")
        print_plan(console, plan(records).as_json())
        print_duty_sheet(console, duty_sheet(records))


def show_commissioner(console: Console, engine: sa.Engine, viewer: Viewer, progress: Progress) -> None:
    """The places there are, who could come home, three years of children in care, and their cost."""
    from forecasting.bring_home import bring_home
    from forecasting.provision import provision
    from forecasting.service import forecast
    from forecasting.sufficing.kinds import requests_ahead

    console.rule("For commissioners")
    with records_for(engine, viewer) as records:
        progress("counting places")
        print_supply(console, supply_shape(provision(records, expected=requests_ahead)))
        progress("asking who could come home")
        print_bring_home(console, bring_home_shape(bring_home(records), sees_needs=True, because=RECRUITING))
        progress("forecasting three years")
        print_forecast(console, Forecast.model_validate(forecast(records).as_json()))


def show_board(console: Console, engine: sa.Engine, viewer: Viewer, progress: Progress) -> None:
    """The indicators behind the board's numbers."""
    from placements.indicators.service import indicators

    console.rule("For the Corporate Parenting Board")
    with records_for(engine, viewer) as records:
        progress("working out the indicators")
        rows = [Indicator.model_validate(row.as_json()) for row in indicators(records)]
    print_indicators(console, rows)
    console.print(
        "These are the officers' figures. The board's page hides counts of one to five and what would give them away.",
        markup=False,
    )
