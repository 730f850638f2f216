"""Known homes with everything that decides who may live there, and the providers behind them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import defer, selectinload

from placements.geography import normalise_postcode
from placements.models.contract import Contract, Provider
from placements.models.home import Home, HomeStatus
from placements.permissions import Permission
from placements.repository.places import Position, positions_of
from placements.repository.records import Records, asks


@asks(Permission.SEE_HOMES)
def homes_with_facts(records: Records) -> Sequence[Home]:
    """Every home that is not closed, with beds, people, approvals, skills and holds, in a fixed number of queries.

    The postcode cannot be read from the answer unless the viewer may see protected postcodes.
    """
    facts = (
        Home.beds,
        Home.holds,
        Home.kept_empty,
        Home.people,
        Home.approvals,
        Home.exemptions,
        Home.skills,
        Home.languages,
        Home.willing,
        Home.registrations,
    )
    query = sa.select(Home).where(Home.status != HomeStatus.CLOSED).order_by(Home.ref)
    query = query.options(*(selectinload(fact) for fact in facts))
    if not records.viewer.may(Permission.SEE_PROTECTED_POSTCODES):
        query = query.options(defer(Home.postcode, raiseload=True))
    return records.session.scalars(query).all()


@asks(Permission.SEE_HOMES)
def home_positions(records: Records) -> dict[int, Position]:
    """Where each home lies, for measuring only and never shown; one that cannot be placed is absent."""
    postcodes = {
        home_id: normalise_postcode(postcode)
        for home_id, postcode in records.session.execute(sa.select(Home.id, Home.postcode))
    }
    held = positions_of(records, postcodes.values())
    return {home_id: held[postcode] for home_id, postcode in postcodes.items() if postcode in held}


@asks(Permission.SEE_HOMES)
def providers(records: Records) -> Sequence[Provider]:
    """Every provider, by reference."""
    return records.session.scalars(sa.select(Provider).order_by(Provider.ref)).all()


@asks(Permission.SEE_HOMES)
def contracts(records: Records) -> Sequence[Contract]:
    """Every contract, by reference."""
    return records.session.scalars(sa.select(Contract).order_by(Contract.ref)).all()
