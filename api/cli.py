"""The command line: every command is a call to a service, and says in its exit code how it went.

0 done; 1 refused, the answer says why; 2 used wrongly; 3 a fault of ours.
"""

from __future__ import annotations

import json
import sys
import traceback

import typer

from api.commands.afterwards import challenge, end, outcome, tasks, told
from api.commands.ahead import forecast
from api.commands.approach import approach, chase, feedback, reply
from api.commands.ask import indicators, plan, search, solve
from api.commands.backtest import backtest
from api.commands.before import gaps, scheme, shortlist, wishes
from api.commands.begin import generate, init, template
from api.commands.bring_home import bring_home
from api.commands.decide import decide, decision, happened, hold, restricted
from api.commands.demo import demo
from api.commands.desk import REFUSED, settings_for
from api.commands.duty import duty_sheet
from api.commands.housekeeping import housekeeping
from api.commands.invest import invest
from api.commands.judge import baselines, compare, fairness, scarcity
from api.commands.keep import backup, restore
from api.commands.keep_empty import keep_empty
from api.commands.load import load
from api.commands.market_reports import budget_forecast, market_note, monitor, track_record
from api.commands.match import match
from api.commands.money import budget
from api.commands.notice import notice
from api.commands.offer import offer
from api.commands.provision import supply
from api.commands.publish import publish
from api.commands.report import report
from api.commands.returns import returns
from api.commands.serve import serve
from api.commands.sufficient import recruit, sufficiency
from api.commands.tonight import tonight
from api.commands.user import user
from api.commands.wish import wish
from placements.errors import HomewardError

FAULT = 3

app = typer.Typer(
    name="homeward",
    help="Find the right home for a child, plan homes, and bring children placed far away back to local carers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(init)
app.command()(generate)
app.command()(template)
for _ask in (indicators, search, plan, solve, forecast):
    app.command()(_ask)
for _write in (approach, reply, chase, feedback):
    app.command()(_write)
app.command()(backtest)
for _judge in (compare, baselines, fairness, scarcity):
    app.command()(_judge)
for _step in (wishes, gaps, shortlist, scheme, hold, keep_empty, decide, decision, happened, restricted):
    app.command()(_step)
for _after in (tasks, told, outcome, end, challenge):
    app.command()(_after)
app.command()(tonight)
app.command("duty-sheet")(duty_sheet)
app.command()(budget)
app.command()(supply)
app.command()(sufficiency)
app.command()(recruit)
app.command()(invest)
app.command("bring-home")(bring_home)
app.command()(serve)
app.command()(backup)
app.command()(restore)
app.command()(housekeeping)
app.command()(demo)
app.add_typer(load, name="import")
app.add_typer(match, name="match")
app.add_typer(notice, name="notice")
app.add_typer(offer, name="offer")
app.add_typer(publish, name="publish")
report.command("market-note")(market_note)
report.command()(monitor)
report.command("budget")(budget_forecast)
report.command("track-record")(track_record)
app.add_typer(report, name="report")
app.add_typer(returns, name="return")
app.add_typer(user, name="user")
app.add_typer(wish, name="wish")


def main() -> None:
    """Run one command; a refusal and a fault become a sentence and an exit code."""
    try:
        app()
    except HomewardError as error:
        _say(error)
        sys.exit(REFUSED)
    except Exception as error:  # noqa: BLE001 - the last boundary: whatever it is, it is noted and said
        _say(_noted(error))
        sys.exit(FAULT)


def _say(error: HomewardError) -> None:
    if "--json" in sys.argv:
        typer.echo(json.dumps(error.as_json(), ensure_ascii=False, indent=1))
    else:
        typer.echo(str(error), err=True)


def _noted(error: Exception) -> HomewardError:
    from api.faults import note_fault

    if settings_for().debug:
        traceback.print_exception(error)
    return note_fault(error, " ".join(["homeward", *sys.argv[1:2]]))
