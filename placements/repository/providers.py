"""Providers, how they answered, the homes of theirs that are known, and every agreement held with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.contract import Contract, PriceLine, Provider
from placements.models.finance import Uplift
from placements.models.home import Bed, Home, HomeStatus
from placements.models.offer import Offer, OfferState, RefusalReason
from placements.models.placement import Residence
from placements.permissions import Permission
from placements.repository.records import Records, asks

YES = frozenset({OfferState.OFFERED, OfferState.ACCEPTED, OfferState.PLACED, OfferState.ENDED})


@dataclass(frozen=True)
class Replies:
    """Requests to a provider: how many it met with a home, why it said no to others, and how many still wait.

    asked = offered + no (by reason, no reply among them) + waiting + withdrawn.
    """

    asked: int = 0
    offered: int = 0
    no: Mapping[RefusalReason, int] = field(default_factory=dict)
    waiting: int = 0
    withdrawn: int = 0


@dataclass(frozen=True)
class KnownHomes:
    """The homes of a provider that are known: how many, their beds, and the children who live there today."""

    homes: int = 0
    beds: int = 0
    children: int = 0


@asks(Permission.SEE_SUPPLY)
def providers_held(records: Records) -> Sequence[Provider]:
    """Every provider, by name."""
    return records.session.scalars(sa.select(Provider).order_by(Provider.name, Provider.ref)).all()


@asks(Permission.SEE_SUPPLY)
def provider_by(records: Records, ref: str) -> Provider:
    """One provider. Raises NotFound."""
    found = records.session.scalar(sa.select(Provider).where(Provider.ref == ref))
    if found is None:
        raise NotFound("There is no such provider.", given=ref, do_next="See the list of providers.")
    return found


@asks(Permission.SEE_SUPPLY)
def replies_of_providers(records: Records) -> dict[int, Replies]:
    """How every request to a provider, or to a home of its, was answered, by the provider's id."""
    provider = sa.func.coalesce(Offer.provider_id, Home.provider_id)
    query = (
        sa.select(provider, Offer.state, Offer.reason, sa.func.count())
        .outerjoin(Home, Home.id == Offer.home_id)
        .where(Offer.state != OfferState.IDENTIFIED, provider.is_not(None))
        .group_by(provider, Offer.state, Offer.reason)
    )
    counted: dict[int, Counter[tuple[OfferState, RefusalReason | None]]] = defaultdict(Counter)
    for one, state, reason, number in records.session.execute(query):
        counted[one][state, reason] += number
    return {one: _replies(of_one) for one, of_one in counted.items()}


def _replies(counted: Counter[tuple[OfferState, RefusalReason | None]]) -> Replies:
    def of(*states: OfferState) -> int:
        return sum(number for (state, _), number in counted.items() if state in states)

    no: Counter[RefusalReason] = Counter()
    for (state, reason), number in counted.items():
        if state is OfferState.DECLINED and reason is not None:
            no[reason] += number
    return Replies(
        counted.total(), of(*YES), dict(no.most_common()), of(OfferState.APPROACHED), of(OfferState.WITHDRAWN)
    )


@asks(Permission.SEE_SUPPLY)
def homes_of_providers(records: Records) -> dict[int, KnownHomes]:
    """The known homes of each provider that are not closed, by the provider's id."""
    beds = sa.select(Bed.home_id, sa.func.count().label("number")).group_by(Bed.home_id).subquery()
    living = sa.select(Residence.home_id, sa.func.count().label("number")).where(Residence.ends_on.is_(None))
    there = living.group_by(Residence.home_id).subquery()
    query = (
        sa.select(Home.provider_id, sa.func.count(), sa.func.sum(beds.c.number), sa.func.sum(there.c.number))
        .outerjoin(beds, beds.c.home_id == Home.id)
        .outerjoin(there, there.c.home_id == Home.id)
        .where(Home.provider_id.is_not(None), Home.status != HomeStatus.CLOSED)
        .group_by(Home.provider_id)
    )
    return {
        provider: KnownHomes(homes, int(rooms or 0), int(children or 0))
        for provider, homes, rooms, children in records.session.execute(query)
    }


@asks(Permission.SEE_SUPPLY)
def providers_by_urn(records: Records) -> dict[str, int]:
    """The provider's id behind a URN of the return: its own number, or that of a home of its."""
    homes = sa.select(Home.urn, Home.provider_id).where(Home.urn.is_not(None), Home.provider_id.is_not(None))
    own = sa.select(Provider.urn, Provider.id).where(Provider.urn.is_not(None))
    ask = records.session.execute
    return {str(urn): provider for urn, provider in (*ask(homes), *ask(own))}


@asks(Permission.SEE_PRICES)
def contracts_held(records: Records) -> Sequence[tuple[Contract, Provider]]:
    """Every agreement with its provider, by reference."""
    query = sa.select(Contract, Provider).join(Provider, Provider.id == Contract.provider_id).order_by(Contract.ref)
    return [(contract, provider) for contract, provider in records.session.execute(query)]


@asks(Permission.SEE_PRICES)
def prices_held(records: Records) -> tuple[Sequence[PriceLine], Sequence[Uplift]]:
    """Every price line that is no single child's, and every uplift, by reference."""
    lines = sa.select(PriceLine).where(PriceLine.child_id.is_(None)).order_by(PriceLine.ref)
    ask = records.session.scalars
    return ask(lines).all(), ask(sa.select(Uplift).order_by(Uplift.ref)).all()
