"""Notice on a home: giving it, the meeting, what is tried first, and the search beside."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from api.commands.change import DAYS, change, day
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from placements.models.notice import GivenBy, SupportKind

notice = typer.Typer(help="Notice on a child's home: its clock, and what is tried first.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(metavar="NOTICE", help="The notice's number.")]
Words = Annotated[str, typer.Argument(help="In a sentence.")]


@notice.command("list")
def list_notices(database: Database = None, as_json: Json = False) -> None:
    """List the notices that run, the first to end first, with what was tried and what it costs."""
    from api.printing.deciding import print_notices
    from api.shapes.deciding import notice_shape
    from placements.repository.records import records_for
    from placements.repository.tasks import running_notices

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = [notice_shape(line) for line in running_notices(records)]
    deliver([one.model_dump(mode="json") for one in found], as_json, lambda: print_notices(found))


@notice.command()
def give(  # noqa: PLR0913, PLR0917 - one for each option of the command
    child: Annotated[str, typer.Argument(help="The child's reference.")],
    reason: Words,
    on: Annotated[dt.datetime, typer.Option("--on", formats=DAYS, metavar="YYYY-MM-DD", help="When it was given.")],
    ends: Annotated[
        dt.datetime, typer.Option("--ends", formats=DAYS, metavar="YYYY-MM-DD", help="When the home ends.")
    ],
    by: Annotated[GivenBy, typer.Option("--given-by", help="Who gave it.")] = GivenBy.CARER,
    meeting: Annotated[dt.datetime | None, typer.Option("--meeting", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    referral: Annotated[str | None, typer.Option("--referral", help="The search that runs beside.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record notice on a child's home and start its clocks."""
    from placements.deciding.notices import Given, give_notice

    given = Given(by, on.date(), ends.date(), reason, day(meeting))
    made = change(database, lambda work: give_notice(work, child, given, referral=referral))
    deliver(
        {"notice": made.id, "meeting_on": str(made.meeting_on), "ends_on": str(made.ends_on)},
        as_json,
        lambda: say(f"Notice {made.id}: the meeting is due by {made.meeting_on:%d/%m/%Y}."),
    )


@notice.command()
def meeting(
    number: Number,
    words: Words,
    on: Annotated[dt.datetime, typer.Option("--on", formats=DAYS, metavar="YYYY-MM-DD", help="When it was held.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record the stability meeting and what it agreed."""
    from placements.deciding.notices import hold_meeting

    change(database, lambda work: hold_meeting(work, number, on.date(), words))
    deliver({"notice": number, "met_on": str(on.date())}, as_json, lambda: say("The meeting is recorded."))


@notice.command("try")
def try_first(  # noqa: PLR0913, PLR0917 - one for each option of the command
    number: Number,
    kind: Annotated[SupportKind, typer.Argument(help="Costed support, or planned stays with other carers.")],
    words: Words,
    weekly: Annotated[int, typer.Option("--weekly-pence", help="What it costs a week, in whole pence.")],
    starts: Annotated[dt.datetime, typer.Option("--from", formats=DAYS, metavar="YYYY-MM-DD")],
    ends: Annotated[dt.datetime | None, typer.Option("--to", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record what is tried to keep the child in the home, with its weekly cost."""
    from placements.deciding.notices import try_support

    made = change(database, lambda work: try_support(work, number, kind, words, weekly, starts.date(), day(ends)))
    deliver({"notice": number, "support": made.id}, as_json, lambda: say(f"Support {made.id} is recorded."))


@notice.command()
def went(
    number: Annotated[int, typer.Argument(metavar="SUPPORT", help="The support's number.")],
    words: Words,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record what came of support that was tried."""
    from placements.deciding.notices import say_how_it_went

    change(database, lambda work: say_how_it_went(work, number, words))
    deliver({"support": number}, as_json, lambda: say("What came of it is recorded."))


@notice.command()
def beside(
    number: Number,
    referral: Annotated[str, typer.Argument(help="The reference of the referral.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Join the referral whose search runs beside."""
    from placements.deciding.notices import search_beside

    change(database, lambda work: search_beside(work, number, referral))
    deliver({"notice": number, "referral": referral}, as_json, lambda: say(f"{referral} runs beside."))


@notice.command()
def risk(number: Number, words: Words, database: Database = None, as_json: Json = False) -> None:
    """Record why the child cannot wait for a meeting or for support."""
    from placements.deciding.notices import say_immediate_risk

    change(database, lambda work: say_immediate_risk(work, number, words))
    deliver({"notice": number}, as_json, lambda: say("The risk is recorded: nothing else has to be tried first."))


@notice.command("take-back")
def take_back(number: Number, words: Words, database: Database = None, as_json: Json = False) -> None:
    """Record that the notice was taken back: the child stays."""
    from placements.deciding.notices import take_back as stay

    change(database, lambda work: stay(work, number, words))
    deliver({"notice": number}, as_json, lambda: say("The notice is taken back: the child stays."))
