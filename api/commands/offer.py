"""Offers: a home identified, offered, accepted, declined; the agreements it needs; what still stands in the way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.change import DAYS, As, By, OfferNumber, Reason, change, day
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from placements.models.offer import RefusalReason
from placements.permissions import Role

if TYPE_CHECKING:
    from api.shapes.deciding import InTheWay

offer = typer.Typer(help="Offers of homes for a referral, step by step.", no_args_is_help=True)

Home = Annotated[str | None, typer.Option("--home", help="The home's reference.")]
Weekly = Annotated[int | None, typer.Option("--weekly-pence", help="The price a week, in whole pence.")]
Words = Annotated[str, typer.Option("--words", help="What was said.")]
Rule = Annotated[str, typer.Argument(metavar="RULE", help="The rule that wants the agreement, such as out-adjoining.")]
Agrees = Annotated[bool, typer.Option("--agrees/--refuses", help="Whether it is given.")]


@offer.command("list")
def list_offers(
    referral: Annotated[str | None, typer.Argument(help="Only this referral.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """List offers with their steps, the oldest first."""
    from api.printing.deciding import print_offers
    from api.shapes.deciding import offer_shape
    from placements.repository.offers import offer_lines
    from placements.repository.records import records_for

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = [offer_shape(line) for line in offer_lines(records, referral)]
    deliver([one.model_dump(mode="json") for one in found], as_json, lambda: print_offers(found))


@offer.command()
def show(number: OfferNumber, database: Database = None, as_json: Json = False) -> None:
    """Show what still stands in the way of a decision on an offer, and who can clear it."""
    from api.printing.deciding import print_in_the_way

    found = in_the_way(database, number)
    answer = {"offer": number, "in_the_way": [one.model_dump() for one in found]}
    deliver(answer, as_json, lambda: print_in_the_way(number, found))


def in_the_way(database: str | None, number: int) -> list[InTheWay]:
    """What stands in the way of a decision on an offer, by the newest search of its referral."""
    from api.shapes.deciding import InTheWay
    from placements.deciding.page import obstacles, read_page, to_be_said
    from placements.deciding.references import offer_by
    from placements.repository.records import records_for
    from placements.unit_of_work import now_utc

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        page = read_page(records.session, offer_by(records.session, number), None, now_utc())
        found = obstacles(records.session, page, now_utc()) + to_be_said(page)
    return [InTheWay(about=one.about, what=one.what, who=one.who) for one in found]


@offer.command()
def identify(
    referral: Annotated[str, typer.Argument(help="The reference of an open referral.")],
    home: Annotated[str, typer.Argument(metavar="HOME", help="The home's reference.")],
    child: Annotated[list[str] | None, typer.Option("--child", help="For this child of the referral only.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note a known home for a referral's children; providers are asked with `homeward approach`."""
    from placements.deciding.offers import identify as note

    _told(change(database, lambda work: note(work, referral, home=home, children=child or ())), as_json)


@offer.command()
def ask(
    number: OfferNumber,
    hours: Annotated[float, typer.Option("--hours", help="How long the home has to answer.")] = 24.0,
    words: Words = "",
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note that a known home was asked, and by when it should answer."""
    from placements.deciding.offers import approach

    def step(work: Any) -> Any:  # noqa: ANN401 - the offer, as the service gives it
        return approach(work, number, work.clock() + dt.timedelta(hours=hours), words)

    _told(change(database, step), as_json)


@offer.command()
def offered(
    number: OfferNumber,
    home: Home = None,
    weekly: Weekly = None,
    words: Words = "",
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note the home that a provider offers; search again, since it is a known home now."""
    from placements.deciding.offers import offered as note

    _told(change(database, lambda work: note(work, number, home=home, weekly_pence=weekly, words=words)), as_json)


@offer.command()
def accept(  # noqa: PLR0913, PLR0917 - one for each option of the command
    number: OfferNumber,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who accepted on the home's side.")],
    of: Annotated[str, typer.Option("--as", help="As what: carer, fostering service, registered manager.")],
    starts: Annotated[dt.datetime | None, typer.Option("--from", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    weekly: Weekly = None,
    words: Words = "",
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note who took the children on the home's side; without it nobody is placed."""
    from placements.deciding.offers import accept as note

    _told(
        change(
            database,
            lambda work: note(
                work, number, accepted_by=by, accepted_as=of, starts_on=day(starts), weekly_pence=weekly, words=words
            ),
        ),
        as_json,
    )


@offer.command()
def decline(
    number: OfferNumber,
    reason: Annotated[RefusalReason, typer.Option("--reason", help="Why the home said no.")],
    words: Words = "",
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note the home's no, with its reason."""
    from placements.deciding.offers import decline as note

    _told(change(database, lambda work: note(work, number, reason, words)), as_json)


@offer.command()
def withdraw(number: OfferNumber, reason: Reason, database: Database = None, as_json: Json = False) -> None:
    """Take an approach back, saying why."""
    from placements.deciding.offers import withdraw as note

    _told(change(database, lambda work: note(work, number, reason)), as_json)


@offer.command("ask-agreement")
def ask_agreement(number: OfferNumber, database: Database = None, as_json: Json = False) -> None:
    """Ask for every agreement that the newest search wants for this home."""
    from placements.deciding.sign_offs import ask_sign_offs

    asked = change(database, lambda work: ask_sign_offs(work, number))
    answer = [{"rule": one.rule, "who": one.who, "because": one.because, "state": one.state} for one in asked]
    deliver(answer, as_json, lambda: say("\n".join(f"{one.rule}: {one.who}, {one.state}." for one in asked) or "None."))


@offer.command()
def agree(  # noqa: PLR0913, PLR0917 - one for each option of the command
    number: OfferNumber,
    rule: Rule,
    by: By,
    role: As,
    reason: Reason,
    agrees: Agrees = True,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Give or refuse an agreement of one's own office."""
    from placements.deciding.people import Named
    from placements.deciding.sign_offs import sign

    given = change(database, lambda work: sign(work, number, rule, Named(by, role), agrees=agrees, reason=reason))
    _agreed(given, as_json)


@offer.command("agree-elsewhere")
def agree_elsewhere(  # noqa: PLR0913, PLR0917 - one for each option of the command
    number: OfferNumber,
    rule: Rule,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who gave or refused it there.")],
    of: Annotated[str, typer.Option("--of", metavar="BODY", help="The service or authority it is of.")],
    reason: Reason,
    agrees: Agrees = True,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record what a named person of another body agreed or refused."""
    from placements.deciding.sign_offs import record_theirs

    _agreed(
        change(database, lambda work: record_theirs(work, number, rule, by=by, of=of, agrees=agrees, reason=reason)),
        as_json,
    )


@offer.command()
def fund(  # noqa: PLR0913, PLR0917 - one for each option of the command
    number: OfferNumber,
    weekly: Annotated[int, typer.Option("--weekly-pence", help="What it costs a week, in whole pence.")],
    starts: Annotated[dt.datetime, typer.Option("--from", formats=DAYS, metavar="YYYY-MM-DD")],
    ends: Annotated[
        dt.datetime, typer.Option("--to", formats=DAYS, metavar="YYYY-MM-DD", help="The day after the last.")
    ],
    by: By,
    role: As = Role.TEAM_MANAGER,
    panel: Annotated[dt.datetime | None, typer.Option("--panel", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    words: Words = "",
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Agree what a home costs, within the authority's scheme of delegation."""
    from placements.deciding.funding import Cost, agree_funding
    from placements.deciding.people import Named

    cost = Cost(weekly, starts.date(), ends.date())
    given = change(
        database,
        lambda work: agree_funding(work, number, Named(by, role), cost, panel_on=day(panel), words=words),
    )
    answer = {"offer": number, "weekly_pence": given.weekly_pence, "total_pence": given.total_pence, "by": given.by}
    total = f"£{given.total_pence / 100:,.2f}"
    deliver(answer, as_json, lambda: say(f"{given.by} agreed it: {total} in all, under scheme {given.scheme}."))


def _agreed(given: Any, as_json: bool) -> None:  # noqa: ANN401 - a sign-off row
    answer = {"offer": given.offer_id, "rule": given.rule, "state": given.state, "by": given.by}
    deliver(answer, as_json, lambda: say(f"{given.rule}: {given.state} by {given.by}."))


def _told(moved: Any, as_json: bool) -> None:  # noqa: ANN401 - an offer row
    answer = {"offer": moved.id, "state": moved.state}
    deliver(answer, as_json, lambda: say(f"Offer {moved.id} is {moved.state}."))
