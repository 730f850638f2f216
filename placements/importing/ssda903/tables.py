"""The files of an SSDA903 return: how each is known by its heading row, and what is kept of it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Cell(enum.StrEnum):
    """How the cells of a column are read."""

    CHILD = "child"
    DATE = "date"
    PART_DATE = "part date"
    CODE = "code"
    POSTCODE = "postcode"
    TEXT = "text"
    SCORE = "score"
    FLAG = "flag"
    NOT_READ = "not read"


@dataclass(frozen=True)
class Column:
    """A column of a file; one that is `NOT_READ` must be there, is never looked into and never kept."""

    name: str
    cell: Cell
    required: bool = False


@dataclass(frozen=True)
class FileKind:
    """One of the files of a return, known by its set of headings; `kept` files go into the record."""

    name: str
    title: str
    columns: tuple[Column, ...]
    kept: bool = True

    @property
    def headings(self) -> frozenset[str]:
        """The headings the file must have."""
        return frozenset(column.name for column in self.columns)

    @property
    def read(self) -> tuple[Column, ...]:
        """The columns that are looked into."""
        return tuple(column for column in self.columns if column.cell is not Cell.NOT_READ)

    def of(self, *cells: Cell) -> tuple[Column, ...]:
        """The columns whose cells are read in one of these ways."""
        return tuple(column for column in self.columns if column.cell in cells)


def _columns(text: str, cell: Cell, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, cell, required) for name in text.split())


_CHILD = _columns("CHILD", Cell.CHILD, required=True)
_DOB = _columns("DOB", Cell.DATE)
_BORN = _columns("DOB", Cell.DATE, required=True)

HEADER = FileKind(
    "header",
    "Header",
    _CHILD + _columns("SEX ETHNIC", Cell.CODE, required=True) + _BORN + _columns("UPN MOTHER MC_DOB", Cell.NOT_READ),
)
EPISODES = FileKind(
    "episodes",
    "Episodes",
    _CHILD
    + _columns("DECOM", Cell.DATE, required=True)
    + _columns("RNE LS CIN PLACE", Cell.CODE, required=True)
    + _columns("PLACE_PROVIDER", Cell.CODE)
    + _columns("DEC", Cell.DATE)
    + _columns("REC REASON_PLACE_CHANGE", Cell.CODE)
    + _columns("HOME_POST PL_POST", Cell.POSTCODE)
    + _columns("URN", Cell.TEXT),
)
UASC = FileKind(
    "uasc",
    "UASC",
    _CHILD + _columns("SEX", Cell.CODE, required=True) + _DOB + _columns("DUC", Cell.DATE),
)
OC2 = FileKind(
    "oc2",
    "OC2",
    _CHILD
    + _DOB
    + _columns("SDQ_SCORE", Cell.SCORE)
    + _columns("SDQ_REASON", Cell.CODE)
    + _columns("CONVICTED SUBSTANCE_MISUSE", Cell.FLAG)
    + _columns("HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT", Cell.NOT_READ)
    + _columns("INTERVENTION_RECEIVED INTERVENTION_OFFERED", Cell.NOT_READ),
)
MISSING = FileKind(
    "missing",
    "Missing",
    _CHILD
    + _DOB
    + _columns("MISSING", Cell.CODE)
    + _columns("MIS_START", Cell.DATE, required=True)
    + _columns("MIS_END", Cell.DATE),
)
REVIEWS = FileKind(
    "reviews", "Reviews", _CHILD + _DOB + _columns("REVIEW", Cell.DATE) + _columns("REVIEW_CODE", Cell.CODE)
)
PREV_PERM = FileKind(
    "prev_perm",
    "PrevPerm",
    _CHILD
    + _DOB
    + _columns("PREV_PERM", Cell.CODE)
    + _columns("LA_PERM", Cell.TEXT)
    + _columns("DATE_PERM", Cell.PART_DATE),
)
PLACED_ADOPTION = FileKind(
    "placed_adoption",
    "PlacedAdoption",
    _CHILD + _DOB + _columns("DATE_PLACED DATE_PLACED_CEASED", Cell.DATE) + _columns("REASON_PLACED_CEASED", Cell.CODE),
)
AD1 = FileKind(
    "ad1",
    "AD1",
    _CHILD + _DOB + _columns("DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR", Cell.NOT_READ),
    kept=False,
)
OC3 = FileKind("oc3", "OC3", _CHILD + _DOB + _columns("IN_TOUCH ACTIV ACCOM", Cell.CODE))
SW_EPISODES = FileKind(
    "sw_episodes",
    "SWEpisodes",
    _CHILD + _DOB + _columns("SW_ID SW_DECOM SW_DEC SW_REASON", Cell.NOT_READ),
    kept=False,
)
DOLO = FileKind(
    "dolo",
    "DoLo",
    _CHILD + _DOB + _columns("DOLO_START", Cell.DATE, required=True) + _columns("DOLO_END", Cell.DATE),
)

KINDS: tuple[FileKind, ...] = (
    HEADER,
    EPISODES,
    UASC,
    OC2,
    MISSING,
    REVIEWS,
    PREV_PERM,
    PLACED_ADOPTION,
    AD1,
    OC3,
    SW_EPISODES,
    DOLO,
)
BY_NAME = {kind.name: kind for kind in KINDS}
FACTS = (REVIEWS, PREV_PERM, PLACED_ADOPTION, OC3, DOLO)


def recognise(headings: Iterable[str]) -> FileKind | None:
    """The file whose headings are all here (there may be more); None where no file's are."""
    found = set(headings)
    fitting = [kind for kind in KINDS if kind.headings <= found]
    return max(fitting, key=lambda kind: len(kind.headings), default=None)


def nearest(headings: Iterable[str]) -> FileKind:
    """The file whose headings come closest, for the sentence about a file that is none of them."""
    found = set(headings)
    return max(KINDS, key=lambda kind: len(kind.headings & found) / len(kind.headings | found))
