"""How carers are recruited and leave, block contracts and the homes under them, and what a yearly return stated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from placements.models.contract import Contract, ContractKind, Provider, ProviderKind
from placements.models.home import Bed, Home, HomeHold, HomeKind, HomeStatus
from placements.models.recruitment import Applicant, Departure, FunnelCount, HouseholdKind, Stage, StatedPlaces
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_SUPPLY)
def funnel_counts(records: Records) -> Sequence[FunnelCount]:
    """Households that reached each stage, month by month."""
    query = sa.select(FunnelCount).order_by(FunnelCount.month, FunnelCount.kind, FunnelCount.stage)
    return records.session.scalars(query).all()


@asks(Permission.SEE_SUPPLY)
def households_joined(records: Records, since: dt.date, until: dt.date) -> dict[HouseholdKind, int]:
    """Households approved to foster in the months [since, until), by kind."""
    of = sa.select(FunnelCount.kind, sa.func.sum(FunnelCount.households)).where(FunnelCount.stage == Stage.APPROVED)
    return _by_kind(records, of.where(FunnelCount.month >= since, FunnelCount.month < until).group_by(FunnelCount.kind))


@asks(Permission.SEE_SUPPLY)
def households_left(records: Records, since: dt.date, until: dt.date) -> dict[HouseholdKind, int]:
    """Households that stopped fostering in the months [since, until), by kind."""
    of = sa.select(Departure.kind, sa.func.sum(Departure.households))
    return _by_kind(records, of.where(Departure.month >= since, Departure.month < until).group_by(Departure.kind))


def _by_kind(records: Records, query: sa.Select[HouseholdKind, int]) -> dict[HouseholdKind, int]:
    return {kind: int(households) for kind, households in records.session.execute(query)}


@asks(Permission.SEE_SUPPLY)
def applicants(records: Records) -> Sequence[Applicant]:
    """The households that ask to foster, by reference."""
    return records.session.scalars(sa.select(Applicant).order_by(Applicant.ref)).all()


@asks(Permission.SEE_SUPPLY)
def departures(records: Records) -> Sequence[Departure]:
    """Households that stopped fostering, month by month and by reason."""
    query = sa.select(Departure).order_by(Departure.month, Departure.kind, Departure.reason)
    return records.session.scalars(query).all()


@asks(Permission.SEE_SUPPLY)
def stated_places(records: Records) -> Sequence[StatedPlaces]:
    """The figures of the newest fostering return held."""
    newest = records.session.scalar(sa.select(sa.func.max(StatedPlaces.as_of)))
    query = sa.select(StatedPlaces).where(StatedPlaces.as_of == newest)
    return records.session.scalars(query.order_by(StatedPlaces.kind, StatedPlaces.id)).all()


@asks(Permission.SEE_SUPPLY)
def block_contracts(records: Records) -> Sequence[tuple[Contract, tuple[str, ...]]]:
    """Every block of beds with the references of the homes under it."""
    found: dict[int, list[str]] = {}
    for home_ref, contract_id in records.session.execute(sa.select(Home.ref, Home.contract_id).order_by(Home.ref)):
        found.setdefault(contract_id or 0, []).append(home_ref)
    blocks = sa.select(Contract).where(Contract.kind == ContractKind.BLOCK).order_by(Contract.ref)
    return [(one, tuple(found.get(one.id, ()))) for one in records.session.scalars(blocks)]


@asks(Permission.SEE_SENSITIVE)
def holds_in_force(records: Records, day: dt.date) -> dict[str, str]:
    """By home reference, why it takes no child on a day, in the record's own word; the newest hold counts."""
    query = (
        sa.select(Home.ref, HomeHold.kind)
        .join(HomeHold, HomeHold.home_id == Home.id)
        .where(HomeHold.starts_on <= day, sa.or_(HomeHold.ends_on.is_(None), HomeHold.ends_on > day))
        .order_by(Home.ref, HomeHold.starts_on, HomeHold.id)
    )
    return {str(ref): str(kind) for ref, kind in records.session.execute(query)}


@asks(Permission.SEE_SUPPLY)
def own_households(records: Records) -> tuple[int, int]:
    """How many mainstream fostering households of the authority's own there are, and how many beds they have."""
    own = sa.or_(Home.provider_id.is_(None), Provider.kind == ProviderKind.OWN)
    homes = sa.select(Home.id).outerjoin(Provider, Provider.id == Home.provider_id)
    homes = homes.where(Home.kind == HomeKind.FOSTERING, Home.status != HomeStatus.CLOSED, own)
    households = records.session.scalar(sa.select(sa.func.count()).select_from(homes.subquery())) or 0
    beds = records.session.scalar(sa.select(sa.func.count(Bed.id)).where(Bed.home_id.in_(homes))) or 0
    return households, beds
