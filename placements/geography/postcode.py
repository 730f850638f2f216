"""Postcodes as people write them, brought to one form."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from placements.errors import Refused

# Royal Mail's forms: one or two letters, a digit, perhaps a digit or letter; a digit, two letters of a smaller set.
_FORM = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][ABD-HJLNP-UW-Z]{2}")
_WITHIN = re.compile(r"(?<![0-9A-Z])([A-Z]{1,2}[0-9][0-9A-Z]?)\s*[0-9][ABD-HJLNP-UW-Z]{2}(?![0-9A-Z])", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_AREA = re.compile(r"[A-Z]{1,2}")


def normalise_postcode(text: str | None) -> str | None:
    """The postcode in capitals without spaces ("YO244AB"), or None where the text is not a full postcode."""
    if text is None:
        return None
    bare = _SPACES.sub("", text).upper()
    return bare if _FORM.fullmatch(bare) else None


def show_postcode(postcode: str) -> str:
    """A normalised postcode as people write it: "YO24 4AB"."""
    return f"{postcode[:-3]} {postcode[-3:]}"


def without_postcodes(text: str) -> str:
    """A text in which every full postcode is cut to its district: "YO24 4AB" becomes "YO24 ***"."""
    return _WITHIN.sub(r"\1 ***", text)


def areas_of(postcodes: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    """The area of each postcode, the letters in front: "YO" of "YO244AB", "S" of "S11AA"."""
    two = postcodes.astype("U2")
    return np.where(np.strings.isalpha(two), two, two.astype("U1"))


def checked_areas(areas: Iterable[str]) -> frozenset[str]:
    """Postcode areas in capitals. Raises Refused where one is not one or two letters, or none is given."""
    wanted = frozenset(area.strip().upper() for area in areas)
    wrong = sorted(area for area in wanted if not _AREA.fullmatch(area))
    if wrong or not wanted:
        raise Refused(
            "A postcode area is one or two letters.",
            given=", ".join(map(repr, wrong)) or "none",
            do_next="Give the areas by their letters, for example YO, HG and LS.",
        )
    return wanted
