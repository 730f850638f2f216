"""Where the postcodes of a load lie: from the record, else from the installed package, area by area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from placements.geography import PostcodeBook, areas_of, normalise_postcode, postcodes_from_wheel
from placements.importing.postcode_areas import areas_held, store
from placements.models.reference import Postcode
from placements.unit_of_work import UnitOfWork

# The postcode areas of the United Kingdom (Royal Mail). The Channel Islands and the Isle of Man have no authority.
_AREAS = """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY
    G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX
    PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF
    WN WR WS WV YO ZE
"""
AREAS = frozenset(_AREAS.split())
SOURCE = "installed postcode package (ONS Postcode Directory)"
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Gazetteer:
    """The postcodes asked for, as far as they exist, and whole areas that the record does not hold yet."""

    book: PostcodeBook
    fetched: PostcodeBook | None = None

    def keep(self, work: UnitOfWork) -> None:
        """Store the areas that were fetched: the record now speaks of places in them."""
        if self.fetched is not None and len(self.fetched):
            store(work, self.fetched, SOURCE)


def gazetteer(work: UnitOfWork, texts: Iterable[str]) -> Gazetteer:
    """Look up every postcode among these texts, fetching the areas that the record does not hold."""
    wanted = sorted({postcode for text in texts if (postcode := normalise_postcode(text))})
    areas = {str(area) for area in areas_of(np.array(wanted, dtype="U7"))} if wanted else set()
    held = _held(work, wanted)
    lacking = (areas & AREAS) - areas_held(work)
    if not lacking:
        return Gazetteer(held)
    fetched = postcodes_from_wheel(lacking)
    return Gazetteer(_join(held, fetched), fetched)


def _held(work: UnitOfWork, wanted: list[str]) -> PostcodeBook:
    columns = sa.select(Postcode.postcode, Postcode.easting, Postcode.northing, Postcode.la_code)
    rows = [
        row
        for start in range(0, len(wanted), _AT_ONCE)
        for row in work.session.execute(columns.where(Postcode.postcode.in_(wanted[start : start + _AT_ONCE])))
    ]
    postcodes, eastings, northings, la_codes = zip(*rows, strict=True) if rows else ((), (), (), ())
    return PostcodeBook.of(postcodes, eastings, northings, la_codes)


def _join(one: PostcodeBook, other: PostcodeBook) -> PostcodeBook:
    """Both books as one; where they differ, the second is believed."""
    return PostcodeBook.of(
        np.concatenate([one.postcodes, other.postcodes]).tolist(),
        np.concatenate([one.eastings, other.eastings]),
        np.concatenate([one.northings, other.northings]),
        np.concatenate([one.la_codes, other.la_codes]).tolist(),
    )
