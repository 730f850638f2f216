"""After a decision: tasks, telling the child, how it went, ends, and questions put to it."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.change import DAYS, As, By, DecisionNumber, Reason, change, day
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from api.words import day as words_for_day
from api.words import plain
from placements.models.challenge import RaisedFor
from placements.models.outcome import HowItGoes, Lacked
from placements.permissions import Role

if TYPE_CHECKING:
    from api.shapes.deciding import Challenge


def tasks(  # noqa: PLR0913, PLR0917 - one for each option of the command
    who: Annotated[str | None, typer.Option("--who", help="Only the tasks of this office.")] = None,
    referral: Annotated[str | None, typer.Option("--referral", help="Only the tasks of this referral.")] = None,
    done: Annotated[int | None, typer.Option("--done", metavar="TASK", help="Close this task as done.")] = None,
    not_needed: Annotated[
        int | None, typer.Option("--not-needed", metavar="TASK", help="Close it as not needed.")
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who did it.")] = "",
    words: Annotated[str, typer.Option("--words", help="What was done, or why it is not needed.")] = "",
    database: Database = None,
    as_json: Json = False,
) -> None:
    """List what is to be done and by when, late first; or close a task."""
    from api.printing.deciding import print_tasks
    from api.shapes.deciding import task_shape
    from matching.snapshot import day_of
    from placements.deciding.people import must_say
    from placements.deciding.tasks import close_task
    from placements.repository.records import records_for
    from placements.repository.tasks import open_tasks

    number = done if done is not None else not_needed
    if number is not None:
        name = must_say("Who did it", by)
        change(database, lambda work: close_task(work, number, words, by=name, needed=done is not None))
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = [task_shape(line) for line in open_tasks(records, day_of(records), who=who, referral=referral)]
    deliver([one.model_dump(mode="json") for one in found], as_json, lambda: print_tasks(found))


def told(
    number: DecisionNumber,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who told the child.")],
    on: Annotated[
        dt.datetime | None, typer.Option("--on", formats=DAYS, metavar="YYYY-MM-DD", help="When; today if not given.")
    ] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note when the child was told what was decided and how to question it."""
    from placements.deciding.outcomes import tell_child
    from placements.working_days import day_in_england

    made = change(database, lambda work: tell_child(work, number, day(on) or day_in_england(work.clock()), by))
    answer = {"decision": number, "child_told_on": str(made.child_told_on)}
    deliver(answer, as_json, lambda: say(f"The child was told by {by} on {made.child_told_on:%d/%m/%Y}."))


def outcome(  # noqa: PLR0913, PLR0917 - one for each option of the command
    number: DecisionNumber,
    child: Annotated[str, typer.Argument(help="The child's reference.")],
    after: Annotated[int, typer.Argument(metavar="28|90", help="After how many days.")],
    how: Annotated[HowItGoes, typer.Option("--how", help="How it goes.")],
    by: By,
    role: As = Role.SOCIAL_WORKER,
    child_says: Annotated[str, typer.Option("--child-says", help="In the child's words.")] = "",
    carers_say: Annotated[str, typer.Option("--carers-say", help="What the carers say.")] = "",
    lacked: Annotated[str, typer.Option("--referral-lacked", help="What the referral should have said.")] = "",
    about: Annotated[list[Lacked] | None, typer.Option("--lacked-about", help="What that is about.")] = None,
    ended: Annotated[dt.datetime | None, typer.Option("--ended", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    because: Annotated[str | None, typer.Option("--because", metavar="CODE", help="The return's reason.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Say how it goes, 28 or 90 days after a placement began."""
    from api.shapes.deciding import outcome_shape
    from placements.deciding.outcomes import Went, record_outcome
    from placements.deciding.people import Named

    went = Went(how, child_says, carers_say, lacked, tuple(about or ()), day(ended), because)
    made = change(database, lambda work: record_outcome(work, number, child, after, went, Named(by, role)))
    deliver(outcome_shape(made).model_dump(mode="json"), as_json, lambda: say(f"{child} after {after} days: {how}."))


def end(
    child: Annotated[str, typer.Argument(help="The child's reference.")],
    on: Annotated[dt.datetime, typer.Option("--on", formats=DAYS, metavar="YYYY-MM-DD", help="Free from this day.")],
    reason: Reason,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """End where a child lives from a day on, with the reason; the bed is free from that day."""
    from placements.deciding.placing import end_placement

    change(database, lambda work: end_placement(work, child, on.date(), reason))
    deliver({"child": child, "on": str(on.date())}, as_json, lambda: say(f"Ended for {child}."))


class Move(enum.StrEnum):
    """What to do with a question."""

    RAISE = "raise"
    ANSWER = "answer"
    ESCALATE = "escalate"
    RESOLVE = "resolve"


def challenge(  # noqa: PLR0913, PLR0917 - one for each option of the command
    move: Annotated[Move, typer.Argument(help="What to do.")],
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The decision to question; else the question.")],
    words: Annotated[str, typer.Argument(help="What is asked or said.")],
    by: By,
    role: As = Role.IRO,
    raised_for: Annotated[RaisedFor, typer.Option("--for", help="Whose question it is.")] = RaisedFor.IRO,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Question a decision, answer, take it higher (the reviewing officer only), or close it."""
    from api.shapes.deciding import challenge_shape
    from placements.deciding import challenges
    from placements.deciding.people import Named

    person = Named(by, role)
    steps = {
        Move.RAISE: lambda work: challenges.raise_challenge(work, number, person, words, raised_for=raised_for),
        Move.ANSWER: lambda work: challenges.answer(work, number, person, words),
        Move.ESCALATE: lambda work: challenges.escalate(work, number, person, words),
        Move.RESOLVE: lambda work: challenges.resolve(work, number, person, words),
    }
    made = challenge_shape(change(database, steps[move]))
    deliver(
        made.model_dump(mode="json"),
        as_json,
        lambda: say(_where_it_stands(made)),
    )


def _where_it_stands(made: Challenge) -> str:
    waits = made.state in {"raised", "escalated"}
    due = f": the {plain(made.level)} answers by {words_for_day(made.answer_due)}" if waits else ""
    return f"Question {made.challenge} is {made.state}{due}."
