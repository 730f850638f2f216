"""The place fields that no file of the return holds: authority, inside or outside the area, distance from home."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.codes import SHORT_BREAKS
from placements.geography import Places, PostcodeBook, normalise_postcode, pl_distance, pl_la, pl_location
from placements.importing.ssda903 import cast

TENTHS_UNKNOWN = 9_999
"""999.9 miles in tenths: a postcode is blank, not found or outside England."""


def with_place_fields(
    episodes: pd.DataFrame, book: PostcodeBook, responsible: str, unaccompanied: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    """Episodes with `PL_LA`, `PL_LOCATION` and `tenths` (of a published mile, NaN where the return has none).

    `home` and `pl` say where the two postcodes stand ("blank", "no postcode", "not found" or "found"), `home plain` and
    `pl plain` are the two in one form, what is no postcode as it was written.
    `unaccompanied` marks the episodes of unaccompanied asylum-seeking children, who have no distance.
    Source: SSDA903 guidance on PL_LA, PL_LOCATION and PL_DISTANCE as restated in the open validation rules.
    """
    plain = {name: pd.Series(cast.postcodes(episodes[name]), episodes.index) for name in ("HOME_POST", "PL_POST")}
    home, placement = (_places(column, book) for column in plain.values())
    short_breaks = episodes["LS"].isin(list(SHORT_BREAKS)).to_numpy()
    miles = pl_distance(home, placement, short_breaks | unaccompanied)
    return episodes.assign(
        PL_LA=_authorities(placement.la_codes),
        PL_LOCATION=pl_location(placement.la_codes, responsible, short_breaks),
        tenths=np.round(miles * 10),
        home=standings(episodes["HOME_POST"], home.known),
        pl=standings(episodes["PL_POST"], placement.known),
        **{"home plain": plain["HOME_POST"], "pl plain": plain["PL_POST"]},
    )


def standings(column: pd.Series, known: npt.NDArray[np.bool_]) -> npt.NDArray[np.str_]:
    """What is known of each postcode: "found", or why it is not."""
    cells = column.cat
    form = [
        "blank" if not text else "not found" if normalise_postcode(text) else "no postcode" for text in cells.categories
    ]
    by_category = np.array(form, dtype="U11")
    return np.where(known, "found", by_category[cells.codes.to_numpy()])


def _places(column: pd.Series, book: PostcodeBook) -> Places:
    """Where each cell's postcode lies; each different one is looked up once."""
    different = book.look_up(column.cat.categories)
    rows = column.cat.codes.to_numpy()
    return Places(different.known[rows], different.eastings[rows], different.northings[rows], different.la_codes[rows])


def _authorities(la_codes: npt.NDArray[np.str_]) -> pd.Categorical:
    """PL_LA of each placement, blank where not known."""
    codes, positions = np.unique(la_codes, return_inverse=True)
    names, by_code = np.unique([pl_la(str(code)) or "" for code in codes], return_inverse=True)
    return pd.Categorical.from_codes(by_code[positions], categories=pd.Index(names.astype(object)))
