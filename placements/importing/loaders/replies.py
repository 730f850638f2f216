"""Replies of providers: an offer makes a known home, which the next search scores like any other."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from placements.approaching.replies import Reply, log_reply
from placements.importing.batch import Batch, check_lengths, check_range, held
from placements.importing.loaders.beds import MOST_BEDS, assume_beds, beds_of
from placements.importing.loaders.carers import authorities_of
from placements.importing.rows import Row
from placements.models.approach import Approach, ReplyAnswer
from placements.models.contract import Provider, ProviderKind
from placements.models.home import Home, HomeKind, HomeStatus
from placements.models.offer import LIVE, Offer, RefusalReason
from placements.models.referral import Referral

KIND_OF = {
    ProviderKind.HOME_GROUP: HomeKind.CHILDRENS_HOME,
    ProviderKind.SUPPORTED: HomeKind.SUPPORTED,
    ProviderKind.OTHER: HomeKind.OTHER,
}
"""What a provider's home is, where it is no fostering household."""

Sent = dict[str, tuple[Approach, Offer, Provider]]


def check(batch: Batch) -> None:
    """List references that nobody was given, and answers that do not say enough."""
    rows = batch.first
    check_lengths(batch, rows, Home, {"home": "ref"})
    check_range(batch, rows, "beds", 0, MOST_BEDS)
    sent = _sent(batch)
    homes: dict[str, Home] = held(batch.session, Home.ref, (row.words("home") for row in rows))
    for row in rows:
        found = sent.get(_reference(row))
        if row.text("reference") and found is None:
            message = f"{row.text('reference')!r} is the reference of no paper that was sent. Look at the paper again."
            batch.wrong(row, "reference-unknown", message, "reference")
        if row.text("answer") == ReplyAnswer.NO and row.text("reason") is None:
            message = f"A no comes with its reason: {', '.join(RefusalReason)}. Take other where none fits."
            batch.wrong(row, "reply-without-reason", message, "reason")
        if row.text("answer") == ReplyAnswer.OFFER:
            _check_offer(batch, row, found and found[2], homes.get(row.words("home")))
        if found is not None and found[1].state not in LIVE:
            message = f"The approach is {found[1].state.value} already; the reply is kept and moves nothing."
            batch.note(row, "reply-late", message, "reference")


def write(batch: Batch) -> None:
    """Log every reply; a home that is offered and not held yet is held from now on."""
    sent = _sent(batch)
    homes: dict[str, Home] = held(batch.session, Home.ref, (row.words("home") for row in batch.first))
    authorities = authorities_of(batch, batch.first)
    search_again: dict[str, None] = {}
    for row in batch.first:
        _, offer, provider = sent[_reference(row)]
        answer = ReplyAnswer(row.words("answer"))
        ref = row.text("home") if answer is ReplyAnswer.OFFER else None
        if ref:
            homes[ref] = _offered_home(batch, row, provider, homes.get(ref), authorities)
        if log_reply(batch.work, _reply(batch, row, answer, ref)) is None:
            batch.note(row, "reply-twice", "The same reply was logged before; it is kept once.", "reference")
        elif ref:
            search_again[batch.session.get_one(Referral, offer.referral_id).ref] = None
    batch.extra["search_again"] = list(search_again)


def _reference(row: Row) -> str:
    return row.words("reference").strip().upper()


def _sent(batch: Batch) -> Sent:
    """The approaches under the references of the file, each with its offer and its provider."""
    wanted = {_reference(row) for row in batch.first}
    query = (
        sa.select(Approach, Offer, Provider)
        .join(Offer, Offer.id == Approach.offer_id)
        .join(Provider, Provider.id == Offer.provider_id)
        .where(Approach.reference.in_(wanted))
    )
    return {row[0].reference: (row[0], row[1], row[2]) for row in batch.session.execute(query)}


def _check_offer(batch: Batch, row: Row, provider: Provider | None, home: Home | None) -> None:
    if not row.text("home"):
        message = "An offer names the carers or the home, by the provider's own reference. Ask which home it is."
        batch.wrong(row, "offer-without-home", message, "home")
    elif home is not None and provider is not None and home.provider_id != provider.id:
        message = f"{home.ref} is held as another provider's home. Ask the provider for its own reference."
        batch.wrong(row, "home-of-another", message, "home")


def _reply(batch: Batch, row: Row, answer: ReplyAnswer, home: str | None) -> Reply:
    reason = row.text("reason")
    return Reply(
        reference=_reference(row),
        answer=answer,
        reason=RefusalReason(reason) if reason and answer is ReplyAnswer.NO else None,
        home=home,
        weekly_pence=row.whole("weekly"),
        words=row.words("words"),
        at=row.moment("answered_at"),
        source=batch.file,
    )


def _offered_home(
    batch: Batch, row: Row, provider: Provider, home: Home | None, authorities: Mapping[str, str]
) -> Home:
    """The home an offer names: held already, or made with what the provider said; the rest is not known yet."""
    if home is None:
        home = Home(
            ref=row.words("home"),
            kind=KIND_OF.get(provider.kind, HomeKind.FOSTERING),
            provider_id=provider.id,
            status=HomeStatus.ACTIVE,
            invented=provider.invented,
            as_of=batch.said_on,
            source=f"reply {_reference(row)}",
        )
        batch.session.add(home)
        batch.session.flush()
        batch.note(row, "home-new", f"{home.ref} is a known home from now on: record what it may take.", "home")
    if row.text("postcode"):
        home.postcode = row.words("postcode")
        home.la_code = authorities.get(home.postcode)
    home.available_from = row.day("available_from") or home.available_from
    _confirm_beds(batch, row, home)
    return home


def _confirm_beds(batch: Batch, row: Row, home: Home) -> None:
    """The beds the provider says are free, confirmed today; a home that has beds listed keeps them."""
    beds = row.whole("beds")
    if not beds_of(batch.session, home):
        assume_beds(batch.session, home, 1 if beds is None else beds)
    for bed in beds_of(batch.session, home)[:beds]:
        if bed.assumed:
            bed.confirmed_on, bed.confirmed_by = batch.said_on, batch.file[:120]
    batch.session.flush()
