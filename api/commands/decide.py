"""Deciding: holding a bed, placing by a named person's decision, recording what happened, reading a decision again."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from api.commands.ask import note as look
from api.commands.change import DAYS, As, By, DecisionNumber, OfferNumber, Reason, change, day, said
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from api.words import count, moment
from placements.audit_chain import Event
from placements.deciding.outcomes import ROUTE
from placements.models.decision import Happened, OverrideReason
from placements.permissions import Role


def hold(  # noqa: PLR0913, PLR0917 - one for each option of the command
    referral: Annotated[str, typer.Argument(help="The reference of a referral.")],
    home: Annotated[str, typer.Argument(metavar="HOME", help="The home's reference.")],
    reason: Reason,
    hours: Annotated[float, typer.Option("--hours", help="When it lapses by itself; at most 72.")] = 2.0,
    child: Annotated[list[str] | None, typer.Option("--child", help="For this child of the referral only.")] = None,
    release: Annotated[bool, typer.Option("--release", help="Give back what is held there instead.")] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Hold a bed for each child of a referral, for some hours; nobody else can take it meanwhile."""
    from placements.deciding import beds

    if release:
        number = change(database, lambda work: beds.release(work, referral, home, reason))
        deliver({"released": number}, as_json, lambda: say(f"{count(number, 'hold')} released in {home}."))
        return
    held = change(
        database,
        lambda work: beds.hold(work, referral, home, hours=hours, reason=reason, children=child or ()),
    )
    lapses = held[0].lapses_at
    until = lapses.isoformat() if lapses else None
    said_until = moment(lapses) if lapses else "it is released"
    deliver(
        {"held": len(held), "home": home, "lapses_at": until},
        as_json,
        lambda: say(f"{count(len(held), 'bed')} held in {home} until {said_until}."),
    )


def decide(  # noqa: PLR0913, PLR0917 - one for each thing that whoever decides must say
    number: OfferNumber,
    by: By,
    role: As,
    reason: Reason,
    wishes: Annotated[str, typer.Option("--wishes", help="What was done about what the child wants.")],
    contest: Annotated[str, typer.Option("--contest", help="How the child can question it.")] = ROUTE,
    override: Annotated[OverrideReason | None, typer.Option("--override", help="Why not the home above.")] = None,
    note: Annotated[list[str] | None, typer.Option("--note", metavar="RULE=WORDS", help="A record it wants.")] = None,
    support: Annotated[
        list[str] | None, typer.Option("--support", metavar="NEED=WORDS", help="What closes an essential gap.")
    ] = None,
    accepting_unknown: Annotated[
        str, typer.Option("--accepting-unknown", help="Why it is right although something is not known.")
    ] = "",
    against_veto: Annotated[
        str, typer.Option("--against-veto", help="Why it is right although a child said no to it.")
    ] = "",
    search: Annotated[int | None, typer.Option("--search", help="The search it rests on; the newest if none.")] = None,
    told: Annotated[dt.datetime | None, typer.Option("--child-told", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    ends: Annotated[dt.datetime | None, typer.Option("--to", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Place the children of an accepted offer: a named person decides, with a reason, over the options seen."""
    from api.printing.deciding import print_decision
    from api.shapes.deciding import decision_shape
    from placements.deciding.page import Decided
    from placements.deciding.people import Named
    from placements.deciding.placing import decide as place

    decided = Decided(
        person=Named(by, role),
        reason=reason,
        wishes_weighed=wishes,
        contest_route=contest,
        override=override,
        accepting_unknown=accepting_unknown,
        against_veto=against_veto,
        notes=said(note, "--note"),
        supports=said(support, "--support"),
        child_told_on=day(told),
    )
    made = change(database, lambda work: place(work, number, decided, search_id=search, ends_on=day(ends)))
    shown = decision_shape(made)
    deliver(shown.model_dump(mode="json"), as_json, lambda: print_decision(shown))


def decision(
    number: DecisionNumber,
    replay: Annotated[bool, typer.Option("--replay", help="Print the search exactly as it was shown.")] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Read a past decision again: who, why, what was seen, and under which versions."""
    from api.printing.console import answers
    from api.printing.deciding import print_decision
    from api.printing.options import print_search
    from api.shapes.deciding import decision_shape
    from api.shapes.search import SearchAnswer
    from placements.deciding.references import decision_by
    from placements.deciding.searches import document_of, search_by
    from placements.repository.records import records_for

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        look(engine, Event.CHILD_READ, f"decision {number}")
        found = decision_by(records.session, number)
        shown = decision_shape(found)
        seen = None
        if replay and found.search_id is not None:
            document = document_of(records.session, search_by(records.session, found.search_id))
            seen = document | {"search": found.search_id, "seconds": 0.0}
    answer = shown.model_dump(mode="json") | ({"seen": seen} if seen is not None else {})

    def show() -> None:
        print_decision(shown)
        if seen is not None:
            print_search(answers(), SearchAnswer.model_validate(seen))

    deliver(answer, as_json, show)


def happened(  # noqa: PLR0913, PLR0917 - one for each option of the command
    kind: Annotated[Happened, typer.Argument(help="What it is outside of.")],
    child: Annotated[list[str], typer.Option("--child", help="A child who was placed.")],
    since: Annotated[dt.datetime, typer.Option("--from", formats=DAYS, metavar="YYYY-MM-DD", help="The first day.")],
    by: By,
    reason: Reason,
    role: As = Role.DIRECTOR,
    home: Annotated[str | None, typer.Option("--home", help="The home's reference, if it is known.")] = None,
    place: Annotated[str, typer.Option("--place", help="The place in words, if it is no known home.")] = "",
    notice: Annotated[list[str] | None, typer.Option("--tell", help="Who is to be told.")] = None,
    referral: Annotated[str | None, typer.Option("--referral", help="The referral, which stays open.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record a placement that is never suggested and was made; it reaches the director's restricted list."""
    from placements.deciding.happened import WhatHappened, record_happened
    from placements.deciding.people import Named

    what = WhatHappened(kind, child, since.date(), reason, home, place, notice or (), referral)
    made = change(database, lambda work: record_happened(work, what, Named(by, role)))
    deliver(
        {"decision": made.id, "happened": made.happened},
        as_json,
        lambda: say(f"Recorded as decision {made.id}. The director's list holds it, and the clocks run."),
    )


def restricted(database: Database = None, as_json: Json = False) -> None:
    """Show the director's restricted list: placements that are never suggested and were made."""
    from api.printing.deciding import print_restricted
    from api.shapes.deciding import restricted_shape
    from matching.snapshot import day_of
    from placements.repository.decisions import restricted_list
    from placements.repository.records import records_for

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        look(engine, Event.CHILD_READ, "restricted list")
        found = [restricted_shape(line) for line in restricted_list(records, day_of(records))]
    deliver([one.model_dump(mode="json") for one in found], as_json, lambda: print_restricted(found))
