"""Coming home: asking the three, planning by a named person, what came of it, cash claimed and released."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from api.commands.ask import note as look
from api.commands.change import DAYS, As, By, Reason, change, day
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from api.words import day as in_words
from api.words import plain, pounds
from placements.audit_chain import Event
from placements.deciding.people import Named
from placements.models.return_home import AskedOf, Ended, FarBecause, Said
from placements.permissions import Role
from placements.unit_of_work import UnitOfWork

returns = typer.Typer(help="Coming home: who is asked, what is planned, what came of it.", no_args_is_help=True)

ChildRef = Annotated[str, typer.Argument(metavar="CHILD", help="The child's reference.")]
HomeRef = Annotated[str | None, typer.Option("--home", help="The home's reference.")]
Number = Annotated[int, typer.Argument(metavar="RETURN", help="The return's number.")]
Year = Annotated[int, typer.Option("--year", help="The year in which the financial year begins: 2026 is 2026/27.")]
Pence = Annotated[int, typer.Option("--pence", help="Whole pence.")]
Today = Annotated[dt.datetime, typer.Option("--on", formats=DAYS, metavar="YYYY-MM-DD", help="The day.")]


@returns.command()
def ask(  # noqa: PLR0913, PLR0917 - one for each option of the command
    child: ChildRef,
    of: Annotated[AskedOf, typer.Option("--of", help="Who was asked.")],
    answer: Annotated[Said, typer.Option("--answer", help="What was said.")],
    by: By,
    role: As,
    on: Today,
    words: Annotated[str, typer.Option("--words", help="The child's own words, or why a child was not asked.")] = "",
    revisit: Annotated[
        dt.datetime | None,
        typer.Option("--revisit", formats=DAYS, metavar="YYYY-MM-DD", help="When the child agrees to be asked again."),
    ] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record that the child, the social worker or the reviewing officer was asked about coming home, and the answer."""
    from placements.deciding.returns import Asked
    from placements.deciding.returns import ask as ask_about

    asked = Asked(of, answer, on.date(), words, day(revisit))
    change(database, lambda work: ask_about(work, child, asked, Named(by, role)))
    answered = {"child": child, "of": of.value, "answer": answer.value, "asked_on": str(on.date())}
    deliver(answered, as_json, lambda: say(f"Recorded: {plain(of)} of {child} said {plain(answer)}."))


@returns.command("list")
def list_answers(child: ChildRef, database: Database = None, as_json: Json = False) -> None:
    """Show what was asked and answered about one child, the newest first, in the child's own words."""
    from placements.repository.records import records_for
    from placements.repository.returns_home import answers_about

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        look(engine, Event.CHILD_READ, f"child {child}", about="return")
        rows = [
            {
                "of": row.of.value,
                "answer": row.said.value,
                "words": row.words,
                "asked_on": row.asked_on.isoformat(),
                "asked_by": row.asked_by,
                "revisit_on": None if row.revisit_on is None else row.revisit_on.isoformat(),
            }
            for row in answers_about(records, child)
        ]

    def show() -> None:
        for row in rows:
            said = f", “{row['words']}”" if row["words"] else ""
            again = f", to be asked again from {in_words(row['revisit_on'])}" if row["revisit_on"] else ""
            asked = f"{in_words(row['asked_on'])}, {plain(str(row['of']))}: {plain(str(row['answer']))}"
            say(f"{asked}{said} ({row['asked_by']}){again}")
        if not rows:
            say("Nobody was asked yet.")

    deliver(rows, as_json, show)


@returns.command()
def far(  # noqa: PLR0913, PLR0917 - one for each option of the command
    child: ChildRef,
    because: Annotated[FarBecause, typer.Argument(help="A court, safety, or an unaccompanied child's own choice.")],
    reason: Reason,
    by: By,
    role: As,
    review: Annotated[
        dt.datetime, typer.Option("--review", formats=DAYS, metavar="YYYY-MM-DD", help="When it is looked at again.")
    ],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record that a child is meant to live outside the area, why, and when that is looked at again."""
    from placements.deciding.returns import mean_to_live_far

    change(database, lambda work: mean_to_live_far(work, child, because, reason, review.date(), Named(by, role)))
    answered = {"child": child, "because": because.value, "review_on": str(review.date())}
    deliver(answered, as_json, lambda: say(f"Recorded: to be looked at again on {in_words(review.date())}."))


@returns.command()
def plan(  # noqa: PLR0913, PLR0917 - one for each option of the command
    child: ChildRef,
    reason: Reason,
    by: By,
    role: As,
    on: Today,
    home: HomeRef = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Plan a child's return for a day: only after all three were asked and nobody said no. It moves nobody."""
    from placements.deciding.returns import plan_return

    made = change(database, lambda work: plan_return(work, child, on.date(), reason, Named(by, role), home=home))
    deliver(
        {"return": made.id, "child": child, "planned_for": str(made.planned_for), "home": home},
        as_json,
        lambda: say(f"Return {made.id} is planned for {in_words(made.planned_for)}. The move itself is a decision."),
    )


@returns.command()
def home(
    child: ChildRef, by: By, role: As, on: Today, to: HomeRef = None, database: Database = None, as_json: Json = False
) -> None:
    """Record that a child whose return was planned has come home."""
    from placements.deciding.returns import came_home

    made = change(database, lambda work: came_home(work, child, on.date(), Named(by, role), home=to))
    answered = {"return": made.id, "child": child, "returned_on": str(on.date())}
    deliver(answered, as_json, lambda: say(f"Return {made.id}: {child} came home on {in_words(on.date())}."))


@returns.command()
def ended(  # noqa: PLR0913, PLR0917 - one for each option of the command
    child: ChildRef,
    how: Annotated[Ended, typer.Argument(help="By plan, or not.")],
    reason: Reason,
    by: By,
    role: As,
    on: Today,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record that the home a child came back to has ended, by plan or not, and why."""
    from placements.deciding.returns import return_ended

    made = change(database, lambda work: return_ended(work, child, on.date(), how, reason, Named(by, role)))
    answered = {"return": made.id, "child": child, "ended_on": str(on.date()), "ended": how.value}
    deliver(answered, as_json, lambda: say(f"Return {made.id} ended, {plain(how)}."))


@returns.command("give-up")
def give_up_plan(
    child: ChildRef, reason: Reason, by: By, role: As, database: Database = None, as_json: Json = False
) -> None:
    """Give up a planned return, and say why; what was answered stands."""
    from placements.deciding.returns import give_up

    made = change(database, lambda work: give_up(work, child, reason, Named(by, role)))
    deliver({"return": made.id, "child": child}, as_json, lambda: say(f"Return {made.id} is given up."))


@returns.command()
def claim(  # noqa: PLR0913, PLR0917 - one for each option of the command
    number: Number,
    year: Year,
    pence: Pence,
    line: Annotated[str, typer.Option("--line", help="The code of the budget line that falls.")],
    holder: Annotated[str, typer.Option("--holder", help="Who holds that budget.")],
    by: By,
    role: As = Role.COMMISSIONER,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Claim cash of a financial year for a child who came home: the budget line that falls, and who holds it."""
    from placements.deciding.savings_claimed import claim as claim_cash

    change(database, lambda work: claim_cash(work, number, year, pence, line, holder, Named(by, role)))
    answered = {"return": number, "year": year, "claimed_pence": pence, "line": line}
    deliver(answered, as_json, lambda: say(f"Claimed {pounds(pence)} on {line}; finance says what is released."))


@returns.command()
def release(
    number: Number,
    year: Year,
    pence: Pence,
    by: By,
    role: As = Role.FINANCE,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record what the budget line really released of a claim; only finance says so."""
    from placements.deciding.savings_claimed import release as release_cash

    def step(work: UnitOfWork) -> int:
        return release_cash(work, number, year, pence, Named(by, role)).claimed_pence

    claimed = change(database, step)
    answered = {"return": number, "year": year, "claimed_pence": claimed, "released_pence": pence}
    deliver(answered, as_json, lambda: say(f"Released {pounds(pence)} of {pounds(claimed)} claimed."))
