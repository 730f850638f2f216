"""What the commands that write have in common: one change, made and committed, and who answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

import typer

from api.commands.desk import COMMAND_LINE, record
from placements.errors import Refused
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork

Answer = TypeVar("Answer")

By = Annotated[str, typer.Option("--by", metavar="NAME", help="The named person who answers for it.")]
As = Annotated[Role, typer.Option("--role", help="The role in which that person acts.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, in a sentence.")]
OfferNumber = Annotated[int, typer.Argument(metavar="OFFER", help="The offer's number.")]
DecisionNumber = Annotated[int, typer.Argument(metavar="DECISION", help="The decision's number.")]
DAYS = ["%Y-%m-%d"]


def change(database: str | None, step: Callable[[UnitOfWork], Answer]) -> Answer:
    """Make one change of the record as the command line, and commit it with its audit row."""
    with record(database) as engine, UnitOfWork(engine, COMMAND_LINE, Permission.SEE_REFERENCE) as work:
        answer = step(work)
        work.commit()
        return answer


def day(given: dt.datetime | None) -> dt.date | None:
    """The day of a value that was given as YYYY-MM-DD."""
    return None if given is None else given.date()


def said(pairs: Sequence[str] | None, option: str) -> dict[str, str]:
    """What was given as ABOUT=WORDS, by what it is about. Raises Refused."""
    answer = {}
    for pair in pairs or ():
        about, found, words = pair.partition("=")
        if not found or not about.strip() or not words.strip():
            raise Refused(f"{option} says what it is about.", given=pair, do_next=f'Write {option} ABOUT="words".')
        answer[about.strip()] = words.strip()
    return answer
