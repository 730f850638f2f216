"""The postcodes the record holds."""

from __future__ import annotations

import sqlalchemy as sa

from placements.geography import PostcodeBook
from placements.models.reference import Postcode
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_REFERENCE)
def postcode_book(records: Records) -> PostcodeBook:
    """Every postcode held, to look up as many as are asked at once."""
    columns = sa.select(Postcode.postcode, Postcode.easting, Postcode.northing, Postcode.la_code)
    rows = records.session.execute(columns).all()
    postcodes, eastings, northings, la_codes = zip(*rows, strict=True) if rows else ((), (), (), ())
    return PostcodeBook.of(postcodes, eastings, northings, la_codes)
