"""In the area, in an adjoining authority, further away, or not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from placements.geography.book import UNKNOWN_AUTHORITY


class Locality(StrEnum):
    """Where a placement lies, seen from the responsible authority."""

    IN_AREA = "in_area"
    NEIGHBOURING = "neighbouring"
    FURTHER = "further"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Neighbours:
    """Which authorities adjoin, by their boundaries, and for which authorities the list is known to be whole.

    An out-of-area placement in an adjoining authority needs the nominated officer, one further away the director (Care
    Planning, Placement and Case Review Regulations 2010, regulation 11), so "we hold no such pair" is "no" only where
    one of the two lists is whole; otherwise it is not known.
    """

    pairs: frozenset[tuple[str, str]]
    complete: frozenset[str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], complete: Iterable[str]) -> Neighbours:
        """Neighbours from pairs in either order or both."""
        given = frozenset(pairs)
        return cls(given | {(other, one) for one, other in given}, frozenset(complete))

    def adjoins(self, la_code: str, other: str) -> bool | None:
        """Whether two different authorities adjoin; None where the lists held cannot tell."""
        if (la_code, other) in self.pairs:
            return True
        return False if {la_code, other} & self.complete else None

    def locality(self, responsible: str, la_code: str) -> Locality:
        """The band of a place by its authority, seen from the responsible authority."""
        if la_code == UNKNOWN_AUTHORITY:
            return Locality.UNKNOWN
        if la_code == responsible:
            return Locality.IN_AREA
        adjoins = self.adjoins(responsible, la_code)
        if adjoins is None:
            return Locality.UNKNOWN
        return Locality.NEIGHBOURING if adjoins else Locality.FURTHER

    def localities(self, responsible: str, la_codes: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
        """The band of each of many places, as the text of Locality."""
        codes, positions = np.unique(la_codes, return_inverse=True)
        bands = np.array([self.locality(responsible, str(code)).value for code in codes], dtype="U12")
        return bands[positions]
