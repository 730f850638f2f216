"""The price book as the record holds it: lines, uplifts, contracts, and where children live at which price today."""

from __future__ import annotations

import sqlalchemy as sa

from placements.home_settings import SETTING_OF_HOME
from placements.models.contract import Contract, PriceLine, Provider, ProviderKind
from placements.models.finance import Uplift
from placements.models.home import Home
from placements.models.placement import Residence
from placements.permissions import Permission
from placements.prices import InUse, PriceBook
from placements.repository.records import Records, asks


def _every_line(records: Records) -> PriceBook:
    ask = records.session.scalars
    return PriceBook(
        ask(sa.select(PriceLine).order_by(PriceLine.ref)).all(),
        ask(sa.select(Uplift).order_by(Uplift.ref)).all(),
        ask(sa.select(Contract).order_by(Contract.ref)).all(),
        _in_use(records),
    )


def _in_use(records: Records) -> list[InUse]:
    """How many children live in each known home today, as the newest position states it."""
    query = (
        sa.select(Home.kind, Provider.kind, Home.id, Home.contract_id, Home.fee_level, sa.func.count())
        .join(Residence, Residence.home_id == Home.id)
        .outerjoin(Provider, Provider.id == Home.provider_id)
        .where(Residence.ends_on.is_(None))
        .group_by(Home.kind, Provider.kind, Home.id, Home.contract_id, Home.fee_level)
        .order_by(Home.id)
    )
    return [
        InUse(SETTING_OF_HOME[kind], provider or ProviderKind.OWN, children, 1, home, contract, level)
        for kind, provider, home, contract, level, children in records.session.execute(query)
    ]


@asks(Permission.SEE_PRICES)
def price_book(records: Records) -> PriceBook:
    """Every price line, for somebody who may see single prices."""
    return _every_line(records)


@asks(Permission.SEE_FORECASTS)
def price_book_for_forecast(records: Records) -> PriceBook:
    """The same lines for adding up a forecast; whoever sees only forecasts is shown no single price."""
    return _every_line(records)
