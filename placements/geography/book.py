"""Postcode to position and authority, for as many postcodes as asked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.geography.distance import Floats
from placements.geography.grid import degrees
from placements.geography.postcode import normalise_postcode

Texts = npt.NDArray[np.str_]

UNKNOWN_AUTHORITY = "unknown"
_ABSENT = -1


@dataclass(frozen=True, eq=False)
class Places:
    """Where the postcodes asked about lie, in the order asked; all arrays have the same length.

    `known` says which are in the book. Where one is not, its grid reference and degrees are NaN and its authority is
    "unknown": no distance or band worked out from it is ever a number. Eastings and northings are metres of the British
    National Grid, degrees are WGS84, `la_codes` are upper-tier authorities.
    """

    known: npt.NDArray[np.bool_]
    eastings: Floats
    northings: Floats
    la_codes: Texts

    @cached_property
    def _degrees(self) -> tuple[Floats, Floats]:
        return degrees(self.eastings, self.northings)

    @property
    def latitudes(self) -> Floats:
        """Degrees north; NaN where not known."""
        return self._degrees[0]

    @property
    def longitudes(self) -> Floats:
        """Degrees east; NaN where not known."""
        return self._degrees[1]

    @property
    def in_england(self) -> npt.NDArray[np.bool_]:
        """Which lie in England, as far as known."""
        return np.strings.startswith(self.la_codes, "E")

    def __len__(self) -> int:
        return len(self.known)


@dataclass(frozen=True, eq=False)
class PostcodeBook:
    """The postcodes held, sorted, each with its grid reference in metres and its upper-tier authority.

    Make one with `PostcodeBook.of`, `postcodes_from_wheel` or `postcodes_from_onspd`.
    """

    postcodes: Texts
    eastings: Floats
    northings: Floats
    la_codes: Texts

    @classmethod
    def of(
        cls, postcodes: Iterable[str], eastings: npt.ArrayLike, northings: npt.ArrayLike, la_codes: Iterable[str]
    ) -> PostcodeBook:
        """A book of normalised postcodes in any order; where one stands twice, the last stays."""
        keys = np.asarray(list(postcodes), dtype="U7")
        _, last = np.unique(keys[::-1], return_index=True)
        order = len(keys) - 1 - last
        return cls(
            keys[order],
            np.asarray(eastings, np.float64)[order],
            np.asarray(northings, np.float64)[order],
            np.asarray(list(la_codes), dtype="U9")[order],
        )

    def __post_init__(self) -> None:
        for column in (self.postcodes, self.eastings, self.northings, self.la_codes):
            column.flags.writeable = False

    def look_up(self, texts: Iterable[str | None]) -> Places:
        """Where each of these postcodes lies, written in any way; unknown ones are marked, never placed at (0, 0)."""
        positions, different = pd.factorize(np.array([*texts], dtype=object))
        keys = np.array([normalise_postcode(text) or "" for text in different], dtype="U7")
        rows = np.append(self._rows_of(keys), _ABSENT)[positions]  # a blank has position -1: the last, absent
        known = rows != _ABSENT
        eastings, northings = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
        la_codes = np.full(len(rows), UNKNOWN_AUTHORITY, dtype="U9")
        eastings[known], northings[known] = self.eastings[rows[known]], self.northings[rows[known]]
        la_codes[known] = self.la_codes[rows[known]]
        return Places(known, eastings, northings, la_codes)

    def rows(self) -> Iterator[tuple[str, int, int, str]]:
        """Every postcode that has a position, as (postcode, easting, northing, authority), to be stored."""
        placed = ~np.isnan(self.eastings)
        columns = (self.postcodes[placed], self.eastings[placed], self.northings[placed], self.la_codes[placed])
        for postcode, easting, northing, la_code in zip(*(column.tolist() for column in columns), strict=True):
            yield postcode, round(easting), round(northing), la_code

    def _rows_of(self, keys: Texts) -> npt.NDArray[np.int64]:
        if not len(self):
            return np.full(len(keys), _ABSENT)
        rows = np.minimum(np.searchsorted(self.postcodes, keys), len(self) - 1)
        return np.where(self.postcodes[rows] == keys, rows, _ABSENT)

    def __len__(self) -> int:
        return len(self.postcodes)
