"""The price book as the record holds it."""

from __future__ import annotations

import sqlalchemy as sa

from placements.models.contract import PriceLine
from placements.permissions import Permission
from placements.prices import PriceBook
from placements.repository.records import Records, asks


def _every_line(records: Records) -> PriceBook:
    lines = records.session.scalars(sa.select(PriceLine).order_by(PriceLine.ref)).all()
    return PriceBook(lines)


@asks(Permission.SEE_PRICES)
def price_book(records: Records) -> PriceBook:
    """Every price line, for somebody who may see single prices."""
    return _every_line(records)


@asks(Permission.SEE_FORECASTS)
def price_book_for_forecast(records: Records) -> PriceBook:
    """The same lines for adding up a forecast; whoever sees only forecasts is shown no single price."""
    return _every_line(records)
