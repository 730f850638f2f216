"""Before a decision: the child's wishes, what the referral lacks, a shortlist with names hidden, the money scheme."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from api.commands.change import DAYS, change
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say


def wishes(  # noqa: PLR0913, PLR0917 - one for each option of the command
    child: Annotated[str, typer.Argument(help="The child's reference.")],
    words: Annotated[str, typer.Argument(help="The view in their own words, or why it could not be asked for.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who asked.")],
    on: Annotated[dt.datetime, typer.Option("--on", formats=DAYS, metavar="YYYY-MM-DD", help="When it was asked.")],
    parents: Annotated[bool, typer.Option("--parents", help="The parents' view, not the child's.")] = False,
    not_practicable: Annotated[bool, typer.Option("--not-practicable", help="It could not be asked for.")] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record what a child or the parents want, before anybody decides."""
    from placements.deciding.wishes import record_wishes

    change(
        database,
        lambda work: record_wishes(
            work,
            child,
            words,
            asked_by=by,
            asked_on=on.date(),
            parents=parents,
            not_practicable=not_practicable,
        ),
    )
    whose = f"the parents of {child}" if parents else child
    deliver({"child": child, "parents": parents}, as_json, lambda: say(f"The view of {whose} is recorded."))


def gaps(
    referral: Annotated[str, typer.Argument(help="The reference of a referral.")],
    note: Annotated[str | None, typer.Option("--note", metavar="FACT", help="Note a fact that is missing.")] = None,
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Who will get it.")] = "",
    when: Annotated[dt.datetime | None, typer.Option("--when", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    close: Annotated[int | None, typer.Option("--close", metavar="GAP", help="Note that a fact was found.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """List what a referral lacks and which of its facts are out of date; or note a gap, or close one."""
    from matching.snapshot import day_of
    from placements.deciding.gaps import close_gap, note_gap, open_gaps, stale_facts
    from placements.errors import Refused
    from placements.repository.records import records_for
    from placements.repository.referrals import referral as find

    if note is not None:
        if when is None:
            raise Refused("By when is missing.", do_next="Give --when YYYY-MM-DD.")
        by_when = when.date()
        change(database, lambda work: note_gap(work, referral, note, who, by_when))
    if close is not None:
        change(database, lambda work: close_gap(work, close))
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = find(records, referral)
        lacking = [
            {"gap": gap.id, "what": gap.what, "who": gap.who, "by_when": gap.by_when.isoformat()}
            for gap in open_gaps(records.session, found)
        ]
        stale = [
            {"child": one.child, "what": one.what, "as_of": one.as_of.isoformat()}
            for one in stale_facts(records.session, found, day_of(records))
        ]

    def show() -> None:
        for gap in lacking:
            say(f"{gap['gap']}. {gap['what']} {gap['who']} gets it by {gap['by_when']}.")
        for one in stale:
            say(f"Out of date: {one['child']}, {one['what']}, {one['as_of']}.")
        if not lacking and not stale:
            say("Nothing is noted as missing, and nothing is out of date.")

    deliver({"gaps": lacking, "stale": stale}, as_json, show)


def shortlist(
    search: Annotated[int, typer.Argument(metavar="SEARCH", help="The number of a search.")],
    rank: Annotated[list[int] | None, typer.Option("--rank", help="The rank of an option to compare.")] = None,
    hide_names: Annotated[bool, typer.Option("--hide-names", help="Letters in place of homes at first.")] = False,
    show_names: Annotated[bool, typer.Option("--show-names", help="SEARCH is a shortlist: show its homes.")] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Compare options of a search side by side, with names hidden at first if asked."""
    from api.printing.deciding import print_shortlist
    from placements.deciding import shortlists
    from placements.repository.records import records_for

    if show_names:
        number = change(database, lambda work: shortlists.show_names(work, search)).id
    else:
        number = change(
            database, lambda work: shortlists.make_shortlist(work, search, rank or (), hidden=hide_names)
        ).id
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = shortlists.shown(records.session, number)
    deliver({"shortlist": number, "options": found}, as_json, lambda: print_shortlist(number, found))


def scheme(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The scheme of delegation.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Load the authority's scheme of delegation: who may agree which cost, from when, and when panels sit."""
    from placements.deciding.funding import load_scheme

    rules = change(database, lambda work: load_scheme(work, file))
    deliver(
        {"scheme": rules[0].scheme, "rules": len(rules)},
        as_json,
        lambda: say(f"Scheme {rules[0].scheme} is loaded: {len(rules)} rules."),
    )
