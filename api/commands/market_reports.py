"""Papers for planners and providers from the command line."""

from __future__ import annotations

from api.commands.desk import COMMAND_LINE, Database, Json
from api.commands.report import Output, Template, planning_paper


def market_note(output: Output, template: Template = None, database: Database = None, as_json: Json = False) -> None:
    """Write the needs forecast for framework providers, with no child in it: a draft until somebody has read it."""
    from api.market_papers import market_report

    planning_paper(lambda house: market_report(house, COMMAND_LINE), output, template, database, as_json=as_json)


def monitor(output: Output, template: Template = None, database: Database = None, as_json: Json = False) -> None:
    """Write the monthly monitor: children, homes, what could not be met, money, agreements."""
    from api.market_papers import monitor_report

    planning_paper(lambda house: monitor_report(house, COMMAND_LINE), output, template, database, as_json=as_json)


def budget_forecast(
    output: Output, template: Template = None, database: Database = None, as_json: Json = False
) -> None:
    """Write the budget of the year, forecast line by line so that the lines add up."""
    from api.market_papers import budget_report

    planning_paper(lambda house: budget_report(house, COMMAND_LINE), output, template, database, as_json=as_json)


def track_record(output: Output, template: Template = None, database: Database = None, as_json: Json = False) -> None:
    """Write how earlier forecasts fared, as homeward backtest found."""
    from api.market_papers import track_record_report

    planning_paper(lambda house: track_record_report(house, COMMAND_LINE), output, template, database, as_json=as_json)
